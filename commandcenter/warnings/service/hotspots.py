"""Hot places that satellites see: noted, looked at within the hour."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.text import admit, admit_texts
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks
from commandcenter.warnings.model.passing import (
    AlreadyChecked,
    Hotspot,
    HotspotResult,
    HotspotState,
    check_hotspot,
)
from commandcenter.warnings.model.warning import (
    MAX_FIELD,
    MAX_REASON,
    TextMissing,
    check_length,
    check_reason,
)
from commandcenter.warnings.service import codes
from commandcenter.warnings.store import kept
from commandcenter.warnings.tables import hotspot

SEEN = "warnings.hotspot_seen"
CHECKED = "warnings.hotspot_checked"
KINDS = frozenset({SEEN, CHECKED})
ALARM = "hotspot"
LIMIT = "warnings.hotspot_s"
PIXELS = "warnings.hotspot_pixels"
_TEXTS = ("place", "area_code", "satellite", "number")


def note(db: Database, new: Hotspot, *, officer: Officer) -> Hotspot:
    """Note a hotspot: its clock runs, its alarm rings; sending again notes it once.

    Raises:
        NotAllowed, BadCount, BadDegrees, TextMissing, TextTooLong: Nothing was written.
        Unavailable: The outcome is unknown; send the same hotspot again.
    """
    require(officer, Right.WARN)
    ready: Hotspot = admit_texts(new)[0]
    check_hotspot(ready)
    if not ready.place.strip():
        raise TextMissing(field="place")
    for name in _TEXTS:
        check_length(name, getattr(ready, name), MAX_FIELD)
    with db.write(officer) as tx:
        known = kept.find(tx, Hotspot, ready.id)
        if known is not None:
            return known
        pixels, limit = codes.whole(tx, PIXELS, tx.at), clocks.limit_in(tx, LIMIT, tx.at)
        one = replace(
            ready,
            lon=float(ready.lon) + 0.0,
            lat=float(ready.lat) + 0.0,
            received_at=ready.received_at or tx.at,
            state=HotspotState.OPEN,
            recorded_by=tx.officer.name,
        )
        is_large = pixels is not None and one.is_large(pixels)
        body = {
            "place": one.place,
            "pixels": one.pixels,
            "at_once": is_large,
            SET: kept.add(tx, one),
        }
        journal.append(
            tx, SEEN, body, id=one.id, subject=one.id, line=Line.AUTOMATIC, drill_id=one.drill_id
        )
        if limit is not None:
            clocks.start_in(
                tx,
                ClockKind.HOTSPOT,
                subject=one.id,
                title=one.place,
                limit=limit,
                at=one.received_at or tx.at,
                rule=LIMIT,
                drill_id=one.drill_id,
            )
        raise_in(
            tx,
            ALARM,
            source=f"hotspot:{one.id}",
            title=one.place,
            severity=Severity.RED if is_large else None,
            area_code=one.area_code,
            subject=one.id,
            at=tx.at,
            drill_id=one.drill_id,
        )
    return one


def check(
    db: Database,
    hotspot_id: UUID,
    result: HotspotResult,
    *,
    found: str,
    officer: Officer,
    at: datetime | None = None,
    act_id: UUID | None = None,
) -> Hotspot:
    """Note what a hotspot was; its clock and its alarm end.

    Args:
        at: When somebody looked, as told; None means now.

    Raises:
        NotAllowed, ReasonMissing, TextTooLong, AlreadyChecked: Nothing was written.
        Conflict: There is no such hotspot.
        Unavailable: The outcome is unknown; look at the hotspot again.
    """
    require(officer, Right.WARN)
    found, _ = admit(found)
    check_reason(found, needed=True)
    check_length("found", found, MAX_REASON)
    if result is HotspotResult.NOTHING:
        raise TextMissing(field="result")
    with db.write(officer) as tx:
        one = kept.find(tx, Hotspot, hotspot_id)
        if one is None:
            raise Conflict
        if one.state is HotspotState.CHECKED:
            if (one.result, one.found) == (result, found):
                return one
            raise AlreadyChecked(by=one.checked_by)
        return check_in(tx, one, result, found=found, at=at or tx.at, act_id=act_id)


def check_in(
    tx: WriteTx,
    one: Hotspot,
    result: HotspotResult,
    *,
    found: str,
    at: datetime,
    act_id: UUID | None = None,
) -> Hotspot:
    """Do what `check` does inside a transaction, for a hotspot nobody has looked at."""
    checked_at = min(at, tx.at)
    after = replace(
        one,
        state=HotspotState.CHECKED,
        result=result,
        found=found,
        checked_at=checked_at,
        checked_by=tx.officer.name,
    )
    said = kept.replace(tx, one, after)
    body = {"place": one.place, "result": result.value, "found": found, SET: said}
    journal.append(
        tx,
        CHECKED,
        body,
        id=act_id or new_id(),
        subject=one.id,
        line=Line.AUTOMATIC,
        drill_id=one.drill_id,
    )
    clocks.satisfy_in(tx, ClockKind.HOTSPOT, one.id, at=checked_at, by=tx.officer.name, done=found)
    clear_in(tx, ALARM, f"hotspot:{one.id}", at=tx.at)
    return replace(after, version=one.version + 1)


def still_open(db: Database, *, drill_id: UUID | None = None) -> tuple[Hotspot, ...]:
    """Return the hotspots nobody has looked at, the oldest first."""
    with db.read() as tx:
        return still_open_in(tx, drill_id=drill_id)


def still_open_in(tx: Tx, *, drill_id: UUID | None = None) -> tuple[Hotspot, ...]:
    """Do what `still_open` does inside a transaction."""
    return kept.where(
        tx,
        Hotspot,
        hotspot.c.state == HotspotState.OPEN.value,
        hotspot.c.drill_id.is_not_distinct_from(drill_id),
        order=hotspot.c.received_at,
    )


def newest(db: Database, *, drill_id: UUID | None = None, limit: int = 200) -> tuple[Hotspot, ...]:
    """Return the newest hotspots, looked at or not, newest first."""
    with db.read() as tx:
        return kept.where(
            tx,
            Hotspot,
            hotspot.c.drill_id.is_not_distinct_from(drill_id),
            order=hotspot.c.received_at.desc(),
            limit=limit,
        )
