"""Lists whose records carry files: attached by choice or drop, and taken off again."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from commandcenter.database.engine import Database
from commandcenter.drills.model.plan import File
from commandcenter.drills.service import files, records
from commandcenter.drills.service.files import Given
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.words import N_
from ui.drill_review.photographs import Photographs
from ui.records.confirm_button import ConfirmButton
from ui.records.files_row import FilesRow
from ui.records.form import Form
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets.buttons import KeyButton
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_ATTACHED = N_("Attached {name}")


class FilePanel(RecordPanel):
    """Each says where its files and its buttons stand.

    Attributes:
        kind: Class of the records.
        unsaved_words: Why nothing can be attached to a new record yet.

    Signals:
        files_given: Files were dropped (QMimeData).
    """

    files_given = Signal(QMimeData)

    kind: type[Any]
    unsaved_words: str

    def __init__(
        self,
        db: Database,
        seat: Seat,
        columns: Sequence[Column[Any]],
        form: Form,
        *,
        stretch: int,
        icon: str,
    ) -> None:
        self._db = db
        super().__init__(seat, columns, form, stretch=stretch)
        self.files = FilesRow()
        self.attach = KeyButton(key="Ctrl+O", icon=icon)
        self.gone = ConfirmButton(N_("Take it out"), N_("Really take it out"), icon="trash")
        self.photographs = Photographs(self, seat.background, self._attach, seat.messages.problem)
        self.setAcceptDrops(True)
        self.attach.clicked.connect(self.photographs.choose)
        self.files.removed.connect(self._detach)
        self.gone.confirmed.connect(self.take_out)
        self.files_given.connect(lambda given: self.photographs.take_given(given, seat.clock()))

    def kept(self) -> Any:
        """Return the record in front, if it is in the database."""
        raise NotImplementedError

    def take_out(self) -> None:
        """Take the record in front out."""
        raise NotImplementedError

    def reading(self, key: Hashable) -> Callable[[], Any]:
        def read() -> Any:
            found = records.find(self._db, self.kind, key) if isinstance(key, UUID) else None
            if found is None:
                raise Conflict
            return found

        return read

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files_given.emit(event.mimeData())
        event.acceptProposedAction()

    def _attach(self, given: Given) -> None:
        one = self.kept()
        if one is None:
            self.editor.refuse(tr(self.unsaved_words))
            return
        call = partial(files.attach, self._db, one, [given], officer=self.seat.officer())
        self.seat.background.write(
            self, call, lambda _done: self._attached(given.name), self.seat.messages.problem
        )

    def _attached(self, name: str) -> None:
        self.seat.messages.say(_ATTACHED, name=name)
        self.changed.emit()

    def _detach(self, file: File) -> None:
        one = self.kept()
        if one is not None:
            call = partial(files.detach, self._db, one, file, officer=self.seat.officer())
            self.seat.background.write(
                self, call, lambda _done: self.changed.emit(), self.seat.messages.problem
            )
