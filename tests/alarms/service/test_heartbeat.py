"""What happens by itself when its time has come, whichever workstation is running."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from commandcenter.alarms.model.alarm import Act, State
from commandcenter.alarms.model.flood import Turn
from commandcenter.alarms.service import acting, lists, types
from commandcenter.alarms.service.heartbeat import Beat, escalate_due
from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.directory.service import rules
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import now
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks

ROOT = Path(__file__).parents[3]
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
T0 = now()


@pytest.fixture
def address(sqlite_address, request):
    """A county whose clock a test can set; the few tests that race run on both kinds."""
    if "anywhere" in request.fixturenames:
        return request.getfixturevalue("anywhere")
    return sqlite_address


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request):
    """A county of either kind."""
    return request.getfixturevalue(f"{request.param}_address")


@pytest.fixture
def at(db):
    """Set the clock of the county."""

    def _at(moment):
        db.clock = lambda: moment

    _at(T0)
    return _at


def say(db, chief, source="incident:1", *, code="incident", severity=Severity.RED, **facts):
    with db.write(chief) as tx:
        given = {"title": "管涌", "at": tx.at} | facts
        return raise_in(tx, code, source=source, severity=severity, **given)


def set_rule(db, admin, code, value):
    [row] = [one for one in rules.everything(db) if one.code == code]
    rules.change(db, replace(row, value=str(value)), officer=admin)


def levels(db, one):
    _, told = lists.story(db, one.id)
    return [(escalation.level, escalation.due_at, escalation.at) for escalation in told]


def test_each_level_is_told_when_its_time_has_come_and_once(db, chief, at):
    one = say(db, chief)
    at(T0 + 3 * MINUTE - SECOND)
    assert escalate_due(db) == Beat()
    at(T0 + 3 * MINUTE)
    [told] = escalate_due(db).escalated
    assert (told.level, told.due_at) == (1, T0 + 3 * MINUTE)
    assert escalate_due(db) == Beat()
    at(T0 + 9 * MINUTE)
    escalate_due(db)
    assert levels(db, one) == [
        (1, T0 + 3 * MINUTE, T0 + 3 * MINUTE),
        (2, T0 + 8 * MINUTE, T0 + 9 * MINUTE),
    ]
    at(T0 + 900 * MINUTE)
    assert escalate_due(db).escalated == ()
    assert [one.level for one in lists.escalated_since(db, T0 + 4 * MINUTE)] == [2]


def test_whoever_comes_hours_later_tells_every_level_at_once(db, chief, at):
    one = say(db, chief)
    at(T0 + 300 * MINUTE)
    assert [told.level for told in escalate_due(db).escalated] == [1, 2]
    assert lists.find(db, one.id).due_at is None


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.RED, [3, 8]),
        (Severity.ORANGE, [10, 25]),
        (Severity.YELLOW, [30]),
        (Severity.BLUE, []),
    ],
)
def test_the_times_depend_on_the_severity(db, chief, at, severity, expected):
    one = say(db, chief, severity=severity)
    at(T0 + 900 * MINUTE)
    escalate_due(db)
    assert [due_at for _, due_at, _ in levels(db, one)] == [T0 + n * MINUTE for n in expected]


def test_the_times_are_rule_rows(db, chief, admin, at):
    set_rule(db, admin, "alarms.red_escalate_s", 7)
    assert say(db, chief).due_at == T0 + 7 * SECOND


def test_what_is_acknowledged_is_told_nobody_and_what_is_only_over_is(db, chief, at):
    known, over = say(db, chief), say(db, chief, "incident:2")
    acting.acknowledge(db, known.id, action="called", officer=chief)
    with db.write(chief) as tx:
        clear_in(tx, "incident", "incident:2", at=tx.at)
    at(T0 + 4 * MINUTE)
    assert [told.alarm_id for told in escalate_due(db).escalated] == [over.id]


def test_a_new_round_of_waiting_has_levels_of_its_own(db, chief, at):
    one = say(db, chief, severity=Severity.ORANGE)
    at(T0 + 10 * MINUTE)
    escalate_due(db)
    acting.acknowledge(db, one.id, note="x", officer=chief)
    say(db, chief)
    at(T0 + 13 * MINUTE)
    [told] = escalate_due(db).escalated
    assert (told.round, told.level) == (2, 1)


def test_becoming_worse_gives_nobody_more_time(db, chief, at):
    say(db, chief, severity=Severity.ORANGE)
    at(T0 + 9 * MINUTE)
    assert say(db, chief, severity=Severity.RED).due_at == T0 + 10 * MINUTE


def test_what_is_shelved_comes_back_by_itself(db, chief, at):
    waiting, known = (say(db, chief, f"{n}", severity=Severity.ORANGE) for n in (1, 2))
    acting.acknowledge(db, known.id, note="x", officer=chief)
    for one in (waiting, known):
        acting.shelve(db, one.id, until=T0 + 30 * MINUTE, reason="修", officer=chief)
    at(T0 + 30 * MINUTE - SECOND)
    assert escalate_due(db) == Beat()
    at(T0 + 30 * MINUTE)
    assert {one.id for one in escalate_due(db).returned} == {waiting.id, known.id}
    first, second = lists.active(db)
    assert (first.state, first.due_at) == (State.ACTIVE, T0 + 40 * MINUTE)
    assert (second.state, second.due_at) == (State.ACKNOWLEDGED, None)


def start(db, chief, **facts):
    given = {"subject": new_id(), "title": "首报", "limit": MINUTE, "at": T0} | facts
    with db.write(chief) as tx:
        return clocks.start_in(tx, ClockKind.REPORT, **given)


def end(db, chief, clock):
    with db.write(chief) as tx:
        clocks.satisfy_in(tx, clock.kind, clock.subject, at=tx.at, by="王芳", done="报")


def test_what_was_over_on_the_shelf_and_comes_back_is_told_again(db, chief, at):
    one = say(db, chief, severity=Severity.ORANGE)
    at(T0 + 10 * MINUTE)
    escalate_due(db)
    until = T0 + 60 * MINUTE
    acting.shelve(db, one.id, until=until, reason="抢修中", officer=chief)
    with db.write(chief) as tx:
        clear_in(tx, "incident", one.source, at=tx.at)
    at(T0 + 20 * MINUTE)
    again = say(db, chief, severity=Severity.YELLOW)
    facts = (again.state, again.severity, again.due_at)
    assert facts == (State.ACTIVE, Severity.ORANGE, T0 + 30 * MINUTE)
    escalate_due(db)
    assert lists.find(db, one.id) == again
    at(T0 + 30 * MINUTE)
    escalate_due(db)
    assert [level for level, _, _ in levels(db, one)] == [1, 1]


def test_a_late_clock_raises_an_alarm_that_is_over_with_the_clock(db, chief, at):
    clock, drill = start(db, chief), new_id()
    played = start(db, chief, drill_id=drill)
    assert escalate_due(db) == Beat()
    at(T0 + MINUTE)
    assert len(escalate_due(db).raised) == 2
    [one] = lists.active(db)
    assert (one.source, one.subject, one.title) == (clock.source, clock.id, "首报")
    assert (one.severity, one.raised_at) == (Severity.YELLOW, clock.due_at)
    assert [one.subject for one in lists.active(db, drill_id=drill)] == [played.id]
    assert escalate_due(db) == Beat()
    end(db, chief, clock)
    [over] = escalate_due(db).cleared
    assert (over.id, over.state) == (one.id, State.CLEARED)
    assert escalate_due(db) == Beat()


def test_a_clock_that_is_paused_or_moved_is_not_late_any_more(db, chief, at):
    paused, moved = start(db, chief, can_pause=True), start(db, chief)
    at(T0 + MINUTE)
    escalate_due(db)
    clocks.pause(db, paused.id, note="停", officer=chief)
    with db.write(chief) as tx:
        clocks.move_in(tx, moved.kind, moved.subject, T0 + 5 * MINUTE)
    assert len(escalate_due(db).cleared) == 2
    at(T0 + 6 * MINUTE)
    [again] = escalate_due(db).raised
    assert (again.subject, again.count) == (moved.id, 2)


def test_acknowledging_the_alarm_acknowledges_the_clock_and_the_other_way_round(db, chief, at):
    first, second = start(db, chief), start(db, chief)
    at(T0 + MINUTE)
    escalate_due(db)
    by_source = {one.source: one for one in lists.active(db)}
    acting.acknowledge(db, by_source[first.source].id, note="催", officer=chief)
    assert clocks.find(db, first.id).note == "催"
    clocks.acknowledge(db, second.id, note="办", officer=replace(chief, name="李四"))
    escalate_due(db)
    both = lists.active(db)
    assert [one.state for one in both] == [State.ACKNOWLEDGED] * 2
    assert {one.acknowledged_by for one in both} == {"王芳", "李四"}
    assert escalate_due(db) == Beat()


def test_a_county_that_switched_late_clocks_off_hears_nothing(db, chief, admin, at):
    clock = start(db, chief)
    [row] = [row for row in types.everything(db) if row.code == "clock_late"]
    types.change(db, replace(row, version=1, is_active=False), officer=admin)
    at(T0 + 5 * MINUTE)
    assert escalate_due(db) == Beat()
    assert (lists.active(db), clocks.running(db)) == ((), (clock,))


def test_many_late_clocks_after_a_night_without_any_program(db, chief, at):
    with db.write(chief) as tx:
        for _ in range(120):
            clocks.start_in(tx, ClockKind.REPORT, subject=new_id(), title="报", limit=MINUTE, at=T0)
    at(T0 + 600 * MINUTE)
    assert len(escalate_due(db).raised) == 120
    assert len(lists.active(db)) == 120
    at(T0 + 640 * MINUTE)
    assert len(escalate_due(db).escalated) == 120


@pytest.fixture
def slow(db, admin, at):
    """Alarms of one type have to last for two minutes and be said twice."""
    [row] = [row for row in types.everything(db) if row.code == "incident"]
    return types.change(db, replace(row, delay_s=120), officer=admin)


def test_what_does_not_last_is_no_alarm(db, chief, at, slow):
    one = say(db, chief)
    assert (one.state, lists.active(db)) == (State.PENDING, ())
    with db.write(chief) as tx:
        clear_in(tx, "incident", "incident:1", at=tx.at)
    at(T0 + 3 * MINUTE)
    assert escalate_due(db) == Beat()
    assert lists.find(db, one.id).state is State.CLOSED
    again = say(db, chief)
    assert (again.id, again.state, again.due_at) == (one.id, State.PENDING, T0 + 5 * MINUTE)


def test_what_lasts_becomes_an_alarm_with_the_whole_time_to_answer(db, chief, at, slow):
    one = say(db, chief)
    at(T0 + 1 * MINUTE)
    assert say(db, chief).due_at == T0 + 2 * MINUTE
    at(T0 + 2 * MINUTE)
    [raised] = escalate_due(db).raised
    assert (raised.id, raised.state, raised.due_at) == (one.id, State.ACTIVE, T0 + 5 * MINUTE)


def test_a_pending_alarm_whose_type_was_switched_off_is_dropped(db, chief, admin, at, slow):
    one = say(db, chief)
    types.change(db, replace(slow, is_active=False), officer=admin)
    at(T0 + 2 * MINUTE)
    assert escalate_due(db).raised == ()
    assert lists.find(db, one.id).state is State.CLOSED


def test_what_is_not_said_often_enough_is_no_alarm(db, chief, admin, at):
    [row] = [row for row in types.everything(db) if row.code == "incident"]
    types.change(db, replace(row, count=3, window_s=60), officer=admin)
    first = say(db, chief)
    at(T0 + 50 * SECOND)
    assert say(db, chief).state is State.PENDING
    at(T0 + 60 * SECOND)
    escalate_due(db)
    assert lists.find(db, first.id).state is State.CLOSED
    for n in (61, 62):
        at(T0 + n * SECOND)
        assert say(db, chief).state is State.PENDING
    assert say(db, chief).state is State.ACTIVE


def test_a_flood_begins_and_ends_with_a_line_each(db, chief, admin, at):
    for n in range(9):
        say(db, chief, f"{n}")
    assert (escalate_due(db).turns, lists.flood(db)) == ((), None)
    say(db, chief, "9")
    assert escalate_due(db).turns == ((None, Turn.BEGIN),)
    assert (lists.flood(db).begun_at, lists.flood(db).count) == (T0, 10)
    assert escalate_due(db) == Beat()
    at(T0 + 5 * MINUTE)
    for n in range(10, 15):
        say(db, chief, f"{n}")
    at(T0 + 11 * MINUTE)
    assert escalate_due(db).turns == ()
    at(T0 + 15 * MINUTE)
    assert escalate_due(db).turns == ((None, Turn.END),)
    assert lists.flood(db) is None


def test_a_flood_of_a_drill_is_none_in_reality(db, chief, at):
    drill = new_id()
    for n in range(10):
        say(db, chief, f"{n}", drill_id=drill)
    assert escalate_due(db).turns == ((drill, Turn.BEGIN),)
    assert lists.flood(db) is None
    assert lists.flood(db, drill_id=drill) is not None


def test_a_heartbeat_with_nothing_to_do_writes_nothing(db, chief, at):
    say(db, chief)
    with db.write(chief) as tx:
        seq = tx.seq
    escalate_due(db)
    with db.write(chief) as tx:
        assert tx.seq == seq


def test_the_journal_vouches_for_all_of_it(db, chief, at):
    clock = start(db, chief)
    one = say(db, chief, severity=Severity.ORANGE)
    acting.shelve(db, one.id, until=T0 + 5 * MINUTE, reason="修", officer=chief)
    for n in range(10):
        say(db, chief, f"{n}", drill_id=None)
    at(T0 + 60 * MINUTE)
    escalate_due(db, station="desk-1")
    end(db, chief, clock)
    escalate_due(db)
    acting.acknowledge(db, one.id, note="x", officer=chief)
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None
    events, _ = lists.story(db, one.id)
    assert [event.act for event in events] == [
        Act.RAISED,
        Act.SHELVED,
        Act.RETURNED,
        Act.ACKNOWLEDGED,
    ]


@pytest.fixture
def overdue(db, chief, admin, anywhere):
    """Alarms of which every level is past its time, and clocks that are late."""
    for code in ("alarms.red_escalate_s", "alarms.red_commander_s"):
        set_rule(db, admin, code, 0)
    with db.write(chief) as tx:
        for n in range(20):
            raise_in(tx, "incident", source=f"{n}", title="x", severity=Severity.RED, at=tx.at)
            clocks.start_in(
                tx, ClockKind.CALL, subject=new_id(), title="叫应", limit=0 * SECOND, at=tx.at
            )
    return db


def told_once(db):
    told = lists.escalated_since(db, T0 - MINUTE)
    assert sorted((one.alarm_id, one.level) for one in told) == sorted(
        (one.id, level) for one in lists.page(db) if one.type_code == "incident" for level in (1, 2)
    )
    late = [one for one in lists.active(db) if one.type_code == "clock_late"]
    assert len(late) == len({one.source for one in late}) == 20
    assert all(one.count == 1 for one in late)


def test_eight_threads_do_each_thing_once(overdue, connect):
    opened = [connect() for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        beats = [pool.submit(escalate_due, opened[n % 4]) for n in range(16)]
        assert sum(len(beat.result().escalated) for beat in beats) == 40
    told_once(overdue)


def test_three_processes_do_each_thing_once(overdue):
    place = overdue.address.file or overdue.address.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.faults.beating", str(place), "--once"]
    processes = [
        subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(3)
    ]
    for one in processes:
        assert one.stdout.readline() == "ready\n"
    answers = [one.communicate("go\n", timeout=60)[0] for one in processes]
    assert sum(int(answer) for answer in answers) == 40
    told_once(overdue)
