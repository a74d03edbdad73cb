"""One line that asks for a reason before something is done; what is typed stays its subject's."""

from collections.abc import Hashable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Field, Well
from ui.widgets.labels import Label
from ui.widgets.words import tr

_LONGEST = 500


class AskRow(Well):
    """Hidden until it asks; Enter does it, Esc leaves it and keeps what was typed.

    Signals:
        confirmed: What it is about, what is to be done, and what was typed (object, str, str).
        left: It was closed.
    """

    confirmed = Signal(object, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._command = self._caption = self._action = ""
        self._about: Hashable = None
        self._typed: dict[Hashable, str] = {}
        self._is_busy = False
        self.line = QLineEdit(maxLength=_LONGEST)
        self._field = Field("", self.line)
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self._do = KeyButton(key="Enter", kind="primary")
        self._leave = KeyButton(key="Esc", kind="bare")
        row = QHBoxLayout()
        scaled.gap(row, 2)
        row.addWidget(self._field, 1)
        row.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._do, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 3, 2, 3, 3)
        scaled.gap(layout, 1)
        layout.addLayout(row)
        layout.addWidget(self._error)
        self.line.textEdited.connect(self._on_typed)
        self._do.clicked.connect(self._confirm)
        self._leave.clicked.connect(self.close_row)
        self._read_words()
        self.hide()

    def ask(self, about: Hashable, command: str, *, caption: str, action: str) -> None:
        """Ask about this; the cursor goes into the field.

        Args:
            command: What is to be done.
            caption: Source text of the field.
            action: Source text of the button.
        """
        self._command, self._caption, self._action = command, caption, action
        self._read_words()
        self.show_about(about)
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_about(self, about: Hashable) -> None:
        """Take what was typed about this, without opening."""
        if about != self._about:
            self._about = about
            self._say("")
            self.line.setText(self._typed.get(about, ""))

    def settle(self, about: Hashable) -> None:
        """Take it that it was done."""
        self._set_busy(is_busy=False)
        self._typed.pop(about, None)
        if about == self._about:
            self.line.clear()
            self.close_row()

    def refuse(self, error: Exception) -> None:
        """Say why it was not done; what was typed stays."""
        self._set_busy(is_busy=False)
        self.show()
        self._say(sentence(error))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def close_row(self) -> None:
        """Close it."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_row()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _confirm(self) -> None:
        if self._is_busy:
            return
        if not self.line.text().strip():
            self._say(tr("Say why: it stands in the record."))
            self.line.setFocus()
            return
        self._say("")
        self._set_busy(is_busy=True)
        self.confirmed.emit(self._about, self._command, self.line.text().strip())

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._do.setEnabled(not is_busy)
        self.line.setReadOnly(is_busy)

    def _on_typed(self, text: str) -> None:
        self._typed[self._about] = text

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _read_words(self) -> None:
        self._field.set_caption(tr(self._caption) if self._caption else "")
        self._do.setText(tr(self._action) if self._action else "")
        self._leave.setText(tr("Leave"))
