"""Who sits here, and how this workstation shows the program."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from ui.widgets import avatar, icons, paint, scaled, theme
from ui.widgets.labels import tip
from ui.widgets.words import tr

_AVATAR, _CARET, _GAP = 28, 12, 8  # px at 100 %


class OfficerButton(QAbstractButton):
    """Shows the officer and opens the menu beneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._menu: QMenu | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.open_menu)

    def set_name(self, name: str) -> None:
        """Show another officer."""
        self._name = name
        self._read_words()
        self.updateGeometry()
        self.update()

    def set_menu(self, menu: QMenu) -> None:
        """Open this menu when pressed."""
        self._menu = menu

    def open_menu(self) -> None:
        """Open the menu under the button."""
        if self._menu is not None:
            at = self.mapToGlobal(self.rect().bottomRight())
            at.setX(at.x() - self._menu.sizeHint().width())
            self._menu.popup(at)

    def sizeHint(self) -> QSize:
        width = theme.px(_AVATAR + 2 * _GAP + _CARET) + paint.width(self._shown_name())
        return QSize(width + theme.space(2), theme.px(36))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRect(0, 0, self.width(), theme.px(36))
        box.moveTop((self.height() - box.height()) // 2)
        if self.underMouse():
            paint.rounded(painter, box, "hover")
        side = theme.px(_AVATAR)
        at = paint.middle(box.adjusted(theme.space(1), 0, 0, 0), side, side)
        avatar.draw(painter, at, self._name, strong=True)
        rest = box.adjusted(at.right() + theme.px(_GAP), 0, 0, 0)
        rest.adjust(paint.text(painter, rest, self._shown_name()) + theme.px(_GAP), 0, 0, 0)
        rest.setWidth(theme.px(_CARET))
        icons.paint(painter, rest, "caret-down", "text_quiet")
        if self.hasFocus():
            paint.focus_ring(painter, box)

    def _shown_name(self) -> str:
        return "" if scaled.is_narrow(self) else self._name

    def _read_words(self) -> None:
        self.setAccessibleName(f"{self._name} {tr('Officer and view')}")
        tip(self, f"{self._name}  {tr('Officer and view')}")
