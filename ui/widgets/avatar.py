"""A circle with the first character of a name."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import fonts, paint, theme


def draw(painter: QPainter, rect: QRect, name: str, *, strong: bool) -> None:
    """Draw the circle as large as *rect*; *strong* marks the person in charge or chosen."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent" if strong else "surface_sunken"))
    painter.drawEllipse(QRectF(rect))
    painter.setPen(theme.color("text_inverse" if strong else "text"))
    painter.setFont(fonts.make(max(8, round(rect.height() * 0.42)), bold=True))
    painter.drawText(rect, paint.CENTRE, name[:1].upper())
    painter.restore()


class Avatar(QWidget):
    """Shows the circle of one person."""

    def __init__(
        self,
        name: str = "",
        *,
        strong: bool = False,
        diameter: int = 36,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._diameter = diameter
        self._name = name
        self._strong = strong

    def set_person(self, name: str, *, strong: bool) -> None:
        """Show another person."""
        self._name = name
        self._strong = strong
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._diameter)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = min(self.width(), self.height())
        box = QRect(0, 0, side, side)
        box.moveCenter(self.rect().center())
        draw(QPainter(self), box, self._name, strong=self._strong)
