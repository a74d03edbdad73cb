"""Call-and-answer: the list of a warning, each ring, and what happens when nobody answers."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import Organisation
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import areas, people, phrases
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.times import day_of, minute
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks
from commandcenter.warnings.model.calls import (
    STAGES,
    AnswerInFuture,
    Attempt,
    Call,
    CallClosed,
    CallState,
    Limits,
    Listed,
    Stage,
    Statistics,
    is_answer,
    listed,
    neighbour,
    stage_at,
    statistics,
)
from commandcenter.warnings.model.coverage import covered
from commandcenter.warnings.model.warning import MAX_FIELD, MAX_REASON, WarningRecord, check_length
from commandcenter.warnings.store import kept
from commandcenter.warnings.store import warnings as store
from commandcenter.warnings.tables import warning_attempt, warning_call

LISTED = "warnings.call_listed"
RANG = "warnings.rang"
ANSWERED = "warnings.answered"
ESCALATED = "warnings.call_escalated"
ENDED = "warnings.call_ended"
KINDS = frozenset({LISTED, RANG, ANSWERED, ESCALATED, ENDED})

ALARM = "call_unanswered"
DEPUTY = "warnings.call_deputy_s"
NEIGHBOUR = "warnings.call_neighbour_s"
AGAIN = "warnings.call_again_s"
POSTS, NEIGHBOURS = "warning_post", "warning_neighbour"
# Clocks of workstations differ a little.
_TOLERANCE = timedelta(minutes=5)
_EVER = timedelta.max
_WAITS = {"deputy": DEPUTY, "neighbour": NEIGHBOUR, "again": AGAIN}
_SEVERITIES = {Stage.DEPUTY: Severity.ORANGE, Stage.NEIGHBOUR: Severity.RED}


def begin_in(tx: WriteTx, warning: WarningRecord) -> tuple[Call, ...]:
    """Make the call list of a warning from the areas it covers, each line with its clock.

    There is a list even where the county does not say how long to wait for an answer.
    """
    limit = clocks.limit_in(tx, DEPUTY, tx.at)
    calls = _listed(tx, warning)
    for one in calls:
        body = {"name": one.name, SET: kept.add(tx, one)}
        journal.append(tx, LISTED, body, id=new_id(), subject=warning.id, drill_id=warning.drill_id)
        if limit is not None:
            clocks.start_in(
                tx,
                ClockKind.CALL,
                subject=one.id,
                title=f"{one.organisation} {one.name}".strip(),
                limit=limit,
                at=one.begun_at,
                rule=DEPUTY,
                about=warning.id,
                drill_id=warning.drill_id,
            )
    return calls


def _listed(tx: WriteTx, warning: WarningRecord) -> tuple[Call, ...]:
    on = day_of(tx.at)
    codes = covered(warning.message, areas.existing(tx, on=on))
    units = people.organisations_in(tx)
    posts = [term.zh for term in phrases.words(tx, POSTS)]
    words = [term.zh for term in phrases.words(tx, NEIGHBOURS)]
    found = listed(units, people.everybody_in(tx), codes, posts)
    return tuple(
        _call(tx, warning, one, position, neighbour(one.organisation, units, words))
        for position, one in enumerate(found, start=1)
    )


def _call(
    tx: WriteTx, warning: WarningRecord, one: Listed, position: int, knocking: Organisation | None
) -> Call:
    first, *others = one.people
    deputy = others[0] if others else None
    return Call(
        id=new_id(),
        warning_id=warning.id,
        position=position,
        person_id=first.id,
        name=first.name,
        post=first.post,
        organisation=one.organisation.name,
        area_code=one.organisation.area_code,
        phone=first.mobile or first.office_phone or one.organisation.phone,
        deputy_name=deputy.name if deputy else "",
        deputy_phone=(deputy.mobile or deputy.office_phone) if deputy else "",
        neighbour_name=knocking.name if knocking else "",
        neighbour_phone=knocking.phone if knocking else "",
        begun_at=tx.at,
        next_try_at=tx.at,
        drill_id=warning.drill_id,
    )


def _limits(tx: Tx, at: datetime) -> Limits:
    """Return how long to wait; for ever where the county does not say."""
    waits = {name: clocks.limit_in(tx, code, at) for name, code in _WAITS.items()}
    return Limits(**{name: _EVER if wait is None else wait for name, wait in waits.items()})


def end_in(tx: WriteTx, warning: WarningRecord) -> None:
    """End what is still open of the list of a warning that is over."""
    for one in _of_warning(tx, warning.id):
        if one.state is CallState.OPEN:
            after = replace(one, state=CallState.VOID, next_try_at=None)
            _replace(tx, ENDED, one, after, line=Line.NONE)
            _close_in(tx, one)
            clocks.void_in(
                tx, ClockKind.CALL, one.id, at=tx.at, by=tx.officer.name, reason=warning.why.value
            )


def ring(db: Database, attempt: Attempt, *, officer: Officer) -> Call:
    """Note that somebody was rung, and what came of it; sending again notes it once.

    Raises:
        NotAllowed, CallClosed, AnswerInFuture, TextTooLong: Nothing was written.
        Conflict: There is no such call.
        Unavailable: The outcome is unknown; send the same attempt again.
    """
    require(officer, Right.WARN)
    ready: Attempt = admit_texts(attempt)[0]
    check_length("replied", ready.replied, MAX_REASON)
    check_length("channel", ready.channel, MAX_FIELD)
    with db.write(officer) as tx:
        one = kept.find(tx, Call, ready.call_id)
        if one is None:
            raise Conflict
        if kept.find(tx, Attempt, ready.id) is not None:
            return one
        return _ring(tx, one, ready)


def _ring(tx: WriteTx, one: Call, attempt: Attempt) -> Call:
    if one.state is not CallState.OPEN:
        raise CallClosed(name=one.name)
    if max(attempt.called_at, attempt.answered_at or attempt.called_at) > tx.at + _TOLERANCE:
        raise AnswerInFuture(at=minute(attempt.called_at))
    again, answered = clocks.limit_in(tx, AGAIN, tx.at), is_answer(attempt.outcome)
    at = attempt.answered_at or attempt.called_at
    callee = one.callee
    noted = replace(
        attempt,
        round=one.rounds + 1,
        stage=one.stage,
        callee=attempt.callee or callee.name,
        phone=attempt.phone or callee.phone,
        caller=tx.officer.name,
        answered_at=at if answered else None,
        recorded_at=tx.at,
    )
    after = replace(one, rounds=noted.round, next_try_at=at if again is None else at + again)
    if answered:
        after = replace(
            after,
            state=CallState.ANSWERED,
            next_try_at=None,
            answered_at=at,
            answered_by=noted.callee,
            replied=noted.replied,
        )
    said = kept.add(tx, noted)
    after = _replace(
        tx,
        ANSWERED if answered else RANG,
        one,
        after,
        line=Line.AUTOMATIC,
        more=said,
        facts={"callee": noted.callee, "outcome": noted.outcome.value, "replied": noted.replied},
        act_id=noted.id,
    )
    if answered:
        _close_in(tx, one)
        clocks.satisfy_in(tx, ClockKind.CALL, one.id, at=at, by=tx.officer.name, done=noted.replied)
    return after


def escalate_due(db: Database, *, officer: Officer) -> tuple[Call, ...]:
    """Let the deputy, then the neighbours be rung where nobody answered in time.

    Called by the heartbeat of every workstation; looks without a lock first, and each step
    is taken once.

    Raises:
        Unavailable: The outcome is unknown; the next heartbeat does it again.
    """
    with db.read() as tx:
        if not _late(tx, db.now(tx)):
            return ()
    with db.write(officer) as tx:
        return tuple(_escalate(tx, one, stage) for one, stage in _late(tx, tx.at))


def _late(tx: Tx, at: datetime) -> list[tuple[Call, Stage]]:
    still_open = kept.where(tx, Call, warning_call.c.state == CallState.OPEN.value)
    if not still_open:
        return []
    limits = _limits(tx, at)
    staged = ((one, stage_at(one, limits, at)) for one in still_open)
    return [(one, stage) for one, stage in staged if STAGES.index(stage) > STAGES.index(one.stage)]


def _escalate(tx: WriteTx, one: Call, stage: Stage) -> Call:
    after = replace(one, stage=stage, next_try_at=tx.at)
    callee = after.callee
    after = _replace(tx, ESCALATED, one, after, line=Line.AUTOMATIC, facts={"callee": callee.name})
    raise_in(
        tx,
        ALARM,
        source=f"call:{one.id}",
        title=f"{one.organisation} {one.name}".strip(),
        severity=_SEVERITIES[stage],
        area_code=one.area_code,
        subject=one.warning_id,
        at=tx.at,
        drill_id=one.drill_id,
    )
    return after


def _close_in(tx: WriteTx, one: Call) -> None:
    if one.stage is not Stage.FIRST:
        clear_in(tx, ALARM, f"call:{one.id}", at=tx.at)


def _replace(
    tx: WriteTx,
    kind: str,
    before: Call,
    after: Call,
    *,
    line: Line,
    more: dict[str, object] | None = None,
    facts: dict[str, object] | None = None,
    act_id: UUID | None = None,
) -> Call:
    said = kept.replace(tx, before, after) | (more or {})
    body = {
        "name": before.name,
        "organisation": before.organisation,
        "stage": after.stage.value,
        **(facts or {}),
        SET: said,
    }
    journal.append(
        tx,
        kind,
        body,
        id=act_id or new_id(),
        subject=before.warning_id,
        line=line,
        drill_id=before.drill_id,
    )
    return replace(after, version=before.version + 1)


def of_warning(db: Database, warning_id: UUID) -> tuple[Call, ...]:
    """Return the call list of a warning, in its order."""
    with db.read() as tx:
        return _of_warning(tx, warning_id)


def _of_warning(tx: Tx, warning_id: UUID) -> tuple[Call, ...]:
    wanted = warning_call.c.warning_id == warning_id
    return kept.where(tx, Call, wanted, order=warning_call.c.position)


def lists_in(tx: Tx, warning_ids: Collection[UUID]) -> dict[UUID, tuple[Call, ...]]:
    """Return the call list of each of some warnings that has one, in its order."""
    found: dict[UUID, tuple[Call, ...]] = {}
    wanted = warning_call.c.warning_id.in_(warning_ids)
    for one in kept.where(tx, Call, wanted, order=warning_call.c.position):
        found[one.warning_id] = (*found.get(one.warning_id, ()), one)
    return found


def attempts(db: Database, warning_id: UUID) -> tuple[Attempt, ...]:
    """Return every ring for a warning, in the order they were noted."""
    with db.read() as tx:
        ids = [one.id for one in _of_warning(tx, warning_id)]
        wanted = warning_attempt.c.call_id.in_(ids)
        return kept.where(tx, Attempt, wanted, order=warning_attempt.c.recorded_at)


def answered(db: Database, warning_id: UUID) -> Statistics:
    """Return how many of the list of a warning answered, and within the limit."""
    with db.read() as tx:
        limits = _limits(tx, db.clock())
        return statistics(_of_warning(tx, warning_id), limits.deputy)


def waiting_in(tx: Tx, *, drill_id: UUID | None = None) -> int:
    """Return how many lines of the lists of the live warnings wait for an answer."""
    counted = store.calls_of(tx, store.live_ids(drill_id))
    return sum(one.waiting for one in counted.values())
