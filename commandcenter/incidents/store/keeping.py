"""The records of responses, evacuation and command that are edited in place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.kept import Keeper, Kind
from commandcenter.database.kept_rows import Rows
from commandcenter.database.tx import Tx
from commandcenter.incidents.model.command import (
    FieldPost,
    GroupCall,
    Participant,
    SupplyRequest,
)
from commandcenter.incidents.model.evacuation import PERSONAL, Evacuee, Moved, Shelter
from commandcenter.incidents.model.matrix import Cell
from commandcenter.incidents.tables import response as tables

ROWS = Rows(
    {
        Cell: tables.stage_cell,
        GroupCall: tables.joint_group_call,
        FieldPost: tables.field_post,
        Participant: tables.participant,
        SupplyRequest: tables.supply_request,
        Shelter: tables.shelter,
        Evacuee: tables.evacuee,
    }
)
KEEPER = Keeper(
    "response",
    {
        Cell: Kind(code="cell", subject="response_id", name="measure"),
        GroupCall: Kind(code="group", subject="response_id", name="code"),
        FieldPost: Kind(code="field_post", subject="about", name="name"),
        Participant: Kind(code="participant", subject="about", name="organisation"),
        SupplyRequest: Kind(code="supplies", subject="about", name="item"),
        Shelter: Kind(code="shelter", subject="id", name="name"),
        Evacuee: Kind(
            code="evacuee",
            subject="about",
            name="number",
            # Destinations of people are homes of their relatives as well.
            secret=frozenset({*PERSONAL, "destination"}),
        ),
    },
    ROWS,
)


def people_of(tx: Tx, abouts: Collection[UUID]) -> list[tuple[str, Moved, int]]:
    """Return how many people of some lists are where: area, state, number of people."""
    table = tables.evacuee
    query = (
        sa.select(table.c.area_code, table.c.state, sa.func.sum(table.c.people).label("people"))
        .where(table.c.about.in_(abouts), table.c.is_struck.is_(False))
        .group_by(table.c.area_code, table.c.state)
    )
    rows = tx.execute(query).mappings()
    return [(row["area_code"], Moved(row["state"]), int(row["people"])) for row in rows]


# Who is on the list and neither in safety nor known to be away.
_ON_THE_WAY = (Moved.DUE, Moved.NOTIFIED, Moved.MOVING, Moved.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Rows of one list that are not in safety.

    Attributes:
        at: The newest moment that was noted of any of them.
        number: Of the row, if it is one.
    """

    about: UUID
    area_code: str
    at: datetime
    number: str = ""


def missing(tx: Tx) -> tuple[Standing, ...]:
    """Return every row whose people could not be reached."""
    table = tables.evacuee
    query = sa.select(table.c.about, table.c.area_code, table.c.at, table.c.number).where(
        table.c.state == Moved.UNREACHED.value, table.c.is_struck.is_(False)
    )
    return tuple(Standing(**row) for row in tx.execute(query).mappings())


def not_moved(tx: Tx, before: datetime) -> tuple[Standing, ...]:
    """Return in which villages people are in the same state since before a moment."""
    table = tables.evacuee
    newest = sa.func.max(table.c.at, type_=table.c.at.type).label("at")
    query = (
        sa.select(table.c.about, table.c.area_code, newest)
        .where(
            table.c.state.in_([state.value for state in _ON_THE_WAY]),
            table.c.is_struck.is_(False),
            table.c.at <= before,
        )
        .group_by(table.c.about, table.c.area_code)
    )
    return tuple(Standing(**row) for row in tx.execute(query).mappings())
