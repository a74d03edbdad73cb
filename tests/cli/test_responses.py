"""Responses on the command line: their papers, and the list of people from a table."""

import json
from contextlib import closing
from io import BytesIO

import pytest
from pypdf import PdfReader

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.directory import store as directory_store
from commandcenter.directory.model import Area
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.incidents.model.evacuation import Evacuee, digest_of
from commandcenter.incidents.model.response import Decree, Opening, Stage
from commandcenter.incidents.service import evacuation, response
from commandcenter.incidents.store import keeping
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])
AREAS = [
    Area(code="330399101", parent="330399", name="石桥乡", tier="township"),
    Area(code="330399101001", parent="330399101", name="上坞村", tier="village"),
]
HEADINGS = "姓名,村,人数,手机,住址,身份证,何时转,谁去转,转到哪,怎么管"
TWO = f"""{HEADINGS}
欧阳明,上坞村,4,19900021234,后山路12号,330399194001011234,橙色预警,郑强,石桥小学,村委
李四,石桥乡,,,,,,,,
"""


@pytest.fixture
def one(url):
    """An active response of a county with a township."""
    opening = Opening(id=new_id(), hazard="flood")
    decree = Decree(
        id=new_id(), stage=Stage.THIRD, basis="水位", decided_by="副指挥", approver="周明"
    )
    with closing(Database(url)) as db:
        with db.write(CHIEF) as tx:
            directory_store.add_areas(tx, AREAS)
            journal.append(tx, "test.note", {}, id=new_id(), subject="note")
        return response.activate(db, opening, decree, officer=CHIEF)


@pytest.fixture
def take(run, url, signed_in, tmp_path, one):
    """Import a table onto the list of the response."""

    def _take(text, *options, **more):
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        given = {"env": signed_in} | more
        arguments = (path, "--number", one.number, "--database", url, *options)
        return run("import", "evacuees", *arguments, **given)

    return _take


def listed(url, one):
    with closing(Database(url)) as db:
        return evacuation.listed(db, one.id, officer=CHIEF)


def test_people_of_a_table_come_onto_the_list(take, url, one):
    result = take(TWO)
    assert result.exit_code == 0, result.output
    assert result.stdout == "Rows: 2. Put on the list: 2, on it already: 0.\n"

    first, second = listed(url, one)
    assert (first.number, first.name, first.area_code) == ("001", "欧阳明", "330399101001")
    assert (first.people, first.phone, first.helper) == (4, "19900021234", "郑强")
    assert (first.trigger, first.destination, first.care) == ("橙色预警", "石桥小学", "村委")
    assert (second.name, second.area_code, second.people) == ("李四", "330399101", 1)


def test_identity_numbers_are_kept_as_a_digest_alone(take, url, one):
    take(TWO)
    with closing(Database(url)) as db, db.read() as tx:
        first, second = keeping.ROWS.where(tx, Evacuee, ("number",), about=one.id)
        bodies = [row.body for row in tx.execute(journal.journal_table.select())]
    assert first.id_digest == digest_of(one.id, "330399194001011234")
    assert second.id_digest == ""
    assert not any("330399194001011234" in body for body in bodies)


def test_importing_again_adds_nobody_twice(take, url, one):
    take(TWO)
    # Moved house, with the same identity number; and one more of another name.
    more = TWO.replace("后山路12号", "前山路1号") + "王五,上坞村,,,,,,,,\n"
    result = take(more, "--json")

    assert json.loads(result.stdout) == {"dry_run": False, "rows": 3, "added": 1, "unchanged": 2}
    assert [person.name for person in listed(url, one)] == ["欧阳明", "李四", "王五"]


def test_nothing_is_written_when_only_asked_what_would_be(take, url, one):
    result = take(TWO, "--dry-run")

    assert result.stdout == (
        "Nothing was written. Rows: 2. Would be put on the list: 2, on it already: 0.\n"
    )
    assert listed(url, one) == ()


def test_a_mistake_is_named_with_its_cell_and_nothing_is_written(take, url, one):
    result = take(TWO.replace("上坞村", "别处村"))

    assert result.exit_code == 1
    assert "B2" in result.stderr
    assert listed(url, one) == ()


def test_a_table_of_something_else_is_refused(take):
    result = take("a,b\n1,2\n")
    assert result.exit_code == 1
    assert "people.csv has no sheet of people to move" in result.stderr


@pytest.mark.parametrize(
    ("paper", "options", "said"),
    [
        ("response-order", (), ("toactivateanemergencyresponse", "副指挥")),
        ("evacuation", (), ("Evacuationlist", "欧**", "Namesandhomesareleftout")),
        ("township-packet", ("--township", "石桥乡"), ("Packetof石桥乡", "欧**")),
    ],
)
def test_a_paper_is_written_without_names(run, url, tmp_path, one, take, paper, options, said):
    take(TWO)
    out = tmp_path / "paper.pdf"
    arguments = ("--number", one.number, "--out", out, "--database", url, *options)
    result = run("export", paper, *arguments)

    assert (result.exit_code, result.stdout) == (0, f"Saved: {out}\n")
    pages = PdfReader(BytesIO(out.read_bytes())).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert all(each in text for each in said)
    assert "欧阳明" not in text
    with closing(Database(url)) as db, db.read() as tx:
        assert len(list(journal.told(tx, ["documents.exported"]))) == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--number", "XY-1999-001", "--township", "石桥乡"), "There is no response XY-1999-001."),
        (("--township", "无名镇"), "There is no township 无名镇."),
    ],
)
def test_what_is_not_there_is_refused(run, url, tmp_path, one, options, says):
    number = () if "--number" in options else ("--number", one.number)
    out = tmp_path / "paper.pdf"
    result = run("export", "township-packet", *options, *number, "--out", out, "--database", url)

    assert result.exit_code == 1
    assert says in result.stderr
    assert not out.exists()
