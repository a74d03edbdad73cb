"""Since when what is typed is safe on this computer."""

from datetime import datetime

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from commandcenter.kernel.times import BEIJING
from ui.widgets import icons, paint, theme
from ui.widgets.labels import tip
from ui.widgets.words import tr

_ICON, _GAP = 14, 6  # px at 100 %


class KeptMark(QWidget):
    """An icon and a time; nothing before the draft was kept for the first time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at: datetime | None = None
        self._is_brief = False

    def show_at(self, at: datetime) -> None:
        """Show this moment."""
        self._at = at
        self.read_words()

    def set_brief(self, is_brief: bool) -> None:
        """Show the time alone."""
        self._is_brief = is_brief
        self.read_words()

    def text(self) -> str:
        """Return the words in full."""
        return tr("Kept here {time}").format(time=self._time()) if self._at else ""

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.setAccessibleName(self.text())
        tip(self, self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        beside = theme.px(_ICON + _GAP) if self._at else 0
        return QSize(paint.width(self._shown(), "tiny") + beside, theme.size("target_min"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._at is None:
            return
        painter = QPainter(self)
        side = theme.px(_ICON)
        icons.paint(painter, paint.middle(self.rect(), side, side), "hard-drives", "text_quiet")
        rest = self.rect().adjusted(side + theme.px(_GAP), 0, 0, 0)
        paint.text(painter, rest, self._shown(), size="tiny", role="text_quiet")

    def _shown(self) -> str:
        return self._time() if self._is_brief else self.text()

    def _time(self) -> str:
        return f"{self._at.astimezone(BEIJING):%H:%M:%S}" if self._at else ""
