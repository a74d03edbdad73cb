"""Proposed teams, ranked; some of them are ticked to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.widgets import icons, paint, rows, theme
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.words import tr

_ROW_H, _ROW_TALL = 60, 76  # px at 100 %: one line of reasons, two lines
_PAD, _TICK = 8, 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A proposed team in words.

    Attributes:
        is_usable: Whether it can be sent.
        is_against: Whether something needed is missing.
    """

    id: UUID
    name: str
    arrival: str
    distance: str
    reasons: str
    is_usable: bool = True
    is_against: bool = False
    is_ticked: bool = False

    def spoken(self) -> str:
        """Return it as one sentence."""
        parts = (tr("ticked") if self.is_ticked else "", self.name, self.arrival, self.reasons)
        return " · ".join(part for part in parts if part)


class ProposalList(QListView):
    """Space or a click on the mark ticks a team.

    Signals:
        ticked: A team was ticked or unticked (its id).
        chosen: Another team is in front.
    """

    ticked = Signal(object)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column: Column[Choice] = Column(title="", text=lambda choice: choice.spoken())
        self.choices: RecordTableModel[Choice] = RecordTableModel((column,), lambda one: one.id)
        self.choices.setParent(self)
        self.setModel(self.choices)
        self.setItemDelegate(_ChoiceDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit())

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show these; the team in front and the scroll position stay."""
        is_first = not self.choices.rowCount()
        self.choices.show(choices)
        if choices and (is_first or not self.currentIndex().isValid()):
            self.setCurrentIndex(self.choices.index(0, 0))

    def present(self) -> Choice | None:
        """Return the team in front."""
        index = self.currentIndex()
        return self.choices.record(index.row()) if index.isValid() else None

    def choose(self, team_id: UUID) -> bool:
        """Bring a team to the front; False if it is not proposed."""
        for row in range(self.choices.rowCount()):
            if self.choices.record(row).id == team_id:
                self.setCurrentIndex(self.choices.index(row, 0))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        present = self.present()
        if event.key() == Qt.Key.Key_Space and present is not None:
            self.ticked.emit(present.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < theme.px(_TICK + 2 * _PAD):
            self.ticked.emit(index.data(RECORD_ROLE).id)


class _ChoiceDelegate(QStyledItemDelegate):
    def __init__(self, view: ProposalList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        choice: Choice = index.data(RECORD_ROLE)
        room = width - theme.px(_TICK + 4 * _PAD)
        is_tall = paint.width(choice.reasons, "tiny") > room
        return QSize(width, theme.px(_ROW_TALL if is_tall else _ROW_H))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area: QRect = option.rect
        choice: Choice = index.data(RECORD_ROLE)
        painter.save()
        painter.setClipRect(area)
        if not self._view.hasFocus():
            option.state &= ~QStyle.StateFlag.State_HasFocus
        rows.draw_ground(painter, option, zebra=index.row() % 2 == 1, inset=0)
        pad = theme.px(_PAD)
        inner = area.adjusted(pad, theme.px(6), -pad, -theme.px(6))
        _draw_tick(painter, inner, is_ticked=choice.is_ticked)
        _draw_words(painter, inner.adjusted(theme.px(_TICK) + pad, 0, 0, 0), choice)
        painter.restore()


def _draw_tick(painter: QPainter, inner: QRect, *, is_ticked: bool) -> None:
    side = theme.px(_TICK)
    row = QRect(inner.left(), inner.top(), inner.width(), theme.px(22))
    box = paint.middle(row, side, side)
    if is_ticked:
        paint.rounded(painter, box, "accent", radius=4)
        icons.paint(painter, box.adjusted(2, 2, -2, -2), "check", "text_inverse")
    else:
        paint.rounded(painter, box, None, radius=4, edge="line_strong")


def _draw_words(painter: QPainter, inner: QRect, choice: Choice) -> None:
    high = theme.px(22)
    top = QRect(inner.left(), inner.top(), inner.width(), high)
    arrival = " · ".join(part for part in (choice.distance, choice.arrival) if part)
    paint.text(painter, top, arrival, bold=choice.is_usable, align=paint.RIGHT)
    name = top.adjusted(0, 0, -paint.width(arrival, bold=True) - theme.px(_PAD), 0)
    role = "text" if choice.is_usable else "text_quiet"
    paint.text(painter, name, choice.name, bold=True, role=role)
    rest = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.bottom() - top.bottom())
    painter.setFont(theme.font("tiny"))
    painter.setPen(theme.color("orange_text" if choice.is_against else "text_quiet"))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(rest, flags, choice.reasons)
