"""The roster of rescue teams (应急救援队伍名册)."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from commandcenter.documents.paper import Layout
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.kernel.words import N_
from commandcenter.teams.model.strength import RosterQuery, Total, totals
from commandcenter.teams.model.team import EMPLOYMENT_WORDS, Line
from commandcenter.teams.papers.ground import Ground

_TITLE = N_("Roster of rescue teams of {centre}")
_SELECTED = N_("Selected: {what}")
_TOTALS = N_("Totals")
_SUM = N_("Sum")
_NO_TEAMS = N_("There are no teams")
_DUTY_PHONE = N_("Duty {phone}")
_MUSTER = N_("Musters in {minutes} min")
_VEHICLES = N_("Vehicles {count}")
_PIECES = N_("Equipment {count}")
_COUNT = N_("{what} {count}")


def roster(ground: Ground, lines: Sequence[Line], query: RosterQuery | None = None) -> bytes:
    """Return the roster by category, with totals that are counted here.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words, order = ground.words, ground.dictionaries.codes("team_category")
    paper = ground.begin(words(_TITLE).format(centre=ground.centre), layout=Layout.WIDE)
    if chosen := _chosen(ground, query or RosterQuery()):
        paper.subtitle(words(_SELECTED).format(what=chosen))
    counted = [total for total in totals(lines, order) if total.teams]
    paper.heading(words(_TOTALS))
    paper.table(total_columns(ground), total_rows(ground, counted), empty=words(_NO_TEAMS))
    codes = [total.category for total in counted]
    by_category = sorted(lines, key=lambda line: codes.index(line.team.category))
    for category, group in groupby(by_category, key=lambda line: line.team.category):
        paper.heading(ground.word("team_category", category))
        rows = (_row(ground, line) for line in group)
        paper.table(_columns(ground), rows, empty=words(_NO_TEAMS), small=True)
    return ground.finish(paper)


def _chosen(ground: Ground, query: RosterQuery) -> str:
    return ground.joined(
        (
            ground.word("team_category", query.category),
            ground.word("hazard_kind", query.hazard),
            ground.word("team_skill", query.skill),
            ground.area(query.area_code),
            query.containing.strip(),
        )
    )


def total_columns(ground: Ground) -> list[Column]:
    """Return the columns of a table of totals: teams are counted in 支, firms in 家."""
    words = ground.words
    return [
        Column(words(N_("Category of teams")), width_mm=60),
        Column(words(N_("Number of teams")), width_mm=30, align="right"),
        Column(words(N_("Number of firms")), width_mm=30, align="right"),
        Column(words(N_("Number of people")), width_mm=30, align="right"),
    ]


def total_rows(ground: Ground, counted: Sequence[Total]) -> Iterator[tuple[Value, ...]]:
    """Return a row for each category and the sum of all."""
    for total in counted:
        teams, firms = (0, total.teams) if total.are_firms else (total.teams, 0)
        name = ground.word("team_category", total.category)
        yield name, str(teams or ""), str(firms or ""), str(total.people)
    if counted:
        teams = sum(total.teams for total in counted if not total.are_firms)
        firms = sum(total.teams for total in counted if total.are_firms)
        people = sum(total.people for total in counted)
        yield tuple(
            Cell(text, bold=True)
            for text in (ground.words(_SUM), str(teams), str(firms), str(people))
        )


def _columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Team number")), width_mm=20, align="center"),
        Column(words(N_("Team")), width_mm=46),
        Column(words(N_("Leaders and phones")), width_mm=44),
        Column(words(N_("Number of people")), width_mm=23),
        Column(words(N_("Skills and hazards")), width_mm=42),
        Column(words(N_("Base")), width_mm=34),
        Column(words(N_("Means")), width_mm=22),
    ]


def _row(ground: Ground, line: Line) -> tuple[Value, ...]:
    team, words, said = line.team, ground.words, ground.dictionaries
    duty = words(_DUTY_PHONE).format(phone=team.duty_phone) if team.duty_phone else ""
    skills = said.in_order("team_skill", team.skills - {team.primary_skill})
    first = ground.word("team_skill", team.primary_skill)
    return (
        team.number,
        _stacked(team.name, team.owner),
        "\n".join(filter(None, (*leaders(line), duty))),
        _stacked(str(line.headcount), people(ground, line)),
        _stacked(
            ground.joined((first, *skills)),
            ground.joined(said.in_order("hazard_kind", team.hazards)),
        ),
        _stacked(ground.place(team.area_code, team.address), _muster(ground, line)),
        "\n".join(_means(ground, line)),
    )


def leaders(line: Line) -> list[str]:
    """Return the leader and the deputy of a team with their phones."""
    team = line.team
    pairs = ((team.leader, team.leader_phone), (team.deputy, team.deputy_phone))
    return [f"{name} {phone}".strip() for name, phone in pairs if name or phone]


def people(ground: Ground, line: Line) -> str:
    """Return how the people of a team belong to it, if they do so in more than one way."""
    counts = [(how, line.people.get(how, 0)) for how in EMPLOYMENT_WORDS]
    return "\n".join(
        ground.words(_COUNT).format(what=ground.words(EMPLOYMENT_WORDS[how]), count=count)
        for how, count in counts
        if count
    )


def _muster(ground: Ground, line: Line) -> str:
    minutes = line.team.muster_minutes
    return ground.words(_MUSTER).format(minutes=minutes) if minutes else ""


def _means(ground: Ground, line: Line) -> Iterator[str]:
    if line.vehicles:
        yield ground.words(_VEHICLES).format(count=line.vehicles)
    if line.pieces:
        yield ground.words(_PIECES).format(count=line.pieces)


def _stacked(text: str, *remarks: str) -> list[str | Cell]:
    return [text, *(Cell(remark, quiet=True) for remark in remarks if remark)]
