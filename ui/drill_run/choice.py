"""What the console shows while no drill runs: what could be started, and what was played."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.drills.model.drill import Drill
from commandcenter.kernel.times import minute
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.words import tr


class Choice(Card):
    """Offers the drills that are planned next, and the one that was played last.

    Signals:
        chosen: A drill is wanted in front (its id).
        year_wanted: The year of drills is wanted.
    """

    chosen = Signal(object)
    year_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(tone="title")
        self.text = Label(tone="note")
        self.text.setWordWrap(True)
        self.buttons: list[KeyButton] = []
        self.played = KeyButton(kind="bare", icon="clock-counter-clockwise")
        self.played.clicked.connect(self._look_back)
        self._played: Drill | None = None
        self.year = KeyButton(key="F7", kind="bare", icon="calendar-blank")
        self.year.clicked.connect(self.year_wanted)
        self._rows = QVBoxLayout()
        scaled.gap(self._rows, 2)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 5, 5, 5, 5)
        scaled.gap(layout, 3)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addLayout(self._rows)
        for button in (self.played, self.year):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def show_drills(self, drills: Sequence[Drill], played: Drill | None) -> None:
        """Offer these, and to look back at the one that was played last."""
        self.title.setText(tr("No drill is running"))
        some = tr("Choose the drill that is to begin. Nothing starts before you say so.")
        none = tr("No drill is planned. Plan one in the year of drills.")
        self.text.setText(some if drills else none)
        self.year.setText(tr("Open the year of drills"))
        self._played = played
        self.played.setVisible(played is not None)
        if played is not None:
            self.played.setText(tr("Look back at {title}").format(title=played.title))
        for button in self.buttons:
            button.deleteLater()
        self.buttons = []
        for one in drills:
            when = tr("no day set") if one.begins_at is None else minute(one.begins_at)
            button = KeyButton(f"{one.title}  ·  {when}", icon="flag")
            button.clicked.connect(partial(self._choose, one))
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)

    def _look_back(self) -> None:
        if self._played is not None:
            self.chosen.emit(self._played.id)

    def _choose(self, one: Drill, _checked: bool = False) -> None:
        self.chosen.emit(one.id)
