"""Taking warnings in, and deciding about those that nobody vouches for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from commandcenter.database import attachments, journal
from commandcenter.database.engine import Database
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import rules
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import day_of
from commandcenter.warnings.model.message import Message, MsgType, SignatureState, ends_at, said_end
from commandcenter.warnings.model.passing import Refusal
from commandcenter.warnings.model.warning import (
    STEPS,
    NoSuchStep,
    Origin,
    State,
    WarningRecord,
    Why,
    check_confirmation,
    check_refusal,
    ended_by,
    first_state,
)
from commandcenter.warnings.reading.errors import NotOpened, TookTooLong, Unreadable
from commandcenter.warnings.reading.reader import Reading
from commandcenter.warnings.service import recording
from commandcenter.warnings.store import kept
from commandcenter.warnings.store import warnings as store
from commandcenter.warnings.tables import warning_refusal

DEFAULT_EXPIRY = "warnings.default_expiry_s"
CANCEL_EXPIRY = "warnings.cancel_expiry_s"
NOT_READ = "warnings.not_read"
DEALT_WITH = "warnings.file_dealt_with"
# What the numbers of the acts that note it are made from, with the hash of the file.
_FILES = UUID("6f0d6c1e-8f43-5b0a-9a51-3d0f5c0e7b22")
# The machine may have been to blame; the file is read again.
PASSING = (TookTooLong.__name__, Unreadable.__name__, NotOpened.__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How something came that is taken in.

    Attributes:
        source: Name of the source, or of the file.
        data: The file as it came; None for what was typed.
        is_trusted: Typed in by an officer.
    """

    origin: Origin
    source: str
    data: bytes | None = None
    is_trusted: bool = False
    drill_id: UUID | None = None


def take_in(
    db: Database,
    read: Reading,
    *,
    origin: Origin,
    officer: Officer,
    source: str = "",
    drill_id: UUID | None = None,
) -> tuple[WarningRecord, ...]:
    """Take in the warnings of a file; those that were taken in before are given back.

    Each is taken in by itself. Messages of the file that were refused are noted.

    Raises:
        NotAllowed: Nothing was written.
        NoSuchRule, BadValue: Neither the message nor the county says how long it holds.
        DiskFull: What came before is written.
        Unavailable: The outcome is unknown; take the same file in again.
    """
    require(officer, Right.WARN)
    came = Came(origin=origin, source=source or read.name, data=read.data, drill_id=drill_id)
    taken = []
    for message in read.messages:
        if isinstance(message, Rejected):
            note_refusal(db, message, read.data, came, read.name, officer=officer)
        else:
            taken.append(take_in_one(db, message, came, officer=officer))
    return tuple(taken)


def take_in_one(
    db: Database,
    message: Message,
    came: Came,
    *,
    officer: Officer,
    warning_id: UUID | None = None,
) -> WarningRecord:
    """Take in one message; the same one taken in before is given back.

    Args:
        warning_id: Made by the caller so that sending again notes it once.

    Raises:
        NotAllowed: Nothing was written.
        NoSuchRule, BadValue: Neither the message nor the county says how long it holds.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.WARN)
    with db.read() as tx:
        known = store.same(tx, message, came.drill_id)
    if known is not None and not _vouches(message, known):
        return known
    with db.write(officer) as tx:
        return _take_in(tx, message, came, warning_id or new_id())


def _vouches(message: Message, known: WarningRecord) -> bool:
    """Say whether the same words came again with a better signature."""
    better = message.signature.state is SignatureState.VERIFIED
    return better and known.signature is not SignatureState.VERIFIED


def _take_in(tx: WriteTx, message: Message, came: Came, warning_id: UUID) -> WarningRecord:
    known = store.same(tx, message, came.drill_id)
    if known is not None:
        return _sign(tx, known, message) if _vouches(message, known) else known
    is_trusted = came.is_trusted or message.signature.state is SignatureState.VERIFIED
    over = _ends_at(tx, message)
    state, why = first_state(message, now=tx.at, ends_at=over, is_trusted=is_trusted)
    new = WarningRecord(
        id=warning_id,
        message=message,
        origin=came.origin,
        source=came.source,
        sha256=attachments.add(tx, came.data) if came.data is not None else None,
        ends_at=over,
        recorded_at=tx.at,
        recorded_by=tx.officer.name,
        state=state,
        why=why,
        decided_by=tx.officer.name if came.is_trusted else "",
        decided_at=tx.at if came.is_trusted else None,
        drill_id=came.drill_id,
    )
    return recording.add(tx, _after_later(tx, new))


def _ends_at(tx: WriteTx, message: Message) -> datetime:
    said = said_end(message)
    if said is not None:
        return said  # whatever the county has no rule for
    code = CANCEL_EXPIRY if message.msg_type is MsgType.CANCEL else DEFAULT_EXPIRY
    return ends_at(message, rules.seconds(tx, code, on=day_of(tx.at)))


def _after_later(tx: WriteTx, new: WarningRecord) -> WarningRecord:
    """Return a warning as it stands where its change or cancellation came first."""
    if not new.is_live:
        return new
    for later in store.referring(tx, new.message, new.drill_id):
        if later.is_trusted and later.state is not State.PENDING:
            state, why = ended_by(later.message)
            return replace(new, state=state, why=why, successor_id=later.id)
    return new


def _sign(tx: WriteTx, known: WarningRecord, message: Message) -> WarningRecord:
    """Take over the signature of a message that came unsigned first.

    It is live now if it waited, or if an officer turned it down because nobody vouched for it.
    """
    signed = replace(known, message=replace(known.message, signature=message.signature))
    state, why = first_state(message, now=tx.at, ends_at=known.ends_at, is_trusted=True)
    if known.state not in (State.PENDING, State.REFUSED) or state is not State.ACTIVE:
        return recording.sign(tx, known, signed)
    live = replace(signed, state=state, why=why, reason="", decided_by="", decided_at=None)
    after = _after_later(tx, live)
    if after.state not in STEPS[known.state]:
        return recording.sign(tx, known, signed)  # turned down, and replaced or cancelled since
    return recording.replace_in(tx, known, after)


def confirm(
    db: Database,
    warning_id: UUID,
    *,
    officer: Officer,
    reason: str = "",
    act_id: UUID | None = None,
) -> WarningRecord:
    """Let a warning become live that nobody vouches for but this officer.

    Raises:
        NotAllowed, NoSuchStep, NotMeant, IsOver, ReasonMissing, TextTooLong: Nothing was written.
        Conflict: There is no such warning.
        Unavailable: The outcome is unknown; look at the warning again.
    """
    require(officer, Right.WARN)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one = _found(tx, warning_id)
        if one.state is State.ACTIVE:
            return one
        check_confirmation(one, reason, now=tx.at)
        after = _after_later(tx, recording.decided(tx, one, State.ACTIVE, reason))
        if after.state not in STEPS[one.state]:
            raise NoSuchStep(headline=one.message.headline)
        return recording.replace_in(tx, one, after, act_id=act_id)


def refuse(
    db: Database,
    warning_id: UUID,
    *,
    reason: str,
    officer: Officer,
    act_id: UUID | None = None,
) -> WarningRecord:
    """Turn down a warning that waits, and say why; it stays readable.

    Raises:
        NotAllowed, NoSuchStep, ReasonMissing, TextTooLong: Nothing was written.
        Conflict: There is no such warning.
        Unavailable: The outcome is unknown; look at the warning again.
    """
    require(officer, Right.WARN)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one = _found(tx, warning_id)
        check_refusal(one, reason)
        after = recording.decided(tx, one, State.REFUSED, reason)
        return recording.replace_in(tx, one, after, act_id=act_id)


def _found(tx: WriteTx, warning_id: UUID) -> WarningRecord:
    one = store.find(tx, warning_id)
    if one is None:
        raise Conflict
    return one


def expire_due(db: Database, *, officer: Officer) -> tuple[WarningRecord, ...]:
    """Let every warning be over whose time is over; looks without a lock first.

    Called by the heartbeat of every workstation; whoever comes first does it.

    Raises:
        Unavailable: The outcome is unknown; the next heartbeat does it again.
    """
    with db.read() as tx:
        if not store.due_ids(tx, db.now(tx)):
            return ()
    with db.write(officer) as tx:
        due = (store.find(tx, one) for one in store.due_ids(tx, tx.at))
        return tuple(
            recording.replace_in(tx, one, replace(one, state=State.EXPIRED, why=Why.TIME))
            for one in due
            if one is not None
        )


def note_refusal(
    db: Database, error: Rejected, data: bytes, came: Came, name: str, *, officer: Officer
) -> Refusal | None:
    """Note a file that was refused, once for each content; None if it was noted before.

    Raises:
        NotAllowed: Nothing was written.
        Unavailable: The outcome is unknown; it is noted with the next try.
    """
    require(officer, Right.WARN)
    sha256, reason = attachments.digest(data), type(error).__name__
    same = (warning_refusal.c.sha256 == sha256, warning_refusal.c.reason == reason)
    with db.read() as look:
        if kept.where(look, Refusal, *same, limit=1):
            return None
    with db.write(officer) as tx:
        if kept.where(tx, Refusal, *same, limit=1):
            return None
        new = Refusal(
            id=new_id(),
            origin=came.origin.value,
            source=admit(came.source)[0],
            name=admit(name)[0],
            sha256=sha256,
            reason=reason,
            facts=json.dumps(_plain(error.facts), ensure_ascii=False, sort_keys=True),
            at=tx.at,
        )
        body = {"name": new.name, "source": new.source, SET: kept.add(tx, new)}
        journal.append(tx, NOT_READ, body, id=new.id, subject=new.id, line=journal.Line.AUTOMATIC)
    return new


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value if isinstance(value, int | float | str) else str(value)
        for name, value in facts.items()
    }


def is_dealt_with(db: Database, sha256: str) -> bool:
    """Say whether all of a file with this hash was taken in or refused before."""
    with db.read() as tx:
        return journal.has(tx, _dealt_with(sha256))


def note_dealt_with(db: Database, sha256: str, *, officer: Officer) -> None:
    """Note that all of a file was taken in or refused, so that no program reads it again.

    A fact of its own: a program may end between the messages of a file.

    Raises:
        NotAllowed: Nothing was written.
        Unavailable: The outcome is unknown; the file is read again, which changes nothing.
    """
    require(officer, Right.WARN)
    with db.write(officer) as tx:
        if not journal.has(tx, _dealt_with(sha256)):
            journal.append(tx, DEALT_WITH, {}, id=_dealt_with(sha256), subject=sha256)


def _dealt_with(sha256: str) -> UUID:
    return uuid5(_FILES, sha256)
