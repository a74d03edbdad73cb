"""Before a handover: what will be frozen, what may be in the way, and the button."""

from datetime import timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.duty.model.shift import DutyRole, Shift
from commandcenter.duty.model.words import ROLE
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.handover.facts import Facts
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.pill import Pill
from ui.widgets.times import span
from ui.widgets.words import tr

_HOURS = N_("{name} {start}–{end}")
_OVERDUE = N_("Overdue by {time}")
_LEFT = N_("{time} left")
_DRAFTS = N_("{count} drafts on this workstation. They block nothing and stay here.")
_WHAT_HAPPENS = N_(
    "Starting freezes the content. What is recorded from then on belongs to the next shift."
)
_NO_SHIFT = N_("No shift is on watch")
_NO_SHIFT_HELP = N_("Plan the shift on the management page; the first log entry plans it too.")
_ROLES = (DutyRole.LEADER, DutyRole.CHIEF, DutyRole.DEPUTY)


class StartCard(Card):
    """The shift on watch, its people, and the start.

    Signals:
        start_wanted: Freeze the shift.
        drafts_wanted: Look at the drafts.
    """

    start_wanted = Signal()
    drafts_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts | None = None
        self._title = Label(tone="title")
        self._late = Pill(tone="orange", icon="clock")
        self._left = Label(tone="note")
        self._people = Label()
        self._relief = Label(tone="note")
        self._drafts = Label(tone="note")
        self._what_happens = Label(tone="note")
        self._error = Label(tone="error")
        wrapped = (self._people, self._relief, self._drafts, self._what_happens, self._error)
        for label in wrapped:
            label.setWordWrap(True)
        self.start = KeyButton(key="Enter", kind="primary")
        self.start.setEnabled(False)
        self.see_drafts = KeyButton(key="F3", kind="bare", icon="note-pencil")
        self._build()
        self.start.clicked.connect(self.start_wanted)
        self.see_drafts.clicked.connect(self.drafts_wanted)

    def show_facts(self, facts: Facts, *, refusal: str) -> None:
        """Show the shift as it stands.

        Args:
            refusal: Why this officer may not start, in the language of the window.
        """
        self._facts = facts
        self.start.setEnabled(not refusal and facts.shift is not None)
        self.refuse(refusal)
        self._read_words()

    def refuse(self, sentence: str) -> None:
        """Say why it was not started."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        times = QHBoxLayout()
        times.addWidget(self._late)
        times.addWidget(self._left)
        times.addStretch()
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 4)
        scaled.gap(layout, 3)
        layout.addWidget(self._title)
        layout.addLayout(times)
        for label in (self._people, self._relief, self._drafts):
            layout.addWidget(label)
        layout.addWidget(self.see_drafts, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        for widget in (self._what_happens, self._error, self.start):
            layout.addWidget(widget)

    def _read_words(self) -> None:
        facts = self._facts
        if facts is None:
            return
        shift = facts.shift
        self._title.setText(_hours(shift) if shift else tr(_NO_SHIFT))
        rest = shift.end_at - facts.at if shift else timedelta()
        self._late.set_text(tr(_OVERDUE).format(time=span(-rest.total_seconds())))
        self._late.setVisible(facts.is_overdue)
        self._left.setText(tr(_LEFT).format(time=span(rest.total_seconds())) if shift else "")
        self._left.setVisible(not facts.is_overdue)
        self._people.setText(_people(shift) if shift else tr(_NO_SHIFT_HELP))
        relief = facts.relief
        self._relief.setText(
            tr(N_("Relieved by {shift}")).format(shift=_hours(relief)) if relief else ""
        )
        self._drafts.setText(tr(_DRAFTS).format(count=facts.drafts))
        self._drafts.setVisible(facts.drafts > 0)
        self.see_drafts.setVisible(facts.drafts > 0)
        self.see_drafts.setText(tr("See the drafts"))
        self._what_happens.setText(tr(_WHAT_HAPPENS))
        self.start.setText(tr("Start the handover"))


def _hours(shift: Shift) -> str:
    times = {"start": clock(shift.start_at), "end": clock(shift.end_at)}
    return tr(_HOURS).format(name=shift.name, **times)


def _people(shift: Shift) -> str:
    lines = []
    for role in _ROLES:
        names = " · ".join(member.name for member in shift.who(role))
        if names:
            lines.append(f"{tr(ROLE[role])}  {names}")
    return "\n".join(lines)
