"""A small map: areas, rings, lines and marks, painted from positions in degrees.

Without tiles and without a network: what a county knows of itself is enough to see where a
gap is.
"""

import math
from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.widgets import map_parts, paint, severity, theme
from ui.widgets.map_parts import MapArea, MapMark, MapZone, Position, Ring

_MARGIN = 16  # px at 100 %
_HIT = 12
_PAN = 60
_SHAPE, _BESIDE = 11, 4  # of a coloured area, before its name
_ZOOM, _MOST_ZOOM = 1.25, 40.0


class MapView(QWidget):
    """The wheel, plus and minus zoom; drag and arrow keys move; 0 shows everything.

    Args:
        ground: Colour role of what lies around the areas.

    Signals:
        chosen: A mark was clicked (its key).
        pointed: A place was double-clicked (longitude and latitude as floats).
    """

    chosen = Signal(object)
    pointed = Signal(float, float)

    def __init__(self, parent: QWidget | None = None, *, ground: str = "surface_sunken") -> None:
        super().__init__(parent)
        self._ground_role = ground
        self._areas: tuple[MapArea, ...] = ()
        self._zones: tuple[MapZone, ...] = ()
        self._marks: tuple[MapMark, ...] = ()
        self._front: Hashable | None = None
        self._ground: QPixmap | None = None
        self._bounds: QRectF | None = None
        self._zoom = 1.0
        self._centre: Position | None = None
        self._pressed: QPoint | None = None
        self._has_moved = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_areas(self, areas: Sequence[MapArea]) -> None:
        """Show these areas; the view stays where it is."""
        if tuple(areas) != self._areas:
            self._areas = tuple(areas)
            self._bounds = None
            self._forget()

    def show_zones(self, zones: Sequence[MapZone]) -> None:
        """Show what can be reached, under the marks."""
        self._zones = tuple(zones)
        self._forget()

    def show_marks(self, marks: Sequence[MapMark]) -> None:
        """Show these marks; later ones lie above earlier ones."""
        if tuple(marks) == self._marks:
            return
        self._marks = tuple(marks)
        if not self._areas:
            self._bounds = None
        self.update()

    def choose(self, key: Hashable | None) -> None:
        """Put a ring round a mark and bring it into view."""
        self._front = key
        mark = next((one for one in self._marks if one.key == key), None)
        if mark is not None and not self._inner().contains(self.to_screen(mark.at)):
            self._centre = mark.at
            self._forget()
        self.update()

    def show_everything(self) -> None:
        """Fit all areas into the widget."""
        self._zoom, self._centre = 1.0, None
        self._forget()

    def to_screen(self, at: Position) -> QPointF:
        """Return where a position is painted."""
        return self._transform().map(QPointF(*at))

    def to_position(self, at: QPointF) -> Position:
        """Return which position lies under a point of the widget."""
        back, is_possible = self._transform().inverted()
        found = back.map(at) if is_possible else QPointF()
        return found.x(), found.y()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom so that what lies under a point stays there; without one the middle."""
        anchor = at or self._middle()
        before = self.to_position(anchor)
        self._centre = self.to_position(self._middle())
        self._zoom = min(_MOST_ZOOM, max(1.0, self._zoom * factor))
        after = self.to_position(anchor)
        lon, lat = self._centre
        self._centre = (lon + before[0] - after[0], lat + before[1] - after[1])
        if self._zoom == 1.0:
            self._centre = None
        self._forget()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        step = keys.get(Qt.Key(event.key()))
        if step is not None:
            self._pan(QPoint(-step[0] * theme.px(_PAN), -step[1] * theme.px(_PAN)))
        elif event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(_ZOOM)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(1 / _ZOOM)
        elif event.key() == Qt.Key.Key_0:
            self.show_everything()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        self.zoom_by(_ZOOM**turns, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._has_moved = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None:
            under = self.mark_at(event.position()) is not None
            shape = Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
        elif self._has_moved or (at - self._pressed).manhattanLength() > theme.px(4):
            self._has_moved = True
            self._pan(at - self._pressed)
            self._pressed = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_click = self._pressed is not None and not self._has_moved
        self._pressed = None
        mark = self.mark_at(event.position())
        if was_click and mark is not None:
            self.chosen.emit(mark.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        lon, lat = self.to_position(event.position())
        self.pointed.emit(lon, lat)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), mark.name if mark else "", self)
            return True
        return super().event(event)

    def mark_at(self, at: QPointF) -> MapMark | None:
        """Return the topmost mark under a point."""
        reach = theme.px(_HIT)
        for mark in reversed(self._marks):
            offset = self.to_screen(mark.at) - at
            if math.hypot(offset.x(), offset.y()) <= reach:
                return mark
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._ground is None:
            self._ground = self._painted_ground()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._marks:
            map_parts.draw(painter, self.to_screen(mark.at), mark, is_front=mark.key == self._front)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _painted_ground(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.color(self._ground_role))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        transform = self._transform()
        for area in self._areas:
            painter.setPen(QPen(theme.color(area.edge), 1))
            painter.setBrush(theme.color(area.fill))
            painter.drawPath(_path(area.rings, transform))
        for zone in self._zones:
            self._paint_zone(painter, zone, transform)
        for area in self._areas:
            self._paint_name(painter, area)
        painter.end()
        return picture

    def _paint_zone(self, painter: QPainter, zone: MapZone, transform: QTransform) -> None:
        whole = QPainterPath()
        whole.setFillRule(Qt.FillRule.WindingFill)
        for ring in zone.rings:
            whole.addPolygon(transform.map(QPolygonF([QPointF(*at) for at in ring])))
        painter.setPen(QPen(theme.tint(zone.role, 0.6), 1))
        painter.setBrush(theme.tint(zone.role, 0.14))
        painter.drawPath(whole)
        painter.setPen(QPen(theme.tint(zone.role, 0.8), theme.px(2)))
        for first, last in zone.lines:
            painter.drawLine(transform.map(QPointF(*first)), transform.map(QPointF(*last)))

    def _paint_name(self, painter: QPainter, area: MapArea) -> None:
        at = self.to_screen(area.centre)
        side = theme.px(_SHAPE)
        before = side + theme.px(_BESIDE) if area.severity is not None else 0
        wide = paint.width(area.name, "tiny") + before + 2
        high = paint.line_height("tiny")
        top = round(at.y()) + theme.px(map_parts.MARK)
        box = QRect(round(at.x() - wide / 2), top, wide, high)
        if area.severity is not None:
            severity.draw(painter, paint.middle(box, side, side), area.severity, filled=False)
        role = area.ink
        paint.text(painter, box.adjusted(before, 0, 2, 0), area.name, size="tiny", role=role)

    def _pan(self, by: QPoint) -> None:
        self._centre = self.to_position(self._middle() - QPointF(by))
        self._forget()

    def _forget(self) -> None:
        self._ground = None
        self.update()

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _inner(self) -> QRectF:
        margin = theme.px(_MARGIN)
        return QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)

    def _measured(self) -> QRectF:
        points = [QPointF(*at) for area in self._areas for ring in area.rings for at in ring]
        points += [QPointF(*mark.at) for mark in self._marks] if not points else []
        return QPolygonF(points).boundingRect() if points else QRectF(0, 0, 1, 1)

    def _transform(self) -> QTransform:
        bounds, inner = self._extent(), self._inner()
        squeeze = math.cos(math.radians(bounds.center().y()))
        wide, high = max(bounds.width() * squeeze, 1e-6), max(bounds.height(), 1e-6)
        scale = min(inner.width() / wide, inner.height() / high) * self._zoom
        lon, lat = self._centre or (bounds.center().x(), bounds.center().y())
        found = QTransform()
        found.translate(self.width() / 2, self.height() / 2)
        found.scale(scale * squeeze, -scale)
        found.translate(-lon, -lat)
        return found

    def _extent(self) -> QRectF:
        if self._bounds is None:
            self._bounds = self._measured()
        return self._bounds


def _path(rings: Sequence[Ring], transform: QTransform) -> QPainterPath:
    path = QPainterPath()
    for ring in rings:
        path.addPolygon(transform.map(QPolygonF([QPointF(*at) for at in ring])))
    return path
