"""Collecting cyclic garbage on the GUI thread only.

Python collects on whichever thread happens to allocate; a widget caught in a cycle would
then be destroyed on a worker thread, which Qt forbids.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 1_000
_LOADING_TURNS = 5


class GarbageCollection(QObject):
    """Collects between events of the thread it lives in, until stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loading_turns = 0
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        """Take the collection over from Python."""
        gc.disable()
        self._timer.start()

    def keep_loaded(self) -> None:
        """Never look through what the program loads in its first seconds.

        It stays until the end, and looking through it would stop the window for some 60 ms
        each time. Only for a process that is this program and nothing else.
        """
        self._loading_turns = _LOADING_TURNS

    def stop(self) -> None:
        """Give it back."""
        self._timer.stop()
        gc.enable()

    def _turn(self) -> None:
        if self._loading_turns:
            self._loading_turns -= 1
            gc.freeze()
        else:
            _collect()


def _collect() -> None:
    """Collect the generations that Python itself would collect now."""
    for generation, limit in enumerate(gc.get_threshold()):
        if gc.get_count()[generation] > limit:
            gc.collect(generation)
