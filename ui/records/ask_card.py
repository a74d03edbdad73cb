"""What the cards that ask for something have in common: their keys, buttons and refusals."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.words import tr


class AskCard(Card):
    """Hidden until something is asked; Enter does it, Esc leaves it.

    Signals:
        left: It was closed; what it stands below gets the keys again.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.error = Label(tone="error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.button = KeyButton(key="Enter", kind="primary")
        self._leave = KeyButton(tr("Leave"), key="Esc", kind="bare")
        self.button.clicked.connect(self.confirm)
        self._leave.clicked.connect(self.close_bar)
        self.hide()

    def confirm(self) -> None:
        """Do what was asked."""
        raise NotImplementedError

    def refuse(self, error: Exception) -> None:
        """Say why it was not done; what was typed stays."""
        self.set_busy(False)
        self.say(sentence(error))

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self.error.text()

    def set_busy(self, is_busy: bool) -> None:
        """Keep what was typed as it is while the database works."""
        self.button.setEnabled(not is_busy)

    def close_bar(self) -> None:
        """Close it; what was typed is let go."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._leave.setText(tr("Leave"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _foot(self, title: QWidget) -> QHBoxLayout:
        """Return what is asked, with both buttons behind it."""
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        foot.addWidget(title, 1)
        foot.addWidget(self._leave)
        foot.addWidget(self.button)
        return foot
