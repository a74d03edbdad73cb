"""Slow pulsing of what nobody has acknowledged yet."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.widgets import theme

_DIM = 0.45


class Pulse:
    """Repaints a widget twice a period while it is visible and pulsing is allowed.

    The period is a second: nothing in the window may flash faster.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._is_dim = False
        self._timer = QTimer(widget)
        self._timer.timeout.connect(self._beat)

    def run(self, running: bool) -> None:
        """Start or stop; the widget is at full strength when stopped."""
        self._is_dim = False
        if running:
            self._timer.start(max(theme.motion_ms("pulse"), 1_000) // 2)
        else:
            self._timer.stop()
            self._widget.update()

    def opacity(self) -> float:
        """Return how strongly to paint now, 0 to 1."""
        return _DIM if self._is_dim else 1.0

    def _beat(self) -> None:
        may_dim = self._widget.isVisible() and theme.motion_ms("pulse") > 0
        if may_dim or self._is_dim:
            self._is_dim = may_dim and not self._is_dim
            self._widget.update()
