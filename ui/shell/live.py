"""Keeping open pages up to date with all workstations."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.shell.background import Background

INTERVAL_MS = 500


class LiveUpdates(QObject):
    """Asks again and again which parts changed, whoever changed them.

    Args:
        ask: Called on a worker thread.
        revisions: Takes out of an answer something for each part that changes with it.

    Signals:
        answered: Names of the parts that changed since the last answer (frozenset of str,
            often empty, at first all), and the answer itself (object).
        lost: No answer; what is on screen may be outdated.
        restored: Answers again.
    """

    answered = Signal(frozenset, object)
    lost = Signal()
    restored = Signal()

    def __init__(
        self,
        background: Background,
        ask: Callable[[], Any],
        revisions: Callable[[Any], Mapping[str, object]],
        *,
        interval_ms: int = INTERVAL_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._ask = ask
        self._revisions = revisions
        self._seen: Mapping[str, object] = {}  # empty: the first answer counts as all changed
        self._round: int = 0  # answers of an earlier round come after stop() and are dropped
        self._is_watching = False
        self._is_lost = False
        self._timer = QTimer(self, singleShot=True, interval=interval_ms)
        self._timer.timeout.connect(self._poll)

    def start(self) -> None:
        """Begin watching; reports every part once."""
        self._round += 1
        self._seen = {}
        self._is_watching = True
        self._poll()

    def stop(self) -> None:
        """Stop watching."""
        self._round += 1
        self._is_watching = False
        self._timer.stop()

    def ask_now(self) -> None:
        """Ask without waiting for the next turn, for example after an own change."""
        if self._timer.isActive():
            self._timer.stop()
            self._poll()

    def _poll(self) -> None:
        current = self._round
        self._background.read(
            self, self._ask, partial(self._compare, current), partial(self._failed, current)
        )

    def _compare(self, asked_in: int, answer: Any) -> None:
        if asked_in != self._round:
            return
        self._timer.start()  # after the answer: polls never queue up behind a slow database
        if self._is_lost:
            self._is_lost = False
            self.restored.emit()
        before, self._seen = self._seen, dict(self._revisions(answer))
        changed = (part for part, now in self._seen.items() if now != before.get(part, _NEVER))
        self.answered.emit(frozenset(changed), answer)

    def _failed(self, asked_in: int, _error: Exception) -> None:
        if asked_in != self._round:
            return
        self._timer.start()
        if not self._is_lost:
            self._is_lost = True
            self.lost.emit()


_NEVER = object()
