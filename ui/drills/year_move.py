"""When a drill is held, and how that moves: whole, or by one of its ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from commandcenter.drills.model.drill import Drill, State, times
from commandcenter.kernel.times import BEIJING, day_of

LEAST = timedelta(minutes=15)
_USUAL_BEGIN = time(9)
# What was held already, or is under way, stays where it was.
_MOVABLE = {State.PLANNED, State.READY}


class Grip(Enum):
    """Where a drill was taken hold of."""

    WHOLE = "whole"
    BEGIN = "begin"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when until when."""

    begins_at: datetime
    ends_at: datetime

    @property
    def first(self) -> date:
        """The day in Beijing on which it begins."""
        return day_of(self.begins_at)

    @property
    def last(self) -> date:
        """The day in Beijing on which it ends; what ends at midnight ends the day before."""
        return max(self.first, day_of(self.ends_at - timedelta(microseconds=1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A drill that is off its place while somebody looks for another one.

    Attributes:
        drill: As it was read; its version is the one that was seen.
        origin: Where it came from; None for one that had no day.
    """

    drill: Drill
    origin: Span | None
    span: Span
    grip: Grip = Grip.WHOLE


def may_move(drill: Drill) -> bool:
    """Say whether the time of a drill can still be chosen."""
    return drill.state in _MOVABLE


def placed(drill: Drill, usual: timedelta) -> Span | None:
    """Return when a drill is held, or was; None while it has no day.

    Args:
        usual: How long it lasts if it does not say so.
    """
    begins_at, ends_at = times(drill)
    if begins_at is None:
        return None
    ends_at = ends_at or begins_at + usual
    return Span(begins_at=begins_at, ends_at=max(ends_at, begins_at + LEAST))


def put_on(day: date, usual: timedelta) -> Span:
    """Return the usual hours on a day, for a drill that had no day yet."""
    begins_at = datetime.combine(day, _USUAL_BEGIN, BEIJING)
    return Span(begins_at=begins_at, ends_at=begins_at + usual)


def moved(span: Span, by: timedelta, grip: Grip = Grip.WHOLE) -> Span:
    """Return a span moved as a whole or at one end; it never becomes shorter than `LEAST`."""
    begins_at, ends_at = span.begins_at, span.ends_at
    if grip is not Grip.END:
        begins_at += by
    if grip is not Grip.BEGIN:
        ends_at += by
    if grip is Grip.BEGIN:
        begins_at = min(begins_at, ends_at - LEAST)
    elif grip is Grip.END:
        ends_at = max(ends_at, begins_at + LEAST)
    return Span(begins_at=begins_at, ends_at=ends_at)


def lanes(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return a lane for each stretch of days, first to last, so that none covers another.

    Lanes are given in the order of the stretches, each the first that is free.
    """
    taken: list[list[tuple[int, int]]] = []
    found = []
    for first, last in spans:
        free = (
            at
            for at, lane in enumerate(taken)
            if all(last < low or high < first for low, high in lane)
        )
        at = next(free, len(taken))
        if at == len(taken):
            taken.append([])
        taken[at].append((first, last))
        found.append(at)
    return found
