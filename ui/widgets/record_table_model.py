"""Table model for lists short enough to be loaded whole (up to some 2,000 rows)."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.paint import LEFT, RIGHT
from ui.widgets.words import tr

Record = TypeVar("Record")
Index: TypeAlias = QModelIndex | QPersistentModelIndex
RECORD_ROLE = Qt.ItemDataRole.UserRole
STALE_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Record]):
    """A heading and the text below it.

    Attributes:
        title: Source text; shown in the language of the window.
        is_number: Stands right.
        is_stale: Whether what it says of a record is too old to be relied on.
    """

    title: str
    text: Callable[[Record], str]
    is_number: bool = False
    is_stale: Callable[[Record], bool] | None = None


class RecordTableModel(QAbstractTableModel, Generic[Record]):
    """Shows records; on a refresh it signals only what differs.

    Selection, scroll position and open editors therefore survive a refresh.
    """

    def __init__(
        self,
        columns: Sequence[Column[Record]],
        key: Callable[[Record], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._key = key
        self._records: list[Record] = []

    def show(self, records: Sequence[Record]) -> None:
        """Replace the rows by these; keys must be unique."""
        keys = {self._key(record) for record in records}
        for row in reversed(range(len(self._records))):
            if self._key(self._records[row]) not in keys:
                self._remove(row)
        for row, record in enumerate(records):
            old = self._row_of(self._key(record), start=row)
            if old is None:
                self._insert(row, record)
            else:
                if old != row:
                    self._move(old, row)
                self._replace(row, record)

    def record(self, row: int) -> Record:
        """Return the record in a row."""
        return self._records[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record = self._records[index.row()]
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(record)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        if role == STALE_ROLE:
            return column.is_stale is not None and column.is_stale(record)
        return record if role == RECORD_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        return None

    def _row_of(self, key: Hashable, start: int) -> int | None:
        rows = range(start, len(self._records))
        return next((row for row in rows if self._key(self._records[row]) == key), None)

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._records[row]
        self.endRemoveRows()

    def _insert(self, row: int, record: Record) -> None:
        self.beginInsertRows(QModelIndex(), row, row)
        self._records.insert(row, record)
        self.endInsertRows()

    def _move(self, old: int, row: int) -> None:
        self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), row)
        self._records.insert(row, self._records.pop(old))
        self.endMoveRows()

    def _replace(self, row: int, record: Record) -> None:
        if self._records[row] != record:
            self._records[row] = record
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))
