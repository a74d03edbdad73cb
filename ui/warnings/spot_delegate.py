"""Painting a hotspot: how large, where, how long there is to check it, what it was."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.warnings import spot_words
from ui.warnings.spot_words import SpotRow
from ui.widgets import icons, paint, rows, severity, theme
from ui.widgets.record_table_model import RECORD_ROLE
from ui.widgets.severity import Severity
from ui.widgets.words import tr

_ROW_H, _PAD, _MARK = 60, 16, 16  # px at 100 %


class SpotDelegate(QStyledItemDelegate):
    """Paints one hotspot a row; those whose time is over orange, with their shape and a word."""

    def __init__(self, view: QListView, clock: Callable[[], datetime]) -> None:
        super().__init__(view)
        self._view = view
        self._clock = clock

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self._view.viewport().width(), theme.px(_ROW_H))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: SpotRow = index.data(RECORD_ROLE)
        now = self._clock()
        area: QRect = option.rect
        painter.save()
        painter.setClipRect(area)
        if not self._view.hasFocus():
            option.state &= ~QStyle.StateFlag.State_HasFocus
        is_late = spot_words.is_late(row, now)
        if is_late and not option.state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, area.adjusted(0, 1, 0, -1), "orange_surface")
        else:
            rows.draw_ground(painter, option, zebra=index.row() % 2 == 1, inset=0)
        inner = area.adjusted(theme.px(_PAD), theme.px(8), -theme.px(_PAD), -theme.px(8))
        _paint_row(painter, inner, row, now)
        painter.restore()


def _paint_row(painter: QPainter, inner: QRect, row: SpotRow, now: datetime) -> None:
    is_late = spot_words.is_late(row, now)
    upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
    lower = upper.translated(0, upper.height())
    side = theme.px(_MARK)
    box = paint.middle(upper, side, side)
    if is_late:
        severity.draw(painter, box, Severity.ORANGE, filled=True)
    elif row.is_open:
        icons.paint(painter, box, "fire", "text")
    else:
        icons.paint(painter, box, "check-circle", "ok")
    indent = side + theme.space(3)
    time = spot_words.time_left(row, now)
    role = "orange_text" if is_late else "text" if row.is_open else "text_quiet"
    paint.text(painter, upper, time, bold=row.is_open, role=role, align=paint.RIGHT)
    rest = upper.adjusted(indent, 0, -paint.width(time, bold=True) - theme.space(3), 0)
    ink = "text" if row.is_open else "text_quiet"
    wide = paint.text(painter, rest, row.place, bold=row.is_open, role=ink)
    beside = rest.adjusted(wide + theme.space(3), 0, 0, 0)
    if beside.width() > theme.px(24):
        role = "orange_text" if row.is_large and row.is_open else "text_quiet"
        words = f"{row.pixels} · {tr('report at once')}" if row.is_large else row.pixels
        paint.text(painter, beside, words, role=role, bold=row.is_large and row.is_open)
    foot = lower.adjusted(indent, 0, 0, 0)
    paint.text(painter, foot, row.facts, size="tiny", role="text_quiet")
