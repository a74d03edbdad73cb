"""Grey bars in the place of content that is being read."""

from PySide6.QtCore import QEvent, QRect, QSize, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import paint, theme

DELAY_MS = 150  # quicker answers never show it
_ROWS = ((0.0, 0.07), (0.1, 0.09), (0.23, 0.42)), ((0.0, 0.07), (0.1, 0.09), (0.23, 0.31))


class Skeleton(QWidget):
    """Shows bars like rows of a list, once the reading has taken noticeably long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(120))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._delay.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._delay.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._delay.isActive():
            return
        painter = QPainter(self)
        step, height = theme.size("row_h"), theme.px(12)
        inner = self.rect().adjusted(theme.space(4), theme.space(4), -theme.space(4), 0)
        for row, top in enumerate(range(inner.top(), inner.bottom() - height, step)):
            for start, share in _ROWS[row % 2]:
                left = inner.left() + round(start * inner.width())
                bar = QRect(left, top, round(share * inner.width()), height)
                paint.rounded(painter, bar, "surface_sunken", radius=6)
