"""SQL of figures and numbers of the log."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.journal import Line
from commandcenter.database.schema import journal
from commandcenter.database.tx import Tx
from commandcenter.duty.tables import log_entry


def count_entries(tx: Tx, shift_id: UUID, *, drill_id: UUID | None) -> int:
    """Return how many entries a shift wrote."""
    query = sa.select(sa.func.count()).where(
        log_entry.c.shift_id == shift_id, log_entry.c.drill_id.is_not_distinct_from(drill_id)
    )
    return int(tx.execute(query).scalar_one())


def count_automatic(tx: Tx, first: int, *, drill_id: UUID | None) -> int:
    """Return how many automatic lines there are from a journal number on."""
    query = sa.select(sa.func.count()).where(
        journal.c.seq >= first,
        journal.c.line > 0,
        journal.c.line == Line.AUTOMATIC,
        journal.c.drill_id.is_not_distinct_from(drill_id),
    )
    return int(tx.execute(query).scalar_one())


def seq_of_serial(tx: Tx, day: date, serial: int, *, drill_id: UUID | None) -> int | None:
    """Return the journal number of the entry with this number on a shift day."""
    query = sa.select(log_entry.c.seq).where(
        log_entry.c.shift_day == day,
        log_entry.c.serial == serial,
        log_entry.c.drill_id.is_not_distinct_from(drill_id),
    )
    found = tx.execute(query).scalar()
    return None if found is None else int(found)
