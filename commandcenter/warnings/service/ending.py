"""Ending the warnings, call lists and hotspots of a drill that is over."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database.tx import WriteTx
from commandcenter.warnings.model.passing import HotspotResult
from commandcenter.warnings.model.warning import State, Why
from commandcenter.warnings.service import hotspots, recording
from commandcenter.warnings.store import warnings as store


def end_drill_in(tx: WriteTx, drill_id: UUID, *, reason: str, at: datetime) -> None:
    """Call off every live warning of a drill, with its calls, and close its hotspots."""
    for one in store.live(tx, drill_id=drill_id):
        over = replace(one, state=State.CANCELLED, why=Why.CALLED_OFF, reason=reason)
        recording.replace_in(tx, one, over)
    for spot in hotspots.still_open_in(tx, drill_id=drill_id):
        hotspots.check_in(tx, spot, HotspotResult.NO_FIRE, found=reason, at=at)
