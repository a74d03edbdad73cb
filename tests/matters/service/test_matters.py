"""Open matters: opened and closed by the log, given to somebody by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import journal, verify
from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import rules
from commandcenter.duty.model.entry import Draft, EntryKind, Handling, Step
from commandcenter.duty.service import log
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.model.matter import (
    FromTheLog,
    Matter,
    MatterKind,
    OwnerTooLong,
    ResultTooLong,
    TitleMissing,
    TitleTooLong,
)
from commandcenter.matters.service import clocks
from commandcenter.matters.service import matters as service
from commandcenter.matters.store import matters as store

HOUR = timedelta(hours=1)
NOW = datetime.now(UTC).replace(microsecond=0)


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


def clock_of(db, matter_id):
    found = [one for one in clocks.running(db) if one.subject == matter_id]
    return found[0] if found else None


def test_a_matter_with_a_due_time_has_a_clock_until_it_is_closed(db, chief):
    entry = record(db, chief, received_at=NOW - HOUR, due_at=NOW + HOUR)
    clock = clock_of(db, entry.id)
    assert (clock.kind, clock.begun_at, clock.due_at) == (
        ClockKind.MATTER,
        NOW - HOUR,
        NOW + HOUR,
    )
    follow = Handling(step=Step.FOLLOW, at=NOW, by="王芳", result="办结")
    log.take_step(db, entry.id, follow, officer=chief)
    ended = clocks.find(db, clock.id)
    assert (ended.end, ended.done, ended.ended_by) == ("satisfied", "办结", "王芳")


def test_a_matter_without_a_due_time_has_no_clock(db, chief):
    record(db, chief)
    assert clocks.running(db) == ()


def test_the_clock_follows_what_the_matter_is_assigned(db, chief):
    entry = record(db, chief, received_at=NOW)

    def assign(due_at, seen):
        service.assign(db, entry.id, owner="罗敏", due_at=due_at, seen_version=seen, officer=chief)
        return clock_of(db, entry.id)

    assert assign(NOW + HOUR, 1).due_at == NOW + HOUR
    first = clock_of(db, entry.id)
    assert assign(NOW + 2 * HOUR, 2).id == first.id
    assert clock_of(db, entry.id).due_at == NOW + 2 * HOUR
    assert assign(NOW + 2 * HOUR, 3).version == 2
    assert assign(None, 4) is None
    assert clocks.find(db, first.id).end == "void"


def test_a_correction_makes_the_clock_of_the_old_entry_void(db, chief):
    entry = record(db, chief, due_at=NOW + HOUR)
    old = clock_of(db, entry.id)
    right = record(db, chief, corrects=entry.id, reason="听错", due_at=NOW + 2 * HOUR)
    assert clocks.find(db, old.id).end == "void"
    assert clock_of(db, right.id).due_at == NOW + 2 * HOUR


def task(**facts):
    given = {"id": new_id(), "kind": MatterKind.TASK, "title": "清点沙袋", "opened_at": NOW}
    return Matter(**(given | facts))


def test_a_task_is_opened_and_closed_by_hand(db, chief):
    incident = new_id()
    one = task(owner="水利站", due_at=NOW - HOUR, opened_at=NOW - 2 * HOUR, about=incident)
    assert service.open_task(db, one, officer=chief) == one
    assert service.open_task(db, one, officer=chief) == one
    assert service.still_open(db) == (one,)
    [clock] = clocks.of_about(db, incident)
    done = service.close_task(db, one.id, result="共 800 只", officer=chief)
    assert (done.result, done.closed_by, done.late_by(NOW) >= HOUR) == ("共 800 只", "王芳", True)
    assert service.of_about(db, incident) == (done,)
    assert clocks.find(db, clock.id).late_s >= 3600
    assert service.close_task(db, one.id, result="再来", officer=chief) == done
    with db.read() as tx:
        told = [row.kind for row in journal.told(tx, ["matters.opened", "matters.closed"])]
        assert told == ["matters.opened", "matters.closed"]
        assert verify.run(tx, EVIDENCE).problem is None


def test_a_decision_of_a_drill_stays_in_the_drill(db, chief):
    one = task(kind=MatterKind.DECISION, drill_id=new_id(), due_at=NOW)
    service.open_task(db, one, officer=chief)
    assert (service.still_open(db), clocks.running(db)) == ((), ())
    assert service.still_open(db, drill_id=one.drill_id) == (one,)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"title": " "}, TitleMissing),
        ({"title": "长" * 201}, TitleTooLong),
        ({"owner": "长" * 201}, OwnerTooLong),
    ],
)
def test_a_task_says_in_one_line_what_has_to_be_done(db, chief, facts, refusal):
    with pytest.raises(refusal):
        service.open_task(db, task(**facts), officer=chief)
    assert service.still_open(db) == ()


def test_closing_is_refused_where_it_makes_no_sense(db, chief):
    one = task()
    service.open_task(db, one, officer=chief)
    with pytest.raises(ResultTooLong):
        service.close_task(db, one.id, result="长" * 501, officer=chief)
    with pytest.raises(FromTheLog):
        service.close_task(db, record(db, chief).id, result="x", officer=chief)
    with pytest.raises(Conflict):
        service.close_task(db, new_id(), result="x", officer=chief)
    nobody = replace(chief, rights=frozenset())
    for act in (
        lambda: service.close_task(db, one.id, result="x", officer=nobody),
        lambda: service.open_task(db, task(), officer=nobody),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert one in service.still_open(db)


@pytest.mark.parametrize(
    ("facts", "late"),
    [
        ({}, 0 * HOUR),
        ({"due_at": NOW - HOUR}, HOUR),
        ({"due_at": NOW + HOUR}, 0 * HOUR),
        ({"due_at": NOW - 3 * HOUR, "closed_at": NOW - HOUR}, 2 * HOUR),
        ({"due_at": NOW - HOUR, "closed_at": NOW - HOUR}, 0 * HOUR),
    ],
)
def test_how_late_a_matter_is_or_was(facts, late):
    assert task(**facts).late_by(NOW) == late


def a_task(db, chief) -> Matter:
    due = NOW + HOUR
    new = Matter(id=new_id(), kind=MatterKind.TASK, title="核实", due_at=due, opened_at=NOW)
    return service.open_task(db, new, officer=chief)


def test_a_matter_is_due_later_by_as_long_as_its_clock_stood(db, chief):
    task = a_task(db, chief)
    [clock] = clocks.running(db)
    clocks.pause(db, clock.id, note="等待天亮", officer=chief)

    after = clocks.resume(db, clock.id, officer=chief)

    [moved] = service.still_open(db)
    assert moved.due_at == after.due_at > task.due_at
    assert moved.version == task.version + 1


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_task_that_is_done_while_its_clock_stands_is_not_late(db, chief):
    task = a_task(db, chief)
    [clock] = clocks.running(db)
    db.clock = lambda: NOW + HOUR / 2
    clocks.pause(db, clock.id, note="等待天亮", officer=chief)
    db.clock = lambda: NOW + 3 * HOUR

    service.close_task(db, task.id, result="已核实", officer=chief)

    done = _find(db, task.id)
    assert done.late_by(NOW + 5 * HOUR) == timedelta(0)
    assert clocks.find(db, clock.id).late_s == 0
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None


def _find(db, matter_id):
    with db.read() as tx:
        return store.find(tx, matter_id)


@pytest.mark.parametrize(("value", "may"), [("matter task", True), ("none", False)])
def test_the_county_says_which_clocks_may_stand(db, chief, value, may):
    admin = replace(chief, rights=frozenset({*chief.rights, "manage_rules"}))
    [rule] = [one for one in rules.everything(db) if one.code == clocks.MAY_PAUSE]
    rules.change(db, replace(rule, value=value), officer=admin)

    a_task(db, chief)

    assert [one.can_pause for one in clocks.running(db)] == [may]
