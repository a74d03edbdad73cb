"""What an evaluator adds to a judgement: when it was done, and a remark."""

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.widgets import scaled
from ui.widgets.cards import Field
from ui.widgets.typed_time import Toward, read_time
from ui.widgets.words import tr

_LONGEST_TIME, _LONGEST = 20, 2_000
# Of an expected action: its line of the script, and which of the actions of that line.
Key = tuple[UUID, int]
Said = tuple[str, str]


class JudgedFields(QWidget):
    """What is typed belongs to the action it was typed for, and waits there until it is saved.

    Signals:
        entered: Enter was pressed in the time.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: Key | None = None
        self._kept: Said = ("", "")
        self._typed: dict[Key, Said] = {}  # not saved, of actions that are not in front
        self.at = QLineEdit(maxLength=_LONGEST_TIME)
        self.note = QLineEdit(maxLength=_LONGEST)
        self._at_field, self._note_field = Field("", self.at), Field("", self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(self._at_field, 1)
        row.addWidget(self._note_field, 2)
        self.at.returnPressed.connect(self.entered)
        self.read_words()

    def show_action(self, key: Key | None, note: str) -> None:
        """Show an action and what was remarked on it; what is typed for it stays."""
        kept = ("", note)
        if key == self._key:
            is_typed, self._kept = self.said() != self._kept, kept
            if not is_typed:
                self._write(kept)
            return
        if self._key is not None and self.said() != self._kept:
            self._typed[self._key] = self.said()
        self._key, self._kept = key, kept
        self.refuse("")
        self._write(self._typed.pop(key, kept) if key is not None else kept)

    def said(self) -> Said:
        """Return what stands in both fields."""
        return self.at.text(), self.note.text()

    def read_at(self, now: datetime) -> datetime | None:
        """Return the time that was typed.

        Raises:
            UnreadableTime: It is no time.
        """
        return read_time(self.at.text(), now=now, toward=Toward.FUTURE)

    def accept_saved(self, key: Key, said: Said) -> None:
        """Note that what was said of an action is in the database; what came since stays."""
        if key != self._key:
            if self._typed.get(key) == said:
                del self._typed[key]
        elif self.said() == said:
            self._kept = ("", said[1])
            self._write(self._kept)

    def give_up(self) -> None:
        """Throw away what was typed for the action in front."""
        self._write(self._kept)
        self.refuse("")

    def refuse(self, words: str) -> None:
        """Say what is wrong with the time; nothing with an empty sentence."""
        self._at_field.set_error(words)

    def set_editable(self, *, may_edit: bool) -> None:
        """Allow or forbid to type."""
        self.at.setEnabled(may_edit)
        self.note.setEnabled(may_edit)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._at_field.set_caption(tr("Done at, if the log does not say"))
        self._note_field.set_caption(tr("Remark"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_note_field"):
            self.read_words()

    def _write(self, said: Said) -> None:
        for line, text in zip((self.at, self.note), said, strict=True):
            if line.text() != text:
                line.setText(text)
