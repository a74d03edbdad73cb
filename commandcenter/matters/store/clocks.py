"""SQL of clocks."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import reckoned, records, unchanged
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.matters.model.clock import Clock, ClockKind, State
from commandcenter.matters.tables import clock

# Kinds of the journal rows that tell of clocks.
STARTED = "matters.clock_started"
PAUSED = "matters.clock_paused"
RESUMED = "matters.clock_resumed"
SATISFIED = "matters.clock_satisfied"
SATISFIED_LATE = "matters.clock_satisfied_late"
VOIDED = "matters.clock_voided"
MOVED = "matters.clock_moved"
PASSED_ON = "matters.clock_passed_on"
ACKNOWLEDGED = "matters.clock_acknowledged"

EVIDENCE = reckoned.source(
    clock,
    (
        STARTED,
        PAUSED,
        RESUMED,
        SATISFIED,
        SATISFIED_LATE,
        VOIDED,
        MOVED,
        PASSED_ON,
        ACKNOWLEDGED,
    ),
)

_MICROSECOND = timedelta(microseconds=1)
_INSERT = clock.insert()
_NAMES = tuple(column.name for column in clock.columns)
_RUNNING_OF = sa.select(*clock.columns).where(
    clock.c.kind == sa.bindparam("kind"),
    clock.c.subject == sa.bindparam("subject", type_=sa.Uuid),
    clock.c.ended_at.is_(None),
)


def add(tx: WriteTx, new: Clock) -> dict[str, object]:
    """Add a clock; returns what the journal has to tell of it."""
    values = _values(new)
    tx.send(_INSERT, values)
    return _evidence(new, values)


def replace(tx: WriteTx, before: Clock, after: Clock) -> dict[str, object]:
    """Put a clock in the place of what it was; returns what the journal has to tell of it.

    Raises:
        Conflict: It was changed since *before* was read.
    """
    values = reckoned.changed(_values(before), _values(after))
    told = {name: value for name, value in values.items() if name != "version"}
    records.replace(tx, clock, before.id, told, seen_version=before.version)
    return _evidence(after, {"id": after.id} | values)


def _evidence(one: Clock, values: dict[str, Any]) -> dict[str, object]:
    return {"title": one.title, "kind": one.kind.value, SET: {"clock": reckoned.said(values)}}


def find(tx: Tx, clock_id: UUID) -> Clock | None:
    """Return a clock, whether it ended or not."""
    found = _clocks(tx, sa.select(clock).where(clock.c.id == clock_id))
    return found[0] if found else None


def running_of(tx: Tx, kind: ClockKind, subject: UUID) -> tuple[Clock, ...]:
    """Return the clocks of a kind that have not ended for a subject."""
    rows = tx.rows(_RUNNING_OF, {"kind": kind.value, "subject": subject})
    return tuple(_clock(dict(zip(_NAMES, row, strict=True))) for row in rows)


def running(tx: Tx, *, drill_id: UUID | None, known: Iterable[Clock] = ()) -> tuple[Clock, ...]:
    """Return the clocks that have not ended, the one due first on top.

    Args:
        known: What was read before; of these only the changed ones are read again.
    """
    query = (
        sa.select(clock)
        .where(clock.c.ended_at.is_(None), clock.c.drill_id.is_not_distinct_from(drill_id))
        .order_by(clock.c.due_at, clock.c.id)
    )
    return tuple(unchanged.read(tx, query, _clock, known, id=clock.c.id, version=clock.c.version))


def late(tx: Tx, at: datetime) -> tuple[Clock, ...]:
    """Return the clocks that run and are over their time, in reality and in drills."""
    return _clocks(
        tx,
        sa.select(clock)
        .where(
            clock.c.ended_at.is_(None),
            clock.c.due_at <= at,
            clock.c.state == State.RUNNING.value,
        )
        .order_by(clock.c.due_at, clock.c.id),
    )


def of_about(tx: Tx, about: UUID) -> tuple[Clock, ...]:
    """Return all clocks of an incident or a warning, the oldest first."""
    return _clocks(
        tx,
        sa.select(clock).where(clock.c.about == about).order_by(clock.c.begun_at, clock.c.id),
    )


def _clocks(tx: Tx, query: sa.Select[Any]) -> tuple[Clock, ...]:
    return tuple(_clock(dict(row)) for row in tx.execute(query).mappings())


def _values(one: Clock) -> dict[str, Any]:
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    limit_us = values.pop("limit") // _MICROSECOND
    return values | {"kind": one.kind.value, "state": one.state.value, "limit_us": limit_us}


def _clock(row: dict[str, Any]) -> Clock:
    limit = row.pop("limit_us") * _MICROSECOND
    enums = {"kind": ClockKind(row["kind"]), "state": State(row["state"])}
    return Clock(**(row | enums), limit=limit)
