"""The dispatch board: six lanes, walked by keys, with teams that can be dragged."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from ui.teams import dispatch_paint
from ui.teams.dispatch_card import Card
from ui.teams.dispatch_lane import LEAST_W, Clock, LaneBox
from ui.teams.dispatch_lanes import LANES, Lane
from ui.widgets import scaled, theme


class DispatchBoard(QScrollArea):
    """Six lanes side by side; where they do not fit, the board scrolls sideways.

    Signals:
        chosen: Another card is in front (Card or None).
        hovered: A card is dragged over a lane (Card, Lane); what it means is told back by
            `show_offer`.
        dropped: A card was let go over a lane (Card, Lane).
        opened: A card was double-clicked (Card).
    """

    chosen = Signal(object)
    hovered = Signal(object, object)
    dropped = Signal(object, object)
    opened = Signal(object)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = QWidget()
        self.content.setObjectName("page")
        self.boxes = {lane: LaneBox(lane, clock) for lane in LANES}
        self._clock = clock
        self._ghost = _Ghost(self.viewport(), clock)
        self._front: UUID | None = None
        row = QHBoxLayout(self.content)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 2)
        for box in self.boxes.values():
            row.addWidget(box, 1)
            self._connect(box)
        self.setWidget(self.content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._measure()

    def show_cards(self, lanes: Mapping[Lane, Sequence[Card]]) -> None:
        """Show the cards of each lane; the focus goes with the card it was on."""
        focused = self.focused_lane()
        front = self._front
        for lane, box in self.boxes.items():
            box.show_cards(lanes[lane])
        lane_now = next((lane for lane in LANES if any(c.key == front for c in lanes[lane])), None)
        if focused is None:
            return
        if front is not None and lane_now is not None:
            if lane_now is not focused:
                self.choose(front)
        elif self.boxes[focused].view.present() is None:
            self.take_focus()

    def choose(self, key: UUID) -> bool:
        """Bring a card to the front and let the keys work on it; False if it is not there."""
        for box in self.boxes.values():
            if box.view.choose(key):
                box.view.take_focus()
                self.ensureWidgetVisible(box, 0, 0)
                return True
        return False

    def take_focus(self) -> None:
        """Let the keys walk through the board: where they were, or the first lane with cards."""
        ordered = [*LANES[1:], LANES[0]]
        if self._front is not None and self.choose(self._front):
            return
        if not any(self.boxes[lane].view.take_focus() for lane in ordered):
            self.boxes[LANES[0]].view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focused_lane(self) -> Lane | None:
        """Return the lane that has the keys."""
        return next((lane for lane, box in self.boxes.items() if box.view.hasFocus()), None)

    def present(self) -> Card | None:
        """Return the card in front."""
        for box in self.boxes.values():
            card = box.view.present()
            if card is not None and card.key == self._front:
                return card
        return None

    def reveal(self) -> None:
        """Bring the lane of the card in front into view."""
        for box in self.boxes.values():
            card = box.view.present()
            if card is not None and card.key == self._front:
                self.ensureWidgetVisible(box, 0, 0)

    def tick(self) -> None:
        """Paint the running times anew."""
        for box in self.boxes.values():
            box.view.viewport().update()

    def show_offer(self, lane: Lane, words: str, *, is_possible: bool) -> None:
        """Say what dropping onto a lane would do."""
        self.boxes[lane].show_target(is_possible, words)
        if not is_possible:
            self.boxes[lane].head.show_offer(words)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(LEAST_W * len(LANES)), theme.px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LEAST_W), theme.px(160))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "boxes"):
            self._measure()

    def _measure(self) -> None:
        gaps = theme.space(2) * (len(LANES) - 1)
        self.content.setMinimumWidth(theme.px(LEAST_W) * len(LANES) + gaps)

    def _connect(self, box: LaneBox) -> None:
        view = box.view
        view.went_sideways.connect(partial(self._go_sideways, box.lane))
        view.chosen.connect(partial(self._on_chosen, box))
        view.dragged.connect(self._on_dragged)
        view.dropped.connect(self._on_dropped)
        view.drag_ended.connect(self._end_drag)
        view.opened.connect(self.opened)

    def _on_chosen(self, box: LaneBox, card: Card | None) -> None:
        if card is not None and (box.view.hasFocus() or card.key == self._front):
            self._front = card.key
            for other in self.boxes.values():
                other.view.show_front(card.key)
            self.chosen.emit(card)

    def _go_sideways(self, lane: Lane, step: int) -> None:
        at = LANES.index(lane) + step
        while 0 <= at < len(LANES):
            box = self.boxes[LANES[at]]
            if box.view.take_focus():
                self.ensureWidgetVisible(box, 0, 0)
                return
            at += step

    def _lane_at(self, position: QPoint) -> Lane | None:
        for lane, box in self.boxes.items():
            if box.rect().contains(box.mapFromGlobal(position)):
                return lane
        return None

    def _on_dragged(self, card: Card, position: QPoint) -> None:
        self._ghost.follow(card, self.viewport().mapFromGlobal(position))
        lane = self._lane_at(position)
        for box in self.boxes.values():
            if box.lane is not lane:
                box.show_target(False)
        if lane is not None:
            self.hovered.emit(card, lane)

    def _on_dropped(self, card: Card, position: QPoint) -> None:
        lane = self._lane_at(position)
        if lane is not None:
            self.dropped.emit(card, lane)

    def _end_drag(self) -> None:
        self._ghost.hide()
        for box in self.boxes.values():
            box.show_target(False)


class _Ghost(QWidget):
    """The card under the pointer."""

    def __init__(self, parent: QWidget, clock: Clock) -> None:
        super().__init__(parent)
        self._clock = clock
        self._card: Card | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self, card: Card, at: QPoint) -> None:
        self._card = card
        width = theme.px(LEAST_W)
        self.resize(width, dispatch_paint.height(card, width))
        self.move(at - QPoint(width // 2, theme.px(16)))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._card is None:
            return
        painter = QPainter(self)
        area = self.rect()
        dispatch_paint.draw(
            painter, area, self._card, self._clock(), is_current=False, has_focus=True
        )
