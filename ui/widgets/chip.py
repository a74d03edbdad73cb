"""A rounded button that floats over a picture."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.widgets import icons, paint, theme

_PADDING, _ICON, _GAP = 16, 16, 8  # px at 100 %


class Chip(QAbstractButton):
    """Shows a few words, with an icon before them if given."""

    def __init__(self, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_text(self, words: str) -> None:
        """Show other words."""
        if words != self.text():
            self.setText(words)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        beside = theme.px(_ICON + _GAP) if self._icon else 0
        width = paint.width(self.text()) + beside + 2 * theme.px(_PADDING)
        return QSize(width, theme.size("target_min"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = "line_strong" if theme.has_outlines() else ""
        fill = "hover" if self.underMouse() and self.isEnabled() else "surface_raised"
        paint.rounded(painter, self.rect(), fill, radius=16, edge=edge)
        inner = self.rect().adjusted(theme.px(_PADDING), 0, -theme.px(_PADDING), 0)
        if self._icon:
            side = theme.px(_ICON)
            icons.paint(painter, paint.middle(inner, side, side), self._icon, "text_quiet")
            inner.adjust(theme.px(_ICON + _GAP), 0, 0, 0)
        paint.text(painter, inner, self.text())
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), radius=16)
