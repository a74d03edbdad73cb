"""A line whose Enter is its own, beside keys that work in the whole page."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class EnterLine(QLineEdit):
    """A line in which Enter finishes typing and does not accept a section."""

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTER
        ):
            event.accept()
            return True
        return super().event(event)
