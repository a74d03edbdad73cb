"""SQL that only papers need: which order a printed number means, who was sent last."""

from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.store import dispatch as store
from commandcenter.teams.tables.dispatch import dispatch


def order_with(tx: Tx, number: str) -> UUID | None:
    """Return the order that a dispatch with this number belongs to."""
    query = sa.select(dispatch.c.order_id).where(dispatch.c.number == number)
    found: UUID | None = tx.execute(query.order_by(dispatch.c.seq.desc())).scalar()
    return found


def newest_real(tx: Tx, team_id: UUID) -> Dispatch | None:
    """Return the newest dispatch of a team that was no drill."""
    query = sa.select(dispatch.c.id).where(
        dispatch.c.team_id == team_id, dispatch.c.drill_id.is_(None)
    )
    found = tx.execute(query.order_by(dispatch.c.seq.desc()).limit(1)).scalar()
    return None if found is None else store.find(tx, found)
