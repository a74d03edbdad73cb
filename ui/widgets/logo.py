"""The tile with the first character of the county."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from ui.widgets import fonts, paint, theme


def draw(painter: QPainter, rect: QRect, character: str) -> None:
    """Draw the character on a dark tile as large as *rect*."""
    paint.rounded(painter, rect, "text", radius=8)
    painter.setFont(fonts.make(round(rect.height() * 0.58), bold=True))
    painter.setPen(theme.color("surface_raised"))
    painter.drawText(rect, paint.CENTRE, character)
