"""Ending what is still open of a drill: its clocks and its matters."""

from datetime import datetime
from uuid import UUID

from commandcenter.database.tx import WriteTx
from commandcenter.matters.model.matter import MAX_RESULT
from commandcenter.matters.service import clocks, matters
from commandcenter.matters.store import matters as store


def end_drill_in(tx: WriteTx, drill_id: UUID, *, reason: str, at: datetime) -> None:
    """End every clock of a drill and close every matter of it.

    Comes after what starts clocks or opens matters in the same transaction.
    """
    by = tx.officer.name
    for one in clocks.running_in(tx, drill_id=drill_id):
        clocks.void_in(tx, one.kind, one.subject, at=at, by=by, reason=reason, rule=one.rule)
    for open_ in matters.still_open_in(tx, drill_id=drill_id):
        store.close(tx, open_.id, at=at, by=by, result=reason[:MAX_RESULT])
