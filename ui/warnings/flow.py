"""Buttons in a row that goes on below where the room ends."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import theme


class Flow(QWidget):
    """Takes widgets of their own size; those that are hidden take no room."""

    def __init__(self, widgets: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets = tuple(widgets)
        for widget in self._widgets:
            widget.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return max((box.bottom() + 1 for _, box in boxes), default=0)

    def sizeHint(self) -> QSize:
        boxes = self._boxes(100_000)
        wide = max((box.right() + 1 for _, box in boxes), default=0)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        shown = [one.sizeHint() for one in self._widgets if not one.isHidden()]
        return QSize(
            max((one.width() for one in shown), default=0),
            max((one.height() for one in shown), default=0),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.StyleChange}:
            self._place()
            self.updateGeometry()
        return super().event(event)

    def _place(self) -> None:
        for widget, box in self._boxes(self.width()):
            widget.setGeometry(box)
        # Layouts around it may not ask how high it becomes at this width.
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def _boxes(self, width: int) -> list[tuple[QWidget, QRect]]:
        boxes: list[tuple[QWidget, QRect]] = []
        left, top, high, gap = 0, 0, 0, theme.space(2)
        for widget in self._widgets:
            if widget.isHidden():
                continue
            size = widget.sizeHint()
            if left and left + size.width() > width:
                left, top, high = 0, top + high + gap, 0
            boxes.append((widget, QRect(left, top, size.width(), size.height())))
            left += size.width() + gap
            high = max(high, size.height())
        return boxes
