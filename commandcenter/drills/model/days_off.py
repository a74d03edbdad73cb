"""Public holidays of China, and the weekend days that are worked for them (调休)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from commandcenter.kernel.words import N_

UNKNOWN = N_("The holidays of {year} are not known yet. Nothing is checked against them.")
_FRIDAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff:
    """The holidays of a year.

    Attributes:
        is_known: Whether they have been announced; nothing is guessed before.
        holidays: Their names in Chinese by day, days off in lieu among them.
        workdays: Weekend days that are worked, with what for.
    """

    year: int
    is_known: bool = False
    holidays: Mapping[date, str] = field(default_factory=dict)
    workdays: Mapping[date, str] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Say whether people work on a day, as far as that is known."""
        if day in self.workdays:
            return True
        return day.weekday() <= _FRIDAY and day not in self.holidays


@lru_cache(maxsize=16)
def days_off(year: int) -> DaysOff:
    """Return the holidays of a year as announced; a year not announced yet has none."""
    # Loads the calendars of half the world; most sessions start without needing it.
    from holidays.countries.china import China  # noqa: PLC0415

    make: Callable[..., Any] = China
    announced = make(years=year, language="zh_CN")
    if year not in announced.special_public_holidays:
        return DaysOff(year=year)
    found = {day: name for day, name in announced.items() if day.year == year}
    worked = {day for day in announced.weekend_workdays if day.year == year}
    return DaysOff(
        year=year,
        is_known=True,
        holidays=dict(sorted(found.items())),
        workdays={day: _worked_for(day, found) for day in sorted(worked)},
    )


def _worked_for(day: date, names: Mapping[date, str]) -> str:
    """Return the holiday that a weekend day is worked for: the nearest one with a name."""
    named = [(abs((one - day).days), name) for one, name in names.items() if "（" not in name]
    return min(named)[1]
