"""A quiet upright line between groups of a row."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import paint, theme

_LENGTH = 22  # px at 100 %


class Hairline(QWidget):
    """One pixel wide, shorter than its row."""

    def sizeHint(self) -> QSize:
        return QSize(1, theme.px(_LENGTH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line: QRect = paint.middle(self.rect(), 1, theme.px(_LENGTH))
        QPainter(self).fillRect(line, theme.color("line"))
