"""The top of a drill: what it is, where it stands, and the step that comes next."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.drills.model.code_words import (
    CONTENT_WORDS,
    FORM_WORDS,
    PURPOSE_WORDS,
    STATE_WORDS,
)
from commandcenter.drills.model.drill import Drill, State
from commandcenter.kernel.words import N_
from ui.drills.drill_held import HELD_KEY, held_words
from ui.drills.drill_words import STATE_TONES, when
from ui.drills.terms import Terms
from ui.records.confirm_button import ConfirmButton
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.fitting_row import FittingRow
from ui.widgets.labels import Label
from ui.widgets.one_line import OneLine
from ui.widgets.pill import Pill
from ui.widgets.words import tr

NEXT_KEY, BACK_KEY, CANCEL_KEY, PROBLEMS_KEY = (
    "Ctrl+Return",
    "Ctrl+Shift+B",
    "Ctrl+Shift+X",
    "Ctrl+J",
)
READY, RUN, REVIEW, AGAIN = "ready", "run", "review", "again"


class _Step(NamedTuple):
    name: str
    words: str
    kind: str
    icon: str


_NEXT = {
    State.PLANNED: _Step(READY, N_("All is prepared"), "primary", "check"),
    State.READY: _Step(RUN, N_("Start the drill"), "drill", "play"),
    State.RUNNING: _Step(RUN, N_("To the run console"), "drill", "flag"),
    State.ENDED: _Step(REVIEW, N_("Evaluate"), "primary", "check-square-offset"),
    State.CLOSED: _Step(REVIEW, N_("Look at the evaluation"), "", "check-square-offset"),
    State.CANCELLED: _Step(AGAIN, N_("Plan it again"), "", "arrow-counter-clockwise"),
}
_MOST_BUTTONS = 0.62  # of the width; the name of the drill has the rest
CANCEL_QUESTION = N_("It will not be held: press again")
_MAY_BE_CANCELLED = frozenset({State.PLANNED, State.READY})


class DrillHead(Card):
    """Says what a drill is; its buttons show the keys of the page.

    Signals:
        stepped: The next step is wanted (its name).
        sent_back: The drill is to be planned again.
        cancelled: The drill is not to be held.
        held: When it was held without the program is to be written down.
        problems_wanted: What is wrong with the script is to be shown.
    """

    stepped = Signal(str)
    sent_back = Signal()
    cancelled = Signal()
    held = Signal()
    problems_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drill: Drill | None = None
        self._terms = Terms()
        self._may_change = True
        self._may_be_held = False
        self._problems: int | None = None
        self._number = Label(tone="note")
        self._title = OneLine(size="title", bold=True)
        self._state = Pill()
        self._tags = [Pill() for _ in range(5)]
        self._facts = OneLine(role="text_quiet")
        self.next = KeyButton(key="Ctrl+Enter", kind="primary")
        self.back = KeyButton(key=BACK_KEY, kind="bare", icon="arrow-u-up-left")
        self.was_held = KeyButton(key=HELD_KEY, kind="bare", icon="calendar-check")
        self.cancel = ConfirmButton(N_("Cancel the drill"), CANCEL_QUESTION, icon="prohibit")
        self.cancel.set_key(CANCEL_KEY)
        self.problems = KeyButton(key=PROBLEMS_KEY, kind="bare")
        self._buttons = FittingRow()
        self._build()
        self.next.clicked.connect(self.step)
        self.back.clicked.connect(self.sent_back)
        self.was_held.clicked.connect(self.held)
        self.cancel.confirmed.connect(self.cancelled)
        self.cancel.clicked.connect(self._fit)  # its question is longer
        self.problems.clicked.connect(self.problems_wanted)

    def show_drill(self, one: Drill, terms: Terms, *, may_change: bool, may_be_held: bool) -> None:
        """Show a drill as it stands.

        Args:
            may_be_held: It can be written down when it was held, or put right.
        """
        if self._drill is not None and self._drill.id != one.id:
            self.cancel.calm()
        self._drill, self._terms, self._may_change = one, terms, may_change
        self._may_be_held = may_be_held
        self._number.setText(f"{one.year}-{one.number:02}")
        self._title.setText(one.title)
        self._state.set_text(tr(STATE_WORDS[one.state]), tone=STATE_TONES[one.state])
        for pill, words in zip(self._tags, _tags(one), strict=True):
            pill.set_text(words)
            pill.setVisible(bool(words))
        place = " ".join(filter(None, (terms.area(one.area_code), one.place)))
        facts = (when(one) or tr("no day set"), place, one.lead_org, one.subject)
        self._facts.setText(" · ".join(filter(None, facts)))
        self._show_buttons(one)

    def show_problems(self, count: int | None) -> None:
        """Say how much is wrong with the script; None before it was checked."""
        self._problems = count
        words = tr("{count} problems in the script") if count else tr("Script without problems")
        self.problems.setText(words.format(count=count))
        self._buttons.want(self.problems, count is not None)
        self._fit()

    def _fit(self) -> None:
        """Give the buttons what they need, but never all of the line."""
        most = round(self.width() * _MOST_BUTTONS)
        self._buttons.setFixedWidth(min(self._buttons.wanted_width(), most))
        self._buttons.arrange()

    def facts_text(self) -> str:
        """Return the line of facts."""
        return self._facts.text()

    def ask_cancel(self) -> bool:
        """Press the button that cancels; True if its question has no room to be seen."""
        one = self._drill
        if one is None or one.state not in _MAY_BE_CANCELLED or not self._may_change:
            return False
        self.cancel.click()
        return self.cancel.is_asking() and self.cancel.isHidden()

    def step(self) -> None:
        """Ask for the next step."""
        if self._drill is not None and self.next.isEnabled():
            self.stepped.emit(_NEXT[self._drill.state].name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._drill is not None:
            self.show_drill(
                self._drill,
                self._terms,
                may_change=self._may_change,
                may_be_held=self._may_be_held,
            )
            self.show_problems(self._problems)

    def _show_buttons(self, one: Drill) -> None:
        step = _NEXT[one.state]
        self.next.setText(tr(step.words))
        self.next.set_kind(step.kind)
        self.next.set_icon(step.icon)
        self.next.setEnabled(self._may_change or step.name in {RUN, REVIEW})
        self.back.setText(tr("Back to planning"))
        self._buttons.want(self.back, one.state is State.READY and self._may_change)
        self.was_held.setText(held_words(one))
        self._buttons.want(self.was_held, self._may_be_held and self._may_change)
        self._buttons.want(self.cancel, one.state in _MAY_BE_CANCELLED and self._may_change)
        self._fit()

    def _build(self) -> None:
        self._buttons.add_right(self.problems, rank=1, gap_step=2)
        self._buttons.add_right(self.cancel, rank=3, gap_step=2)
        self._buttons.add_right(self.back, rank=2, gap_step=2)
        self._buttons.add_right(self.was_held, rank=4, gap_step=2)
        self._buttons.add_right(self.next, gap_step=2)
        self._buttons.want(self.problems, wanted=False)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            scaled.gap(row, 2)
        first.addWidget(self._number)
        first.addWidget(self._title, 1)
        first.addWidget(self._buttons)
        second.addWidget(self._state)
        for pill in self._tags:
            second.addWidget(pill)
        second.addWidget(self._facts, 1)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 2, 4, 3)
        scaled.gap(layout, 1)
        layout.addLayout(first)
        layout.addLayout(second)


def _tags(one: Drill) -> tuple[str, ...]:
    return (
        tr(CONTENT_WORDS[one.content]),
        tr(FORM_WORDS[one.form]),
        tr(PURPOSE_WORDS[one.purpose]),
        tr("No script") if one.is_unscripted else "",
        tr("No notice") if one.is_unannounced else "",
    )
