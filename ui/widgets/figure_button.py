"""A number with its caption, and what is behind it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.widgets import icons, paint, theme

_LABEL_H, _VALUE_H, _FOOT_H, _BAR_H, _ICON = 20, 32, 8, 3, 14  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLook:
    """What stands on it, in the language of the window.

    Attributes:
        rest: Behind the number, quiet.
        share: Of a progress, 0 to 1; None for no bar.
        note: Behind the label, with an icon before it.
        note_role: Colour role of the icon and the note.
    """

    label: str = ""
    value: str = ""
    rest: str = ""
    share: float | None = None
    note: str = ""
    note_icon: str = ""
    note_role: str = "text_quiet"

    def spoken(self) -> str:
        """Return the words for screen readers."""
        return " ".join(word for word in (self.label, self.value, self.rest, self.note) if word)


class FigureButton(QAbstractButton):
    """Paints a figure; pressing it opens the rows behind the number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = FigureLook()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_look(self, look: FigureLook) -> None:
        """Show this."""
        if look != self.look:
            self.look = look
            self.setAccessibleName(look.spoken())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        look = self.look
        number = paint.width(look.value, "display", bold=True) + theme.space(1)
        label = paint.width(look.label, "tiny")
        if look.note:
            beside = theme.px(_ICON) + theme.space(1) + theme.space(2)
            label += paint.width(look.note, "tiny") + beside
        wide = max(number + paint.width(look.rest, "tiny"), label)
        return QSize(wide + theme.space(2), theme.px(_LABEL_H + _VALUE_H + _FOOT_H))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(64), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self.look
        if self.underMouse():
            paint.rounded(painter, self.rect(), "hover")
        row = self.rect().adjusted(0, 0, -theme.space(2), 0)
        row.setHeight(theme.px(_LABEL_H))
        written = paint.text(painter, row, look.label, size="tiny", role="text_quiet")
        if look.note:
            self._paint_note(painter, row.adjusted(written + theme.space(2), 0, 0, 0))
        row = QRect(row.left(), row.bottom() + 1, row.width(), theme.px(_VALUE_H))
        written = paint.text(painter, row, look.value, size="display", bold=True)
        rest = row.adjusted(written + theme.space(1), theme.px(6), 0, 0)
        paint.text(painter, rest, look.rest, size="tiny", role="text_quiet")
        below = QRect(row.left(), row.bottom() + 1, row.width(), theme.px(_FOOT_H))
        if look.share is not None:
            self._paint_share(painter, below, look.share)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _paint_share(self, painter: QPainter, below: QRect, share: float) -> None:
        bar = QRect(below.left(), below.top(), below.width(), theme.px(_BAR_H))
        paint.rounded(painter, bar, "line", radius=1)
        bar.setWidth(round(bar.width() * min(1.0, max(0.0, share))))
        paint.rounded(painter, bar, "accent", radius=1)

    def _paint_note(self, painter: QPainter, row: QRect) -> None:
        side = theme.px(_ICON)
        box = paint.middle(row, side, side)
        icons.paint(painter, box, self.look.note_icon, self.look.note_role)
        rest = row.adjusted(side + theme.space(1), 0, 0, 0)
        paint.text(painter, rest, self.look.note, size="tiny", role=self.look.note_role)
