"""The cap of a key, shown beside the command it starts."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import paint, theme


def width(key: str) -> int:
    """Return how wide the cap of this key is."""
    return max(theme.size("keycap_h"), paint.width(key, "tiny") + theme.px(10))


def draw(painter: QPainter, rect: QRect, key: str, *, role: str = "text_quiet") -> None:
    """Draw the cap at the left of *rect*, in the middle of its height."""
    cap = paint.middle(rect, width(key), theme.size("keycap_h"))
    paint.rounded(painter, cap, None, edge=role, radius=4)
    paint.text(painter, cap, key, size="tiny", role=role, align=paint.CENTRE)


class Keycap(QWidget):
    """Shows one key, such as F2."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key

    def sizeHint(self) -> QSize:
        return QSize(width(self._key), theme.size("keycap_h"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw(QPainter(self), self.rect(), self._key)
