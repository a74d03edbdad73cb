"""`commandcenter drills`: archives of drills without a window."""

from contextlib import closing

import pytest

from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service import drills
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

PLANNER = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.PLANNER])


@pytest.fixture
def archived(run, url, tmp_path):
    """The archive of a drill, written by the command."""
    with closing(Database(url)) as db:
        new = Drill(id=new_id(), year=2026, number=0, title="防汛演练")
        drill = drills.create(db, new, officer=PLANNER)
    out = tmp_path / "演练.zip"
    number = f"{drill.year}-{drill.number}"
    result = run("drills", "archive", number, "--out", out, "--database", url)
    assert (result.exit_code, result.stdout) == (0, f"Saved: {out}\n")
    return out


def test_an_archive_is_written_and_checked(run, archived):
    result = run("drills", "archive", "--check", archived)

    assert (result.exit_code, result.stdout) == (
        0,
        "防汛演练: 8 files are as they were archived.\n",
    )


def test_a_changed_archive_is_told_by_file(run, archived):
    content = archived.read_bytes()
    at = content.index(b"Drill review.pdf") + 200
    archived.write_bytes(content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :])

    result = run("drills", "archive", "--check", archived)

    assert result.exit_code == 1
    assert result.stdout.startswith("Drill review.pdf: ")
    assert "1 files are not as they were archived, 7 are." in result.stdout


def test_what_is_no_drill_and_no_archive_is_said(run, url, tmp_path):
    wrong = run("drills", "archive", "2026-99", "--out", tmp_path / "x.zip", "--database", url)
    broken = run("drills", "archive", "--check", tmp_path / "x.zip")
    nothing = run("drills", "archive", "--database", url)

    assert (wrong.exit_code, broken.exit_code, nothing.exit_code) == (1, 1, 2)
    assert "There is no drill 2026-99." in wrong.stderr
    assert "'x.zip' is no archive of a drill" in broken.stderr
