"""What is said of hotspots seen from space."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.passing import Hotspot, HotspotResult, HotspotState
from ui.warnings import times
from ui.widgets.words import tr

RESULTS = {
    HotspotResult.FOREST_FIRE: N_("Forest fire"),
    HotspotResult.FARM_FIRE: N_("Farm fire"),
    HotspotResult.FACTORY: N_("Factory heat"),
    HotspotResult.OTHER_FIRE: N_("Other fire"),
    HotspotResult.NO_FIRE: N_("No fire"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotRow:
    """A hotspot in words.

    Attributes:
        due_at: Until when it has to be checked.
        is_large: It has to be reported at once.
    """

    spot: Hotspot
    place: str
    pixels: str
    facts: str
    result: str
    due_at: datetime | None
    is_large: bool

    @property
    def is_open(self) -> bool:
        """Whether nobody has checked it yet."""
        return self.spot.state is HotspotState.OPEN


def row(
    spot: Hotspot, now: datetime, *, limit: timedelta | None = None, large: int | None = None
) -> SpotRow:
    """Return a hotspot in words.

    Args:
        limit: How long a check may take.
        large: From so many pixels on it is reported at once.
    """
    began = spot.received_at
    return SpotRow(
        spot=spot,
        place=spot.place,
        pixels=tr("pixels: {count}").format(count=spot.pixels),
        facts=_facts(spot, now),
        result=_result(spot),
        due_at=began + limit if began is not None and limit is not None else None,
        is_large=large is not None and spot.is_large(large),
    )


def is_late(one: SpotRow, now: datetime) -> bool:
    """Say whether the check takes longer than it may."""
    return one.is_open and one.due_at is not None and one.due_at <= now


def time_left(one: SpotRow, now: datetime) -> str:
    """Return how long there is for the check, or what it brought."""
    if not one.is_open:
        return one.result
    return times.running(one.due_at, now) if one.due_at is not None else ""


def spoken(one: SpotRow, now: datetime) -> str:
    """Return a hotspot as one sentence for screen readers."""
    urgent = tr("report at once") if one.is_large and one.is_open else ""
    parts = (one.place, one.pixels, urgent, time_left(one, now), one.facts)
    return " · ".join(part for part in parts if part)


def _facts(spot: Hotspot, now: datetime) -> str:
    received = ""
    if spot.received_at is not None:
        received = tr("received {time}").format(time=times.moment(spot.received_at, now))
    seen = tr("seen {time}").format(time=clock(spot.seen_at)) if spot.seen_at is not None else ""
    where = f"{spot.lon:.4f}, {spot.lat:.4f}"
    checked = ""
    if spot.checked_at is not None:
        checked = tr("checked {time}").format(time=times.moment(spot.checked_at, now))
    parts = (received, seen, spot.satellite, spot.number, where, checked, spot.checked_by)
    return " · ".join(part for part in parts if part)


def _result(spot: Hotspot) -> str:
    word = tr(RESULTS[spot.result]) if spot.result in RESULTS else ""
    return " · ".join(part for part in (word, spot.found) if part)
