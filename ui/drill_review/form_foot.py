"""The foot of the form: where the evaluator stood, a few sentences, and handing it in."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.drills.model.evaluation import Evaluation
from commandcenter.kernel.times import minute
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.pill import Pill
from ui.widgets.words import tr

_LONGEST_POST, _LONGEST = 200, 4_000


class FormFoot(Card):
    """What is typed here is written when a field is left, and with handing in.

    Signals:
        described: Post or comment were changed.
    """

    described = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, str] = {"post": "", "comment": ""}
        self._form: Evaluation | None = None
        self._name = ""
        self._progress = (0, 0)
        self._is_asking = False
        self.post = QLineEdit(maxLength=_LONGEST_POST)
        self.comment = QLineEdit(maxLength=_LONGEST)
        self._post_field = Field("", self.post)
        self._comment_field = Field("", self.comment)
        self._state = Pill()
        self._done = Label(tone="strong")
        self.note = Label(tone="error")
        self.first_missing = KeyButton(key="Ctrl+J", kind="bare", icon="arrow-right")
        self.take_back = KeyButton(key="Ctrl+Backspace", icon="arrow-u-up-left")
        self.hand_in = KeyButton(key="Ctrl+Enter", kind="primary", icon="paper-plane-tilt")
        self._build()
        for line in (self.post, self.comment):
            line.editingFinished.connect(self._finish)
        self.say("")

    def show_form(self, form: Evaluation | None, name: str) -> None:
        """Show a form; what is being typed stays."""
        kept = {"post": form.post, "comment": form.comment} if form else {"post": "", "comment": ""}
        if not self.is_edited():
            for field, line in self._lines():
                line.setText(kept[field])
        self._form, self._kept, self._name = form, kept, name
        self.read_words()

    def forget(self) -> None:
        """Let go what was typed, as when another form comes to the front."""
        self._is_asking = False
        self.type_again(self._kept)

    def type_again(self, said: Mapping[str, str]) -> None:
        """Show what was typed for this form before, and is not saved."""
        for field, line in self._lines():
            line.setText(said[field])

    def values(self) -> dict[str, str]:
        """Return what was typed."""
        return {field: line.text().strip() for field, line in self._lines()}

    def is_edited(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.values() != self._kept

    def accept_saved(self, form: Evaluation) -> None:
        """Note that what was typed is in the database."""
        self._kept = {"post": form.post, "comment": form.comment}
        self.stop_asking()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many items have a grade."""
        if (done, total) != self._progress:
            self._progress = (done, total)
            self.stop_asking()
        self.read_words()

    def ask(self, count: int, groups: Sequence[str]) -> None:
        """Say what is missing; the next press hands the form in all the same."""
        self._is_asking = True
        listed = tr(", ").join(groups)
        self.say(tr("{count} items have no grade: {groups}").format(count=count, groups=listed))
        self.read_words()

    def is_asking(self) -> bool:
        """Whether the officer was told what is missing."""
        return self._is_asking

    def stop_asking(self) -> None:
        """Forget that something was asked."""
        if self._is_asking:
            self._is_asking = False
            self.say("")
            self.read_words()

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def set_busy(self, *, is_busy: bool) -> None:
        """Keep the buttons still while the database works."""
        self.hand_in.setEnabled(not is_busy)
        self.take_back.setEnabled(not is_busy)

    def set_editable(self, *, may_edit: bool) -> None:
        """Allow or forbid to change anything."""
        is_open = may_edit and not self._is_handed_in()
        for _, line in self._lines():
            line.setReadOnly(not is_open)
        self.hand_in.setVisible(is_open)
        self.take_back.setVisible(may_edit and self._is_handed_in())
        self.first_missing.setVisible(is_open and self._progress[0] < self._progress[1])

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        done, total = self._progress
        self._post_field.set_caption(tr("Post of the evaluator"))
        self._comment_field.set_caption(tr("Comment on the whole"))
        self._done.setText(tr("{done} of {total} graded").format(done=done, total=total))
        self.first_missing.setText(tr("First without a grade"))
        self.take_back.setText(tr("Take the form back"))
        words = tr("Hand in all the same") if self._is_asking else tr("Hand the form in")
        self.hand_in.setText(words)
        if self._form is not None and self._form.handed_in_at is not None:
            at = minute(self._form.handed_in_at)[5:]
            self._state.set_text(tr("Handed in {time}").format(time=at), tone="ok")
        else:
            self._state.set_text(self._name, tone="")

    def _is_handed_in(self) -> bool:
        return self._form is not None and self._form.handed_in_at is not None

    def _finish(self) -> None:
        if self.is_edited():
            self.described.emit()

    def _lines(self) -> tuple[tuple[str, QLineEdit], ...]:
        return (("post", self.post), ("comment", self.comment))

    def _build(self) -> None:
        self.note.setWordWrap(True)
        fields = QHBoxLayout()
        scaled.gap(fields, 3)
        fields.addWidget(self._post_field, 1)
        fields.addWidget(self._comment_field, 2)
        buttons = QHBoxLayout()
        scaled.gap(buttons, 3)
        for part in (self._state, self._done, self.first_missing):
            buttons.addWidget(part)
        buttons.addStretch()
        buttons.addWidget(self.take_back)
        buttons.addWidget(self.hand_in)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addLayout(fields)
        layout.addWidget(self.note)
        layout.addLayout(buttons)
