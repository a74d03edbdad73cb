"""Drills counted by one thing: a line for each, with a calm bar and the year before."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.drills.model.statistics import Line, Table
from ui.widgets import paint, theme
from ui.widgets.words import tr

_ROW_H, _HEAD_H, _NAME_W, _NUMBER_W, _PAD, _BAR_H, _THIN = 34, 30, 190, 68, 12, 10, 4  # px


class CountBars(QWidget):
    """Words, bar, times, people, and both of the year before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._words: Callable[[str], str] = str
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_table(self, table: Table, words: Callable[[str], str]) -> None:
        """Show a table; *words* says what a code means."""
        self._table, self._words = table, words
        lines = [f"{words(one.code)} {one.now.times} {one.now.people}" for one in table.lines]
        self.setAccessibleName(" ".join(lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        count = len(self._table.lines) + 1 if self._table is not None else 0
        return QSize(theme.px(560), theme.px(_HEAD_H + count * _ROW_H))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(460), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._table is None:
            return
        painter = QPainter(self)
        self._paint_head(painter)
        most = max((max(one.now.times, one.before.times) for one in self._table.lines), default=0)
        rows = [*self._table.lines, self._table.total]
        height = theme.px(_ROW_H)
        for at, line in enumerate(rows):
            row = QRect(0, theme.px(_HEAD_H) + at * height, self.width(), height)
            if row.intersects(event.rect()):
                self._paint_line(painter, row, line, most, is_total=at == len(rows) - 1)

    def _paint_head(self, painter: QPainter) -> None:
        row = QRect(0, 0, self.width(), theme.px(_HEAD_H))
        captions = (tr("Times"), tr("Attendance"), tr("Year before"), tr("Attendance"))
        for at, words in enumerate(captions):
            box = self._number_box(row, at)
            paint.text(painter, box, words, size="tiny", role="text_quiet", align=paint.RIGHT)

    def _paint_line(
        self, painter: QPainter, row: QRect, line: Line, most: int, *, is_total: bool
    ) -> None:
        if is_total:
            painter.setPen(theme.color("line_strong"))
            painter.drawLine(theme.px(_PAD), row.top(), row.right() - theme.px(_PAD), row.top())
        name = QRect(theme.px(_PAD), row.top(), theme.px(_NAME_W - _PAD), row.height())
        words = tr("Total") if is_total else self._words(line.code) or tr("not said")
        paint.text(painter, name, words, bold=is_total)
        if not is_total and most:
            self._paint_bar(painter, row, line, most)
        numbers = (line.now.times, line.now.people, line.before.times, line.before.people)
        for at, number in enumerate(numbers):
            box = self._number_box(row, at)
            role = "text" if at < 2 and number else "text_quiet"  # noqa: PLR2004 - this year's two
            said = f"{number:,}" if number else "–"
            bold = is_total or (at == 0 and bool(number))
            paint.text(painter, box, said, bold=bold, role=role, align=paint.RIGHT)

    def _paint_bar(self, painter: QPainter, row: QRect, line: Line, most: int) -> None:
        left = theme.px(_NAME_W)
        room = self._number_box(row, 0).left() - left - theme.px(_PAD)
        if room <= 0:
            return
        top = row.center().y() - theme.px(_BAR_H) // 2
        wide = round(room * line.now.times / most)
        if line.now.times:
            bar = QRect(left, top, max(2, wide), theme.px(_BAR_H))
            paint.rounded(painter, bar, "accent", radius=3)
        if line.before.times:
            thin = QRect(left, top + theme.px(_BAR_H) + 2, 0, theme.px(_THIN))
            thin.setWidth(max(2, round(room * line.before.times / most)))
            paint.rounded(painter, thin, "line_strong", radius=2)

    def _number_box(self, row: QRect, at: int) -> QRect:
        wide = theme.px(_NUMBER_W)
        right = row.right() - theme.px(_PAD)
        left = right - (4 - at) * wide
        return QRect(left, row.top(), wide - theme.px(4), row.height())
