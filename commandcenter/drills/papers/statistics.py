"""Statistics of drills, training and publicity (应急演练统计表)."""

from collections.abc import Iterator

from commandcenter.documents.paper import Paper
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.drills.model.naming import name_of
from commandcenter.drills.model.statistics import BY_WORDS, Count, Line, Table, Tally
from commandcenter.drills.papers.annual_plan import print_coverage, print_targets
from commandcenter.drills.service.statistics import Statistics
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_TITLE = N_("Drills held, {centre}")
_DAYS = N_("{first} to {last}, held against the same days of the year before")
_NOTHING = N_("No drills were held")
_NO_ACTIVITIES = N_("No training or publicity was noted")
ACTIVITY_KINDS = "activity_kind"


def statistics(ground: Ground, found: Statistics) -> bytes:
    """Return every table of a range of days; only drills that were held are counted.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    paper = ground.begin(words(_TITLE).format(centre=ground.centre))
    days = {"first": ground.day(found.days.first), "last": ground.day(found.days.last)}
    paper.subtitle(words(_DAYS).format(**days))
    print_targets(ground, paper, found.targets)
    for table in found.tables:
        _print_table(ground, paper, table, found)
    print_coverage(ground, paper, found.coverage)
    _print_activities(ground, paper, found)
    return ground.finish(paper)


def _print_table(ground: Ground, paper: Paper, table: Table, found: Statistics) -> None:
    words = ground.words
    columns = [
        Column(words(BY_WORDS[table.by]), width_mm=54),
        Column(words(N_("Drills held")), width_mm=24, align="right"),
        Column(words(N_("People who took part")), width_mm=24, align="right"),
        Column(words(N_("Drills a year before")), width_mm=27, align="right"),
        Column(words(N_("People a year before")), width_mm=27, align="right"),
    ]
    paper.heading(words(BY_WORDS[table.by]))
    paper.table(columns, _rows(ground, table, found), empty=words(_NOTHING))


def _rows(ground: Ground, table: Table, found: Statistics) -> Iterator[tuple[Value, ...]]:
    for line in table.lines:
        name = name_of(
            table.by, line.code, words=ground.words, word=ground.word, areas=found.townships
        )
        yield name, *_figures(line)
    if table.lines:
        total = (Cell(one, bold=True) for one in _figures(table.total))
        yield Cell(ground.words(N_("Sum")), bold=True), *total


def _figures(line: Line) -> tuple[str, ...]:
    return (*_counts(line.now), *_counts(line.before))


def _counts(count: Count) -> tuple[str, str]:
    return str(count.times), str(count.people)


def _print_activities(ground: Ground, paper: Paper, found: Statistics) -> None:
    words = ground.words
    columns = [
        Column(words(N_("Training and publicity")), width_mm=46),
        Column(words(N_("Times held")), width_mm=17, align="right"),
        Column(words(N_("People reached")), width_mm=19, align="right"),
        Column(words(N_("Amount")), width_mm=17, align="right"),
        Column(words(N_("Times a year before")), width_mm=19, align="right"),
        Column(words(N_("People reached a year before")), width_mm=19, align="right"),
        Column(words(N_("Amount a year before")), width_mm=19, align="right"),
    ]
    rows = (
        (ground.word(ACTIVITY_KINDS, one.kind), *_tally(one.now), *_tally(one.before))
        for one in found.activities
        if one.now != Tally() or one.before != Tally()
    )
    paper.heading(words(N_("Training and publicity")))
    paper.table(columns, rows, empty=words(_NO_ACTIVITIES))


def _tally(one: Tally) -> tuple[str, ...]:
    return str(one.times), str(one.headcount), str(one.amount)
