"""SQL of warnings; the message lies in an attachment of its own, by its hash."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace as with_changes
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import attachments, reckoned, records, unchanged
from commandcenter.database.journal import canonical
from commandcenter.database.schema import attachment
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.warnings.model.calls import CallCounts, CallState
from commandcenter.warnings.model.message import (
    Message,
    MsgType,
    Signature,
    SignatureProblem,
    SignatureState,
)
from commandcenter.warnings.model.warning import LIVE, Origin, State, WarningRecord, Why
from commandcenter.warnings.reading.plain import message_from, plain
from commandcenter.warnings.tables import warning, warning_call, warning_notice

Ids = Collection[UUID] | sa.Select[tuple[UUID]]

_FULL = sa.select(warning, attachment.c.content.label("message")).join(
    attachment, attachment.c.sha256 == warning.c.content
)
_LIVE = warning.c.state.in_([one.value for one in LIVE])
_MOST_KNOWN = 4_000
_COUNTED = ("listed", "answered", "waiting")
_PLAIN = (
    "id",
    "source",
    "sha256",
    "ends_at",
    "recorded_at",
    "recorded_by",
    "reason",
    "decided_by",
    "decided_at",
    "successor_id",
    "drill_id",
    "version",
)


def content_of(message: Message) -> bytes:
    """Return what is kept of a message: all that was understood, without its signature."""
    return canonical(plain(with_changes(message, signature=Signature()))).encode()


def add(tx: WriteTx, new: WarningRecord) -> dict[str, Any]:
    """Add a warning with its message; returns its columns by table, for the journal."""
    attachments.add(tx, content_of(new.message))
    values = _values(new)
    tx.execute(warning.insert(), values)
    return {warning.name: reckoned.said(values)}


def replace(tx: WriteTx, before: WarningRecord, after: WarningRecord) -> dict[str, Any]:
    """Put a warning in the place of what it was; returns its changed columns, for the journal.

    Raises:
        Conflict: It was changed since *before* was read.
    """
    values = reckoned.changed(_values(before), _values(after))
    told = {name: value for name, value in values.items() if name != "version"}
    records.replace(tx, warning, before.id, told, seen_version=before.version)
    return {warning.name: reckoned.said(told | {"id": before.id, "version": before.version + 1})}


def _values(one: WarningRecord) -> dict[str, Any]:
    message = one.message
    signature = message.signature
    values: dict[str, Any] = {name: getattr(one, name) for name in _PLAIN} | {
        "origin": one.origin,
        "content": attachments.digest(content_of(message)),
        "sender": message.sender,
        "identifier": message.identifier,
        "sent": message.sent,
        "msg_type": message.msg_type,
        "refers_to": "".join(f"\n{ref.identifier}\n" for ref in message.references),
        "signature": signature.state,
        "problem": signature.problem,
        "certificate": signature.certificate,
        "state": one.state,
        "why": one.why,
    }
    return {
        name: value.value if isinstance(value, StrEnum) else value for name, value in values.items()
    }


def find(tx: Tx, warning_id: UUID) -> WarningRecord | None:
    """Return a warning; None if there is none with this id."""
    found = _warnings(tx, _FULL.where(warning.c.id == warning_id))
    return found[0] if found else None


def same(tx: Tx, message: Message, drill_id: UUID | None) -> WarningRecord | None:
    """Return the warning that is this very message, if it was taken in."""
    found = _warnings(
        tx,
        _FULL.where(
            warning.c.sender == message.sender,
            warning.c.identifier == message.identifier,
            warning.c.sent == message.sent,
            warning.c.content == attachments.digest(content_of(message)),
            warning.c.drill_id.is_not_distinct_from(drill_id),
        ),
    )
    return found[0] if found else None


def referred(tx: Tx, one: WarningRecord) -> tuple[WarningRecord, ...]:
    """Return the live warnings of the same sender that a warning refers to."""
    names = [ref.identifier for ref in one.message.references]
    return _warnings(
        tx,
        _FULL.where(
            warning.c.sender == one.message.sender,
            warning.c.identifier.in_(names),
            warning.c.id != one.id,
            warning.c.drill_id.is_not_distinct_from(one.drill_id),
            _LIVE,
        ),
    )


def referring(tx: Tx, message: Message, drill_id: UUID | None) -> tuple[WarningRecord, ...]:
    """Return the changes and cancellations of the same sender that name this message."""
    return _warnings(
        tx,
        _FULL.where(
            warning.c.sender == message.sender,
            warning.c.msg_type.in_([MsgType.UPDATE.value, MsgType.CANCEL.value]),
            warning.c.refers_to.contains(f"\n{message.identifier}\n", autoescape=True),
            warning.c.drill_id.is_not_distinct_from(drill_id),
            warning.c.state != State.REFUSED.value,
        ),
    )


def live(
    tx: Tx, *, drill_id: UUID | None, known: Iterable[WarningRecord] = ()
) -> tuple[WarningRecord, ...]:
    """Return the warnings that wait or hold, those that came last first.

    Args:
        known: What was read before; of these only the changed ones are read again.
    """
    query = _FULL.where(*_live_of(drill_id)).order_by(warning.c.recorded_at.desc())
    version = warning.c.version
    return tuple(unchanged.read(tx, query, _warning, known, id=warning.c.id, version=version))


def live_ids(drill_id: UUID | None) -> sa.Select[tuple[UUID]]:
    """Return the query of the ids of the warnings that wait or hold."""
    return sa.select(warning.c.id).where(*_live_of(drill_id))


def calls_of(tx: Tx, ids: Ids) -> dict[UUID, CallCounts]:
    """Return how far the call list of each warning has come; those without one are left out."""
    is_waiting = warning_call.c.state == CallState.OPEN.value
    query = sa.select(
        warning_call.c.warning_id,
        sa.func.count().label("listed"),
        sa.func.count(warning_call.c.answered_at).label("answered"),
        sa.func.count(sa.case((is_waiting, 1))).label("waiting"),
    ).where(warning_call.c.warning_id.in_(ids))
    rows = tx.execute(query.group_by(warning_call.c.warning_id)).mappings()
    return {row["warning_id"]: CallCounts(**{name: row[name] for name in _COUNTED}) for row in rows}


def passed_on(tx: Tx, ids: Ids) -> frozenset[UUID]:
    """Return those warnings that were passed on to anybody."""
    told = warning_notice.c.warning_id
    return frozenset(tx.execute(sa.select(told).where(told.in_(ids)).distinct()).scalars())


def _live_of(drill_id: UUID | None) -> tuple[sa.ColumnElement[bool], ...]:
    return _LIVE, warning.c.drill_id.is_not_distinct_from(drill_id)


def due_ids(tx: Tx, at: datetime) -> tuple[UUID, ...]:
    """Return the ids of the live warnings whose time is over, in reality and in drills."""
    query = sa.select(warning.c.id).where(_LIVE, warning.c.ends_at <= at)
    return tuple(tx.execute(query.order_by(warning.c.ends_at, warning.c.id)).scalars())


def page(
    tx: Tx, *, before: datetime | None, drill_id: UUID | None, limit: int
) -> tuple[WarningRecord, ...]:
    """Return the newest warnings, live or not, or those taken in before a time."""
    query = _FULL.where(warning.c.drill_id.is_not_distinct_from(drill_id))
    if before is not None:
        query = query.where(warning.c.recorded_at < before)
    newest = warning.c.recorded_at.desc()
    return _warnings(tx, query.order_by(newest, warning.c.id.desc()).limit(limit))


def between(tx: Tx, begin: datetime, end: datetime) -> tuple[WarningRecord, ...]:
    """Return the warnings taken in from a time until before another one, oldest first."""
    query = _FULL.where(
        warning.c.recorded_at >= begin, warning.c.recorded_at < end, warning.c.drill_id.is_(None)
    )
    return _warnings(tx, query.order_by(warning.c.recorded_at, warning.c.id))


def with_identifier(tx: Tx, identifier: str) -> UUID | None:
    """Return the newest warning that its issuer gave a number; one of a drill if none is real."""
    query = sa.select(warning.c.id).where(warning.c.identifier == identifier)
    newest = query.order_by(
        warning.c.drill_id.is_not(None), warning.c.recorded_at.desc(), warning.c.id.desc()
    )
    found: UUID | None = tx.execute(newest.limit(1)).scalar()
    return found


def files(tx: Tx) -> list[tuple[UUID, tuple[str, ...]]]:
    """Return the attachments each warning needs."""
    rows = tx.execute(sa.select(warning.c.id, warning.c.content, warning.c.sha256))
    return [
        (row.id, tuple(name for name in (row.content, row.sha256) if name is not None))
        for row in rows
    ]


def _warnings(tx: Tx, query: sa.Select[Any]) -> tuple[WarningRecord, ...]:
    return tuple(_warning(dict(row)) for row in tx.execute(query).mappings())


@lru_cache(maxsize=_MOST_KNOWN)
def _understood(content: bytes) -> Message:
    """Return what a message says; the board asks for the same ones every second."""
    return message_from(json.loads(content))


def _warning(row: Mapping[str, Any]) -> WarningRecord:
    signature = Signature(
        state=SignatureState(row["signature"]),
        problem=SignatureProblem(row["problem"]),
        certificate=row["certificate"],
    )
    message = _understood(bytes(row["message"]))
    return WarningRecord(
        **{name: row[name] for name in _PLAIN},
        message=with_changes(message, signature=signature),
        origin=Origin(row["origin"]),
        state=State(row["state"]),
        why=Why(row["why"]),
    )
