"""The headings over the columns of the log."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from commandcenter.kernel.words import N_
from ui.duty.row_layout import RowLayout
from ui.widgets import paint, theme
from ui.widgets.words import tr

_TITLES = {
    "number": N_("No."),
    "time": N_("Time"),
    "kind": N_("Kind"),
    "source": N_("Source"),
    "text": N_("Content"),
    "handling": N_("Handled"),
    "recorder": N_("Recorded"),
}


class LogHeading(QWidget):
    """Words over the columns, with a hairline below."""

    def __init__(self, layout: Callable[[], RowLayout], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = layout

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.size("header_h"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        layout = self._columns()
        for name, title in _TITLES.items():
            box = layout.column(name, self.rect())
            if paint.width(tr(title), "tiny") <= box.width():
                paint.text(painter, box, tr(title), size="tiny", role="text_quiet")
        line = self.rect()
        line.setTop(line.bottom())
        painter.fillRect(line, theme.color("line"))
