"""Buttons that show the key they listen to."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets import icons, keycap, paint, theme
from ui.widgets.labels import set_property

_PADDING, _GAP, _ICON = 14, 10, 16  # px at 100 %
BARE_PADDING = 6  # a bare button stands level with text when moved left by this
_INKS = {"primary": "text_inverse", "drill": "text_inverse", "bare": "accent_text"}
_FILLS = {"": "surface_sunken", "primary": "accent", "raised": "surface_raised", "drill": "drill"}
_HOVERS = {"primary": "accent_text", "drill": "drill_text"}


class KeyButton(QPushButton):
    """A button with an icon before its word and a keycap behind it.

    In a button wider than needed the word stands left and the keycap right, unless
    `is_spread` is taken away.
    The key is shown only; the shortcut itself belongs to an action.

    Args:
        kind: Empty for quiet, or `primary`, `bare`, `raised`, `drill`.
    """

    def __init__(
        self,
        text: str = "",
        key: str = "",
        *,
        kind: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._icon = icon
        self._kind = kind
        self.is_spread = True
        if kind:
            self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(text)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Show another icon before the word."""
        if icon != self._icon:
            self._icon = icon
            self.updateGeometry()
            self.update()

    def set_kind(self, kind: str) -> None:
        """Let it stand out more, or less."""
        if kind != self._kind:
            self._kind = kind
            set_property(self, "kind", kind)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(
            self._content_width() + 2 * self._padding(),
            max(theme.size("button_h"), paint.line_height() + theme.space(2)),
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = self._fill()
        if fill:
            edge = "line_strong" if theme.has_outlines() and self._kind in {"", "raised"} else ""
            paint.rounded(painter, self.rect(), fill, edge=edge)
        self._paint_content(painter)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), role="text" if self._is_bold() else "focus")

    def _fill(self) -> str:
        if not self.isEnabled():
            return "" if self._kind == "bare" else "surface_sunken"
        if self.underMouse() or self.isDown():
            return _HOVERS.get(self._kind, "hover")
        return _FILLS.get(self._kind, "")

    def _paint_content(self, painter: QPainter) -> None:
        ink = _INKS.get(self._kind, "text") if self.isEnabled() else "text_quiet"
        spread = self.width() > self._content_width() + theme.px(4 * _PADDING)
        spread = spread and bool(self._key) and self._kind != "bare" and self.is_spread
        inner = self.rect().adjusted(self._padding(), 0, -self._padding(), 0)
        if not spread:
            inner.setLeft((self.width() - self._content_width()) // 2)
        if self._icon:
            side = theme.px(_ICON)
            icons.paint(painter, paint.middle(inner, side, side), self._icon, ink)
            inner.adjust(theme.px(_ICON + _GAP) - theme.px(2), 0, 0, 0)
        written = paint.text(painter, inner, self.text(), bold=self._is_bold(), role=ink)
        if self._key:
            cap_left = inner.left() + written + theme.px(_GAP)
            inner.setLeft(inner.right() - keycap.width(self._key) if spread else cap_left)
            keycap.draw(painter, inner, self._key, role=self._cap_role(ink))

    def _cap_role(self, ink: str) -> str:
        return ink if ink == "text_inverse" else "text_quiet"

    def _padding(self) -> int:
        return theme.px(BARE_PADDING if self._kind == "bare" else _PADDING)

    def _is_bold(self) -> bool:
        return self._kind in {"primary", "drill"}

    def _content_width(self) -> int:
        total = paint.width(self.text(), bold=self._is_bold())
        if self._icon:
            total += theme.px(_ICON + _GAP) - theme.px(2)
        if self._key:
            total += theme.px(_GAP) + keycap.width(self._key)
        return total
