"""The ground of a row in lists and tables: zebra, pointer, selection and focus."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.widgets import paint, theme

_ZEBRA = 0.6


def draw_ground(
    painter: QPainter, option: QStyleOptionViewItem, *, zebra: bool = False, inset: int = 4
) -> None:
    """Draw what lies under a row; the first thing a delegate does.

    Args:
        inset: Distance to the left and right edge of the list, unscaled.
    """
    state = option.state
    area: QRect = option.rect
    box = area.adjusted(theme.px(inset), 1, -theme.px(inset), -1)
    if state & QStyle.StateFlag.State_Selected:
        paint.rounded(painter, box, "selection")
        bar = QRect(box.left(), box.top() + theme.px(4), theme.size("bar_w"), 0)
        bar.setBottom(box.bottom() - theme.px(4))
        paint.rounded(painter, bar, "accent", radius=1)
    elif state & QStyle.StateFlag.State_MouseOver:
        paint.rounded(painter, box, "hover")
    elif zebra:
        paint.rounded(painter, box, theme.tint("hover", _ZEBRA))
    if state & QStyle.StateFlag.State_HasFocus:
        paint.focus_ring(painter, box)
