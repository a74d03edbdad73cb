"""Who can be where, and when: travel times and what lies outside a circle.

Times are whole seconds in arrays of floats; infinite means never.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Indexes: TypeAlias = npt.NDArray[np.intp]
Bools: TypeAlias = npt.NDArray[np.bool_]

EARTH_KM = 6371.0088  # mean radius
NEVER = math.inf
# As many distances at once as the processor keeps near.
_BLOCK = 1 << 16
_CORNERS = 72
_TOWNSHIP_DIGITS = 9
_TERRAINS = {"0": "street", "1": "town"}  # seventh digit of an area code (GB/T 2260)


class Terrain(StrEnum):
    """What kind of area a way leads to; each has a speed and a road factor."""

    STREET = "street"  # 街道
    TOWN = "town"  # 镇
    COUNTRY = "country"  # 乡, and wherever the code says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast teams get on in one kind of area.

    Attributes:
        factor: Length of the road for each kilometre of straight line.
        speed_kmh: Along the road.
    """

    factor: float
    speed_kmh: float

    @property
    def seconds_per_km(self) -> float:
        """How long one kilometre of straight line takes."""
        return self.factor / self.speed_kmh * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Where a team starts.

    Attributes:
        start_s: From the call until it leaves.
    """

    id: UUID
    lon: float
    lat: float
    start_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere a team may be needed, such as a village."""

    code: str
    name: str
    lon: float
    lat: float

    @property
    def terrain(self) -> Terrain:
        """What kind of area it lies in."""
        return terrain_of(self.code)


def terrain_of(area_code: str) -> Terrain:
    """Return the kind of area that a code of 9 or 12 digits says."""
    known = len(area_code) >= _TOWNSHIP_DIGITS and area_code[6]
    return Terrain(_TERRAINS.get(known or "", "country"))


def points(things: Sequence[Base] | Sequence[Place]) -> Array:
    """Return longitude and latitude of each, shape (n, 2), in degrees."""
    pairs = [(thing.lon, thing.lat) for thing in things]
    return np.array(pairs, dtype=np.float64).reshape(-1, 2)


def distance_km(one: Array, other: Array) -> Array:
    """Return great-circle distances between points in degrees (…, 2), as numpy combines them."""
    return arc_km(np.radians(one), np.radians(other))


def arc_km(one: Array, other: Array) -> Array:
    """Do what `distance_km` does for points in radians."""
    lat, other_lat = one[..., 1], other[..., 1]
    north = np.sin((other_lat - lat) / 2)
    east = np.sin((other[..., 0] - one[..., 0]) / 2)
    chord = north * north + np.cos(lat) * np.cos(other_lat) * (east * east)
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """When the first team can be at each place.

    Attributes:
        places: Where somebody may be needed.
        seconds: From the call until the first team is there, for each place.
        nearest: Which base that is, as an index; -1 if none ever comes.
        by_road: Whether the time is that of the road network.
    """

    places: tuple[Place, ...]
    seconds: Array
    nearest: Indexes
    by_road: Bools

    def outside(self, limit_s: float) -> tuple[int, ...]:
        """Return the indexes of places that nobody reaches in time, the latest first."""
        found = np.flatnonzero(self.seconds > limit_s)
        codes = np.array([self.places[index].code for index in found], dtype=object)
        order = sorted(range(len(found)), key=lambda at: (-self.seconds[found[at]], codes[at]))
        return tuple(int(found[at]) for at in order)


def straight_coverage(
    bases: Sequence[Base], places: Sequence[Place], paces: Mapping[Terrain, Pace]
) -> Coverage:
    """Return when the first team can be at each place, without roads.

    Of two that come in the same second the one that stands first in the list is named.
    """
    seconds = np.full(len(places), NEVER)
    nearest = np.full(len(places), -1, dtype=np.intp)
    found = Coverage(
        places=tuple(places),
        seconds=seconds,
        nearest=nearest,
        by_road=np.zeros(len(places), dtype=bool),
    )
    if not bases or not places:
        return found
    start = np.array([base.start_s for base in bases], dtype=np.float64)
    pace = np.array([paces[place.terrain].seconds_per_km for place in places])
    origins, targets = np.radians(points(bases)), np.radians(points(places))
    rows = max(1, _BLOCK // len(bases))
    for begin in range(0, len(places), rows):
        part = slice(begin, begin + rows)
        arrivals = arc_km(origins, targets[part, np.newaxis])
        arrivals *= pace[part, np.newaxis]
        arrivals += start
        np.rint(arrivals, out=arrivals)
        nearest[part] = arrivals.argmin(axis=1)
        seconds[part] = arrivals.min(axis=1)
    return found


def circle(lon: float, lat: float, radius_km: float) -> tuple[tuple[float, float], ...]:
    """Return a closed ring of positions at this distance, for a map."""
    centre, arc = (math.radians(lon), math.radians(lat)), radius_km / EARTH_KM
    ring = [_ahead(centre, arc, 2 * math.pi * corner / _CORNERS) for corner in range(_CORNERS)]
    return (*ring, ring[0])


def _ahead(centre: tuple[float, float], arc: float, course: float) -> tuple[float, float]:
    lon, lat = centre
    sine = math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(course)
    east = math.sin(course) * math.sin(arc) * math.cos(lat)
    far = lon + math.atan2(east, math.cos(arc) - math.sin(lat) * sine)
    return math.degrees(far), math.degrees(math.asin(max(-1.0, min(1.0, sine))))


def radius_km(limit_s: float, start_s: float, pace: Pace) -> float:
    """Return how far a team gets in straight line until a time after the call."""
    return max(0.0, limit_s - start_s) / pace.seconds_per_km


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Teams that are moved, added or taken away in thought.

    Attributes:
        moved: New positions, (lon, lat), by the id of the base.
    """

    moved: Mapping[UUID, tuple[float, float]] = field(default_factory=dict)
    added: tuple[Base, ...] = ()
    removed: frozenset[UUID] = frozenset()

    def applied(self, bases: Sequence[Base]) -> tuple[Base, ...]:
        """Return the bases as they would be."""
        stay = (base for base in bases if base.id not in self.removed)
        return (*map(self._moved, stay), *self.added)

    def _moved(self, base: Base) -> Base:
        if base.id not in self.moved:
            return base
        lon, lat = self.moved[base.id]
        return replace(base, lon=lon, lat=lat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A place whose first arrival would change."""

    place: Place
    before_s: float
    after_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a change in thought would do within one limit.

    Attributes:
        gained: Outside before, inside after; the largest gain first.
        lost: Inside before, outside after; the largest loss first.
        faster: How many places would be reached earlier, inside or outside.
        slower: How many would be reached later.
    """

    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    faster: int
    slower: int


def difference(before: Coverage, after: Coverage, limit_s: float) -> Difference:
    """Compare two coverages of the same places."""
    was_in, is_in = before.seconds <= limit_s, after.seconds <= limit_s
    return Difference(
        gained=_changes(before, after, ~was_in & is_in),
        lost=_changes(before, after, was_in & ~is_in),
        faster=int(np.count_nonzero(after.seconds < before.seconds)),
        slower=int(np.count_nonzero(after.seconds > before.seconds)),
    )


def _changes(before: Coverage, after: Coverage, which: Bools) -> tuple[Change, ...]:
    changes = [
        Change(
            place=before.places[at],
            before_s=float(before.seconds[at]),
            after_s=float(after.seconds[at]),
        )
        for at in np.flatnonzero(which)
    ]
    return tuple(
        sorted(changes, key=lambda one: (-abs(one.after_s - one.before_s), one.place.code))
    )
