"""What every act on a dispatch writes: its row, where it stands, the readiness of the team."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.journal import Line
from commandcenter.database.tx import WriteTx
from commandcenter.directory.service import rules
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of
from commandcenter.teams.model.accountability import next_check
from commandcenter.teams.model.dispatch import (
    STATES,
    Act,
    Dispatch,
    Outcome,
    Step,
    StepRow,
    ending_of,
)
from commandcenter.teams.model.readiness import Readiness, State, known_since
from commandcenter.teams.service import readiness
from commandcenter.teams.store import dispatch as store
from commandcenter.teams.store import readiness as readiness_store

SAFETY_CALL = "teams.safety_call_s"


def now_of(tx: WriteTx, one: Dispatch) -> datetime:
    """Return the time of what happens to a dispatch now.

    A time as told may lie a little ahead of the database's clock, and far ahead if a clock
    was wrong and has been set back: times that never decrease wait for nobody.
    """
    return max(tx.at, one.since)


def note(
    tx: WriteTx,
    one: Dispatch,
    act: Act,
    step: Step,
    at: datetime,
    *,
    reason: str = "",
    act_id: UUID | None = None,
) -> Dispatch:
    """Add a row to the history of a dispatch, and let everything follow that depends on it.

    Raises:
        NoSuchRule, BadValue: The county does not say how often safety calls are due.
    """
    row = StepRow(
        seq=tx.seq + 1,
        id=act_id or new_id(),
        act=act,
        step=step,
        at=at,
        by=tx.officer.name,
        recorded_at=tx.at,
        reason=reason,
    )
    after = replace(one, history=(*one.history, row))
    outcome, ended_at = ending_of(after.history)
    after = replace(after, outcome=outcome, ended_at=ended_at)
    interval = rules.seconds(tx, SAFETY_CALL, on=day_of(tx.at))
    after = replace(after, check_due_at=next_check(after, interval))
    body = store.add_step(tx, one, row)
    store.set_state(tx, after)
    append(tx, store.KINDS[act], body, one, act_id=row.id)
    if act not in (Act.CORRECT, Act.CHECK):
        say(tx, after, _state_after(tx, after))
    return after


def append(tx: WriteTx, kind: str, body: dict[str, object], one: Dispatch, *, act_id: UUID) -> None:
    """Append the journal row of an act; the duty log gets an automatic line."""
    drill_id = one.order.drill_id
    journal.append(
        tx, kind, body, id=act_id, subject=one.id, line=Line.AUTOMATIC, drill_id=drill_id
    )


def _state_after(tx: WriteTx, one: Dispatch) -> State:
    """Return what the team does after a step; one called off does what it did before."""
    if one.is_open:
        return STATES[one.step]
    if one.outcome is Outcome.CANCELLED:
        told = readiness_store.told(tx, one.order.team_id, drill_id=one.order.drill_id, limit=20)
        before = (said.state for said in told if said.seq < one.seq)
        return next(before, State.READY)
    return State.READY


def say(tx: WriteTx, one: Dispatch, state: State) -> None:
    """Let the readiness of the team follow; it has a journal row but no line of its own."""
    team_id, drill_id = one.order.team_id, one.order.drill_id
    last = readiness_store.latest(tx, team_id, drill_id=drill_id)
    if one.is_open and last is not None and last.state is state:
        return
    # What was said by hand may be newer than a step that is noted late, and a step may be
    # told a little ahead of the database's clock. None of this may keep a team from moving.
    since = min(one.ended_at or one.since, tx.at)
    known = known_since(last, now=tx.at)
    said = Readiness(
        team_id=team_id,
        state=state,
        at=since if known is None else max(since, known),
        level=last.level if last is not None else "",
        reason=one.number,
        drill_id=drill_id,
    )
    readiness.say_in(tx, said)
