"""One line that asks for a reason before something is done; what is typed stays its subject's."""

from collections.abc import Hashable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.records.ask_card import AskCard
from ui.widgets import scaled
from ui.widgets.cards import Field
from ui.widgets.words import tr

_LONGEST = 500


class AskRow(AskCard):
    """Sunken; Esc keeps what was typed.

    Signals:
        confirmed: What it is about, what is to be done, and what was typed (object, str, str).
    """

    confirmed = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sunken")  # a well, no card
        self._command = self._caption = self._action = ""
        self._about: Hashable = None
        self._typed: dict[Hashable, str] = {}
        self.line = QLineEdit(maxLength=_LONGEST)
        self._field = Field("", self.line)
        row = QHBoxLayout()
        scaled.gap(row, 2)
        row.addWidget(self._field, 1)
        row.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 3, 2, 3, 3)
        scaled.gap(layout, 1)
        layout.addLayout(row)
        layout.addWidget(self.error)
        self.line.textEdited.connect(self._on_typed)
        self.read_words()

    def ask(self, about: Hashable, command: str, *, caption: str, action: str) -> None:
        """Ask about this; the cursor goes into the field.

        Args:
            command: What is to be done.
            caption: Source text of the field.
            action: Source text of the button.
        """
        self._command, self._caption, self._action = command, caption, action
        self.read_words()
        self.show_about(about)
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_about(self, about: Hashable) -> None:
        """Take what was typed about this, without opening."""
        if about != self._about:
            self._about = about
            self.say("")
            self.line.setText(self._typed.get(about, ""))

    def unsaved(self) -> tuple[str, ...]:
        """Return what was typed and not done yet, whatever it is about."""
        return tuple(self._typed.values())

    def settle(self, about: Hashable) -> None:
        """Take it that it was done."""
        self.set_busy(False)
        self._typed.pop(about, None)
        if about == self._about:
            self.line.clear()
            self.close_bar()

    def refuse(self, error: Exception) -> None:
        super().refuse(error)
        self.show()

    def confirm(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.line.text().strip():
            self.say(tr("Say why: it stands in the record."))
            self.line.setFocus()
            return
        self.say("")
        self.set_busy(True)
        self.confirmed.emit(self._about, self._command, self.line.text().strip())

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        self.line.setReadOnly(is_busy)

    def read_words(self) -> None:
        super().read_words()
        self._field.set_caption(tr(self._caption) if self._caption else "")
        self.button.setText(tr(self._action) if self._action else "")

    def _on_typed(self, text: str) -> None:
        self._typed[self._about] = text
