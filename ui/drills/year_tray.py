"""The drills that wait for a day; one is dragged to a day, or taken up by key."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QWidget

from commandcenter.drills.model.drill import Drill
from ui.drills import year_days
from ui.widgets import paint, rows, theme
from ui.widgets.painted_list import PaintedList, RowDelegate
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.words import tr

_ROW_H, _PAD = 32, 12  # px at 100 %
_TAKING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class YearTray(PaintedList):
    """Titles with their months.

    Signals:
        brought: The keys are on one (Drill).
        taken: One is to be put into the calendar by keys (Drill).
        dragged: One is under the pointer (Drill, global position).
        dropped: It was let go there (Drill, global position).
    """

    brought = Signal(object)
    taken = Signal(object)
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column: Column[Drill] = Column(title="", text=lambda one: one.title)
        self.waiting: RecordTableModel[Drill] = RecordTableModel((column,), lambda one: one.id)
        self.waiting.setParent(self)
        self.setModel(self.waiting)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self._pressed: tuple[Drill, QPoint] | None = None
        self._is_dragging = False

    def show_waiting(self, drills: Sequence[Drill]) -> None:
        """Show these."""
        self.waiting.show(drills)
        self.viewport().update()

    def present(self) -> Drill | None:
        """Return the one in front."""
        index = self.currentIndex()
        return self.waiting.record(index.row()) if index.isValid() else None

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        one = self.present()
        if one is not None and self.hasFocus():
            self.brought.emit(one)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        one = self.present()
        if event.key() in _TAKING and one is not None:
            self.taken.emit(one)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._pressed = (index.data(RECORD_ROLE), event.globalPosition().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        drill, begun = self._pressed
        at = event.globalPosition().toPoint()
        far = (at - begun).manhattanLength() >= QApplication.startDragDistance()
        if self._is_dragging or far:
            self._is_dragging = True
            self.dragged.emit(drill, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, was_dragging = self._pressed, self._is_dragging
        self._pressed, self._is_dragging = None, False
        if pressed is not None and was_dragging:
            self.dropped.emit(pressed[0], event.globalPosition().toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.waiting.rowCount():
            row = self.viewport().rect().adjusted(theme.px(_PAD), 0, 0, 0)
            row.setHeight(theme.px(_ROW_H))
            words = tr("All drills have their day")
            paint.text(QPainter(self.viewport()), row, words, size="tiny", role="text_quiet")


class _Delegate(RowDelegate):
    row_h = _ROW_H

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, one: Drill) -> None:
        painter.save()
        rows.draw_ground(painter, option)
        inner: QRect = option.rect.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        month = year_days.month_word(one.month) if one.month else tr("No month")
        note_w = paint.width(month, "tiny")
        paint.text(painter, inner, month, size="tiny", role="text_quiet", align=paint.RIGHT)
        inner.setRight(inner.right() - note_w - theme.space(2))
        paint.text(painter, inner, one.title)
        painter.restore()
