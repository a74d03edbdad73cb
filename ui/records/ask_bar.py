"""Some fields below a list that are asked for before something is noted."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.kernel.errors import Rejected
from ui.records import fields as record_fields
from ui.records.form import Form, FormField
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.words import tr

Confirmed = Callable[[Mapping[str, Any]], None]


class AskBar(Card):
    """Hidden until something is asked; Enter does it, Esc leaves it.

    Signals:
        left: It was closed; the list gets the keys again.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: Form | None = None
        self._confirmed: Confirmed | None = None
        self._title = Label(tone="strong")
        self._title.setWordWrap(True)
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self._do = KeyButton(key="Enter", kind="primary")
        self._leave = KeyButton(key="Esc", kind="bare")
        self._place = QVBoxLayout()
        self._build()
        self._do.clicked.connect(self.confirm)
        self._leave.clicked.connect(self.close_bar)
        self.read_words()
        self.hide()

    def ask(
        self,
        title: str,
        action: str,
        fields: Sequence[FormField],
        confirmed: Confirmed,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Ask for these fields; the cursor goes into the first.

        Args:
            title: In words of the window, as is *action*.
        """
        self._confirmed = confirmed
        self._title.setText(title)
        self._do.setText(action)
        self._put(Form(fields), values or {})
        self.set_busy(False)
        self.say("")
        self.show()
        fields[0].control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def confirm(self) -> None:
        """Do what was asked."""
        if not self._do.isEnabled() or self._confirmed is None or self.form is None:
            return
        self.say("")
        try:
            values = self.form.values()
        except Rejected:
            return  # the field says it
        self.set_busy(True)
        self._confirmed(values)

    def refuse(self, error: Exception) -> None:
        """Say why it was not done; what was typed stays."""
        self.set_busy(False)
        self.say(sentence(error))
        if self.form is not None:
            # The field lost the cursor when nothing could be typed.
            self.form.fields[0].control.setFocus()

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
        if self.form is not None:
            self.form.set_editable(may_edit=not is_busy)

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

    def _put(self, form: Form, values: Mapping[str, Any]) -> None:
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.deleteLater()
        self.form = form
        self._place.addWidget(form)
        form.set_columns(min(len(form.fields), 3))
        form.show_values({field.name: values.get(field.name) for field in form.fields})
        record_fields.listen(form)

    def _build(self) -> None:
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        foot.addWidget(self._title, 1)
        foot.addWidget(self._leave)
        foot.addWidget(self._do)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 2, 4, 2)
        scaled.gap(layout, 2)
        layout.addLayout(self._place)
        layout.addWidget(self._error)
        layout.addLayout(foot)
