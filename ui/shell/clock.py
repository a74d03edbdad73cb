"""The clock of the window."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from commandcenter.kernel.times import BEIJING, day_of
from ui.widgets import paint, theme
from ui.widgets.times import day_and_weekday


class Ticker(QObject):
    """Beats at each full second of a clock.

    Signals:
        ticked: The time now (aware datetime).
    """

    ticked = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = now
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._beat()

    def _beat(self) -> None:
        at = self.now()
        self.ticked.emit(at)
        self._timer.start(1_001 - at.microsecond // 1_000)


class Clock(QWidget):
    """Beijing time to the second, beside it the day and the weekday."""

    def __init__(self, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticker = ticker
        ticker.ticked.connect(self._on_tick)

    def sizeHint(self) -> QSize:
        day = max(paint.width(words, "tiny") for words in self._day())
        width = paint.width("00:00:00", "display", bold=True) + theme.space(3) + day
        return QSize(width, theme.size("identity_h"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        time = f"{self._ticker.now().astimezone(BEIJING):%H:%M:%S}"
        paint.text(painter, self.rect(), time, size="display", bold=True)
        beside = self.rect()
        line = paint.line_height("tiny")
        for number, words in enumerate(self._day()):
            top = self.rect().center().y() + (number - 1) * line
            at = QRect(beside.left(), top, beside.width(), line)
            paint.text(painter, at, words, size="tiny", role="text_quiet", align=paint.RIGHT)

    def _day(self) -> tuple[str, str]:
        return day_and_weekday(day_of(self._ticker.now()))

    def _on_tick(self, at: datetime) -> None:
        self.setAccessibleName(f"{at.astimezone(BEIJING):%H:%M}")
        self.update()
