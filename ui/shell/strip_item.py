"""One item of the alarm strip: shapes, numbers and words in a row."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.widgets import icons, keycap, paint, severity, theme
from ui.widgets.labels import tip
from ui.widgets.pulse import Pulse
from ui.widgets.severity import Severity

_MARK, _GAP, _PADDING = 16, 6, 8  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of an item: a shape, an icon, a key or words.

    Attributes:
        holds: The width is that of this text, so that a running time moves nothing.
    """

    words: str = ""
    size: str = "base"
    bold: bool = False
    role: str = "text"
    holds: str = ""
    mark: Severity | None = None
    filled: bool = False
    icon: str = ""
    key: str = ""

    def width(self) -> int:
        """Return the room it takes."""
        if self.key:
            return keycap.width(self.key)
        if self.mark is not None or self.icon:
            return theme.px(_MARK)
        return paint.width(self.holds or self.words, self.size, bold=self.bold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """An item as a whole.

    Attributes:
        fill: Role of the ground; empty for none.
        share: Progress under the item, 0 to 1; None for no bar.
        pulses: Whether the shape pulses.
        is_divided: Whether a hairline parts it from the item before.
        hint: More than there is room for, under the pointer.
    """

    runs: Sequence[Run] = ()
    fill: str = ""
    share: float | None = None
    pulses: bool = False
    is_divided: bool = False
    hint: str = ""

    def spoken(self) -> str:
        """Return the words for screen readers."""
        return " ".join(run.words for run in self.runs if run.words)


class StripItem(QAbstractButton):
    """Paints a look; pressing it opens the rows behind the number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look()
        self._pulse = Pulse(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_look(self, look: Look) -> None:
        """Show this; repaints only where something differs."""
        if look == self._look:
            return
        old, self._look = self._look, look
        self.setAccessibleName(look.spoken())
        if look.hint != old.hint:
            tip(self, look.hint)
        if look.pulses != old.pulses:
            self._pulse.run(look.pulses)
        if [run.width() for run in look.runs] != [run.width() for run in old.runs]:
            self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Return the words shown."""
        return self._look.spoken()

    def sizeHint(self) -> QSize:
        widths = [run.width() for run in self._look.runs]
        gaps = theme.px(_GAP) * max(0, len(widths) - 1)
        total = self._left_padding() + sum(widths) + gaps + self._right_padding()
        return QSize(total, theme.size("strip_h"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        if look.fill:
            paint.rounded(painter, self.rect(), look.fill)
        elif self.underMouse() and self.isEnabled():
            paint.rounded(painter, self.rect().adjusted(2, 4, 0, -4), "hover")
        if look.is_divided:
            line = paint.middle(self.rect(), 1, theme.px(22))
            painter.fillRect(line, theme.color("line"))
        x = self._left_padding()
        for run in look.runs:
            self._paint_run(painter, QRect(x, 0, run.width(), self.height()), run)
            x += run.width() + theme.px(_GAP)
        if look.share is not None:
            self._paint_share(painter, look.share)
        if self.hasFocus():
            role = "surface_raised" if look.fill else "focus"
            paint.focus_ring(painter, self.rect().adjusted(0, 1, 0, -1), role=role)

    def _paint_run(self, painter: QPainter, at: QRect, run: Run) -> None:
        if run.mark is not None:
            painter.setOpacity(self._pulse.opacity())
            role = run.role if run.role != "text" else ""
            severity.draw(painter, at, run.mark, filled=run.filled, role=role)
            painter.setOpacity(1)
        elif run.icon:
            icons.paint(painter, at, run.icon, run.role)
        elif run.key:
            keycap.draw(painter, at, run.key, role=run.role)
        else:
            paint.text(painter, at, run.words, size=run.size, bold=run.bold, role=run.role)

    def _left_padding(self) -> int:
        return theme.px(_PADDING * (2 if self._look.fill or self._look.is_divided else 1))

    def _right_padding(self) -> int:
        return theme.px(_PADDING * (2 if self._look.fill else 1))

    def _paint_share(self, painter: QPainter, share: float) -> None:
        track = self.rect().adjusted(self._left_padding(), 0, -self._right_padding(), 0)
        track.setTop(self.height() - theme.px(6))
        track.setHeight(theme.px(3))
        painter.fillRect(track, theme.color("line"))
        track.setWidth(round(track.width() * min(1.0, max(0.0, share))))
        painter.fillRect(track, theme.color("text_quiet"))
