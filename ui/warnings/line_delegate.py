"""Painting a warning of the list: shape, colour and word, where, until when, who answered."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commandcenter.warnings.model.warning import State
from ui.warnings import times
from ui.warnings.shown import STATE_WORDS, Fold, Line
from ui.widgets import icons, paint, pill, rows, severity, theme
from ui.widgets.record_table_model import RECORD_ROLE
from ui.widgets.words import tr

_LINE_H, _FOLD_H, _ENDED_H = 82, 40, 58  # px at 100 %
_PAD, _MARK, _EDGE = 12, 16, 4
_BAR_W, _BAR_H = 56, 4


class LineDelegate(QStyledItemDelegate):
    """Paints one warning or one fold a row."""

    def __init__(self, view: QListView, clock: Callable[[], datetime]) -> None:
        super().__init__(view)
        self._view = view
        self._clock = clock

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row: Line | Fold = index.data(RECORD_ROLE)
        return QSize(self._view.viewport().width(), theme.px(_height(row)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Line | Fold = index.data(RECORD_ROLE)
        painter.save()
        area: QRect = option.rect
        painter.setClipRect(area)
        if not self._view.hasFocus():
            option.state &= ~QStyle.StateFlag.State_HasFocus
        if isinstance(row, Fold):
            rows.draw_ground(painter, option, inset=0)
            _paint_fold(painter, area, row)
        else:
            _paint_ground(painter, option, row)
            inner = area.adjusted(theme.px(_PAD), theme.px(7), -theme.px(_PAD), -theme.px(7))
            _paint_line(painter, inner, row, self._clock())
        painter.restore()


def _height(row: Line | Fold) -> int:
    if isinstance(row, Fold):
        return _FOLD_H
    return _LINE_H if row.is_live else _ENDED_H


def answered_words(line: Line) -> str:
    """Return how many of those who were to be called have answered; empty without a list."""
    if not line.called:
        return ""
    return tr("Answered {answered}/{called}").format(answered=line.answered, called=line.called)


def spoken(row: Line | Fold, now: datetime) -> str:
    """Return a row as one sentence for screen readers."""
    if isinstance(row, Fold):
        return f"{tr(STATE_WORDS[row.state])} {row.count}"
    color = tr(row.severity.word) if row.severity is not None else tr("no colour")
    parts = [tr(STATE_WORDS[row.state]), color, row.headline, *row.areas]
    parts += [times.until(row.ends_at, now), answered_words(row)]
    return " · ".join(part for part in parts if part)


def draw_mark(painter: QPainter, box: QRect, line: Line) -> None:
    """Draw the shape of a warning's colour; a question mark where it says none."""
    if line.is_all_clear:
        icons.paint(painter, box, "check-circle", "text_quiet")
    elif line.severity is None:
        icons.paint(painter, box, "question", "text_quiet")
    else:
        filled = line.state is State.PENDING
        severity.draw(painter, box, line.severity, filled=filled)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
    area: QRect = option.rect
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if line.state is State.PENDING and line.severity is not None and not is_selected:
        box = area.adjusted(0, 1, 0, -1)
        paint.rounded(painter, box, f"{line.severity.role}_surface")
        edge = QRect(box.left(), box.top(), theme.px(_EDGE), box.height())
        paint.rounded(painter, edge, line.severity.role, radius=1)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, box)
        return
    rows.draw_ground(painter, option, inset=0)


def _paint_fold(painter: QPainter, area: QRect, fold: Fold) -> None:
    inner = area.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
    side = theme.px(14)
    name = "caret-down" if fold.is_open else "caret-right"
    icons.paint(painter, paint.middle(inner, side, side), name, "text_quiet")
    inner.setLeft(inner.left() + theme.px(_MARK) + theme.space(2))
    words = f"{tr(STATE_WORDS[fold.state])} {fold.count}"
    paint.text(painter, inner, words, role="text_quiet")


def _paint_line(painter: QPainter, inner: QRect, line: Line, now: datetime) -> None:
    ink = "text" if line.is_live else "text_quiet"
    high = theme.px(24)
    top = QRect(inner.left(), inner.top(), inner.width(), high)
    side = theme.px(_MARK)
    draw_mark(painter, paint.middle(top, side, side), line)
    indent = side + theme.space(2)
    title = top.adjusted(indent, 0, -_paint_word(painter, top, line), 0)
    paint.text(painter, title, line.headline, bold=line.is_live, role=ink)
    middle = QRect(inner.left() + indent, top.bottom(), inner.width() - indent, theme.px(20))
    where = tr(", ").join(line.areas) or tr("no area given")
    about = " · ".join(part for part in (line.kind, where) if part)
    paint.text(painter, middle, about, size="tiny", role="text_quiet")
    if line.is_live:
        foot = middle.translated(0, middle.height() + theme.px(1))
        _paint_foot(painter, foot, line, now)


def _paint_word(painter: QPainter, top: QRect, line: Line) -> int:
    """Write the word at the right of the headline; return the room it takes."""
    if line.state is State.PENDING:
        words = tr(STATE_WORDS[line.state])
        tone = f"{line.severity.role}_strong" if line.severity is not None else "inverse"
        wide = pill.width(words, bold=True)
        box = QRect(top.right() - wide + 1, top.top(), wide, top.height())
        pill.draw(painter, box, words, tone=tone, bold=True)
        return wide + theme.space(2)
    words = tr(line.severity.word) if line.severity is not None else ""
    words = tr("all clear") if line.is_all_clear else words
    paint.text(painter, top, words, size="tiny", role="text_quiet", align=paint.RIGHT)
    return paint.width(words, "tiny") + theme.space(2)


def _paint_foot(painter: QPainter, foot: QRect, line: Line, now: datetime) -> None:
    tinted = line.state is State.PENDING and line.severity is not None
    quiet = "text" if tinted else "text_quiet"
    rest = QRect(foot)
    words = answered_words(line)
    if words:
        bar_w = theme.px(_BAR_W)
        bar = QRect(foot.right() - bar_w + 1, 0, bar_w, theme.px(_BAR_H))
        bar.moveTop(foot.center().y() - theme.px(_BAR_H) // 2)
        draw_bar(painter, bar, line.answered, line.called)
        rest.setRight(bar.left() - theme.space(2))
        paint.text(painter, rest, words, size="tiny", bold=True, align=paint.RIGHT)
        rest.setRight(rest.right() - paint.width(words, "tiny", bold=True) - theme.space(2))
    held = times.until(line.ends_at, now)
    more = f"{held} · {times.left(line.ends_at, now)}"
    held = more if paint.width(more, "tiny") <= rest.width() else held
    paint.text(painter, rest, held, size="tiny", role=quiet)


def draw_bar(painter: QPainter, bar: QRect, done: int, total: int) -> None:
    """Draw how much is done as a thin bar."""
    paint.rounded(painter, bar, "line", radius=2)
    if done:
        full = QRect(bar)
        full.setWidth(max(theme.px(3), bar.width() * done // max(1, total)))
        paint.rounded(painter, full, "text_quiet", radius=2)
