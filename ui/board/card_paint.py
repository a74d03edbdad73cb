"""How a card of the board is painted."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from ui.board import card as words
from ui.board.card import Card, Figure
from ui.widgets import hatch, icons, paint, pill, severity, theme
from ui.widgets.severity import Severity
from ui.widgets.words import tr

HEIGHT, GAP = 120, 12  # px at 100 %
_PAD, _EDGE, _MARK = 16, 5, 18
_LEAST_LABEL = 24
# Top of each line of the card and its height.
_TITLE, _PLACE, _FIGURE, _FOOT = (8, 28), (36, 22), (62, 30), (92, 22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is not of the card itself.

    Attributes:
        opacity: Of the shape of what nobody has acknowledged.
    """

    now: datetime
    opacity: float = 1.0
    is_hovered: bool = False
    has_focus: bool = False


def height() -> int:
    """Return how high a card is, with the gap below it."""
    return theme.px(HEIGHT + GAP)


def time_rect(area: QRect) -> QRect:
    """Return where a running time stands in a card."""
    return _line(_inner(_box(area)), _FIGURE)


def mark_rect(area: QRect) -> QRect:
    """Return where the shape stands in a card."""
    row = _line(_inner(_box(area)), _TITLE)
    side = theme.px(_MARK)
    return paint.middle(row, side, side)


def draw(painter: QPainter, area: QRect, card: Card, look: Look) -> None:
    """Draw a card into *area*, which includes the gap below it."""
    box = _box(area)
    color = words.color_of(card.item)
    _draw_ground(painter, box, card, color, look)
    inner = _inner(box)
    _draw_title(painter, _line(inner, _TITLE), card, color, look)
    quiet = _quiet(card, color)
    place = card.item.place.said(tr)
    paint.text(painter, _line(inner, _PLACE), place, role=quiet)
    _draw_figures(painter, _line(inner, _FIGURE), card, look)
    foot = _line(inner, _FOOT)
    age = words.age(card.item, look.now)
    paint.text(painter, foot, age, size="tiny", role=quiet, align=paint.RIGHT)
    foot.setRight(foot.right() - paint.width(age, "tiny") - theme.space(2))
    paint.text(painter, foot, card.item.who, size="tiny", role=quiet)
    if look.has_focus:
        paint.focus_ring(painter, box)


def _draw_ground(
    painter: QPainter, box: QRect, card: Card, color: Severity | None, look: Look
) -> None:
    item = card.item
    fill = "hover" if look.is_hovered else "surface_raised"
    edge = "line_strong" if theme.has_outlines() else ""
    is_open = not item.is_acknowledged and not card.is_ended
    if is_open and color is not None:
        fill = f"{color.role}_surface"
    paint.rounded(painter, box, fill, edge=edge)
    if is_open:
        painter.save()
        painter.setClipRect(QRect(box.left(), box.top(), theme.px(_EDGE), box.height()))
        paint.rounded(painter, box, color.role if color is not None else "text")
        painter.restore()
    if item.drill_id is not None:
        hatch.draw(painter, box, "drill")
        paint.rounded(painter, box, None, edge="drill", edge_px=2)
    if item.is_stale or card.is_ended:
        hatch.draw(painter, box, "stale")


def _draw_title(
    painter: QPainter, row: QRect, card: Card, color: Severity | None, look: Look
) -> None:
    item, rest = card.item, QRect(row)
    rest.setRight(row.right() - _draw_mark_words(painter, row, card, color))
    if item.drill_id is not None:
        drill = tr("Drill")
        wide = pill.width(drill, bold=True)
        left = QRect(rest.right() + 1 - wide, rest.top(), wide, rest.height())
        pill.draw(painter, left, drill, tone="drill", bold=True)
        rest.setRight(left.left() - theme.space(2))
    side = theme.px(_MARK)
    box = paint.middle(row, side, side)
    if item.is_stale:
        icons.paint(painter, box, "clock-counter-clockwise", "text_quiet")
    elif color is not None:
        is_open = not item.is_acknowledged and not card.is_ended
        painter.setOpacity(look.opacity if is_open else 1)
        severity.draw(painter, box, color, filled=is_open)
        painter.setOpacity(1)
    if item.is_stale or color is not None:
        rest.setLeft(rest.left() + side + theme.space(2))
    role = "text_quiet" if card.is_ended else "text"
    paint.text(painter, rest, item.title, size="large", bold=True, role=role)


def _draw_mark_words(painter: QPainter, row: QRect, card: Card, color: Severity | None) -> int:
    said = words.mark_words(card)
    if not said:
        return 0
    is_open = not card.item.is_acknowledged and not card.is_ended
    if not is_open:
        paint.text(painter, row, said, size="tiny", role="text_quiet", align=paint.RIGHT)
        return paint.width(said, "tiny") + theme.space(2)
    wide = pill.width(said, bold=True)
    at = QRect(row.right() + 1 - wide, row.top(), wide, row.height())
    tone = f"{color.role}_strong" if color is not None else "inverse"
    pill.draw(painter, at, said, tone=tone, bold=True)
    return wide + theme.space(2)


def _draw_figures(painter: QPainter, row: QRect, card: Card, look: Look) -> None:
    """Draw what the card is read for; where it is narrow, captions are cut and not numbers."""
    main, other = words.main_figure(card.item, look.now), words.beside(card.item, look.now)
    is_quiet = card.item.is_stale or card.is_ended
    gap = theme.space(2)
    value_w = paint.width(main.value, "title", bold=True) + 1 if main.value else 0
    number_w = paint.width(other.value, bold=True) + gap if other.label else 0
    label = QRect(row)
    label.setWidth(max(0, min(_label_width(main), row.width() - value_w - number_w)))
    value = QRect(row)
    value.setLeft(label.right() + 1 if main.label else row.left())
    value.setWidth(min(value_w, row.right() - value.left() + 1))
    paint.text(painter, label, main.label, role="text_quiet" if is_quiet else _label_role(main))
    tone = "text_quiet" if is_quiet else main.tone
    paint.text(painter, value, main.value, size="title", bold=True, role=tone)
    rest = QRect(row)
    rest.setLeft(value.right() + 1 + gap)
    _draw_beside(painter, rest, other, is_quiet=is_quiet)


def _label_width(figure: Figure) -> int:
    return paint.width(figure.label) + theme.space(2) if figure.label else 0


def _draw_beside(painter: QPainter, row: QRect, figure: Figure, *, is_quiet: bool) -> None:
    role = "text_quiet" if is_quiet else figure.tone
    number = paint.width(figure.value, bold=bool(figure.label))
    paint.text(painter, row, figure.value, bold=bool(figure.label), role=role, align=paint.RIGHT)
    if figure.label:
        before = row.adjusted(0, 0, -number - theme.space(1), 0)
        if before.width() >= theme.px(_LEAST_LABEL):
            paint.text(painter, before, figure.label, role=role, align=paint.RIGHT)


def _label_role(figure: Figure) -> str:
    return figure.tone if figure.tone != "text" else "text_quiet"


def _quiet(card: Card, color: Severity | None) -> str:
    is_tinted = color is not None and not card.item.is_acknowledged and not card.is_ended
    return "text" if is_tinted else "text_quiet"


def _box(area: QRect) -> QRect:
    return area.adjusted(0, 0, 0, -theme.px(GAP))


def _inner(box: QRect) -> QRect:
    pad = theme.px(_PAD)
    return box.adjusted(pad, 0, -pad, 0)


def _line(inner: QRect, line: tuple[int, int]) -> QRect:
    top, high = line
    return QRect(inner.left(), inner.top() + theme.px(top), inner.width(), theme.px(high))
