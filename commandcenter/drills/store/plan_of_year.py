"""Numbers of the annual plan."""

import sqlalchemy as sa

from commandcenter.database.tx import Tx
from commandcenter.drills.tables import drill


def next_number(tx: Tx, year: int) -> int:
    """Return the number after the last one of a year."""
    query = sa.select(sa.func.max(drill.c.number)).where(drill.c.year == year)
    return (tx.execute(query).scalar() or 0) + 1
