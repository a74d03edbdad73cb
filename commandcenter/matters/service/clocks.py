"""Clocks: started and ended by what happens, paused and acknowledged by officers.

A clock lives in the database alone, so that it runs on whatever program is closed.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import BadValue, NoSuchRule
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import rules
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import day_of
from commandcenter.matters.model import clock as model
from commandcenter.matters.model.clock import MAX_NOTE, MAX_TITLE, Clock, ClockKind
from commandcenter.matters.store import clocks as store
from commandcenter.matters.store import matters as matters_store

AMBER = "clocks.amber_percent"
MAY_PAUSE = "clocks.may_pause"
_NEVER_AMBER = 100


def start_in(  # noqa: PLR0913 - all that a deadline is
    tx: WriteTx,
    kind: ClockKind,
    *,
    subject: UUID,
    title: str,
    limit: timedelta,
    at: datetime,
    rule: str = "",
    about: UUID | None = None,
    can_pause: bool = False,
    drill_id: UUID | None = None,
) -> Clock:
    """Start a clock, with a journal row of its own; one that runs for the same goes on.

    Comes after the rows of the caller that were given a number beforehand.

    Args:
        at: When it began; what was learned late has less time left.
        rule: Code of the rule row that the limit is from.
        about: Incident or warning it belongs to.
        can_pause: It may stand, even if the county's rule names no clocks of its kind.
    """
    for running in store.running_of(tx, kind, subject):
        if running.rule == rule:
            return running
    due_at, warn_at = model.times(at, limit, _amber(tx))
    new = Clock(
        id=new_id(),
        kind=kind,
        subject=subject,
        about=about,
        title=_cut(title, MAX_TITLE),
        rule=rule,
        begun_at=at,
        limit=limit,
        due_at=due_at,
        warn_at=warn_at,
        can_pause=can_pause or kind.value in _pausable(tx),
        drill_id=drill_id,
    )
    _append(tx, store.STARTED, store.add(tx, new), new)
    return new


def limit_in(tx: Tx, code: str, at: datetime) -> timedelta | None:
    """Return the limit that a rule row gives; None if the county has no such row.

    For what has to be noted even where a rule row is missing or cannot be read.
    """
    try:
        return rules.seconds(tx, code, on=day_of(at))
    except (NoSuchRule, BadValue):
        return None


def satisfy_in(
    tx: WriteTx,
    kind: ClockKind,
    subject: UUID,
    *,
    at: datetime,
    by: str,
    done: str,
    rule: str | None = None,
) -> tuple[Clock, ...]:
    """End what runs for a subject because it was done, and note how late that was.

    Args:
        at: When it was done, as told.
        rule: Only the clock of this rule row; None means all of the kind.
    """
    done = _cut(done, MAX_NOTE)
    ended = []
    for before in store.running_of(tx, kind, subject):
        if rule is None or before.rule == rule:
            after = model.satisfied(before, at, by=by, done=done)
            journal_kind = store.SATISFIED_LATE if after.late_s else store.SATISFIED
            ended.append(_replace(tx, journal_kind, before, after))
    return tuple(ended)


def void_in(
    tx: WriteTx,
    kind: ClockKind,
    subject: UUID,
    *,
    at: datetime,
    by: str,
    reason: str,
    rule: str | None = None,
) -> tuple[Clock, ...]:
    """End what runs for a subject because nobody has to do it any more.

    Args:
        rule: Only the clock of this rule row; None means all of the kind.
    """
    reason = _cut(reason, MAX_NOTE)
    return tuple(
        _replace(tx, store.VOIDED, one, model.voided(one, at, by=by, reason=reason))
        for one in store.running_of(tx, kind, subject)
        if rule is None or one.rule == rule
    )


def move_in(tx: WriteTx, kind: ClockKind, subject: UUID, due_at: datetime) -> tuple[Clock, ...]:
    """Give what runs for a subject another time; who acknowledged it has to do so again."""
    return tuple(
        _replace(tx, store.MOVED, one, model.moved(one, due_at, _amber(tx)))
        for one in store.running_of(tx, kind, subject)
    )


def pass_on_in(
    tx: WriteTx, kind: ClockKind, subject: UUID, *, to: UUID, title: str
) -> tuple[Clock, ...]:
    """Let what runs for a subject run on for the one that takes its place."""
    title = _cut(title, MAX_TITLE)
    return tuple(
        _replace(tx, store.PASSED_ON, one, model.passed_on(one, to, title=title))
        for one in store.running_of(tx, kind, subject)
    )


def pause(
    db: Database, clock_id: UUID, *, note: str, officer: Officer, act_id: UUID | None = None
) -> Clock:
    """Let a clock stand, and say why.

    Args:
        act_id: Made by the caller so that sending again notes it once.

    Raises:
        NotAllowed, ClockEnded, NoPause, AlreadyPaused, NoteMissing, NoteTooLong: Nothing was
            written.
        Conflict: There is no such clock.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    note = model.checked_note(admit(note)[0])
    return _act(db, clock_id, store.PAUSED, model.paused, note=note, officer=officer, act_id=act_id)


def resume(
    db: Database, clock_id: UUID, *, note: str = "", officer: Officer, act_id: UUID | None = None
) -> Clock:
    """Let a clock run again; it, and its matter, is due later by as long as it stood.

    Raises:
        NotAllowed, ClockEnded, NotPaused: Nothing was written.
        Conflict: There is no such clock.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    note = _cut(admit(note)[0], MAX_NOTE)
    return _act(
        db, clock_id, store.RESUMED, model.resumed, note=note, officer=officer, act_id=act_id
    )


def acknowledge(
    db: Database, clock_id: UUID, *, note: str, officer: Officer, act_id: UUID | None = None
) -> Clock:
    """Say that one knows of a clock, and what was done about it; it runs on.

    Raises:
        NotAllowed, ClockEnded, AlreadyAcknowledged, NoteMissing, NoteTooLong: Nothing was
            written.
        Conflict: There is no such clock.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    note = model.checked_note(admit(note)[0])

    def acknowledged(one: Clock, at: datetime) -> Clock:
        return model.acknowledged(one, at, by=officer.name, note=note)

    return _act(
        db, clock_id, store.ACKNOWLEDGED, acknowledged, note=note, officer=officer, act_id=act_id
    )


def acknowledge_in(tx: WriteTx, clock_id: UUID, *, by: str, note: str) -> None:
    """Do what `acknowledge` does inside a transaction; one that was, or that ended, stays so."""
    before = store.find(tx, clock_id)
    if before is not None and not before.has_ended and before.acknowledged_at is None:
        after = model.acknowledged(before, tx.at, by=by, note=note)
        _replace(tx, store.ACKNOWLEDGED, before, after)


def _act(
    db: Database,
    clock_id: UUID,
    kind: str,
    act: Callable[[Clock, datetime], Clock],
    *,
    note: str,
    officer: Officer,
    act_id: UUID | None,
) -> Clock:
    require(officer, Right.ACKNOWLEDGE)
    with db.write(officer) as tx:
        before = store.find(tx, clock_id)
        if before is None:
            raise Conflict
        if act_id is not None and journal.has(tx, act_id):
            return before
        after = act(before, tx.at)
        if after.kind is ClockKind.MATTER and after.due_at != before.due_at:
            matters_store.put_off(tx, after.subject, after.due_at)
        return _replace(tx, kind, before, after, act_id=act_id, note=note)


def running(db: Database, *, drill_id: UUID | None = None) -> tuple[Clock, ...]:
    """Return the clocks that have not ended, the one due first on top."""
    with db.read() as tx:
        return store.running(tx, drill_id=drill_id)


def running_in(
    tx: Tx, *, drill_id: UUID | None = None, known: Iterable[Clock] = ()
) -> tuple[Clock, ...]:
    """Do what `running` does inside a transaction.

    Args:
        known: What was read before; of these only the changed ones are read again.
    """
    return store.running(tx, drill_id=drill_id, known=known)


def running_of_in(tx: Tx, kind: ClockKind, subject: UUID) -> tuple[Clock, ...]:
    """Return what has not ended for a subject."""
    return store.running_of(tx, kind, subject)


def late_in(tx: Tx, at: datetime) -> tuple[Clock, ...]:
    """Return the clocks that are over their time and not done, in reality and in drills."""
    return store.late(tx, at)


def of_about(db: Database, about: UUID) -> tuple[Clock, ...]:
    """Return all clocks of an incident or a warning, also those that ended, oldest first."""
    with db.read() as tx:
        return store.of_about(tx, about)


def of_about_in(tx: Tx, about: UUID) -> tuple[Clock, ...]:
    """Do what `of_about` does inside a transaction."""
    return store.of_about(tx, about)


def find(db: Database, clock_id: UUID) -> Clock | None:
    """Return a clock, whether it ended or not."""
    with db.read() as tx:
        return store.find(tx, clock_id)


def _amber(tx: WriteTx) -> int:
    try:
        return rules.whole(tx, AMBER, on=day_of(tx.at))
    except (NoSuchRule, BadValue):
        return _NEVER_AMBER


def _pausable(tx: WriteTx) -> frozenset[str]:
    try:
        return frozenset(rules.value(tx, MAY_PAUSE, on=day_of(tx.at)).split())
    except NoSuchRule:
        return frozenset()


def _replace(
    tx: WriteTx,
    kind: str,
    before: Clock,
    after: Clock,
    *,
    act_id: UUID | None = None,
    note: str = "",
) -> Clock:
    body = store.replace(tx, before, after)
    _append(tx, kind, body, after, act_id=act_id, note=note)
    return after


# What people at the desk see in the duty log; the rest follows from lines that are there.
_LINES = {store.PAUSED, store.RESUMED, store.SATISFIED_LATE, store.ACKNOWLEDGED}


def _append(
    tx: WriteTx,
    kind: str,
    body: dict[str, object],
    one: Clock,
    *,
    act_id: UUID | None = None,
    note: str = "",
) -> None:
    facts: dict[str, object] = {"note": note} if note else {}
    if kind == store.SATISFIED_LATE:
        facts = {"minutes": -(-one.late_s // 60), "by": one.ended_by, "done": one.done}
    journal.append(
        tx,
        kind,
        body | facts,
        id=act_id or new_id(),
        subject=one.id,
        line=Line.AUTOMATIC if kind in _LINES else Line.NONE,
        drill_id=one.drill_id,
    )


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
