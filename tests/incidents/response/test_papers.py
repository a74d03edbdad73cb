"""The papers of a response: what they say, whom they name, and that they are the same again."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from commandcenter.database import journal
from commandcenter.directory.model import Organisation, Person
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import people
from commandcenter.directory.tables import organisation
from commandcenter.incidents.model.evacuation import Moved
from commandcenter.incidents.model.matrix import CellState
from commandcenter.incidents.model.response import Basis, Stage
from commandcenter.incidents.service import evacuation, matrix, response, shelters
from commandcenter.incidents.service import response_exports as exports
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now

VALLEY = "330399101"


def text_of(data: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages)


@pytest.fixture
def one(db, chief, an_opening, a_decree):
    """A response that was activated and raised."""
    opening = an_opening(title="台风“银杏”")
    first = response.activate(db, opening, a_decree(Stage.FOURTH), officer=chief)
    raised = a_decree(
        Stage.SECOND,
        basis_kind=Basis.WARNING,
        basis="33039941600000_20260718",
        actions="危险区域人员全部转移\n学校停课",
        notified="石桥乡 陈明",
        doc_no="清防指〔2026〕3号",
        areas=frozenset({VALLEY}),
    )
    return response.change(db, first.id, raised, officer=chief)


@pytest.fixture
def listed(db, deputy, one, a_person, a_shelter):
    """People of the response, one of them in a shelter."""
    place = shelters.add(db, a_shelter(responsible="陈明", phone="19900027777"), officer=deputy)
    told = {"trigger": "橙色预警", "helper": "郑强", "helper_phone": "19900024321", "care": "村委"}
    first = a_person(one.id, "欧阳明", phone="19900021234", address="后山路12号", people=4, **told)
    second = a_person(one.id, "李四", area_code="330399100001")
    [moved, _] = evacuation.put_on_list(db, [first, second], officer=deputy)
    given = {"act_id": new_id(), "officer": deputy, "shelter_id": place.id}
    evacuation.take(db, [moved.id], Moved.SHELTERED, **given)


def test_an_order_says_what_who_why_and_from_when(db, one):
    said = text_of(exports.response_order(db, one.id, at=now(), language="zh"))

    for text in (
        "清溪县应急指挥中心",
        one.number,
        "清防指〔2026〕3号",
        "洪涝",
        "台风“银杏”",
        "石桥乡",
        "学校停课",
        "陈明",
        "周明",
        "县防指副指挥",
        "33039941600000_20260718",
    ):
        assert text in said, text


@pytest.mark.parametrize(
    ("stage", "title"),
    [
        (Stage.FIRST, "toraiseanemergencyresponse"),
        (Stage.FOURTH, "toloweranemergencyresponse"),
        (Stage.ENDED, "toendanemergencyresponse"),
    ],
)
def test_each_act_has_an_order_of_its_own(db, chief, one, a_decree, stage, title):
    response.change(db, one.id, a_decree(stage), officer=chief)

    assert title in text_of(exports.response_order(db, one.id, at=now(), language="en"))


def test_the_first_order_activates_for_the_whole_county_without_acts_so_far(db, activated):
    said = text_of(exports.response_order(db, activated().id, at=now(), language="en"))

    assert "toactivateanemergencyresponse" in said
    assert "Thewholecounty" in said
    assert "Actssofar" not in said


def test_papers_are_the_same_again_until_something_changes(
    db, chief, deputy, one, listed, a_decree
):
    def papers():
        at = now()
        return [
            exports.response_order(db, one.id, at=at, language="zh"),
            exports.evacuation_list(db, one.id, at=at, officer=deputy, language="zh"),
            exports.township_packet(db, one.id, VALLEY, at=at, officer=deputy, language="zh"),
        ]

    before = papers()
    assert papers() == before
    response.change(db, one.id, a_decree(Stage.FIRST), officer=chief)
    assert not set(papers()) & set(before)


def test_a_list_names_people_for_those_who_may_see_them(db, deputy, viewer, one, listed):
    at = now()
    named = text_of(exports.evacuation_list(db, one.id, at=at, officer=deputy, language="zh"))
    masked = text_of(exports.evacuation_list(db, one.id, at=at, officer=viewer, language="zh"))

    for secret in ("欧阳明", "19900021234", "后山路12号"):
        assert secret in named
        assert secret not in masked
    for text in ("橙色预警", "郑强", "石桥乡", "城关镇"):
        assert text in named
        assert text in masked
    assert "欧**" in masked
    assert "199****4321" in masked


def test_a_list_counts_people_by_township(db, deputy, one, listed):
    said = text_of(exports.evacuation_list(db, one.id, at=now(), officer=deputy, language="en"))

    assert "石桥乡44400100%" in said
    assert "城关镇100000%" in said
    assert "Sumofall5440080%" in said


@pytest.fixture
def contact(db, chief):
    """Somebody whom the township's office has."""
    office = Organisation(id=new_id(), name="石桥乡政府", area_code=VALLEY)
    with db.write(chief) as tx:
        tx.execute(
            organisation.insert(),
            {name: getattr(office, name) for name in office.__dataclass_fields__},
        )
        journal.append(tx, "test.note", {}, id=new_id(), subject="note")
    found = Person(
        id=new_id(), name="吴江", organisation_id=office.id, post="乡长", mobile="19900026666"
    )
    admin = replace(chief, rights=RIGHTS[Role.ADMIN])
    people.add(db, found, officer=admin)
    people.add(db, replace(found, id=new_id(), name="外人", organisation_id=None), officer=admin)


def test_a_packet_holds_what_a_township_needs(db, deputy, one, listed, contact):
    cells = matrix.of_response(db, one.id).cells
    given = {"officer": deputy, "act_id": new_id(), "note": "已到岗"}
    matrix.set_cells(db, [cells[0].id], CellState.DONE, **given)
    packet = exports.township_packet(db, one.id, VALLEY, at=now(), officer=deputy, language="zh")
    said = text_of(packet)

    for text in ("石桥乡", "吴江", "乡长", "19900026666", "石桥小学", "200", "19900027777"):
        assert text in said, text
    for text in ("全员到岗", "已到岗", "群众", "欧阳明"):
        assert text in said, text
    assert "李四" not in said
    assert "外人" not in said


def test_a_packet_masks_numbers_for_those_who_may_not_see_them(db, viewer, one, listed, contact):
    said = text_of(
        exports.township_packet(db, one.id, VALLEY, at=now(), officer=viewer, language="zh")
    )

    for secret in ("19900026666", "19900027777", "欧阳明"):
        assert secret not in said
    assert "199****6666" in said


def test_papers_of_a_drill_say_so(db, deputy, activated):
    one = activated(drill_id=new_id())
    at = now()

    for data in (
        exports.response_order(db, one.id, at=at, language="en"),
        exports.evacuation_list(db, one.id, at=at, officer=deputy, language="en"),
        exports.township_packet(db, one.id, VALLEY, at=at, officer=deputy, language="en"),
    ):
        assert "DRILL:" in text_of(data)


def test_numbers_and_townships_are_found_or_refused(db, one):
    assert exports.response_with(db, f" {one.number} ") == one.id
    assert exports.township_with(db, "石桥乡", at=now()).code == VALLEY
    assert exports.township_with(db, VALLEY, at=now()).name == "石桥乡"
    with pytest.raises(exports.NoSuchResponse):
        exports.response_with(db, "XY-1999-001")
    with pytest.raises(exports.NoSuchTownship):
        exports.township_with(db, "330399", at=now())
    with pytest.raises(Conflict):
        exports.response_order(db, new_id(), at=now(), language="zh")
