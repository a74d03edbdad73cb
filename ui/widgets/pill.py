"""A small rounded label: a state, a filter, a link to a record."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import icons, paint, theme


class _Ink(NamedTuple):
    fill: str
    ink: str


_TONES = {
    "": _Ink("surface_sunken", "text"),
    "ok": _Ink("ok_surface", "text"),
    "accent": _Ink("accent_surface", "accent_text"),
    "inverse": _Ink("text", "surface_raised"),
    "drill": _Ink("drill_surface", "drill_text"),
}
for _color in ("red", "orange", "yellow", "blue"):
    _TONES[_color] = _Ink(f"{_color}_surface", f"{_color}_text")
    _TONES[f"{_color}_strong"] = _Ink(_color, "text_inverse")
_PADDING, _ICON, _GAP = 10, 14, 6  # px at 100 %


def width(words: str, *, icon: str = "", bold: bool = False) -> int:
    """Return how wide the pill is."""
    beside = theme.px(_ICON + _GAP) if icon else 0
    return paint.width(words, "tiny", bold=bold) + beside + 2 * theme.px(_PADDING)


def draw(
    painter: QPainter,
    rect: QRect,
    words: str,
    *,
    tone: str = "",
    icon: str = "",
    bold: bool = False,
) -> None:
    """Draw the pill at the left of *rect*, in the middle of its height.

    Args:
        tone: Empty, `ok`, `accent`, `inverse`, `drill`, a warning colour for its tint,
            or the colour with `_strong` for what is not acknowledged.
    """
    look = _TONES[tone]
    box = paint.middle(rect, width(words, icon=icon, bold=bold), theme.size("pill_h"))
    paint.rounded(painter, box, look.fill, radius=11)
    inner = box.adjusted(theme.px(_PADDING), 0, 0, 0)
    if icon:
        side = theme.px(_ICON)
        icons.paint(painter, paint.middle(inner, side, side), icon, look.ink)
        inner.adjust(theme.px(_ICON + _GAP), 0, 0, 0)
    paint.text(painter, inner, words, size="tiny", bold=bold, role=look.ink)


class Pill(QWidget):
    """Shows one pill."""

    def __init__(
        self, words: str = "", *, tone: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tone = tone
        self._words = ""
        self.set_text(words, tone=tone)

    def set_text(self, words: str, *, tone: str | None = None) -> None:
        """Show other words, in another tone if given."""
        self._words = words
        self._tone = self._tone if tone is None else tone
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def sizeHint(self) -> QSize:
        return QSize(width(self._words, icon=self._icon, bold=True), theme.size("pill_h"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw(QPainter(self), self.rect(), self._words, tone=self._tone, icon=self._icon, bold=True)
