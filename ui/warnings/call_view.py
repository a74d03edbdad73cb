"""The people of a call list; one key notes what a call brought, and the next one is in front."""

from collections.abc import Callable, Container, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from commandcenter.warnings.model.calls import Outcome
from ui.warnings.call_delegate import CallDelegate
from ui.warnings.call_words import OUTCOMES, Row, spoken
from ui.widgets.painted_list import PaintedList
from ui.widgets.record_table_model import Column, RecordTableModel

_BY_KEY = {key: outcome for outcome, (key, _) in OUTCOMES.items()}


class CallView(PaintedList):
    """Rows keep their places, whatever becomes of them.

    Signals:
        chosen: Somebody else is in front (Row, or None).
        noted: The key of an outcome was pressed (Outcome).
        note_wanted: What was replied is to be typed.
    """

    chosen = Signal(object)
    noted = Signal(object)
    note_wanted = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column: Column[Row] = Column(title="", text=lambda row: spoken(row, clock()))
        self.rows: RecordTableModel[Row] = RecordTableModel((column,), lambda row: row.call.id)
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(CallDelegate(self, clock))
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.present()))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; whoever is in front stays there."""
        before = self.present()
        self.rows.show(rows)
        if rows and not self.currentIndex().isValid():
            self.choose_next()
        elif self.present() != before:
            self.chosen.emit(self.present())

    def present(self) -> Row | None:
        """Return who is in front."""
        index = self.currentIndex()
        return self.rows.record(index.row()) if index.isValid() else None

    def choose(self, call_id: UUID) -> bool:
        """Bring somebody to the front; False if they are not on the list."""
        for row in range(self.rows.rowCount()):
            if self.rows.record(row).call.id == call_id:
                self.setCurrentIndex(self.rows.index(row, 0))
                return True
        return False

    def choose_next(self, leave_out: Container[UUID] = ()) -> bool:
        """Bring the next one to the front who still has to be called; False if nobody has."""
        count = self.rows.rowCount()
        index = self.currentIndex()
        start = index.row() + 1 if index.isValid() else 0
        for step in range(count):
            row = (start + step) % count
            found = self.rows.record(row)
            if found.is_open and found.call.id not in leave_out:
                self.setCurrentIndex(self.rows.index(row, 0))
                return True
        if count and not index.isValid():
            self.setCurrentIndex(self.rows.index(0, 0))
        return False

    def tick(self) -> None:
        """Let the remaining times run."""
        if self.isVisible():
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        outcome: Outcome | None = _BY_KEY.get(event.text())
        if outcome is not None and not event.isAutoRepeat():
            self.noted.emit(outcome)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.note_wanted.emit()
        else:
            super().keyPressEvent(event)
