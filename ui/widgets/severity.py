"""The four warning colours, each with its shape and its words."""

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from commandcenter.kernel.words import N_
from ui.widgets import paint, theme
from ui.widgets.pulse import Pulse


class Severity(Enum):
    """How bad it is, worst first (红橙黄蓝)."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"

    @property
    def role(self) -> str:
        """Colour role; its relatives end in `_surface` and `_text`."""
        return self.value

    @property
    def word(self) -> str:
        """Source text of the colour."""
        return _WORDS[self]

    @property
    def level_word(self) -> str:
        """Source text of the degree."""
        return _LEVEL_WORDS[self]


_WORDS = {
    Severity.RED: N_("Red"),
    Severity.ORANGE: N_("Orange"),
    Severity.YELLOW: N_("Yellow"),
    Severity.BLUE: N_("Blue"),
}
_LEVEL_WORDS = {
    Severity.RED: N_("Extreme"),
    Severity.ORANGE: N_("Severe"),
    Severity.YELLOW: N_("Moderate"),
    Severity.BLUE: N_("Minor"),
}


def draw(
    painter: QPainter,
    rect: QRect | QRectF,
    severity: Severity,
    *,
    filled: bool,
    role: str = "",
) -> None:
    """Draw the shape ● ▲ ◆ ■ in the middle of *rect*: filled until acknowledged.

    Args:
        role: Another colour, where the shape stands on its own colour.
    """
    side = min(rect.width(), rect.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(QRectF(rect).center())
    pen_width = max(1.5, side / 9)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color(role or severity.role), pen_width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if filled:
        painter.setBrush(theme.color(role or _fill_role(severity)))
    _outline(painter, box.adjusted(pen_width, pen_width, -pen_width, -pen_width), severity)
    painter.restore()


def _fill_role(severity: Severity) -> str:
    return "yellow_fill" if severity is Severity.YELLOW else severity.role


def _outline(painter: QPainter, box: QRectF, severity: Severity) -> None:
    middle = box.center()
    if severity is Severity.RED:
        painter.drawEllipse(box)
    elif severity is Severity.ORANGE:
        top = QPointF(middle.x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    elif severity is Severity.YELLOW:
        sides = [(middle.x(), box.top()), (box.right(), middle.y())]
        sides += [(middle.x(), box.bottom()), (box.left(), middle.y())]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in sides]))
    else:
        shrink = box.width() / 16  # a square looks larger than a circle of its width
        painter.drawRect(box.adjusted(shrink, shrink, -shrink, -shrink))


class SeverityMark(QWidget):
    """One shape; pulses slowly while nobody has acknowledged it."""

    def __init__(
        self,
        severity: Severity,
        *,
        filled: bool,
        diameter: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._severity = severity
        self._filled = filled
        self._diameter = diameter
        self._pulse = Pulse(self)
        self._pulse.run(filled)

    def set_severity(self, severity: Severity, *, filled: bool) -> None:
        """Show another shape; filled means unacknowledged."""
        self._severity = severity
        self._filled = filled
        self._pulse.run(filled)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._diameter)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._pulse.opacity())
        draw(painter, self.rect(), self._severity, filled=self._filled)
