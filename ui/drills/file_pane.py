"""The files of a plan or a drill: taken in by choice or drop, saved as copies, taken away."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.plan import File, Plan
from commandcenter.drills.service import files
from commandcenter.duty.model.files import suffixes
from commandcenter.duty.service import files as taken
from commandcenter.kernel.words import N_
from ui.records.confirm_button import ConfirmButton
from ui.records.files_row import size_shown
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr

_ATTACHED = N_("{count} files taken in")
_DETACHED = N_("'{name}' is taken away; the history keeps it.")
_SAVED = N_("Saved as {name}.")


class FilePane(QWidget):
    """Enter saves a copy of the file in front; nothing is ever opened here.

    Args:
        key: Takes files in; heard by the page.
        empty: What belongs here, said as long as there is nothing (source text).

    Signals:
        changed: A file was taken in or away.
    """

    changed = Signal()

    def __init__(
        self, db: Database, seat: Seat, *, key: str, empty: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._empty = empty
        self._owner: Plan | Drill | None = None
        self._files: tuple[File, ...] = ()
        self._may_edit = True
        self.add = KeyButton(key=key, icon="paperclip")
        self.copy = KeyButton(key="Enter", kind="bare", icon="download-simple")
        self.remove = ConfirmButton(N_("Take away"), N_("Take it away for good"), icon="trash")
        self._help = Label(tone="note")
        self._help.setWordWrap(True)
        self.table = RecordTable(
            (
                Column(title=N_("File"), text=lambda one: one.name),
                Column(title=N_("Size"), text=lambda one: size_shown(one.size), is_number=True),
            ),
            lambda one: one.id,
        )
        self._deck = Deck(self.table)
        self.setAcceptDrops(True)
        self._build()

    def show_files(self, owner: Plan | Drill, known: Sequence[File], *, may_edit: bool) -> None:
        """Show the files of a plan or a drill."""
        self._owner, self._files, self._may_edit = owner, tuple(known), may_edit
        self.table.show_records(known)
        if self.table.present() is None and known:
            self.table.choose(known[0].id)
        self.add.setEnabled(may_edit)
        self.copy.setVisible(bool(known))
        self.remove.setVisible(bool(known) and may_edit)
        self._show_state()

    def choose_files(self) -> None:
        """Let the user choose files of this computer."""
        if self._owner is None or not self._may_edit:
            return
        patterns = " ".join(f"*.{suffix}" for suffix in suffixes())
        words = tr("Pictures, PDF, sound, office documents")
        dialog = QFileDialog(self, tr("Take files in"), "", f"{words} ({patterns})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take_in([*map(Path, names)]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take files of this computer in, all of them or none."""
        owner, officer = self._owner, self._seat.officer()
        if owner is None or not self._may_edit or not paths:
            return

        def call() -> int:
            given = [files.take_in(path) for path in paths]
            files.attach(self._db, owner, given, officer=officer)
            return len(given)

        def done(count: int) -> None:
            self._seat.messages.say(_ATTACHED, count=count)
            self.changed.emit()

        self._seat.background.write(self, call, done, self._seat.messages.problem)

    def save_front(self) -> None:
        """Let the user choose where a copy of the file in front goes."""
        one: File | None = self.table.present()
        if one is None:
            return
        dialog = QFileDialog(self, tr("Save a copy"), one.name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda name: self.save_to(one, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, one: File, path: Path) -> None:
        """Write a copy of a file."""
        self._seat.background.read(
            self,
            partial(taken.save_copy, self._db, one.sha256, path),
            lambda _none: self._seat.messages.say(_SAVED, name=path.name),
            self._seat.messages.problem,
        )

    def remove_front(self) -> None:
        """Take the file in front away."""
        one: File | None = self.table.present()
        if one is None or self._owner is None or not self._may_edit:
            return

        def done(_none: None) -> None:
            self._seat.messages.say(_DETACHED, name=one.name)
            self.changed.emit()

        call = partial(files.detach, self._db, self._owner, one, officer=self._seat.officer())
        self._seat.background.write(self, call, done, self._seat.messages.problem)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.add.setText(tr("Take files in"))
        self.copy.setText(tr("Save a copy"))
        self._help.setText(tr("At most 20 MB each; files can be dropped here."))
        self.table.setAccessibleName(tr("Files"))
        self._show_state()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_edit and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self.take_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _show_state(self) -> None:
        if self._files or self._owner is None:
            self._deck.show_content()
        else:
            action = tr("Take files in") if self._may_edit else ""
            self._deck.show_state("paperclip", tr("No files yet"), tr(self._empty), action=action)

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.gap(head, 2)
        for widget in (self.add, self.copy, self.remove):
            head.addWidget(widget)
        head.addStretch()
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self._deck, 1)
        layout.addWidget(self._help)
        self.setFocusProxy(self.table)
        self.add.clicked.connect(self.choose_files)
        self.copy.clicked.connect(self.save_front)
        self.remove.confirmed.connect(self.remove_front)
        self.table.opened.connect(lambda _one: self.save_front())
        self._deck.acted.connect(self.choose_files)
        self.read_words()
