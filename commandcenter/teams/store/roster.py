"""SQL of the roster: teams, and what belongs to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx
from commandcenter.kernel.text import admit, fold
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.model.team import (
    Agreement,
    Assessment,
    Card,
    Employment,
    Equipment,
    Line,
    Member,
    Team,
    Vehicle,
)
from commandcenter.teams.store import rows
from commandcenter.teams.store.rows import TABLES, record_of
from commandcenter.teams.tables.roster import (
    team,
    team_agreement,
    team_assessment,
    team_equipment,
    team_member,
    team_vehicle,
)

AnyPart = TypeVar("AnyPart", Member, Equipment, Vehicle, Assessment, Agreement)

# Whatever has a last day, by team.
_LAST_DAYS = (
    team_member,
    team_equipment,
    team_vehicle,
    team_assessment,
    team_agreement,
)

_SEARCHED = ("number", "name", "short_name", "initials", "leader", "owner", "address")
_SEARCHED_PHONES = ("leader_phone", "duty_phone")


def get(tx: Tx, team_id: UUID) -> Team:
    """Return a team that somebody saw.

    Raises:
        Conflict: It is not there.
    """
    return rows.find(tx, Team, team_id)


def with_number(tx: Tx, number: str) -> Team | None:
    """Return the team with this number."""
    row = tx.execute(sa.select(team).where(team.c.number == number)).mappings().first()
    return None if row is None else record_of(Team, row)


def teams(
    tx: Tx, query: RosterQuery | None = None, *, with_phones: bool = True
) -> tuple[Team, ...]:
    """Return the teams that are wanted, by number; without a query all that are in use.

    Args:
        with_phones: Whether a text is also looked for in phone numbers.
    """
    query = query or RosterQuery()
    wanted = sa.select(team).where(*_conditions(query)).order_by(team.c.number)
    # Databases do not agree on which letters are alike, and full-width ones are to be.
    text = fold(admit(query.containing)[0]).strip()
    searched = _SEARCHED + (_SEARCHED_PHONES if with_phones else ())
    found = [
        one
        for row in tx.execute(wanted).mappings()
        if (not text or any(text in fold(row[name]) for name in searched))
        and _has(one := record_of(Team, row), query)
    ]
    return tuple(found)


def _has(one: Team, query: RosterQuery) -> bool:
    return (not query.hazard or query.hazard in one.hazards) and (
        not query.skill or query.skill in one.all_skills
    )


def _conditions(query: RosterQuery) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if not query.with_retired:
        conditions.append(team.c.is_retired.is_(sa.false()))
    if query.category:
        conditions.append(team.c.category == query.category)
    if query.area_code:
        conditions.append(team.c.area_code.startswith(query.area_code, autoescape=True))
    return conditions


def parts(
    tx: Tx, kind: type[AnyPart], team_ids: Collection[UUID] | None = None
) -> dict[UUID, list[AnyPart]]:
    """Return the parts of one kind by team, in the order they were added."""
    table = TABLES[kind]
    query = sa.select(table).order_by(table.c.id)
    if team_ids is not None:
        query = query.where(table.c.team_id.in_(team_ids))
    found: dict[UUID, list[AnyPart]] = defaultdict(list)
    for row in tx.execute(query).mappings():
        found[row["team_id"]].append(record_of(kind, row))
    return found


def card(tx: Tx, team_id: UUID) -> Card:
    """Return everything about a team.

    Raises:
        Conflict: It is not there.
    """
    return _cards(tx, (get(tx, team_id),), (team_id,))[0]


def cards(tx: Tx, query: RosterQuery | None = None) -> tuple[Card, ...]:
    """Return everything about the teams that are wanted, by number."""
    return _cards(tx, teams(tx, query), None)


def numbered(tx: Tx, numbers: Collection[str]) -> dict[str, Card]:
    """Return everything about the teams with these numbers, in use or not, by number."""
    query = sa.select(team).where(team.c.number.in_(numbers))
    found = [record_of(Team, row) for row in tx.execute(query).mappings()]
    return {one.team.number: one for one in _cards(tx, found, [team.id for team in found])}


def _cards(tx: Tx, of: Iterable[Team], team_ids: Collection[UUID] | None) -> tuple[Card, ...]:
    members = parts(tx, Member, team_ids)
    equipment = parts(tx, Equipment, team_ids)
    vehicles = parts(tx, Vehicle, team_ids)
    assessments = parts(tx, Assessment, team_ids)
    agreements = parts(tx, Agreement, team_ids)
    return tuple(
        Card(
            team=one,
            members=tuple(members.get(one.id, ())),
            equipment=tuple(equipment.get(one.id, ())),
            vehicles=tuple(vehicles.get(one.id, ())),
            assessments=tuple(assessments.get(one.id, ())),
            agreements=tuple(agreements.get(one.id, ())),
        )
        for one in of
    )


def lines(
    tx: Tx, query: RosterQuery | None = None, *, with_phones: bool = True
) -> tuple[Line, ...]:
    """Return the teams that are wanted with what they count, by number."""
    people = _people(tx)
    vehicles = _sums(tx, team_vehicle, sa.func.count())
    pieces = _sums(tx, team_equipment, sa.func.sum(team_equipment.c.quantity))
    last_days = _last_days(tx)
    return tuple(
        Line(
            team=one,
            people=people.get(one.id, {}),
            vehicles=vehicles.get(one.id, 0),
            pieces=pieces.get(one.id, 0),
            next_expiry=min(
                (day for day in (last_days.get(one.id), one.insured_to) if day), default=None
            ),
        )
        for one in teams(tx, query, with_phones=with_phones)
    )


def _people(tx: Tx) -> Mapping[UUID, Mapping[Employment, int]]:
    of, how = team_member.c.team_id, team_member.c.employment
    query = sa.select(of, how, sa.func.count().label("n")).group_by(of, how)
    found: dict[UUID, dict[Employment, int]] = defaultdict(dict)
    for row in tx.execute(query):
        found[row.team_id][Employment(row.employment)] = row.n
    return found


def _sums(tx: Tx, table: sa.Table, what: sa.ColumnElement[Any]) -> dict[UUID, int]:
    query = sa.select(table.c.team_id, what.label("n")).group_by(table.c.team_id)
    return {row.team_id: int(row.n) for row in tx.execute(query)}


def _last_days(tx: Tx) -> dict[UUID, date]:
    found: dict[UUID, date] = {}
    for table in _LAST_DAYS:
        last = sa.func.min(table.c.valid_to).label("day")
        query = sa.select(table.c.team_id, last).where(table.c.valid_to.is_not(None))
        for row in tx.execute(query.group_by(table.c.team_id)):
            found[row.team_id] = min(row.day, found.get(row.team_id, row.day))
    return found
