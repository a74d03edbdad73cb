"""The line that says, while drills run, that something real needs somebody."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets import paint, scaled, severity, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.severity import Severity
from ui.widgets.words import tr

PAUSE_KEY = "Ctrl+F10"
_HEIGHT, _MARK = 44, 20  # px at 100 %


class RealLine(QWidget):
    """Stands above every page until the real alarm is acknowledged.

    Signals:
        alarm_wanted: The alarm is wanted.
        pause_wanted: All drills are to stand still.
    """

    alarm_wanted = Signal()
    pause_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._count, self._colour = "", 0, Severity.RED
        self._words = Label(tone="inverse")
        self._open = KeyButton(key="F10", kind="raised", icon="bell")
        self._pause = KeyButton(key=PAUSE_KEY, kind="raised", icon="pause")
        self._open.clicked.connect(self.alarm_wanted)
        self._pause.clicked.connect(self.pause_wanted)
        row = QHBoxLayout(self)
        scaled.margins(row, 7, 0, 1, 0)
        scaled.gap(row, 2)
        row.addWidget(self._words, 1)
        row.addWidget(self._pause)
        row.addWidget(self._open)
        scaled.height(self, _HEIGHT)
        self.hide()

    def show_alarm(self, title: str, colour: Severity, *, count: int, may_pause: bool) -> None:
        """Say what is real; nothing with a count of 0.

        Args:
            count: How many real alarms wait.
            may_pause: Whether a drill runs on that this officer may pause.
        """
        self._title, self._count, self._colour = title, count, colour
        self._pause.setVisible(may_pause)
        self._read_words()
        self.setVisible(count > 0)
        self.update()

    def words(self) -> str:
        """Return what it says."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.rounded(painter, self.rect(), self._colour.role)
        side = theme.px(_MARK)
        room = self.rect().adjusted(theme.space(4), 0, 0, 0)
        mark = paint.middle(room, side, side)
        severity.draw(painter, mark, self._colour, filled=True, role="text_inverse")

    def _read_words(self) -> None:
        one = tr("Real, not the drill: {title}").format(title=self._title)
        more = tr("Real, not the drill: {title}, and {count} more")
        more = more.format(title=self._title, count=self._count - 1)
        self._words.setText(more if self._count > 1 else one)
        self._open.setText(tr("Go to the alarm"))
        self._pause.setText(tr("Pause all drills"))
        self.setAccessibleName(self._words.text())
