"""The list of the log: rows of several heights, dates between them, a place that stays."""

from bisect import bisect_right

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from ui.duty import row_layout
from ui.duty.log_delegate import LogDelegate
from ui.duty.log_model import Index, LogModel
from ui.duty.row_layout import RowLayout
from ui.duty.shelf import Shelf
from ui.widgets import paint, scaled, theme
from ui.widgets.times import day_and_weekday

_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint
_STATE = QStyle.StateFlag
_LIVE = _STATE.State_Enabled | _STATE.State_Active


class LogView(QListView):
    """Shows a `LogModel`.

    It is a list for screen readers, but places and paints its rows itself: Qt's own list
    would measure every loaded row again whenever one is added. Rows that come in above
    never move what is on screen, unless the newest line is in view.

    Signals:
        entered_line: The officer asks for the details of a row (int).
    """

    entered_line = Signal(int)

    def __init__(self, model: LogModel, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.shelf = shelf
        self._hovered = -1
        self._anchor = QPersistentModelIndex()
        self._anchor_offset = 0
        self._delegate = LogDelegate(shelf)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setModel(model)
        # The model is told of rows that are on screen already: what it then reads in the
        # background would only hold their painting up.
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(lambda: model.look_at(*self.rows_on_screen()))
        model.settled.connect(self._telling.start)

    def rows_on_screen(self) -> tuple[int, int]:
        """Return the first and the last row in view; (0, -1) if there is none."""
        top, count = self.verticalOffset(), self._model.rowCount()
        if not count:
            return 0, -1
        return self._row_at(top), self._row_at(top + self.viewport().height() - 1)

    def show_row(self, row: int) -> None:
        """Select a row and bring it into the middle."""
        index = self._model.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index, _Hint.PositionAtCenter)

    def measure_again(self) -> None:
        """Place the rows anew, with what is on screen staying there."""
        self.doItemsLayout()

    def doItemsLayout(self) -> None:
        layout = RowLayout(width=self.viewport().width(), is_compact=scaled.is_compact(self))
        self.shelf.set_layout(layout)
        self.shelf.measure()
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        is_at_top = bar.value() == 0 and self._model.is_at_top()
        bar.setSingleStep(theme.size("row_h"))
        bar.setPageStep(page)
        bar.setRange(0, max(0, self.shelf.tops[-1] - page))
        if self._anchor.isValid() and not is_at_top:
            bar.setValue(self.shelf.tops[self._anchor.row()] + self._anchor_offset)
        QAbstractItemView.updateGeometries(self)

    def visualRect(self, index: Index) -> QRect:
        row = index.row()
        if not index.isValid() or row + 1 >= len(self.shelf.tops):
            return QRect()
        whole = self._whole_rect(row)
        if self.shelf.band_of(row) is not None:
            whole.setTop(whole.top() + theme.px(row_layout.BAND))
        return whole

    def indexAt(self, point: QPoint) -> QModelIndex:
        y = point.y() + self.verticalOffset()
        if not 0 <= y < self.shelf.tops[-1]:
            return QModelIndex()
        index = self._model.index(self._row_at(y))
        return index if self.visualRect(index).contains(point) else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        area, height = self.visualRect(index), self.viewport().height()
        if not area.isValid():
            return
        bar = self.verticalScrollBar()
        if hint is _Hint.PositionAtCenter:
            bar.setValue(bar.value() + area.center().y() - height // 2)
        elif area.top() < 0 or hint is _Hint.PositionAtTop:
            bar.setValue(bar.value() + area.top())
        elif area.bottom() >= height:
            bar.setValue(bar.value() + min(area.bottom() - height + 1, area.top()))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        count = self._model.rowCount()
        if not count:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0:
            return self._model.index(self.rows_on_screen()[0])
        page = self.viewport().height()
        goals = {
            _Move.MoveUp: row - 1,
            _Move.MovePrevious: row - 1,
            _Move.MoveDown: row + 1,
            _Move.MoveNext: row + 1,
            _Move.MoveHome: 0,
            _Move.MoveEnd: count - 1,
            _Move.MovePageUp: self._row_at(self.shelf.tops[row] - page),
            _Move.MovePageDown: self._row_at(self.shelf.tops[row] + page),
        }
        return self._model.index(min(max(goals.get(action, row), 0), count - 1))

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region = region.united(self.visualRect(index))
        return region

    def viewportSizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(320))

    def keyboardSearch(self, _search: str) -> None:
        """Leave the letters to the keys of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.currentIndex().isValid():
                self.entered_line.emit(self.currentIndex().row())
            return
        QAbstractItemView.keyPressEvent(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        if row >= 0:
            self.entered_line.emit(row)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._hovered = -1
        self.viewport().scroll(dx, dy)
        self._keep_anchor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)
        self.doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LanguageChange}:
            self.shelf.forget()
            self.scheduleDelayedItemsLayout()

    def rowsInserted(self, _parent: Index, _first: int, _last: int) -> None:
        self.doItemsLayout()

    def dataChanged(self, _top_left: Index, _bottom_right: Index, _roles: object = ()) -> None:
        self.scheduleDelayedItemsLayout()

    def reset(self) -> None:
        self._anchor, self._hovered = QPersistentModelIndex(), -1
        self.verticalScrollBar().setValue(0)
        QAbstractItemView.reset(self)
        self.doItemsLayout()  # at once: the places of the old rows are of no use to `show_row`

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        dirty = event.region().boundingRect()
        count, top = self._model.rowCount(), self.verticalOffset()
        if not count or len(self.shelf.tops) != count + 1:
            return
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        for row in range(self._row_at(top + dirty.top()), count):
            whole = self._whole_rect(row)
            if whole.top() > dirty.bottom():
                break
            self._paint_row(painter, option, row, whole)
        self._telling.start()

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, row: int, whole: QRect
    ) -> None:
        day = self.shelf.band_of(row)
        if day is not None:
            band = QRect(whole)
            band.setHeight(theme.px(row_layout.BAND))
            whole.setTop(band.bottom() + 1)
            words = " ".join(day_and_weekday(day))
            place = self.shelf.layout.column("time", band)
            place.setRight(band.right())
            paint.text(painter, place, words, size="tiny", bold=True, role="text_quiet")
        index = self._model.index(row)
        option.rect = whole
        option.state = _LIVE
        if self.selectionModel().isSelected(index):
            option.state |= _STATE.State_Selected
        if row == self._hovered:
            option.state |= _STATE.State_MouseOver
        if self.hasFocus() and row == self.currentIndex().row():
            option.state |= _STATE.State_HasFocus
        self._delegate.paint(painter, option, index)

    def _whole_rect(self, row: int) -> QRect:
        tops = self.shelf.tops
        height = tops[row + 1] - tops[row]
        return QRect(0, tops[row] - self.verticalOffset(), self.viewport().width(), height)

    def _row_at(self, y: int) -> int:
        row = bisect_right(self.shelf.tops, y) - 1
        return min(max(row, 0), max(0, self._model.rowCount() - 1))

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        for changed in {before, row} - {-1}:
            if before != row:
                self.viewport().update(self.visualRect(self._model.index(changed)))

    def _keep_anchor(self) -> None:
        if len(self.shelf.tops) != self._model.rowCount() + 1 or not self._model.rowCount():
            return
        row = self._row_at(self.verticalOffset())
        self._anchor = QPersistentModelIndex(self._model.index(row))
        self._anchor_offset = self.verticalOffset() - self.shelf.tops[row]
