"""The cards of a column as a list."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui.board import card_paint
from ui.board.card import Card, spoken
from ui.board.card_paint import Look
from ui.widgets import theme
from ui.widgets.painted_list import PaintedList
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel

Clock = Callable[[], datetime]
# A pointer that was left on the list, or a list that kept the focus, holds nothing for longer.
PATIENCE_MS = 60_000
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DIM = 0.45
_AGES_AFTER = timedelta(seconds=30)


class ColumnView(PaintedList):
    """Cards of one height; while somebody looks at them, their order is held.

    Signals:
        left: Nobody looks any more.
        went_sideways: An arrow key left the column (-1 or 1).
        opened: Enter or a double click on a card (Card).
        chosen: Another card is in front (Card or None).
    """

    left = Signal()
    went_sideways = Signal(int)
    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column: Column[Card] = Column(title="", text=lambda card: spoken(card, clock()))
        self.cards: RecordTableModel[Card] = RecordTableModel(
            (column,), lambda card: card.item.id.int
        )
        self.cards.setParent(self)
        self.clock = clock
        self.opacity = 1.0
        self.painted = 0  # cards, since the start
        self._dirty = QRegion()
        self._aged_at = clock()
        self._has_pointer = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.left)
        self.setModel(self.cards)
        self.setItemDelegate(_CardDelegate(self))
        keep_reading_position(self)
        self.setStyleSheet("background: transparent")  # the page is the ground
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.present()))

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these; the card in front and the scroll position stay."""
        before = self.cards.rowCount()
        self.cards.show(cards)
        if self.cards.rowCount() != before:
            self.updateGeometry()

    def is_watched(self) -> bool:
        """Whether somebody looks at it: pointer or focus, and something moved of late."""
        return self._patience.isActive() and (self._has_pointer or self.hasFocus())

    def present(self) -> Card | None:
        """Return the card in front of this column."""
        index = self.currentIndex()
        return self.cards.record(index.row()) if index.isValid() else None

    def choose(self, key: UUID) -> bool:
        """Bring a card to the front; False if it is not in this column."""
        for row in range(self.cards.rowCount()):
            if self.cards.record(row).key == key:
                self.setCurrentIndex(self.cards.index(row, 0))
                return True
        return False

    def take_focus(self) -> bool:
        """Let the keys walk through the column; False if it is empty."""
        if not self.cards.rowCount():
            return False
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.cards.index(0, 0))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def tick(self) -> None:
        """Paint the running times anew, and now and then the ages."""
        now = self.clock()
        if not timedelta(0) <= now - self._aged_at < _AGES_AFTER:
            self._aged_at = now
            self.viewport().update()
            return
        self._repaint(lambda card: card.item.due_at is not None, card_paint.time_rect)

    def pulse(self, *, is_dim: bool) -> None:
        """Paint the shapes of what nobody has acknowledged, dim or at full strength."""
        opacity = _DIM if is_dim else 1.0
        if opacity != self.opacity:
            self.opacity = opacity
            self._repaint(lambda card: not card.item.is_acknowledged, card_paint.mark_rect)

    def needs_paint(self, area: QRect) -> bool:
        """Whether a card is touched by what is being painted."""
        return self._dirty.intersects(area)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), card_paint.height() * self.cards.rowCount())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), 0)

    def dataChanged(
        self,
        top_left: QModelIndex | QPersistentModelIndex,
        bottom_right: QModelIndex | QPersistentModelIndex,
        _roles: Sequence[int] = (),
    ) -> None:
        """Paint what is in sight; all cards are of one height, so nothing is laid out anew."""
        for row in self._rows_in_sight():
            if top_left.row() <= row <= bottom_right.row():
                self.viewport().update(self._row_rect(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._touch()
        step = _SIDEWAYS.get(Qt.Key(event.key()))
        if step is not None:
            self.went_sideways.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._touch()
        super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._open()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._has_pointer = True
        self._touch()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._has_pointer = False
        self._tell_left()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._touch()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell_left()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._dirty = event.region()
        super().paintEvent(event)

    def _touch(self) -> None:
        self._patience.start()

    def _tell_left(self) -> None:
        if not self.is_watched():
            self.left.emit()

    def _open(self) -> None:
        card = self.present()
        if card is not None:
            self.opened.emit(card)

    def _repaint(self, concerns: Callable[[Card], bool], part: Callable[[QRect], QRect]) -> None:
        """Paint a part of each card in sight that it concerns."""
        region = QRegion()
        for row in self._rows_in_sight():
            if concerns(self.cards.record(row)):
                region = region.united(part(self._row_rect(row)))
        if not region.isEmpty():
            self.viewport().update(region)

    def _row_rect(self, row: int) -> QRect:
        # Not asked from the list, which would lay out thousands of rows to tell.
        step = card_paint.height()
        top = row * step - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), step)

    def _rows_in_sight(self) -> range:
        step = max(1, card_paint.height())
        first = self.verticalScrollBar().value() // step
        last = (self.verticalScrollBar().value() + self.viewport().height()) // step
        return range(first, min(last + 1, self.cards.rowCount()))


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, view: ColumnView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self._view.viewport().width(), card_paint.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area: QRect = option.rect
        if not self._view.needs_paint(area):
            return
        self._view.painted += 1
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        look = Look(
            now=self._view.clock(),
            opacity=self._view.opacity,
            is_hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
            has_focus=is_current and self._view.hasFocus(),
        )
        painter.save()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        card_paint.draw(painter, area, index.data(RECORD_ROLE), look)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        # What is too long for the card stands here whole.
        words = spoken(index.data(RECORD_ROLE), self._view.clock()).replace(" · ", "\n")
        QToolTip.showText(event.globalPos(), words, view)
        return True
