"""Between the records of the roster and the rows of their tables."""

from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa

from commandcenter.directory.model import initials
from commandcenter.teams.model.readiness import Muster
from commandcenter.teams.model.supplies import Item, Preposition, Store, StoreKind
from commandcenter.teams.model.team import (
    Agreement,
    Assessment,
    Employment,
    Equipment,
    Member,
    Team,
    Vehicle,
)
from commandcenter.teams.tables import roster as tables

Record = TypeVar("Record")

TABLES: dict[type, sa.Table] = {
    Team: tables.team,
    Member: tables.team_member,
    Equipment: tables.team_equipment,
    Vehicle: tables.team_vehicle,
    Assessment: tables.team_assessment,
    Agreement: tables.team_agreement,
    Muster: tables.team_muster,
    Store: tables.supply_store,
    Item: tables.supply_item,
    Preposition: tables.preposition,
}
_READ: dict[tuple[type, str], Any] = {
    (Team, "skills"): lambda text: frozenset(text.split()),
    (Team, "hazards"): lambda text: frozenset(text.split()),
    (Member, "employment"): Employment,
    (Store, "kind"): StoreKind,
}


def values_of(record: Any) -> dict[str, Any]:
    """Return the columns of a record."""
    values = {one.name: _column(getattr(record, one.name)) for one in fields(record)}
    return values | {"initials": initials(record.name)} if type(record) is Team else values


def _column(value: Any) -> Any:
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    return value.value if isinstance(value, StrEnum) else value


def record_of(kind: type[Record], row: sa.RowMapping) -> Record:
    """Return the record of a row."""
    values = {name: row[name] for name in _names(kind)}
    for (owner, name), read in _READ.items():
        if owner is kind:
            values[name] = read(values[name])
    return kind(**values)


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
