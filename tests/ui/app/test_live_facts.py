"""What is live, as the strip shows it."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.alarms.model.alarm import Alarm, State
from commandcenter.kernel import severity as kernel
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.clock import Clock, ClockKind
from commandcenter.matters.model.clock import State as ClockState
from ui.app import live_facts
from ui.app.live_facts import Live
from ui.widgets.severity import Severity

NOW = datetime(2026, 7, 18, 15, tzinfo=UTC)
RED, ORANGE, YELLOW, BLUE = kernel.Severity


def alarm(severity, state=State.ACTIVE, **more):
    usual = {
        "id": new_id(),
        "type_code": "warning",
        "source": "s",
        "title": "t",
        "severity": severity,
        "severity_max": severity,
        "state": state,
        "raised_at": NOW,
        "last_at": NOW,
    }
    return Alarm(**usual | more)


def clock(due_in, kind=ClockKind.REPORT, **more):
    usual = {
        "id": new_id(),
        "kind": kind,
        "subject": new_id(),
        "title": "东坝",
        "begun_at": NOW - timedelta(minutes=30),
        "limit": timedelta(hours=1),
        "due_at": NOW + due_in,
        "warn_at": NOW + due_in - timedelta(minutes=10),
    }
    return Clock(**usual | more)


def slots(*clocks, instructions=()):
    return {slot.label: slot for slot in live_facts.clock_slots(clocks, NOW, instructions)}


def test_the_block_has_the_worst_colour_that_waits_and_the_others_are_counted():
    found = live_facts.alarm_facts(
        [
            alarm(ORANGE),
            alarm(ORANGE, State.CLEARED),
            alarm(YELLOW),
            alarm(YELLOW, State.ACKNOWLEDGED),
            alarm(RED, State.ACKNOWLEDGED),
            alarm(BLUE, State.SHELVED),
        ]
    )
    assert (found.worst, found.unacknowledged) == (Severity.ORANGE, 2)
    counts = [(one.severity, one.number, one.unacknowledged) for one in found.counts]
    assert counts == [(Severity.RED, 1, 0), (Severity.YELLOW, 2, 1)]


def test_of_the_worst_colour_what_is_acknowledged_is_counted_beside_the_block():
    found = live_facts.alarm_facts([alarm(RED), alarm(RED, State.ACKNOWLEDGED)])
    assert (found.unacknowledged, [one.number for one in found.counts]) == (1, [2])


def test_a_quiet_night_has_no_block_and_no_counts():
    found = live_facts.alarm_facts([alarm(RED, State.CLOSED), alarm(RED, State.PENDING)])
    assert (found.unacknowledged, list(found.counts)) == (0, [])


def test_of_each_kind_the_clock_that_is_due_first_runs():
    first, second = clock(timedelta(hours=1)), clock(timedelta(hours=2))
    call = clock(timedelta(minutes=30), ClockKind.CALL)
    shown = slots(second, first, call)
    assert list(shown) == ["Answer due", "Report due"]
    assert shown["Report due"].due_at == first.due_at


def test_a_matter_asked_for_from_above_has_a_word_of_its_own():
    one, asked = (
        clock(timedelta(hours=1), ClockKind.MATTER),
        clock(timedelta(hours=2), ClockKind.MATTER),
    )
    assert list(slots(one, asked, instructions={asked.subject})) == ["Next due", "Instruction due"]


def test_a_clock_is_amber_from_its_own_moment_on():
    assert slots(clock(timedelta(minutes=11)))["Report due"].severity is None
    assert slots(clock(timedelta(minutes=10)))["Report due"].severity is Severity.ORANGE


def test_what_is_late_stands_first_red_and_pulses_until_somebody_knows():
    late = clock(-timedelta(minutes=1))
    known = clock(-timedelta(minutes=2), acknowledged_at=NOW, acknowledged_by="何立")
    shown = slots(clock(timedelta(minutes=5)), late, known)
    assert list(shown) == ["Late", "Report due"]
    assert (shown["Late"].value, shown["Late"].severity) == ("2", Severity.RED)
    assert shown["Late"].pulses
    assert not slots(known)["Late"].pulses


def test_a_paused_clock_does_not_run():
    paused = clock(timedelta(minutes=5), state=ClockState.PAUSED, paused_at=NOW)
    assert slots(paused) == {}


@pytest.mark.parametrize(
    ("kind", "page"),
    [(ClockKind.MATTER, "duty"), (ClockKind.REPORT, "incidents"), (ClockKind.CALL, "warnings")],
)
def test_a_clock_leads_to_what_it_belongs_to(kind, page):
    one = clock(timedelta(hours=1), kind, about=new_id())
    target = next(iter(slots(one).values())).target
    expected = one.subject if kind is ClockKind.MATTER else one.about
    assert (target.page, target.key) == (page, expected)


def test_every_kind_of_clock_has_its_word_and_its_page():
    for kind in ClockKind:
        assert slots(clock(timedelta(hours=1), kind))


def test_calls_and_people_to_move_show_when_there_are_any():
    assert live_facts.count_slots(Live()) == []
    shown = live_facts.count_slots(Live(unanswered=3, moved=412, to_move=486))
    assert [(slot.label, slot.value) for slot in shown] == [
        ("Calls unanswered", "3"),
        ("Moved", "412 / 486"),
    ]
