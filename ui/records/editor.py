"""The side on which one record is changed."""

from collections.abc import Hashable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.records.conflict_box import ConflictBox, Difference
from ui.records.form import Form, said_draft
from ui.records.typed_over import TypedOver
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.one_line import OneLine
from ui.widgets.pill import Pill
from ui.widgets.words import tr

_UNSAVED = N_("Not saved yet")
_CHOOSE = N_("Choose first: keep mine, or take the current one. Nothing is saved yet.")
_TAKEN_OVER = N_("Somebody else changed this meanwhile; it stands here now. Save again.")


class Editor(Card):
    """Title, form, what is wrong, and the button that saves.

    What was typed for a record stays while other records are looked at. What somebody else
    changed meanwhile is taken over where nothing was typed, and shown beside it where something
    was: then the user chooses.

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
        self._shown: Mapping[str, Any] = {}  # what the fields showed of it
        self._typed: dict[Hashable, TypedOver] = {}
        self._sent: dict[Hashable, TypedOver] = {}  # on its way to the database
        self._refusal = ""
        self._title = OneLine(size="title", bold=True)
        self._unsaved = Pill(tone="accent")
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self.conflict = ConflictBox()
        self.save = KeyButton(key="Ctrl+S", kind="primary")
        self.cancel = KeyButton(key="Esc")
        self.extra = QVBoxLayout()
        self._build()
        form.edited.connect(self._on_edited)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.give_up)
        self.conflict.mine_wanted.connect(self._keep_mine)
        self.conflict.current_wanted.connect(self._take_current)
        self._read_words()

    def show_record(self, key: Hashable, title: str, values: Mapping[str, Any]) -> None:
        """Show a record, with what was typed for it before if it was not saved."""
        is_other = key != self._key
        self._key, self._saved = key, self._of_form(values)
        self._title.setText(title)
        if is_other:
            self.refuse("")
        typed = self._typed.get(key)
        if typed is None:
            self._show_saved()
        elif is_other:
            self._show_saved()
            self._put_back(typed.over(self._saved, self._shown))
        elif typed.values != self._saved:
            self._take_over(typed, takes_focus=False)
        self._read_words()

    def show_anew(self, values: Mapping[str, Any]) -> None:
        """Show the record in front with these values, unless something is typed over it."""
        self.show_record(self._key, self._title.text(), values)

    def set_editable(self, refusal: str) -> None:
        """Allow changes, or say why this officer cannot make any."""
        before, self._refusal = self._refusal, refusal
        self.form.set_editable(may_edit=not refusal)
        if refusal != before:
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

    def is_sending(self, key: Hashable) -> bool:
        """Whether a record is on its way to the database."""
        return key in self._sent

    def unsaved(self) -> tuple[str, ...]:
        """Return what was typed and is not saved, record by record, in front or not."""
        return tuple(map(self._said, self._typed.values()))

    def submit(self) -> None:
        """Save what was typed."""
        if self._refusal or not self.save.isEnabled():
            return
        typed = self._typed_here()
        if typed.disputed:
            self.refuse(tr(_CHOOSE))
            self.conflict.mine.setFocus()
            return
        try:
            values = self.form.values()
        except Rejected as error:
            self.refuse(error.said(tr))
            return
        self.refuse("")
        # What nobody touched stays as it is, also where a field cannot show all of it.
        touched = typed.typed(self.form.drafts()).touched()
        same = {name: one for name, one in self._saved.items() if one and name not in touched}
        self.save_wanted.emit({**values, **same})

    def sending(self, values: Mapping[str, Any]) -> None:
        """Note that what stands here is on its way; what is typed from now on stays.

        Args:
            values: As they are sent.
        """
        drafts = self.form.drafts()
        now = self._of_form({**self._saved, **values})
        before, is_wanted = self._typed_here().before, not self.is_edited()
        self._sent[self._key] = TypedOver(
            values=now, before=before, drafts=drafts, is_wanted=is_wanted
        )
        self._read_words()

    def accept_saved(self, key: Hashable) -> None:
        """Note that the record was written; what was typed until then has done its work."""
        sent, typed = self._sent.pop(key, None), self._typed.pop(key, None)
        later = None if sent is None or typed is None else typed.since(sent)
        if later is not None and later.is_anything:
            self._typed[key] = later
        if key == self._key:
            self.refuse("")
            self._show_dispute(takes_focus=False)
        self._read_words()

    def accept_added(self, key: Hashable, blank: Mapping[str, Any]) -> None:
        """Note that something new was written, and begin anew unless somebody typed on.

        Args:
            blank: What the form begins with.
        """
        self.accept_saved(key)
        typed = self._typed.get(key)
        if typed is not None:
            # All of it, for nobody knows what of it belongs to the next.
            self._typed[key] = TypedOver(values=blank, before={}, drafts=typed.drafts)
        elif key == self._key:
            self.show_anew(blank)

    def not_saved(self, key: Hashable, sentence: str) -> bool:
        """Say why a record was not written; nothing typed is lost.

        Returns:
            False if another record is in front, so that it has to be said elsewhere.
        """
        sent = self._sent.pop(key, None)
        if key != self._key:
            return False
        if sent is not None and sent.is_wanted:
            self.note_edit()
        self.refuse(sentence)
        self._read_words()
        return True

    def refuse(self, sentence: str) -> None:
        """Say what has to be put right; nothing typed is lost."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def show_conflict(self, current: Mapping[str, Any]) -> None:
        """Take over what somebody else wrote first; show both texts where both typed."""
        self._saved = self._of_form(current)
        self._take_over(self._typed_here(), takes_focus=True)
        is_settled = self.is_edited() and self.conflict.isHidden()
        self.refuse(tr(_TAKEN_OVER) if is_settled else "")
        self._read_words()

    def give_up(self) -> None:
        """Throw away what was typed for this record."""
        self._typed.pop(self._key, None)
        self.refuse(self._refusal)
        self._show_saved()
        self._read_words()
        self.given_up.emit()

    def note_edit(self) -> None:
        """Take what stands here for something to save, whoever filled it in."""
        self._keep(replace(self._typed_here(), drafts=self.form.drafts(), is_wanted=True))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._unsaved)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        scaled.gap(inner, 3)
        inner.addWidget(self.form)
        inner.addLayout(self.extra)
        inner.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from field to field
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

    def _said(self, typed: TypedOver) -> str:
        touched = typed.touched()
        texts = [
            (tr(field.caption), said_draft(field, typed.drafts[field.name]))
            for field in self.form.fields
            if field.name in touched
        ]
        words = tr("{caption}: {text}")
        return "\n".join(words.format(caption=caption, text=text) for caption, text in texts)

    def _of_form(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {field.name: values[field.name] for field in self.form.fields}

    def _typed_here(self) -> TypedOver:
        fresh = TypedOver(values=self._saved, before=self._shown, drafts=self._shown)
        return self._typed.get(self._key, fresh)

    def _show_saved(self) -> None:
        self.form.show_values(self._saved)
        self._shown = self.form.drafts()
        self._show_dispute(takes_focus=False)

    def _take_over(self, typed: TypedOver, *, takes_focus: bool) -> None:
        """Let what somebody else changed stand here, but for the fields that were typed in."""
        touched = typed.touched()
        follow = {name: one for name, one in self._saved.items() if name not in touched}
        self.form.show_drafts(follow)
        now = self.form.drafts()
        shown = {name: now[name] if name in follow else self._saved[name] for name in now}
        self._keep(typed.over(self._saved, shown), takes_focus=takes_focus)

    def _put_back(self, typed: TypedOver) -> None:
        self.form.show_drafts({name: typed.drafts[name] for name in typed.touched()})
        self._keep(typed)

    def _keep(self, typed: TypedOver, *, takes_focus: bool = False) -> None:
        """Keep what was typed for this record until it is saved or given up."""
        if typed.is_anything or self.is_sending(self._key):
            self._typed[self._key] = typed
        else:
            self._typed.pop(self._key, None)
        self._show_dispute(takes_focus=takes_focus)
        self._read_words()

    def _on_edited(self) -> None:
        with suppress(Rejected):  # its field says so, and what stands there is kept as it is
            self.form.values()
        self._keep(self._typed_here().typed(self.form.drafts()))

    def _show_dispute(self, *, takes_focus: bool) -> None:
        typed = self._typed.get(self._key)
        if typed is None or not typed.disputed:
            self.conflict.hide()
            return
        differences = [
            Difference(
                caption=tr(field.caption),
                mine=said_draft(field, typed.drafts[field.name]),
                current=field.said(self._saved[field.name]),
            )
            for field in self.form.fields
            if field.name in typed.disputed
        ]
        self.conflict.show_differences(differences, takes_focus=takes_focus)

    def _keep_mine(self) -> None:
        self._keep(self._typed_here().kept())
        self.submit()

    def _take_current(self) -> None:
        typed = self._typed_here()
        self.form.show_drafts({name: self._saved[name] for name in typed.disputed})
        self.refuse("")
        self._keep(typed.taken(self.form.drafts()))

    def _read_words(self) -> None:
        self.save.setText(tr("Save"))
        self.cancel.setText(tr("Give up"))
        self._unsaved.set_text(tr(_UNSAVED))
        self._unsaved.setVisible(self.is_edited())
        is_ready = self.is_edited() and self._key not in self._sent
        self.save.setEnabled(is_ready and not self._refusal)
        self.cancel.setEnabled(self.is_edited())
