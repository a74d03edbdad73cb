"""Where a warning holds: names, codes, polygons, circles."""

import re
from math import isfinite
from typing import Any

from commandcenter.warnings.model.message import Area, Circle
from commandcenter.warnings.reading import limits
from commandcenter.warnings.reading.errors import BadPlace, TooMany
from commandcenter.warnings.reading.tree import local
from commandcenter.warnings.reading.values import Fields, shown

# Codes of administrative divisions: GB/T 2260, GB/T 10114.
_DIVISION = re.compile(r"\d{6}(?:\d{3}(?:\d{3})?)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_FEWEST_POINTS = 4  # a triangle that closes
_LON, _LAT = 180, 90


def area_of(element: Any, name: str) -> Area:
    """Return an area.

    Raises:
        BadPlace, TooMany, TextTooLong: It is refused.
    """
    fields = Fields(element=element, name=name)
    geocodes = _geocodes(fields)
    polygons = fields.texts("polygon", most=limits.POLYGONS, length=limits.LIST_CHARACTERS)
    circles = fields.texts("circle", most=limits.POLYGONS)
    return Area(
        description=fields.long("areaDesc"),
        geocodes=geocodes,
        codes=tuple(dict.fromkeys(value for _, value in geocodes if _DIVISION.fullmatch(value))),
        polygons=tuple(_ring(one, name) for one in polygons),
        circles=tuple(_circle(one, name) for one in circles),
        altitude=fields.line("altitude"),
        ceiling=fields.line("ceiling"),
    )


def _geocodes(fields: Fields) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for one in fields.all("geocode"):
        found += pairs_of(one, fields.name)
        if len(found) > limits.GEOCODES:
            raise TooMany(name=fields.name, limit=limits.GEOCODES, field="geocode")
    return tuple(found)


def pairs_of(element: Any, name: str) -> list[tuple[str, str]]:
    """Return name and value of a code; in 1.0 they are one text with an equals sign.

    The national feed lists several codes in one element.

    Raises:
        TooMany, TextTooLong: It is refused.
    """
    inside = Fields(element=element, name=name)
    value_name, values = inside.line("valueName"), inside.texts("value")
    if value_name or values:
        # A list of codes belongs apart; anything else may hold blanks.
        codes = [code for value in values for code in _divided(value)]
        return [(value_name, code) for code in codes]
    text = inside.text_of(element, local(element), limits.LIST_CHARACTERS)
    value_name, equals, value = text.partition("=")
    if equals:
        return [(value_name.strip(), value.strip())]
    return [("", code) for code in _divided(text) if code]


def _divided(value: str) -> list[str]:
    parts = [part for part in re.split(r"[\s,;，；、]+", value) if part]
    return parts if all(map(_DIVISION.fullmatch, parts)) else [value]


def _ring(written: str, name: str) -> tuple[tuple[float, float], ...]:
    """Return a polygon, written as latitude and longitude of each point."""
    pairs = written.split()
    if len(pairs) > limits.POINTS:
        raise TooMany(name=name, limit=limits.POINTS, field="polygon")
    points = tuple(_point(pair, name, "polygon") for pair in pairs)
    if len(points) < _FEWEST_POINTS or points[0] != points[-1]:
        raise BadPlace(name=name, field="polygon", value=shown(written))
    return points


def _circle(written: str, name: str) -> Circle:
    parts = written.split()
    pair, radius = (parts[0], _number(parts[1])) if len(parts) == 2 else ("", None)  # noqa: PLR2004 - a point and a radius
    if radius is None or not 0 <= radius <= limits.RADIUS_KM:
        raise BadPlace(name=name, field="circle", value=shown(written))
    lon, lat = _point(pair, name, "circle")
    return Circle(lon=lon, lat=lat, radius_km=radius)


def _point(pair: str, name: str, field: str) -> tuple[float, float]:
    lat_text, comma, lon_text = pair.partition(",")
    lat, lon = _number(lat_text), _number(lon_text)
    if not comma or lat is None or lon is None or abs(lat) > _LAT or abs(lon) > _LON:
        raise BadPlace(name=name, field=field, value=shown(pair))
    return lon, lat


def _number(written: str) -> float | None:
    if not _NUMBER.fullmatch(written):
        return None
    value = float(written)
    return value + 0.0 if isfinite(value) else None
