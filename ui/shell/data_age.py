"""How old the data on screen is, by a clock that nobody can set."""

import time
from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

LIVE_S = 5.0
STALE_S = 30.0


class AgeState(Enum):
    """What the age means to a reader."""

    LIVE = "live"  # 实时
    LATE = "late"  # 延迟
    STALE = "stale"  # 陈旧
    OFFLINE = "offline"  # 离线


class DataAge(QObject):
    """Counts the seconds since the database answered last.

    Until the first answer the state is LATE: nothing proves that anything is live.

    Signals:
        changed: Another second, or another state.
    """

    changed = Signal()

    def __init__(
        self, clock_s: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock_s = clock_s
        self._heard_s: float | None = None
        self._is_lost = False
        self._timer = QTimer(self, interval=1_000)
        self._timer.timeout.connect(self.changed)
        self._timer.start()

    def hear(self) -> None:
        """Note that the database answered just now."""
        self._heard_s = self._clock_s()
        self._is_lost = False
        self.changed.emit()

    def lose(self) -> None:
        """Note that the database does not answer; the age goes on counting."""
        self._is_lost = True
        self.changed.emit()

    def seconds(self) -> float | None:
        """Return the age; None before the first answer."""
        return None if self._heard_s is None else self._clock_s() - self._heard_s

    def state(self) -> AgeState:
        """Return what the age means."""
        seconds = self.seconds()
        if self._is_lost:
            return AgeState.OFFLINE
        if seconds is None:
            return AgeState.LATE
        if seconds <= LIVE_S:
            return AgeState.LIVE
        return AgeState.LATE if seconds <= STALE_S else AgeState.STALE
