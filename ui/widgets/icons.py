"""Outline icons in a colour role of the theme."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QIcon, QPainter

from ui.widgets import glyphs, theme

_SIZES = (16, 20, 24)


def icon(name: str, role: str = "text") -> QIcon:
    """Return an icon for buttons and menus; made anew after a change of theme.

    Args:
        name: Phosphor outline, such as `phone` or `users-three`.
    """
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(glyphs.pixmap(name, theme.px(size), theme.color(role)))
    return made


def paint(painter: QPainter, rect: QRect | QRectF, name: str, role: str = "text") -> None:
    """Draw an icon in the middle of *rect*, as large as its shorter side."""
    glyphs.draw(painter, QRectF(rect), name, theme.color(role))
