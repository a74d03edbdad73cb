"""Townships beside each other, each to be ticked."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ui.warnings.flow import Flow
from ui.widgets.paint import paintable


class TownPick(QWidget):
    """None ticked means the whole county; Tab walks, the space bar ticks.

    Signals:
        edited: The user ticked or unticked one.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[tuple[str, str], ...] = ()
        self.boxes: dict[str, QCheckBox] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._flow: Flow | None = None

    def offer(self, towns: Sequence[tuple[str, str]]) -> None:
        """Offer these codes with these names; what is ticked stays."""
        if tuple(towns) == self._offered:
            return
        ticked = self.codes()
        self._offered = tuple(towns)
        if self._flow is not None:
            self._layout.removeWidget(self._flow)
            self._flow.deleteLater()
        self.boxes = {code: QCheckBox(paintable(name).replace("&", "&&")) for code, name in towns}
        for box in self.boxes.values():
            box.clicked.connect(lambda _checked: self.edited.emit())
        self._flow = Flow(list(self.boxes.values()))
        self._layout.addWidget(self._flow)
        self.set_codes(ticked)

    def codes(self) -> tuple[str, ...]:
        """Return what is ticked, in the order of the county."""
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def set_codes(self, codes: Collection[str]) -> None:
        """Tick these without telling anybody."""
        for code, box in self.boxes.items():
            box.setChecked(code in codes)
