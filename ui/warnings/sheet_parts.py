"""Parts of the sheet of a warning: captioned facts, plain texts, doors to other warnings."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.paint import paintable
from ui.widgets.words import tr

_CAPTION_W, _RAW_H = 76, 260  # px at 100 %


class Facts(QWidget):
    """Captions with what stands behind them, below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        scaled.gap(self._grid, 1)
        self._rows: list[tuple[Label, Label]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these."""
        while len(self._rows) < len(facts):
            self._add()
        for at, (caption, words) in enumerate(self._rows):
            is_used = at < len(facts)
            caption.setText(facts[at][0] if is_used else "")
            words.setText(facts[at][1] if is_used else "")
            caption.setVisible(is_used)
            words.setVisible(is_used)

    def texts(self) -> list[str]:
        """Return what is shown behind the captions."""
        return [words.text() for _, words in self._rows if not words.isHidden()]

    def _add(self) -> None:
        caption, words = Label(tone="note"), Label()
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scaled.width(caption, _CAPTION_W)
        at = len(self._rows)
        self._grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, at, 1)
        self._rows.append((caption, words))


class Passage(QWidget):
    """A heading and a text as it was written; hidden without a text."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = heading
        self._heading = Label(tone="strong")
        self.text = Label(tone="large")
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 1)
        layout.addWidget(self._heading)
        layout.addWidget(self.text)
        self._read_words()

    def show_text(self, words: str) -> None:
        """Show this text."""
        self.text.setText(words)
        self.setVisible(bool(words))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _read_words(self) -> None:
        self._heading.setText(tr(self._source))


class Doors(QWidget):
    """A heading with buttons below it, each of which leads somewhere; hidden without any.

    Signals:
        opened: A door was taken (its key).
    """

    opened = Signal(object)

    def __init__(self, heading: str, *, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = heading
        self._icon = icon
        self._heading = Label(tone="strong")
        self._shown: tuple[tuple[UUID | None, str], ...] = ()
        self.buttons: list[KeyButton] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._heading)
        self.hide()
        self._read_words()

    def show_doors(self, doors: Sequence[tuple[UUID | None, str]]) -> None:
        """Show these words; those without a key lead nowhere."""
        if tuple(doors) == self._shown:
            return
        self._shown = tuple(doors)
        for button in self.buttons:
            self._box.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(key, words) for key, words in doors]
        for button in self.buttons:
            self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(doors))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _button(self, key: UUID | None, words: str) -> KeyButton:
        button = KeyButton(words, kind="bare", icon=self._icon)
        button.setEnabled(key is not None)
        button.clicked.connect(lambda: self.opened.emit(key))
        return button

    def _read_words(self) -> None:
        self._heading.setText(tr(self._source))


class Raw(QWidget):
    """The original message as text, behind a button; it can be read and copied, not changed."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = KeyButton(key=key, kind="bare", icon="code")
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.text.setTabChangesFocus(True)
        self.text.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.text)
        self.button.clicked.connect(self.toggle)
        self._read_words()

    def show_text(self, words: str) -> None:
        """Take this text; it stays behind the button, or open, as it was."""
        shown = paintable(words)
        if shown != self.text.toPlainText():
            self.text.setPlainText(shown)
        self.setVisible(bool(words))

    def toggle(self) -> None:
        """Open it, or close it."""
        if self.isHidden():
            return
        self.text.setVisible(self.text.isHidden())
        self.text.setFixedHeight(theme.px(_RAW_H))
        self._read_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _read_words(self) -> None:
        is_open = not self.text.isHidden()
        self.button.setText(tr("Hide the original") if is_open else tr("Show the original"))
        self.text.setAccessibleName(tr("Original message"))
        self.button.updateGeometry()
