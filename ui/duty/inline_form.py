"""A few fields below a list, for what is done to its selected line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.duty.fields import LineField
from ui.duty.one_line import OneLine
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One field of the form.

    Attributes:
        caption: Source text.
        stretch: Its share of the width.
    """

    name: str
    caption: str
    stretch: int = 1


class InlineForm(QWidget):
    """Hidden until it is asked something; Enter does it, Esc leaves it.

    Signals:
        confirmed: What was typed, by field (dict).
        left: The form was closed; the list gets the keys again.
    """

    confirmed = Signal(dict)
    left = Signal()

    def __init__(self, asks: Sequence[Ask], action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks = tuple(asks)
        self._action = action
        self._title = OneLine()
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self.fields = {ask.name: LineField() for ask in asks}
        self._button = KeyButton(kind="primary")
        self._cancel = KeyButton(kind="bare")
        self._build()
        self._button.clicked.connect(self._confirm)
        self._cancel.clicked.connect(self.close_form)
        self.read_words()
        self.hide()

    def ask(self, title: str, values: Mapping[str, str]) -> None:
        """Open it with these values; the cursor goes into the first field."""
        self._title.set_text(title)
        self.say("")
        for name, field in self.fields.items():
            field.set_error("")
            field.show_text(values.get(name, ""))
        self.set_busy(False)
        self.show()
        first = next(iter(self.fields.values())).line
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.selectAll()

    def close_form(self) -> None:
        """Close it; what was typed is let go."""
        self.hide()
        self.left.emit()

    def refuse(self, error: Exception) -> None:
        """Show why it was not done; what was typed stays."""
        self.set_busy(False)
        self.say(sentence(error))

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def set_busy(self, is_busy: bool) -> None:
        """Keep the fields as they are while the database works."""
        self._button.setEnabled(not is_busy)
        for field in self.fields.values():
            field.line.setReadOnly(is_busy)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for ask in self._asks:
            self.fields[ask.name].set_caption(tr(ask.caption))
        self._button.setText(tr(self._action))
        self._button.set_key("Enter")
        self._cancel.setText(tr("Leave"))
        self._cancel.set_key("Esc")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = QRect(0, 0, self.width(), 1)
        QPainter(self).fillRect(edge, theme.color("line_strong"))

    def _confirm(self) -> None:
        if self._button.isEnabled():
            self.say("")
            self.confirmed.emit({name: field.text() for name, field in self.fields.items()})

    def _build(self) -> None:
        row = QHBoxLayout()
        scaled.gap(row, 2)
        for ask in self._asks:
            row.addWidget(self.fields[ask.name], ask.stretch)
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        foot.addWidget(self._title, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._button)
        inner = QVBoxLayout()
        scaled.margins(inner, 4, 2, 4, 3)
        scaled.gap(inner, 2)
        inner.addLayout(row)
        inner.addWidget(self._error)
        inner.addLayout(foot)
        self.setLayout(inner)
