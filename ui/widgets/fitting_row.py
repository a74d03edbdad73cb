"""A row that leaves out what matters least when it becomes narrow."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import theme


@dataclass(slots=True, kw_only=True)
class _Item:
    widget: QWidget
    rank: int
    gap_step: int
    is_wanted: bool = True


class FittingRow(QWidget):
    """Widgets from the left and from the right; the highest rank goes first.

    Signals:
        left_out: Something was left out or came back.
    """

    left_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left: list[_Item] = []
        self._right: list[_Item] = []
        self._pad_step = 0
        self._missing: tuple[QWidget, ...] = ()

    def add_left(self, widget: QWidget, *, rank: int = 0, gap_step: int = 4) -> None:
        """Put a widget behind the others on the left; rank 0 always stays."""
        widget.setParent(self)
        self._left.append(_Item(widget=widget, rank=rank, gap_step=gap_step))

    def add_right(self, widget: QWidget, *, rank: int = 0, gap_step: int = 4) -> None:
        """Put a widget before the others on the right."""
        widget.setParent(self)
        self._right.insert(0, _Item(widget=widget, rank=rank, gap_step=gap_step))

    def remove(self, widget: QWidget) -> None:
        """Take a widget out of the row and let it go."""
        self._left = [item for item in self._left if item.widget is not widget]
        self._right = [item for item in self._right if item.widget is not widget]
        widget.hide()
        widget.deleteLater()

    def set_padding(self, step: int) -> None:
        """Keep this distance to the left and right edge."""
        self._pad_step = step

    def want(self, widget: QWidget, wanted: bool) -> None:
        """Say whether a widget has anything to show."""
        for item in (*self._left, *self._right):
            if item.widget is widget:
                item.is_wanted = wanted

    def missing(self) -> tuple[QWidget, ...]:
        """Return what did not fit, in its order."""
        return self._missing

    def wanted_width(self) -> int:
        """Return how wide it has to be to leave nothing out."""
        wanted = [item for item in (*self._left, *self._right) if item.is_wanted]
        return self._needed(wanted) + 2 * self._padding()

    def arrange(self) -> None:
        """Place the widgets anew; call it after their content changed."""
        shown = [item for item in (*self._left, *self._right) if item.is_wanted]
        room = self.width() - 2 * self._padding()
        while self._needed(shown) > room and any(item.rank for item in shown):
            highest = max(item.rank for item in shown)
            shown.remove([item for item in shown if item.rank == highest][-1])
        for item in (*self._left, *self._right):
            item.widget.setVisible(item in shown)
        self._place(shown)
        items = (*self._left, *self._right)
        missing = tuple(item.widget for item in items if item.is_wanted and item not in shown)
        if missing != self._missing:
            self._missing = missing
            self.left_out.emit()

    def sizeHint(self) -> QSize:
        always = [item for item in (*self._left, *self._right) if not item.rank]
        heights = [item.widget.sizeHint().height() for item in always]
        return QSize(self._needed(always) + 2 * self._padding(), max(heights, default=0))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.StyleChange}:
            self.arrange()
        return super().event(event)

    def _padding(self) -> int:
        return theme.space(self._pad_step) if self._pad_step else 0

    def _needed(self, items: list[_Item]) -> int:
        widths = sum(item.widget.sizeHint().width() for item in items)
        return widths + sum(theme.space(item.gap_step) for item in items[1:])

    def _place(self, shown: list[_Item]) -> None:
        x = self._padding()
        for item in (item for item in self._left if item in shown):
            width = min(item.widget.sizeHint().width(), max(0, self.width() - x))
            item.widget.setGeometry(x, 0, width, self.height())
            x += width + theme.space(item.gap_step)
        x = self.width() - self._padding()
        for item in reversed([item for item in self._right if item in shown]):
            width = item.widget.sizeHint().width()
            item.widget.setGeometry(x - width, 0, width, self.height())
            x -= width + theme.space(item.gap_step)
