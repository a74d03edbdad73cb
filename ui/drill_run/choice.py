"""What the console shows while no drill runs: what could be started, and what was played."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.drills.model.drill import Drill
from commandcenter.kernel.times import minute
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.words import tr

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


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
        self._offered: list[tuple[UUID, str]] = []
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
        offered = [(one.id, _words(one)) for one in drills]
        if offered != self._offered:  # else the keys would be lost at every beat
            self._offered = offered
            self._offer()

    def take_focus(self) -> None:
        """Give the keys to the drill that comes next, not to what is long over."""
        first = next(iter([*self.buttons, self.year]))
        first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = [one for one in (*self.buttons, self.played, self.year) if one.isVisible()]
        step = _STEPS.get(Qt.Key(event.key()))
        at = next((at for at, button in enumerate(shown) if button.hasFocus()), None)
        if at is not None and event.key() in _ENTER:
            shown[at].click()
        elif step is None or at is None:
            super().keyPressEvent(event)
        else:
            shown[max(0, min(at + step, len(shown) - 1))].setFocus()

    def _offer(self) -> None:
        had = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), None)
        for button in self.buttons:
            button.deleteLater()
        self.buttons = []
        before: QWidget = self
        for drill_id, text in self._offered:
            button = KeyButton(text, icon="flag")
            button.clicked.connect(partial(self._choose, drill_id))
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.setTabOrder(before, button)
            self.buttons.append(button)
            before = button
        self.setTabOrder(before, self.played)
        self.setTabOrder(self.played, self.year)
        if had is not None and self.buttons:
            self.buttons[min(had, len(self.buttons) - 1)].setFocus()

    def _look_back(self) -> None:
        if self._played is not None:
            self.chosen.emit(self._played.id)

    def _choose(self, drill_id: UUID, _checked: bool = False) -> None:
        self.chosen.emit(drill_id)


def _words(one: Drill) -> str:
    when = tr("no day set") if one.begins_at is None else minute(one.begins_at)
    return f"{one.title}  ·  {when}"
