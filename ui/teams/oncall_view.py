"""The teams that can be called now, as cards with large phone numbers."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commandcenter.teams.model.readiness import OnCall
from ui.widgets import hatch, paint, scaled, theme
from ui.widgets.words import tr

CARD_ROLE = Qt.ItemDataRole.UserRole
_CARD_W, _CARD_H, _COMPACT_H, _GAP, _PAD = 320, 100, 84, 8, 12  # px at 100 %


class CallCard:
    """What one card says, already in words.

    Attributes:
        calls: Caption and number, in the order to try.
    """

    __slots__ = ("calls", "facts", "heard", "is_stale", "one")

    def __init__(
        self, one: OnCall, *, calls: Sequence[tuple[str, str]], facts: str, heard: str
    ) -> None:
        self.one = one
        self.calls = tuple(calls)
        self.facts = facts
        self.heard = heard
        self.is_stale = one.is_stale

    def spoken(self) -> str:
        """Return everything in one line, for screen readers."""
        calls = ", ".join(f"{caption} {number}" for caption, number in self.calls)
        return f"{self.one.name}, {self.facts}, {self.heard}, {calls}"


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._cards: list[CallCard] = []

    def show(self, cards: Sequence[CallCard]) -> None:
        """Show other cards; the same teams in the same order keep selection and scroll."""
        before = [card.one.team_id for card in self._cards]
        if before == [card.one.team_id for card in cards]:
            self._cards = list(cards)
            if cards:
                self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
            return
        self.beginResetModel()
        self._cards = list(cards)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        card = self._cards[index.row()]
        if role == CARD_ROLE:
            return card
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return card.spoken()
        return None


class OnCallView(QListView):
    """As many cards beside each other as fit; Enter opens the team.

    Signals:
        opened: A card was opened (OnCall).
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_CardDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("cards")
        self.activated.connect(lambda index: self.opened.emit(index.data(CARD_ROLE).one))

    def show_cards(self, cards: Sequence[CallCard]) -> None:
        """Show these cards; the team in front stays in front."""
        chosen = self.currentIndex()
        team_id = chosen.data(CARD_ROLE).one.team_id if chosen.isValid() else None
        scrolled = self.verticalScrollBar().value()
        self._model.show(cards)
        for row, card in enumerate(cards):
            if card.one.team_id == team_id and self.currentIndex().row() != row:
                self.setCurrentIndex(self._model.index(row))
        self._fit()
        self.verticalScrollBar().setValue(scrolled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self._fit()

    def _fit(self) -> None:
        # Qt keeps the width of a scroll bar free, whether there is one or not.
        extent = QStyle.PixelMetric.PM_ScrollBarExtent
        bar = self.style().pixelMetric(extent, None, self.verticalScrollBar())
        room = self.maximumViewportSize().width() - bar - 2
        beside = max(1, room // theme.px(_CARD_W))
        height = _COMPACT_H if scaled.is_compact(self) else _CARD_H
        self.setGridSize(QSize(room // beside, theme.px(height + _GAP)))


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, view: OnCallView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return self._view.gridSize()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        card: CallCard = index.data(CARD_ROLE)
        area: QRect = option.rect
        box = area.adjusted(0, 0, -theme.px(_GAP), -theme.px(_GAP))
        self._paint_ground(painter, option, box, card)
        inner = box.adjusted(theme.px(_PAD), theme.px(8), -theme.px(_PAD), -theme.px(8))
        lines = 3
        height = inner.height() // lines
        row = QRect(inner.left(), inner.top(), inner.width(), height)
        heard = paint.width(card.heard, "tiny")
        first = row.adjusted(0, 0, -heard - theme.px(8), 0)
        paint.text(painter, first, card.one.name, size="large", bold=True)
        paint.text(painter, row, card.heard, size="tiny", role="text_quiet", align=paint.RIGHT)
        row.translate(0, height)
        paint.text(painter, row, card.facts, size="tiny", role="text_quiet")
        row.translate(0, height)
        self._paint_calls(painter, row, card)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, card: CallCard
    ) -> None:
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_over = bool(state & QStyle.StateFlag.State_MouseOver)
        fill = "selection" if is_chosen else "hover" if is_over else "surface_raised"
        edge = "line_strong" if theme.has_outlines() else ""
        paint.rounded(painter, box, fill, edge=edge)
        if card.is_stale:
            painter.save()
            path = QPainterPath()
            path.addRoundedRect(box, theme.size("radius"), theme.size("radius"))
            painter.setClipPath(path)
            hatch.draw(painter, box, "stale")
            painter.restore()
        if state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, box)

    def _paint_calls(self, painter: QPainter, row: QRect, card: CallCard) -> None:
        if not card.calls:
            paint.text(painter, row, tr("No phone number is known"), role="text_quiet")
            return
        left = row.left()
        for caption, number in card.calls:
            room = QRect(left, row.top(), row.right() - left, row.height())
            needed = paint.width(f"{caption} ", "tiny") + paint.width(number, "large", bold=True)
            if left > row.left() and needed > room.width():
                break
            room.adjust(
                paint.text(painter, room, f"{caption} ", size="tiny", role="text_quiet"), 0, 0, 0
            )
            room.adjust(theme.px(2), 0, 0, 0)
            paint.text(painter, room, number, size="large", bold=True)
            left += needed + theme.px(18)
