"""Which lines of a script were delivered."""

from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx
from commandcenter.drills.model.run import Act
from commandcenter.drills.tables import drill_run_act


def lines(tx: Tx, drill_id: UUID) -> frozenset[UUID]:
    """Return the lines that players were ever told, even if the clock was put back since."""
    query = sa.select(drill_run_act.c.inject_id).where(
        drill_run_act.c.drill_id == drill_id,
        drill_run_act.c.act == Act.FIRE.value,
        drill_run_act.c.inject_id.is_not(None),
    )
    return frozenset(tx.execute(query).scalars())
