"""The files of a drill: guarantee plan, handbook, photographs, taken in by choice or drop."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.plan import File
from commandcenter.drills.service import files
from commandcenter.drills.service.files import Given
from commandcenter.duty.model.files import suffixes
from commandcenter.duty.service import files as taken
from commandcenter.kernel.words import N_
from ui.drills.drill_reading import Whole
from ui.drills.drill_tab import DrillTab
from ui.records.confirm_button import ConfirmButton
from ui.records.files_row import size_shown
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr

_ATTACHED, _REMOVED = N_("{count} files taken in"), N_("Removed. The history keeps it.")
_SAVED = N_("Saved {name}")


class FilesTab(DrillTab):
    """Enter saves a copy of the file in front; nothing is ever opened here."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.setAcceptDrops(True)
        self._help = Label(tone="note")
        self.add = KeyButton(key="Ctrl+N", icon="paperclip")
        self.copy = KeyButton(key="Enter", kind="bare", icon="download-simple")
        self.remove = ConfirmButton(N_("Remove"), N_("Remove it for good"), icon="trash")
        self.table = RecordTable(
            (
                Column(title=N_("File"), text=lambda one: one.name),
                Column(title=N_("Size"), text=lambda one: size_shown(one.size), is_number=True),
            ),
            lambda one: one.id,
        )
        self._deck = Deck(self.table)
        self._build()
        self.add.clicked.connect(self.begin_new)
        self.copy.clicked.connect(self.save_front)
        self.remove.confirmed.connect(self.remove_front)
        self.table.opened.connect(lambda _one: self.save_front())
        self._deck.acted.connect(self.begin_new)
        self._read_words()

    def show_whole(self, whole: Whole) -> None:
        super().show_whole(whole)
        self.table.show_records(whole.files)
        if self.table.present() is None and whole.files:
            self.table.choose(whole.files[0].id)
        refusal = self.refusal()
        self.add.setEnabled(not refusal)
        self.remove.setVisible(bool(whole.files) and not refusal)
        self.copy.setVisible(bool(whole.files))
        if whole.files:
            self._deck.show_content()
        else:
            words = tr("Guarantee plan, handbook, publicity plan, photographs: drop them here.")
            action = "" if refusal else tr("Take files in")
            self._deck.show_state("paperclip", tr("No files yet"), words, action=action)

    def begin_new(self) -> None:
        """Let the user choose files."""
        if self.refusal():
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
        if self.whole is None or self.refusal() or not paths:
            return
        db, owner, officer = self.db, self.whole.drill, self.seat.officer()

        def call() -> int:
            given: list[Given] = [files.take_in(path) for path in paths]
            files.attach(db, owner, given, officer=officer)
            return len(given)

        def done(count: int) -> None:
            self.seat.messages.say(_ATTACHED, count=count)
            self.changed.emit()

        self.write(call, done)

    def save_front(self) -> None:
        """Let the user choose where a copy of the file in front goes."""
        one: File | None = self.table.present()
        if one is None:
            return
        dialog = QFileDialog(self, tr("Save as"), one.name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda name: self.save_to(one, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, one: File, path: Path) -> None:
        """Write a copy of a file."""
        self.seat.background.read(
            self,
            partial(taken.save_copy, self.db, one.sha256, path),
            lambda _none: self.seat.messages.say(_SAVED, name=path.name),
            self.seat.messages.problem,
        )

    def remove_front(self) -> None:
        """Take the file in front away."""
        one: File | None = self.table.present()
        if one is None or self.whole is None or self.refusal():
            return

        def done(_none: Any) -> None:
            self.seat.messages.say(_REMOVED)
            self.changed.emit()

        owner, officer = self.whole.drill, self.seat.officer()
        self.write(partial(files.detach, self.db, owner, one, officer=officer), done)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.refusal() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        event.acceptProposedAction()
        self.take_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_deck"):
            self._read_words()

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.gap(head, 2)
        for widget in (self.add, self.copy, self.remove):
            head.addWidget(widget)
        head.addStretch()
        head.addWidget(self._help, 0, Qt.AlignmentFlag.AlignRight)
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 3, 4, 3)
        scaled.gap(inner, 2)
        inner.addLayout(head)
        inner.addWidget(self._deck, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.setFocusProxy(self.table)

    def _read_words(self) -> None:
        self.add.setText(tr("Take files in"))
        self.copy.setText(tr("Save a copy"))
        self._help.setText(tr("At most 20 MB each; files can be dropped here."))
        self.table.setAccessibleName(tr("Files"))
