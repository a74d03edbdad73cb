"""Where a warning holds, on the county's own map."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from commandcenter.directory.model import Area
from commandcenter.warnings.model.coverage import covered
from commandcenter.warnings.model.message import Circle, Message
from ui.records import outlines
from ui.widgets import theme
from ui.widgets.map_parts import MapArea, MapZone, Position
from ui.widgets.map_view import MapView
from ui.widgets.severity import Severity

_W, _H = 300, 240  # px at 100 %
_CORNERS = 48
_KM_A_DEGREE = 111.32


class AreaMap(MapView):
    """The county with the areas of one warning in its colour; polygons and circles above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._county: tuple[Area, ...] = ()
        self._message: Message | None = None
        self._severity: Severity | None = None

    def show_county(self, areas: Sequence[Area]) -> None:
        """Take the areas of the county."""
        self._county = tuple(areas)
        self._show()

    def show_message(self, message: Message, severity: Severity | None) -> None:
        """Show where a message holds."""
        self._message, self._severity = message, severity
        self._show()

    def has_anything(self) -> bool:
        """Whether there is a map to be seen."""
        return any(area.geometry for area in self._county)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_W), theme.px(_H))

    def _show(self) -> None:
        message = self._message
        codes = covered(message, self._county) if message is not None else frozenset()
        drawn = [area for area in self._county if area.geometry and area.tier == "township"]
        drawn = drawn or [area for area in self._county if area.geometry]
        shown = [(area, outlines.area_of(area)) for area in drawn]
        self.show_areas(
            [
                _colored(found, self._severity) if area.code in codes else found
                for area, found in shown
                if found is not None
            ]
        )
        role = self._severity.role if self._severity is not None else "text_quiet"
        self.show_zones(list(_zones(message, role)) if message is not None else [])


def ring_of(circle: Circle) -> tuple[Position, ...]:
    """Return the outline of a circle, as longitudes and latitudes."""
    high = circle.radius_km / _KM_A_DEGREE
    wide = high / max(0.01, math.cos(math.radians(circle.lat)))
    turns = (2 * math.pi * at / _CORNERS for at in range(_CORNERS + 1))
    return tuple((circle.lon + wide * math.cos(a), circle.lat + high * math.sin(a)) for a in turns)


def _colored(area: MapArea, severity: Severity | None) -> MapArea:
    if severity is None:
        return replace(area, fill="hover")
    return replace(
        area,
        fill=f"{severity.role}_surface",
        edge=severity.role,
        ink=f"{severity.role}_text",
        severity=severity,
    )


def _zones(message: Message, role: str) -> Iterable[MapZone]:
    for info in message.infos:
        for area in info.areas:
            rings = (*area.polygons, *(ring_of(circle) for circle in area.circles))
            if rings:
                yield MapZone(role=role, rings=rings)
