"""Two texts of one record beside each other, after somebody else was first."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.kernel.errors import Conflict
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Well
from ui.widgets.labels import Label
from ui.widgets.words import tr


class Difference(NamedTuple):
    """A field that differs, already in words."""

    caption: str
    mine: str
    current: str


class ConflictBox(Well):
    """Shows both and lets the user choose.

    Signals:
        mine_wanted: Save what was typed here over the other.
        current_wanted: Give up what was typed here.
    """

    mine_wanted = Signal()
    current_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(tone="strong")
        self._text = Label()
        for label in (self._title, self._text):
            label.setWordWrap(True)
        self.mine = KeyButton(kind="raised")
        self.current = KeyButton(kind="raised")
        buttons = QHBoxLayout()
        buttons.addWidget(self.mine)
        buttons.addWidget(self.current)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 3, 3, 3, 3)
        scaled.gap(layout, 2)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(buttons)
        self.mine.clicked.connect(self.mine_wanted)
        self.current.clicked.connect(self.current_wanted)
        self.hide()

    def show_differences(self, differences: Sequence[Difference], *, takes_focus: bool) -> None:
        """Show both texts of every field that differs.

        Args:
            takes_focus: Nobody is typing: whoever saved has to choose now.
        """
        lines = [
            tr("{caption}: mine '{mine}', now '{current}'").format(**one._asdict())
            for one in differences
        ]
        self._title.setText(tr(Conflict.sentence))
        self._text.setText("\n".join(lines) or tr("Both say the same."))
        self.mine.setText(tr("Keep mine"))
        self.current.setText(tr("Take the current one"))
        self.setAccessibleName(f"{self._title.text()} {self._text.text()}")
        self.show()
        if takes_focus:
            self.mine.setFocus()
