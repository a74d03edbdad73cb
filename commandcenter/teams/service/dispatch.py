"""Teams that were sent: the steps until they are back, what they report."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require, require_at_all
from commandcenter.directory.service import rules
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit, admit_texts
from commandcenter.teams.model import ladder
from commandcenter.teams.model.accountability import RULES, Measure
from commandcenter.teams.model.dispatch import (
    Act,
    Circle,
    Dispatch,
    Result,
    Step,
)
from commandcenter.teams.service import recording
from commandcenter.teams.store import dispatch as store

EVIDENCE = store.EVIDENCE
PAGE = 200


def take(
    db: Database,
    dispatch_id: UUID,
    step: Step,
    *,
    officer: Officer,
    at: datetime | None = None,
    act_id: UUID | None = None,
) -> Dispatch:
    """Note that a team took a step of the ladder; steps before it may be left out.

    Args:
        at: When it was, as told; None means now.
        act_id: Made by the caller so that sending again notes it once.

    Raises:
        NotAllowed, DispatchClosed, StepTaken, TimeRunsBack, StepInFuture: Nothing was written.
        NoSuchRule, BadValue: The county does not say how often safety calls are due.
        Conflict: There is no such dispatch.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.DISPATCH)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, dispatch_id, act_id)
        if is_noted:
            return one
        moment = at or recording.now_of(tx, one)
        ladder.check_take(one, step, moment, now=recording.now_of(tx, one))
        return recording.note(tx, one, Act.TAKE, step, moment, act_id=act_id)


def correct(
    db: Database,
    dispatch_id: UUID,
    step: Step,
    *,
    at: datetime,
    reason: str,
    officer: Officer,
    act_id: UUID | None = None,
) -> Dispatch:
    """Give a step a later time and say why; the old time stays readable.

    Raises:
        NotAllowed, StepNotTaken, OrderedStays, ReasonMissing, OnlyForwards, TimeRunsBack,
        StepInFuture: Nothing was written.
        NoSuchRule, BadValue: The county does not say how often safety calls are due.
        Conflict: There is no such dispatch.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.DISPATCH)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, dispatch_id, act_id)
        if is_noted:
            return one
        ladder.check_correction(one, step, at, reason, now=recording.now_of(tx, one))
        return recording.note(tx, one, Act.CORRECT, step, at, reason=reason, act_id=act_id)


def undo(
    db: Database,
    dispatch_id: UUID,
    step: Step,
    *,
    reason: str,
    officer: Officer,
    act_id: UUID | None = None,
) -> Dispatch:
    """Take the last step back and say why; it stays readable.

    Raises:
        NotAllowed, StepNotTaken, OrderedStays, ReasonMissing, NotTheLastStep,
        DispatchClosed: Nothing was written.
        TeamCommitted: The team came back and was sent elsewhere since; nothing was written.
        NoSuchRule, BadValue: The county does not say how often safety calls are due.
        Conflict: There is no such dispatch.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.DISPATCH)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, dispatch_id, act_id)
        if is_noted:
            return one
        ladder.check_undo(one, step, reason)
        if not one.is_open:
            busy = store.commitments(tx, [one.order.team_id])
            ladder.check_free(one.team_name, one.order.drill_id, busy)
        return recording.note(tx, one, Act.UNDO, step, tx.at, reason=reason, act_id=act_id)


def cancel(
    db: Database, dispatch_id: UUID, *, reason: str, officer: Officer, act_id: UUID | None = None
) -> Dispatch:
    """Call a team off before it has left, and say why.

    Raises:
        NotAllowed, DispatchClosed, ReasonMissing, AlreadyOut: Nothing was written.
        NoSuchRule, BadValue: The county does not say how often safety calls are due.
        Conflict: There is no such dispatch.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    return _end(db, dispatch_id, Act.CANCEL, reason, officer=officer, act_id=act_id)


def release(
    db: Database, dispatch_id: UUID, *, reason: str, officer: Officer, act_id: UUID | None = None
) -> Dispatch:
    """Let a team go wherever it is, free for something else, and say why.

    Raises:
        NotAllowed, DispatchClosed, ReasonMissing: Nothing was written.
        NoSuchRule, BadValue: The county does not say how often safety calls are due.
        Conflict: There is no such dispatch.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    return _end(db, dispatch_id, Act.RELEASE, reason, officer=officer, act_id=act_id)


def _end(
    db: Database,
    dispatch_id: UUID,
    act: Act,
    reason: str,
    *,
    officer: Officer,
    act_id: UUID | None,
) -> Dispatch:
    require_at_all(officer, Right.DISPATCH)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, dispatch_id, act_id)
        if is_noted:
            return one
        ladder.check_end(one, act, reason)
        return recording.note(
            tx, one, act, one.step, recording.now_of(tx, one), reason=reason, act_id=act_id
        )


def answer(
    db: Database,
    dispatch_id: UUID,
    *,
    officer: Officer,
    note: str = "",
    act_id: UUID | None = None,
) -> Dispatch:
    """Note that everybody of a team answered the safety call; its next one starts from now.

    Raises:
        NotAllowed, NotOnScene, FieldTooLong: Nothing was written.
        NoSuchRule, BadValue: The county does not say how often safety calls are due.
        Conflict: There is no such dispatch.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.DISPATCH)
    note, _ = admit(note)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, dispatch_id, act_id)
        if is_noted:
            return one
        ladder.check_answer(one, note)
        return recording.note(
            tx, one, Act.CHECK, one.step, recording.now_of(tx, one), reason=note, act_id=act_id
        )


def report(db: Database, dispatch_id: UUID, result: Result, *, officer: Officer) -> Dispatch:
    """Note what a team reports about its work; an earlier report stays readable.

    Raises:
        NotAllowed, OutOfRange, FieldTooLong: Nothing was written.
        Conflict: There is no such dispatch.
        Unavailable: The outcome is unknown; send the same result again.
    """
    require_at_all(officer, Right.DISPATCH)
    ready: Result = admit_texts(result)[0]
    ladder.check_result(ready)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, dispatch_id, ready.id)
        if not is_noted:
            body = store.add_result(tx, one, ready)
            recording.append(tx, store.RESULT, body, one, act_id=ready.id)
            one = replace(one, result=ready)
    return one


def _begin(tx: WriteTx, dispatch_id: UUID, act_id: UUID | None) -> tuple[Dispatch, bool]:
    """Return the dispatch, and whether this act was noted before."""
    one = store.find(tx, dispatch_id)
    if one is None:
        raise Conflict
    require(tx.officer, Right.DISPATCH, drill_id=one.order.drill_id)
    return one, act_id is not None and store.has_act(tx, act_id)


def find(db: Database, dispatch_id: UUID) -> Dispatch | None:
    """Return a dispatch with its whole history."""
    with db.read() as tx:
        return find_in(tx, dispatch_id)


def find_in(tx: Tx, dispatch_id: UUID) -> Dispatch | None:
    """Do what `find` does inside a transaction."""
    return store.find(tx, dispatch_id)


def still_open(db: Database, *, drill_id: UUID | None = None) -> tuple[Dispatch, ...]:
    """Return the dispatches under way, in the order of their orders."""
    with db.read() as tx:
        return still_open_in(tx, drill_id=drill_id)


def still_open_in(tx: Tx, *, drill_id: UUID | None = None) -> tuple[Dispatch, ...]:
    """Do what `still_open` does inside a transaction."""
    return store.still_open(tx, drill_id=drill_id)


def of_order(db: Database, order_id: UUID) -> tuple[Dispatch, ...]:
    """Return the dispatches of one order."""
    with db.read() as tx:
        return store.of_order(tx, order_id)


def of_entry(db: Database, entry_id: UUID) -> tuple[Dispatch, ...]:
    """Return the dispatches ordered from a log line."""
    with db.read() as tx:
        return store.of_entry(tx, entry_id)


def of_incidents_in(
    tx: Tx,
    ids: Collection[UUID],
    *,
    entries: Collection[UUID],
    dispatches: Collection[UUID],
    drill_id: UUID | None,
) -> tuple[Dispatch, ...]:
    """Return the dispatches of incidents: ordered for them, from their log lines, or linked.

    Args:
        drill_id: Of the incidents; teams of another drill, or of reality, are none of theirs.
    """
    return store.of_incidents(tx, ids, entries=entries, dispatches=dispatches, drill_id=drill_id)


def of_incident(db: Database, incident_id: UUID) -> tuple[Dispatch, ...]:
    """Return the dispatches that belong to an incident."""
    with db.read() as tx:
        return store.of_incident(tx, incident_id)


def page(
    db: Database, *, before: int | None = None, drill_id: UUID | None = None, limit: int = PAGE
) -> tuple[Dispatch, ...]:
    """Return the newest dispatches, or those before a number in the journal, newest first."""
    with db.read() as tx:
        return store.page(tx, before=before, drill_id=drill_id, limit=limit)


def limits(db: Database, *, on: date) -> dict[tuple[Circle, Measure], timedelta]:
    """Return the county's response standards.

    Raises:
        NoSuchRule, BadValue: A rule row is missing, or no number.
    """
    with db.read() as tx:
        return {key: rules.seconds(tx, code, on=on) for key, code in RULES.items()}
