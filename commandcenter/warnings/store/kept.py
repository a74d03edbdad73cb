"""Records of one table each: added, replaced, found; the journal tells of every column."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import reckoned, records
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.warnings import tables
from commandcenter.warnings.model.calls import Attempt, Call, CallState, Outcome, Stage
from commandcenter.warnings.model.feeds import Feed, FeedKind
from commandcenter.warnings.model.passing import (
    Hotspot,
    HotspotResult,
    HotspotState,
    Notice,
    Refusal,
)

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Where records of a kind are kept.

    Attributes:
        words: Fields whose text is a code.
    """

    table: sa.Table
    words: Mapping[str, type[StrEnum]] = field(default_factory=dict)


_KEPT: dict[type, _Kept] = {
    Call: _Kept(table=tables.warning_call, words={"state": CallState, "stage": Stage}),
    Attempt: _Kept(table=tables.warning_attempt, words={"outcome": Outcome, "stage": Stage}),
    Notice: _Kept(table=tables.warning_notice),
    Refusal: _Kept(table=tables.warning_refusal),
    Hotspot: _Kept(table=tables.hotspot, words={"state": HotspotState, "result": HotspotResult}),
    Feed: _Kept(table=tables.warning_feed, words={"kind": FeedKind}),
}


def add(tx: WriteTx, new: Any) -> dict[str, Any]:
    """Add a record; returns its columns by table, for the journal."""
    table, values = _KEPT[type(new)].table, _values(new)
    tx.execute(table.insert(), values)
    return {table.name: reckoned.said(values)}


def replace(tx: WriteTx, before: Record, after: Record) -> dict[str, Any]:
    """Put a record in the place of what it was; returns its changed columns, for the journal.

    Raises:
        Conflict: It was changed since *before* was read.
    """
    table = _KEPT[type(before)].table
    old, new = _values(before), _values(after)
    told = {name: value for name, value in reckoned.changed(old, new).items() if name != "version"}
    records.replace(tx, table, old["id"], told, seen_version=old["version"])
    told |= {"id": old["id"], "version": old["version"] + 1}
    return {table.name: reckoned.said(told)}


def find(tx: Tx, kind: type[Record], record_id: UUID) -> Record | None:
    """Return a record; None if there is none with this id."""
    found = where(tx, kind, _KEPT[kind].table.c.id == record_id)
    return found[0] if found else None


def where(
    tx: Tx, kind: type[Record], *conditions: Any, order: Any = None, limit: int | None = None
) -> tuple[Record, ...]:
    """Return the records of which all conditions hold."""
    table = _KEPT[kind].table
    query = sa.select(table).where(*conditions).limit(limit)
    query = query.order_by(table.c.id if order is None else order, table.c.id)
    return tuple(_record(kind, dict(row)) for row in tx.execute(query).mappings())


def _values(one: Any) -> dict[str, Any]:
    pairs = ((one_field.name, getattr(one, one_field.name)) for one_field in fields(one))
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in pairs}


def _record(kind: type[Record], row: Mapping[str, Any]) -> Record:
    words = {name: word(row[name]) for name, word in _KEPT[kind].words.items()}
    return kind(**dict(row) | words)
