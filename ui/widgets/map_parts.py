"""What a map is made of: areas, zones and marks, and how marks are drawn."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from ui.widgets import icons, paint, severity, theme
from ui.widgets.severity import Severity

Position: TypeAlias = tuple[float, float]  # longitude and latitude, degrees
Ring: TypeAlias = Sequence[Position]

MARK = 7  # px at 100 %
_SEVERITY, _TAG_H, _TAG_ICON = 16, 20, 13
_HALO = 0.72  # radius of the ground under a shape, of its side


@dataclass(frozen=True, slots=True, kw_only=True)
class MapArea:
    """An area with its name.

    Attributes:
        rings: Its outlines; holes are drawn as outlines too.
        fill: Colour role, as are *edge* and *ink*.
        severity: Its shape stands before the name.
    """

    name: str
    rings: tuple[Ring, ...]
    centre: Position
    fill: str = "surface_raised"
    edge: str = "line_strong"
    ink: str = "text_quiet"
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMark:
    """A point of interest.

    Attributes:
        shape: `dot`, `square`, `diamond` or `ring`.
        role: Colour role; the shape says the same without colour.
        severity: Drawn as its own shape instead, larger.
        count: Drawn as a tag with this number instead, and with the icon.
        is_filled: Of a severity: nobody has acknowledged it.
    """

    key: Hashable
    name: str
    at: Position
    shape: str = "dot"
    role: str = "text_quiet"
    severity: Severity | None = None
    is_filled: bool = True
    count: int = 0
    icon: str = "users-three"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapZone:
    """What can be reached: rings filled together, or stretches of road.

    Attributes:
        lines: Pairs of positions.
    """

    role: str
    rings: tuple[Ring, ...] = ()
    lines: tuple[tuple[Position, Position], ...] = ()


def draw(painter: QPainter, at: QPointF, mark: MapMark, *, is_front: bool) -> None:
    """Draw a mark; the one in front is larger and has a ring."""
    if mark.count:
        reach = _draw_tag(painter, at, mark)
    elif mark.severity is not None:
        reach = _draw_severity(painter, at, mark, mark.severity)
    else:
        reach = _draw_shape(painter, at, mark, is_front=is_front)
    if is_front:
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, reach, reach)


def _draw_tag(painter: QPainter, at: QPointF, mark: MapMark) -> float:
    words = str(mark.count)
    icon, pad = theme.px(_TAG_ICON), theme.px(4)
    wide = icon + paint.width(words, "tiny", bold=True) + 3 * pad
    box = QRect(0, 0, wide, theme.px(_TAG_H))
    box.moveCenter(at.toPoint())
    paint.rounded(painter, box, "text", radius=4, edge="surface_raised")
    inner = box.adjusted(pad, 0, -pad, 0)
    icons.paint(painter, paint.middle(inner, icon, icon), mark.icon, "surface_raised")
    rest = inner.adjusted(icon + pad, 0, 0, 0)
    paint.text(painter, rest, words, size="tiny", bold=True, role="surface_raised")
    return wide * 0.7


def _draw_severity(painter: QPainter, at: QPointF, mark: MapMark, worst: Severity) -> float:
    side = theme.px(_SEVERITY)
    ratio = painter.device().devicePixelRatioF()
    look = (theme.name(), ratio)
    stamp = _stamp(worst, mark.is_filled, side, look)
    half = stamp.width() / ratio / 2
    painter.drawPixmap(at - QPointF(half, half), stamp)
    return side * _HALO * 1.3


@lru_cache(maxsize=64)
def _stamp(worst: Severity, is_filled: bool, side: int, look: tuple[str, float]) -> QPixmap:
    """Return the shape on its ground; drawn once, because there may be hundreds.

    Args:
        look: Theme and density, in which it looks like this.
    """
    _, ratio = look
    whole = round(2 * side * _HALO) + 2
    picture = QPixmap(round(whole * ratio), round(whole * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(whole / 2, whole / 2)
    painter.setPen(QPen(theme.color(worst.role), 1))
    painter.setBrush(theme.color("surface_raised"))
    painter.drawEllipse(middle, side * _HALO, side * _HALO)
    box = QRectF(0, 0, side, side)
    box.moveCenter(middle)
    severity.draw(painter, box, worst, filled=is_filled)
    painter.end()
    return picture


def _draw_shape(painter: QPainter, at: QPointF, mark: MapMark, *, is_front: bool) -> float:
    half = theme.px(MARK) / 2 * (1.5 if is_front else 1)
    color = theme.color(mark.role)
    painter.setPen(QPen(theme.color("surface_raised"), 1.5))
    painter.setBrush(color)
    box = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    if mark.shape == "square":
        painter.drawRect(box)
    elif mark.shape == "diamond":
        half *= 1.3
        corners = [(0, -half), (half, 0), (0, half), (-half, 0)]
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
    elif mark.shape == "ring":
        painter.setPen(QPen(color, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
    else:
        painter.drawEllipse(box)
    return 2 * half
