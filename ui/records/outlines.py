"""The outlines of a county's areas, as a map takes them."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from commandcenter.directory.model import Area
from ui.widgets.map_parts import MapArea, Ring


def areas_of(areas: Sequence[Area]) -> tuple[MapArea, ...]:
    """Return the areas whose outline is known."""
    found = (area_of(area) for area in areas if area.geometry)
    return tuple(area for area in found if area is not None)


@lru_cache(maxsize=512)
def area_of(area: Area) -> MapArea | None:
    """Return an area as the map takes it; None if nothing is known of its outline."""
    geometry = json.loads(area.geometry or "{}")
    rings = tuple(_rings(geometry))
    if not rings:
        return None
    centre = (area.lon, area.lat) if area.lon is not None and area.lat is not None else rings[0][0]
    return MapArea(name=area.name, rings=rings, centre=centre)


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    kind, parts = geometry.get("type"), geometry.get("coordinates", [])
    polygons = parts if kind == "MultiPolygon" else [parts] if kind == "Polygon" else []
    return [tuple((at[0], at[1]) for at in ring) for polygon in polygons for ring in polygon]
