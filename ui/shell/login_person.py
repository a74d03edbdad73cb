"""A person on the sign-in page."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.widgets import avatar, paint, theme
from ui.widgets.words import tr

_W, _H, _AVATAR = 90, 124, 44  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPerson:
    """Somebody of the shift.

    Attributes:
        role: Source text.
        phone: As shown to anybody who passes by, so masked.
        login: Name of the account; empty for people without one.
    """

    role: str
    name: str
    phone: str = ""
    login: str = ""


class PersonCard(QAbstractButton):
    """A card to choose oneself by; arrow keys go from card to card.

    Signals:
        picked: With the mouse, Enter or the space bar: the password is next.
    """

    picked = Signal()

    def __init__(self, person: LoginPerson, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self._take_tab(self.isChecked())
        self.toggled.connect(self._take_tab)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._read_words()

    def sizeHint(self) -> QSize:
        needed = paint.width(self.person.name, "large") + theme.space(5)
        return QSize(max(theme.px(_W), needed), theme.px(_H))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.picked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.picked.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.isChecked()
        ground = "hover" if self.underMouse() and not chosen else "surface_raised"
        outline = "line" if theme.has_outlines() else ""
        edge = "accent" if chosen else outline
        paint.rounded(painter, self.rect(), ground, edge=edge, edge_px=2 if chosen else 1)
        side = theme.px(_AVATAR)
        at = QRect((self.width() - side) // 2, theme.px(18), side, side)
        avatar.draw(painter, at, self.person.name, strong=chosen)
        line = QRect(0, theme.px(70), self.width(), theme.px(24))
        paint.text(painter, line, self.person.name, size="large", bold=chosen, align=paint.CENTRE)
        line.moveTop(theme.px(92))
        line.setHeight(theme.px(20))
        role = tr(self.person.role)
        paint.text(painter, line, role, size="tiny", role="text_quiet", align=paint.CENTRE)
        if self.hasFocus():
            inset = theme.px(3)
            paint.focus_ring(painter, self.rect().adjusted(inset, inset, -inset, -inset), radius=4)

    def _take_tab(self, is_chosen: bool) -> None:
        """Let Tab come to the chosen card, and pass by the others."""
        policy = Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)

    def _read_words(self) -> None:
        self.setText(self.person.name)
        self.setAccessibleName(f"{self.person.name} {tr(self.person.role)}")
