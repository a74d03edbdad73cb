"""Between the records of the roster and the rows of their tables."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import bulk, records
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import initials
from commandcenter.kernel.errors import Conflict
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
# Asked for once, not for each of many thousand records.
_NAMES = {kind: tuple(one.name for one in fields(kind)) for kind in TABLES}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a column is turned into, by kind of record and name.
_READ: dict[type, dict[str, Callable[[Any], Any]]] = {
    Team: {"skills": _words, "hazards": _words},
    Member: {"employment": Employment},
    Store: {"kind": StoreKind},
}


def values_of(record: Any) -> dict[str, Any]:
    """Return the columns of a record."""
    values = {name: _column(getattr(record, name)) for name in _NAMES[type(record)]}
    return values | {"initials": initials(record.name)} if type(record) is Team else values


def _column(value: Any) -> Any:
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    return value.value if isinstance(value, StrEnum) else value


def record_of(kind: type[Record], row: sa.RowMapping) -> Record:
    """Return the record of a row."""
    values = {name: row[name] for name in _NAMES[kind]}
    for name, read in _READ.get(kind, {}).items():
        values[name] = read(values[name])
    return kind(**values)


def add(tx: WriteTx, record: Any) -> None:
    """Add a record."""
    records.add_all(tx, TABLES[type(record)], [values_of(record)])


# Rows of many records by table; made before a transaction, which it would keep waiting.
Ready: TypeAlias = dict[sa.Table, list[dict[str, Any]]]


def ready(many: Iterable[Any]) -> Ready:
    """Return records of any kinds as rows; those they belong to stand before them."""
    found: Ready = {}
    for record in many:
        found.setdefault(TABLES[type(record)], []).append(values_of(record))
    return found


def add_all(tx: WriteTx, new: Ready) -> None:
    """Add many records."""
    for table, values in new.items():
        bulk.insert_all(tx, table, values)


def put_all(tx: WriteTx, changed: Ready) -> None:
    """Put many records in the place of those with the same id."""
    for table, values in changed.items():
        bulk.put_all(tx, table, values)


def replace(tx: WriteTx, record: Any) -> None:
    """Change a record that carries the version that was seen.

    Raises:
        Conflict: It is not there or not as the officer saw it.
    """
    values = values_of(record)
    del values["id"], values["version"]
    table = TABLES[type(record)]
    records.replace(tx, table, record.id, values, seen_version=record.version)


def remove(tx: WriteTx, record: Any) -> None:
    """Take a record out that carries the version that was seen.

    Raises:
        Conflict: It is not there or not as the officer saw it.
    """
    records.remove(tx, TABLES[type(record)], record.id, seen_version=record.version)


def find(tx: Tx, kind: type[Record], record_id: UUID) -> Record:
    """Return a record that somebody saw.

    Raises:
        Conflict: It is gone.
    """
    table = TABLES[kind]
    row = tx.execute(sa.select(table).where(table.c.id == record_id)).mappings().first()
    if row is None:
        raise Conflict
    return record_of(kind, row)
