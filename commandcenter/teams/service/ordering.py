"""Ordering teams to where they are needed."""

from collections.abc import Sequence
from dataclasses import replace

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.duty.service import log
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.times import day_of
from commandcenter.teams.model import ladder
from commandcenter.teams.model.dispatch import Act, Dispatch, Order, dispatch_number
from commandcenter.teams.model.readiness import State
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import recording
from commandcenter.teams.store import dispatch as store
from commandcenter.teams.store import rows


def order(db: Database, orders: Sequence[Order], *, officer: Officer) -> tuple[Dispatch, ...]:
    """Send teams, all of them or none; sending the same orders again returns the dispatches.

    A real order ends what the team does in a drill.

    Raises:
        NotAllowed, TeamCommitted, Rejected: Nobody was sent; the sentence says why.
        Conflict: A team does not exist; nobody was sent.
        Unavailable: The outcome is unknown; send the same orders again.
    """
    for one in orders:
        require(officer, Right.DISPATCH, drill_id=one.drill_id)
    ready = [admit_texts(one)[0] for one in orders]
    with db.write(officer) as tx:
        return order_in(tx, ready)


def order_in(tx: WriteTx, orders: Sequence[Order]) -> tuple[Dispatch, ...]:
    """Do what `order` does inside a transaction, with texts that were admitted."""
    if not orders:
        raise ladder.NothingOrdered
    ids = [one.team_id for one in orders]
    busy = list(store.commitments(tx, ids))
    sent = []
    for at, one in enumerate(orders):
        known = store.find(tx, one.id)
        if known is not None:
            sent.append(_same(known, one))
            continue
        team = rows.find(tx, Team, one.team_id)
        if one.team_id in ids[:at]:
            raise ladder.OrderTwice(team=team.name)
        sent.append(
            _send(tx, one, team, [open_ for open_ in busy if open_.order.team_id == team.id])
        )
    return tuple(sent)


def _same(known: Dispatch, one: Order) -> Dispatch:
    if known.order != replace(one, ordered_at=one.ordered_at or known.ordered_at):
        raise ladder.AlreadyOrdered(number=known.number)
    return known


def _send(tx: WriteTx, one: Order, team: Team, busy: Sequence[Dispatch]) -> Dispatch:
    ladder.check_order(one, at=tx.at)
    if team.is_retired:
        raise ladder.TeamRetired(team=team.name)
    _check_entry(tx, one)
    ladder.check_free(team.name, one.drill_id, busy)
    year = day_of(tx.at).year
    serial = store.next_serial(tx, year, one.drill_id)
    number = dispatch_number(year, serial, is_drill=one.drill_id is not None)
    for other in busy if one.drill_id is None else ():
        recording.note(
            tx, other, Act.RELEASE, other.step, recording.now_of(tx, other), reason=number
        )
    ordered_at = one.ordered_at or tx.at
    new = Dispatch(
        seq=tx.seq + 1,
        number=number,
        order=replace(one, ordered_at=ordered_at),
        team_name=team.name,
        ordered_by=tx.officer.name,
        ordered_at=ordered_at,
    )
    body = store.add(tx, new, year=year, serial=serial)
    recording.append(tx, store.ORDERED, body, new, act_id=new.id)
    recording.say(tx, new, State.MUSTERING)
    return new


def _check_entry(tx: Tx, one: Order) -> None:
    if one.entry_id is None:
        return
    entry = log.find_in(tx, one.entry_id)
    if entry is None:
        raise ladder.NoSuchEntry
    if entry.draft.drill_id != one.drill_id:
        raise ladder.OtherScope
