"""The roads of a GeoJSON file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from commandcenter.teams.model.reach import Array, Indexes, distance_km

MOST_POINTS = 2_000_000
_CLASS_NAMES = ("class", "highway", "fclass")


class RoadsUnreadable(Rejected):
    """The file is not GeoJSON."""

    sentence = N_(
        "{name} is not a GeoJSON file (line {line}). Export the roads again as GeoJSON, UTF-8."
    )


class NotACollection(Rejected):
    """GeoJSON of another shape."""

    sentence = N_("{name} holds no list of roads. Export them as a GeoJSON FeatureCollection.")


class NoRoads(Rejected):
    """Nothing in the file can be driven on."""

    sentence = N_("{name} holds no road that can be driven on. Choose the file with the roads.")


class BadRoad(Rejected):
    """A road without a usable line."""

    sentence = N_("Road {number} of {name} is no line of at least two positions. Correct it.")


class BadPosition(Rejected):
    """Not degrees, or not on Earth."""

    sentence = N_(
        "Road {number} of {name} lies at {position}, which is no longitude and latitude in"
        " degrees. Export the roads again in WGS-84."
    )


class TooManyPoints(Rejected):
    """More than can be computed in a moment."""

    sentence = N_(
        "{name} has more than {limit} points. Export this county and its neighbours only."
    )


class RoadClass(StrEnum):
    """A kind of road; each has a speed."""

    EXPRESSWAY = "expressway"  # 高速公路
    TRUNK = "trunk"  # 国道、一级公路
    PROVINCIAL = "provincial"  # 省道、二级公路
    COUNTY = "county"  # 县道、三级公路
    VILLAGE = "village"  # 乡道、村道
    STREET = "street"  # 城市道路
    TRACK = "track"  # 林道、机耕路


# Names of other programs (OpenStreetMap and what is made of it).
_OTHER_NAMES: dict[str, RoadClass] = {
    "motorway": RoadClass.EXPRESSWAY,
    "primary": RoadClass.PROVINCIAL,
    "secondary": RoadClass.COUNTY,
    "tertiary": RoadClass.VILLAGE,
    "unclassified": RoadClass.VILLAGE,
    "residential": RoadClass.STREET,
    "living_street": RoadClass.STREET,
    "service": RoadClass.STREET,
}
_NO_WAY = frozenset({"footway", "steps", "cycleway", "path", "pedestrian", "bridleway", "proposed"})
CLASSES = tuple(RoadClass)
_CODES = {kind: code for code, kind in enumerate(CLASSES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Roads:
    """The roads of a file.

    Attributes:
        points: All points of all roads, road after road, shape (n, 2), degrees.
        starts: Index of the first point of each road, and the end of the last one.
        classes: Index into CLASSES for each road.
        unknown: How many roads had no class that is known; they count as village roads.
    """

    points: Array
    starts: Indexes
    classes: Indexes
    unknown: int = 0

    @property
    def count(self) -> int:
        """How many roads there are."""
        return len(self.classes)

    @property
    def length_km(self) -> float:
        """How long they are together."""
        first, last, _ = segments(self)
        return float(distance_km(self.points[first], self.points[last]).sum())


def read(content: bytes, name: str) -> Roads:
    """Read roads from GeoJSON.

    One-way rules are not kept: they do not bind rescue vehicles.

    Args:
        name: Of the file, for the sentence that says what is wrong.

    Raises:
        RoadsUnreadable, NotACollection, NoRoads, BadRoad, BadPosition, TooManyPoints: What
            is wrong with the file.
    """
    points: list[Sequence[float]] = []
    starts, classes, unknown = [0], [], 0
    for number, feature in enumerate(_features(content, name), start=1):
        kind, is_known = _class_of(feature.get("properties"))
        if kind is None:
            continue
        for line in _lines(feature.get("geometry"), number, name):
            points += line
            starts.append(len(points))
            classes.append(_CODES[kind])
            unknown += not is_known
        if len(points) > MOST_POINTS:
            raise TooManyPoints(name=name, limit=MOST_POINTS)
    if not classes:
        raise NoRoads(name=name)
    return Roads(
        points=np.array(points, dtype=np.float64),
        starts=np.array(starts, dtype=np.intp),
        classes=np.array(classes, dtype=np.intp),
        unknown=unknown,
    )


def _features(content: bytes, name: str) -> Iterator[Mapping[str, Any]]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise RoadsUnreadable(name=name, line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise RoadsUnreadable(name=name, line=1) from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise NotACollection(name=name)
    yield from features


def _class_of(properties: object) -> tuple[RoadClass | None, bool]:
    """Return the class that a road says it has, and whether it is known; None for no road."""
    said = properties if isinstance(properties, dict) else {}
    word = next((str(said[key]).lower() for key in _CLASS_NAMES if said.get(key)), "")
    word = word.removesuffix("_link")
    if word in _NO_WAY:
        return None, True
    if word in _OTHER_NAMES:
        return _OTHER_NAMES[word], True
    if word in _CODES:
        return RoadClass(word), True
    return RoadClass.VILLAGE, False


def _lines(geometry: object, number: int, name: str) -> Iterator[list[Sequence[float]]]:
    shape = geometry if isinstance(geometry, dict) else {}
    kind, found = shape.get("type"), shape.get("coordinates")
    if kind not in ("LineString", "MultiLineString"):
        return  # a point or an area beside the roads
    lines = [found] if kind == "LineString" else found
    if not isinstance(lines, list):
        raise BadRoad(number=number, name=name)
    for line in lines:
        if not isinstance(line, list) or len(line) < 2:  # noqa: PLR2004 - two ends
            raise BadRoad(number=number, name=name)
        yield [_position(one, number, name) for one in line]


def _position(found: object, number: int, name: str) -> Sequence[float]:
    pair = found[:2] if isinstance(found, list) else []
    good = len(pair) == 2 and all(type(value) in (int, float) for value in pair)  # noqa: PLR2004
    if not good or not (abs(pair[0]) <= 180 and abs(pair[1]) <= 90):  # noqa: PLR2004 - degrees
        raise BadPosition(number=number, name=name, position=str(found)[:40])
    return pair


def segments(roads: Roads) -> tuple[Indexes, Indexes, Indexes]:
    """Return first point, last point and road of every piece between two points."""
    lengths = np.diff(roads.starts)
    owner = np.repeat(np.arange(roads.count), lengths)
    first = np.flatnonzero(owner[:-1] == owner[1:])
    return first, first + 1, owner[first]
