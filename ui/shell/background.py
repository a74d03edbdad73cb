"""Calling services without freezing the window."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from itertools import count
from threading import Lock, Thread
from typing import Any, NamedTuple, TypeAlias, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from commandcenter.kernel.errors import CommandCenterError

log = logging.getLogger(__name__)

T = TypeVar("T")
Failed: TypeAlias = Callable[[Exception], None]

SAVING_AFTER_MS = 1_000
_READERS = 3


class _Waiting(NamedTuple):
    owner: QObject
    done: Callable[[Any], None]
    failed: Failed
    is_write: bool


class Background(QObject):
    """Runs service calls on worker threads and reports back on the GUI thread.

    Writes run one at a time, in the order the user made them. Reads run beside
    them, so that a long report never holds up a log entry.

    Signals:
        saving: True when writes have been under way for a second, False when they are done.
    """

    saving = Signal(bool)
    _finished = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "write")
        self._readers = ThreadPoolExecutor(_READERS, "read")
        self._tickets = count()
        # Owners stay in this thread: a worker that let go of the last reference to a widget
        # would destroy it there.
        self._waiting: dict[int, _Waiting] = {}
        self._writes = 0
        self._is_saving = False
        self._is_closed = False
        self._patience = QTimer(self, singleShot=True, interval=SAVING_AFTER_MS)
        self._patience.timeout.connect(partial(self._say_saving, True))
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(
        self, owner: QObject, call: Callable[[], T], done: Callable[[T], None], failed: Failed
    ) -> None:
        """Run a query, then *done* or *failed*, unless *owner* is gone by then."""
        if not self._is_closed:
            self._start(self._readers, call, _Waiting(owner, done, failed, is_write=False))

    def write(
        self, owner: QObject, call: Callable[[], T], done: Callable[[T], None], failed: Failed
    ) -> None:
        """Run a change, then *done* or *failed*, unless *owner* is gone by then.

        Raises:
            RuntimeError: `close` was called before; nothing is written.
        """
        self._start(self._writer, call, _Waiting(owner, done, failed, is_write=True))
        self._writes += 1
        if self._writes == 1:
            self._patience.start()

    def is_idle(self) -> bool:
        """Say whether every call has been reported back."""
        return not self._waiting

    def close(self) -> None:
        """Finish and report queued writes, drop queued reads; returns when both are over."""
        self._is_closed = True
        self._readers.shutdown(cancel_futures=True)
        self._writer.shutdown()
        # No loop will run any more: whoever wrote is told now, so that a draft that became an
        # entry does not come back.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _start(self, executor: Executor, call: Callable[[], T], waiting: _Waiting) -> None:
        ticket = next(self._tickets)
        executor.submit(self._work, ticket, call)
        self._waiting[ticket] = waiting

    def _work(self, ticket: int, call: Callable[[], object]) -> None:
        self._finished.emit(ticket, _outcome(call))

    @Slot(int, object)
    def _deliver(self, ticket: int, outcome: object) -> None:
        waiting = self._waiting.pop(ticket)
        if waiting.is_write:
            self._count_written()
        if not isValid(waiting.owner) or (self._is_closed and not waiting.is_write):
            return
        if isinstance(outcome, _Failure):
            waiting.failed(outcome.error)
        else:
            waiting.done(outcome)

    def _count_written(self) -> None:
        self._writes -= 1
        if self._writes == 0:
            self._patience.stop()
            self._say_saving(False)

    def _say_saving(self, is_saving: bool) -> None:
        if self._is_saving != is_saving:
            self._is_saving = is_saving
            self.saving.emit(is_saving)


class Errand(QObject):
    """Runs calls that may hang for minutes, and that nobody waits for at the end.

    What is under way then is cut off with the program: it has to leave nothing half done, and
    must not need what is closed by then.

    Signals:
        done: What a call returned (object).
        failed: A call raised this (Exception).
    """

    done = Signal(object)
    failed = Signal(object)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Held while a call reports: this object must not go away under it.
        self._reporting = Lock()
        self._is_given_up = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, call: Callable[[], object]) -> None:
        """Begin a call on a thread of its own."""
        Thread(target=self._work, args=(call,), name="errand", daemon=True).start()

    def give_up(self) -> None:
        """Hear of no call any more; returns at once."""
        with self._reporting:
            self._is_given_up = True

    def _work(self, call: Callable[[], object]) -> None:
        outcome = _outcome(call)
        with self._reporting:
            if not self._is_given_up:
                self._finished.emit(outcome)

    @Slot(object)
    def _deliver(self, outcome: object) -> None:
        if self._is_given_up:
            return
        if isinstance(outcome, _Failure):
            self.failed.emit(outcome.error)
        else:
            self.done.emit(outcome)


class _Failure(NamedTuple):
    error: Exception


def _outcome(call: Callable[[], object]) -> object:
    try:
        return call()
    except CommandCenterError as error:
        return _Failure(error)
    except Exception as error:
        log.exception("bug in a background call")
        return _Failure(error)
