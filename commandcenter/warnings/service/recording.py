"""What every change of a warning writes: where it stands, its alarm, its calls."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.database import journal
from commandcenter.database.journal import Line
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import WriteTx
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks
from commandcenter.warnings.model.message import MsgType
from commandcenter.warnings.model.warning import State, WarningRecord, Why, ended_by
from commandcenter.warnings.service import calling, codes
from commandcenter.warnings.store import warnings as store

# Kind of the journal row by where a warning stands; the first for one that has just come.
CAME: dict[State, str] = {
    State.PENDING: "warnings.came_unconfirmed",
    State.ACTIVE: "warnings.came",
    State.SUPERSEDED: "warnings.came_late",
    State.CANCELLED: "warnings.came_late",
    State.EXPIRED: "warnings.came_late",
    State.REFUSED: "warnings.came_refused",
}
BECAME: dict[State, str] = {
    State.ACTIVE: "warnings.confirmed",
    State.SUPERSEDED: "warnings.superseded",
    State.CANCELLED: "warnings.cancelled",
    State.EXPIRED: "warnings.expired",
    State.REFUSED: "warnings.refused",
}
SIGNED = "warnings.signed"
KINDS = frozenset({*CAME.values(), *BECAME.values(), SIGNED})
_SILENT = frozenset({SIGNED, CAME[State.EXPIRED], CAME[State.REFUSED]})

ALARM, WAITING = "warning", "warning_pending"
ALARM_COLOURS = "warnings.alarm_colours"
CALL_COLOURS = "warnings.call_colours"


def add(tx: WriteTx, new: WarningRecord, *, act_id: UUID | None = None) -> WarningRecord:
    """Note a warning that has just come, and let everything follow that depends on it."""
    said = store.add(tx, new)
    _append(tx, CAME[new.state], new, said, act_id=act_id)
    if new.state is State.ACTIVE:
        _went_live(tx, new)
    elif new.state is State.PENDING:
        _ask(tx, new)
    return new


def replace_in(
    tx: WriteTx, before: WarningRecord, after: WarningRecord, *, act_id: UUID | None = None
) -> WarningRecord:
    """Note what became of a warning, and let everything follow that depends on it.

    Raises:
        Conflict: It was changed since *before* was read.
    """
    said = store.replace(tx, before, after)
    _append(tx, BECAME[after.state], after, said, act_id=act_id)
    if after.state is State.ACTIVE and before.state is not State.ACTIVE:
        _went_live(tx, after)
    elif before.state is State.ACTIVE and after.state is not State.ACTIVE:
        _is_over(tx, after)
    if before.state is State.PENDING and after.state is not State.PENDING:
        clear_in(tx, WAITING, source_of(after.id), at=tx.at)
    return replace(after, version=before.version + 1)


def sign(tx: WriteTx, before: WarningRecord, after: WarningRecord) -> WarningRecord:
    """Note a signature that changes nothing about where a warning stands.

    Raises:
        Conflict: It was changed since *before* was read.
    """
    _append(tx, SIGNED, after, store.replace(tx, before, after), act_id=None)
    return replace(after, version=before.version + 1)


def _append(
    tx: WriteTx, kind: str, one: WarningRecord, said: dict[str, Any], *, act_id: UUID | None
) -> None:
    message = one.message
    body: dict[str, object] = {
        "headline": message.headline[:_HEADLINE],
        "sender": (message.info.sender_name or message.sender)[:_HEADLINE],
        "why": one.why.value,
        "reason": one.reason,
        SET: said,
    }
    journal.append(
        tx,
        kind,
        body,
        id=act_id or new_id(),
        subject=one.id,
        line=Line.NONE if kind in _SILENT else Line.AUTOMATIC,
        drill_id=one.drill_id,
    )


_HEADLINE = 200


def _went_live(tx: WriteTx, one: WarningRecord) -> None:
    """End what this one refers to; raise its alarm and begin the calls."""
    state, why = ended_by(one.message)
    for earlier in store.referred(tx, one):
        replace_in(tx, earlier, replace(earlier, state=state, why=why, successor_id=one.id))
    if one.message.msg_type is MsgType.CANCEL:
        return
    if one.colour in codes.colours(tx, ALARM_COLOURS, tx.at):
        _raise(tx, one, ALARM, one.colour)
    if one.colour in codes.colours(tx, CALL_COLOURS, tx.at):
        calling.begin_in(tx, one)


def _ask(tx: WriteTx, one: WarningRecord) -> None:
    """Let the desk know that a warning waits to be confirmed.

    Not in its colour: whoever can drop a file could else let red ring at will.
    """
    _raise(tx, one, WAITING, None)


def _raise(tx: WriteTx, one: WarningRecord, type_code: str, severity: Severity | None) -> None:
    raise_in(
        tx,
        type_code,
        source=source_of(one.id),
        title=one.message.headline,
        severity=severity,
        area_code=next(iter(one.message.area_codes), ""),
        subject=one.id,
        at=tx.at,
        drill_id=one.drill_id,
    )


def source_of(warning_id: UUID) -> str:
    """Return the key of the alarm of a warning."""
    return f"warning:{warning_id}"


def _is_over(tx: WriteTx, one: WarningRecord) -> None:
    clear_in(tx, ALARM, source_of(one.id), at=tx.at)
    calling.end_in(tx, one)
    clocks.void_in(
        tx,
        ClockKind.FORWARD,
        one.id,
        at=tx.at,
        by=tx.officer.name,
        reason=one.why.value,
    )


def decided(tx: WriteTx, one: WarningRecord, state: State, reason: str) -> WarningRecord:
    """Return a warning after an officer decided about it."""
    return replace(
        one,
        state=state,
        why=Why.OFFICER,
        reason=reason,
        decided_by=tx.officer.name,
        decided_at=tx.at,
    )
