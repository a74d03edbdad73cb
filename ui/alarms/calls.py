"""The acts of the page as calls for the writing thread."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from commandcenter.alarms.model.alarm import Alarm, State
from commandcenter.alarms.model.course import NotToShelve, RedStays
from commandcenter.alarms.service import acting
from commandcenter.database.engine import Database
from commandcenter.duty.service import shifts
from commandcenter.kernel.errors import CommandCenterError
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from ui.alarms.values import Acknowledgement, Shelving
from ui.shell.seat import Seat


def acknowledge(db: Database, seat: Seat, act: Acknowledgement) -> Callable[[], Alarm]:
    """Return the call that acknowledges an alarm."""
    return partial(
        acting.acknowledge,
        db,
        act.alarm.id,
        officer=seat.officer(),
        note=act.note,
        action=act.action,
        act_id=act.act_id,
    )


def shelve(db: Database, seat: Seat, act: Shelving) -> Callable[[], Alarm]:
    """Return the call that puts an alarm aside, at the longest until the shift ends."""
    return partial(_shelve, db, act, at=seat.clock(), officer=seat.officer())


def _shelve(db: Database, act: Shelving, *, at: datetime, officer: Officer) -> Alarm:
    until = at + act.length
    shift = shifts.on_watch(db, at=at)
    # Who relieves a shift has to see it; where nobody relieved it, the handover names it.
    ends_at = shift.end_at if shift is not None and shift.end_at > at else None
    return acting.shelve(
        db,
        act.alarm.id,
        until=until if ends_at is None else min(until, ends_at),
        shift_ends_at=ends_at,
        reason=act.reason,
        officer=officer,
        act_id=act.act_id,
    )


def take_back(db: Database, seat: Seat, alarm: Alarm) -> Callable[[], Alarm]:
    """Return the call that brings an alarm back from the shelf."""
    return partial(acting.unshelve, db, alarm.id, officer=seat.officer(), act_id=new_id())


def not_to_shelve(alarm: Alarm) -> CommandCenterError | None:
    """Return why an alarm cannot be put aside; None if it can."""
    if alarm.severity is Severity.RED:
        return RedStays()
    if alarm.state not in {State.ACTIVE, State.ACKNOWLEDGED}:
        return NotToShelve()
    return None
