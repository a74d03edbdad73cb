"""How well alarms serve those who hear them: the figures of ISA-18.2 and EEMUA 191.

Computed from what happened; with too short a history they say so instead.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil, floor
from uuid import UUID

from commandcenter.alarms.model.alarm import Act, Alarm, Event
from commandcenter.alarms.model.flood import Flood
from commandcenter.kernel.severity import Severity

PERIOD = timedelta(minutes=10)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Of ISA-18.2, table 7: what a period may have before it is a flood, what chatters.
_MOST_OF_PERIOD = 10
_CHATTERS = 3
_CHATTERS_WITHIN = timedelta(seconds=60)
_FREQUENT = 10
# Somebody heard of it.
_HEARD = frozenset({Act.RAISED, Act.RISEN})
_SAID = frozenset({Act.RAISED, Act.RISEN, Act.COUNTED})


class Figure(StrEnum):
    """What is measured."""

    PER_PERIOD = "per_period"  # alarms in ten minutes, on average
    PER_HOUR = "per_hour"
    PER_DAY = "per_day"
    PEAK = "peak"  # most alarms of any ten minutes
    CROWDED = "crowded"  # share of ten minutes with more than ten alarms
    FLOOD = "flood"  # share of the time in flood mode
    TOP_TEN = "top_ten"  # share of the ten most frequent sources
    CHATTERING = "chattering"  # sources that said the same three times in a minute
    STANDING = "standing"  # alarms that stand longer than a day
    RED = "red"  # shares by priority
    ORANGE = "orange"
    OTHERS = "others"
    UNACKNOWLEDGED_MEDIAN = "unacknowledged_median"  # seconds until acknowledged
    UNACKNOWLEDGED_P95 = "unacknowledged_p95"
    NEVER_ACKNOWLEDGED = "never_acknowledged"


class Lack(StrEnum):
    """Why a figure has no value."""

    TOO_SHORT = "too_short"  # the history is shorter than the standard asks for
    NO_ALARMS = "no_alarms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure of a period.

    Attributes:
        value: None if there is none.
        lack: Why not.
        goal: What the standard asks for at most; None if it asks for nothing.
    """

    figure: Figure
    value: float | None
    lack: Lack | None = None
    goal: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None if there is none, or no value."""
        if self.value is None or self.goal is None:
            return None
        return self.value <= self.goal


# At most, for one console; shares of one.
GOALS: dict[Figure, float] = {
    Figure.PER_PERIOD: 1,
    Figure.PER_HOUR: 6,
    Figure.PER_DAY: 144,
    Figure.PEAK: 10,
    Figure.CROWDED: 0.01,
    Figure.FLOOD: 0.01,
    Figure.TOP_TEN: 0.05,
    Figure.CHATTERING: 0,
    Figure.STANDING: 4,
    Figure.RED: 0.05,
    Figure.ORANGE: 0.15,
}
_NEED_ALARMS = frozenset(
    {
        Figure.TOP_TEN,
        Figure.RED,
        Figure.ORANGE,
        Figure.OTHERS,
        Figure.UNACKNOWLEDGED_MEDIAN,
        Figure.UNACKNOWLEDGED_P95,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What happened in a period.

    Attributes:
        recorded_since: When alarms began to be recorded at all; None if never.
        alarms: Those that were raised in it, or went on.
        events: Oldest first.
    """

    since: datetime
    until: datetime
    recorded_since: datetime | None
    alarms: Sequence[Alarm] = ()
    events: Sequence[Event] = ()
    floods: Sequence[Flood] = ()


def figures(history: History, *, least: timedelta) -> tuple[Value, ...]:
    """Return all figures of a period.

    Args:
        least: With less recorded history than this no figure means anything.
    """
    began = history.recorded_since
    if began is None or history.until - max(began, history.since) < least:
        return tuple(Value(figure=one, value=None, lack=Lack.TOO_SHORT) for one in Figure)
    found = _rates(history) | _sources(history) | _priorities(history) | _times(history)
    return tuple(_valued(figure, found.get(figure)) for figure in Figure)


def _valued(figure: Figure, value: float | None) -> Value:
    lack = Lack.NO_ALARMS if value is None and figure in _NEED_ALARMS else None
    return Value(figure=figure, value=value, lack=lack, goal=GOALS.get(figure))


def _rates(history: History) -> dict[Figure, float]:
    length = history.until - history.since
    heard = [event.at for event in history.events if event.act in _HEARD]
    periods = Counter((at - history.since) // PERIOD for at in heard)
    crowded = sum(count > _MOST_OF_PERIOD for count in periods.values())
    flooded = sum(
        (
            max(_end(flood, history) - max(flood.begun_at, history.since), timedelta(0))
            for flood in history.floods
        ),
        timedelta(0),
    )
    return {
        Figure.PER_PERIOD: len(heard) / (length / PERIOD),
        Figure.PER_HOUR: len(heard) / (length / HOUR),
        Figure.PER_DAY: len(heard) / (length / DAY),
        Figure.PEAK: max(periods.values(), default=0),
        Figure.CROWDED: crowded / ceil(length / PERIOD),
        Figure.FLOOD: flooded / length,
    }


def _end(flood: Flood, history: History) -> datetime:
    return min(flood.ended_at or history.until, history.until)


def _sources(history: History) -> dict[Figure, float]:
    by_id = {one.id: (one.type_code, one.source) for one in history.alarms}
    heard: Counter[tuple[str, str]] = Counter()
    said: defaultdict[UUID, list[datetime]] = defaultdict(list)
    for event in history.events:
        if event.act in _HEARD and event.alarm_id in by_id:
            heard[by_id[event.alarm_id]] += 1
        if event.act in _SAID:
            said[event.alarm_id].append(event.at)
    found: dict[Figure, float] = {
        Figure.CHATTERING: sum(map(_chatters, said.values())),
        Figure.STANDING: sum(_stood(one, history.until) > DAY for one in history.alarms),
    }
    if heard:
        most = sum(count for _, count in heard.most_common(_FREQUENT))
        found[Figure.TOP_TEN] = most / heard.total()
    return found


def _chatters(times: Sequence[datetime]) -> bool:
    """Whether the same was said so often within a minute."""
    pairs = zip(times, times[_CHATTERS - 1 :], strict=False)
    return any(last - first <= _CHATTERS_WITHIN for first, last in pairs)


def _stood(one: Alarm, until: datetime) -> timedelta:
    return min(one.cleared_at or until, until) - one.raised_at


def _priorities(history: History) -> dict[Figure, float]:
    heard = Counter(event.severity for event in history.events if event.act in _HEARD)
    if not heard:
        return {}
    total = heard.total()
    red, orange = heard[Severity.RED], heard[Severity.ORANGE]
    return {
        Figure.RED: red / total,
        Figure.ORANGE: orange / total,
        Figure.OTHERS: (total - red - orange) / total,
    }


def _times(history: History) -> dict[Figure, float]:
    waited = sorted(_waited(history.events))
    waiting = sum(one.is_waiting for one in history.alarms)
    found: dict[Figure, float] = {Figure.NEVER_ACKNOWLEDGED: waiting}
    if waited:
        found[Figure.UNACKNOWLEDGED_MEDIAN] = _quantile(waited, 0.5)
        found[Figure.UNACKNOWLEDGED_P95] = _quantile(waited, 0.95)
    return found


def _waited(events: Sequence[Event]) -> Iterator[float]:
    """Give the seconds from when each alarm began to wait until it was acknowledged."""
    since: dict[UUID, datetime] = {}
    for event in events:
        if event.act in _HEARD:
            since.setdefault(event.alarm_id, event.at)
        elif event.act is Act.ACKNOWLEDGED and event.alarm_id in since:
            yield (event.at - since.pop(event.alarm_id)).total_seconds()


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low, high = ordered[floor(place)], ordered[ceil(place)]
    return low + (high - low) * (place - floor(place))
