"""What players really did, newest on top, with the line of the script it most likely answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.drill_run import words
from ui.drill_run.reading import Action
from ui.widgets import paint, rows, scaled, theme
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.painted_list import PaintedList, RowDelegate
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.states import Deck
from ui.widgets.words import tr

_ROW_H, _LINE, _TIME_W, _PAD = 48, 20, 48, 12  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """What the delegate paints.

    Attributes:
        answers: The line of the script it follows from, in words.
    """

    key: tuple[int, str]
    time: str
    said: str
    unit: str
    answers: str
    action: Action


def row_of(one: Action) -> ActionRow:
    """Return an action in the words of the window."""
    number = None if one.answers is None else one.answers.number
    step = "" if one.step is None else f"{one.step.step} {one.step.at.isoformat()}"
    return ActionRow(
        key=(one.seq, step),
        time=clock(one.at),
        said=words.action(one),
        unit=one.unit,
        answers="" if number is None else tr("Line {number}").format(number=number),
        action=one,
    )


def spoken(row: ActionRow) -> str:
    """Return a row for screen readers."""
    return " ".join(filter(None, (row.time, row.unit, row.said, row.answers)))


class _Delegate(RowDelegate):
    row_h = _ROW_H

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: ActionRow) -> None:
        rows.draw_ground(painter, option)
        area: QRect = option.rect
        inner = area.adjusted(theme.px(_PAD), theme.px(4), -theme.px(_PAD), -theme.px(4))
        line = QRect(inner.left(), inner.top(), inner.width(), theme.px(_LINE))
        paint.text(painter, line, row.time, role="text_quiet")
        line.setLeft(line.left() + theme.px(_TIME_W))
        first = QRect(line)
        paint.text(painter, first, row.answers, size="tiny", role="drill_text", align=paint.RIGHT)
        first.setRight(first.right() - paint.width(row.answers, "tiny") - theme.space(2))
        paint.text(painter, first, row.said)
        line.translate(0, theme.px(_LINE))
        paint.text(painter, line, row.unit, size="tiny", role="text_quiet")


class ActionList(Card):
    """Shows what players did.

    Signals:
        wanted: The line of the log behind an action is wanted (Action).
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(tone="heading")
        self.origin = Label(tone="quiet")
        columns: list[Column[ActionRow]] = [Column(title=N_("Players"), text=spoken)]
        self.model = RecordTableModel(columns, lambda row: row.key, self)
        self.list = PaintedList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        keep_reading_position(self.list)
        self.list.activated.connect(self._on_activated)
        self.deck = Deck(self.list)
        head = QHBoxLayout()
        scaled.margins(head, 3, 2, 3, 1)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.origin)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 0, 1, 0, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.deck, 1)

    def show_actions(self, actions: Sequence[Action]) -> None:
        """Show these, given oldest first."""
        self.title.setText(tr("What players did"))
        self.origin.setText(tr("from the log"))
        self.list.setAccessibleName(tr("What players did"))
        shown = {row.key: row for row in map(row_of, reversed(actions))}
        self.model.show(list(shown.values()))
        if shown:
            self.deck.show_content()
        else:
            self.deck.show_state(
                "users-three",
                tr("Nothing yet"),
                tr("What players record, dispatch and report in the drill shows here."),
            )

    def _on_activated(self, index: QModelIndex) -> None:
        self.wanted.emit(index.data(RECORD_ROLE).action)
