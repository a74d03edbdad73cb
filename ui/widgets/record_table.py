"""A table of records with the look of the program's lists."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.widgets import hatch, paint, pill, rows, theme
from ui.widgets.record_table_model import (
    INDENT_ROLE,
    RECORD_ROLE,
    STALE_ROLE,
    TAG_ROLE,
    Column,
    RecordTableModel,
)

_PAD, _LEAST_W, _INDENT = 12, 160, 16  # px at 100 %
_MEASURED_ROWS = 100  # of a long list; a column as wide as any of thousands takes seconds to find


class RecordTable(QTableView):
    """Whole rows are chosen; Enter or a double click opens one.

    Args:
        stretch: Number of the column that takes the room that is left; where too little is
            left for it, the table scrolls.

    Signals:
        chosen: A row came to the front (its record, None when there is none).
        opened: A row was opened (its record).
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], Hashable],
        *,
        stretch: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.records: RecordTableModel[Any] = RecordTableModel(columns, key, self)
        self._key = key
        self._stretch = stretch
        self._least_px = _LEAST_W
        self.setModel(self.records)
        self.setItemDelegate(_RowDelegate(self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(_MEASURED_ROWS)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.activated.connect(lambda index: self.opened.emit(index.data(RECORD_ROLE)))
        self._measure()

    def keep_wide(self, pixels: int) -> None:
        """Never make the column that takes the room that is left narrower than this.

        Args:
            pixels: At 100 %.
        """
        self._least_px = pixels
        self._fit()

    def show_records(self, records: Sequence[Any]) -> None:
        """Show these rows; chosen row and scroll position stay."""
        self.records.show(records)
        self._fit()

    def choose(self, key: Hashable) -> bool:
        """Bring a row to the front; False if there is none with this key."""
        self.executeDelayedItemsLayout()  # or a row that just came would not be scrolled to
        for row in range(self.records.rowCount()):
            if self._key(self.records.record(row)) == key:
                self.setCurrentIndex(self.records.index(row, 0))
                return True
        return False

    def present(self) -> Any:
        """Return the record of the row in front; None if there is none."""
        index = self.currentIndex()
        return self.records.record(index.row()) if index.isValid() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        elif event.type() == QEvent.Type.LanguageChange:
            self.records.headerDataChanged.emit(
                Qt.Orientation.Horizontal, 0, self.records.columnCount() - 1
            )
            self.viewport().update()

    def _fit(self) -> None:
        header, count = self.horizontalHeader(), self.records.columnCount()
        others = [header.sectionSize(at) for at in range(count) if at != self._stretch]
        least = theme.px(self._least_px)
        if others and self.viewport().width() - sum(others) < least:
            header.setSectionResizeMode(self._stretch, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(self._stretch, least)
        else:
            header.setSectionResizeMode(self._stretch, QHeaderView.ResizeMode.Stretch)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.size("row_h_compact"))
        self.verticalHeader().setMinimumSectionSize(theme.size("row_h_auto"))

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(current.data(RECORD_ROLE) if current.isValid() else None)


class _RowDelegate(QStyledItemDelegate):
    """Paints the ground of the whole row and one cell of text on it."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: QRect = option.rect
        painter.save()
        painter.setClipRect(cell)
        self._paint_ground(painter, option, index)
        if index.data(STALE_ROLE):
            hatch.draw(painter, cell.adjusted(0, 1, 0, -1), "stale")
        inner = cell.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        inner.adjust((index.data(INDENT_ROLE) or 0) * theme.px(_INDENT), 0, 0, 0)
        tag, tone = index.data(TAG_ROLE) or ("", "")
        if tag:
            pill.draw(painter, inner, tag, tone=tone)
            inner.adjust(pill.width(tag) + theme.px(_PAD) // 2, 0, 0, 0)
        words = str(index.data() or "").replace("\n", " ")
        paint.text(painter, inner, words, align=index.data(Qt.ItemDataRole.TextAlignmentRole))
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: QRect = option.rect
        header = self._table.horizontalHeader()
        whole = QStyleOptionViewItem(option)
        whole.rect = QRect(-header.offset(), cell.top(), header.length(), cell.height())
        has_focus = self._table.hasFocus() and index.row() == self._table.currentIndex().row()
        whole.state &= ~QStyle.StateFlag.State_HasFocus
        if has_focus:
            whole.state |= QStyle.StateFlag.State_HasFocus
        rows.draw_ground(painter, whole, zebra=index.row() % 2 == 0)
