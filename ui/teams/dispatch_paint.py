"""How a card of the dispatch board is painted."""

from datetime import datetime

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics, QPainter

from ui.teams.dispatch_card import RUNGS, Card, late_words, running, shown_late, since_words
from ui.widgets import hatch, keycap, paint, severity, steps, theme
from ui.widgets.severity import Severity

PAD, GAP = 12, 8  # px at 100 %
_ROW, _PLACE, _TRIP, _FOOT, _LATE = 22, 20, 18, 22, 26
_STANDBY_H = 52
_DOT_STEP = 7
_ENTER = "↵"
# Digits of the first are read at 3 m from a 24-inch screen of 1920 × 1080 (16 arc minutes);
# the others are for narrower lanes.
DIGITS = ("wall_large", "wall", "hero")
_WIDEST = "00:00"


def digit_size(width: int) -> str:
    """Return the largest type in which the running time fits a card of this width."""
    room = width - 2 * theme.px(PAD)
    return next((size for size in DIGITS if paint.width(_WIDEST, size) <= room), DIGITS[-1])


def height(card: Card, width: int) -> int:
    """Return how high a card is, with the gap below it."""
    if card.rung < 0:
        return theme.px(_STANDBY_H + GAP)
    rows = (
        _ROW
        + _PLACE
        + (_TRIP if card.trip else 0)
        + _FOOT
        + (_LATE if card.late else 0)
        + PAD
        + GAP
    )
    return theme.px(rows + GAP) + _digits_height(digit_size(width))


def draw(
    painter: QPainter, rect: QRect, card: Card, at: datetime, *, is_current: bool, has_focus: bool
) -> None:
    """Draw a card into *rect*, which includes the gap below it."""
    box = rect.adjusted(0, 0, 0, -theme.px(GAP))
    edge = "line_strong" if theme.has_outlines() else ""
    paint.rounded(painter, box, "surface_raised", edge=edge)
    if card.is_stale:
        hatch.draw(painter, box, "stale")
    if is_current:
        _draw_bar(painter, box)
    inner = box.adjusted(theme.px(PAD), theme.px(PAD - 4), -theme.px(PAD), -theme.px(GAP))
    if card.rung < 0:
        _draw_standby(painter, inner, card, at)
    else:
        _draw_sent(painter, inner, card, at)
    if has_focus:
        paint.focus_ring(painter, box)


def _draw_bar(painter: QPainter, box: QRect) -> None:
    bar = QRect(box.left(), box.top() + theme.px(6), theme.size("bar_w"), 0)
    bar.setBottom(box.bottom() - theme.px(6))
    paint.rounded(painter, bar, "accent", radius=1)


def _draw_standby(painter: QPainter, inner: QRect, card: Card, at: datetime) -> None:
    top, below = _row(inner, 0, _ROW), _row(inner, _ROW - 2, _PLACE)
    age = since_words(card, at)
    room = paint.width(age, "tiny")
    paint.text(painter, below, age, size="tiny", role="text_quiet", align=paint.RIGHT)
    role = "text" if card.is_ready else "text_quiet"
    paint.text(painter, top, card.name, bold=True, role=role)
    facts = " · ".join(part for part in (card.state, card.crew) if part)
    rest = below.adjusted(0, 0, -room - theme.px(GAP) if age else 0, 0)
    paint.text(painter, rest, facts, size="tiny", role="text_quiet")


def _draw_sent(painter: QPainter, inner: QRect, card: Card, at: datetime) -> None:
    paint.text(painter, _row(inner, 0, _ROW), card.name, size="large", bold=True)
    _draw_place(painter, _row(inner, _ROW, _PLACE), card)
    top = _ROW + _PLACE
    if card.trip:
        row = _row(inner, top, _TRIP)
        paint.text(painter, row, card.trip, size="tiny", role="text_quiet")
        top += _TRIP
    digits = _draw_time(painter, inner.adjusted(0, theme.px(top), 0, 0), card, at)
    foot = QRect(inner.left(), digits.bottom() + 1, inner.width(), theme.px(_FOOT))
    _draw_foot(painter, foot, card)
    late = shown_late(card, at)
    if late is not None:
        area = QRect(inner.left(), foot.bottom() + 1, inner.width(), theme.px(_LATE))
        is_over = late.due <= at
        _draw_late(painter, area, late_words(late, at), late.severity if is_over else None)


def _draw_place(painter: QPainter, row: QRect, card: Card) -> None:
    dots = QRect(row)
    dots.setLeft(row.right() - theme.px(_DOT_STEP) * len(RUNGS))
    steps.draw_dots(painter, dots, len(RUNGS), card.rung)
    words = row.adjusted(0, 0, -dots.width() - theme.px(GAP), 0)
    paint.text(painter, words, card.place, role="text_quiet")


def _draw_time(painter: QPainter, room: QRect, card: Card, at: datetime) -> QRect:
    size = digit_size(room.width() + 2 * theme.px(PAD))
    area = QRect(room)
    area.setHeight(_digits_height(size))
    if card.since is None:
        return area
    digits, unit = running((at - card.since).total_seconds())
    painter.setFont(theme.font(size))
    painter.setPen(theme.color("text"))
    base = area.bottom() - theme.px(6)
    painter.drawText(QPoint(area.left(), base), digits)
    if unit:
        beside = QRect(area)
        beside.setLeft(area.left() + paint.width(digits, size) + theme.px(6))
        beside.setTop(base - paint.line_height())
        paint.text(painter, beside, unit, role="text_quiet")
    return area


def _draw_foot(painter: QPainter, row: QRect, card: Card) -> None:
    cap = paint.width(card.next_word) + keycap.width(_ENTER) + theme.px(6) if card.next_word else 0
    crew = row.adjusted(0, 0, -cap - theme.px(GAP), 0)
    paint.text(painter, crew, card.crew, size="tiny", role="text_quiet")
    if card.next_word:
        area = QRect(row)
        area.setLeft(max(row.left(), row.right() + 1 - cap))
        keycap.draw(painter, area, _ENTER)
        area.adjust(keycap.width(_ENTER) + theme.px(6), 0, 0, 0)
        paint.text(painter, area, card.next_word, role="accent_text")


def _draw_late(painter: QPainter, area: QRect, words: str, over: Severity | None) -> None:
    box = area.adjusted(0, theme.px(4), 0, 0)
    if over is None:
        paint.text(painter, box, words, size="tiny", role="text_quiet")
        return
    paint.rounded(painter, box, f"{over.role}_surface", radius=4)
    side = theme.px(12)
    mark = paint.middle(box.adjusted(theme.px(6), 0, 0, 0), side, side)
    severity.draw(painter, mark, over, filled=True)
    rest = box.adjusted(theme.px(24), 0, -theme.px(4), 0)
    paint.text(painter, rest, words, size="tiny", bold=True, role=f"{over.role}_text")


def _row(inner: QRect, top: int, high: int) -> QRect:
    return QRect(inner.left(), inner.top() + theme.px(top), inner.width(), theme.px(high))


def _digits_height(size: str) -> int:
    metrics = QFontMetrics(theme.font(size))
    return metrics.tightBoundingRect("0").height() + theme.px(GAP + 6)
