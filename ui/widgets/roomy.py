"""A page that is never squeezed: in a window too small for it, it scrolls."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.widgets import theme


class Roomy(QScrollArea):
    """Gives its content at least so much room.

    Args:
        width: The least, in px at 100 %.
        height: The same.
    """

    def __init__(
        self, content: QWidget, *, width: int, height: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least = (width, height)
        self._holder = _Holder(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it can be reached, it need not
        self.setWidget(self._holder)
        self.viewport().setAutoFillBackground(False)
        self._holder.setAutoFillBackground(False)
        self._measure()

    def set_least(self, width: int, height: int) -> None:
        """Give the content at least so much room from now on, in px at 100 %."""
        self._least = (width, height)
        self._measure()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_holder"):
            self._measure()

    def _measure(self) -> None:
        width, height = self._least
        self._holder.setMinimumSize(theme.px(width), theme.px(height))


class _Holder(QWidget):
    """Has no layout: one with wrapped text in it would ask for more height than is needed."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        content.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._content.setGeometry(self.rect())
