"""Periods the log can be narrowed to."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from commandcenter.duty.model.overview import Overview
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_


class Period(StrEnum):
    """A choice of the period filter."""

    ALL = "all"
    SHIFT = "shift"
    TODAY = "today"
    WEEK = "week"
    FROM_TO = "from_to"


WORDS: dict[Period, str] = {
    Period.ALL: N_("All times"),
    Period.SHIFT: N_("This shift"),
    Period.TODAY: N_("Today"),
    Period.WEEK: N_("7 days"),
    Period.FROM_TO: N_("From – to…"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Half-open `[since, until)`; None is open."""

    since: datetime | None = None
    until: datetime | None = None


def bounds(period: Period, *, now: datetime, overview: Overview | None) -> Bounds:
    """Return the bounds of a period; that of `FROM_TO` is typed and not known here."""
    midnight = datetime.combine(now.astimezone(BEIJING).date(), time(), BEIJING)
    if period is Period.SHIFT and overview is not None:
        return Bounds(since=overview.took_over_at)
    if period is Period.TODAY:
        return Bounds(since=midnight)
    if period is Period.WEEK:
        return Bounds(since=midnight - timedelta(days=6))
    return Bounds()
