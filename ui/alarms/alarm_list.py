"""The list of alarms: two lines each, with what is to be done."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QToolTip, QWidget

from commandcenter.alarms.model.alarm import State
from ui.alarms import alarm_words
from ui.alarms.alarm_words import Line
from ui.widgets import hatch, paint, pill, rows, severity, theme
from ui.widgets.painted_list import PaintedList, RowDelegate
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.words import tr

Clock = Callable[[], datetime]
_ROW_H, _MARK, _EDGE = 64, 18, 5  # px at 100 %
_STATE_SHARE = 0.42
_DIM = 0.45


class AlarmList(PaintedList):
    """Enter opens the record an alarm is about; letters are keys of the page.

    Signals:
        opened: Enter or a double click (Line).
    """

    opened = Signal(object)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column: Column[Line] = Column(title="", text=lambda line: alarm_words.spoken(line, clock()))
        self.lines: RecordTableModel[Line] = RecordTableModel((column,), lambda one: one.alarm.id)
        self.lines.setParent(self)
        self.clock = clock
        self.opacity = 1.0
        self.setModel(self.lines)
        self.setItemDelegate(_Delegate(self))
        keep_reading_position(self)
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(RECORD_ROLE)))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the line in front and the scroll position stay."""
        self.lines.show(lines)
        if not self.currentIndex().isValid() and lines:
            self.setCurrentIndex(self.lines.index(0, 0))

    def present(self) -> Line | None:
        """Return the line in front."""
        index = self.currentIndex()
        return self.lines.record(index.row()) if index.isValid() else None

    def choose(self, key: UUID) -> bool:
        """Bring an alarm to the front; False if it is not here."""
        for row in range(self.lines.rowCount()):
            if self.lines.record(row).alarm.id == key:
                self.setCurrentIndex(self.lines.index(row, 0))
                return True
        return False

    def tick(self, *, is_dim: bool) -> None:
        """Let times run and what is unacknowledged pulse."""
        self.opacity = _DIM if is_dim else 1.0
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        present = self.present()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and present is not None:
            self.opened.emit(present)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()


class _Delegate(RowDelegate):
    row_h = _ROW_H

    def __init__(self, view: AlarmList) -> None:
        super().__init__(view)
        self._view = view

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        now = self._view.clock()
        _draw_ground(painter, option, line)
        inner = option.rect.adjusted(theme.space(5), theme.px(7), -theme.space(4), -theme.px(7))
        top = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        below = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.height() // 2)
        side = theme.px(_MARK)
        painter.setOpacity(self._view.opacity if line.alarm.is_waiting else 1)
        mark = paint.middle(top, side, side)
        severity.draw(painter, mark, line.severity, filled=line.alarm.is_waiting)
        painter.setOpacity(1)
        top.setLeft(top.left() + side + theme.space(3))
        below.setLeft(top.left())
        _draw_top(painter, top, line, now)
        _draw_below(painter, below, line, now)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        line: Line = index.data(RECORD_ROLE)
        words = (alarm_words.cause(line.kind), alarm_words.advice(line.kind), line.alarm.title)
        QToolTip.showText(event.globalPos(), "\n".join(filter(None, words)), view)
        return True


def _draw_ground(painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
    area: QRect = option.rect
    box = area.adjusted(theme.px(4), 2, -theme.px(4), -2)
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if line.alarm.is_waiting:
        paint.rounded(painter, box, f"{line.severity.role}_surface")
        painter.save()
        painter.setClipRect(QRect(box.left(), box.top(), theme.px(_EDGE), box.height()))
        paint.rounded(painter, box, line.severity.role)
        painter.restore()
        if is_chosen:
            paint.rounded(painter, box, None, edge="accent", edge_px=1)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, box)
    else:
        rows.draw_ground(painter, option)
    if line.alarm.drill_id is not None:
        hatch.draw(painter, box, "drill")
    if line.alarm.state is State.SHELVED:
        hatch.draw(painter, box, "stale")


def _draw_top(painter: QPainter, row: QRect, line: Line, now: datetime) -> None:
    age = alarm_words.age(line, now)
    rest = QRect(row)
    paint.text(painter, row, age, size="tiny", role=_quiet(line), align=paint.RIGHT)
    rest.setRight(row.right() - paint.width(age, "tiny") - theme.space(3))
    if line.alarm.is_waiting:
        words = tr("Unacknowledged")
        wide = pill.width(words, bold=True)
        at = QRect(rest.right() + 1 - wide, rest.top(), wide, rest.height())
        pill.draw(painter, at, words, tone=f"{line.severity.role}_strong", bold=True)
        rest.setRight(at.left() - theme.space(3))
    paint.text(painter, rest, line.alarm.title, size="large", bold=True)


def _draw_below(painter: QPainter, row: QRect, line: Line, now: datetime) -> None:
    state = QRect(row)
    state.setLeft(row.right() - round(row.width() * _STATE_SHARE))
    words = alarm_words.state_words(line, now)
    role = f"{line.severity.role}_text" if line.alarm.is_waiting else "text_quiet"
    written = min(paint.width(words), state.width())
    paint.text(painter, state, words, role=role, align=paint.RIGHT)
    rest = row.adjusted(0, 0, -written - theme.space(3), 0)
    parts = (alarm_words.facts(line), alarm_words.advice(line.kind))
    said = " · ".join(part for part in parts if part)
    paint.text(painter, rest, said, role=_quiet(line))


def _quiet(line: Line) -> str:
    return "text" if line.alarm.is_waiting else "text_quiet"
