"""A list to tick several of many."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.widgets import scaled

_HEIGHT = 148  # px at 100 %
_VALUE = Qt.ItemDataRole.UserRole


class CheckList(QListWidget):
    """Ticked by the space key or a click; what is ticked and unknown shows as it is.

    Signals:
        edited: The user ticked something, or took a tick away.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: dict[str, str] = {}
        scaled.height(self, _HEIGHT)
        self.itemChanged.connect(lambda _item: self.edited.emit())

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these values with these words; what is ticked stays."""
        if dict(choices) != self._words:
            ticked = self.ticked()
            self._words = dict(choices)
            self.tick(ticked)

    def ticked(self) -> frozenset[str]:
        """Return what is ticked."""
        items = map(self.item, range(self.count()))
        checked = (one for one in items if one.checkState() is Qt.CheckState.Checked)
        return frozenset(str(one.data(_VALUE)) for one in checked)

    def tick(self, values: Collection[str]) -> None:
        """Tick these and no others, without telling anybody."""
        unknown = sorted(set(values) - set(self._words))
        self.blockSignals(True)
        present = self.currentRow()
        self.clear()
        for value in (*self._words, *unknown):
            item = QListWidgetItem(self.words_of(value))
            item.setData(_VALUE, value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if value in values else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.addItem(item)
        self.setCurrentRow(min(max(present, 0), self.count() - 1))
        self.blockSignals(False)
        self._show_first(values)

    def words_of(self, value: str) -> str:
        """Return the words of a value."""
        return self._words.get(value, value)

    def said(self, values: Collection[str]) -> str:
        """Return the words of several values, in the order of the list."""
        known = [value for value in self._words if value in values]
        return ", ".join(map(self.words_of, [*known, *sorted(set(values) - set(known))]))

    def _show_first(self, values: Collection[str]) -> None:
        """Bring the first tick into sight."""
        for row in range(self.count()):
            if self.item(row).data(_VALUE) in values:
                self.scrollToItem(self.item(row))
                return
