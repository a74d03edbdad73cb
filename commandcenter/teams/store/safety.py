"""Which teams have not answered their safety call."""

from datetime import datetime

import sqlalchemy as sa

from commandcenter.database.tx import Tx
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.store import dispatch
from commandcenter.teams.tables.dispatch import dispatch_state


def silent(tx: Tx, at: datetime) -> tuple[Dispatch, ...]:
    """Return the open dispatches whose safety call is overdue, in reality and in drills."""
    query = sa.select(dispatch_state.c.dispatch_id).where(
        dispatch_state.c.outcome == "", dispatch_state.c.check_due_at <= at
    )
    ids = [row.dispatch_id for row in tx.execute(query)]
    return dispatch.of_ids(tx, ids) if ids else ()
