"""How a warning was passed on (传播): what was done, and a row to add more."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.kernel.ids import new_id
from commandcenter.kernel.text import fold
from commandcenter.warnings.model.passing import Notice
from ui.shell.sentences import sentence
from ui.warnings import times
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Field
from ui.widgets.labels import Label
from ui.widgets.words import tr

_LONGEST, _COUNT_W, _CHANNEL_W = 200, 96, 132


class ToldBox(QWidget):
    """Rows of what was done, newest last; Enter in the row below adds one.

    Signals:
        added: A way is to be recorded (Notice); answered by `settle` or `refuse`.
    """

    added = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._about: UUID | None = None
        self._typed: dict[UUID, tuple[str, str]] = {}
        self._sent: Notice | None = None
        self._is_busy = False
        self._heading = Label(tone="strong")
        self._rows = Label()
        self._rows.setWordWrap(True)
        self.channel = QComboBox()
        self.target = QLineEdit(maxLength=_LONGEST)
        self.count = QLineEdit(maxLength=9)
        self._fields = [Field("", one) for one in (self.channel, self.target, self.count)]
        self._add = KeyButton(key="Enter", icon="plus")
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self._error.hide()
        self._form = QWidget()
        self._build()
        self._add.clicked.connect(self._submit)
        self._read_words()

    def offer(self, channels: Sequence[tuple[str, str]]) -> None:
        """Offer these channels: code and word of each."""
        offered = [(self.channel.itemData(at), self.channel.itemText(at)) for at in self._range()]
        if offered == list(channels):
            return
        before = self.channel.currentData()
        self.channel.clear()
        for code, word in channels:
            self.channel.addItem(word, code)
        self.channel.setCurrentIndex(max(0, self.channel.findData(before)))

    def show_told(self, about: UUID, told: Sequence[Notice], *, may_add: bool) -> None:
        """Show what was done for a warning; what is typed stays its own."""
        if about != self._about:
            self._keep_typed()
            self._about = about
            target, count = self._typed.get(about, ("", ""))
            self.target.setText(target)
            self.count.setText(count)
            self.say("")
        words = self._words()
        self._rows.setText("\n".join(_row(one, words, self._clock()) for one in told))
        self._rows.setVisible(bool(told))
        self._form.setVisible(may_add)

    def unsaved(self) -> tuple[str, ...]:
        """Return what was typed and is not recorded, of warnings that are not in front."""
        return tuple("\n".join(filter(None, texts)) for texts in self._typed.values())

    def settle(self, notice: Notice) -> None:
        """Take it that a row was recorded."""
        self._set_busy(is_busy=False)
        self._sent = None
        self._typed.pop(notice.warning_id, None)
        if notice.warning_id == self._about:
            self.target.clear()
            self.count.clear()
            self.target.setFocus()

    def refuse(self, error: Exception) -> None:
        """Say why it was not recorded; what was typed stays."""
        self._set_busy(is_busy=False)
        self.say(sentence(error))

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def take_focus(self) -> None:
        """Put the cursor into the row."""
        self.target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._submit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _submit(self) -> None:
        if self._about is None or self._is_busy or self.channel.currentData() is None:
            return
        typed = fold(self.count.text()).strip()
        if typed and not typed.isdecimal():
            self.say(tr("Write the number of people with digits, or leave it empty."))
            self.count.setFocus()
            return
        notice = Notice(
            id=new_id(),
            warning_id=self._about,
            channel=str(self.channel.currentData()),
            told=self.target.text().strip(),
            at=self._clock(),
            reached=int(typed) if typed else None,
        )
        if self._sent is not None and _says(self._sent) == _says(notice):
            notice = self._sent
        self._sent = notice
        self.say("")
        self._set_busy(is_busy=True)
        self.added.emit(notice)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._add.setEnabled(not is_busy)
        for line in (self.target, self.count):
            line.setReadOnly(is_busy)

    def _keep_typed(self) -> None:
        if self._about is not None:
            self._typed[self._about] = (self.target.text(), self.count.text())

    def _words(self) -> dict[str, str]:
        return {self.channel.itemData(at): self.channel.itemText(at) for at in self._range()}

    def _range(self) -> range:
        return range(self.channel.count())

    def _build(self) -> None:
        row = QHBoxLayout(self._form)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 2)
        channel, target, count = self._fields
        scaled.width(channel, _CHANNEL_W)
        scaled.width(count, _COUNT_W)
        row.addWidget(channel)
        row.addWidget(target, 1)
        row.addWidget(count)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 1)
        for widget in (self._heading, self._rows, self._form, self._error):
            layout.addWidget(widget)

    def _read_words(self) -> None:
        self._heading.setText(tr("Passed on"))
        captions = (tr("Channel"), tr("To whom"), tr("People reached"))
        for field, caption in zip(self._fields, captions, strict=True):
            field.set_caption(caption)
        self._add.setText(tr("Add"))


def _says(notice: Notice) -> tuple[object, ...]:
    return (notice.warning_id, notice.channel, notice.told, notice.reached)


def _row(one: Notice, words: dict[str, str], now: datetime) -> str:
    reached = tr("{count} people").format(count=one.reached) if one.reached is not None else ""
    channel = words.get(one.channel, one.channel)
    parts = (times.moment(one.at, now), channel, one.told, reached, one.remarks, one.by)
    return " · ".join(part for part in parts if part)
