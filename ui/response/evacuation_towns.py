"""How far the moving is in each township; choosing one shows its people."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from commandcenter.incidents.model.evacuation import Counts, total
from ui.response.matrix_table import draw_bar
from ui.response.terms import Terms
from ui.widgets import paint, rows, severity, theme
from ui.widgets.painted_list import PaintedList, RowDelegate
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.severity import Severity
from ui.widgets.words import tr

_ROW_H, _PAD, _MARK = 52, 14, 12  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A row: a township, or all of them with an empty code."""

    code: str
    counts: Counts


class TownList(PaintedList):
    """All people above, then each township with its bar.

    Signals:
        chosen: The code of the township; empty for all (str).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.terms = Terms()
        column: Column[Town] = Column(title="", text=self.said)
        self.rows: RecordTableModel[Town] = RecordTableModel((column,), lambda one: one.code, self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        keep_reading_position(self)
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_counts(self, counts: Mapping[str, Counts]) -> None:
        """Show how far each township is; the chosen one stays."""
        towns = [Town(code=code, counts=one) for code, one in counts.items()]
        self.rows.show([Town(code="", counts=total(counts.values())), *towns])
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, 0))

    def choose(self, code: str) -> None:
        """Bring a township to the front."""
        for row in range(self.rows.rowCount()):
            if self.rows.record(row).code == code:
                self.setCurrentIndex(self.rows.index(row, 0))

    def name(self, town: Town) -> str:
        """Return the name of a row."""
        return self.terms.area(town.code) if town.code else tr("The whole county")

    def said(self, town: Town) -> str:
        """Return a row in words."""
        return tr("{name}: {settled} of {due} safe, {lost} not reached").format(
            name=self.name(town),
            settled=town.counts.settled,
            due=town.counts.due,
            lost=town.counts.not_reached,
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LanguageChange}:
            self.scheduleDelayedItemsLayout()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(RECORD_ROLE).code)


class _Delegate(RowDelegate):
    row_h = _ROW_H

    def __init__(self, view: TownList) -> None:
        super().__init__(view)
        self._list = view

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, town: Town) -> None:
        painter.save()
        painter.setClipRect(option.rect)
        rows.draw_ground(painter, option)
        area: QRect = option.rect.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        height = paint.line_height()
        line = QRect(area.left(), area.top() + theme.space(2), area.width(), height)
        counts = town.counts
        numbers = tr("{settled} / {due}").format(settled=counts.settled, due=counts.due)
        paint.text(painter, line, numbers, bold=True, align=paint.RIGHT)
        line.setRight(line.right() - paint.width(numbers, bold=True) - theme.space(2))
        paint.text(painter, line, self._list.name(town), bold=not town.code)
        below = QRect(area.left(), line.bottom(), area.width(), height)
        if counts.not_reached:
            below.setRight(self._paint_lost(painter, below, counts.not_reached))
        track = paint.middle(below, below.width(), theme.px(4))
        draw_bar(painter, track, counts.percent if counts.due else 0)
        painter.restore()

    def _paint_lost(self, painter: QPainter, line: QRect, count: int) -> int:
        """Paint how many were not reached, with the shape; returns where that begins."""
        words = tr("{count} not reached").format(count=count)
        side, gap = theme.px(_MARK), theme.space(1)
        width = paint.width(words, "tiny") + side + gap
        box = QRect(line.right() - width, line.top(), width, line.height())
        severity.draw(painter, paint.middle(box, side, side), Severity.ORANGE, filled=True)
        box.setLeft(box.left() + side + gap)
        paint.text(painter, box, words, size="tiny", role="orange_text")
        return line.right() - width - theme.space(2)
