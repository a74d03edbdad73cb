"""What is known of the number somebody calls from."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import icons, paint, theme
from ui.widgets.words import tr

_ICON, _HEIGHT = 16, 24  # px at 100 %


class MemoryLine(QWidget):
    """An icon, two strong words, and the facts; hidden when nothing is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = ""
        self.hide()

    def facts(self) -> str:
        """Return what is shown."""
        return self._facts

    def show_facts(self, facts: str) -> None:
        """Show facts; nothing with an empty text."""
        self._facts = facts
        self.setAccessibleName(f"{tr('Known number')} {facts}")
        self.setVisible(bool(facts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(_ICON)
        icons.paint(painter, paint.middle(self.rect(), side, side), "address-book", "accent_text")
        rest = self.rect().adjusted(theme.px(24), 0, 0, 0)
        width = paint.text(
            painter, rest, tr("Known number"), size="tiny", bold=True, role="accent_text"
        )
        rest.setLeft(rest.left() + width + theme.space(3))
        paint.text(painter, rest, self._facts, size="tiny", role="text_quiet")
