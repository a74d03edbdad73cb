"""A running clock on screen: what for, and how much time there is."""

from datetime import datetime, timedelta

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from commandcenter.matters.model.clock import Clock, State, Tone, tone
from ui.widgets import paint, severity, theme
from ui.widgets.severity import Severity
from ui.widgets.times import countdown, span
from ui.widgets.words import tr

_MARK, _GAP = 12, 6  # px at 100 %
_INKS = {Tone.CALM: "text", Tone.AMBER: "orange_text", Tone.RED: "red_text"}
_SHAPES = {Tone.AMBER: Severity.ORANGE, Tone.RED: Severity.RED}
_LONG = timedelta(days=1)


def shown(clock: Clock, now: datetime) -> str:
    """Return how much time there is, or by how much it is late."""
    at = clock.paused_at if clock.state is State.PAUSED and clock.paused_at else now
    left = clock.due_at - at
    if left <= timedelta(0):
        return tr("late {time}").format(time=_time(-left))
    words = tr("{time} left").format(time=_time(left))
    return tr("{time}, paused").format(time=words) if clock.state is State.PAUSED else words


def _time(length: timedelta) -> str:
    seconds = length.total_seconds()
    return span(seconds) if length >= _LONG else countdown(seconds)


def look(clock: Clock, now: datetime) -> tuple[str, Severity | None]:
    """Return the colour role and the shape of a clock; a calm one has no shape."""
    found = tone(clock, now)
    return _INKS[found], _SHAPES.get(found)


def width(clock: Clock, now: datetime, *, size: str = "base") -> int:
    """Return how much room the time takes with its shape."""
    shape = look(clock, now)[1]
    beside = theme.px(_MARK + _GAP) if shape is not None else 0
    return paint.width(shown(clock, now), size, bold=True) + beside


def draw(
    painter: QPainter, rect: QRect, clock: Clock, now: datetime, *, size: str = "base"
) -> None:
    """Draw the time of a clock at the left of *rect*, amber and red with their shape."""
    role, shape = look(clock, now)
    inner = QRect(rect)
    if shape is not None:
        side = theme.px(_MARK)
        severity.draw(painter, paint.middle(inner, side, side), shape, filled=True)
        inner.setLeft(inner.left() + side + theme.px(_GAP))
    paint.text(painter, inner, shown(clock, now), size=size, bold=True, role=role)
