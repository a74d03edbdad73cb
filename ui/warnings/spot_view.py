"""The list of hotspots: those that are to be checked first."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from commandcenter.warnings.model.passing import Hotspot
from ui.warnings.spot_delegate import SpotDelegate
from ui.warnings.spot_words import SpotRow, spoken
from ui.widgets.painted_list import PaintedList
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import Column, RecordTableModel


class SpotView(PaintedList):
    """Enter opens the result of a check.

    Signals:
        chosen: Another one is in front (SpotRow, or None).
        opened: One was opened (SpotRow).
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column: Column[SpotRow] = Column(title="", text=lambda row: spoken(row, clock()))
        self.rows: RecordTableModel[SpotRow] = RecordTableModel((column,), lambda row: row.spot.id)
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(SpotDelegate(self, clock))
        keep_reading_position(self)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.present()))

    def show_rows(self, rows: Sequence[SpotRow]) -> None:
        """Show these; the one in front stays there."""
        before = self.present()
        self.rows.show(sorted(rows, key=_order))
        if rows and not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, 0))
        elif self.present() != before:
            self.chosen.emit(self.present())

    def present(self) -> SpotRow | None:
        """Return the one in front."""
        index = self.currentIndex()
        return self.rows.record(index.row()) if index.isValid() else None

    def choose(self, spot_id: UUID) -> bool:
        """Bring one to the front; False if there is none."""
        for row in range(self.rows.rowCount()):
            if self.rows.record(row).spot.id == spot_id:
                self.setCurrentIndex(self.rows.index(row, 0))
                return True
        return False

    def spots(self) -> tuple[Hotspot, ...]:
        """Return what is shown, in its order."""
        return tuple(self.rows.record(row).spot for row in range(self.rows.rowCount()))

    def tick(self) -> None:
        """Let the remaining times run."""
        if self.isVisible():
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        present = self.present()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and present is not None:
            self.opened.emit(present)
        else:
            super().keyPressEvent(event)


def _order(row: SpotRow) -> tuple[object, ...]:
    began = row.spot.received_at
    at = began.timestamp() if began is not None else 0.0
    # What is open runs out first; of what is over, the newest is looked for.
    return (not row.is_open, at if row.is_open else -at, str(row.spot.id))
