"""Passing warnings on, typing in those that come by phone or fax, and the lists of all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import Tx
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import phrases
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.times import minute
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks
from commandcenter.warnings.model.calls import AnswerInFuture, CallCounts
from commandcenter.warnings.model.message import (
    Area,
    CapSeverity,
    Certainty,
    ColourFrom,
    Info,
    Message,
    MsgType,
    Reference,
    Status,
    Urgency,
)
from commandcenter.warnings.model.passing import BadCount, Notice
from commandcenter.warnings.model.warning import (
    MAX_FIELD,
    MAX_TEXT,
    EndsBeforeItBegins,
    Origin,
    State,
    TextMissing,
    WarningRecord,
    check_length,
)
from commandcenter.warnings.service import intake
from commandcenter.warnings.service.codes import codes
from commandcenter.warnings.store import kept
from commandcenter.warnings.store import warnings as store
from commandcenter.warnings.tables import warning_notice

NOTICED = "warnings.passed_on"
CHANNELS = "warning_channel"
PAGE = 200
_MOST_REACHED = 100_000_000
_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningDraft:
    """A warning as an officer types it in from a call, a fax or a letter.

    Attributes:
        id: Made by the client, so that sending again takes it in once.
        number: Of the issuer; empty if there is none.
        kind: Code of the dictionary `warning_kind`.
        ends_at: None means by rule.
        refers_to: The warning that this one changes or ends.
    """

    id: UUID
    sender: str
    headline: str
    sent_at: datetime
    number: str = ""
    msg_type: MsgType = MsgType.ALERT
    kind: str = ""
    colour: Severity | None = None
    description: str = ""
    instruction: str = ""
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    area: str = ""
    area_codes: tuple[str, ...] = ()
    refers_to: UUID | None = None
    drill_id: UUID | None = None


def enter(db: Database, draft: WarningDraft, *, officer: Officer) -> WarningRecord:
    """Take in a warning that was typed in; it is live at once, in the officer's name.

    Raises:
        NotAllowed, TextMissing, TextTooLong, EndsBeforeItBegins: Nothing was written.
        NoSuchRule, BadValue: The county does not say how long warnings hold.
        Conflict: The warning it refers to is not there.
        Unavailable: The outcome is unknown; send the same draft again.
    """
    require(officer, Right.WARN)
    ready: WarningDraft = admit_texts(draft)[0]
    _check(ready)
    with db.read() as tx:
        known = store.find(tx, ready.id)
        earlier = store.find(tx, ready.refers_to) if ready.refers_to else None
    if known is not None:
        return known
    if ready.refers_to is not None and earlier is None:
        raise Conflict
    message = _message(ready, earlier, names=codes(db).kinds)
    came = intake.Came(
        origin=Origin.MANUAL, source=ready.sender, is_trusted=True, drill_id=ready.drill_id
    )
    return intake.take_in_one(db, message, came, officer=officer, warning_id=ready.id)


def _check(draft: WarningDraft) -> None:
    for name in ("sender", "headline"):
        if not getattr(draft, name).strip():
            raise TextMissing(field=name)
        check_length(name, getattr(draft, name), MAX_FIELD)
    for name in ("number", "kind", "area"):
        check_length(name, getattr(draft, name), MAX_FIELD)
    for name in ("description", "instruction"):
        check_length(name, getattr(draft, name), MAX_TEXT)
    begins_at = draft.begins_at or draft.sent_at
    if draft.ends_at is not None and draft.ends_at <= begins_at:
        raise EndsBeforeItBegins(end=minute(draft.ends_at), begin=minute(begins_at))


def _message(
    draft: WarningDraft, earlier: WarningRecord | None, *, names: Mapping[str, str]
) -> Message:
    reference: tuple[Reference, ...] = ()
    sender = draft.sender
    if earlier is not None:
        sender = earlier.message.sender
        reference = (Reference(identifier=earlier.message.identifier, sender=sender),)
    info = Info(
        language="zh-CN",
        event=names.get(draft.kind, ""),
        kind=draft.kind,
        kind_code=draft.kind,
        urgency=Urgency.UNKNOWN,
        severity_text=draft.colour.value if draft.colour else "",
        severity=CapSeverity.UNKNOWN,
        colour=draft.colour,
        colour_from=ColourFrom.SEVERITY if draft.colour else ColourFrom.NOWHERE,
        certainty=Certainty.UNKNOWN,
        effective=draft.begins_at,
        expires=draft.ends_at,
        sender_name=draft.sender,
        headline=draft.headline,
        description=draft.description,
        instruction=draft.instruction,
        areas=(Area(description=draft.area, codes=draft.area_codes),),
    )
    return Message(
        identifier=draft.number or str(draft.id),
        sender=sender,
        sent=draft.sent_at,
        status=Status.ACTUAL,
        msg_type=draft.msg_type,
        references=reference,
        infos=(info,),
    )


def pass_on(db: Database, notice: Notice, *, officer: Officer) -> Notice:
    """Note that a warning was passed on; sending again notes it once.

    Raises:
        NotAllowed, TextMissing, TextTooLong, BadCount, AnswerInFuture: Nothing was written.
        Conflict: There is no such warning.
        Unavailable: The outcome is unknown; send the same notice again.
    """
    require(officer, Right.WARN)
    ready: Notice = admit_texts(notice)[0]
    _check_notice(ready)
    with db.write(officer) as tx:
        known = kept.find(tx, Notice, ready.id)
        if known is not None:
            return known
        warning = store.find(tx, ready.warning_id)
        if warning is None:
            raise Conflict
        if ready.at > tx.at + _TOLERANCE:
            raise AnswerInFuture(at=minute(ready.at))
        ways = {term.code: term.zh for term in phrases.words(tx, CHANNELS)}
        new = replace(ready, by=tx.officer.name, recorded_at=tx.at, drill_id=warning.drill_id)
        body = {
            "headline": warning.message.headline[:MAX_FIELD],
            "way": ways.get(new.channel, new.channel),
            "told": new.told,
            "reached": "" if new.reached is None else new.reached,
            SET: kept.add(tx, new),
        }
        journal.append(
            tx,
            NOTICED,
            body,
            id=new.id,
            subject=warning.id,
            line=Line.AUTOMATIC,
            drill_id=warning.drill_id,
        )
        clocks.satisfy_in(
            tx,
            ClockKind.FORWARD,
            warning.id,
            at=min(new.at, tx.at),
            by=tx.officer.name,
            done=new.told,
        )
    return new


def _check_notice(notice: Notice) -> None:
    for name in ("channel", "told"):
        if not getattr(notice, name).strip():
            raise TextMissing(field=name)
    for name in ("channel", "told", "remarks"):
        check_length(name, getattr(notice, name), MAX_FIELD)
    if notice.reached is not None and not 0 <= notice.reached <= _MOST_REACHED:
        raise BadCount(count=notice.reached)


def notices(db: Database, warning_id: UUID) -> tuple[Notice, ...]:
    """Return how a warning was passed on, in the order of time."""
    with db.read() as tx:
        wanted = warning_notice.c.warning_id == warning_id
        return kept.where(tx, Notice, wanted, order=warning_notice.c.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A warning on the list of those that wait or hold.

    Attributes:
        calls: How far its call list has come; None without a list.
        is_passed_on: Whether it was passed on to anybody.
    """

    warning: WarningRecord
    calls: CallCounts | None
    is_passed_on: bool

    @property
    def waiting_calls(self) -> int:
        """Lines of its call list that wait for an answer."""
        return self.calls.waiting if self.calls is not None else 0

    @property
    def needs(self) -> int:
        """What has to be done first: 0 confirm it, 1 call, 2 pass it on, 3 nothing."""
        if self.warning.state is State.PENDING:
            return 0
        if self.waiting_calls:
            return 1
        return 3 if self.is_passed_on or self.warning.message.msg_type is MsgType.CANCEL else 2


def live(db: Database, *, drill_id: UUID | None = None) -> tuple[Live, ...]:
    """Return the warnings that wait or hold; what needs something done first on top."""
    with db.read() as tx:
        return live_in(tx, drill_id=drill_id)


def live_in(
    tx: Tx, *, drill_id: UUID | None = None, known: Iterable[Live] = ()
) -> tuple[Live, ...]:
    """Do what `live` does inside a transaction.

    Args:
        known: What was read before; of these only the changed ones are read again.
    """
    found = store.live(tx, drill_id=drill_id, known=[one.warning for one in known])
    ids = store.live_ids(drill_id)
    calls, passed_on = store.calls_of(tx, ids), store.passed_on(tx, ids)
    listed = (
        Live(warning=one, calls=calls.get(one.id), is_passed_on=one.id in passed_on)
        for one in found
    )
    return tuple(sorted(listed, key=_urgent))


def _urgent(one: Live) -> tuple[int, int, float]:
    colour = one.warning.colour
    rank = len(Severity) if colour is None else colour.rank
    return one.needs, rank, -one.warning.recorded_at.timestamp()


def find(db: Database, warning_id: UUID) -> WarningRecord | None:
    """Return a warning as it is now; None if there is none with this id."""
    with db.read() as tx:
        return find_in(tx, warning_id)


def find_in(tx: Tx, warning_id: UUID) -> WarningRecord | None:
    """Do what `find` does inside a transaction."""
    return store.find(tx, warning_id)


def page(
    db: Database,
    *,
    before: datetime | None = None,
    drill_id: UUID | None = None,
    limit: int = PAGE,
) -> tuple[WarningRecord, ...]:
    """Return the newest warnings, live or over, or those taken in before a time."""
    with db.read() as tx:
        return store.page(tx, before=before, drill_id=drill_id, limit=limit)
