"""Saving everything of a drill as one file of this computer."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require
from commandcenter.documents import exports, files
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service import archive
from commandcenter.duty.model.files import bare_name
from commandcenter.kernel.officer import Officer
from ui.shell.seat import Seat
from ui.widgets.words import language, tr


class Bundle(QObject):
    """Makes the file in the background; it is noted before it is saved.

    Signals:
        saved: The file was written (its name).
        failed: It was not (Exception).
    """

    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, owner: QWidget, db: Database, seat: Seat) -> None:
        super().__init__(owner)
        self._owner = owner
        self._db, self._seat = db, seat
        self._is_busy = False

    def save(self, drill: Drill) -> None:
        """Let the officer choose where everything of a drill is saved."""
        name = bare_name(f"{drill.year}-{drill.number} {drill.title}.zip")
        dialog = QFileDialog(self._owner, tr("Save everything as ZIP"), name, "ZIP (*.zip)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(lambda path: self.save_to(drill, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, drill: Drill, path: Path) -> None:
        """Save everything of a drill there."""
        if self._is_busy:
            return
        self._is_busy = True
        call = partial(
            _save,
            self._db,
            drill,
            path,
            at=self._seat.clock(),
            language=language(),
            officer=self._seat.officer(),
        )
        self._seat.background.read(self._owner, call, self._done, self._not_done)

    def _done(self, name: str) -> None:
        self._is_busy = False
        self.saved.emit(name)

    def _not_done(self, error: Exception) -> None:
        self._is_busy = False
        self.failed.emit(error)


def _save(
    db: Database, drill: Drill, path: Path, *, at: datetime, language: str, officer: Officer
) -> str:
    """Write the file; returns its name.

    Raises:
        NotAllowed, NotSaved, Conflict, Unavailable: Nothing was handed out.
    """
    require(officer, Right.EXPORT)
    data = archive.bundle(db, drill.id, at=at, language=language, officer=officer)
    exports.note(db, data, paper="drill_archive", of=str(drill.id), officer=officer)
    files.save(path, data)
    return path.name
