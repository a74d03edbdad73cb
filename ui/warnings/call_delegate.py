"""Painting somebody who is to be called: large enough to be read with a phone at the ear."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.warnings import call_words
from ui.warnings.call_words import Row
from ui.widgets import icons, paint, rows, severity, theme
from ui.widgets.record_table_model import RECORD_ROLE
from ui.widgets.severity import Severity
from ui.widgets.words import tr

_ROW_H, _PAD, _MARK, _INDENT = 56, 16, 16, 24  # px at 100 %
_PHONE_W, _STATE_W, _TIME_W = 168, 176, 120
_NARROW_W = 760


class CallDelegate(QStyledItemDelegate):
    """Paints one row a row; those who are late orange, with their shape and a word."""

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
        row: Row = index.data(RECORD_ROLE)
        now = self._clock()
        area: QRect = option.rect
        painter.save()
        painter.setClipRect(area)
        if not self._view.hasFocus():
            option.state &= ~QStyle.StateFlag.State_HasFocus
        is_late = call_words.is_overdue(row, now)
        if is_late and not option.state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, area.adjusted(0, 1, 0, -1), "orange_surface")
        else:
            rows.draw_ground(painter, option, zebra=index.row() % 2 == 1, inset=0)
        inner = area.adjusted(theme.px(_PAD), theme.px(6), -theme.px(_PAD), -theme.px(6))
        _paint_person(painter, inner, row, now)
        painter.restore()


def _paint_person(painter: QPainter, inner: QRect, row: Row, now: datetime) -> None:
    is_late = call_words.is_overdue(row, now)
    rest = QRect(inner)
    if row.behind:
        rest.setLeft(rest.left() + theme.px(_INDENT))
    side = theme.px(_MARK)
    _paint_mark(painter, paint.middle(rest, side, side), row, is_late=is_late)
    rest.setLeft(rest.left() + side + theme.space(3))
    is_narrow = inner.width() < theme.px(_NARROW_W)
    if not is_narrow:
        _paint_time(painter, _take_right(rest, _TIME_W), row, now)
    below = call_words.time_left(row, now) if is_narrow and row.is_open else row.below
    _paint_state(painter, _take_right(rest, _STATE_W), row, below)
    _paint_phone(painter, _take_right(rest, _PHONE_W), row)
    _paint_name(painter, rest, row)


def _take_right(rest: QRect, pixels: int) -> QRect:
    """Cut a column off at the right."""
    taken = QRect(rest)
    taken.setLeft(rest.right() - theme.px(pixels) + 1)
    rest.setRight(taken.left() - theme.space(3))
    return taken


def _halves(area: QRect) -> tuple[QRect, QRect]:
    upper, lower = QRect(area), QRect(area)
    upper.setHeight(area.height() // 2 + theme.px(2))
    lower.setTop(upper.bottom())
    return upper, lower


def _paint_mark(painter: QPainter, box: QRect, row: Row, *, is_late: bool) -> None:
    if is_late:
        severity.draw(painter, box, Severity.ORANGE, filled=True)
    elif row.call.answered_at is not None:
        icons.paint(painter, box, "check-circle", "ok")
    elif not row.is_open:
        icons.paint(painter, box, "minus-circle", "text_quiet")
    else:
        icons.paint(painter, box, "phone", "text" if row.call.rounds else "text_quiet")


def _paint_name(painter: QPainter, area: QRect, row: Row) -> None:
    upper, lower = _halves(area)
    ink = "text" if row.is_open else "text_quiet"
    wide = paint.text(painter, upper, row.name, size="large", bold=row.is_open, role=ink)
    beside = upper.adjusted(wide + theme.space(2), 0, 0, 0)
    if beside.width() > theme.px(24):
        paint.text(painter, beside, row.post, role="text_quiet")
    words = " · ".join(part for part in (row.unit, row.behind) if part)
    paint.text(painter, lower, words, size="tiny", role="text_quiet")


def _paint_phone(painter: QPainter, area: QRect, row: Row) -> None:
    words = row.phone or tr("no number")
    if not row.phone:
        paint.text(painter, area, words, role="text_quiet")
        return
    size = "title" if paint.width(words, "title") <= area.width() else "large"
    paint.text(painter, area, words, size=size, role="text" if row.is_open else "text_quiet")


def _paint_state(painter: QPainter, area: QRect, row: Row, below: str) -> None:
    upper, lower = _halves(area)
    paint.text(painter, upper, row.state, bold=row.call.answered_at is not None)
    paint.text(painter, lower, below, size="tiny", role="text_quiet")


def _paint_time(painter: QPainter, area: QRect, row: Row, now: datetime) -> None:
    is_late = call_words.is_overdue(row, now)
    words = call_words.time_left(row, now)
    role = "orange_text" if is_late else "text" if row.is_open else "text_quiet"
    paint.text(painter, area, words, bold=is_late, role=role, align=paint.RIGHT)
