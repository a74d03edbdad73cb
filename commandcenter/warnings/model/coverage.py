"""Which townships and villages a warning covers."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from commandcenter.directory.model import Area
from commandcenter.warnings.model.message import Circle, Message

_EARTH_KM = 6_371.0
_COUNTY_DIGITS, _TOWNSHIP_DIGITS = 6, 9


def significant(code: str) -> str:
    """Return a code of an administrative division without the zeros that fill it up."""
    for length in (_COUNTY_DIGITS, _TOWNSHIP_DIGITS):
        if len(code) > length and not code[length:].strip("0"):
            return code[:length]
    return code


def covered(message: Message, areas: Sequence[Area]) -> frozenset[str]:
    """Return the codes of the areas that a warning covers; all of them if it does not say.

    By codes, by polygons and circles that hold the middle of an area, and by names.
    """
    wanted = tuple(map(significant, message.area_codes))
    by_code = {area.code for area in areas if _is_named(area.code, wanted)}
    shapes = [shape for info in message.infos for shape in info.areas]
    by_shape = {
        area.code
        for area in areas
        if area.lon is not None
        and area.lat is not None
        and any(holds(one.polygons, one.circles, area.lon, area.lat) for one in shapes)
    }
    names = " ".join(one.description for one in shapes)
    by_name = {area.code for area in areas if area.tier != "county" and area.name in names}
    found = by_code | by_shape | by_name
    if not found:
        return frozenset(area.code for area in areas)
    # What is inside of an area that is covered is covered as well.
    within = tuple(map(significant, found))
    return frozenset(area.code for area in areas if area.code.startswith(within))


def _is_named(code: str, wanted: Sequence[str]) -> bool:
    return any(significant(code).startswith(one) for one in wanted)


def holds(
    polygons: Iterable[Sequence[tuple[float, float]]],
    circles: Iterable[Circle],
    lon: float,
    lat: float,
) -> bool:
    """Say whether a point lies in one of the polygons or circles."""
    in_circle = (distance_km(lon, lat, one.lon, one.lat) <= one.radius_km for one in circles)
    return any(in_circle) or any(_is_inside(ring, lon, lat) for ring in polygons)


def _is_inside(ring: Sequence[tuple[float, float]], lon: float, lat: float) -> bool:
    inside = False
    for (lon1, lat1), (lon2, lat2) in pairwise(ring):
        if (lat1 > lat) != (lat2 > lat):
            crossing = lon1 + (lat - lat1) / (lat2 - lat1) * (lon2 - lon1)
            inside ^= lon < crossing
    return inside


def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the distance of two points over the ground."""
    half = sin(radians(lat2 - lat1) / 2) ** 2
    half += cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
