"""What every act on an incident writes: its row, where it stands, its connections."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.incidents.model.incident import OVER, Act, ActRow, Incident, LinkKind, State
from commandcenter.incidents.store import incident as store
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id

# What nobody at the desk asks for, because another line says it.
_QUIET = frozenset({store.FACTS, store.KINDS[Act.OPEN], store.LINKED})


def get(tx: Tx, incident_id: UUID) -> Incident:
    """Return an incident.

    Raises:
        Conflict: There is no such incident.
    """
    found = store.find(tx, incident_id)
    if found is None:
        raise Conflict
    return found


def append(
    tx: WriteTx, kind: str, body: Mapping[str, object], one: Incident, *, act_id: UUID
) -> None:
    """Append the journal row of an act; the duty log gets an automatic line."""
    journal.append(
        tx,
        kind,
        body,
        id=act_id,
        subject=one.id,
        line=Line.NONE if kind in _QUIET else Line.AUTOMATIC,
        drill_id=one.drill_id,
    )


def row_of(
    tx: WriteTx,
    one: Incident,
    act: Act,
    state: State,
    *,
    reason: str = "",
    act_id: UUID | None = None,
) -> ActRow:
    """Return a row of the history that changes nothing but the state."""
    return ActRow(
        seq=tx.seq + 1,
        id=act_id or new_id(),
        act=act,
        state=state,
        level=one.level,
        is_sensitive=one.is_sensitive,
        is_near_accident=one.is_near_accident,
        reason=reason,
        by=tx.officer.name,
        at=tx.at,
    )


def note(tx: WriteTx, one: Incident, row: ActRow) -> Incident:
    """Add a row to the history of an incident and keep where it stands after it."""
    after = replace(
        one,
        state=row.state,
        level=row.level,
        is_sensitive=row.is_sensitive,
        is_near_accident=row.is_near_accident,
        into=row.into,
        ended_at=ended_at(row.state, tx.at, one.ended_at if one.state is row.state else None),
        version=one.version + 1,
    )
    body = store.add_act(tx, one, row)
    store.set_state(tx, after)
    append(tx, store.KINDS[row.act], body, one, act_id=row.id)
    return after


def ended_at(state: State, at: datetime, before: datetime | None) -> datetime | None:
    """Return when an incident was over, if it is."""
    if state not in OVER:
        return None
    return before or at


def link(
    tx: WriteTx,
    one: Incident,
    kind: LinkKind,
    target: UUID,
    *,
    link_id: UUID | None = None,
    is_removed: bool = False,
) -> None:
    """Connect an incident with something, or take the connection away."""
    id_ = link_id or new_id()
    body = store.add_link(tx, one, id_, kind, target, is_removed=is_removed)
    append(tx, store.LINKED, body, one, act_id=id_)
