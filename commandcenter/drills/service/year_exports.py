"""Taking the year out of the program: the annual plan and statistics as papers and workbooks.

Each paper reads everything in one transaction and prints the head of the newest journal row
of what it depends on.
"""

from collections.abc import Callable
from datetime import datetime

from commandcenter.database import history
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.documents.sheets import writing
from commandcenter.drills import year_sheets
from commandcenter.drills.model.statistics import Range
from commandcenter.drills.papers import annual_plan as plan_paper
from commandcenter.drills.papers import statistics as statistics_paper
from commandcenter.drills.service import paper_ground, targets
from commandcenter.drills.service import statistics as counting
from commandcenter.drills.service import year as reading
from commandcenter.drills.service.paper_ground import How
from commandcenter.drills.store.keeping import KEEPER
from commandcenter.duty.papers import Running
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import translation
from commandcenter.teams.papers.ground import Ground

_DICTIONARIES = ("plan_kind", "activity_kind", "drill_theme", "hazard_kind")


def annual_plan(
    db: Database, year: int, *, at: datetime, language: str, running: Running | None = None
) -> bytes:
    """Return the annual plan of a year, with conflicts, frequencies and coverage.

    Raises:
        Cancelled: The officer no longer wants it.
        NoSuchRule, BadValue: The county lacks a rule row of the year.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        found = reading.read_in(tx, year, at=at)
        ground = ground_in(tx, at=at, language=language, running=running)
    return plan_paper.annual_plan(ground, found)


def statistics(
    db: Database, days: Range, *, at: datetime, language: str, running: Running | None = None
) -> bytes:
    """Return the statistics of a range of days.

    Raises:
        Cancelled: The officer no longer wants it.
        RangeOverYears: The range has to be put right.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        found = counting.read_in(tx, days, on=day_of(at))
        ground = ground_in(tx, at=at, language=language, running=running)
    return statistics_paper.statistics(ground, found)


def plan_workbook(
    db: Database,
    year: int,
    *,
    at: datetime,
    language: str,
    name: str,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """Return the annual plan of a year as the bytes of an .xlsx file.

    Raises:
        CellTooLong: A text is longer than Excel allows.
        Cancelled: The officer no longer wants it.
        NoSuchRule, BadValue: The county lacks a rule row of the year.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        found = reading.read_in(tx, year, at=at)
        word = paper_ground.dictionaries_in(tx, _DICTIONARIES, language).word
    sheets = year_sheets.annual_plan(found, words=translation(language), word=word)
    return writing.workbook(sheets, name=name, cancelled=cancelled)


def statistics_workbook(
    db: Database,
    days: Range,
    *,
    at: datetime,
    language: str,
    name: str,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """Return the statistics of a range of days as the bytes of an .xlsx file.

    Raises:
        RangeOverYears: The range has to be put right.
        Cancelled: The officer no longer wants it.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        found = counting.read_in(tx, days, on=day_of(at))
        word = paper_ground.dictionaries_in(tx, _DICTIONARIES, language).word
    sheets = year_sheets.statistics(found, words=translation(language), word=word)
    return writing.workbook(sheets, name=name, cancelled=cancelled)


def ground_in(tx: Tx, *, at: datetime, language: str, running: Running | None) -> Ground:
    """Return what the papers of the year stand on."""
    codes = (*reading.RULES, *targets.codes_in(tx))
    newest = paper_ground.newest_in(tx, [history.newest(tx, KEEPER.part)], codes)
    how = How(at=at, language=language, running=running)
    return paper_ground.ground_in(tx, newest, how, dictionaries=_DICTIONARIES)
