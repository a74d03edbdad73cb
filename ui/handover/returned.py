"""What stands in the place of the checklist while a handover is returned."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.handover.model import SECTION_WORDS, Handover, Mark
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Well
from ui.widgets.labels import Label
from ui.widgets.words import tr

_BY = N_("{name} {time}")
_WHAT_NOW = N_(
    "The shift goes on. Record what is missing, then freeze anew. "
    "Accepted sections that stay the same stay accepted."
)
_FREEZE = N_("Freeze anew, revision {revision}")


class ReturnedPanel(Card):
    """The reason, and the button that freezes the next revision.

    Signals:
        freeze_wanted: The shift is complete now.
        entry_wanted: Something has to be recorded first.
    """

    freeze_wanted = Signal()
    entry_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handover: Handover | None = None
        self._title = Label(tone="title")
        self._section = Label(tone="heading")
        self._reason = Label(tone="large")
        self._by = Label(tone="quiet")
        self._what_now = Label(tone="note")
        self._error = Label(tone="error")
        for label in (self._section, self._reason, self._what_now, self._error):
            label.setWordWrap(True)
        self.freeze = KeyButton(key="Enter", kind="primary")
        self.record = KeyButton(key="F2", icon="plus")
        well = Well()
        inner = QVBoxLayout(well)
        scaled.margins(inner, 3, 3, 3, 3)
        scaled.gap(inner, 1)
        for label in (self._section, self._reason, self._by):
            inner.addWidget(label)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 4)
        scaled.gap(layout, 3)
        layout.addWidget(self._title)
        layout.addWidget(well)
        layout.addWidget(self._what_now)
        layout.addStretch()
        for widget in (self._error, self.freeze, self.record):
            layout.addWidget(widget)
        self.freeze.clicked.connect(self.freeze_wanted)
        self.record.clicked.connect(self.entry_wanted)

    def show_handover(self, handover: Handover) -> None:
        """Show why it was returned."""
        self._handover = handover
        self.refuse("")
        self._read_words()

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be frozen now."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _read_words(self) -> None:
        if self._handover is None:
            return
        self._title.setText(tr("Returned"))
        self._what_now.setText(tr(_WHAT_NOW))
        self.freeze.setText(tr(_FREEZE).format(revision=self._handover.revision + 1))
        self.record.setText(tr("New entry"))
        marks = self._handover.marks.values()
        for mark in (mark for mark in marks if mark.mark is Mark.RETURNED):
            self._section.setText(tr(SECTION_WORDS[mark.section]))
            self._reason.setText(mark.reason)
            self._by.setText(tr(_BY).format(name=mark.by, time=clock(mark.at)))
