"""Where a drill of the calendar is taken hold of: as a whole, or by its beginning or end."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent

from ui.drills.year_move import Grip
from ui.widgets import theme

_EDGE = 6  # px at 100 %
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def of_point(box: QRect, at: QPoint, *, is_level: bool) -> Grip:
    """Return what a pointer takes hold of; a narrow bar has no edges.

    Args:
        is_level: Time runs from left to right.
    """
    edge = theme.px(_EDGE)
    low, high, here = (
        (box.left(), box.right(), at.x()) if is_level else (box.top(), box.bottom(), at.y())
    )
    if high - low < 4 * edge:
        return Grip.WHOLE
    if here - low <= edge:
        return Grip.BEGIN
    return Grip.END if high - here <= edge else Grip.WHOLE


def of_keys(event: QKeyEvent) -> Grip:
    """Return what an arrow key moves."""
    if event.modifiers() & _SHIFT:
        return Grip.END
    return Grip.BEGIN if event.modifiers() & _CTRL else Grip.WHOLE


def cursor(grip: Grip, *, is_level: bool) -> Qt.CursorShape:
    """Return how the pointer looks over it."""
    if grip is Grip.WHOLE:
        return Qt.CursorShape.OpenHandCursor
    return Qt.CursorShape.SizeHorCursor if is_level else Qt.CursorShape.SizeVerCursor
