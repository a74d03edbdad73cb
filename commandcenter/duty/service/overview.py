"""The shift on watch in figures, and the way to a line by its number."""

from datetime import date, datetime, timedelta
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import rules
from commandcenter.duty.model.overview import Overview
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.service import shifts
from commandcenter.duty.store import log as log_store
from commandcenter.duty.store import overview as store
from commandcenter.duty.store import shifts as shift_store
from commandcenter.kernel.times import day_of


def overview(db: Database, *, at: datetime, drill_id: UUID | None = None) -> Overview:
    """Return the shift on watch in figures.

    Raises:
        NoSuchRule, BadValue: The county's rules lack what the page needs.
        Unavailable: The database did not answer.
    """
    shift = shifts.on_watch(db, at=at)
    with db.read() as tx:
        began = at if shift is None else _took_over(tx, shift)
        day = day_of(at) if shift is None else shift.day
        return Overview(
            shift=shift,
            shift_day=day,
            took_over_at=began,
            entries=0 if shift is None else store.count_entries(tx, shift.id, drill_id=drill_id),
            automatic=store.count_automatic(tx, log_store.seq_at(tx, began), drill_id=drill_id),
            next_serial=log_store.next_serial(tx, day, drill_id),
            late_after=rules.seconds(tx, "duty.late_entry_s", on=day_of(at)),
        )


def _took_over(tx: Tx, shift: Shift) -> datetime:
    near = shift_store.around(tx, shift.start_at)
    frozen = [
        before.closed_at
        for before in near
        if before.closed_at is not None and before.start_at < shift.start_at
    ]
    newest = max(frozen, default=shift.start_at)
    # A freeze long ago belongs to an earlier shift; those in between ended by themselves.
    return newest if newest >= shift.start_at - timedelta(days=1) else shift.start_at


def seq_of_serial(
    db: Database, day: date, serial: int, *, drill_id: UUID | None = None
) -> int | None:
    """Return the journal number of the entry with this number on a shift day."""
    with db.read() as tx:
        return store.seq_of_serial(tx, day, serial, drill_id=drill_id)
