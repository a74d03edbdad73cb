"""Table model for lists short enough to be loaded whole (up to some 5,000 rows)."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.paint import LEFT, RIGHT
from ui.widgets.words import tr

Record = TypeVar("Record")
Index: TypeAlias = QModelIndex | QPersistentModelIndex
RECORD_ROLE = Qt.ItemDataRole.UserRole
STALE_ROLE = Qt.ItemDataRole.UserRole + 1
TAG_ROLE = Qt.ItemDataRole.UserRole + 2
INDENT_ROLE = Qt.ItemDataRole.UserRole + 3
# Of more changes than these, one signal tells that anything between may have changed.
_MOST_RUNS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Record]):
    """A heading and the text below it.

    Attributes:
        title: Source text; shown in the language of the window.
        is_number: Stands right.
        is_stale: Whether what it says of a record is too old to be relied on.
        tag: Words and tone of a pill before the text; no pill without words.
        indent: How many steps the text stands further in.
    """

    title: str
    text: Callable[[Record], str]
    is_number: bool = False
    is_stale: Callable[[Record], bool] | None = None
    tag: Callable[[Record], tuple[str, str]] | None = None
    indent: Callable[[Record], int] | None = None


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
        self._keys: list[Hashable] = []  # of the records, so that each is asked for once

    def show(self, records: Sequence[Record]) -> None:
        """Replace the rows by these; keys must be unique."""
        keys = [self._key(record) for record in records]
        self._remove_others(set(keys))
        self._reorder(keys)
        known, row = set(self._keys), 0
        while row < len(keys):
            end = row
            while end < len(keys) and keys[end] not in known:
                end += 1
            if end > row:
                self._insert(row, records[row:end], keys[row:end])
            row = end + 1
        self._replace(records)

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
        asked = {STALE_ROLE: column.is_stale, TAG_ROLE: column.tag, INDENT_ROLE: column.indent}
        if role in asked:
            answer = asked[role]
            return answer(record) if answer is not None else None
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

    def _remove_others(self, wanted: Collection[Hashable]) -> None:
        """Remove what is not wanted, neighbours at once."""
        is_wanted = [key in wanted for key in self._keys]
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
        del self._records[first : last + 1], self._keys[first : last + 1]
        self.endRemoveRows()

    def _insert(self, row: int, records: Sequence[Record], keys: Sequence[Hashable]) -> None:
        self.beginInsertRows(QModelIndex(), row, row + len(records) - 1)
        self._records[row:row] = records
        self._keys[row:row] = keys
        self.endInsertRows()

    def _reorder(self, keys: Sequence[Hashable]) -> None:
        """Bring what stays into the order of these keys, whatever moved, with one signal."""
        place = {key: number for number, key in enumerate(keys)}
        places = [place[key] for key in self._keys]
        if all(before < after for before, after in pairwise(places)):
            return
        self.layoutAboutToBeChanged.emit()
        order = sorted(range(len(places)), key=places.__getitem__)
        row_of = {old: row for row, old in enumerate(order)}
        marked = self.persistentIndexList()
        self._records = [self._records[old] for old in order]
        self._keys = [self._keys[old] for old in order]
        moved = [self.index(row_of[mark.row()], mark.column()) for mark in marked]
        self.changePersistentIndexList(marked, moved)
        self.layoutChanged.emit()

    def _replace(self, records: Sequence[Record]) -> None:
        """Take the records as they are now; neighbours that differ are signalled at once."""
        old, self._records = self._records, list(records)
        pairs = zip(old, self._records, strict=True)
        rows = [row for row, (before, now) in enumerate(pairs) if before != now]
        runs = [[row, row] for row in rows[:1]]
        for row in rows[1:]:
            if row == runs[-1][1] + 1:
                runs[-1][1] = row
            else:
                runs.append([row, row])
        if len(runs) > _MOST_RUNS:
            runs = [[rows[0], rows[-1]]]
        for first, last in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))
