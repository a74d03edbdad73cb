"""The periods of a county in one year, and what a period refuses."""

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commandcenter.drills.model.checks import FigureOutOfRange, check_filled, check_range
from commandcenter.drills.model.year import Period, PeriodKind
from commandcenter.kernel.words import N_

PERIOD_WORDS: dict[PeriodKind, str] = {
    PeriodKind.ANCHOR: N_("Time for drills"),
    PeriodKind.BLOCKED: N_("No drills"),
    PeriodKind.RISK: N_("Forces are needed"),
}
FIRST_YEAR, LAST_YEAR = 2000, 2100
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A period in one year, from its first to its last day."""

    period: Period
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Say whether a day is in it."""
        return self.first <= day <= self.last


def stretches(periods: Iterable[Period], year: int) -> tuple[Stretch, ...]:
    """Return the parts of the active periods that lie in a year, in order.

    One over the new year has two parts in each year.
    """
    found = []
    for period in periods:
        if not period.is_active:
            continue
        for begins in (year - 1, year):
            if period.year not in (None, begins):
                continue
            first, last = _days(period, begins)
            first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
            if first <= last:
                found.append(Stretch(period=period, first=first, last=last))
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.period.title)))


def _days(period: Period, begins: int) -> tuple[date, date]:
    begin = (period.from_month, period.from_day)
    end = (period.to_month, period.to_day)
    return _day(begins, *begin), _day(begins + (end < begin), *end)


def _day(year: int, month: int, day: int) -> date:
    is_short = (month, day) == (2, 29) and not isleap(year)
    return date(year, month, 28 if is_short else day)


def check(period: Period) -> None:
    """Refuse a period that no calendar has.

    Raises:
        FieldEmpty, FigureOutOfRange: What has to be put right first.
    """
    check_filled(period, ("title",))
    months = {"from_month": (1, 12), "to_month": (1, 12), "year": (FIRST_YEAR, LAST_YEAR)}
    check_range(period, months)
    for name, month in (("from_day", period.from_month), ("to_day", period.to_month)):
        most = _DAYS[month - 1]
        if not 1 <= getattr(period, name) <= most:
            raise FigureOutOfRange(field=name, low=1, high=most)
