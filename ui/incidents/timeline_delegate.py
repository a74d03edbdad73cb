"""Painting the timeline: a rail with a mark for each line, newest on top."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.incidents.timeline_row import TimelineRow
from ui.widgets import icons, paint, rows, theme
from ui.widgets.record_table_model import RECORD_ROLE
from ui.widgets.times import day_and_weekday

_PAD, _TIME_W, _RAIL, _ICON = 16, 56, 28, 16  # px at 100 %
_LINE, _EDGE, _QUIET_H, _BAND = 22, 9, 28, 30
_BY_W = 88
_MOST_LINES = 3


class TimelineDelegate(QStyledItemDelegate):
    """Paints what happened, and below it what somebody wrote; lines of the program small."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row: TimelineRow = index.data(RECORD_ROLE)
        width = self._view.viewport().width()
        band = theme.px(_BAND) if self._begins_day(index, row) else 0
        if row.is_quiet:
            return QSize(width, band + theme.px(_QUIET_H))
        lines = 1 + bool(row.struck) + bool(row.foot) + len(self._broken(row))
        return QSize(width, band + theme.px(2 * _EDGE + _LINE * lines))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: TimelineRow = index.data(RECORD_ROLE)
        area = QRect(option.rect)
        if self._begins_day(index, row):
            band = QRect(area)
            band.setHeight(theme.px(_BAND))
            self._paint_band(painter, band, row)
            area.setTop(band.bottom() + 1)
        ground = QStyleOptionViewItem(option)
        ground.rect = area
        rows.draw_ground(painter, ground)
        self._paint_rail(painter, area, row, is_last=index.row() + 1 == self._count())
        height = _QUIET_H if row.is_quiet else _LINE
        top = area.top() + (0 if row.is_quiet else theme.px(_EDGE))
        line = QRect(area.left() + theme.px(_PAD), top, area.width(), theme.px(height))
        line.setRight(area.right() - theme.px(_PAD))
        size, ink = ("tiny", "text_quiet") if row.is_quiet else ("base", "text")
        paint.text(painter, line, row.time, size=size, role=ink)
        line.setLeft(line.left() + theme.px(_TIME_W + _RAIL))
        if row.is_quiet:
            words = f"{row.head}  {row.text}"
            paint.text(painter, line, words, size="tiny", role="text_quiet")
        else:
            self._paint_told(painter, line, row)

    def _paint_told(self, painter: QPainter, line: QRect, row: TimelineRow) -> None:
        head = QRect(line)
        paint.text(painter, head, row.by, size="tiny", role="text_quiet", align=paint.RIGHT)
        head.setRight(head.right() - theme.px(_BY_W))
        ink = "orange_text" if row.is_to_come else "text"
        width = paint.text(painter, head, row.head, bold=True, role=ink)
        if row.late:
            head.setLeft(head.left() + width + theme.space(2))
            paint.text(painter, head, row.late, size="tiny", bold=True, role="orange_text")
        line.translate(0, theme.px(_LINE))
        if row.struck:
            _strike(painter, line, row.struck)
            line.translate(0, theme.px(_LINE))
        for words in self._broken(row):
            paint.text(painter, line, words, size="base")
            line.translate(0, theme.px(_LINE))
        if row.foot:
            paint.text(painter, line, row.foot, size="tiny", bold=True, role="accent_text")

    def _paint_rail(
        self, painter: QPainter, area: QRect, row: TimelineRow, *, is_last: bool
    ) -> None:
        x = area.left() + theme.px(_PAD + _TIME_W) + theme.px(_ICON) / 2
        middle = area.top() + theme.px(_QUIET_H / 2 if row.is_quiet else _EDGE + _LINE / 2)
        painter.save()
        painter.setPen(QPen(theme.color("line"), max(1.0, theme.px(1))))
        bottom = middle if is_last else area.bottom() + 1
        painter.drawLine(QPointF(x, area.top()), QPointF(x, bottom))
        painter.restore()
        side = theme.px(_ICON - 4 if row.is_quiet else _ICON)
        box = QRect(0, 0, side, side)
        box.moveCenter(QPointF(x, middle).toPoint())
        ground = box.adjusted(-theme.px(2), -theme.px(2), theme.px(2), theme.px(2))
        paint.rounded(painter, ground, "surface_raised", radius=10)
        icons.paint(painter, box, row.icon, "text_quiet" if row.is_quiet else "accent_text")

    def _paint_band(self, painter: QPainter, band: QRect, row: TimelineRow) -> None:
        inner = band.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        words = " ".join(day_and_weekday(row.day))
        paint.text(painter, inner, words, size="tiny", bold=True, role="text_quiet")

    def _begins_day(self, index: QModelIndex | QPersistentModelIndex, row: TimelineRow) -> bool:
        if index.row() == 0:
            return True
        above: TimelineRow = index.model().index(index.row() - 1, 0).data(RECORD_ROLE)
        return above.day != row.day

    def _count(self) -> int:
        return self._view.model().rowCount()

    def _broken(self, row: TimelineRow) -> tuple[str, ...]:
        room = self._view.viewport().width() - theme.px(2 * _PAD + _TIME_W + _RAIL)
        return broken(row.text, theme.font(), max(theme.px(80), room)) if row.text else ()


def broken(text: str, font: QFont, width: int, most: int = _MOST_LINES) -> tuple[str, ...]:
    """Return a text in a few lines; the last one ends with `…` if more follows."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    units = text.encode("utf-16-le", "surrogatepass")
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        begin, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
        rest = units[begin:] if len(lines) + 1 == most else units[begin:end]
        lines.append(rest.decode("utf-16-le", "replace").strip())
    layout.endLayout()
    elided = QFontMetricsF(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    return (*lines[:-1], elided)


def _strike(painter: QPainter, line: QRect, words: str) -> None:
    font = QFont(theme.font())
    font.setStrikeOut(True)
    painter.setFont(font)
    painter.setPen(theme.color("text_quiet"))
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, paint.LEFT | Qt.TextFlag.TextSingleLine, shown)
