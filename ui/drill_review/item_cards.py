"""The items of one group as cards below each other."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from commandcenter.drills.model.evaluation import Item
from ui.drill_review.item_card import ItemCard
from ui.drill_review.score_keeper import ScoreKeeper
from ui.widgets import scaled


class ItemCards(QScrollArea):
    """Arrow keys walk from card to card.

    Attributes:
        front: The item in front.

    Signals:
        graded: An item got a grade (UUID, Grade), or it was taken back (UUID, None).
        typing: The comment of an item is being typed (UUID).
        commented: The comment of an item was changed (UUID, str).
        walked: On to another item (UUID, -1 or 1).
        settled: Of two grades the own one is to stand, or the other (UUID, bool).
    """

    graded = Signal(object, object)
    typing = Signal(object)
    commented = Signal(object, str)
    walked = Signal(object, int)
    settled = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[ItemCard] = []
        self.front: UUID | None = None
        inside = QWidget()
        self._items = QVBoxLayout(inside)
        self._items.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._items, 2)
        self._items.addStretch(1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def card(self, item: UUID | None) -> ItemCard | None:
        """Return the card of an item, if it is shown."""
        return next((one for one in self.cards if one.item_id() == item), None)

    def show_items(self, items: Sequence[Item], comments: Mapping[UUID, str]) -> None:
        """Show other items, with what was typed for those that have no grade yet."""
        for card in self.cards:
            self._items.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [ItemCard(one, number) for number, one in enumerate(items, start=1)]
        for at, card in enumerate(self.cards):
            self._items.insertWidget(at, card)
            card.show()  # at once, so that it can take the keys
            card.comment.setText(comments.get(card.item_id(), ""))
            self._listen(card)
        if self.cards:
            self.pick(self.cards[0].item_id())
        self.verticalScrollBar().setValue(0)

    def show_given(self, item: UUID, keeper: ScoreKeeper) -> None:
        """Show what an item has been given, beside what somebody else gave it first."""
        card = self.card(item)
        if card is None:
            return
        given, is_kept = keeper.given(item), keeper.is_kept(item)
        card.show_given(given, is_kept=is_kept)
        if item in keeper.late():
            card.say("")
            card.show_conflict(given, keeper.written(item))
        else:
            card.hide_conflict()
        if is_kept:
            card.say("")

    def take_written(self, item: UUID, keeper: ScoreKeeper) -> None:
        """Let what somebody else gave an item take the place of what was given here."""
        card, written = self.card(item), keeper.written(item)
        if card is not None:
            card.comment.setText(written.comment if written is not None else "")
        keeper.yield_to(item)

    def typed(self) -> dict[UUID, str]:
        """Return the comments in the fields, the empty ones too."""
        return {card.item_id(): card.comment.text().strip() for card in self.cards}

    def focus_on(self, card: ItemCard) -> None:
        """Give a card the keys and bring it into sight."""
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(card)

    def pick(self, item: UUID) -> None:
        """Bring an item to the front."""
        self.front = item
        for card in self.cards:
            card.set_front(is_front=card.item_id() == item)

    def _listen(self, card: ItemCard) -> None:
        item = card.item_id()
        card.graded.connect(partial(self.graded.emit, item))
        card.typing.connect(partial(self.typing.emit, item))
        card.commented.connect(partial(self.commented.emit, item))
        card.walked.connect(partial(self.walked.emit, item))
        card.settled.connect(partial(self.settled.emit, item))
        card.picked.connect(partial(self.pick, item))
