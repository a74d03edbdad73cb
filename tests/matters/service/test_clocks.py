"""Clocks are started and ended by what happens, and say how late it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import journal, verify
from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import rules
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.matters.model.clock import (
    AlreadyAcknowledged,
    AlreadyPaused,
    ClockEnded,
    ClockKind,
    NoPause,
    NoteMissing,
    NotPaused,
    Tone,
    tone,
)
from commandcenter.matters.service import clocks

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
T0 = now().replace(microsecond=123_456)


# Only a county in a file has a clock to set; a server has its own.
in_a_file = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@pytest.fixture
def at(db, chief):
    """Let the county's clock stand at a moment."""

    def _at(moment):
        db.clock = lambda: moment

    return _at


def start(db, officer, *, subject=None, kind=ClockKind.REPORT, **facts):
    given = {"title": "首报", "limit": HOUR, "at": T0} | facts
    with db.write(officer) as tx:
        return clocks.start_in(tx, kind, subject=subject or new_id(), **given)


def satisfy(db, officer, clock, at, **facts):
    with db.write(officer) as tx:
        return clocks.satisfy_in(
            tx, clock.kind, clock.subject, at=at, by="王芳", done="已报", **facts
        )


def test_a_clock_begins_with_its_times_and_is_found_again_after_a_restart(db, chief, connect):
    incident, drill = new_id(), new_id()
    real = start(db, chief, about=incident, rule="reports.first_s", can_pause=True)
    inside = start(db, chief, drill_id=drill)

    again = connect()
    assert clocks.running(again) == (real,)
    assert clocks.running(again, drill_id=drill) == (inside,)
    assert clocks.of_about(again, incident) == (real,)
    assert clocks.find(again, real.id) == real
    assert (real.due_at, real.warn_at) == (T0 + HOUR, T0 + 0.75 * HOUR)


def test_what_is_due_first_comes_first(db, chief):
    late = start(db, chief, limit=2 * HOUR)
    soon = start(db, chief)
    assert clocks.running(db) == (soon, late)


def test_starting_again_for_the_same_reason_returns_the_one_that_runs(db, chief):
    first = start(db, chief)
    assert start(db, chief, subject=first.subject, title="别的", limit=2 * HOUR) == first
    other = start(db, chief, subject=first.subject, rule="reports.system_s")
    assert other != first
    assert set(clocks.running(db)) == {first, other}


@pytest.mark.parametrize(
    ("at", "late_s"),
    [
        (T0 + HOUR, 0),
        (T0 + HOUR + timedelta(microseconds=1), 1),
        (T0 + HOUR + 90 * SECOND, 90),
        (T0, 0),
    ],
)
def test_what_is_done_notes_how_late_it_was(db, chief, at, late_s):
    clock = start(db, chief)
    [ended] = satisfy(db, chief, clock, at)
    assert (ended.end, ended.ended_at, ended.late_s) == ("satisfied", at, late_s)
    assert (ended.ended_by, ended.done) == ("王芳", "已报")
    assert clocks.running(db) == ()
    assert clocks.find(db, clock.id) == ended


def test_only_the_clock_of_one_rule_is_ended_if_so_told(db, chief):
    first = start(db, chief, rule="a")
    second = start(db, chief, subject=first.subject, rule="b")
    satisfy(db, chief, first, T0, rule="b")
    assert clocks.running(db) == (first,)
    assert satisfy(db, chief, second, T0, rule="b") == ()


def test_what_is_void_was_neither_done_nor_late(db, chief):
    clock = start(db, chief)
    with db.write(chief) as tx:
        [ended] = clocks.void_in(
            tx, clock.kind, clock.subject, at=T0 + 2 * HOUR, by="王芳", reason="撤销"
        )
    assert (ended.end, ended.done, ended.late_s) == ("void", "撤销", 0)
    assert satisfy(db, chief, clock, T0) == ()


def test_nothing_running_is_nothing_to_end_and_writes_nothing(db, chief):
    with db.write(chief) as tx:
        before = tx.seq
        assert clocks.satisfy_in(tx, ClockKind.CALL, new_id(), at=T0, by="x", done="") == ()
        assert tx.seq == before


@in_a_file
def test_a_paused_clock_is_due_later_by_as_long_as_it_stood(db, chief, at):
    clock = start(db, chief, can_pause=True)
    at(T0 + 30 * SECOND)
    paused = clocks.pause(db, clock.id, note="等待天亮", officer=chief)
    assert paused.paused_at == T0 + 30 * SECOND
    at(T0 + 2 * HOUR)
    assert tone(paused, T0 + 2 * HOUR) is Tone.CALM
    resumed = clocks.resume(db, clock.id, officer=chief)
    stood = 2 * HOUR - 30 * SECOND
    assert (resumed.due_at, resumed.warn_at) == (clock.due_at + stood, clock.warn_at + stood)
    assert clocks.find(db, clock.id) == resumed


@in_a_file
def test_what_is_done_during_a_pause_is_as_late_as_the_pause_found_it(db, chief, at):
    clock = start(db, chief, can_pause=True)
    at(T0 + HOUR + 5 * SECOND)
    clocks.pause(db, clock.id, note="停", officer=chief)
    [ended] = satisfy(db, chief, clock, T0 + 3 * HOUR)
    assert (ended.late_s, ended.paused_at) == (5, None)


@in_a_file
def test_a_clock_set_back_during_a_pause_brings_nothing_nearer(db, chief, at):
    clock = start(db, chief, can_pause=True)
    at(T0 + HOUR)
    clocks.pause(db, clock.id, note="停", officer=chief)
    at(T0)
    assert clocks.resume(db, clock.id, officer=chief).due_at == clock.due_at


def test_only_what_may_be_paused_is(db, chief):
    clock = start(db, chief)
    with pytest.raises(NoPause):
        clocks.pause(db, clock.id, note="停", officer=chief)
    with pytest.raises(NotPaused):
        clocks.resume(db, clock.id, officer=chief)
    free = start(db, chief, can_pause=True)
    with pytest.raises(NoteMissing):
        clocks.pause(db, free.id, note=" ", officer=chief)
    clocks.pause(db, free.id, note="停", officer=chief)
    with pytest.raises(AlreadyPaused):
        clocks.pause(db, free.id, note="停", officer=chief)


def test_acknowledging_says_who_knows_and_what_was_done_and_stops_nothing(db, chief):
    clock = start(db, chief)
    known = clocks.acknowledge(db, clock.id, note="已催办", officer=chief)
    assert (known.acknowledged_by, known.note, known.end) == ("王芳", "已催办", "")
    assert known.acknowledged_at is not None
    with pytest.raises(AlreadyAcknowledged):
        clocks.acknowledge(db, clock.id, note="再催", officer=chief)
    with pytest.raises(NoteMissing):
        clocks.acknowledge(db, clock.id, note="", officer=chief)
    assert clocks.running(db) == (known,)


@pytest.mark.parametrize("act", [clocks.pause, clocks.resume, clocks.acknowledge])
def test_what_ended_is_history(db, chief, act):
    clock = start(db, chief, can_pause=True)
    satisfy(db, chief, clock, T0)
    with pytest.raises(ClockEnded):
        act(db, clock.id, note="x", officer=chief)


@pytest.mark.parametrize("act", [clocks.pause, clocks.resume, clocks.acknowledge])
def test_only_those_who_may_acknowledge_touch_a_clock(db, chief, act):
    clock = start(db, chief, can_pause=True)
    with pytest.raises(NotAllowed):
        act(db, clock.id, note="x", officer=replace(chief, rights=frozenset({"record"})))
    with pytest.raises(Conflict):
        act(db, new_id(), note="x", officer=chief)


def test_sending_the_same_act_twice_notes_it_once(db, chief):
    clock, act = start(db, chief), new_id()
    first = clocks.acknowledge(db, clock.id, note="已催办", officer=chief, act_id=act)
    assert clocks.acknowledge(db, clock.id, note="已催办", officer=chief, act_id=act) == first


def test_what_runs_gets_another_time_and_has_to_be_acknowledged_again(db, chief):
    clock = start(db, chief)
    clocks.acknowledge(db, clock.id, note="知道", officer=chief)
    with db.write(chief) as tx:
        [moved] = clocks.move_in(tx, clock.kind, clock.subject, T0 + 4 * HOUR)
    assert (moved.due_at, moved.warn_at, moved.limit) == (
        T0 + 4 * HOUR,
        T0 + 3 * HOUR,
        4 * HOUR,
    )
    assert (moved.acknowledged_at, moved.acknowledged_by, moved.note) == (None, "", "")


def test_what_runs_is_passed_on_as_it_is(db, chief):
    clock = start(db, chief)
    known = clocks.acknowledge(db, clock.id, note="知道", officer=chief)
    heir = new_id()
    with db.write(chief) as tx:
        [passed] = clocks.pass_on_in(tx, clock.kind, clock.subject, to=heir, title="更正")
    assert passed == replace(known, subject=heir, title="更正", version=3)
    assert clocks.running(db) == (passed,)


@pytest.mark.parametrize("founding", [None], ids=["empty"])
def test_a_county_without_the_rule_row_has_no_amber(db, officer, founding):
    clock = start(db, officer)
    assert clock.warn_at == clock.due_at
    assert tone(clock, clock.due_at - SECOND) is Tone.CALM


def test_the_share_of_amber_is_a_rule_row(db, chief, officer):
    with db.read() as tx:
        [row] = [one for one in rules.everything(db) if one.code == clocks.AMBER]
        assert rules.whole(tx, clocks.AMBER, on=T0.date()) == 75
    admin = replace(officer, rights=frozenset({"manage_rules"}))
    rules.change(db, replace(row, value="50"), officer=admin)
    assert start(db, chief).warn_at == T0 + HOUR / 2


def test_a_limit_is_a_rule_row_and_missing_where_the_row_is(db, chief):
    with db.read() as tx:
        assert clocks.limit_in(tx, "duty.forward_flash_s", T0) == timedelta(minutes=10)
        assert clocks.limit_in(tx, "duty.forward_never_s", T0) is None
        assert clocks.limit_in(tx, "county.name", T0) is None


def test_a_long_title_is_cut_to_a_line(db, chief):
    assert len(start(db, chief, title="长" * 500).title) == 200


def test_the_journal_vouches_for_every_clock(db, chief):
    clock = start(db, chief, can_pause=True)
    clocks.pause(db, clock.id, note="停", officer=chief)
    clocks.resume(db, clock.id, officer=chief)
    clocks.acknowledge(db, clock.id, note="知道", officer=chief)
    satisfy(db, chief, clock, T0 + 2 * HOUR)
    start(db, chief, drill_id=new_id())
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None
        kinds = [row.kind for row in journal.told(tx, ["matters.clock_satisfied_late"])]
    assert len(kinds) == 1
