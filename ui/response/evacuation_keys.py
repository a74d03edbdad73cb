"""The steps that the chosen people can take, each with its key."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.incidents.model.evacuation import Evacuee, Moved
from commandcenter.kernel.words import N_
from ui.response.evacuation_table import KEYS, common_steps, next_step
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.words import tr

_WORDS: dict[Moved, str] = {
    Moved.NOTIFIED: N_("Told"),
    Moved.MOVING: N_("On the way"),
    Moved.SHELTERED: N_("In a shelter"),
    Moved.WITH_RELATIVES: N_("With relatives"),
    Moved.RETURNED: N_("Back home"),
    Moved.REFUSED: N_("Refuses"),
    Moved.UNREACHED: N_("Not reached"),
    Moved.AWAY: N_("Away"),
    Moved.DUE: N_("To be moved"),
}
_UPPER = 5  # so many stand in the first row


class StepKeys(QWidget):
    """How many are chosen, and a button for each step that all of them can take.

    Signals:
        stepped: A step was pressed (Moved).
    """

    stepped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Evacuee, ...] = ()
        self._refusal = ""
        self._count = Label(tone="strong")
        self._hint = Label(tone="quiet")
        self.buttons = {state: KeyButton(key=key, kind="bare") for state, key in KEYS.items()}
        self._build()
        for state, button in self.buttons.items():
            button.clicked.connect(lambda _checked, state=state: self.stepped.emit(state))
        self.read_words()

    def show_people(self, people: Sequence[Evacuee], refusal: str) -> None:
        """Offer the steps of these people.

        Args:
            refusal: Why this officer may not take any; empty if they may.
        """
        self._people, self._refusal = tuple(people), refusal
        self.read_words()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        people = sum(one.people for one in self._people)
        self._count.setText(
            tr("{rows} chosen, {people} people").format(rows=len(self._people), people=people)
        )
        self._hint.setText(self._refusal or tr("Alt with the digit: with its time"))
        allowed = () if self._refusal else common_steps(self._people)
        ahead = {next_step(one.state) for one in self._people}
        is_clear = len(ahead) == 1
        for state, button in self.buttons.items():
            button.setText(tr(_WORDS[state]))
            is_next = is_clear and state in ahead
            button.set_key(tr("Enter / {key}").format(key=KEYS[state]) if is_next else KEYS[state])
            button.setVisible(state in allowed)

    def _build(self) -> None:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            scaled.gap(row, 1)
        upper.addWidget(self._count)
        upper.addStretch()
        lower.addWidget(self._hint)
        lower.addStretch()
        for at, button in enumerate(self.buttons.values()):
            (upper if at < _UPPER else lower).addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(upper)
        layout.addLayout(lower)
