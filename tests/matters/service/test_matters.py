"""Open matters: opened and closed by the log, given to somebody by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.duty.model.entry import Draft, EntryKind, Handling, Step
from commandcenter.duty.service import log
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.matter import Matter, MatterKind
from commandcenter.matters.service import matters as service

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def chief(db, officer):
    """An officer who may write the log, in a founded county."""
    names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    county.found(db, Founding(names=names), officer=officer)
    return replace(officer, rights=frozenset({"record"}))


def record(db, chief, content="雨", **facts):
    return log.record(db, Draft(id=new_id(), content=content, **facts), officer=chief)


def titles(db):
    return [matter.title for matter in service.still_open(db)]


def test_an_entry_that_is_not_followed_through_opens_a_matter(db, chief):
    entry = record(db, chief, "核实转移", owner="郑海", due_at=NOW)
    [matter] = service.still_open(db)
    assert (matter.id, matter.owner, matter.due_at) == (entry.id, "郑海", NOW)
    assert matter.kind is MatterKind.ENTRY


def test_a_leaders_instruction_is_a_matter_of_its_own_kind(db, chief):
    record(db, chief, kind=EntryKind.LEADER_NOTE)
    assert [matter.kind for matter in service.still_open(db)] == [MatterKind.INSTRUCTION]


def test_following_through_closes_it(db, chief):
    entry = record(db, chief)
    log.take_step(
        db, entry.id, Handling(step=Step.FOLLOW, at=NOW, by="王芳", result="好"), officer=chief
    )
    assert service.still_open(db) == ()


def test_what_is_due_first_comes_first_and_what_has_no_time_last(db, chief):
    record(db, chief, "没有时间")
    record(db, chief, "后", due_at=NOW + timedelta(hours=2))
    record(db, chief, "先", due_at=NOW + timedelta(hours=1))
    assert titles(db) == ["先", "后", "没有时间"]


def test_a_drill_has_its_own_matters(db, chief):
    drill = new_id()
    record(db, chief, "演练", drill_id=drill)
    assert titles(db) == []
    assert [matter.title for matter in service.still_open(db, drill_id=drill)] == ["演练"]


def test_a_matter_is_given_to_somebody_with_another_time(db, chief):
    entry = record(db, chief)
    after = service.assign(db, entry.id, owner="罗敏", due_at=NOW, seen_version=1, officer=chief)
    assert service.still_open(db) == (after,)
    assert (after.owner, after.due_at, after.version) == ("罗敏", NOW, 2)


def test_whoever_saw_an_older_matter_changes_nothing(db, chief):
    entry = record(db, chief)
    service.assign(db, entry.id, owner="罗敏", due_at=None, seen_version=1, officer=chief)
    with pytest.raises(Conflict):
        service.assign(db, entry.id, owner="吴佳", due_at=None, seen_version=1, officer=chief)
    assert [matter.owner for matter in service.still_open(db)] == ["罗敏"]


def test_a_matter_that_does_not_exist_is_a_conflict(db, chief):
    with pytest.raises(Conflict):
        service.assign(db, new_id(), owner="x", due_at=None, seen_version=1, officer=chief)


def test_only_those_who_write_the_log_assign(db, chief):
    entry = record(db, chief)
    nobody = replace(chief, rights=frozenset())
    with pytest.raises(NotAllowed):
        service.assign(db, entry.id, owner="x", due_at=None, seen_version=1, officer=nobody)


def test_assigning_is_an_automatic_line_with_old_and_new(db, chief):
    from commandcenter.duty.model.lines import LogQuery

    entry = record(db, chief, owner="郑海")
    service.assign(db, entry.id, owner="罗敏", due_at=None, seen_version=1, officer=chief)
    [line] = [
        line
        for line in log.page(db, LogQuery(with_automatic=True))
        if line.kind == "matters.assigned"
    ]
    assert line.body["owner"] == ["郑海", "罗敏"]


@pytest.mark.parametrize(
    ("facts", "is_late"),
    [
        ({"due_at": NOW}, True),
        ({"due_at": NOW + timedelta(seconds=1)}, False),
        ({"due_at": NOW, "closed_at": NOW}, False),
        ({}, False),
    ],
)
def test_a_matter_is_late_from_its_time_on_while_it_is_open(facts, is_late):
    matter = Matter(id=new_id(), kind=MatterKind.ENTRY, title="x", opened_at=NOW, **facts)
    assert matter.is_late(NOW) is is_late
