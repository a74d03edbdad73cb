"""A few fields below the incident, for what is done to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.kernel.errors import Rejected
from ui.incidents.fields import TextBox
from ui.records.ask_card import AskCard
from ui.widgets import scaled
from ui.widgets.cards import Field
from ui.widgets.labels import Label
from ui.widgets.toggle import Toggle
from ui.widgets.words import tr

_COLUMNS = 12
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One field.

    Attributes:
        caption: Source text.
        span: Twelfths of the width.
        choices: Values and their words, in the language of the window; a line if none.
        is_switch: Yes or no.
        lines: More than one for a longer text.
    """

    name: str
    caption: str
    span: int = 4
    choices: tuple[tuple[str, str], ...] = ()
    is_switch: bool = False
    longest: int = 200
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    Attributes:
        key: What it is about; what was typed for it comes back when it is asked again.
        title: In the language of the window, as *action*.
        values: What the fields begin with.
        confirmed: Gets what was typed or chosen by field; raises Rejected to refuse it.
    """

    key: object
    title: str
    action: str
    asks: Sequence[Ask]
    confirmed: Callable[[Mapping[str, str]], None]
    values: Mapping[str, str]


class _Lines(TextBox):
    """Several lines; Enter does what is asked, Shift+Enter begins a line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        else:
            event.ignore()  # for the bar


class AskBar(AskCard):
    """What was typed comes back when the same is asked again, until it was done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self._is_busy = False
        self._typed: dict[object, dict[str, str]] = {}
        self._offered: dict[str, str] = {}  # what the fields began with
        self._title = Label(tone="strong")
        self._title.setWordWrap(True)
        self.fields: dict[str, Field] = {}
        self._holder = QWidget()
        self._build()

    def ask(self, question: Question) -> None:
        """Ask something; the cursor goes into the first field."""
        self._remember()
        self._question = question
        self._title.setText(question.title)
        self.button.setText(question.action)
        self.say("")
        self._lay_out(question)
        self._offered = {} if question.key in self._typed else self.values()
        self.set_busy(False)
        self.show()
        self.take_focus()

    def key(self) -> object:
        """Return what the open question is about; None if nothing is asked."""
        return None if self._question is None else self._question.key

    def set_value(self, name: str, value: str) -> None:
        """Put a value into a field."""
        _write(self.fields[name].control, value)

    def values(self) -> dict[str, str]:
        """Return what was typed or chosen."""
        return {name: _read(field.control) for name, field in self.fields.items()}

    def say(self, words: str, name: str = "") -> None:
        """Show a sentence, at a field if named; nothing with an empty one."""
        for field in self.fields.values():
            field.set_error("")
        if name in self.fields:
            self.fields[name].set_error(words)
            self.fields[name].control.setFocus()
        super().say("" if name else words)

    def set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        # Not disabled: that would take the cursor out of the field.
        for field in self.fields.values():
            if isinstance(field.control, (QLineEdit, TextBox)):
                field.control.setReadOnly(is_busy)

    def settle(self) -> None:
        """Close it after it was done; what was typed has done its work."""
        self._is_busy = False
        if self._question is not None:
            self._typed.pop(self._question.key, None)
        self._close()

    def close_bar(self) -> None:
        self._remember()
        self._close()

    def take_focus(self) -> None:
        """Put the cursor into the first field that is empty."""
        controls = [field.control for field in self.fields.values()]
        lines = [one for one in controls if isinstance(one, QLineEdit)]
        empty = [one for one in lines if not one.text()]
        for control in (*empty, *lines, *controls):
            control.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return

    def confirm(self) -> None:
        if self._question is None or self._is_busy:
            return
        self.say("")
        self.set_busy(True)
        try:
            self._question.confirmed(self.values())
        except Rejected as error:
            self.refuse(error)

    def read_words(self) -> None:
        super().read_words()
        if self._question is not None:
            for ask in self._question.asks:
                self.fields[ask.name].set_caption(tr(ask.caption))

    def unsaved(self) -> tuple[str, ...]:
        """Return what was typed and not done yet, question by question."""
        return tuple("\n".join(filter(None, one.values())) for one in self._typed.values())

    def _close(self) -> None:
        self._question = None
        super().close_bar()

    def _remember(self) -> None:
        if self._question is not None and not self._is_busy:
            values, key = self.values(), self._question.key
            self._typed.pop(key, None)
            if values != self._offered:
                self._typed[key] = values

    def _lay_out(self, question: Question) -> None:
        grid = self._holder.layout()
        assert isinstance(grid, QGridLayout)  # noqa: S101 - made below
        for field in self.fields.values():
            field.hide()
            field.deleteLater()
        self.fields = {}
        values = {**question.values, **self._typed.get(question.key, {})}
        row = column = 0
        for ask in question.asks:
            if column + ask.span > _COLUMNS:
                row, column = row + 1, 0
            field = Field(tr(ask.caption), _control(ask))
            _write(field.control, values.get(ask.name, ""))
            grid.addWidget(field, row, column, 1, ask.span)
            self.fields[ask.name] = field
            column += ask.span

    def _build(self) -> None:
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        scaled.gap(grid, 2)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addWidget(self._holder)
        layout.addWidget(self.error)
        layout.addLayout(self._foot(self._title))


def _control(ask: Ask) -> QWidget:
    if ask.is_switch:
        return Toggle()
    if ask.lines > 1:
        return _Lines(lines=ask.lines)
    if not ask.choices:
        return QLineEdit(maxLength=ask.longest)
    box = QComboBox()
    for value, words in ask.choices:
        box.addItem(words, value)
    return box


def _read(control: QWidget) -> str:
    if isinstance(control, QComboBox):
        return str(control.currentData() or "")
    if isinstance(control, Toggle):
        return "yes" if control.isChecked() else ""
    if isinstance(control, TextBox):
        return control.toPlainText().strip()
    return control.text().strip() if isinstance(control, QLineEdit) else ""


def _write(control: QWidget, value: str) -> None:
    if isinstance(control, QComboBox):
        control.setCurrentIndex(max(0, control.findData(value)))
    elif isinstance(control, Toggle):
        control.setChecked(bool(value))
    elif isinstance(control, TextBox):
        control.show_text(value)
    elif isinstance(control, QLineEdit):
        control.setText(value)
        control.setCursorPosition(0)
