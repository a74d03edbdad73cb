"""SQL of the steps of handling by themselves."""

from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx
from commandcenter.duty.model.entry import Step
from commandcenter.duty.tables import log_entry, log_step


def seqs(tx: Tx, drill_id: UUID) -> dict[tuple[UUID, Step], int]:
    """Return the journal row of each step that was taken later, by entry, of a drill."""
    query = (
        sa.select(log_step.c.entry_id, log_step.c.step, log_step.c.seq)
        .join(log_entry, log_entry.c.id == log_step.c.entry_id)
        .where(log_entry.c.drill_id == drill_id)
    )
    rows = tx.execute(query).mappings()
    return {(row["entry_id"], Step(row["step"])): row["seq"] for row in rows}
