"""The foot of the form: where the evaluator stood, a few sentences, and handing it in."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.drills.model.evaluation import Evaluation
from commandcenter.kernel.times import minute
from ui.records.conflict_box import ConflictBox, Difference
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.pill import Pill
from ui.widgets.words import tr

_LONGEST_POST, _LONGEST = 200, 4_000


class Aside(NamedTuple):
    """What was typed for a form and is not saved, and what was written there at that time."""

    said: dict[str, str]
    kept: dict[str, str]


def said_in(form: Evaluation | None) -> dict[str, str]:
    """Return what is written at the foot of a form."""
    return {"post": form.post if form else "", "comment": form.comment if form else ""}


class FormFoot(Card):
    """What is typed here is written when a field is left, and with handing in.

    Signals:
        described: Post or comment were changed.
    """

    described = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = said_in(None)
        self._sent: dict[str, str] | None = None  # when a field was left; not answered yet
        self._others: set[str] = set()  # fields in which somebody else wrote meanwhile
        self._words, self._refusal = "", ""
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
        self.conflict = ConflictBox()
        self.note = Label(tone="error")
        self.first_missing = KeyButton(key="Ctrl+J", kind="bare", icon="arrow-right")
        self.take_back = KeyButton(key="Ctrl+Backspace", icon="arrow-u-up-left")
        self.hand_in = KeyButton(key="Ctrl+Enter", kind="primary", icon="paper-plane-tilt")
        self._build()
        for line in (self.post, self.comment):
            line.editingFinished.connect(self._finish)
        self.conflict.mine_wanted.connect(self._keep_mine)
        self.conflict.current_wanted.connect(self._take_current)
        self.say("")

    def show_form(self, form: Evaluation | None, name: str, before: Aside | None = None) -> None:
        """Show a form; what is being typed stays, and what was typed for it before comes back."""
        if before is not None:
            self._kept = before.kept
            self._write(before.said)
        kept = said_in(form)
        for field, line in self._lines():
            if line.text().strip() == self._kept[field]:
                line.setText(kept[field])
            elif kept[field] != self._kept[field]:
                self._others.add(field)
        self._form, self._kept, self._name = form, kept, name
        self.read_words()

    def put_aside(self) -> Aside | None:
        """Let go what was typed and return it, as when another form comes to the front."""
        typed = Aside(self.values(), self._kept) if self.is_edited() else None
        self._is_asking, self._sent = False, None
        self._write(self._kept)
        self._others.clear()
        self.conflict.hide()
        self.say("")
        return typed

    def values(self) -> dict[str, str]:
        """Return what was typed."""
        return {field: line.text().strip() for field, line in self._lines()}

    def is_edited(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.values() != self._kept

    def accept_saved(self, form: Evaluation) -> None:
        """Note that what was typed is in the database."""
        self._kept = said_in(form)
        if self._sent == self._kept:
            self._sent = None
        self._others.clear()
        self.conflict.hide()
        if form.handed_in_at is not None:
            self._is_asking = False
            self.say("")

    def ask_whose(self) -> bool:
        """Show both texts where somebody else wrote meanwhile; False if nobody did."""
        captions = {"post": tr("Post of the evaluator"), "comment": tr("Comment on the whole")}
        differences = [
            Difference(caption=captions[field], mine=text, current=self._kept[field])
            for field, text in self.values().items()
            if field in self._others and text != self._kept[field]
        ]
        if differences:
            self.say("")
            self.conflict.show_differences(differences, takes_focus=True)
        return bool(differences)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many items have a grade."""
        if (done, total) != self._progress:
            self._progress = (done, total)
            self.stop_asking()
        self.read_words()

    def ask(self, words: str) -> None:
        """Say what is missing; the next press hands the form in all the same."""
        self._is_asking = True
        self.say(words)
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
        """Show a sentence; with an empty one why nothing may be changed, if it may not."""
        self._words = words
        shown = words or self._refusal
        self.note.setText(shown)
        self.note.setVisible(bool(shown))

    def unsay(self, words: str) -> None:
        """Take a sentence away if it is the one that is shown."""
        if words == self._words:
            self.say("")

    def begin_write(self, *, is_pressed: bool) -> None:
        """Keep the buttons still while what one of them began is written.

        A field is often left for a button: writing it takes neither the press nor the question
        from the officer.
        """
        if is_pressed:
            self._set_busy(is_busy=True)
        else:
            self._sent = self.values()
        if is_pressed or not self._is_asking:
            self.say("")

    def end_write(self, *, was_pressed: bool) -> None:
        """Let the buttons be pressed again once what one of them began is written or refused."""
        if was_pressed:
            self._set_busy(is_busy=False)

    def refuse(self, words: str, *, was_pressed: bool) -> None:
        """Say why nothing was written; what a refused field hides of a question is asked anew."""
        if not was_pressed:
            self._sent = None
            self.stop_asking()
        self.say(words)

    def set_editable(self, refusal: str) -> None:
        """Allow to change anything, or say why not; what was said before stays."""
        may_edit, self._refusal = not refusal, refusal
        self.say(self._words)
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

    def _set_busy(self, *, is_busy: bool) -> None:
        self.hand_in.setEnabled(not is_busy)
        self.take_back.setEnabled(not is_busy)

    def _is_handed_in(self) -> bool:
        return self._form is not None and self._form.handed_in_at is not None

    def _finish(self) -> None:
        if self.values() != (self._sent or self._kept) and not self.ask_whose():
            self.described.emit()

    def _keep_mine(self) -> None:
        self._others.clear()
        self.conflict.hide()
        self._finish()

    def _take_current(self) -> None:
        self._write({field: self._kept[field] for field in self._others})
        self._keep_mine()

    def _write(self, texts: dict[str, str]) -> None:
        for field, line in self._lines():
            if field in texts:
                line.setText(texts[field])

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
        layout.addWidget(self.conflict)
        layout.addWidget(self.note)
        layout.addLayout(buttons)
