"""Taking the list of whom to call out of the program, as a file or on a printer."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, may
from commandcenter.documents import files
from commandcenter.duty.service import exports as papers
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from commandcenter.teams.service import exports
from commandcenter.teams.service.exports import CallList
from ui.shell.seat import Seat
from ui.widgets.paper_out import OutPaper, PaperOut
from ui.widgets.words import language, tr

_KIND = "teams_on_call"
_SAVED, _PRINTED = N_("Saved as {name}."), N_("Sent to the printer.")
_AS_READ = N_(
    "The database does not answer. This is the list as read at {time}; that it was taken out"
    " is not noted in the journal."
)

log = logging.getLogger(__name__)


class PhonesOut(QObject):
    """Makes the paper as of now, then asks where it goes.

    While the database does not answer, it is the list that was read last: whom to call is
    needed then more than ever.

    Args:
        part: What the dialogs belong to.

    Signals:
        busy: A paper is being made, or no longer (bool).
    """

    busy = Signal(bool)

    def __init__(self, db: Database, seat: Seat, part: QWidget) -> None:
        super().__init__(part)
        self._db = db
        self._seat = seat
        self._is_busy = False
        self._kept: CallList | None = None
        self.out = PaperOut(part, seat.background.read, write_file=files.save)
        self.out.saved.connect(lambda name: seat.messages.say(_SAVED, name=name))
        self.out.printed.connect(lambda: seat.messages.say(_PRINTED))
        self.out.failed.connect(seat.messages.problem)

    def keep(self, calls: CallList) -> None:
        """Remember what was read last."""
        self._kept = calls

    def save(self) -> None:
        """Make it and ask for a file."""
        self._make(self.out.save)

    def print_pages(self) -> None:
        """Make it and ask for a printer."""
        self._make(self.out.print_pages)

    def _make(self, use: Callable[[OutPaper], None]) -> None:
        if self._is_busy:
            return
        self._set_busy(True)
        at, officer = self._seat.clock(), self._seat.officer()
        call = partial(exports.on_call, self._db, at=at, officer=officer, language=language())

        def made(data: bytes) -> None:
            note = partial(papers.hand_out, self._db, data, paper=_KIND, of="all", officer=officer)
            self._use(use, at, data, note)

        self._seat.background.read(self, call, made, partial(self._not_made, use))

    def _not_made(self, use: Callable[[OutPaper], None], error: Exception) -> None:
        kept, officer = self._kept, self._seat.officer()
        if kept is None or not isinstance(error, Unavailable) or not may(officer, Right.EXPORT):
            self._refuse(error)
            return

        def drawn(data: bytes) -> None:
            self._seat.messages.say(_AS_READ, time=minute(kept.at))
            note = partial(log.warning, "%s took out the phones without a database", officer.login)
            self._use(use, kept.at, data, note)

        self._seat.background.read(self, kept.draw, drawn, self._refuse)

    def _use(
        self,
        use: Callable[[OutPaper], None],
        at: datetime,
        data: bytes,
        note: Callable[[], None],
    ) -> None:
        self._set_busy(False)
        use(OutPaper(title=f"{tr('Teams on call')} {minute(at)}", data=data, note=note))

    def _refuse(self, error: Exception) -> None:
        self._set_busy(False)
        self._seat.messages.problem(error)

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.busy.emit(is_busy)
