"""The states and colours of a clock."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.database import guards
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.clock import STEPS, Clock, ClockKind, State, Tone, times, tone

T0 = datetime(2026, 7, 18, 14, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LIMIT = 100 * SECOND


def a_clock(**facts):
    due_at, warn_at = times(T0, LIMIT, 75)
    given = {
        "id": new_id(),
        "kind": ClockKind.REPORT,
        "subject": new_id(),
        "title": "首报",
        "begun_at": T0,
        "limit": LIMIT,
        "due_at": due_at,
        "warn_at": warn_at,
    }
    return Clock(**(given | facts))


def test_every_state_but_the_ends_has_a_way_out():
    assert set(State) - set(STEPS) == {State.SATISFIED, State.VOID}
    assert {state for after in STEPS.values() for state in after} == set(State)


def test_the_database_knows_the_same_steps():
    column, steps = guards.TRANSITIONS["clock"]
    assert column == "state"
    assert dict(steps) == dict(STEPS)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-5, Tone.CALM),
        (74.999, Tone.CALM),
        (75, Tone.AMBER),
        (99.999, Tone.AMBER),
        (100, Tone.RED),
        (9999, Tone.RED),
    ],
)
def test_a_clock_is_amber_from_three_quarters_and_red_from_its_time_on(seconds, expected):
    at = T0 + seconds * SECOND
    clock = a_clock()
    assert tone(clock, at) is expected
    assert clock.is_late(at) is (expected is Tone.RED)


def test_a_clock_that_stands_keeps_its_colour():
    clock = a_clock(state=State.PAUSED, paused_at=T0 + 80 * SECOND)
    assert tone(clock, T0 + 500 * SECOND) is Tone.AMBER
    assert not clock.is_late(T0 + 500 * SECOND)
    red = a_clock(state=State.PAUSED, paused_at=T0 + 100 * SECOND)
    assert tone(red, T0 + 500 * SECOND) is Tone.RED


def test_a_clock_that_ended_tells_how():
    at = T0 + 500 * SECOND
    assert tone(a_clock(state=State.SATISFIED, ended_at=at), at) is Tone.CALM
    assert tone(a_clock(state=State.SATISFIED, ended_at=at, late_s=1), at) is Tone.RED
    assert tone(a_clock(state=State.VOID, ended_at=at), at) is Tone.CALM


@pytest.mark.parametrize(
    ("percent", "seconds"), [(0, 0), (50, 50), (100, 100), (170, 100), (-9, 0)]
)
def test_the_share_of_amber_is_kept_between_all_and_nothing(percent, seconds):
    assert times(T0, LIMIT, percent) == (T0 + LIMIT, T0 + seconds * SECOND)


def test_what_was_due_before_it_began_is_red_at_once():
    due_at, warn_at = times(T0, -LIMIT, 75)
    assert due_at == warn_at == T0 - LIMIT
