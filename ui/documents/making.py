"""Making papers in the background: the newest order counts, and it can be stopped."""

from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Signal

from commandcenter.database.engine import Database
from commandcenter.duty.papers import Running
from commandcenter.kernel.officer import Officer
from ui.documents.orders import Order, make
from ui.shell.background import Background


class Making(QObject):
    """Runs one order at a time; a new one stops the one before.

    Signals:
        progressed: So many pages are done (int).
        made: The paper is complete (Order, bytes).
        failed: There is no paper (Exception).
    """

    progressed = Signal(int)
    made = Signal(object, object)
    failed = Signal(object)
    _page_done = Signal(int, int)

    def __init__(self, db: Database, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._background = background
        self._number = 0
        self._stop = Event()
        self._is_busy = False
        self._page_done.connect(self._on_page)

    def is_busy(self) -> bool:
        """Whether a paper is being made."""
        return self._is_busy

    def begin(self, wanted: Order, officer: Officer) -> None:
        """Make this paper now."""
        self.stop()
        self._number += 1
        self._stop = Event()
        self._is_busy = True
        running = Running(
            cancelled=self._stop.is_set, progress=partial(self._page_done.emit, self._number)
        )
        self._background.read(
            self,
            partial(make, self._db, wanted, running, officer=officer),
            partial(self._made, self._number, wanted),
            partial(self._failed, self._number),
        )

    def stop(self) -> None:
        """Stop what is being made at its next page."""
        self._stop.set()

    def _on_page(self, number: int, page: int) -> None:
        if number == self._number and self._is_busy:
            self.progressed.emit(page)

    def _made(self, number: int, wanted: Order, data: bytes) -> None:
        if number == self._number:
            self._is_busy = False
            self.made.emit(wanted, data)

    def _failed(self, number: int, error: Exception) -> None:
        if number == self._number:
            self._is_busy = False
            self.failed.emit(error)
