"""The list of people to be moved; several rows can be chosen at once."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commandcenter.incidents.model.evacuation import (
    MOVED_WORDS,
    SIX,
    STEPS,
    Evacuee,
    Moved,
    unanswered,
)
from commandcenter.kernel.words import N_
from ui.response.terms import Terms
from ui.response.words import STATE_SEVERITY
from ui.widgets import icons, paint, rows, severity, steps, theme
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import RECORD_ROLE, Column
from ui.widgets.words import tr

# The way to safety; the dots of a row show how far somebody is.
WAY = (Moved.DUE, Moved.NOTIFIED, Moved.MOVING, Moved.SHELTERED, Moved.RETURNED)
# One key for each step.
KEYS: Mapping[Moved, str] = {
    Moved.NOTIFIED: "1",
    Moved.MOVING: "2",
    Moved.SHELTERED: "3",
    Moved.WITH_RELATIVES: "4",
    Moved.RETURNED: "5",
    Moved.REFUSED: "6",
    Moved.UNREACHED: "7",
    Moved.AWAY: "8",
    Moved.DUE: "9",
}
_BY_KEY = {Qt.Key(ord(key)): state for state, key in KEYS.items()}
_ICONS = {
    Moved.SHELTERED: ("check-circle", "ok"),
    Moved.WITH_RELATIVES: ("check-circle", "ok"),
    Moved.RETURNED: ("house", "ok"),
    Moved.AWAY: ("minus-circle", "text_quiet"),
    Moved.MOVING: ("arrow-circle-right", "accent"),
}
_MARK, _PAD, _DOT_STEP = 14, 12, 7  # px at 100 %
STATE_COLUMN = 3


def next_step(state: Moved) -> Moved | None:
    """Return the next state on the way to safety; None if there is none."""
    if state in {Moved.REFUSED, Moved.UNREACHED, Moved.AWAY}:
        return Moved.NOTIFIED
    if state is Moved.WITH_RELATIVES:
        return Moved.RETURNED
    at = WAY.index(state)
    return WAY[at + 1] if at + 1 < len(WAY) else None


def common_steps(people: Sequence[Evacuee]) -> tuple[Moved, ...]:
    """Return the steps that all of these can take, in the order of their keys."""
    if not people:
        return ()
    allowed = set.intersection(*(set(STEPS[one.state]) for one in people))
    return tuple(state for state in KEYS if state in allowed)


class PeopleTable(RecordTable):
    """Enter takes the next step, digits take the others; Alt with a digit asks for its time.

    Signals:
        stepped: The chosen rows take a step (Moved).
        asked: They take a step whose time and reason are typed (Moved).
        picked: Other rows are chosen.
    """

    stepped = Signal(object)
    asked = Signal(object)
    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._columns(), lambda one: one.id, stretch=6, parent=parent)
        self.terms = Terms()
        self.has_dots = True
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegateForColumn(STATE_COLUMN, _StateDelegate(self))
        keep_reading_position(self)
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())

    def set_dots(self, has_dots: bool) -> None:
        """Show dots for how far somebody is, where there is room for them."""
        if has_dots != self.has_dots:
            self.has_dots = has_dots
            self.read_words()

    def picked_people(self) -> tuple[Evacuee, ...]:
        """Return the chosen rows, in the order of the list."""
        found = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.records.record(row) for row in found)

    def show_people(self, people: Sequence[Evacuee]) -> None:
        """Show these rows; the chosen ones stay chosen if they are among them."""
        self.show_records(people)
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        wanted = _BY_KEY.get(key)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            state = self._next_of_all()
            if state is not None:
                self.stepped.emit(state)
        elif wanted is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.asked.emit(wanted)
        elif wanted is not None:
            self.stepped.emit(wanted)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Leave digits and letters to the keys of the list."""

    def read_words(self) -> None:
        """Measure anew, as words have other lengths in another language."""
        self.resizeColumnToContents(STATE_COLUMN)
        self.viewport().update()

    def _next_of_all(self) -> Moved | None:
        """Return the next step of the rows, if it is the same for all of them."""
        wanted = {next_step(one.state) for one in self.picked_people()}
        return wanted.pop() if len(wanted) == 1 else None

    def _columns(self) -> tuple[Column[Evacuee], ...]:
        return (
            Column(title=N_("No."), text=lambda one: one.number),
            Column(title=N_("Name"), text=lambda one: one.name),
            Column(title=N_("People"), text=lambda one: str(one.people), is_number=True),
            Column(title=N_("State"), text=lambda one: tr(MOVED_WORDS[one.state])),
            Column(title=N_("Village"), text=lambda one: self.terms.area(one.area_code)),
            Column(title=N_("Helper"), text=lambda one: one.helper),
            Column(title=N_("Where to"), text=lambda one: one.destination),
            Column(title=N_("Known"), text=_answered, is_number=True),
        )


def _answered(one: Evacuee) -> str:
    return f"{len(SIX) - len(unanswered(one))}/{len(SIX)}"


def draw_state(painter: QPainter, box: QRect, state: Moved) -> None:
    """Draw the shape of a state; who is not safe and not on the way has a warning shape."""
    if state in STATE_SEVERITY:
        severity.draw(painter, box, STATE_SEVERITY[state], filled=True)
        return
    if state in _ICONS:
        name, role = _ICONS[state]
        icons.paint(painter, box, name, role)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = box.adjusted(1, 1, -2, -2)
    role = "line_strong" if state is Moved.DUE else "accent"
    painter.setPen(QPen(theme.color(role), 1.5))
    painter.drawEllipse(ring)
    if state is Moved.NOTIFIED:
        painter.setBrush(theme.color(role))
        painter.drawPie(ring, 90 * 16, 180 * 16)
    painter.restore()


def _paint_way(painter: QPainter, area: QRect, state: Moved) -> int:
    """Paint the dots at the right of *area*; returns where the room before them ends."""
    dots = theme.px(_DOT_STEP * len(WAY))
    reached = Moved.SHELTERED if state is Moved.WITH_RELATIVES else state
    if reached in WAY:
        way = QRect(area.right() - dots, area.top(), dots, area.height())
        steps.draw_dots(painter, way, len(WAY), WAY.index(reached))
    return area.right() - dots - theme.space(2)


class _StateDelegate(QStyledItemDelegate):
    """Shape, word, and dots for how far somebody is on the way."""

    def __init__(self, table: PeopleTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        # Of the longest state, so that the column does not move with each step.
        words = max(paint.width(tr(word)) for word in MOVED_WORDS.values())
        marks = theme.px(_MARK + 2 * _PAD) + theme.space(2)
        if self._table.has_dots:
            marks += theme.px(_DOT_STEP * len(WAY)) + theme.space(2)
        return QSize(words + marks, theme.size("row_h_auto"))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        one: Evacuee = index.data(RECORD_ROLE)
        cell: QRect = option.rect
        painter.save()
        painter.setClipRect(cell)
        self._paint_ground(painter, option, index)
        inner = cell.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        side = theme.px(_MARK)
        draw_state(painter, paint.middle(inner, side, side), one.state)
        inner.setLeft(inner.left() + side + theme.space(2))
        if self._table.has_dots:
            inner.setRight(_paint_way(painter, inner, one.state))
        paint.text(painter, inner, tr(MOVED_WORDS[one.state]))
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: QRect = option.rect
        header = self._table.horizontalHeader()
        whole = QStyleOptionViewItem(option)
        whole.rect = QRect(-header.offset(), cell.top(), header.length(), cell.height())
        has_focus = self._table.hasFocus() and index.row() == self._table.currentIndex().row()
        whole.state &= ~QStyle.StateFlag.State_HasFocus
        if has_focus:
            whole.state |= QStyle.StateFlag.State_HasFocus
        rows.draw_ground(painter, whole, zebra=index.row() % 2 == 0)
