"""A line of text that ends with `…` where there is no room; the tooltip has all of it."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import paint, theme
from ui.widgets.labels import tip


class OneLine(QWidget):
    """Never asks for more width than it gets.

    Args:
        size: Named type size.
        role: Of the colour.
    """

    def __init__(
        self,
        *,
        size: str = "base",
        bold: bool = False,
        role: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._bold, self._role = size, bold, role
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        self._text = " ".join(text.split())
        self.setAccessibleName(self._text)
        tip(self, self._text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, paint.line_height(self._size) + theme.px(2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.text(
            painter, self.rect(), self._text, size=self._size, bold=self._bold, role=self._role
        )
