"""SQL of alarms: where each stands, and what happened to it."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.alarms.model.alarm import SHOWN, Act, Alarm, Escalation, Event, State
from commandcenter.alarms.tables import alarm, alarm_escalation, alarm_event
from commandcenter.database import reckoned, records, unchanged
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.kernel.severity import Severity

# Kind of the journal row of each act.
KINDS: dict[Act, str] = {
    Act.PENDING: "alarms.pending",
    Act.RAISED: "alarms.raised",
    Act.COUNTED: "alarms.counted",
    Act.RISEN: "alarms.risen",
    Act.CLEARED: "alarms.cleared",
    Act.DROPPED: "alarms.dropped",
    Act.ACKNOWLEDGED: "alarms.acknowledged",
    Act.SHELVED: "alarms.shelved",
    Act.RETURNED: "alarms.returned",
}
ESCALATED = "alarms.escalated"

EVIDENCE = (
    reckoned.source(alarm, (*KINDS.values(), ESCALATED)),
    reckoned.source(alarm_event, KINDS.values()),
    reckoned.source(alarm_escalation, (ESCALATED,)),
)

_INSERT = alarm.insert()
_INSERT_EVENT = alarm_event.insert()
_INSERT_ESCALATION = alarm_escalation.insert()
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


def add_escalation(tx: WriteTx, one: Alarm, *, due_at: datetime) -> dict[str, Any]:
    """Add that the level of an alarm was told; returns it, for the journal.

    Args:
        one: As it is now.
        due_at: When it had to be.
    """
    values = {
        "seq": tx.seq + 1,
        "alarm_id": one.id,
        "round": one.round,
        "level": one.level,
        "severity": one.severity.value,
        "due_at": due_at,
        "at": tx.at,
        "drill_id": one.drill_id,
    }
    tx.send(_INSERT_ESCALATION, values)
    return {"alarm_escalation": reckoned.said(values)}


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


def active(tx: Tx, *, drill_id: UUID | None, known: Iterable[Alarm] = ()) -> tuple[Alarm, ...]:
    """Return what is on the board: unacknowledged first, then the worst, then the oldest.

    Args:
        known: What was read before; of these only the changed ones are read again.
    """
    states = [state.value for state in SHOWN]
    query = sa.select(alarm).where(alarm.c.state.in_(states), _in_scope(drill_id))
    found = unchanged.read(tx, query, _alarm, known, id=alarm.c.id, version=alarm.c.version)
    return tuple(
        sorted(
            found, key=lambda one: (not one.is_waiting, one.severity.rank, one.raised_at, one.id)
        )
    )


def shelved(tx: Tx, *, drill_id: UUID | None) -> tuple[Alarm, ...]:
    """Return what was put aside, the one that comes back first on top."""
    query = sa.select(alarm).where(alarm.c.shelved_until.is_not(None), _in_scope(drill_id))
    return _alarms(tx, query.order_by(alarm.c.shelved_until, alarm.c.id))


def of_source(tx: Tx, source: str) -> tuple[Alarm, ...]:
    """Return all that a source ever raised, newest first."""
    query = sa.select(alarm).where(alarm.c.source == source)
    return _alarms(tx, query.order_by(alarm.c.raised_at.desc(), alarm.c.id.desc()))


def unfinished(tx: Tx, drill_id: UUID) -> tuple[Alarm, ...]:
    """Return the alarms of a drill that are not closed, wherever they stand."""
    is_open = alarm.c.state != State.CLOSED.value
    return _alarms(tx, sa.select(alarm).where(is_open, _in_scope(drill_id)).order_by(alarm.c.id))


def page(
    tx: Tx, *, before: tuple[datetime, UUID] | None, drill_id: UUID | None, limit: int
) -> tuple[Alarm, ...]:
    """Return the newest alarms, or those before one of them, newest first."""
    query = sa.select(alarm).where(_in_scope(drill_id), alarm.c.sounded_at.is_not(None))
    if before is not None:
        at, alarm_id = before
        older = sa.and_(alarm.c.sounded_at == at, alarm.c.id < alarm_id)
        query = query.where(sa.or_(alarm.c.sounded_at < at, older))
    return _alarms(tx, query.order_by(alarm.c.sounded_at.desc(), alarm.c.id.desc()).limit(limit))


def between(
    tx: Tx, since: datetime, until: datetime, *, drill_id: UUID | None
) -> tuple[Alarm, ...]:
    """Return what was raised or went on in a period."""
    return _alarms(
        tx,
        sa.select(alarm).where(
            alarm.c.sounded_at.is_not(None),
            alarm.c.raised_at < until,
            sa.or_(alarm.c.state != State.CLOSED.value, alarm.c.cleared_at >= since),
            _in_scope(drill_id),
        ),
    )


def events_of(tx: Tx, alarm_id: UUID) -> tuple[Event, ...]:
    """Return what happened to an alarm, oldest first."""
    return _events(tx, alarm_event.c.alarm_id == alarm_id)


def events_between(
    tx: Tx, since: datetime, until: datetime, *, drill_id: UUID | None
) -> tuple[Event, ...]:
    """Return what happened to all alarms in a period, oldest first."""
    scope = alarm_event.c.drill_id.is_not_distinct_from(drill_id)
    return _events(tx, alarm_event.c.at >= since, alarm_event.c.at < until, scope)


def first_event(tx: Tx, *, drill_id: UUID | None) -> datetime | None:
    """Return when the first alarm was raised."""
    scope = alarm_event.c.drill_id.is_not_distinct_from(drill_id)
    found: datetime | None = tx.execute(
        sa.select(sa.func.min(alarm_event.c.at)).where(scope)
    ).scalar()
    return found


def escalations_of(tx: Tx, alarm_id: UUID) -> tuple[Escalation, ...]:
    """Return the levels that were told of an alarm, oldest first."""
    return _escalations(tx, alarm_escalation.c.alarm_id == alarm_id)


def escalations_since(tx: Tx, since: datetime, *, drill_id: UUID | None) -> tuple[Escalation, ...]:
    """Return the levels that were told after a moment, oldest first."""
    scope = alarm_escalation.c.drill_id.is_not_distinct_from(drill_id)
    return _escalations(tx, alarm_escalation.c.at > since, scope)


def due(tx: Tx, at: datetime, *, limit: int) -> tuple[Alarm, ...]:
    """Return alarms of which the next level has to be told, or which are not decided yet."""
    query = sa.select(alarm).where(alarm.c.due_at <= at)
    return _alarms(tx, query.order_by(alarm.c.due_at, alarm.c.id).limit(limit))


def back_from_shelf(tx: Tx, at: datetime, *, limit: int) -> tuple[Alarm, ...]:
    """Return alarms whose time on the shelf is over."""
    query = sa.select(alarm).where(alarm.c.shelved_until <= at)
    return _alarms(tx, query.order_by(alarm.c.shelved_until, alarm.c.id).limit(limit))


def going_on(tx: Tx, type_code: str) -> tuple[Alarm, ...]:
    """Return the alarms of a type of which what they warn of is not over."""
    over = [State.CLEARED.value, State.CLOSED.value]
    return _alarms(
        tx, sa.select(alarm).where(alarm.c.type_code == type_code, alarm.c.state.not_in(over))
    )


def sounded_counts(tx: Tx, since: datetime) -> dict[UUID | None, int]:
    """Return how many alarms began to wait after a moment, by drill."""
    count = sa.func.count().label("n")
    query = sa.select(alarm.c.drill_id, count).where(alarm.c.sounded_at > since)
    rows = tx.execute(query.group_by(alarm.c.drill_id)).mappings()
    return {row["drill_id"]: row["n"] for row in rows}


def _in_scope(drill_id: UUID | None) -> sa.ColumnElement[bool]:
    """Tell the alarms of reality, or of one drill, from all others."""
    return alarm.c.drill_id.is_not_distinct_from(drill_id)


def _events(tx: Tx, *conditions: sa.ColumnElement[bool]) -> tuple[Event, ...]:
    rows = tx.execute(sa.select(alarm_event).where(*conditions).order_by(alarm_event.c.seq))
    return tuple(
        Event(
            alarm_id=row.alarm_id,
            act=Act(row.act),
            state=State(row.state),
            severity=Severity(row.severity),
            at=row.at,
            by=row.by,
            text=row.text,
        )
        for row in rows
    )


def _escalations(tx: Tx, *conditions: sa.ColumnElement[bool]) -> tuple[Escalation, ...]:
    query = sa.select(alarm_escalation).where(*conditions).order_by(alarm_escalation.c.seq)
    return tuple(
        Escalation(
            alarm_id=row.alarm_id,
            round=row.round,
            level=row.level,
            severity=Severity(row.severity),
            due_at=row.due_at,
            at=row.at,
        )
        for row in tx.execute(query)
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
