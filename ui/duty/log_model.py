"""The duty log as a list, newest line on top, of which a window is loaded."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from commandcenter.duty.model.lines import LogLine, LogQuery

Index: TypeAlias = QModelIndex | QPersistentModelIndex
# Returns lines that fit a query, newest first: those before or after a number, the
# nearest to it, at most so many.
Read: TypeAlias = Callable[[LogQuery, int | None, int | None, int], Sequence[LogLine]]
# Runs a reading elsewhere and hands over its result or its error.
Run: TypeAlias = Callable[
    [Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None
]

LINE_ROLE = Qt.ItemDataRole.UserRole
# Few enough that nobody sees the list stop while they are measured.
PAGE = 100
PAGES = 64
# A screenful and some more: what is read first is on screen sooner.
FIRST = 50
SIDE = 16  # on either side of a line in the middle of the screen


class LogModel(QAbstractListModel):
    """Loads pages by number in both directions and forgets those farthest away.

    One reading runs at a time; what was asked for in the meantime is done afterwards.
    Filtering happens in the database: a proxy would only see the loaded window.

    Signals:
        shown: The lines of the last `open` are there (int: row of the wanted line, or -1).
        settled: Nothing is being read; the view tells again what is on screen.
        failed: A page could not be loaded (Exception).
    """

    shown = Signal(int)
    settled = Signal()
    failed = Signal(object)

    def __init__(
        self,
        read: Read,
        run: Run,
        *,
        page: int = PAGE,
        pages: int = PAGES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._run = run
        self._page = page
        self._first = min(page, FIRST)
        self._side = min(page, SIDE)
        self._most = page * pages
        self._query = LogQuery()
        self._around: int | None = None
        self._lines: list[LogLine] = []
        self._read_in: list[int] = []  # round in which each line was read
        self._round = 0
        self._opening = 0  # answers of an earlier opening are dropped
        self._is_open = False
        self._is_at_top = self._is_at_end = True
        self._is_loading = False
        self._refresh_due = False

    @property
    def query(self) -> LogQuery:
        """Which lines are wanted."""
        return self._query

    def open(self, query: LogQuery, *, around: int | None = None) -> None:
        """Start over with other lines; the present ones stay until the answer is there.

        Args:
            around: Number that should lie inside the window; None for the newest.
        """
        self._query, self._around = query, around
        self._opening += 1
        self._is_open = self._refresh_due = False
        if around is None:
            newest = partial(self._read, query, None, None, self._first)
            self._start(newest, self._show_newest)
        else:
            both = partial(self._read_around, query, around)
            self._start(both, partial(self._show_around, around))

    def refresh(self) -> None:
        """Put lines on top that were written since, and read visible ones anew."""
        if self._is_loading:
            self._refresh_due = True  # the running reading may have missed them
        elif not self._is_open:
            self.open(self._query, around=self._around)
        elif not self._lines:
            self.open(self._query)
        else:
            self._round += 1
            if self._is_at_top:
                self._load_newer()
            else:
                self.settled.emit()

    def look_at(self, first: int, last: int) -> None:
        """Tell which rows are on screen; loads what is missing or outdated near them."""
        if self._is_loading or not self._is_open or not self._lines:
            return
        outdated = [row for row in range(first, last + 1) if self._read_in[row] < self._round]
        margin = self._page // 2
        if outdated:
            self._reload(outdated[0])
        elif not self._is_at_end and last >= len(self._lines) - margin:
            self._load_older()
        elif not self._is_at_top and first < margin:
            self._load_newer()

    def line(self, row: int) -> LogLine:
        """Return the line in a row."""
        return self._lines[row]

    def lines(self) -> Sequence[LogLine]:
        """Return the loaded window; not to be changed."""
        return self._lines

    def row_of(self, seq: int) -> int:
        """Return the row of a line, or of the nearest older one; -1 if none is loaded."""
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            if self._lines[middle].seq > seq:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self._lines) else len(self._lines) - 1

    def is_at_top(self) -> bool:
        """Return whether the newest line is loaded."""
        return self._is_at_top

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._lines[index.row()] if role == LINE_ROLE and index.isValid() else None

    def _read_around(self, query: LogQuery, seq: int) -> tuple[Sequence[LogLine], ...]:
        older = self._read(query, seq + 1, None, self._side)
        return self._read(query, None, seq, self._side), older

    def _show_newest(self, lines: Sequence[LogLine]) -> None:
        self._replace(lines, at_top=True, at_end=len(lines) < self._first)
        self.shown.emit(-1)

    def _show_around(self, seq: int, both: tuple[Sequence[LogLine], ...]) -> None:
        newer, older = both
        at_top = len(newer) < self._side
        self._replace([*newer, *older], at_top=at_top, at_end=len(older) < self._side)
        self.shown.emit(self.row_of(seq))

    def _replace(self, lines: Sequence[LogLine], *, at_top: bool, at_end: bool) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self._read_in = [self._round] * len(lines)
        self._is_at_top, self._is_at_end = at_top, at_end
        self._is_open = True
        self.endResetModel()

    def _load_older(self) -> None:
        call = partial(self._read, self._query, self._lines[-1].seq, None, self._page)
        self._start(call, self._append)

    def _load_newer(self) -> None:
        call = partial(self._read, self._query, None, self._lines[0].seq, self._page)
        self._start(call, self._prepend)

    def _reload(self, row: int) -> None:
        call = partial(self._read, self._query, self._lines[row].seq + 1, None, self._page)
        self._start(call, partial(self._renew, row))

    def _append(self, lines: Sequence[LogLine]) -> None:
        self._is_at_end = len(lines) < self._page
        self._insert(len(self._lines), lines)
        surplus = len(self._lines) - self._most
        if surplus > 0:
            self._remove(0, surplus)
            self._is_at_top = False

    def _prepend(self, lines: Sequence[LogLine]) -> None:
        is_full = len(lines) == self._page
        if is_full and self._query.words:
            # The text index gives the newest hits, not the nearest: there may be a gap.
            self.open(self._query)
            return
        self._insert(0, lines)
        self._is_at_top = not is_full
        surplus = len(self._lines) - self._most
        if surplus > 0:
            self._remove(self._most, surplus)
            self._is_at_end = False

    def _renew(self, first: int, lines: Sequence[LogLine]) -> None:
        last = min(first + self._page, len(self._lines))
        self._read_in[first:last] = [self._round] * (last - first)
        for line in lines:
            row = self.row_of(line.seq)
            if self._lines[row].seq == line.seq and self._lines[row] != line:
                self._lines[row] = line
                self.dataChanged.emit(self.index(row), self.index(row))

    def _insert(self, row: int, lines: Sequence[LogLine]) -> None:
        if lines:
            self.beginInsertRows(QModelIndex(), row, row + len(lines) - 1)
            self._lines[row:row] = lines
            self._read_in[row:row] = [self._round] * len(lines)
            self.endInsertRows()

    def _remove(self, row: int, count: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row + count - 1)
        del self._lines[row : row + count]
        del self._read_in[row : row + count]
        self.endRemoveRows()

    def _start(self, call: Callable[[], Any], receive: Callable[[Any], None]) -> None:
        self._is_loading = True
        opening = self._opening

        def done(result: Any) -> None:
            if opening == self._opening:
                receive(result)
                self._go_on(opening)

        def failed(error: Exception) -> None:
            if opening == self._opening:
                self._is_loading = False
                self.failed.emit(error)

        self._run(call, done, failed)

    def _go_on(self, opening: int) -> None:
        if opening != self._opening:
            return  # what was received led to another opening
        self._is_loading = False
        if self._refresh_due:
            self._refresh_due = False
            self.refresh()
        else:
            self.settled.emit()
