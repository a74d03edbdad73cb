"""The figures of ISA-18.2, reckoned by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.alarms.model.alarm import Act, Alarm, Event, State
from commandcenter.alarms.model.figures import Figure, History, Lack, figures
from commandcenter.alarms.model.flood import Flood, FloodRule, Turn, turn
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity

T0 = datetime(2026, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
MONTH = 30 * DAY


def an_alarm(source="a", *, at=T0, state=State.CLOSED, cleared_at=None, severity=Severity.YELLOW):
    return Alarm(
        id=new_id(),
        type_code="incident",
        source=source,
        title="x",
        severity=severity,
        severity_max=severity,
        state=state,
        raised_at=at,
        last_at=at,
        cleared_at=cleared_at,
    )


def event(one, act, at, severity=None):
    return Event(
        alarm_id=one.id, act=act, state=one.state, severity=severity or one.severity, at=at
    )


def reckoned(alarms=(), events=(), floods=(), **more):
    given = {"since": T0, "until": T0 + MONTH, "recorded_since": T0} | more
    history = History(alarms=alarms, events=events, floods=floods, **given)
    return {one.figure: one for one in figures(history, least=MONTH)}


@pytest.mark.parametrize(
    "facts",
    [
        {"recorded_since": None},
        {"recorded_since": T0 + SECOND},
        {"until": T0 + MONTH - SECOND},
    ],
)
def test_a_short_history_gives_no_figure_and_says_so(facts):
    found = reckoned(**facts)
    assert set(found) == set(Figure)
    assert {(one.value, one.lack, one.is_met) for one in found.values()} == {
        (None, Lack.TOO_SHORT, None)
    }


def test_a_quiet_month_meets_every_goal_and_has_no_shares():
    found = reckoned()
    assert found[Figure.PER_DAY].value == found[Figure.PEAK].value == 0
    assert found[Figure.PER_DAY].is_met
    for figure in (Figure.TOP_TEN, Figure.RED, Figure.UNACKNOWLEDGED_MEDIAN):
        assert (found[figure].value, found[figure].lack) == (None, Lack.NO_ALARMS)


def test_rates_count_what_was_heard_and_not_what_was_counted_up():
    one = an_alarm()
    events = [event(one, Act.RAISED, T0 + n * MINUTE / 2) for n in range(12)]
    events += [event(one, Act.COUNTED, T0 + 6 * MINUTE), event(one, Act.RISEN, T0 + DAY)]
    found = reckoned([one], events)
    assert found[Figure.PER_DAY].value == pytest.approx(13 / 30)
    assert found[Figure.PER_HOUR].value == pytest.approx(13 / 720)
    assert found[Figure.PER_PERIOD].value == pytest.approx(13 / 4320)
    assert found[Figure.PEAK].value == 12
    assert found[Figure.CROWDED].value == pytest.approx(1 / 4320)
    assert found[Figure.PEAK].is_met is False


def test_ten_in_ten_minutes_are_not_crowded():
    one = an_alarm()
    found = reckoned([one], [event(one, Act.RAISED, T0 + n * MINUTE) for n in range(10)])
    assert found[Figure.CROWDED].value == 0


def test_time_in_flood_is_what_lies_in_the_period():
    floods = [
        Flood(begun_at=T0 - DAY, ended_at=T0 + DAY, count=10),
        Flood(begun_at=T0 + 29 * DAY, count=10),
        Flood(begun_at=T0 - 3 * DAY, ended_at=T0 - 2 * DAY, count=10),
    ]
    assert reckoned(floods=floods)[Figure.FLOOD].value == pytest.approx(2 / 30)


def test_the_most_frequent_sources_are_told_by_their_share():
    alarms = [an_alarm(f"{n}") for n in range(12)]
    events = [event(one, Act.RAISED, T0 + n * DAY) for n, one in enumerate(alarms)]
    events += [event(alarms[0], Act.RAISED, T0 + 20 * DAY)] * 3
    assert reckoned(alarms, events)[Figure.TOP_TEN].value == pytest.approx(13 / 15)


@pytest.mark.parametrize(("last", "count"), [(60, 1), (61, 0)])
def test_three_times_in_a_minute_is_chattering(last, count):
    one, other = an_alarm(), an_alarm("b")
    events = [event(one, Act.RAISED, T0)]
    events += [event(one, Act.COUNTED, T0 + n * SECOND) for n in (30, last)]
    events += [event(other, Act.RAISED, T0 + n * SECOND) for n in (1, 2)]
    assert reckoned([one, other], events)[Figure.CHATTERING].value == count


def test_what_stands_longer_than_a_day_is_counted():
    alarms = [
        an_alarm(at=T0, cleared_at=T0 + DAY),
        an_alarm(at=T0, cleared_at=T0 + DAY + SECOND),
        an_alarm(at=T0 + 28 * DAY, state=State.ACTIVE),
        an_alarm(at=T0 + 29 * DAY, state=State.ACTIVE),
    ]
    assert reckoned(alarms)[Figure.STANDING].value == 2


def test_priorities_are_shares_of_what_was_heard():
    one = an_alarm()
    severities = [Severity.RED, Severity.ORANGE, Severity.ORANGE, Severity.YELLOW, Severity.BLUE]
    events = [event(one, Act.RAISED, T0, severity) for severity in severities]
    found = reckoned([one], events)
    shares = [found[figure].value for figure in (Figure.RED, Figure.ORANGE, Figure.OTHERS)]
    assert shares == pytest.approx([0.2, 0.4, 0.4])
    assert found[Figure.RED].is_met is False


def test_times_until_acknowledged_and_what_still_waits():
    alarms = [an_alarm(f"{n}") for n in range(3)] + [an_alarm(state=State.CLEARED)]
    events = []
    for one, seconds in zip(alarms, (10, 20, 60), strict=False):
        events += [
            event(one, Act.RAISED, T0),
            event(one, Act.RISEN, T0 + SECOND),
            event(one, Act.ACKNOWLEDGED, T0 + seconds * SECOND),
        ]
    found = reckoned(alarms, events)
    assert found[Figure.UNACKNOWLEDGED_MEDIAN].value == 20
    assert found[Figure.UNACKNOWLEDGED_P95].value == pytest.approx(56)
    assert found[Figure.NEVER_ACKNOWLEDGED].value == 1


@pytest.mark.parametrize(
    ("count", "is_under_way", "expected"),
    [
        (9, False, None),
        (10, False, Turn.BEGIN),
        (10, True, None),
        (5, True, None),
        (4, True, Turn.END),
        (0, False, None),
    ],
)
def test_a_flood_begins_with_ten_and_ends_below_five(count, is_under_way, expected):
    rule = FloodRule(window=10 * MINUTE, begin=10, end=5)
    assert turn(count, rule, is_under_way=is_under_way) is expected


def test_rows_that_make_no_sense_do_not_flicker():
    rule = FloodRule(window=MINUTE, begin=3, end=9)
    assert turn(5, rule, is_under_way=False) is Turn.BEGIN
    assert turn(5, rule, is_under_way=True) is None
    none = FloodRule(window=MINUTE, begin=0, end=0)
    assert turn(0, none, is_under_way=False) is None
