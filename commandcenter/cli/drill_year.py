"""The year of drills as papers, workbooks and a calendar."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click

from commandcenter.cli.export import DAY, hand_out, out_option
from commandcenter.cli.running import county, database_option, lang_option, speaking
from commandcenter.database.engine import Database
from commandcenter.drills.model.statistics import Range, whole_year
from commandcenter.drills.service import calendars, year_exports
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_

_WORKBOOK = ".xlsx"
_LEFT_OUT = N_("Left out, because no day is set: {count}")

year_option = click.option(
    "--year", type=click.IntRange(2000, 2100), help="Of the annual plan; this year if left out."
)


@click.command("annual-plan")
@year_option
@out_option
@database_option
@lang_option
def annual_plan(year: int | None, out: Path, address: str, lang: str) -> None:
    """The annual plan (年度应急演练计划); a workbook if FILE ends in .xlsx."""

    def make(db: Database, at: datetime) -> tuple[bytes, str]:
        of = year or day_of(at).year
        if out.suffix.lower() == _WORKBOOK:
            data = year_exports.plan_workbook(db, of, at=at, language=lang, name=out.name)
        else:
            data = year_exports.annual_plan(db, of, at=at, language=lang)
        return data, str(of)

    _write(make, out, address, lang, paper="annual_plan")


@click.command("statistics")
@year_option
@click.option("--from", "first", type=DAY, help="First day; of the year if left out.")
@click.option("--to", "last", type=DAY, help="Last day; of the year if left out.")
@out_option
@database_option
@lang_option
def statistics(
    year: int | None, first: date | None, last: date | None, out: Path, address: str, lang: str
) -> None:
    """Drills, training and publicity, counted (统计); a workbook if FILE ends in .xlsx."""

    def make(db: Database, at: datetime) -> tuple[bytes, str]:
        whole = whole_year(year or (first or day_of(at)).year)
        days = Range(first=first or whole.first, last=last or whole.last)
        if out.suffix.lower() == _WORKBOOK:
            data = year_exports.statistics_workbook(db, days, at=at, language=lang, name=out.name)
        else:
            data = year_exports.statistics(db, days, at=at, language=lang)
        return data, f"{days.first}/{days.last}"

    _write(make, out, address, lang, paper="drill_statistics")


@click.command("calendar")
@year_option
@click.option("--with-unannounced", is_flag=True, help="Drills without notice as well.")
@out_option
@database_option
@lang_option
def calendar(year: int | None, with_unannounced: bool, out: Path, address: str, lang: str) -> None:
    """The drills of a year as a calendar (iCalendar) for other programs."""
    with speaking(lang) as terminal, county(address) as db:
        at = db.clock()
        made = calendars.export(
            db,
            (year or day_of(at).year,),
            at=at,
            language=lang,
            with_unannounced=with_unannounced,
        )
        hand_out(db, out, made.data, paper="drill_calendar", of=str(year or day_of(at).year))
        terminal.say(N_("Saved: {path}"), path=out)
        if made.undated:
            terminal.say(_LEFT_OUT, count=made.undated)


def _write(
    make: Callable[[Database, datetime], tuple[bytes, str]],
    out: Path,
    address: str,
    lang: str,
    *,
    paper: str,
) -> None:
    with speaking(lang) as terminal, county(address) as db:
        data, of = make(db, db.clock())
        hand_out(db, out, data, paper=paper, of=of)
        terminal.say(N_("Saved: {path}"), path=out)
