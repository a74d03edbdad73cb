"""What officers may do with an alarm, and what nobody may."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.alarms.model.alarm import Act, State
from commandcenter.alarms.model.course import (
    ActionMissing,
    AlarmNoteMissing,
    AlarmNoteTooLong,
    NotShelved,
    NotToAcknowledge,
    NotToShelve,
    ReasonNeeded,
    RedStays,
    ShelfOver,
    ShelfTooLong,
)
from commandcenter.alarms.service import acting, lists
from commandcenter.alarms.service.acting import NoSuchAction
from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.directory.rights import RIGHTS, NotAllowed, Role
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import now

HOUR = timedelta(hours=1)


@pytest.fixture
def say(db, chief):
    def _say(source="incident:1", **facts):
        with db.write(chief) as tx:
            given = {"title": "管涌", "at": tx.at} | facts
            return raise_in(tx, "incident", source=source, **given)

    return _say


def clear(db, chief, source="incident:1"):
    with db.write(chief) as tx:
        return clear_in(tx, "incident", source, at=tx.at)


def shelve(db, one, chief, **facts):
    given = {"until": now() + HOUR, "reason": "抢修中", "officer": chief} | facts
    return acting.shelve(db, one.id, **given)


def test_acknowledged_and_over_in_either_order_leaves_the_board(db, chief, say):
    first, second = say(), say("incident:2")
    acting.acknowledge(db, first.id, note="已派人", officer=chief)
    assert [one.state for one in lists.active(db)] == [State.ACTIVE, State.ACKNOWLEDGED]
    clear(db, chief)
    assert [one.id for one in lists.active(db)] == [second.id]
    clear(db, chief, "incident:2")
    assert [one.state for one in lists.active(db)] == [State.CLEARED]
    done = acting.acknowledge(db, second.id, note="已核实", officer=chief)
    assert (done.state, lists.active(db)) == (State.CLOSED, ())


def test_who_acknowledged_when_and_what_is_done_stays(db, chief, say):
    one = say()
    known = acting.acknowledge(db, one.id, note="已派人", action="dispatched", officer=chief)
    assert (known.acknowledged_by, known.note, known.action) == ("王芳", "已派人", "dispatched")
    assert known.due_at is None
    assert lists.find(db, one.id) == known
    events, _ = lists.story(db, one.id)
    assert [(event.act, event.by, event.text) for event in events] == [
        (Act.RAISED, "", ""),
        (Act.ACKNOWLEDGED, "王芳", "已派队伍 已派人"),
    ]


def test_a_red_alarm_needs_the_action_chosen(db, chief, say):
    one = say(severity=Severity.RED)
    with pytest.raises(ActionMissing):
        acting.acknowledge(db, one.id, note="知道", officer=chief)
    with pytest.raises(NoSuchAction):
        acting.acknowledge(db, one.id, action="nap", officer=chief)
    assert acting.acknowledge(db, one.id, action="called", officer=chief).action == "called"


def test_acknowledging_says_what_is_done(db, chief, say):
    one = say()
    with pytest.raises(AlarmNoteMissing):
        acting.acknowledge(db, one.id, note=" ", officer=chief)
    with pytest.raises(AlarmNoteTooLong):
        acting.acknowledge(db, one.id, note="长" * 501, officer=chief)
    assert lists.active(db) == (one,)


def test_what_nobody_waits_for_is_not_acknowledged(db, chief, say):
    one = say()
    acting.acknowledge(db, one.id, note="x", officer=chief)
    with pytest.raises(NotToAcknowledge):
        acting.acknowledge(db, one.id, note="y", officer=chief)


def test_worse_than_acknowledged_waits_again(db, chief, say):
    one = say()
    acting.acknowledge(db, one.id, note="x", officer=chief)
    assert say(severity=Severity.YELLOW).state is State.ACKNOWLEDGED
    worse = say(severity=Severity.RED)
    assert (worse.state, worse.acknowledged_by, worse.note) == (State.ACTIVE, "", "")
    acting.acknowledge(db, one.id, action="called", officer=chief)
    better = say(severity=Severity.YELLOW)
    assert (better.severity, better.severity_max) == (Severity.YELLOW, Severity.RED)
    assert say(severity=Severity.ORANGE).state is State.ACTIVE


def test_what_is_new_on_the_shelf_is_heard_once_it_comes_from_there(db, chief, say):
    one = say(severity=Severity.ORANGE)
    acting.acknowledge(db, one.id, note="已派人", officer=chief)
    shelve(db, one, chief)
    assert say(severity=Severity.ORANGE, is_new=True).state is State.SHELVED
    back = acting.unshelve(db, one.id, officer=chief)
    assert (back.state, back.due_at is None) == (State.ACTIVE, False)


def test_while_nobody_acknowledged_it_does_not_get_better(db, chief, say):
    say(severity=Severity.RED)
    assert say(severity=Severity.BLUE).severity is Severity.RED


def test_the_same_soon_after_it_was_closed_is_the_same_alarm_again(db, chief, say):
    one = say()
    acting.acknowledge(db, one.id, note="x", officer=chief)
    clear(db, chief)
    again = say()
    assert (again.id, again.state, again.count, again.round) == (one.id, State.ACTIVE, 2, 2)
    assert (again.cleared_at, again.acknowledged_by) == (None, "")


def test_the_same_long_after_it_was_closed_is_another_alarm(db, chief, say):
    one = say(at=now() - timedelta(minutes=11))
    acting.acknowledge(db, one.id, note="x", officer=chief)
    clear(db, chief)
    again = say()
    assert (again.id != one.id, again.count) == (True, 1)
    assert lists.of_source(db, "incident:1") == (again, lists.find(db, one.id))
    assert lists.page(db) == (again, lists.find(db, one.id))
    assert lists.page(db, before=again, limit=5) == (lists.find(db, one.id),)


def test_what_is_shelved_is_off_the_board_but_listed(db, chief, say):
    one = say()
    aside = shelve(db, one, chief)
    assert (aside.state, aside.shelved_by, aside.reason) == (State.SHELVED, "王芳", "抢修中")
    assert aside.due_at is None
    assert (lists.active(db), lists.shelved(db)) == ((), (aside,))


def test_what_is_over_on_the_shelf_still_waits_unless_it_was_acknowledged(db, chief, say):
    first, second = say(), say("incident:2")
    acting.acknowledge(db, second.id, note="x", officer=chief)
    shelve(db, first, chief)
    shelve(db, second, chief)
    clear(db, chief)
    clear(db, chief, "incident:2")
    [left] = lists.active(db)
    assert (left.id, left.state, left.shelved_until) == (first.id, State.CLEARED, None)
    assert lists.shelved(db) == ()


def test_worse_than_shelved_comes_back_at_once(db, chief, say):
    one = say()
    shelve(db, one, chief)
    assert say().state is State.SHELVED
    back = say(severity=Severity.RED)
    assert (back.state, back.shelved_until, back.reason) == (State.ACTIVE, None, "")


def test_taking_it_from_the_shelf_lets_it_wait_again_unless_it_was_acknowledged(db, chief, say):
    first, second = say(), say("incident:2")
    acting.acknowledge(db, second.id, note="x", officer=chief)
    for one in (first, second):
        shelve(db, one, chief)
        acting.unshelve(db, one.id, officer=chief)
        with pytest.raises(NotShelved):
            acting.unshelve(db, one.id, officer=chief)
    waiting, known = lists.active(db)
    assert (waiting.id, waiting.state, waiting.round) == (first.id, State.ACTIVE, 2)
    assert (known.state, known.note) == (State.ACKNOWLEDGED, "x")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"until": now() + 3 * HOUR}, ShelfTooLong),
        ({"shift_ends_at": now() + HOUR / 2}, ShelfTooLong),
        ({"until": now() - HOUR}, ShelfOver),
        ({"reason": " "}, ReasonNeeded),
        ({"reason": "长" * 501}, AlarmNoteTooLong),
    ],
)
def test_shelving_has_an_end_and_a_reason(db, chief, say, facts, refusal):
    one = say()
    with pytest.raises(refusal):
        shelve(db, one, chief, **facts)
    assert lists.active(db) == (one,)


def test_a_red_alarm_and_one_that_is_over_are_never_shelved(db, chief, say):
    with pytest.raises(RedStays):
        shelve(db, say(severity=Severity.RED), chief)
    over = say("incident:2")
    clear(db, chief, "incident:2")
    with pytest.raises(NotToShelve):
        shelve(db, over, chief)


def test_a_deputy_acknowledges_but_does_not_shelve(db, chief, say):
    one = say()
    deputy = replace(chief, rights=frozenset(RIGHTS[Role.DEPUTY]))
    with pytest.raises(NotAllowed):
        shelve(db, one, deputy)
    with pytest.raises(NotAllowed):
        acting.unshelve(db, one.id, officer=deputy)
    acting.acknowledge(db, one.id, note="x", officer=deputy)
    with pytest.raises(NotAllowed):
        acting.acknowledge(db, one.id, note="x", officer=replace(chief, rights=frozenset()))


def test_what_does_not_exist_is_a_conflict_and_the_same_act_is_noted_once(db, chief, say):
    with pytest.raises(Conflict):
        acting.acknowledge(db, new_id(), note="x", officer=chief)
    one, act = say(), new_id()
    first = acting.acknowledge(db, one.id, note="x", officer=chief, act_id=act)
    assert acting.acknowledge(db, one.id, note="x", officer=chief, act_id=act) == first
    act = new_id()
    aside = shelve(db, one, chief, act_id=act)
    assert shelve(db, one, chief, act_id=act) == aside


def test_the_board_shows_what_waits_then_the_worst_then_the_oldest(db, chief, say):
    at = now()
    old = say("a", at=at - HOUR)
    new = say("b", at=at)
    bad = say("c", severity=Severity.RED)
    known = say("d", severity=Severity.RED)
    acting.acknowledge(db, known.id, action="called", officer=chief)
    played = say("e", drill_id=new_id())
    assert [one.id for one in lists.active(db)] == [bad.id, old.id, new.id, known.id]
    assert [one.id for one in lists.active(db, drill_id=played.drill_id)] == [played.id]


def test_there_are_actions_to_choose_from(db, chief):
    assert "dispatched" in [term.code for term in lists.actions(db)]
