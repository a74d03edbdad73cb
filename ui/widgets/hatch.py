"""Diagonal hatching: grey over data that is old, violet round drills."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from ui.widgets import theme

_STRENGTH = {"stale": 0.12, "drill": 0.22}
_STEP = {"stale": 12, "drill": 12}  # px at 100 %


def draw(painter: QPainter, rect: QRect, role: str, *, strength: float | None = None) -> None:
    """Hatch *rect* within the clip in force.

    Args:
        role: `stale` or `drill`.
        strength: Opacity of the strokes; as fits under text where not given.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    step = theme.px(_STEP[role])
    painter.setPen(QPen(theme.tint(role, strength or _STRENGTH[role]), step * 0.38))
    for x in range(rect.left() - rect.height() - step, rect.right() + step, step):
        painter.drawLine(x, rect.bottom() + step, x + rect.height() + 2 * step, rect.top() - step)
    painter.restore()
