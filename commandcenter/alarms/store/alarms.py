"""SQL of alarms: where each stands, and what happened to it."""

from dataclasses import fields
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.alarms.model.alarm import Act, Alarm, State
from commandcenter.alarms.tables import alarm, alarm_event
from commandcenter.database import reckoned, records
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.kernel.severity import Severity

# Kind of the journal row of each act.
KINDS: dict[Act, str] = {act: f"alarms.{act.value}" for act in Act}
ESCALATED = "alarms.escalated"

EVIDENCE = (
    reckoned.source(alarm, (*KINDS.values(), ESCALATED)),
    reckoned.source(alarm_event, KINDS.values()),
)

_INSERT = alarm.insert()
_INSERT_EVENT = alarm_event.insert()
_NAMES = tuple(column.name for column in alarm.columns)
_SCOPE = alarm.c.drill_id == sa.bindparam("drill", type_=sa.Uuid)
_NEWEST = (
    sa.select(*alarm.columns)
    .where(
        alarm.c.source == sa.bindparam("source"),
        alarm.c.type_code == sa.bindparam("type_code"),
    )
    .order_by(alarm.c.raised_at.desc(), alarm.c.id.desc())
    .limit(1)
)
_NEWEST_REAL = _NEWEST.where(alarm.c.drill_id.is_(None))
_NEWEST_OF_DRILL = _NEWEST.where(_SCOPE)


def add(tx: WriteTx, new: Alarm) -> dict[str, Any]:
    """Add an alarm; returns its columns, for the journal."""
    values = _values(new)
    tx.send(_INSERT, values)
    return {"alarm": reckoned.said(values)}


def replace(tx: WriteTx, before: Alarm, after: Alarm) -> dict[str, Any]:
    """Put an alarm in the place of what it was; returns its changed columns, for the journal.

    Raises:
        Conflict: It was changed since *before* was read.
    """
    values = reckoned.changed(_values(before), _values(after))
    told = {name: value for name, value in values.items() if name != "version"}
    records.replace(tx, alarm, before.id, told, seen_version=before.version)
    return {"alarm": reckoned.said({"id": after.id} | values)}


def add_event(tx: WriteTx, one: Alarm, act: Act, *, by: str, text: str) -> dict[str, Any]:
    """Add what happened to an alarm; returns it, for the journal."""
    values = {
        "seq": tx.seq + 1,
        "alarm_id": one.id,
        "act": act.value,
        "state": one.state.value,
        "severity": one.severity.value,
        "at": tx.at,
        "by": by,
        "text": text,
        "drill_id": one.drill_id,
    }
    tx.send(_INSERT_EVENT, values)
    return {"alarm_event": reckoned.said(values)}


def body(one: Alarm, told: dict[str, Any], **facts: object) -> dict[str, object]:
    """Return what the journal tells of an act: the facts of its sentence, and what it set."""
    return {
        "type": one.type_code,
        "title": one.title,
        "severity": one.severity.value,
        **facts,
        SET: told,
    }


def find(tx: Tx, alarm_id: UUID) -> Alarm | None:
    """Return an alarm."""
    found = _alarms(tx, sa.select(alarm).where(alarm.c.id == alarm_id))
    return found[0] if found else None


def newest_of(tx: Tx, type_code: str, source: str, *, drill_id: UUID | None) -> Alarm | None:
    """Return the newest alarm that a source raised, on the board or not."""
    values: dict[str, object] = {"source": source, "type_code": type_code}
    if drill_id is None:
        rows = tx.rows(_NEWEST_REAL, values)
    else:
        rows = tx.rows(_NEWEST_OF_DRILL, values | {"drill": drill_id})
    return _alarm(dict(zip(_NAMES, rows[0], strict=True))) if rows else None


def open_of(tx: Tx, type_code: str, source: str) -> tuple[Alarm, ...]:
    """Return what a source has raised and is not closed, in reality and in drills."""
    return _alarms(
        tx,
        sa.select(alarm).where(
            alarm.c.source == source,
            alarm.c.type_code == type_code,
            alarm.c.state != State.CLOSED.value,
        ),
    )


def _alarms(tx: Tx, query: sa.Select[Any]) -> tuple[Alarm, ...]:
    return tuple(_alarm(dict(row)) for row in tx.execute(query).mappings())


def _values(one: Alarm) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)} | {
        "severity": one.severity.value,
        "severity_max": one.severity_max.value,
        "state": one.state.value,
    }


def _alarm(row: dict[str, Any]) -> Alarm:
    enums = {
        "severity": Severity(row["severity"]),
        "severity_max": Severity(row["severity_max"]),
        "state": State(row["state"]),
    }
    return Alarm(**(row | enums))
