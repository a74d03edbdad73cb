"""One lane of the board: its heading and its cards."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from ui.teams import dispatch_paint
from ui.teams.dispatch_card import Card, spoken
from ui.teams.dispatch_lanes import LANE_WORDS, Lane
from ui.widgets import paint, scaled, theme
from ui.widgets.cards import Well
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.words import tr

Clock = Callable[[], datetime]
_HEAD_H = 40  # px at 100 %
LEAST_W = 188
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class LaneView(QListView):
    """The cards of a lane; a card can be dragged to another lane.

    Signals:
        went_sideways: An arrow key left the lane (-1 or 1).
        dragged: A card is under the pointer (Card, global position).
        dropped: It was let go there (Card, global position).
        drag_ended: The drag is over, whatever came of it.
        opened: A card was double-clicked (Card).
        chosen: Another card is in front, or the same one as it is now (Card or None).
        entered_card: Enter was pressed on the block of digits.
    """

    went_sideways = Signal(int)
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint)
    drag_ended = Signal()
    opened = Signal(object)
    chosen = Signal(object)
    entered_card = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column: Column[Card] = Column(title="", text=lambda card: spoken(card, clock()))
        self.cards: RecordTableModel[Card] = RecordTableModel((column,), lambda card: card.key)
        self.cards.setParent(self)
        self.setModel(self.cards)
        self.setItemDelegate(_CardDelegate(self, clock))
        keep_reading_position(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("background: transparent")  # the well is the ground
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._pressed: tuple[Card, QPoint] | None = None
        self._is_dragging = False
        self._front: UUID | None = None
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.present()))

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these; the card in front and the scroll position stay."""
        before = self.present()
        self.cards.show(cards)
        if self.present() != before:
            self.chosen.emit(self.present())

    def show_front(self, key: UUID | None) -> None:
        """Mark the card in front of the whole board, if it is in this lane."""
        if key != self._front:
            self._front = key
            self.viewport().update()

    def is_front(self, card: Card) -> bool:
        """Whether the keys of the board work on this card."""
        return card.key == self._front

    def present(self) -> Card | None:
        """Return the card in front of this lane."""
        index = self.currentIndex()
        return self.cards.record(index.row()) if index.isValid() else None

    def choose(self, key: UUID) -> bool:
        """Bring a card to the front; False if it is not in this lane."""
        for row in range(self.cards.rowCount()):
            if self.cards.record(row).key == key:
                self.setCurrentIndex(self.cards.index(row, 0))
                return True
        return False

    def take_focus(self) -> bool:
        """Let the keys walk through the lane; False if it is empty."""
        if not self.cards.rowCount():
            return False
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.cards.index(0, 0))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.chosen.emit(self.present())
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _SIDEWAYS.get(Qt.Key(event.key()))
        if step is not None:
            self.went_sideways.emit(step)
        elif event.key() == Qt.Key.Key_Enter:
            self.entered_card.emit()  # the key beside the digits; the other one is an action
        elif event.key() == Qt.Key.Key_Escape and self._pressed is not None:
            self._end_drag()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._pressed = (index.data(RECORD_ROLE), event.globalPosition().toPoint())
            self.chosen.emit(self.present())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        card, begun = self._pressed
        at = event.globalPosition().toPoint()
        far = (at - begun).manhattanLength() >= QApplication.startDragDistance()
        if self._is_dragging or far:
            self._is_dragging = True
            self.dragged.emit(card, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, was_dragging = self._pressed, self._is_dragging
        self._end_drag()
        if pressed is not None and was_dragging:
            self.dropped.emit(pressed[0], event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self.present()
        if card is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.cards.rowCount():
            row = self.viewport().rect().adjusted(theme.px(dispatch_paint.PAD), 0, 0, 0)
            row.setHeight(theme.px(_HEAD_H))
            painter = QPainter(self.viewport())
            paint.text(painter, row, tr("Nobody"), size="tiny", role="text_quiet")

    def _end_drag(self) -> None:
        was_dragging, self._is_dragging, self._pressed = self._is_dragging, False, None
        if was_dragging:
            self.drag_ended.emit()


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, view: LaneView, clock: Clock) -> None:
        super().__init__(view)
        self._view = view
        self._clock = clock

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, dispatch_paint.height(index.data(RECORD_ROLE), width))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        card: Card = index.data(RECORD_ROLE)
        is_front = self._view.is_front(card)
        area: QRect = option.rect
        painter.save()
        painter.setClipRect(area)
        dispatch_paint.draw(
            painter,
            area,
            card,
            self._clock(),
            is_current=is_front,
            has_focus=is_front and self._view.hasFocus(),
        )
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
        words = spoken(index.data(RECORD_ROLE), self._clock()).replace(" · ", "\n")
        QToolTip.showText(event.globalPos(), words, view)
        return True


class LaneHead(QWidget):
    """What a lane is called and how many are in it; while dragging, what a drop would do."""

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._count = ""
        self._offer = ""
        scaled.height(self, _HEAD_H)

    def show_count(self, words: str) -> None:
        """Show how many are in the lane."""
        if words != self._count:
            self._count = words
            self.update()

    def show_offer(self, words: str) -> None:
        """Show what a drop would do instead; nothing with an empty text."""
        if words != self._offer:
            self._offer = words
            self.update()

    def offer(self) -> str:
        """Return what a drop would do."""
        return self._offer

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        row = self.rect().adjusted(theme.px(10), 0, -theme.px(10), 0)
        name = tr(LANE_WORDS[self._lane])
        written = paint.text(painter, row, name, size="large", bold=True)
        rest = row.adjusted(written + theme.px(8), 0, 0, 0)
        role = "accent_text" if self._offer else "text_quiet"
        words = self._offer or self._count
        paint.text(
            painter, rest, words, size="tiny", bold=bool(self._offer), role=role, align=paint.RIGHT
        )


class LaneBox(Well):
    """A lane with its heading."""

    def __init__(self, lane: Lane, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane = lane
        self.head = LaneHead(lane)
        self.view = LaneView(clock)
        # Thousands may stand by, and all their cards are equally high.
        self.view.setUniformItemSizes(lane is Lane.STANDBY)
        self._is_target = False
        layout = QVBoxLayout(self)
        scaled.margins(layout, 2, 0, 2, 1)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.view, 1)
        self.read_words()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards and how many they are."""
        self.view.show_cards(cards)
        self.head.show_count(tr("{count}").format(count=len(cards)) if cards else "")

    def show_target(self, is_target: bool, words: str = "") -> None:
        """Say that a card would be dropped here, and what that means."""
        self.head.show_offer(words if is_target else "")
        if is_target != self._is_target:
            self._is_target = is_target
            self.update()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.view.setAccessibleName(tr(LANE_WORDS[self.lane]))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LEAST_W), theme.px(160))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_target:
            paint.rounded(QPainter(self), self.rect(), None, edge="focus", edge_px=2)
