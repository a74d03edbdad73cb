"""What teams are doing now: as their dispatch says while they are out, else what was said last."""

from dataclasses import replace
from uuid import UUID

from commandcenter.database.tx import Tx
from commandcenter.teams.model.dispatch import STATES, Dispatch
from commandcenter.teams.model.readiness import Readiness
from commandcenter.teams.store import dispatch as dispatch_store
from commandcenter.teams.store import readiness as store


def seen_in(tx: Tx, *, drill_id: UUID | None = None) -> dict[UUID, Readiness]:
    """Return what each team is doing for those who play: as in reality until the drill says more.

    Without a drill the same as `current_in`.
    """
    real = current_in(tx)
    return real if drill_id is None else real | current_in(tx, drill_id=drill_id)


def current_in(tx: Tx, *, drill_id: UUID | None = None) -> dict[UUID, Readiness]:
    """Return what each team is doing, in reality or in a drill."""
    known = store.current(tx, drill_id=drill_id)
    for one in dispatch_store.still_open(tx, drill_id=drill_id):
        team_id = one.order.team_id
        known[team_id] = _sent(one, known.get(team_id))
    return known


def present_in(tx: Tx, team_id: UUID, *, drill_id: UUID | None = None) -> Readiness | None:
    """Return what a team is doing; None if nobody ever said.

    Args:
        drill_id: As it is in this drill, or in reality where the drill says nothing.
    """
    said = store.latest(tx, team_id, drill_id=drill_id)
    busy = dispatch_store.commitments(tx, [team_id])
    sent = next((one for one in busy if one.order.drill_id == drill_id), None)
    if said is None and sent is None and drill_id is not None:
        return present_in(tx, team_id)
    return said if sent is None else _sent(sent, said)


def _sent(one: Dispatch, said: Readiness | None) -> Readiness:
    state = STATES[one.step]
    if said is not None and said.state is state:
        return replace(said, dispatch=one.number)
    return Readiness(
        team_id=one.order.team_id,
        state=state,
        at=one.since,
        level=said.level if said is not None else "",
        by=one.history[-1].by if one.history else one.ordered_by,
        reason=one.number,
        drill_id=one.order.drill_id,
        seq=one.history[-1].seq if one.history else one.seq,
        dispatch=one.number,
    )
