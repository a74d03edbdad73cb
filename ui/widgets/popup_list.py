"""The list that a field with completion shows."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListView

from ui.widgets import theme


class PopupList(QListView):
    """A list in a window of its own, which has no parent to take its look from."""

    def showEvent(self, event: QShowEvent) -> None:
        theme.dress(self)
        super().showEvent(event)
