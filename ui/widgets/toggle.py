"""An on-off switch."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.widgets import paint, theme

_TRACK_W, _TRACK_H, _GAP = 36, 18, 10  # px at 100 %


class Toggle(QAbstractButton):
    """A switch with its words on the left; `toggled` tells the new state."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(text)

    def sizeHint(self) -> QSize:
        words = paint.width(self.text()) + theme.px(_GAP) if self.text() else 0
        return QSize(words + theme.px(_TRACK_W) + theme.space(2), theme.size("target_min"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = self.rect().adjusted(theme.space(1), 0, -theme.space(1), 0)
        track = QRect(0, 0, theme.px(_TRACK_W), theme.px(_TRACK_H))
        track.moveCenter(inner.center())
        track.moveRight(inner.right())
        inner.setRight(track.left() - theme.px(_GAP))
        paint.text(painter, inner, self.text(), role="text" if self.isEnabled() else "text_quiet")
        fill = "accent" if self.isChecked() else "line_strong"
        paint.rounded(painter, track, fill, radius=_TRACK_H / 2)
        self._paint_knob(painter, track)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _paint_knob(self, painter: QPainter, track: QRect) -> None:
        radius = track.height() / 2 - theme.px(3)
        half = track.height() / 2
        x = track.right() - half if self.isChecked() else track.left() + half
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface_raised"))
        painter.drawEllipse(QPointF(x + 0.5, track.center().y() + 0.5), radius, radius)
