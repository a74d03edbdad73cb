"""A bar that says how much of something is done."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.response.matrix_table import draw_bar
from ui.widgets import paint, theme
from ui.widgets.words import tr

_BAR_W, _LEAST_W = 120, 80  # px at 100 %


class ShareBar(QWidget):
    """Percent in bold, a short bar, and the numbers behind them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = 0
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_share(self, done: int, cells: int, words: str) -> None:
        """Show a share.

        Args:
            words: With `{done}` and `{cells}`.
        """
        self._percent = done * 100 // cells if cells else 0
        self._words = words.format(done=done, cells=cells)
        self.setVisible(bool(cells))
        self.setAccessibleName(self.text())
        self.update()

    def text(self) -> str:
        """Return the share in words."""
        return f"{tr('{percent} %').format(percent=self._percent)} {self._words}"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST_W), theme.size("target_min"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.rect().adjusted(theme.space(3), 0, 0, 0)
        percent = tr("{percent} %").format(percent=self._percent)
        area.setLeft(area.left() + paint.text(painter, area, percent, bold=True) + theme.space(2))
        track = paint.middle(area, min(theme.px(_BAR_W), area.width()), theme.px(4))
        draw_bar(painter, track, self._percent)
        rest = QRect(area)
        rest.setLeft(track.right() + theme.space(2))
        if rest.width() >= paint.width(self._words, "tiny"):
            paint.text(painter, rest, self._words, size="tiny", role="text_quiet")
