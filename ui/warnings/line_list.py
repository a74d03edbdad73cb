"""The list of warnings: what has to be confirmed and what is in force, worst first."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from commandcenter.warnings.model.warning import LIVE, State
from ui.warnings.line_delegate import LineDelegate, spoken
from ui.warnings.shown import Fold, Folds, Line
from ui.widgets.painted_list import PaintedList
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel


class LineList(PaintedList):
    """Enter opens a warning, or the group of those that are over.

    Signals:
        chosen: Another warning is in front (Line).
        opened: A warning was opened (Line).
        left_out: Nothing fits what is looked for (bool).
    """

    chosen = Signal(object)
    opened = Signal(object)
    left_out = Signal(bool)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._lines: tuple[Line, ...] = ()
        self._wanted = ""
        self._folds = Folds()
        column: Column[Line | Fold] = Column(title="", text=lambda row: spoken(row, clock()))
        self.rows: RecordTableModel[Line | Fold] = RecordTableModel((column,), _key, self)
        self.setModel(self.rows)
        self.setItemDelegate(LineDelegate(self, clock))
        keep_reading_position(self)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these warnings; the one in front and the scroll position stay."""
        self._lines = tuple(lines)
        self._arrange()

    def look_for(self, wanted: str) -> None:
        """Show what fits; everything with an empty text."""
        self._wanted = wanted
        self._arrange()

    def present(self) -> Line | None:
        """Return the warning in front."""
        index = self.currentIndex()
        row = self.rows.record(index.row()) if index.isValid() else None
        return row if isinstance(row, Line) else None

    def choose(self, warning_id: UUID) -> bool:
        """Bring a warning to the front, opening its group; False if there is none."""
        line = next((one for one in self._lines if one.id == warning_id), None)
        if line is None:
            return False
        if self._row_of(warning_id) is None:
            self._wanted = "" if not line.is_live else self._wanted
            if not line.is_live:
                self._folds.opened.add(line.state)
            self._arrange()
        row = self._row_of(warning_id)
        if row is not None:
            self.setCurrentIndex(self.rows.index(row, 0))
        return row is not None

    def choose_first(self) -> None:
        """Bring the topmost warning to the front if there is none."""
        if self.present() is None:
            rows = range(self.rows.rowCount())
            first = next((at for at in rows if isinstance(self.rows.record(at), Line)), None)
            if first is not None:
                self.setCurrentIndex(self.rows.index(first, 0))

    def open_folds(self) -> None:
        """Show also what is over."""
        self._folds.opened |= {state for state in State if state not in LIVE}
        self._arrange()

    def tick(self) -> None:
        """Let the remaining times run."""
        if self.isVisible():
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        rows = self._folds.arrange(self._lines, wanted=self._wanted)
        self.rows.show(rows)
        self.left_out.emit(not rows and bool(self._lines))
        self.doItemsLayout()

    def _row_of(self, warning_id: UUID) -> int | None:
        for at in range(self.rows.rowCount()):
            row = self.rows.record(at)
            if isinstance(row, Line) and row.id == warning_id:
                return at
        return None

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = current.data(RECORD_ROLE) if current.isValid() else None
        if isinstance(row, Line):
            self.chosen.emit(row)

    def _on_clicked(self, index: QModelIndex) -> None:
        if isinstance(index.data(RECORD_ROLE), Fold):
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(RECORD_ROLE) if index.isValid() else None
        if isinstance(row, Fold):
            self._folds.toggle(row.state)
            self._arrange()
        elif isinstance(row, Line):
            self.opened.emit(row)


def _key(row: Line | Fold) -> UUID | State:
    return row.id if isinstance(row, Line) else row.state
