"""Table model for lists short enough to be loaded whole (up to some 5,000 rows)."""

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
        keys = [self._key(record) for record in records]
        self._remove_others(set(keys))
        known = {self._key(record) for record in self._records}
        row = 0
        while row < len(records):
            if keys[row] not in known:
                end = next((at for at in range(row, len(keys)) if keys[at] in known), len(keys))
                self._insert(row, records[row:end])
                row = end
                continue
            old = self._row_of(keys[row], start=row)
            if old != row:
                self._move(old, row)
            self._replace(row, records[row])
            row += 1

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

    def _row_of(self, key: Hashable, start: int) -> int:
        rows = range(start, len(self._records))
        return next(row for row in rows if self._key(self._records[row]) == key)

    def _remove_others(self, wanted: set[Hashable]) -> None:
        """Remove what is not wanted, neighbours at once."""
        is_wanted = [self._key(record) in wanted for record in self._records]
        last = len(is_wanted)
        while last:
            last -= 1
            if is_wanted[last]:
                continue
            first = last
            while first and not is_wanted[first - 1]:
                first -= 1
            self._remove(first, last)
            last = first

    def _remove(self, first: int, last: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, last)
        del self._records[first : last + 1]
        self.endRemoveRows()

    def _insert(self, row: int, records: Sequence[Record]) -> None:
        self.beginInsertRows(QModelIndex(), row, row + len(records) - 1)
        self._records[row:row] = records
        self.endInsertRows()

    def _move(self, old: int, row: int) -> None:
        self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), row)
        self._records.insert(row, self._records.pop(old))
        self.endMoveRows()

    def _replace(self, row: int, record: Record) -> None:
        if self._records[row] != record:
            self._records[row] = record
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))
