"""A label that is shortened where room is short instead of asking for more."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import paint, theme
from ui.widgets.labels import tip


class OneLine(QWidget):
    """Strong words in one line; whole in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the whole words."""
        return self._words

    def set_text(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setAccessibleName(words)
        tip(self, words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(64), theme.size("target_min"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.text(QPainter(self), self.rect(), self._words, bold=True)
