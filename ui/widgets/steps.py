"""Progress through a few named steps: boxes with words, or small dots."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import paint, theme

_SIDE, _GAP = 22, 2  # px at 100 %
_DOT, _DOT_STEP = 4, 7


def bar_size(count: int) -> QSize:
    """Return the room that a bar of this many boxes takes."""
    return QSize(count * theme.px(_SIDE) + (count - 1) * theme.px(_GAP), theme.px(_SIDE))


def draw_bar(painter: QPainter, rect: QRect, words: Sequence[str], present: int) -> None:
    """Draw boxes from the left of *rect*: done before *present*, to come behind it.

    Args:
        present: Index of the step reached; -1 before the first, `len(words)` when all are done.
    """
    side = theme.px(_SIDE)
    top = paint.middle(rect, side, side).top()
    for index, word in enumerate(words):
        box = QRect(rect.left() + index * (side + theme.px(_GAP)), top, side, side)
        if index == present:
            paint.rounded(painter, box, "accent", radius=4)
            role = "text_inverse"
        elif index < present:
            paint.rounded(painter, box, "surface_sunken", radius=4)
            role = "text_quiet"
        else:
            paint.rounded(painter, box, None, radius=4, edge="line")
            role = "text_quiet"
        paint.text(
            painter, box, word, size="tiny", bold=index == present, role=role, align=paint.CENTRE
        )


def draw_dots(painter: QPainter, rect: QRect, count: int, present: int) -> None:
    """Draw small dots from the left of *rect*: dark done, accent present, pale to come."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    step = theme.px(_DOT_STEP)
    for index in range(count):
        role = "text_quiet" if index < present else "accent" if index == present else "line"
        radius = theme.px(_DOT) / 2 * (1.6 if index == present else 1)
        painter.setBrush(theme.color(role))
        middle = QPointF(rect.left() + step * (index + 0.5), rect.center().y() + 0.5)
        painter.drawEllipse(middle, radius, radius)
    painter.restore()


class StepBar(QWidget):
    """A bar of boxes; the accessible description says which step is reached."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = tuple(words)
        self._present = -1

    def set_present(self, present: int) -> None:
        """Show that the step with this index is reached."""
        self._present = present
        reached = self._words[: present + 1]
        self.setAccessibleName(reached[-1] if reached else "")
        self.update()

    def set_words(self, words: Sequence[str]) -> None:
        """Show the steps in another language."""
        self._words = tuple(words)
        self.set_present(self._present)

    def sizeHint(self) -> QSize:
        return bar_size(len(self._words))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_bar(QPainter(self), self.rect(), self._words, self._present)
