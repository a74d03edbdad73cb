"""What cannot be taken back is asked for twice."""

from PySide6.QtCore import QObject, QTimer, Signal

_WAITS_MS = 5_000


class Twice(QObject):
    """Remembers the first press of a key for a few seconds.

    Signals:
        changed: Something else is asked now, or nothing any more.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self._timer = QTimer(self, singleShot=True, interval=_WAITS_MS)
        self._timer.timeout.connect(self.calm)

    def press(self, what: str) -> bool:
        """Take a press; return whether it is the second one."""
        is_second = self._asked == what
        self._asked = "" if is_second else what
        if is_second:
            self._timer.stop()
        else:
            self._timer.start()
        self.changed.emit()
        return is_second

    def asks(self, what: str) -> bool:
        """Say whether one press more does it."""
        return self._asked == what

    def asked(self) -> str:
        """Return what one press more does; empty if nothing is asked."""
        return self._asked

    def calm(self) -> None:
        """Forget the first press."""
        if self._asked:
            self._asked = ""
            self._timer.stop()
            self.changed.emit()
