"""A column of the board: heading, cards, and what was closed lately."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.board import model
from commandcenter.board.model import Item, ItemKind, Phrase, Shown
from ui.board import card
from ui.board.card import Card
from ui.board.column_view import Clock, ColumnView
from ui.shell.strip_item import Look, Run, StripItem
from ui.widgets import icons, paint, scaled, theme
from ui.widgets.states import Deck
from ui.widgets.words import tr

NEWS_KEY = "N"
_HEAD_H, _FOOT_H, _PAD, _ICON = 40, 36, 4, 18  # px at 100 %


class ColumnBox(QWidget):
    """Shows the items of a kind; while somebody looks, nothing in it moves.

    Signals:
        title_pressed: All that is open of the kind is wanted (ItemKind).
        closed_pressed: What was closed of the kind is wanted (ItemKind).
    """

    title_pressed = Signal(object)
    closed_pressed = Signal(object)

    def __init__(self, kind: ItemKind, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.view = ColumnView(clock)
        self.head = _Head(kind)
        self.news = StripItem()
        self.foot = _Foot()
        self._wanted: tuple[Item, ...] = ()
        self._shown = Shown()
        self._closed: tuple[Phrase, ...] = ()
        self._has_content = False
        self._deck = self._build()
        self.view.left.connect(self.show_all)
        self.news.clicked.connect(self.show_all)
        self.head.clicked.connect(lambda: self.title_pressed.emit(kind))
        self.foot.clicked.connect(lambda: self.closed_pressed.emit(kind))
        self._deck.show_loading()
        self.read_words()

    def show_items(self, items: tuple[Item, ...], closed: Sequence[Phrase]) -> None:
        """Show these, in this order unless somebody is looking."""
        self._has_content = True
        self._wanted, self._closed = items, tuple(closed)
        is_held = self.view.is_watched() and bool(self._shown.items)
        self._show(model.held(self._shown, items) if is_held else Shown(items=items))

    def show_all(self) -> None:
        """Let everything take its place, whoever looks."""
        if self._has_content:
            self._show(Shown(items=self._wanted))

    def show_problem(self, words: str) -> None:
        """Say that the board could not be read; cards on screen stay."""
        if not self._has_content:
            self._deck.show_state("warning-circle", tr("Not loaded"), words)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.head.set_count(sum(one.drill_id is None for one in self._wanted))
        self._show_news()
        self.foot.setText(" · ".join(one.said(tr) for one in self._closed))
        self.foot.setVisible(bool(self._closed))
        title = tr(card.TITLES[self.kind])
        self.view.setAccessibleName(f"{title} {self.head.count_words()}")
        if self._has_content and not self._shown.items:
            self._show_empty()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_deck"):
            self.read_words()

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.view.show_cards(card.cards(shown))
        self.read_words()
        if shown.items:
            self._deck.show_content()

    def _show_empty(self) -> None:
        title, sentence = card.EMPTY[self.kind]
        icon = card.ICONS[self.kind]
        self._deck.show_state(icon, tr(title), tr(sentence))

    def _show_news(self) -> None:
        new = self._shown.new
        self.news.setVisible(bool(new))
        self.head.show_count(not new)
        if not new:
            return
        first = model.in_order(new)[0]
        worst = card.color_of(first) if first.drill_id is None else None
        words = Run(words=tr("{count} new").format(count=len(new)), bold=True)
        key = Run(key=NEWS_KEY, role="text")
        mark = () if worst is None else (Run(mark=worst, filled=True),)
        self.news.set_look(Look(runs=(*mark, words, key), pulses=bool(mark)))

    def _build(self) -> Deck:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        scaled.gap(head, 1)
        head.addWidget(self.head, 1)
        head.addWidget(self.news)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.view)
        inner.addWidget(self.foot)
        inner.addStretch(1)
        deck = Deck(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(deck, 1)
        return deck


class _Head(QAbstractButton):
    """What the column is called and how many are in it; leads to all of them."""

    def __init__(self, kind: ItemKind) -> None:
        super().__init__()
        self._kind = kind
        self._count = 0
        self._shows_count = True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        scaled.height(self, _HEAD_H)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{tr(card.TITLES[self._kind])} {self.count_words()}")
        self.update()

    def show_count(self, is_shown: bool) -> None:
        self._shows_count = is_shown
        self.update()

    def count_words(self) -> str:
        return tr(card.COUNTS[self._kind]).format(count=self._count)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(_HEAD_H))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        row = self.rect().adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        side = theme.px(_ICON)
        icons.paint(painter, paint.middle(row, side, side), card.ICONS[self._kind])
        row.setLeft(row.left() + side + theme.space(3))
        if self._shows_count:
            words = self.count_words()
            paint.text(painter, row, words, role="text_quiet", align=paint.RIGHT)
            row.setRight(row.right() - paint.width(words) - theme.space(2))
        paint.text(painter, row, tr(card.TITLES[self._kind]), size="title", bold=True)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())


class _Foot(QAbstractButton):
    """What was closed lately; leads to it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        scaled.height(self, _FOOT_H)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(_FOOT_H))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            paint.rounded(painter, self.rect(), "hover")
        row = self.rect().adjusted(theme.space(4), 0, -theme.space(3), 0)
        side = theme.px(14)
        arrow = QRect(row.right() - side, row.top(), side, row.height())
        icons.paint(painter, arrow, "caret-right", "text_quiet")
        row.setRight(arrow.left() - theme.space(1))
        paint.text(painter, row, self.text(), role="text_quiet")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())


def present_of(boxes: Sequence[ColumnBox]) -> Card | None:
    """Return the card on which the keys work: of the column that has the focus."""
    return next((box.view.present() for box in boxes if box.view.hasFocus()), None)
