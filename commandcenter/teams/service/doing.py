"""What teams are doing now: as their dispatch says while they are out, else what was said last."""

from dataclasses import replace
from uuid import UUID

from commandcenter.database.tx import Tx
from commandcenter.teams.model.dispatch import STATES, Dispatch
from commandcenter.teams.model.readiness import Readiness
from commandcenter.teams.store import dispatch as dispatch_store
from commandcenter.teams.store import readiness as store


def current_in(tx: Tx, *, drill_id: UUID | None = None) -> dict[UUID, Readiness]:
    """Return what each team is doing, in reality or in a drill."""
    known = store.current(tx, drill_id=drill_id)
    for one in dispatch_store.still_open(tx, drill_id=drill_id):
        team_id = one.order.team_id
        known[team_id] = _sent(one, known.get(team_id))
    return known


def present_in(tx: Tx, team_id: UUID) -> Readiness | None:
    """Return what a team is doing in reality; None if nobody ever said."""
    said = store.latest(tx, team_id)
    busy = dispatch_store.commitments(tx, [team_id])
    real = next((one for one in busy if one.order.drill_id is None), None)
    return said if real is None else _sent(real, said)


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
