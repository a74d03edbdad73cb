"""`commandcenter drills`: the plan of a drill, and its script out and in again."""

import json
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from pypdf import PdfReader

from commandcenter.database import schema
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.drills.service import drills, script
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from tests.cli.conftest import PASSWORD

CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])
AS_CHIEF = {"COMMANDCENTER_LOGIN": "heli", "COMMANDCENTER_PASSWORD": PASSWORD}


@pytest.fixture
def drill(url):
    """The flood drill of the templates, 2026-001."""
    with closing(Database(url)) as db:
        begins = datetime(2026, 5, 12, 1, tzinfo=UTC)
        given = {"drill_id": new_id(), "year": 2026, "officer": CHIEF, "begins_at": begins}
        return drills.create_from(db, "flood", **given)


@pytest.fixture
def sheet(run, url, drill, tmp_path):
    """Its script as it goes out; gives the file and the workbook."""
    path = tmp_path / "script.xlsx"
    result = run("drills", "script", "2026-1", "--out", path, "--database", url)
    assert (result.exit_code, result.stdout) == (0, f"Saved: {path}\n")
    return path, load_workbook(path)


def lines(url, drill):
    with closing(Database(url)) as db:
        return script.lines(db, drill.id)


def test_a_script_goes_out_and_comes_in_unchanged(run, url, drill, sheet):
    before = lines(url, drill)
    options = (sheet[0], "--drill", "2026-001", "--database", url, "--json")
    result = run("drills", "import-script", *options, env=AS_CHIEF)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["same"] == len(before) == 18
    assert lines(url, drill) == before
    query = sa.select(schema.journal.c.body).where(schema.journal.c.kind == "documents.exported")
    with closing(Database(url)) as db, db.read() as tx:
        [body] = tx.execute(query).scalars()
    assert "drill_script_sheet" in str(body)


def test_a_check_says_what_would_be_done_and_writes_nothing(run, url, drill, sheet):
    path, book = sheet
    book.worksheets[0]["C2"] = "台风预警"
    book.worksheets[0].append([99, 3, "加一条"])
    book.save(path)
    before = lines(url, drill)
    told = (path, "--drill", "2026-1", "--database", url)
    said = run("drills", "import-script", *told, "--check", env=AS_CHIEF)
    assert said.stdout == (
        "Nothing was written. Lines that would be added: 1, changed: 1, taken out: 0, the same:"
        " 17.\n"
    )
    assert lines(url, drill) == before
    done = run("drills", "import-script", *told, env=AS_CHIEF)
    assert "Lines added: 1, changed: 1" in done.stdout
    assert "Line 99: nobody delivers it. Name the owner." in done.stderr
    assert [line.offset_s for line in lines(url, drill) if line.number == 99] == [180]


def test_mistakes_are_told_by_cell_all_at_once(run, url, drill, sheet):
    path, book = sheet
    book.worksheets[0]["B3"], book.worksheets[0]["G4"] = "以后", "信鸽"
    book.save(path)
    before = lines(url, drill)
    told = (path, "--drill", "2026-1", "--database", url)
    result = run("drills", "import-script", *told, env=AS_CHIEF)
    assert result.exit_code == 1
    assert [("cell B3" in each, "cell G4" in each) for each in result.stderr.splitlines()[:2]] == [
        (True, False),
        (False, True),
    ]
    assert "Mistakes: 2. Nothing was written." in result.stderr
    assert lines(url, drill) == before


def test_what_is_no_script_and_no_drill_is_refused(run, url, drill, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("姓名,电话\n张三,110\n", encoding="utf-8")
    told = (path, "--drill", "2026-1", "--database", url)
    result = run("drills", "import-script", *told, env=AS_CHIEF)
    assert "has no sheet of a script" in result.stderr
    for number in ("2026-9", "9", "x"):
        result = run("drills", "plan", number, "--out", tmp_path / "x.pdf", "--database", url)
        assert f"There is no drill {number}." in result.stderr
        assert result.exit_code == 1


def test_a_plan_is_printed(run, url, drill, tmp_path):
    out = tmp_path / "plan.pdf"
    result = run("drills", "plan", "2026-1", "--out", out, "--database", url)
    assert result.exit_code == 0, result.stderr
    pages = PdfReader(BytesIO(out.read_bytes())).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert "Purposeandrequirements" in text
