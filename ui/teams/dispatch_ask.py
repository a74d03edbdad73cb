"""One line below the board that asks for a reason or a time before something is noted."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.kernel.words import N_
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.words import tr

REASON, TIME = "reason", "time"
_CAPTIONS = {TIME: N_("Time"), REASON: N_("Reason")}
_LONGEST = 200
_TIME_W = 140

Confirmed = Callable[[Mapping[str, str]], None]


class AskBar(Card):
    """Hidden until something is asked; Enter does it, Esc leaves it.

    Signals:
        left: It was closed; the board gets the keys again.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._confirmed: Confirmed | None = None
        self._title = Label(tone="strong")
        self._title.setWordWrap(True)
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self.lines = {name: QLineEdit(maxLength=_LONGEST) for name in _CAPTIONS}
        self.fields = {
            name: Field(tr(caption), self.lines[name]) for name, caption in _CAPTIONS.items()
        }
        self._do = KeyButton(key="Enter", kind="primary")
        self._leave = KeyButton(key="Esc", kind="bare")
        self._build()
        self._do.clicked.connect(self._confirm)
        self._leave.clicked.connect(self.close_bar)
        self.read_words()
        self.hide()

    def ask(
        self,
        title: str,
        action: str,
        names: Sequence[str],
        confirmed: Confirmed,
        *,
        values: Mapping[str, str] | None = None,
    ) -> None:
        """Ask for these fields, in words of the window; the cursor goes into the first."""
        self._confirmed = confirmed
        self._title.setText(title)
        self._do.setText(action)
        self.set_busy(False)
        self.say("")
        for name, field in self.fields.items():
            field.setVisible(name in names)
            field.set_error("")
            self.lines[name].setText((values or {}).get(name, ""))
        self.show()
        first = self.lines[names[0]]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.selectAll()

    def refuse(self, error: Exception) -> None:
        """Say why it was not done; what was typed stays."""
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
        """Keep what was typed as it is while the database works."""
        self._do.setEnabled(not is_busy)
        for line in self.lines.values():
            line.setReadOnly(is_busy)

    def is_busy(self) -> bool:
        """Whether what was asked is being written."""
        return not self.isHidden() and not self._do.isEnabled()

    def close_bar(self) -> None:
        """Close it; what was typed is let go."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for name, field in self.fields.items():
            field.set_caption(tr(_CAPTIONS[name]))
        self._leave.setText(tr("Leave"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _confirm(self) -> None:
        if self._do.isEnabled() and self._confirmed is not None:
            self.say("")
            self.set_busy(True)
            self._confirmed({name: line.text().strip() for name, line in self.lines.items()})

    def _build(self) -> None:
        row = QHBoxLayout()
        scaled.gap(row, 3)
        row.addWidget(self._title, 2)
        row.addWidget(self.fields[TIME])
        row.addWidget(self.fields[REASON], 3)
        foot = Qt.AlignmentFlag.AlignBottom
        row.addWidget(self._leave, 0, foot)
        row.addWidget(self._do, 0, foot)
        scaled.width(self.fields[TIME], _TIME_W)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 2, 4, 3)
        scaled.gap(layout, 1)
        layout.addLayout(row)
        layout.addWidget(self._error)
