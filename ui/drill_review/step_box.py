"""The next step of a corrective action: reported done, rechecked, given back, opened again."""

from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.drills.model.correction import ActionState, CorrectiveAction
from commandcenter.kernel.times import minute
from ui.records.fields import Paragraph
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Field, Well
from ui.widgets.labels import Label
from ui.widgets.words import tr

_LINES = 2
Step = tuple[UUID, ActionState]


class StepBox(Well):
    """One text and one or two buttons, as the state of the action has it.

    Signals:
        done: It is to be noted as done, with the evidence that was typed.
        checked: The recheck is to be noted (whether it was good).
        reopened: It is to be opened again, with the reason that was typed.
    """

    done = Signal()
    checked = Signal(bool)
    reopened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action: CorrectiveAction | None = None
        self._typed: dict[Step, str] = {}  # not saved, of steps that are not in front
        self._told = Label(tone="note")
        self._left = Label(tone="note")
        self.text = Paragraph(_LINES)
        self._field = Field("", self.text)
        self.note = Label(tone="error")
        self.forward = KeyButton(key="Ctrl+D", kind="primary", icon="check")
        self.back = KeyButton(key="Ctrl+B", kind="raised", icon="arrow-u-up-left")
        self._build()
        self.forward.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.read_words()
        self.say("")

    def show_action(self, action: CorrectiveAction | None) -> None:
        """Show where an action stands; what was typed for a step waits there."""
        before, now = _step(self._action), _step(action)
        self._action = action
        if before != now:
            if before is not None and self.typed():
                self._typed[before] = self.text.toPlainText()
            self.text.setPlainText(self._typed.pop(now, "") if now is not None else "")
        if (before and before[0]) != (now and now[0]):
            self.say("")
        self.setVisible(action is not None)
        self.read_words()

    def typed(self) -> str:
        """Return the text that goes with the step."""
        return self.text.toPlainText().strip()

    def accept_saved(self, action: CorrectiveAction, text: str) -> None:
        """Note that the step of an action was taken with this text; what came since stays."""
        step = _step(action)
        if step == _step(self._action):
            if self.typed() == text:
                self.text.clear()
        elif step is not None and self._typed.get(step, "").strip() == text:
            self._typed.pop(step, None)
        self.read_words()

    def give_up(self) -> None:
        """Throw away what was typed for steps that the action in front is not at any more."""
        for step in self._left_steps():
            del self._typed[step]
        self.read_words()

    def go_on(self) -> None:
        """Ask for the step forward."""
        if self._action is None or not self.forward.isEnabled():
            return
        if self._action.state is ActionState.OPEN:
            self.done.emit()
        elif self._action.state is ActionState.DONE:
            self.checked.emit(True)

    def go_back(self) -> None:
        """Ask for the step back."""
        if self._action is None or not self.back.isEnabled():
            return
        if self._action.state is ActionState.DONE:
            self.checked.emit(False)
        elif self._action.state is ActionState.CLOSED:
            self.reopened.emit()

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def set_editable(self, *, may_edit: bool) -> None:
        """Allow or forbid the step."""
        for part in (self.text, self.forward, self.back):
            part.setEnabled(may_edit)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        one = self._action
        if one is None:
            return
        state = one.state
        captions = {
            ActionState.OPEN: tr("What shows that it was done; files may show it instead"),
            ActionState.DONE: tr("Result of the recheck"),
            ActionState.CLOSED: tr("Why it is opened again"),
        }
        self._field.set_caption(captions[state])
        self._told.setText(_history(one))
        self._told.setVisible(bool(self._told.text()))
        self._read_left()
        is_open, is_done = state is ActionState.OPEN, state is ActionState.DONE
        self.forward.setVisible(is_open or is_done)
        self.forward.setText(tr("Note as done") if is_open else tr("Rechecked, in order"))
        self.back.setVisible(not is_open)
        self.back.setText(tr("Give back") if is_done else tr("Reopen the measure"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "note"):
            self.read_words()

    def _left_steps(self) -> list[Step]:
        one = self._action
        return [step for step in self._typed if one is not None and step[0] == one.id]

    def _read_left(self) -> None:
        """Show what was typed for a step that somebody else took meanwhile."""
        text = "\n".join(self._typed[step] for step in self._left_steps())
        words = tr("Typed here for an earlier step and not saved: {text}")
        self._left.setText(words.format(text=text) if text else "")
        self._left.setVisible(bool(text))

    def _build(self) -> None:
        for label in (self._told, self._left, self.note):
            label.setWordWrap(True)
        self._left.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout = QVBoxLayout(self)
        scaled.margins(layout, 3, 2, 3, 3)
        scaled.gap(layout, 2)
        row = QHBoxLayout()
        scaled.gap(row, 3)
        buttons = QVBoxLayout()
        scaled.gap(buttons, 1)
        buttons.addStretch()
        buttons.addWidget(self.back)
        buttons.addWidget(self.forward)
        row.addWidget(self._field, 1)
        row.addLayout(buttons)
        layout.addWidget(self._told)
        layout.addWidget(self._left)
        layout.addLayout(row)
        layout.addWidget(self.note)


def _step(one: CorrectiveAction | None) -> Step | None:
    """Return which step an action waits for."""
    return None if one is None else (one.id, one.state)


def _history(one: CorrectiveAction) -> str:
    """Say who noted what was done and what the last recheck came to."""
    lines = []
    if one.done_at is not None:
        words = tr("Noted as done {time} by {name}: {text}")
        lines.append(words.format(time=minute(one.done_at), name=one.done_by, text=one.evidence))
    if one.checked_at is not None:
        is_good = one.state is ActionState.CLOSED
        words = (
            tr("Rechecked {time} by {name}: {text}")
            if is_good
            else tr("Given back {time} by {name}: {text}")
        )
        lines.append(
            words.format(time=minute(one.checked_at), name=one.checked_by, text=one.check_note)
        )
    return "\n".join(lines)
