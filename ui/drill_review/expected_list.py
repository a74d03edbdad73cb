"""The expected actions below the lines of the script that asked for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.timing import Expected, Timing
from commandcenter.kernel.times import clock
from ui.drill_review.spans import span_s
from ui.drill_review.words import MET_ICONS, MET_ROLES, MET_WORDS
from ui.widgets import icons, paint, rows, theme
from ui.widgets.painted_list import PaintedList, RowDelegate
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.words import tr

_HEAD_H, _ROW_H, _PAD, _ICON, _INDENT = 34, 44, 16, 18, 12  # px at 100 %
_STATE_W, _TIME_W = 116, 108


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the script, or one action that was expected after it."""

    inject: Inject
    first: Expected
    timing: Timing | None = None

    @property
    def key(self) -> tuple[UUID, int]:
        """What tells it from every other row."""
        return self.inject.id, -1 if self.timing is None else self.timing.expected.line


def rows_of(timings: Sequence[Timing]) -> tuple[Row, ...]:
    """Return the rows of the list: each line of the script above its actions."""
    found: list[Row] = []
    before: UUID | None = None
    for one in timings:
        inject = one.expected.inject
        if inject.id != before:
            found.append(Row(inject=inject, first=one.expected))
            before = inject.id
        found.append(Row(inject=inject, first=one.expected, timing=one))
    return tuple(found)


class _Model(RecordTableModel[Row]):
    """Lines of the script cannot be chosen."""

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid() or self.record(index.row()).timing is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class ExpectedList(PaintedList):
    """Arrow keys walk from action to action.

    Signals:
        chosen: Another action came to the front (Timing or None).
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column: Column[Row] = Column(title="", text=_spoken)
        self._model = _Model((column,), lambda one: one.key, self)
        self.setModel(self._model)
        self.setItemDelegate(_RowDelegate(self))
        self.selectionModel().currentChanged.connect(
            lambda _now, _before: self.chosen.emit(self.present())
        )

    def show_timings(self, timings: Sequence[Timing]) -> None:
        """Show these; the action in front stays."""
        shown, present = rows_of(timings), self.present()
        if present is not None and present.expected.key not in {one.key for one in shown}:
            self.setCurrentIndex(QModelIndex())  # Qt would go on to the next
        self._model.show(shown)
        self.viewport().update()  # the language may be another one
        if self.currentIndex().isValid():
            self.chosen.emit(self.present())
        else:
            self.go_to_open()

    def present(self) -> Timing | None:
        """Return the action in front."""
        index = self.currentIndex()
        return self._model.record(index.row()).timing if index.isValid() else None

    def choose(self, key: tuple[UUID, int] | None) -> bool:
        """Bring an action to the front; False if there is none with this key."""
        for at, row in enumerate(self._rows()):
            if row.timing is not None and row.key == key:
                self.setCurrentIndex(self._model.index(at, 0))
                return True
        return False

    def go_to_open(self) -> None:
        """Bring the first delivered action that nobody has judged to the front, else the first."""
        actions = [row for row in self._rows() if row.timing is not None]
        opened = [row for row in actions if row.timing and _is_open(row.timing)]
        for row in (opened or actions)[:1]:
            self.choose(row.key)

    def go_on(self) -> None:
        """Go on to the next action."""
        for at in range(self.currentIndex().row() + 1, self._model.rowCount()):
            if self._model.record(at).timing is not None:
                self.setCurrentIndex(self._model.index(at, 0))
                return

    def _rows(self) -> list[Row]:
        return [self._model.record(row) for row in range(self._model.rowCount())]


def _spoken(row: Row) -> str:
    if row.timing is None:
        return f"{row.inject.number} {row.inject.title}"
    return f"{row.timing.expected.text} {said(row.timing)}"


def said(timing: Timing) -> str:
    """Return what was judged of an action, in the language of the window."""
    if timing.mark is not None:
        return tr(MET_WORDS[timing.mark.met])
    if timing.expected.delivered_at is None:
        return tr("not delivered")
    return tr("not judged")


def _is_open(one: Timing) -> bool:
    return one.mark is None and one.expected.delivered_at is not None


class _RowDelegate(RowDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row: Row = index.data(RECORD_ROLE)
        return QSize(0, theme.px(_HEAD_H if row.timing is None else _ROW_H))

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        area: QRect = option.rect
        inner = area.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        painter.save()
        if row.timing is None:
            _paint_head(painter, inner, row)
        else:
            if not self._view.hasFocus():
                option.state &= ~QStyle.StateFlag.State_HasFocus
            rows.draw_ground(painter, option)
            _paint_action(painter, inner, row.timing)
        painter.restore()


def _paint_head(painter: QPainter, inner: QRect, row: Row) -> None:
    line = inner.adjusted(0, theme.px(8), 0, 0)
    at = row.first.delivered_at
    times = ", ".join(clock(one.at) for one in row.first.deliveries)
    words = times or tr("not delivered")
    paint.text(painter, line, words, size="tiny", role="text_quiet", align=paint.RIGHT)
    line.setRight(line.right() - paint.width(words, "tiny") - theme.space(2))
    role = "text_quiet" if at is None else "text"
    number = f"#{row.inject.number}"
    wide = paint.text(painter, line, number, bold=True, role="drill_text" if at else "text_quiet")
    line.setLeft(line.left() + wide + theme.space(2))
    paint.text(painter, line, row.inject.title, bold=True, role=role)


def _paint_action(painter: QPainter, inner: QRect, one: Timing) -> None:
    line = inner.adjusted(theme.px(_INDENT), 0, 0, 0)
    side = theme.px(_ICON)
    mark = one.mark
    icon = MET_ICONS[mark.met] if mark is not None else "circle-dashed"
    role = MET_ROLES[mark.met] if mark is not None else "text_quiet"
    icons.paint(painter, paint.middle(line, side, side), icon, role)
    line.setLeft(line.left() + side + theme.space(2))
    state = QRect(line)
    state.setLeft(state.right() - theme.px(_STATE_W))
    paint.text(painter, state, said(one), bold=mark is not None, role=_ink(one), align=paint.RIGHT)
    times = state.translated(-theme.px(_TIME_W), 0)
    times.setRight(state.left() - theme.space(2))
    paint.text(painter, times, _measured(one), role="text_quiet", align=paint.RIGHT)
    line.setRight(times.left() - theme.space(2))
    paint.text(painter, line, one.expected.text, role=_ink(one, is_text=True))


def _ink(one: Timing, *, is_text: bool = False) -> str:
    if one.expected.delivered_at is None:
        return "text_quiet"
    return "text" if is_text or one.mark is not None else "text_quiet"


def _measured(one: Timing) -> str:
    """Return the time it took beside the time that was allowed."""
    allowed = one.expected.inject.within_s
    parts = ["" if one.measured_s is None else span_s(one.measured_s)]
    parts += ["" if allowed is None else f"≤ {span_s(allowed)}"]
    return "  ".join(filter(None, parts))
