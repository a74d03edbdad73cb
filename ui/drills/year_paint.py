"""How a drill looks in calendar and Gantt chart."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from commandcenter.drills.model.clash import Weight
from commandcenter.drills.model.drill import Drill, Form, State
from ui.widgets import hatch, icons, paint, theme

BAR_H = 18  # px at 100 %
_PAD, _ICON, _GAP, _RADIUS = 6, 12, 4, 4
_FORM_ICONS = {Form.LIVE: "person-simple-run", Form.TABLETOP: "chat-teardrop-text"}
_WEIGHT_ROLES = {Weight.BLOCK: "red", Weight.WARN: "orange"}
_OVER = {State.ENDED, State.CLOSED, State.CANCELLED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one bar stands out.

    Attributes:
        is_front: The keys work on it.
        is_floating: It is held, off its place.
        is_ghost: The place it was taken from.
        weight: The worst that speaks against its time; None where nothing does.
    """

    is_front: bool = False
    has_focus: bool = False
    is_floating: bool = False
    is_ghost: bool = False
    weight: Weight | None = None


def draw_bar(painter: QPainter, box: QRect, drill: Drill, words: str, look: Look) -> None:
    """Draw a drill; what does not fit into the bar is left out."""
    if look.is_ghost:
        _draw_outline(painter, box)
        return
    is_solid = not words or box.width() < theme.px(3 * _ICON)
    fill, ink, edge = _inks(drill, look, is_solid=is_solid)
    painter.save()
    thick = 1 if edge == "line_strong" else 2
    paint.rounded(painter, box, fill, radius=_RADIUS, edge=edge, edge_px=thick)
    if drill.state is State.RUNNING:
        hatch.draw(painter, box, "drill")
    _draw_words(painter, box, drill, words, look, ink)
    if look.is_front and look.has_focus and not look.is_floating:
        paint.focus_ring(painter, box.adjusted(-1, -1, 1, 1), radius=_RADIUS)
    painter.restore()


def draw_month(painter: QPainter, box: QRect, words: str, look: Look) -> None:
    """Draw a drill of which the month alone is known."""
    _draw_outline(painter, box, strong=look.is_front)
    inner = box.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
    paint.text(painter, inner, words, size="tiny", role="text_quiet")
    if look.is_front and look.has_focus:
        paint.focus_ring(painter, box.adjusted(-1, -1, 1, 1), radius=_RADIUS)


def width_of(words: str) -> int:
    """Return how wide a bar has to be for its words."""
    return paint.width(words, "tiny") + theme.px(2 * _PAD + 2 * (_ICON + _GAP))


def draw_sign(painter: QPainter, box: QRect, weight: Weight) -> None:
    """Draw the sign of a conflict: shape and colour say the same."""
    name = "prohibit" if weight is Weight.BLOCK else "warning"
    icons.paint(painter, box, name, _WEIGHT_ROLES[weight])


def _inks(drill: Drill, look: Look, *, is_solid: bool) -> tuple[str, str, str]:
    if look.is_floating:
        role = _WEIGHT_ROLES.get(look.weight) if look.weight else "drill"
        fill = f"{role}_surface" if look.weight else "drill"
        ink = f"{role}_text" if look.weight else "text_inverse"
        return fill, ink, str(role)
    edge = "drill" if look.is_front else "line_strong" if theme.has_outlines() else ""
    if drill.state in _OVER:
        return "surface_sunken", "text_quiet", edge or "line_strong"
    if is_solid:  # too small for words; it has to be seen all the same
        return "drill", "text_inverse", "drill_text" if look.is_front else ""
    return "drill_surface", "drill_text", edge


def _draw_words(
    painter: QPainter, box: QRect, drill: Drill, words: str, look: Look, ink: str
) -> None:
    side, pad = theme.px(_ICON), theme.px(_PAD)
    inner = box.adjusted(pad, 0, -pad, 0)
    if look.weight is not None and inner.width() >= side:
        spot = paint.middle(inner, side, side)
        spot.moveLeft(inner.right() - side + 1)
        if box.height() > theme.px(2 * BAR_H):
            spot.moveBottom(box.bottom() - pad)
        draw_sign(painter, spot, look.weight)
        inner.setRight(spot.left() - theme.px(_GAP))
    is_tall = box.height() > theme.px(2 * BAR_H)
    if not is_tall and (inner.width() >= 3 * side or (not words and inner.width() >= side)):
        icons.paint(painter, paint.middle(inner, side, side), _icon(drill), ink)
        inner.setLeft(inner.left() + side + theme.px(_GAP))
    if is_tall:
        _draw_lines(painter, box.adjusted(pad, pad, -pad, -pad), words, ink)
    elif inner.width() >= side:
        bold = look.is_front or look.is_floating
        paint.text(painter, inner, words, size="tiny", bold=bold, role=ink)
        if drill.state is State.CANCELLED:
            middle = inner.center().y()
            end = inner.left() + min(inner.width(), paint.width(words, "tiny"))
            painter.drawLine(inner.left(), middle, end, middle)


def _draw_lines(painter: QPainter, box: QRect, words: str, ink: str) -> None:
    """Write the words of a bar with room for several lines, from its top."""
    painter.setFont(theme.font("tiny"))
    painter.setPen(theme.color(ink))
    painter.drawText(box, int(Qt.TextFlag.TextWrapAnywhere), paint.paintable(words))


def _icon(drill: Drill) -> str:
    if drill.state in {State.ENDED, State.CLOSED}:
        return "check"
    return "x" if drill.state is State.CANCELLED else _FORM_ICONS[drill.form]


def _draw_outline(painter: QPainter, box: QRect, *, strong: bool = False) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    role = "drill" if strong else "line_strong"
    painter.setPen(QPen(theme.color(role), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.px(_RADIUS)
    painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), radius, radius)
    painter.restore()
