"""Letting the teams of a drill go that is over."""

from uuid import UUID

from commandcenter.database.tx import WriteTx
from commandcenter.teams.model.dispatch import Act
from commandcenter.teams.service import recording
from commandcenter.teams.store import dispatch as store


def end_drill_in(tx: WriteTx, drill_id: UUID, *, reason: str) -> None:
    """Release every team that is still under way in a drill.

    Raises:
        NoSuchRule, BadValue: The county does not say how often safety calls are due.
    """
    for one in store.still_open(tx, drill_id=drill_id):
        at = recording.now_of(tx, one)
        recording.note(tx, one, Act.RELEASE, one.step, at, reason=reason)
