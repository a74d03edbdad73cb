"""The side on which one record is changed."""

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.records.conflict_box import ConflictBox, Difference
from ui.records.form import Form
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.pill import Pill
from ui.widgets.words import tr

_UNSAVED = N_("Not saved yet")


class Editor(Card):
    """Title, form, what is wrong, and the button that saves.

    What was typed for a record stays while other records are looked at.

    Signals:
        save_wanted: The form is to be saved (its values as dict).
        given_up: What was typed was thrown away.
    """

    save_wanted = Signal(object)
    given_up = Signal()

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self._key: Hashable = None
        self._saved: Mapping[str, Any] = {}
        self._typed: dict[Hashable, Mapping[str, Any]] = {}
        self._current: Mapping[str, Any] | None = None
        self._refusal = ""
        self._title = Label(tone="title")
        self._unsaved = Pill(tone="accent")
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self.conflict = ConflictBox()
        self.save = KeyButton(key="Ctrl+S", kind="primary")
        self.cancel = KeyButton(key="Esc")
        self.extra = QVBoxLayout()
        self._build()
        form.edited.connect(self.note_edit)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.give_up)
        self.conflict.mine_wanted.connect(self._keep_mine)
        self.conflict.current_wanted.connect(self._take_current)
        self._read_words()

    def show_record(self, key: Hashable, title: str, values: Mapping[str, Any]) -> None:
        """Show a record, with what was typed for it before if it was not saved."""
        is_other = key != self._key
        self._key, self._saved = key, dict(values)
        self._title.setText(title)
        if is_other:
            self.refuse("")
            self.conflict.hide()
            self._current = None
        if is_other or not self.is_edited():
            self.form.show_values(self._typed.get(key, values))
        self._read_words()

    def set_editable(self, refusal: str) -> None:
        """Allow changes, or say why this officer cannot make any."""
        self._refusal = refusal
        self.form.set_editable(may_edit=not refusal)
        self.refuse(refusal)
        self._read_words()

    def key(self) -> Hashable:
        """Return which record is shown."""
        return self._key

    def is_edited(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.has_typed(self._key)

    def has_typed(self, key: Hashable) -> bool:
        """Whether something was typed for a record, in front or not, that is not saved."""
        return key in self._typed

    def submit(self) -> None:
        """Save what was typed."""
        if self._refusal or not self.save.isEnabled():
            return
        try:
            values = self.form.values()
        except Rejected as error:
            self.refuse(error.said(tr))
            return
        self.refuse("")
        self.save_wanted.emit(values)

    def accept_saved(self, key: Hashable) -> None:
        """Note that the record was written; the typed text has done its work."""
        self._typed.pop(key, None)
        self.conflict.hide()
        self._current = None
        self.refuse("")
        self._read_words()

    def refuse(self, sentence: str) -> None:
        """Say what has to be put right; nothing typed is lost."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def show_conflict(self, current: Mapping[str, Any]) -> None:
        """Show what is written now beside what was typed here."""
        self._current = current
        mine = self.form.values()
        differences = [
            Difference(
                caption=tr(field.caption),
                mine=field.said(mine[field.name]),
                current=field.said(current[field.name]),
            )
            for field in self.form.fields
            if mine[field.name] != current[field.name]
        ]
        self.conflict.show_differences(differences)

    def give_up(self) -> None:
        """Throw away what was typed for this record."""
        self._typed.pop(self._key, None)
        self.conflict.hide()
        self.refuse(self._refusal)
        self.form.show_values(self._saved)
        self._read_words()
        self.given_up.emit()

    def note_edit(self) -> None:
        """Keep what was typed for this record until it is saved or given up."""
        try:
            self._typed[self._key] = self.form.values()
        except Rejected:
            self._typed.setdefault(self._key, self._saved)
        self._read_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._unsaved)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        scaled.gap(inner, 3)
        inner.addWidget(self.form)
        inner.addLayout(self.extra)
        inner.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(content)
        scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        scaled.gap(buttons, 2)
        buttons.addWidget(self.cancel, 1)
        buttons.addWidget(self.save, 2)
        self._error.hide()
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 4)
        scaled.gap(layout, 3)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.conflict)
        layout.addWidget(self._error)
        layout.addLayout(buttons)

    def _keep_mine(self) -> None:
        self.conflict.hide()
        self.submit()

    def _take_current(self) -> None:
        if self._current is not None:
            self._saved = self._current
        self.give_up()

    def _read_words(self) -> None:
        self.save.setText(tr("Save"))
        self.cancel.setText(tr("Give up"))
        self._unsaved.set_text(tr(_UNSAVED))
        self._unsaved.setVisible(self.is_edited())
        self.save.setEnabled(self.is_edited() and not self._refusal)
        self.cancel.setEnabled(self.is_edited())
