"""What officers do in a handover, written one after the other, each on the state before."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from commandcenter.handover.model import Handover
from commandcenter.kernel.errors import Conflict, Rejected
from ui.shell.background import Background

Call: TypeAlias = Callable[[Handover], Handover]
Done: TypeAlias = Callable[[Handover], None]
Failed: TypeAlias = Callable[[Exception], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    call: Call
    done: Done
    failed: Failed


class Acts(QObject):
    """A queue of changes to the present handover.

    A quick officer presses the next key before the last change is written. Each change is
    therefore told the handover that the one before it left, so that only the acts of other
    workstations are conflicts.

    Signals:
        changed: The handover is different now (Handover).
        overtaken: Another workstation was first; what is on screen is old.
    """

    changed = Signal(object)
    overtaken = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._handover: Handover | None = None
        self._waiting: deque[_Act] = deque()
        self._is_busy = False

    @property
    def handover(self) -> Handover | None:
        """The handover as it is known here."""
        return self._handover

    def is_idle(self) -> bool:
        """Whether everything was written."""
        return not self._is_busy

    def take(self, read: Handover | None) -> Handover | None:
        """Go on from what was read, unless more is known here already; return what holds."""
        if not self._is_busy and not _is_older(read, self._handover):
            self._handover = read
        return self._handover

    def do(self, call: Call, done: Done, failed: Failed) -> None:
        """Write a change as soon as those before it are written.

        Args:
            call: Runs on the writing thread with the handover as it is then.
            failed: Told every refusal, also a conflict.
        """
        self._waiting.append(_Act(call=call, done=done, failed=failed))
        if not self._is_busy:
            self._next()

    def _next(self) -> None:
        if not self._waiting or self._handover is None:
            self._waiting.clear()
            return
        act, present = self._waiting.popleft(), self._handover
        self._is_busy = True
        self._background.write(
            self,
            lambda: act.call(present),
            lambda after: self._done(act, after),
            lambda error: self._failed(act, error),
        )

    def _done(self, act: _Act, after: Handover) -> None:
        self._is_busy = False
        self._handover = after
        self.changed.emit(after)
        act.done(after)
        if not self._is_busy:
            self._next()

    def _failed(self, act: _Act, error: Exception) -> None:
        self._is_busy = False
        act.failed(error)
        if isinstance(error, Rejected):
            self._next()
            return
        # What was meant for a state that is not known any more must not be written to another.
        dropped = list(self._waiting)
        self._waiting.clear()
        for other in dropped:
            other.failed(error)
        if isinstance(error, Conflict):
            self.overtaken.emit()


def _is_older(read: Handover | None, known: Handover | None) -> bool:
    if read is None or known is None or read.id != known.id:
        return False
    return read.version < known.version
