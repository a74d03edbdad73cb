"""Ending the alarms of a drill that is over."""

from datetime import datetime
from uuid import UUID

from commandcenter.alarms.model import course
from commandcenter.alarms.model.alarm import Act
from commandcenter.alarms.model.flood import Turn
from commandcenter.alarms.service import heartbeat, recording
from commandcenter.alarms.store import alarms as store
from commandcenter.alarms.store import floods
from commandcenter.database.tx import WriteTx


def end_drill_in(tx: WriteTx, drill_id: UUID, *, reason: str, at: datetime) -> None:
    """Clear and acknowledge every alarm of a drill, also those that wait or lie aside.

    A flood of alarms ends with it.
    """
    for one in store.unfinished(tx, drill_id):
        before = one
        for after, act in course.ended(one, at, by=tx.officer.name, note=reason):
            by, text = (tx.officer.name, reason) if act is Act.ACKNOWLEDGED else ("", "")
            recording.replace(tx, before, after, act, by=by, text=text)
            before = after
    if drill_id in floods.under_way(tx):
        heartbeat.turn_in(tx, drill_id, Turn.END, 0)
