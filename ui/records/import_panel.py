"""An import of tables: from a file or the clipboard, checked cell by cell, all or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from threading import Event
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from commandcenter.documents.errors import Cancelled
from commandcenter.documents.sheets import headings, reading
from commandcenter.documents.sheets.fields import CellError
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.records import import_part
from ui.records.import_mapping import MappingForm
from ui.records.import_part import Foreseen, Guessed, ImportUse, Part, SheetKind, ViewMemory
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.shell.view import View
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_FILES = "Excel, CSV (*.xlsx *.xlsm *.xls *.csv *.txt *.tsv)"


class ImportPanel(QWidget):
    """Sheets on the left, their columns in the middle, what is wrong on the right.

    Signals:
        closed: The user wants the list again.
        imported: The tables were written.
    """

    closed = Signal()
    imported = Signal()
    _progressed = Signal(int)

    def __init__(
        self, use: ImportUse, seat: Seat, view: View, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._use = use
        self._seat = seat
        self._memory = ViewMemory(view, use.name)
        self._outlook: Mapping[str, int] | None = None
        self._told: Sequence[str] = ()
        self._offered: Sequence[SheetKind] = ()
        self._parts: list[Part] = []
        self._at = 0
        self._stop = Event()
        self._is_busy = False
        self.back = KeyButton(key="Esc", kind="bare", icon="arrow-left")
        self._title = Label(tone="title")
        self.choose = KeyButton(key="Ctrl+O", icon="folder-open")
        self.paste = KeyButton(icon="clipboard-text")
        self._help = Label(tone="note")
        self._help.setWordWrap(True)
        self.sheets = RecordTable(
            (
                Column(title=N_("Sheet"), text=lambda at: self._parts[at].sheet.name),
                Column(title=N_("Holds"), text=self._holds),
                Column(title=N_("Rows"), text=self._rows, is_number=True),
                Column(title=N_("Mistakes"), text=self._mistakes, is_number=True),
            ),
            lambda at: at,
        )
        self.mapping = MappingForm(use.hidden)
        self._verdict = Label(tone="strong")
        self._verdict.setWordWrap(True)
        self.found: list[CellError] = []
        self.errors = QListWidget()
        self.errors.setWordWrap(True)
        self.errors.setSpacing(4)
        self.errors.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._progress = QProgressBar(textVisible=False)
        self._doing = Label(tone="note")
        self.cancel = KeyButton(icon="x")
        self.go = KeyButton(key="Ctrl+S", kind="primary", icon="upload-simple")
        self._build()
        self._connect()
        self._read_words()

    def offer(self, offered: Sequence[SheetKind]) -> None:
        """Take the kinds of sheets, with the words of the county."""
        self._offered = offered
        self.mapping.offer(offered)
        self.sheets.setColumnHidden(1, len(offered) == 1)

    def open_file(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, tr("Choose a table"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(_FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    def read_file(self, path: str) -> None:
        """Read a file in the background."""
        self._run(
            N_("Reading: {count} rows"),
            partial(
                import_part.of_file,
                path,
                self._use,
                self._offered,
                self._stop,
                self._progressed.emit,
            ),
            self._take_found,
        )

    def paste_text(self) -> None:
        """Take the table that was copied in another program."""
        text = QGuiApplication.clipboard().text()
        try:
            book = reading.paste(text, name=tr("Clipboard"))
        except Rejected as error:
            self._refuse(error)
        else:
            self._take_found(import_part.guessed(book, self._use, self._offered))

    def submit(self) -> None:
        """Import everything, if nothing is wrong."""
        if self._is_busy or not self.go.isEnabled():
            return
        for part in self._parts:
            if part.kind is not None:
                headings.remember(part.sheet, part.columns, part.kind.fields, self._memory)
        parts, officer = tuple(self._parts), self._seat.officer()
        # Among the readings: what is typed into the log meanwhile need not wait for it.
        self._run(
            self._use.working,
            partial(self._use.write, parts, officer, self._stop, self._progressed.emit),
            self._done,
        )

    def give_up(self) -> None:
        """Stop what runs; with nothing running, back to the list."""
        if self._is_busy:
            self._stop.set()
        else:
            self.closed.emit()

    def clear(self) -> None:
        """Forget the tables that were read."""
        self._parts = []
        self._outlook = None
        self.sheets.show_records([])
        self.mapping.show_part(None)
        self._show_verdict()

    def is_ready(self) -> bool:
        """Say whether everything was checked and nothing is wrong."""
        tables = [part.table for part in self._parts if part.kind is not None]
        checked = [table for table in tables if table is not None and not table.error_count]
        return len(checked) == len(tables) and any(table.rows for table in checked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._is_busy and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and not self._is_busy:
            event.acceptProposedAction()
            self.read_file(paths[0])

    def _build(self) -> None:
        self.setAcceptDrops(True)
        head = QHBoxLayout()
        scaled.gap(head, 3)
        for part in (self.back, self._title, self.choose, self.paste):
            head.addWidget(part)
        head.addWidget(self._help, 1)
        left, right = Card(), Card()
        for card, inside in ((left, (self.sheets,)), (right, (self._verdict, self.errors))):
            inner = QVBoxLayout(card)
            scaled.margins(inner, 4, 3, 4, 3)
            scaled.gap(inner, 2)
            for widget in inside:
                inner.addWidget(widget)
        middle = QHBoxLayout()
        scaled.gap(middle, 3)
        for card, share in ((left, 4), (self.mapping, 4), (right, 3)):
            middle.addWidget(card, share)
        foot = QHBoxLayout()
        scaled.gap(foot, 3)
        foot.addWidget(self._doing)
        foot.addWidget(self._progress, 1)
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.choose)

    def _connect(self) -> None:
        self.back.clicked.connect(self.give_up)
        self.choose.clicked.connect(self.open_file)
        self.paste.clicked.connect(self.paste_text)
        self.cancel.clicked.connect(self._stop.set)
        self.go.clicked.connect(self.submit)
        self.sheets.chosen.connect(self._show_part)
        self.mapping.kind_chosen.connect(self._choose_kind)
        self.mapping.column_chosen.connect(self._choose_column)
        self._progressed.connect(self._show_progress)

    def _take_found(self, found: Guessed) -> None:
        self._outlook = None
        self._parts = import_part.parts_of(found, self._memory)
        self._at = 0
        self.sheets.show_records([])
        self.sheets.show_records(range(len(self._parts)))
        self.sheets.setCurrentIndex(self.sheets.records.index(0, 0))
        self._check_next()

    def _choose_kind(self, kind: SheetKind | None) -> None:
        part = import_part.as_kind(self._parts[self._at], kind, self._memory)
        self._change(part)

    def _choose_column(self, name: str, column: int | None) -> None:
        part = self._parts[self._at]
        self._change(replace(part, columns=part.columns.choosing(name, column), table=None))

    def _change(self, part: Part) -> None:
        self._parts[self._at] = part
        self._outlook = None
        self._show_part(self._at)
        if not self._is_busy:
            self._check_next()

    def _check_next(self) -> None:
        """Check the cells of the first sheet that is not checked yet."""
        waiting = [
            at
            for at, part in enumerate(self._parts)
            if part.kind is not None and part.table is None
        ]
        self._show_verdict()
        if waiting:
            part = self._parts[waiting[0]]
            call = partial(import_part.checked, part, self._use, self._stop, self._progressed.emit)
            self._run(N_("Checking: {count} rows"), call, partial(self._checked, waiting[0], part))
        elif self._outlook is None and self._use.outlook is not None and self.is_ready():
            look = partial(
                import_part.foreseen, tuple(self._parts), self._use, self._seat.officer()
            )
            self._run(N_("Checking: {count} rows"), look, self._foresee)

    def _foresee(self, outlook: Foreseen) -> None:
        self._outlook, self._told = outlook.numbers, outlook.told

    def _checked(self, at: int, asked: Part, part: Part) -> None:
        if at < len(self._parts) and self._parts[at] is asked:
            self._parts[at] = part
        self._check_next()

    def _done(self, outcome: Mapping[str, int]) -> None:
        self.clear()
        self._seat.messages.say(self._use.done, **outcome)
        self.imported.emit()

    def _run(self, doing: str, call: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._stop.clear()
        self._is_busy = True
        self._doing_words = doing
        self._show_progress(0)
        self._show_verdict()

        def finished(outcome: Any) -> None:
            self._is_busy = False
            done(outcome)
            self._show_verdict()

        self._seat.background.read(self, call, finished, self._failed)

    def _failed(self, error: Exception) -> None:
        self._is_busy = False
        self._show_verdict()
        self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        stopped = tr("Stopped. Nothing was imported.")
        self._verdict.setText(stopped if isinstance(error, Cancelled) else sentence(error))

    def _show_progress(self, count: int) -> None:
        self._progress.setRange(0, 0)
        self._doing.setText(tr(self._doing_words).format(count=count))

    def _show_part(self, at: int | None) -> None:
        if at is not None:
            self._at = at
            self.mapping.show_part(self._parts[at])

    def _show_verdict(self) -> None:
        if self._parts:
            self.mapping.show_part(self._parts[self._at])
        self.sheets.viewport().update()
        found: list[CellError] = [
            error for part in self._parts if part.table is not None for error in part.table.errors
        ]
        count = sum(part.table.error_count for part in self._parts if part.table is not None)
        self._show_errors(found)
        if not self._parts:
            self._verdict.setText(tr("Nothing was read yet."))
        elif self._is_busy:
            self._verdict.setText(tr("Being checked…"))
        elif count:
            words = tr("{count} cells to correct; nothing is imported before that.")
            self._verdict.setText(words.format(count=count))
        elif self.is_ready():
            self._verdict.setText(self._fine())
        else:
            self._verdict.setText(tr("No sheet is to be imported."))
        self.go.setEnabled(self.is_ready() and not self._is_busy)
        for widget in (self._progress, self._doing, self.cancel):
            widget.setVisible(self._is_busy)

    def _fine(self) -> str:
        if self._use.outlook is None:
            return tr(self._use.fine)
        # Without the numbers something went wrong or is still to be asked.
        return "" if self._outlook is None else tr(self._use.fine).format(**self._outlook)

    def _show_errors(self, found: list[CellError]) -> None:
        words = [error.said(tr) for error in found]
        if not found and self._outlook is not None:
            words = list(self._told)
        if words != [self.errors.item(at).text() for at in range(self.errors.count())]:
            self.errors.clear()
            self.errors.addItems(words)
        self.found = found

    def _holds(self, at: int) -> str:
        kind = self._parts[at].kind
        return tr("left out") if kind is None else tr(kind.title)

    def _rows(self, at: int) -> str:
        part = self._parts[at]
        return str(max(0, len(part.sheet.rows) - part.columns.heading_row - 1))

    def _mistakes(self, at: int) -> str:
        table = self._parts[at].table
        return "" if table is None else str(table.error_count)

    def _read_words(self) -> None:
        self.back.setText(tr(self._use.back))
        self._title.setText(tr("Import"))
        self.choose.setText(tr("Choose a file"))
        self.paste.setText(tr("Paste from Excel"))
        self._help.setText(tr(self._use.help))
        self.sheets.setAccessibleName(tr("Sheets"))
        self.errors.setAccessibleName(tr("What to correct"))
        self.cancel.setText(tr("Stop"))
        self.go.setText(tr("Import everything"))
        self._show_verdict()
