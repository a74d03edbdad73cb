"""The few strokes that every painted widget and delegate is made of."""

import re
from math import ceil

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from commandcenter.kernel.text import visible
from ui.widgets import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
# Most texts have none of these, and looking at each character of a text takes time.
_UNSEEN = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


def text(
    painter: QPainter,
    rect: QRect,
    words: str,
    *,
    size: str = "base",
    bold: bool = False,
    role: str = "text",
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Write one line, shortened with `…` where it does not fit; return its width."""
    words = paintable(words)
    painter.setFont(theme.font(size, bold=bold))
    painter.setPen(theme.color(role))
    if width(words, size, bold=bold) > rect.width():
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, words)
    return width(words, size, bold=bold)


def width(words: str, size: str = "base", *, bold: bool = False) -> int:
    """Return how wide one line is."""
    return ceil(QFontMetricsF(theme.font(size, bold=bold)).horizontalAdvance(paintable(words)))


def paintable(words: str) -> str:
    """Return words of which Qt paints everything, in its order.

    U+202E would turn a sentence round; and Qt takes U+009C for a mark between a long and a
    short form of the same words, and would hide one of them. Both are spelt out as on paper.
    For what Qt paints itself; `text` and labels do it of their own.
    """
    return visible(words) if _UNSEEN.search(words) else words


def middle(rect: QRect, width: int, height: int) -> QRect:
    """Return a rectangle of this size at the left of *rect*, level with its line of text."""
    return QRect(rect.left(), rect.top() + (rect.height() - height + 1) // 2, width, height)


def line_height(size: str = "base") -> int:
    """Return the height of one line of text."""
    return QFontMetrics(theme.font(size)).height()


def rounded(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: QColor | str | None,
    *,
    radius: float | None = None,
    edge: str = "",
    edge_px: float = 1,
) -> None:
    """Draw a filled rectangle with round corners, with an edge inside it if wanted.

    Args:
        fill: Colour or role; None for the edge alone.
        radius: Unscaled; that of cards where not given.
        edge_px: Width of the edge, unscaled.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(rect)
    if edge:
        pen_width = max(1.0, edge_px * theme.scale_percent() / 100)
        painter.setPen(QPen(theme.color(edge), pen_width))
        box.adjust(pen_width / 2, pen_width / 2, -pen_width / 2, -pen_width / 2)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else _color(fill))
    corner = theme.size("radius") if radius is None else theme.px(radius)
    painter.drawRoundedRect(box, corner, corner)
    painter.restore()


def focus_ring(
    painter: QPainter, rect: QRect, *, role: str = "focus", radius: float | None = None
) -> None:
    """Draw the ring of the focus, inside *rect* so that nothing clips it."""
    rounded(painter, rect, None, edge=role, edge_px=2, radius=radius)


def follow_look(widget: QWidget, event: QEvent) -> None:
    """Measure and paint anew after a change of theme, scale or language.

    To be called from `changeEvent` of widgets that paint themselves.
    """
    if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LanguageChange}:
        widget.updateGeometry()
        widget.update()


def _color(fill: QColor | str) -> QColor:
    return theme.color(fill) if isinstance(fill, str) else fill
