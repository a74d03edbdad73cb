"""Counts of drills, training and publicity of a year or a range of days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import areas, phrases
from commandcenter.drills.model.statistics import (
    ActivityLine,
    Covered,
    Range,
    Table,
    Target,
    activity_lines,
    tables,
)
from commandcenter.drills.service import targets
from commandcenter.drills.service.targets import ACTIVITY_KINDS
from commandcenter.drills.service.year import coverage, years_around
from commandcenter.drills.store import year as store
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_

_TOWNSHIP = "township"


class RangeOverYears(Rejected):
    """A range is held against the same days of the year before."""

    sentence = N_("Choose a range within one year that ends after it begins.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What was held in a range of days, beside the same days of the year before.

    Attributes:
        targets: Of the whole year.
        coverage: Of the whole year.
        townships: Their names by code.
    """

    days: Range
    tables: tuple[Table, ...]
    activities: tuple[ActivityLine, ...]
    targets: tuple[Target, ...]
    coverage: tuple[Covered, ...]
    townships: Mapping[str, str]


def read(db: Database, days: Range, *, at: datetime) -> Statistics:
    """Return the counts of a range of days.

    Raises:
        RangeOverYears: The range has to be put right.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        return read_in(tx, days, on=day_of(at))


def read_in(tx: Tx, days: Range, *, on: date) -> Statistics:
    """Do what `read` does inside a transaction."""
    year = days.first.year
    if days.last < days.first or days.last.year != year:
        raise RangeOverYears
    drills = store.drills(tx, years_around(year))
    found = areas.existing(tx, on=on, tier=_TOWNSHIP)
    townships = {area.code: area.name for area in found}
    kinds = [term.code for term in phrases.words(tx, ACTIVITY_KINDS)]
    return Statistics(
        days=days,
        tables=tables(drills, days),
        activities=activity_lines(store.activities(tx, (year - 1, year)), days, kinds),
        targets=targets.of_year_in(tx, year, drills, on=on),
        coverage=coverage(townships, drills, year),
        townships=townships,
    )
