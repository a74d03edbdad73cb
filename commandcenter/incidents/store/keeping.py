"""Between the records that are edited in place and the rows of their tables."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import bulk, records
from commandcenter.database.schema import change, journal
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.incidents.model.command import (
    FieldPost,
    GroupCall,
    Participant,
    Role,
    SupplyRequest,
)
from commandcenter.incidents.model.evacuation import Evacuee, Moved, Shelter
from commandcenter.incidents.model.matrix import Cell, CellState
from commandcenter.incidents.model.response import Stage
from commandcenter.incidents.tables import response as tables
from commandcenter.kernel.errors import Conflict

Record = TypeVar("Record")

TABLES: dict[type, sa.Table] = {
    Cell: tables.stage_cell,
    GroupCall: tables.joint_group_call,
    FieldPost: tables.field_post,
    Participant: tables.participant,
    SupplyRequest: tables.supply_request,
    Shelter: tables.shelter,
    Evacuee: tables.evacuee,
}
_NAMES = {kind: tuple(one.name for one in fields(kind)) for kind in TABLES}
# What a column is turned into, by kind of record and name.
_READ: dict[type, dict[str, Callable[[Any], Any]]] = {
    Cell: {"stage": Stage, "state": CellState},
    Participant: {"role": Role},
    Evacuee: {"state": Moved},
}
# As many as both databases take in one list of values.
_AT_ONCE = 500


def values_of(record: Any) -> dict[str, Any]:
    """Return the columns of a record."""
    return {name: _column(getattr(record, name)) for name in _NAMES[type(record)]}


def _column(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def _record_of(kind: type[Record], row: sa.RowMapping) -> Record:
    values = {name: row[name] for name in _NAMES[kind]}
    for name, read in _READ.get(kind, {}).items():
        values[name] = read(values[name])
    return kind(**values)


def add_all(tx: WriteTx, new: Sequence[Any]) -> None:
    """Add records of one kind."""
    if new:
        bulk.insert_all(tx, TABLES[type(new[0])], list(map(values_of, new)))


def replace(tx: WriteTx, record: Any) -> None:
    """Change a record that carries the version that was seen.

    Raises:
        Conflict: It is not there or not as the officer saw it.
    """
    values = values_of(record)
    del values["id"], values["version"]
    records.replace(tx, TABLES[type(record)], record.id, values, seen_version=record.version)


def replace_alike(tx: WriteTx, changed: Sequence[Any], names: Iterable[str]) -> None:
    """Change the named columns of records of one kind, which get the same values in all rows.

    They were read in this transaction, so nobody can have changed them meanwhile.
    """
    table = TABLES[type(changed[0])]
    values = {name: _column(getattr(changed[0], name)) for name in names}
    ids = [one.id for one in changed]
    for start in range(0, len(ids), _AT_ONCE):
        some = table.c.id.in_(ids[start : start + _AT_ONCE])
        tx.execute(table.update().where(some).values(**values, version=table.c.version + 1))


def get(tx: Tx, kind: type[Record], record_id: UUID) -> Record:
    """Return a record that somebody saw.

    Raises:
        Conflict: It is gone.
    """
    found = find(tx, kind, record_id)
    if found is None:
        raise Conflict
    return found


def find(tx: Tx, kind: type[Record], record_id: UUID) -> Record | None:
    """Return a record, if it is there."""
    table = TABLES[kind]
    row = tx.execute(sa.select(table).where(table.c.id == record_id)).mappings().first()
    return None if row is None else _record_of(kind, row)


def with_ids(tx: Tx, kind: type[Record], ids: Sequence[UUID]) -> tuple[Record, ...]:
    """Return records in the order of their ids as given.

    Raises:
        Conflict: One of them is gone.
    """
    table = TABLES[kind]
    found: dict[UUID, Record] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = sa.select(table).where(table.c.id.in_(ids[start : start + _AT_ONCE]))
        found |= {row["id"]: _record_of(kind, row) for row in tx.execute(query).mappings()}
    if len(found) != len(set(ids)):
        raise Conflict
    return tuple(found[one] for one in dict.fromkeys(ids))


def where(tx: Tx, kind: type[Record], order: Sequence[str], **equal: Any) -> tuple[Record, ...]:
    """Return the records whose columns have these values, in the order of some columns."""
    table = TABLES[kind]
    query = sa.select(table).order_by(*(table.c[name] for name in order), table.c.id)
    for name, value in equal.items():
        query = query.where(table.c[name].is_not_distinct_from(_column(value)))
    return tuple(_record_of(kind, row) for row in tx.execute(query).mappings())


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


def everything(tx: Tx, kind: type[Record]) -> Iterator[Record]:
    """Give all records of a kind as they stand."""
    for row in tx.execute(sa.select(TABLES[kind])).mappings():
        yield _record_of(kind, row)


def changes_of(tx: Tx, part: str, record_id: UUID) -> list[tuple[datetime, dict[str, str]]]:
    """Return when a record was changed, and the new texts of its fields, oldest first."""
    query = (
        sa.select(change.c.seq, change.c.field, change.c.new, journal.c.received_at)
        .join(journal, journal.c.seq == change.c.seq)
        .where(change.c.part == part, change.c.record == record_id, change.c.act == "changed")
        .order_by(change.c.seq, change.c.position)
    )
    found: dict[int, tuple[datetime, dict[str, str]]] = {}
    for row in tx.execute(query):
        _, fields_ = found.setdefault(row.seq, (row.received_at, {}))
        fields_[row.field] = row.new
    return list(found.values())


@dataclass(slots=True, kw_only=True)
class Told:
    """What the history tells of one record.

    Attributes:
        subject: Whose history it belongs to.
        seq: Of the journal row that tells of it last.
        came: Digest of the record as it was added.
        fields: Newest text of each changed field.
        began: Text of each changed field before its first change.
        changed_in: Journal rows that changed it.
    """

    kind: str
    subject: UUID
    name: str
    seq: int
    came: str
    fields: dict[str, str] = field(default_factory=dict)
    began: dict[str, str] = field(default_factory=dict)
    changed_in: set[int] = field(default_factory=set)


def told(tx: Tx, part: str) -> dict[UUID, Told]:
    """Return what the history of a part adds up to, by record."""
    found: dict[UUID, Told] = {}
    query = sa.select(change).where(change.c.part == part).order_by(change.c.seq, change.c.position)
    for row in tx.execute(query):
        if row.act == "added":
            found[row.record] = Told(
                kind=row.kind, subject=row.subject, name=row.name, seq=row.seq, came=row.new
            )
            continue
        one = found[row.record]
        one.seq = row.seq
        one.fields[row.field] = row.new
        one.began.setdefault(row.field, row.old)
        one.changed_in.add(row.seq)
    return found
