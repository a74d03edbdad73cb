"""The year as a workbook: the annual plan, statistics, training and publicity."""

from collections.abc import Callable, Iterator, Mapping

from commandcenter.documents.sheets.fields import CellValue
from commandcenter.documents.sheets.writing import Column, NewSheet
from commandcenter.drills.model.code_words import (
    CONTENT_WORDS,
    FORM_WORDS,
    PURPOSE_WORDS,
    STATE_WORDS,
    TIER_WORDS,
)
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.naming import Word, name_of
from commandcenter.drills.model.statistics import BY_WORDS, Count, Covered, Line, Table, Tally
from commandcenter.drills.service.statistics import Statistics
from commandcenter.drills.service.year import YearOfDrills
from commandcenter.kernel.words import N_, Translate

_Show = Callable[[Drill], CellValue]
_NARROW, _WIDE = 10, 28
_MONTH = N_("Month {month}")


def annual_plan(year: YearOfDrills, *, words: Translate, word: Word) -> tuple[NewSheet, ...]:
    """Return the annual plan of a year as a sheet, one line for each drill."""
    shown = list(_shown(year, words, word))
    columns = [Column(heading=words(title), width=width) for title, width, _ in shown]
    rows = ([show(one) for _, _, show in shown] for one in year.drills)
    return (NewSheet(name=words(N_("Annual plan")), columns=columns, rows=rows),)


def _shown(year: YearOfDrills, words: Translate, word: Word) -> Iterator[tuple[str, int, _Show]]:
    yield N_("No. in the plan"), _NARROW, lambda one: one.number
    yield N_("Name of the drill"), _WIDE, lambda one: one.title
    yield N_("Drill subject"), _WIDE, lambda one: one.subject
    yield N_("Scenario"), _WIDE, lambda one: one.scenario
    yield N_("Content of the drill"), _NARROW, lambda one: words(CONTENT_WORDS[one.content])
    yield N_("Form of the drill"), _NARROW, lambda one: words(FORM_WORDS[one.form])
    yield N_("Purpose"), _NARROW, lambda one: words(PURPOSE_WORDS[one.purpose])
    yield N_("Theme"), _NARROW, lambda one: word("drill_theme", one.theme)
    yield N_("Hazard"), _NARROW, lambda one: word("hazard_kind", one.hazard)
    yield N_("Level of the unit"), _NARROW, lambda one: words(TIER_WORDS[one.tier])
    yield N_("Plans it practises"), _WIDE, lambda one: _plans(year, one)
    yield N_("Lead unit"), _WIDE, lambda one: one.lead_org
    yield N_("Units that take part"), _WIDE, lambda one: _units(year, one)
    yield N_("Month of the year"), _NARROW, lambda one: one.month or None
    yield N_("Begins"), 18, lambda one: one.began_at or one.begins_at
    yield N_("Ends"), 18, lambda one: one.ended_at or one.ends_at
    yield N_("Area"), _NARROW, lambda one: year.areas.get(one.area_code, one.area_code)
    yield N_("Place"), _WIDE, lambda one: one.place
    yield N_("People expected"), _NARROW, lambda one: one.expected
    yield N_("People who took part"), _NARROW, lambda one: one.headcount
    yield N_("Budget in yuan"), _NARROW, lambda one: one.budget_yuan
    yield N_("State"), _NARROW, lambda one: words(STATE_WORDS[one.state])


def _plans(year: YearOfDrills, one: Drill) -> str:
    keys = year.plans_of.get(one.id, ())
    return "；".join(year.plans[key].title for key in keys if key in year.plans)


def _units(year: YearOfDrills, one: Drill) -> str:
    return "；".join(dict.fromkeys(who.name for who in year.participants.get(one.id, ())))


def statistics(found: Statistics, *, words: Translate, word: Word) -> tuple[NewSheet, ...]:
    """Return every table of the statistics as a sheet of its own."""
    return (
        *(_table(table, found.townships, words, word) for table in found.tables),
        _activities(found, words, word),
        _coverage(found, words),
    )


def _table(table: Table, townships: Mapping[str, str], words: Translate, word: Word) -> NewSheet:
    title = words(BY_WORDS[table.by])
    headings = (
        N_("Drills held"),
        N_("People who took part"),
        N_("Drills a year before"),
        N_("People a year before"),
    )
    rows: list[list[CellValue]] = [
        [name_of(table.by, line.code, words=words, word=word, areas=townships), *_figures(line)]
        for line in table.lines
    ]
    rows.append([words(N_("Sum")), *_figures(table.total)])
    columns = [Column(heading=title, width=_WIDE), *_columns(headings, words)]
    return NewSheet(name=title, columns=columns, rows=rows)


def _columns(headings: tuple[str, ...], words: Translate) -> list[Column]:
    return [Column(heading=words(heading), width=14) for heading in headings]


def _figures(line: Line) -> list[CellValue]:
    counts: tuple[Count, Count] = (line.now, line.before)
    return [figure for one in counts for figure in (one.times, one.people)]


def _activities(found: Statistics, words: Translate, word: Word) -> NewSheet:
    title = words(N_("Training and publicity"))
    headings = (
        N_("Times held"),
        N_("People reached"),
        N_("Amount"),
        N_("Times a year before"),
        N_("People reached a year before"),
        N_("Amount a year before"),
    )
    rows: list[list[CellValue]] = [
        [word("activity_kind", one.kind), *_tally(one.now), *_tally(one.before)]
        for one in found.activities
    ]
    columns = [Column(heading=title, width=_WIDE), *_columns(headings, words)]
    return NewSheet(name=title, columns=columns, rows=rows)


def _tally(one: Tally) -> list[CellValue]:
    return [one.times, one.headcount, one.amount]


def _coverage(found: Statistics, words: Translate) -> NewSheet:
    title = words(N_("Townships covered"))
    columns = [
        Column(heading=words(N_("Township")), width=_WIDE),
        Column(heading=words(N_("Held on")), width=_WIDE),
        Column(heading=words(N_("Planned for")), width=_WIDE),
    ]
    rows: list[list[CellValue]] = [
        [one.name, "；".join(map(str, one.held_on)), _planned(one, words)] for one in found.coverage
    ]
    return NewSheet(name=title, columns=columns, rows=rows)


def _planned(one: Covered, words: Translate) -> str:
    months = (words(_MONTH).format(month=month) for month in one.planned_months)
    return "；".join((*map(str, one.planned_on), *months))
