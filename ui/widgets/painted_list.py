"""Lists whose rows are painted."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.widgets import theme
from ui.widgets.record_table_model import RECORD_ROLE


class PaintedList(QListView):
    """A list of one column whose delegate paints the rows; letters are keys of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyboardSearch(self, _search: str) -> None:
        """Leave the letters to the keys of the page."""


class RowDelegate(QStyledItemDelegate):
    """Paints the records of a `RecordTableModel`, all rows as high as each other.

    Attributes:
        row_h: Height in px at 100 %.
    """

    row_h = 0

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, record: Any) -> None:
        """Paint a record into the place of its row."""
        raise NotImplementedError

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, theme.px(self.row_h))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.paint_row(painter, option, index.data(RECORD_ROLE))
