"""Lists whose rows are painted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QWidget


class PaintedList(QListView):
    """A list of one column whose delegate paints the rows; letters are keys of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyboardSearch(self, _search: str) -> None:
        """Leave the letters to the keys of the page."""
