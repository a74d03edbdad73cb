"""What was done with a warning besides: passed on, refused on the way in, seen from space."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MAX_LON, MAX_LAT = 180, 90
MOST_PIXELS = 100_000


class BadCount(Rejected):
    """A number nobody can have counted."""

    sentence = N_("{count} is no number of this; correct it.")


class BadDegrees(Rejected):
    """Degrees that lie on no globe."""

    sentence = N_("The hotspot cannot lie at longitude {lon}, latitude {lat}; correct the figures.")


class AlreadyChecked(Rejected):
    """Two results of one hotspot would leave open which one holds."""

    sentence = N_("This hotspot was checked already: {by}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A warning that was passed on.

    Attributes:
        id: Made by the client, so that sending again notes it once.
        channel: Code of the dictionary `warning_channel`.
        told: To whom.
        reached: How many people; None if nobody counted.
    """

    id: UUID
    warning_id: UUID
    channel: str
    told: str
    at: datetime
    reached: int | None = None
    remarks: str = ""
    by: str = ""
    recorded_at: datetime | None = None
    drill_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file that was refused on its way in.

    Attributes:
        name: Of the file.
        sha256: Of its bytes; it is not kept.
        reason: Name of the error.
        facts: What its sentence mentions, as JSON.
    """

    id: UUID
    origin: str
    source: str
    name: str
    sha256: str
    reason: str
    facts: str
    at: datetime


class HotspotState(StrEnum):
    """Whether somebody looked."""

    OPEN = "open"
    CHECKED = "checked"


HOTSPOT_STEPS: dict[HotspotState | None, tuple[HotspotState, ...]] = {
    None: (HotspotState.OPEN,),
    HotspotState.OPEN: (HotspotState.CHECKED,),
}


class HotspotResult(StrEnum):
    """What it was."""

    NOTHING = ""
    FOREST_FIRE = "forest_fire"
    FARM_FIRE = "farm_fire"  # 农事用火
    FACTORY = "factory"  # a heat source that is always there
    OTHER_FIRE = "other_fire"
    NO_FIRE = "no_fire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspot:
    """A hot place that a satellite saw.

    Attributes:
        id: Made by the client, so that sending again notes it once.
        pixels: How many.
        seen_at: By the satellite.
        received_at: When the county was told; the clock runs from here.
        found: What was found there, in words.
    """

    id: UUID
    pixels: int
    lon: float
    lat: float
    place: str
    received_at: datetime | None = None
    seen_at: datetime | None = None
    area_code: str = ""
    satellite: str = ""
    number: str = ""
    state: HotspotState = HotspotState.OPEN
    result: HotspotResult = HotspotResult.NOTHING
    found: str = ""
    checked_at: datetime | None = None
    checked_by: str = ""
    recorded_by: str = ""
    drill_id: UUID | None = None
    version: int = 1

    def is_large(self, pixels: int) -> bool:
        """Say whether it has to be reported at once.

        Args:
            pixels: From so many on, by the rule row.
        """
        return self.pixels >= pixels


def check_hotspot(one: Hotspot) -> None:
    """Check what was written down of a hotspot.

    Raises:
        BadCount, BadDegrees: It cannot be.
    """
    if not 0 < one.pixels <= MOST_PIXELS:
        raise BadCount(count=one.pixels)
    if not (abs(one.lon) <= MAX_LON and abs(one.lat) <= MAX_LAT):
        raise BadDegrees(lon=one.lon, lat=one.lat)
