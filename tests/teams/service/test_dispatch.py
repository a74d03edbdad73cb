"""Orders, steps, releases and results as the database keeps them."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import sqlalchemy as sa

from commandcenter.database import sqlite, verify
from commandcenter.database.engine import Database
from commandcenter.directory.rights import NotAllowed
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.handover.words import CODES, LINES
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import clock, day_of, now
from commandcenter.teams.model import ladder
from commandcenter.teams.model.accountability import Measure
from commandcenter.teams.model.dispatch import LADDER, Act, Circle, Order, Outcome, Result, Step
from commandcenter.teams.model.orders import for_teams, from_entry
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.service import dispatch, exports, ordering, readiness, roster
from commandcenter.teams.store import dispatch as store
from commandcenter.teams.store.dispatch import KINDS

REASON = "误按"


@pytest.fixture
def team(db, chief, a_team):
    """A team of the county."""
    return roster.add(db, a_team(), officer=chief)


@pytest.fixture
def send(db, chief):
    """Order a team; name only what the test is about."""

    def order(to, **facts):
        values = {"id": new_id(), "order_id": new_id(), "team_id": to.id, "place": "石桥村"}
        one = Order(**values | {"task": "搜救被困群众"} | facts)
        [sent] = ordering.order(db, [one], officer=chief)
        return sent

    return order


def state(db, team, **scope):
    with db.read() as tx:
        said = readiness.last_said_in(tx, **scope).get(team.id)
    return said.state if said else None


def lines(db, **query):
    found = log.page(db, LogQuery(with_automatic=True, **query))
    return [line for line in reversed(found) if line.kind.startswith("teams.")]


def proven(db):
    with db.read() as tx:
        return verify.run(tx, dispatch.EVIDENCE).problem


def test_an_order_is_numbered_by_year_and_stands_at_its_first_rung(db, team, send):
    sent = send(team, lon=119, lat=27.5)
    assert sent.number == f"DD-{day_of(sent.ordered_at).year}-001"
    assert (sent.step, sent.next_step) == (Step.ORDERED, Step.ACKNOWLEDGED)
    assert dispatch.find(db, sent.id) == sent
    assert dispatch.still_open(db) == (sent,)


def test_the_whole_ladder_is_walked_and_the_readiness_follows(db, chief, team, send):
    one = send(team)
    states = [state(db, team)]
    while one.next_step is not None:
        one = dispatch.take(db, one.id, one.next_step, officer=chief)
        assert dispatch.find(db, one.id) == one
        states.append(state(db, team))
    assert states == [
        *[State.MUSTERING] * 3,
        State.EN_ROUTE,
        *[State.ON_SCENE] * 4,
        State.EN_ROUTE,
        State.READY,
    ]
    assert (one.outcome, one.ended_at) == (Outcome.RETURNED, one.times[Step.RETURNED])
    assert dispatch.still_open(db) == ()
    assert proven(db) is None


def test_every_step_is_an_automatic_line_of_the_log_that_can_be_put_into_words(
    db, chief, team, send
):
    from commandcenter.duty.model.lines import filled

    one = send(team)
    dispatch.take(db, one.id, Step.ARRIVED, officer=chief)
    dispatch.answer(db, one.id, officer=chief)
    dispatch.undo(db, one.id, Step.ARRIVED, reason=REASON, officer=chief)
    dispatch.release(db, one.id, reason="改派", officer=chief)
    found = lines(db)
    assert [line.kind for line in found] == [
        "teams.ordered",
        "teams.stepped",
        "teams.safe",
        "teams.step_undone",
        "teams.released",
    ]
    said = [
        filled(LINES[line.kind][1], line.body, codes=CODES.get(line.kind, {})) for line in found
    ]
    assert said[0] == f"{team.name} ordered to 石桥村 ({one.number})"
    came = clock(dispatch.find(db, one.id).history[0].at)
    assert said[1] == f"{team.name}: Arrived at {came} ({one.number})"
    assert said[3] == f"{team.name}: 'Arrived' taken back ({one.number}); {REASON}"


def test_every_act_has_a_sentence():
    assert set(KINDS) == set(Act)
    assert {*KINDS.values(), store.ORDERED, store.RESULT} <= set(LINES)


def test_a_team_is_not_sent_twice(db, team, send):
    first = send(team)
    with pytest.raises(ladder.TeamCommitted) as refused:
        send(team, place="龙潭镇")
    assert refused.value.facts == {"team": team.name, "number": first.number, "place": "石桥村"}
    assert dispatch.still_open(db) == (first,)


def test_several_teams_are_ordered_together_or_not_at_all(db, chief, team, a_team, send):
    other = roster.add(db, a_team("蛟龙救援队"), officer=chief)
    third = roster.add(db, a_team("青山救援队"), officer=chief)
    order = Order(id=new_id(), order_id=new_id(), team_id=team.id, place="石桥村", task="搜救")
    sent = ordering.order(db, for_teams(order, [team.id, other.id]), officer=chief)
    assert [one.number[-3:] for one in sent] == ["001", "002"]
    assert dispatch.of_order(db, order.order_id) == sent
    with pytest.raises(ladder.TeamCommitted):
        ordering.order(db, for_teams(order, [third.id, team.id]), officer=chief)
    assert len(dispatch.still_open(db)) == 2
    with pytest.raises(ladder.OrderTwice):
        ordering.order(db, for_teams(order, [third.id, third.id]), officer=chief)
    with pytest.raises(ladder.NothingOrdered):
        ordering.order(db, [], officer=chief)


def test_numbers_of_a_year_have_no_gaps(db, chief, team, send):
    numbers = []
    for _ in range(3):
        one = send(team)
        numbers.append(one.number)
        with pytest.raises(ladder.TeamCommitted):
            send(team)
        dispatch.release(db, one.id, reason="改派", officer=chief)
    assert [number[-3:] for number in numbers] == ["001", "002", "003"]


def test_ordering_again_with_the_same_id_orders_once(db, chief, team):
    order = Order(
        id=new_id(),
        order_id=new_id(),
        team_id=team.id,
        place="石桥村",
        task="搜救",
        lat=27,
        lon=120,
    )
    [first] = ordering.order(db, [order], officer=chief)
    assert ordering.order(db, [order], officer=chief) == (first,)
    with pytest.raises(ladder.AlreadyOrdered):
        ordering.order(db, [replace(order, place="龙潭镇")], officer=chief)


@pytest.mark.parametrize("act", ["take", "correct", "undo", "answer", "release", "report"])
def test_an_act_sent_again_is_noted_once(db, chief, team, send, act):
    one = dispatch.take(db, send(team).id, Step.ARRIVED, officer=chief)
    act_id = new_id()
    again = {
        "take": lambda: dispatch.take(db, one.id, Step.DEPLOYED, officer=chief, act_id=act_id),
        "correct": lambda: dispatch.correct(
            db,
            one.id,
            Step.ARRIVED,
            at=one.since + timedelta(seconds=30),
            reason=REASON,
            officer=chief,
            act_id=act_id,
        ),
        "undo": lambda: dispatch.undo(
            db, one.id, Step.ARRIVED, reason=REASON, officer=chief, act_id=act_id
        ),
        "answer": lambda: dispatch.answer(db, one.id, officer=chief, act_id=act_id),
        "release": lambda: dispatch.release(
            db, one.id, reason=REASON, officer=chief, act_id=act_id
        ),
        "report": lambda: dispatch.report(db, one.id, Result(id=act_id), officer=chief),
    }[act]
    first = again()
    assert again() == first
    assert len(lines(db)) == 3
    assert proven(db) is None


def test_two_who_press_the_same_key_take_the_step_once(db, chief, deputy, team, send):
    one = send(team)
    dispatch.take(db, one.id, Step.ACKNOWLEDGED, officer=chief)
    with pytest.raises(ladder.StepTaken):
        dispatch.take(db, one.id, Step.ACKNOWLEDGED, officer=deputy)


def test_a_corrected_time_holds_and_the_old_one_stays_readable(db, chief, team, send):
    one = dispatch.take(db, send(team).id, Step.ARRIVED, officer=chief)
    later = one.since + timedelta(minutes=2)
    after = dispatch.correct(db, one.id, Step.ARRIVED, at=later, reason="对讲机听错", officer=chief)
    assert after.times[Step.ARRIVED] == later
    assert [(row.act, row.at) for row in after.history] == [
        (Act.TAKE, one.since),
        (Act.CORRECT, later),
    ]
    assert dispatch.find(db, one.id) == after
    assert proven(db) is None


def test_correcting_a_time_after_the_end_leaves_the_dispatch_ended(db, chief, team, send):
    one = dispatch.take(db, send(team).id, Step.ARRIVED, officer=chief)
    dispatch.release(db, one.id, reason="改派", officer=chief)
    send(team)
    later = one.since + timedelta(seconds=30)
    after = dispatch.correct(db, one.id, Step.ARRIVED, at=later, reason=REASON, officer=chief)
    assert after.outcome is Outcome.RELEASED
    assert state(db, team) is State.MUSTERING
    assert len(dispatch.still_open(db)) == 1


def test_a_return_taken_back_commits_the_team_again(db, chief, team, send):
    one = dispatch.take(db, send(team).id, Step.RETURNED, officer=chief)
    after = dispatch.undo(db, one.id, Step.RETURNED, reason=REASON, officer=chief)
    assert (after.outcome, after.step) == (None, Step.ORDERED)
    assert state(db, team) is State.MUSTERING
    with pytest.raises(ladder.TeamCommitted):
        send(team)


def test_a_return_is_not_taken_back_once_the_team_was_sent_elsewhere(db, chief, team, send):
    one = dispatch.take(db, send(team).id, Step.RETURNED, officer=chief)
    second = send(team, place="龙潭镇")
    with pytest.raises(ladder.TeamCommitted) as refused:
        dispatch.undo(db, one.id, Step.RETURNED, reason=REASON, officer=chief)
    assert refused.value.facts["number"] == second.number


def test_a_team_called_off_does_what_it_did_before(db, chief, team, send):
    said = Readiness(team_id=team.id, state=State.TRAINING, at=now(), level="second")
    readiness.say(db, said, officer=chief)
    one = send(team)
    assert state(db, team) is State.MUSTERING
    after = dispatch.cancel(db, one.id, reason="误报", officer=chief)
    assert after.outcome is Outcome.CANCELLED
    [last, *_] = readiness.told(db, team.id)
    assert (last.state, last.level) == (State.TRAINING, "second")


def test_a_step_told_late_does_not_clash_with_what_was_said_by_hand(db, chief, team, send):
    one = send(team, ordered_at=now() - timedelta(hours=1))
    readiness.say(db, Readiness(team_id=team.id, state=State.RESTING, at=now()), officer=chief)
    dispatch.take(db, one.id, Step.DEPARTED, at=now() - timedelta(minutes=30), officer=chief)
    assert state(db, team) is State.EN_ROUTE


def test_a_step_told_ahead_of_the_clock_is_followed_by_the_next(db, chief, team, send):
    one = send(team)
    ahead = one.since + timedelta(minutes=4)
    dispatch.take(db, one.id, Step.ACKNOWLEDGED, at=ahead, officer=chief)
    after = dispatch.take(db, one.id, Step.DEPARTED, officer=chief)
    assert after.since == ahead
    assert state(db, team) is State.EN_ROUTE


def test_the_safety_call_is_due_at_the_scene_and_after_each_answer(db, chief, team, send):
    one = send(team, ordered_at=now() - timedelta(hours=2))
    assert one.check_due_at is None
    came = now() - timedelta(hours=1)
    one = dispatch.take(db, one.id, Step.ARRIVED, at=came, officer=chief)
    assert one.check_due_at == came + timedelta(minutes=30)
    after = dispatch.answer(db, one.id, officer=chief, note="12 人")
    assert after.check_due_at - after.history[-1].at == timedelta(minutes=30)
    assert dispatch.find(db, one.id).check_due_at == after.check_due_at
    after = dispatch.take(db, one.id, Step.WITHDRAWN, officer=chief)
    assert after.check_due_at is None
    with pytest.raises(ladder.NotOnScene):
        dispatch.answer(db, one.id, officer=chief)


def test_the_answer_of_one_team_leaves_the_call_of_another_running(db, chief, team, a_team, send):
    other = roster.add(db, a_team("蛟龙救援队"), officer=chief)
    first = dispatch.take(db, send(team).id, Step.ARRIVED, officer=chief)
    second = dispatch.take(db, send(other).id, Step.ARRIVED, officer=chief)
    dispatch.answer(db, first.id, officer=chief)
    assert dispatch.find(db, second.id).check_due_at == second.check_due_at
    dispatch.release(db, first.id, reason="改派", officer=chief)
    assert dispatch.find(db, second.id).check_due_at == second.check_due_at


def test_the_newest_result_holds_and_the_older_stays_in_the_log(db, chief, team, send):
    one = send(team)
    dispatch.report(db, one.id, Result(id=new_id(), rescued=2), officer=chief)
    last = Result(id=new_id(), rescued=3, evacuated=40, remarks="继续搜索")
    after = dispatch.report(db, one.id, last, officer=chief)
    assert dispatch.find(db, one.id) == after
    assert after.result == last
    assert [line.body["rescued"] for line in lines(db) if line.kind == "teams.result"] == [2, 3]
    assert proven(db) is None


def test_an_order_from_a_log_line_takes_its_place_and_text(db, chief, team):
    draft = Draft(
        id=new_id(),
        content="山洪围困 5 人",
        place="石桥村",
        area_code="330399001201",
        lon=119.8,
        lat=27.7,
    )
    entry = log.record(db, draft, officer=chief)
    order = from_entry(entry, hazard="flood")
    assert (order.place, order.task, order.circle) == ("石桥村", "山洪围困 5 人", Circle.URBAN)
    [sent] = ordering.order(db, for_teams(order, [team.id]), officer=chief)
    assert dispatch.of_entry(db, entry.id) == (sent,)


def test_an_order_does_not_mix_drill_and_reality(db, chief, team, send):
    entry = log.record(db, Draft(id=new_id(), content="演练", drill_id=new_id()), officer=chief)
    with pytest.raises(ladder.OtherScope):
        send(team, entry_id=entry.id)
    with pytest.raises(ladder.NoSuchEntry):
        send(team, entry_id=new_id())


def test_a_drill_has_numbers_readiness_and_lines_of_its_own(db, team, send):
    drill = new_id()
    one = send(team, drill_id=drill)
    assert one.number.startswith("YLDD-")
    assert (state(db, team), state(db, team, drill_id=drill)) == (None, State.MUSTERING)
    assert lines(db) == []
    assert [line.kind for line in lines(db, drill_id=drill)] == ["teams.ordered"]
    with pytest.raises(ladder.TeamCommitted):
        send(team, drill_id=drill)
    assert send(team, drill_id=new_id()).number.endswith("-001")


def test_a_real_order_ends_what_the_team_does_in_drills(db, team, send):
    drill = new_id()
    played = send(team, drill_id=drill)
    real = send(team)
    ended = dispatch.find(db, played.id)
    assert (ended.outcome, ended.history[-1].reason) == (Outcome.RELEASED, real.number)
    assert dispatch.still_open(db, drill_id=drill) == ()
    with pytest.raises(ladder.TeamCommitted):
        send(team, drill_id=drill)
    assert proven(db) is None


def test_a_retired_team_and_one_that_does_not_exist_are_not_sent(db, chief, team, a_team, send):
    gone = roster.change(db, replace(team, is_retired=True), officer=chief)
    with pytest.raises(ladder.TeamRetired):
        send(gone)
    with pytest.raises(Conflict):
        send(a_team())
    with pytest.raises(Conflict):
        dispatch.take(db, new_id(), Step.ARRIVED, officer=chief)


def test_only_who_keeps_watch_dispatches(db, viewer, team, send):
    one = send(team)
    acts = [
        lambda: ordering.order(db, [one.order], officer=viewer),
        lambda: dispatch.take(db, one.id, Step.ARRIVED, officer=viewer),
        lambda: dispatch.correct(db, one.id, Step.ARRIVED, at=now(), reason=REASON, officer=viewer),
        lambda: dispatch.undo(db, one.id, Step.ARRIVED, reason=REASON, officer=viewer),
        lambda: dispatch.cancel(db, one.id, reason=REASON, officer=viewer),
        lambda: dispatch.release(db, one.id, reason=REASON, officer=viewer),
        lambda: dispatch.answer(db, one.id, officer=viewer),
        lambda: dispatch.report(db, one.id, Result(id=new_id()), officer=viewer),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert dispatch.find(db, one.id) == one


def test_what_was_refused_leaves_no_trace(db, chief, team, send):
    one = send(team)
    before = len(lines(db))
    for refused in (
        lambda: dispatch.take(db, one.id, Step.ARRIVED, at=now() + timedelta(1), officer=chief),
        lambda: dispatch.undo(db, one.id, Step.ARRIVED, reason=REASON, officer=chief),
        lambda: dispatch.release(db, one.id, reason=" ", officer=chief),
        lambda: dispatch.report(db, one.id, Result(id=new_id(), rescued=-1), officer=chief),
    ):
        with pytest.raises(ladder.Rejected):
            refused()
    assert len(lines(db)) == before
    assert dispatch.find(db, one.id) == one


def test_dispatches_are_read_page_by_page(db, chief, team, send):
    numbers = count(1)
    sent = []
    for _ in range(5):
        one = send(team, place=f"第{next(numbers)}处")
        sent.append(dispatch.release(db, one.id, reason="改派", officer=chief))
    newest = tuple(reversed(sent))
    assert dispatch.page(db, limit=2) == newest[:2]
    assert dispatch.page(db, before=newest[1].seq, limit=2) == newest[2:4]


def test_the_county_sets_its_response_standards(db):
    limits = dispatch.limits(db, on=day_of(now()))
    assert limits[Circle.URBAN, Measure.ARRIVE] == timedelta(minutes=3)
    assert limits[Circle.FOREST, Measure.ARRIVE] == timedelta(hours=1)


@pytest.mark.parametrize("table", ["dispatch", "dispatch_step", "dispatch_result"])
def test_what_was_written_once_is_never_changed(db, chief, team, send, table):
    one = dispatch.take(db, send(team).id, Step.ARRIVED, officer=chief)
    dispatch.report(db, one.id, Result(id=new_id(), rescued=2), officer=chief)
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET seq = seq + 100"):
        with pytest.raises(Exception, match="append-only"), db.write(chief) as tx:
            tx.execute(sa.text(statement))
    assert dispatch.find(db, one.id).result.rescued == 2


def test_the_numbers_of_each_year_begin_with_one(sqlite_address, chief, a_team):
    with closing(Database(sqlite_address)) as db:
        team = roster.add(db, a_team(), officer=chief)
        numbers = []
        for day in (
            datetime(2026, 12, 31, 15, 59, tzinfo=UTC),
            datetime(2026, 12, 31, 16, tzinfo=UTC),
        ):
            db.clock = lambda at=day: at
            order = Order(id=new_id(), order_id=new_id(), team_id=team.id, place="x", task="x")
            [one] = ordering.order(db, [order], officer=chief)
            dispatch.release(db, one.id, reason="改派", officer=chief)
            numbers.append(one.number)
    assert numbers == ["DD-2026-001", "DD-2027-001"]


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE dispatch SET task = '另一任务'",
        "UPDATE dispatch_step SET at = at + 1",
        "UPDATE dispatch_result SET rescued = 3",
        "DELETE FROM dispatch_step",
    ],
)
def test_a_forged_row_is_found_out(sqlite_address, chief, a_team, forged):
    with closing(Database(sqlite_address)) as db:
        team = roster.add(db, a_team(), officer=chief)
        order = Order(id=new_id(), order_id=new_id(), team_id=team.id, place="石桥村", task="搜救")
        [one] = ordering.order(db, [order], officer=chief)
        dispatch.take(db, one.id, Step.ARRIVED, officer=chief)
        dispatch.report(db, one.id, Result(id=new_id(), rescued=2), officer=chief)
        assert proven(db) is None
        with closing(sqlite.connect(sqlite_address.file)) as driver:
            for (name,) in driver.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                driver.execute(f"DROP TRIGGER {name}")
            driver.execute(forged)
            driver.commit()
        assert proven(db) is not None


def test_the_ladder_has_its_rungs_in_order():
    assert [step.rank for step in LADDER] == list(range(11))


def test_a_team_that_is_out_is_as_its_dispatch_says_however_long_that_takes(db, chief, team, send):
    arrived = now() - timedelta(days=2)
    one = send(team, ordered_at=arrived - timedelta(hours=1))
    dispatch.take(db, one.id, Step.ARRIVED, officer=chief, at=arrived)

    (line,) = roster.lines(db, officer=chief, at=now())
    assert (line.readiness.state, line.readiness.at) == (State.ON_SCENE, arrived)
    assert not line.is_stale
    assert readiness.stale(db, officer=chief, at=now()) == ()

    by_hand = Readiness(team_id=team.id, state=State.READY, at=arrived + timedelta(hours=1))
    readiness.say(db, by_hand, officer=chief)
    (line,) = roster.lines(db, officer=chief, at=now())
    assert (line.readiness.state, line.readiness.reason) == (State.ON_SCENE, one.number)
    assert exports.call_list(db, officer=chief, at=now(), language="zh").teams == ()
    with pytest.raises(roster.TeamOut):
        roster.retire(db, team, officer=chief)

    dispatch.release(db, one.id, reason="任务结束", officer=chief)
    (line,) = roster.lines(db, officer=chief, at=now())
    assert line.readiness.state is State.READY
    assert not line.is_stale
    assert len(readiness.stale(db, officer=chief, at=now() + timedelta(hours=25))) == 1
