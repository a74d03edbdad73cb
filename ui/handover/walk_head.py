"""The left side of the walk: from which shift to which, how far, and the steps."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from commandcenter.handover.model import Handover
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_
from ui.handover.facts import Facts
from ui.handover.steps_list import StepsList
from ui.handover.summaries import progress, steps
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.words import tr

_COUNTS = N_("{accepted} accepted, {returned} returned, {unread} left")
_FROZEN = N_("Frozen {time} · revision {revision}")
_LATER = N_("What is recorded from then on belongs to the next shift.")


class WalkHead(Card):
    """Title, progress and the list of steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Facts, Handover] | None = None
        self._title = Label(tone="title")
        self._counts = Label(tone="quiet")
        self._bar = QProgressBar(textVisible=False, maximum=8)
        self._frozen = Label(tone="quiet")
        for label in (self._counts, self._frozen):
            label.setWordWrap(True)
        self.steps = StepsList()
        head = QVBoxLayout()
        scaled.margins(head, 4, 3, 4, 2)
        scaled.gap(head, 2)
        for widget in (self._title, self._counts, self._bar):
            head.addWidget(widget)
        foot = QVBoxLayout()
        scaled.margins(foot, 4, 0, 4, 3)
        foot.addWidget(self._frozen)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        inset = QVBoxLayout()
        scaled.margins(inset, 2, 0, 2, 0)
        inset.addWidget(self.steps)
        layout.addLayout(inset, 1)
        layout.addLayout(foot)

    def show_handover(self, facts: Facts, handover: Handover) -> None:
        """Show the steps as they stand."""
        self._shown = (facts, handover)
        self._read_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _read_words(self) -> None:
        if self._shown is None:
            return
        facts, handover = self._shown
        giving = facts.shift.name if facts.shift else handover.snapshot.body["shift"]["name"]
        taking = facts.relief.name if facts.relief else tr("next shift")
        self._title.setText(f"{giving} → {taking}")
        accepted, returned, unread = progress(handover)
        counts = {"accepted": accepted, "returned": returned, "unread": unread}
        self._counts.setText(tr(_COUNTS).format(**counts))
        self._bar.setValue(accepted)
        self._bar.setAccessibleName(self._counts.text())
        time = f"{handover.frozen_at.astimezone(BEIJING):%H:%M:%S}"
        self._frozen.setText(tr(_FROZEN).format(time=time, revision=handover.revision))
        self._frozen.setAccessibleDescription(tr(_LATER))
        self.steps.setAccessibleName(self._title.text())
        self.steps.show_steps(steps(handover))
