"""The annual plan of drills (年度应急演练计划), with what speaks against it and how far it is."""

from collections.abc import Iterator, Sequence
from datetime import date

from commandcenter.documents.paper import Layout, Paper
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.drills.model.clash import CLASH_WORDS, Clash, Weight
from commandcenter.drills.model.code_words import (
    CONTENT_WORDS,
    FORM_WORDS,
    PURPOSE_WORDS,
    STATE_WORDS,
)
from commandcenter.drills.model.days_off import UNKNOWN
from commandcenter.drills.model.drill import Drill, State, Who
from commandcenter.drills.model.frequency import STANDING_WORDS, Due, Standing
from commandcenter.drills.model.statistics import Covered, Target
from commandcenter.drills.service.year import YearOfDrills
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground, number_or_nothing

_TITLE = N_("Plan of emergency drills {year}, {centre}")
_COUNTS = N_("Drills {drills}, people expected {people}, budget {yuan} yuan")
_MONTH = N_("Month {month}")
_NO_DAY = N_("No day yet")
_NO_DRILLS = N_("No drills are planned")
_NO_CLASHES = N_("Nothing speaks against the times of the drills")
_NO_PLANS = N_("No plans are in force")
_NO_TOWNSHIPS = N_("No townships are listed")
_NO_TARGETS = N_("No targets are set")
_UNSCRIPTED = N_("No script")
_UNANNOUNCED = N_("No notice")
_UNITS = (Who.ORGANISATION, Who.TEAM)
_WEIGHTS = {Weight.BLOCK: N_("Time has to change"), Weight.WARN: N_("Worth a look")}
_REACHED = N_("{reached} of {wanted} {unit}, {percent} %")
_COUNTED = N_("{reached} {unit}")
_PLAN_KINDS = "plan_kind"
_YEAR = len("2026-")  # stands in the title


def annual_plan(ground: Ground, year: YearOfDrills) -> bytes:
    """Return the annual plan of a year; cancelled drills stand in it as such.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    title = words(_TITLE).format(year=year.year, centre=ground.centre)
    paper = ground.begin(title, layout=Layout.WIDE)
    counted = [one for one in year.drills if one.state is not State.CANCELLED]
    facts = {
        "drills": len(counted),
        "people": sum(one.expected for one in counted),
        "yuan": sum(one.budget_yuan or 0 for one in counted),
    }
    paper.subtitle(words(_COUNTS).format(**facts))
    rows = (_row(ground, year, one) for one in year.drills)
    paper.table(_columns(ground), rows, empty=words(_NO_DRILLS), small=True)
    print_targets(ground, paper, year.targets)
    _print_clashes(ground, paper, year)
    _print_dues(ground, paper, year)
    print_coverage(ground, paper, year.coverage)
    return ground.finish(paper)


def _columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("No. in the plan")), width_mm=11, align="center"),
        Column(words(N_("Name of the drill")), width_mm=34),
        Column(words(N_("Drill subject")), width_mm=22),
        Column(words(N_("Scenario")), width_mm=26),
        Column(words(N_("Kind of drill")), width_mm=20),
        Column(words(N_("Plans it practises")), width_mm=28),
        Column(words(N_("Lead unit")), width_mm=21),
        Column(words(N_("Units that take part")), width_mm=27),
        Column(words(N_("Time of the drill")), width_mm=21, align="center"),
        Column(words(N_("Place")), width_mm=20),
        Column(words(N_("People expected")), width_mm=14, align="right"),
        Column(words(N_("Budget in yuan")), width_mm=15, align="right"),
        Column(words(N_("State")), width_mm=17, align="center"),
    ]


def _row(ground: Ground, year: YearOfDrills, one: Drill) -> tuple[Value, ...]:
    words = ground.words
    plans = (year.plans[key].title for key in year.plans_of.get(one.id, ()) if key in year.plans)
    units = (who.name for who in year.participants.get(one.id, ()) if who.who in _UNITS)
    return (
        str(one.number),
        Cell(one.title, struck=one.state is State.CANCELLED),
        one.subject,
        one.scenario,
        "\n".join(_kinds(ground, one)),
        "\n".join(plans),
        one.lead_org,
        ground.joined(dict.fromkeys(units)),
        _time(ground, one),
        ground.place(one.area_code, one.place),
        number_or_nothing(one.expected if one.headcount is None else one.headcount),
        "" if one.budget_yuan is None else str(one.budget_yuan),
        words(STATE_WORDS[one.state]),
    )


def _kinds(ground: Ground, one: Drill) -> Iterator[str]:
    words = ground.words
    yield words(CONTENT_WORDS[one.content])
    yield words(FORM_WORDS[one.form])
    yield words(PURPOSE_WORDS[one.purpose])
    if one.is_unscripted:
        yield words(_UNSCRIPTED)
    if one.is_unannounced:
        yield words(_UNANNOUNCED)


def _time(ground: Ground, one: Drill) -> str:
    at = one.began_at or one.begins_at
    if at is not None:
        return minute(at)[_YEAR:].replace(" ", "\n")
    if one.month:
        return ground.words(_MONTH).format(month=one.month)
    return ground.words(_NO_DAY)


def print_targets(ground: Ground, paper: Paper, targets: Sequence[Target]) -> None:
    """Print what a year has to reach and how far it is."""
    words = ground.words
    columns = [
        Column(words(N_("Target of the year")), width_mm=60),
        Column(words(N_("Reached")), width_mm=40),
        Column(words(N_("Basis")), width_mm=60),
    ]
    rows = ((_target(ground, one), _reached(ground, one), one.basis) for one in targets)
    paper.heading(words(N_("Targets of the year")))
    paper.table(columns, rows, empty=words(_NO_TARGETS))


def _target(ground: Ground, one: Target) -> str:
    return ground.word("activity_kind", one.kind) if one.kind else ground.words(one.title)


def _reached(ground: Ground, one: Target) -> str:
    facts = {"reached": one.reached, "unit": one.unit}
    if one.wanted is None:
        return ground.words(_COUNTED).format(**facts)
    return ground.words(_REACHED).format(wanted=one.wanted, percent=one.percent, **facts)


def _print_clashes(ground: Ground, paper: Paper, year: YearOfDrills) -> None:
    words = ground.words
    columns = [
        Column(words(N_("Time of the conflict")), width_mm=40, align="center"),
        Column(words(N_("Name of the drill")), width_mm=50),
        Column(words(N_("Conflict")), width_mm=30),
        Column(words(N_("What speaks against it")), width_mm=90),
        Column(words(N_("What to do")), width_mm=20, align="center"),
    ]
    paper.heading(words(N_("Conflicts")))
    if not year.index.year.days_off.is_known:
        paper.paragraph(words(UNKNOWN).format(year=year.year))
    rows = (_clash(ground, one) for one in year.clashes)
    paper.table(columns, rows, empty=words(_NO_CLASHES))


def _clash(ground: Ground, one: Clash) -> tuple[Value, ...]:
    words, weight = ground.words, words_of(one.weight)
    return (
        f"{minute(one.begins_at)}\n{minute(one.ends_at)}",
        one.title,
        words(CLASH_WORDS[one.kind]),
        one.said(words),
        Cell(words(weight), bold=one.weight is Weight.BLOCK),
    )


def words_of(weight: Weight) -> str:
    """Return the source text for what has to be done about a conflict."""
    return _WEIGHTS[weight]


def _print_dues(ground: Ground, paper: Paper, year: YearOfDrills) -> None:
    words = ground.words
    columns = [
        Column(words(N_("Emergency plan")), width_mm=60),
        Column(words(N_("Kind of plan")), width_mm=26),
        Column(words(N_("Unit of the plan")), width_mm=34),
        Column(words(N_("Last drilled")), width_mm=30, align="center"),
        Column(words(N_("Due on")), width_mm=30, align="center"),
        Column(words(N_("Planned for")), width_mm=30, align="center"),
        Column(words(N_("State")), width_mm=20, align="center"),
    ]
    paper.heading(words(N_("How often plans are drilled")))
    paper.table(columns, (_due(ground, year, one) for one in year.dues), empty=words(_NO_PLANS))


def _due(ground: Ground, year: YearOfDrills, one: Due) -> tuple[Value, ...]:
    standing = one.standing(year.on)
    return (
        one.plan.title,
        ground.word(_PLAN_KINDS, one.plan.kind),
        one.plan.org,
        ground.day(one.last_on),
        ground.day(one.due_on),
        ground.day(one.next_on),
        Cell(ground.words(STANDING_WORDS[standing]), bold=standing is Standing.OVERDUE),
    )


def print_coverage(ground: Ground, paper: Paper, coverage: Sequence[Covered]) -> None:
    """Print which townships had drills in the year, and which will."""
    words = ground.words
    columns = [
        Column(words(N_("Township")), width_mm=40),
        Column(words(N_("Held on")), width_mm=60),
        Column(words(N_("Planned for")), width_mm=60),
    ]
    rows = (
        (
            Cell(one.name, bold=not one.is_covered),
            ground.joined(map(_short, one.held_on)),
            ground.joined([*map(_short, one.planned_on), *_months(ground, one)]),
        )
        for one in coverage
    )
    paper.heading(words(N_("Townships covered")))
    paper.table(columns, rows, empty=words(_NO_TOWNSHIPS))


def _short(day: date) -> str:
    return day.isoformat()[_YEAR:]


def _months(ground: Ground, one: Covered) -> list[str]:
    return [ground.words(_MONTH).format(month=month) for month in one.planned_months]
