"""The roads of the invented county, as the GeoJSON file that its planners import.

Only arithmetic and square roots are used, which come out the same on every machine.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, pairwise
from random import Random

from commandcenter.cli.demo.chance import id_at, stream
from commandcenter.cli.demo.county import Area, County
from commandcenter.teams.model.road_file import RoadClass

NAME = "清溪县公路.geojson"
ID = id_at(datetime(2024, 1, 2, 1, 0, tzinfo=UTC), stream("road file"))

# Longitude and latitude.
Point = tuple[float, float]

_EAST = 0.885  # length of a degree of longitude against one of latitude
_DIGITS = 5
_BESIDE_RIVER = 0.0022
_SMOOTH = 2  # points to each side that a bend of the river is evened out over
_WINDING = 0.3  # how far the middle of a road may lie beside the straight line
_PIECE = 0.006
_TRUNK_NEAR = 0.03
_TRUNK, _RIVER = "国道 G528 线", "清溪"
_PROVINCIAL, _ALONG = "省道 S321 线", ("城关镇", "石桥镇", "白沙镇")
_FIRST_COUNTY_ROAD = 301
_TRACK, _TRACK_FROM, _TRACK_TO = "坝脚机耕路", "坝脚村", "龙潭水库"


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """One road from end to end; where two meet they share a point."""

    name: str
    kind: RoadClass
    points: tuple[Point, ...]


def geojson(county: County) -> bytes:
    """Return the roads as a file."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": road.name, "class": road.kind.value},
            "geometry": {"type": "LineString", "coordinates": road.points},
        }
        for road in roads(county)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def roads(county: County) -> tuple[Road, ...]:
    """Return a trunk road in the valley, roads between the townships, and one to each village."""
    chance = stream("roads")
    towns = {area.name: _seat(county, area) for area in county.townships}
    trunk = _trunk(county)
    main = [trunk, *_provincial(towns, chance), *_county_roads(towns, trunk, chance)]
    village = tuple(_village_roads(county, main, chance))
    return (*main, *village, _track(county, chance))


def _seat(county: County, town: Area) -> Point:
    """Return where the people of a township live."""
    seat = max(county.within(town.code), key=lambda area: area.population)
    return seat.lon, seat.lat


def _trunk(county: County) -> Road:
    """Return the road along the river, on one bank all the way."""
    river = next(water for water in county.waters if water.name == _RIVER)
    line = [tuple(point) for point in json.loads(river.geometry)["coordinates"]]
    even = [
        _middle(line[at - _SMOOTH : at + _SMOOTH + 1])
        for at in range(_SMOOTH, len(line) - _SMOOTH, _SMOOTH)
    ]
    points = [_beside(here, ahead, _BESIDE_RIVER) for here, ahead in pairwise(even)]
    return Road(name=_TRUNK, kind=RoadClass.TRUNK, points=tuple(points))


def _middle(points: Sequence[tuple[float, ...]]) -> Point:
    return sum(one[0] for one in points) / len(points), sum(one[1] for one in points) / len(points)


def _beside(here: Point, ahead: Point, away: float) -> Point:
    east, north = (ahead[0] - here[0]) * _EAST, ahead[1] - here[1]
    share = away / (east * east + north * north) ** 0.5
    return _spot(here[0] - north * share / _EAST, here[1] + east * share)


def _spot(lon: float, lat: float) -> Point:
    return round(lon, _DIGITS), round(lat, _DIGITS)


def _provincial(towns: Mapping[str, Point], chance: Random) -> Iterator[Road]:
    for start, end in pairwise(_ALONG):
        points = (*_way(towns[start], towns[end], chance), towns[end])
        yield Road(name=_PROVINCIAL, kind=RoadClass.PROVINCIAL, points=points)


def _county_roads(towns: Mapping[str, Point], trunk: Road, chance: Random) -> Iterator[Road]:
    number = _FIRST_COUNTY_ROAD
    known = {frozenset(pair) for pair in pairwise(_ALONG)}
    for start, end in _links(towns, trunk):
        if frozenset((start, end)) in known:
            continue
        points = (*_way(_of(towns, start), _of(towns, end), chance), _of(towns, end))
        yield Road(name=f"县道 X{number} 线", kind=RoadClass.COUNTY, points=points)
        number += 1


def _of(towns: Mapping[str, Point], end: str | Point) -> Point:
    return towns[end] if isinstance(end, str) else end


def _links(towns: Mapping[str, Point], trunk: Road) -> Iterator[tuple[str, str | Point]]:
    """Yield neighbours: two townships with no third one nearer to both; then the trunk road."""
    for one, other in combinations(towns, 2):
        length = _square(towns[one], towns[other])
        third = (towns[name] for name in towns if name not in (one, other))
        if not any(
            max(_square(towns[one], spot), _square(towns[other], spot)) < length for spot in third
        ):
            yield one, other
    for name, spot in towns.items():
        away, nearest = min((_square(spot, point), point) for point in trunk.points)
        if away < _TRUNK_NEAR**2:
            yield name, nearest


def _square(one: Point, other: Point) -> float:
    east, north = (other[0] - one[0]) * _EAST, other[1] - one[1]
    return east * east + north * north


def _way(start: Point, end: Point, chance: Random) -> tuple[Point, ...]:
    """Return a winding way from its start up to before its end."""
    if _square(start, end) < _PIECE**2:
        return (start,)
    aside = (chance.random() - 0.5) * _WINDING
    east, north = (end[0] - start[0]) * _EAST, end[1] - start[1]
    bend = _spot(
        (start[0] + end[0]) / 2 - north * aside / _EAST, (start[1] + end[1]) / 2 + east * aside
    )
    return _way(start, bend, chance) + _way(bend, end, chance)


def _village_roads(county: County, main: Iterable[Road], chance: Random) -> Iterator[Road]:
    """Yield a road to each village from the nearest there is, the nearest village first."""
    villages = [area for town in county.townships for area in county.within(town.code)]
    known = [point for road in main for point in road.points]
    nearest = {
        area.code: min((_square((area.lon, area.lat), point), point) for point in known)
        for area in villages
    }
    left = {area.code: area for area in villages if nearest[area.code][0] > 0}
    while left:
        code = min(left, key=nearest.__getitem__)
        area = left.pop(code)
        spot = (area.lon, area.lat)
        points = (*_way(nearest[code][1], spot, chance), spot)
        yield Road(name=f"{area.name}公路", kind=_kind(area), points=points)
        for other, one in left.items():
            found = min((_square((one.lon, one.lat), point), point) for point in points)
            nearest[other] = min(nearest[other], found)


def _kind(area: Area) -> RoadClass:
    return RoadClass.STREET if area.name.endswith("社区") else RoadClass.VILLAGE


def _track(county: County, chance: Random) -> Road:
    village = county.place(_TRACK_FROM)
    water = next(one for one in county.waters if one.name == _TRACK_TO)
    start = (village.lon, village.lat)
    shore = [_spot(*point) for point in json.loads(water.geometry)["coordinates"][0]]
    end = min(shore, key=lambda point: _square(start, point))
    return Road(name=_TRACK, kind=RoadClass.TRACK, points=(*_way(start, end, chance), end))
