"""Keeps the calendar of drills that others subscribe to up to date, beside everything urgent."""

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from commandcenter.database.engine import Database
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.officer import Officer
from ui.shell.background import Background, Errand

log = logging.getLogger(__name__)

LOOK_MS = 10_000


class Subscription(QObject):
    """Writes the file, if the county wants one, soon after drills have changed.

    Every workstation may write it; one that cannot says so once to each officer.

    Args:
        officer: Who sits here now; None before anybody has signed in.

    Signals:
        refused: The file could not be written, and why (Exception).
    """

    refused = Signal(object)

    def __init__(
        self,
        db: Database,
        *,
        officer: Callable[[], Officer | None],
        look_ms: int = LOOK_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._db = db
        self._officer = officer
        self._told: tuple[object, ...] = ()
        self._background = Background(self)
        # A folder of another machine may not answer for minutes.
        self._errand = Errand(self)
        self._errand.done.connect(self._kept)
        self._errand.failed.connect(self._not_kept)
        self._timer = QTimer(self, singleShot=True, interval=look_ms)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    def close(self) -> None:
        """Stop for good; a file that is being written is not waited for, and the old one stays."""
        self._timer.stop()
        self._errand.give_up()
        self._background.close()

    def _look(self) -> None:
        self._background.read(self, self._writing, self._write, self._not_kept)

    def _writing(self) -> Callable[[], object] | None:
        """Return what writes the file; None if there is nothing to write."""
        from commandcenter.drills.service import calendars  # noqa: PLC0415 - the log comes first

        db, at = self._db, self._db.clock()
        due = calendars.due_file(db, at=at)
        return None if due is None else partial(calendars.write_file, db, due, at=at)

    def _write(self, writing: Callable[[], object] | None) -> None:
        if writing is None:
            self._kept(None)
        else:
            self._errand.run(writing)

    def _kept(self, _path: object) -> None:
        self._told = ()
        self._timer.start()

    def _not_kept(self, error: Exception) -> None:
        self._timer.start()
        officer = self._officer()
        if officer is None or isinstance(error, Unavailable):  # told by the age of the data
            return
        log.warning("the calendar of drills was not kept: %s", error)
        what = (officer.account_id, type(error), str(error))
        if what != self._told:
            self._told = what
            self.refused.emit(error)
