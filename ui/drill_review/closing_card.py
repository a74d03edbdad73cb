"""What a drill still lacks, and the way into the archive and out of it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from commandcenter.drills.model.drill import State
from commandcenter.drills.model.review import GAP_WORDS, Missing
from commandcenter.kernel.words import N_
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.words import tr

_LONGEST = 2_000


class ClosingCard(Card):
    """Archiving asks once where something is missing that may be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing: tuple[Missing, ...] = ()
        self._state = State.ENDED
        self._is_asking = False
        self._title = Label(tone="strong")
        self.lacking = Label()
        self.note = Label(tone="error")
        self.reason = QLineEdit(maxLength=_LONGEST)
        self.reason_field = Field("", self.reason)
        self.bundle = KeyButton(key="Ctrl+E", icon="archive-box")
        self.close_drill = KeyButton(key="Ctrl+Enter", kind="primary", icon="check")
        self.take_out = KeyButton(icon="arrow-u-up-left")
        self._build()
        self.read_words()
        self.say("")

    def show_missing(self, missing: Sequence[Missing], state: State) -> None:
        """Show what is missing of a drill."""
        if tuple(missing) != self._missing or state is not self._state:
            self._is_asking = False
        self._missing, self._state = tuple(missing), state
        self.read_words()

    def is_asking(self) -> bool:
        """Whether the officer was told what is missing."""
        return self._is_asking

    def ask(self) -> None:
        """Let the next press archive the drill all the same."""
        self._is_asking = True
        self.read_words()

    def stop_asking(self) -> None:
        """Forget that something was asked."""
        self._is_asking = False
        self.read_words()

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def set_editable(self, *, may_edit: bool) -> None:
        """Allow or forbid to archive."""
        is_closed = self._state is State.CLOSED
        self.close_drill.setVisible(not is_closed)
        self.close_drill.setEnabled(may_edit and self._state is State.ENDED)
        self.take_out.setVisible(is_closed)
        self.take_out.setEnabled(may_edit)
        self.reason_field.setVisible(is_closed and may_edit)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        is_closed = self._state is State.CLOSED
        self._title.setText(tr("Archive") if is_closed else tr("Before the archive"))
        self.bundle.setText(tr("Save everything as ZIP"))
        words = N_("Archive all the same") if self._is_asking else N_("Archive the drill")
        self.close_drill.setText(tr(words))
        self.take_out.setText(tr("Take out of the archive"))
        self.reason_field.set_caption(tr("Why it is taken out"))
        self.lacking.setText(self._said())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "take_out"):
            self.read_words()

    def _said(self) -> str:
        if self._state is State.RUNNING:
            return tr("The drill still runs.")
        if self._state is State.CLOSED:
            return tr("Archived. Nothing of it changes any more.")
        if not self._missing:
            return "✓ " + tr("Nothing is missing.")
        return "\n".join(map(_gap, self._missing))

    def _scrolled(self) -> QScrollArea:
        """Return what is missing with room for a long list."""
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.lacking)
        inner.addStretch()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(holder)
        scroll.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        return scroll

    def _build(self) -> None:
        for label in (self.lacking, self.note):
            label.setWordWrap(True)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 4)
        scaled.gap(layout, 2)
        layout.addWidget(self._title)
        layout.addWidget(self._scrolled(), 1)
        layout.addWidget(self.bundle)
        layout.addWidget(self.note)
        layout.addWidget(self.reason_field)
        foot = QHBoxLayout()
        foot.addWidget(self.take_out, 1)
        foot.addWidget(self.close_drill, 1)
        layout.addLayout(foot)


def _gap(one: Missing) -> str:
    sign = "!" if one.is_needed else "·"
    count = f" {one.count}" if one.count > 1 else ""
    return f"{sign} {tr(GAP_WORDS[one.gap])}{count}"
