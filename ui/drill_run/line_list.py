"""The lines of the script: when each came or comes, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from commandcenter.drills.model.clock import ScriptLine, Standing
from commandcenter.kernel.words import N_
from ui.widgets import paint, rows, scaled, theme
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.painted_list import PaintedList, RowDelegate
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.words import tr

_ROW_H, _NUMBER_W, _TIME_W, _PAD = 34, 26, 48, 12  # px at 100 %
_DONE = frozenset({Standing.DELIVERED, Standing.SKIPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """What the delegate paints.

    Attributes:
        time: When it came or comes.
        state: Where it stands, in a word.
    """

    key: UUID
    number: str
    time: str
    title: str
    state: str
    is_next: bool = False
    is_done: bool = False
    is_quiet: bool = False


def row_of(line: ScriptLine, *, time: str, state: str, is_next: bool) -> LineRow:
    """Return a line of the script as it is painted."""
    return LineRow(
        key=line.inject.id,
        number=str(line.inject.number),
        time=time,
        title=line.inject.title,
        state=state,
        is_next=is_next,
        is_done=line.standing in _DONE,
        is_quiet=line.standing in {Standing.WAITING, Standing.SKIPPED},
    )


def spoken(row: LineRow) -> str:
    """Return a row for screen readers."""
    return f"{row.number} {row.time} {row.title} {row.state}"


class _Delegate(RowDelegate):
    row_h = _ROW_H

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: LineRow) -> None:
        area: QRect = option.rect
        rows.draw_ground(painter, option)
        if row.is_next:
            box = area.adjusted(theme.px(4), 1, -theme.px(4), -1)
            paint.rounded(painter, box, "drill_surface")
        inner = area.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        ink = "drill_text" if row.is_next else "text_quiet"
        number = QRect(inner.left(), inner.top(), theme.px(_NUMBER_W - 8), inner.height())
        paint.text(painter, number, row.number, bold=row.is_next, role=ink, align=paint.RIGHT)
        inner.setLeft(inner.left() + theme.px(_NUMBER_W + 4))
        paint.text(painter, inner, row.time, role="text_quiet")
        inner.setLeft(inner.left() + theme.px(_TIME_W))
        paint.text(
            painter, inner, row.state, size="tiny", bold=row.is_next, role=ink, align=paint.RIGHT
        )
        inner.setRight(inner.right() - paint.width(row.state, "tiny") - theme.space(2))
        title = "text_quiet" if row.is_done or row.is_quiet else "text"
        paint.text(painter, inner, row.title, bold=row.is_next, role=title)


class _List(PaintedList):
    """Arrow keys choose a line; letters are keys of the page."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose nothing: Qt makes the first line the current one where none is."""
        had_line = self.currentIndex().isValid()
        chosen = self.selectionModel()
        blocked = chosen.blockSignals(True)
        super().focusInEvent(event)
        if not had_line:
            chosen.clear()
        chosen.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class LineList(Card):
    """Shows the script and which of its lines is in front.

    Signals:
        chosen: The user wants a line in front (its id).
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(tone="heading")
        self.count = Label(tone="quiet")
        columns: list[Column[LineRow]] = [Column(title=N_("Script"), text=spoken)]
        self.model = RecordTableModel(columns, lambda row: row.key, self)
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        keep_reading_position(self.list)
        self.list.clicked.connect(self._on_chosen)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        head = QHBoxLayout()
        scaled.margins(head, 3, 2, 3, 1)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.count)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 0, 1, 0, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)

    def show_rows(
        self, shown: Sequence[LineRow], front: UUID | None, *, is_over: bool = False
    ) -> None:
        """Show these, and mark the one in front unless it is the next one anyway."""
        is_new = self.model.rowCount() == 0
        self.model.show(list(shown))
        self.title.setText(tr("Script"))
        came = sum(row.is_done and not row.is_quiet for row in shown)
        left = sum(is_over or not row.is_done for row in shown) - (came if is_over else 0)
        said = (
            tr("{done} done · {left} left out") if is_over else tr("{done} done · {left} to come")
        )
        self.count.setText(said.format(done=came, left=left))
        self.list.setAccessibleName(tr("Lines of the script"))
        self.mark(front)
        if is_new:
            self._bring_next()

    def mark(self, front: UUID | None) -> None:
        """Mark a line as the one in front; None marks none."""
        place = next((n for n, row in enumerate(self._rows()) if row.key == front), -1)
        index = self.model.index(place, 0) if place >= 0 else QModelIndex()
        if self.list.currentIndex() != index:
            blocked = self.list.selectionModel().blockSignals(True)
            self.list.setCurrentIndex(index)
            self.list.selectionModel().blockSignals(blocked)
            self.list.viewport().update()

    def _rows(self) -> list[LineRow]:
        return [self.model.record(row) for row in range(self.model.rowCount())]

    def _bring_next(self) -> None:
        for place, row in enumerate(self._rows()):
            if row.is_next:
                hint = QAbstractItemView.ScrollHint.PositionAtCenter
                self.list.scrollTo(self.model.index(place, 0), hint)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(RECORD_ROLE).key)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and self.list.hasFocus():
            self.chosen.emit(index.data(RECORD_ROLE).key)
