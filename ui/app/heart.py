"""Lets happen what time alone brings about, as long as this program runs."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from commandcenter.database.engine import Database
from commandcenter.kernel.errors import Unavailable
from ui.shell.background import Background

log = logging.getLogger(__name__)

BEAT_MS = 1_000
TROUBLED_BEATS = 3


class Heart(QObject):
    """Asks once a second for what is due: levels of alarms, clocks, warnings that end.

    Every workstation has one, whether or not somebody has signed in; what is due is done once.

    Signals:
        troubled: Again and again something due could not be done (Exception); said anew when
            that is another thing.
        eased: It can be done again.
    """

    troubled = Signal(object)
    eased = Signal()

    def __init__(
        self, db: Database, *, station: str, beat_ms: int = BEAT_MS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._db = db
        self._station = station
        self._failures = 0
        self._told = ""
        # Its own thread: an alarm escalates even while a long report is read or written.
        self._background = Background(self)
        self._timer = QTimer(self, singleShot=True, interval=beat_ms)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to beat."""
        self._beat()

    def close(self) -> None:
        """Stop for good; returns when a beat under way has ended."""
        self._timer.stop()
        self._background.close()

    def _beat(self) -> None:
        self._background.read(self, self._do, self._done, self._failed)

    def _do(self) -> object:
        # At the first beat, not before the first paint.
        from commandcenter.board.service import heartbeat  # noqa: PLC0415

        return heartbeat.beat(self._db, station=self._station)

    def _done(self, _beat: object) -> None:
        if self._failures >= TROUBLED_BEATS:
            self.eased.emit()
        self._failures, self._told = 0, ""
        self._timer.start()  # after the answer: beats never queue up behind a slow database

    def _failed(self, error: Exception) -> None:
        log.warning("what is due was not done: %s", error)
        if not isinstance(error, Unavailable):  # that is told by the age of the data
            self._failures += 1
            what = repr(error)
            if self._failures >= TROUBLED_BEATS and what != self._told:
                self._told = what
                self.troubled.emit(error)
        self._timer.start()
