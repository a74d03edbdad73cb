"""What was said to the public, and the daily reports: noted once, never changed."""

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.incidents.model.command import Note, Noted, NoteKind
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.model.response_words import NOTE_WORDS
from commandcenter.incidents.service import consultation
from commandcenter.kernel.words import N_
from ui.records import fields, form
from ui.records.form import Form
from ui.response.act_editor import ActEditor
from ui.response.command_panels import short
from ui.response.sent import Sent
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr

KIND_WORDS: dict[NoteKind, str] = {
    kind: NOTE_WORDS[kind] for kind in (NoteKind.RELEASE, NoteKind.DAILY, NoteKind.ZERO)
}
_EDITOR_W, _COMPACT_EDITOR_W = 420, 340  # px at 100 %
_NOTED = N_("{kind} noted")
_BLANK = {
    "kind": NoteKind.RELEASE,
    "text": "",
    "channel": "",
    "approved_by": "",
    "at": None,
}


class NotesPanel(QWidget):
    """The list beside the form of a new one.

    Signals:
        changed: Something was noted.
    """

    changed = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._response: Response | None = None
        self._sent = Sent()
        self._is_busy = False
        self.table = RecordTable(_columns(), lambda one: one.seq, stretch=2)
        self.text = Label()
        self.deck = Deck(self.table)
        self.editor = ActEditor(self._form())
        self._build()
        self.table.chosen.connect(self._show_text)
        self.editor.save_wanted.connect(self._save)
        self.editor.cancel.clicked.connect(self.table.setFocus)
        self.read_words()

    def show_of(self, response: Response, notes: Sequence[Noted], refusal: str) -> None:
        """Show what was noted of a response, the newest on top."""
        self._response = response
        shown = [one for one in notes if one.note.kind in KIND_WORDS][::-1]
        self.table.show_records(shown)
        if self.table.present() is None and shown:
            self.table.choose(shown[0].seq)
        if shown:
            self.deck.show_content()
        else:
            self.deck.show_state(
                "megaphone", tr("Nothing released yet"), tr("Write a release or a report here.")
            )
        self.editor.show_record((response.id, "note"), tr("New release or report"), _BLANK)
        self.editor.set_action(N_("Note it"))
        if not self._is_busy:
            self.editor.set_editable(refusal)
        self._show_text(self.table.present())

    def begin_new(self) -> None:
        """Let the user write one."""
        self.editor.form.fields[0].control.setFocus()

    def submit(self) -> None:
        """Save what was typed."""
        self.editor.submit()

    def give_up(self) -> None:
        """Throw away what was typed."""
        self.editor.give_up()
        self.table.setFocus()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.table.setAccessibleName(tr("Releases and reports"))
        self.table.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "editor"):
            self._set_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def _show_text(self, one: Noted | None) -> None:
        self.text.setText(one.note.text if one is not None else "")
        self.text.setVisible(one is not None and bool(one.note.text))

    def _save(self, values: Mapping[str, Any]) -> None:
        one = self._response
        if one is None or self._is_busy:
            return
        said = (one.id, tuple(values.items()))
        new = Note(
            id=self._sent.id_for(said),
            about=one.id,
            drill_id=one.opening.drill_id,
            **values,
        )
        self._is_busy = True
        self.editor.sending(values)
        call = partial(consultation.note, self._db, new, officer=self._seat.officer())
        key = self.editor.key()
        self._seat.background.write(
            self, call, partial(self._saved, key), partial(self._not_saved, key)
        )

    def _saved(self, key: Any, new: Note) -> None:
        self._is_busy = False
        self._sent.done()
        self.editor.accept_added(key, _BLANK)
        self._seat.messages.say(_NOTED, kind=tr(KIND_WORDS[new.kind]))
        self.changed.emit()

    def _not_saved(self, key: Hashable, error: Exception) -> None:
        self._is_busy = False
        if not self.editor.not_saved(key, sentence(error)):
            self._seat.messages.problem(error)

    def _form(self) -> Form:
        made = Form(
            (
                form.choice("kind", N_("Kind"), KIND_WORDS),
                fields.paragraph("text", N_("Text"), lines=5),
                form.line("channel", N_("Channel")),
                form.line("approved_by", N_("Approved by")),
                fields.moment("at", N_("Time; empty means now"), self._seat.clock),
            )
        )
        fields.listen(made)
        return made

    def _set_side(self) -> None:
        width = _COMPACT_EDITOR_W if scaled.is_compact(self) else _EDITOR_W
        self.editor.setFixedWidth(theme.px(width))

    def _build(self) -> None:
        self.text.setWordWrap(True)
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 3, 4, 3)
        scaled.gap(inner, 2)
        inner.addWidget(self.deck, 1)
        inner.addWidget(self.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(card, 1)
        layout.addWidget(self.editor)
        self.setFocusProxy(self.table)


def _columns() -> tuple[Column[Noted], ...]:
    return (
        Column(title=N_("Time"), text=lambda one: short(one.note.at)),
        Column(title=N_("Kind"), text=lambda one: tr(KIND_WORDS[one.note.kind])),
        Column(title=N_("Text"), text=lambda one: one.note.text),
        Column(title=N_("Channel"), text=lambda one: one.note.channel),
        Column(title=N_("Approved by"), text=lambda one: one.note.approved_by),
        Column(title=N_("Recorded by"), text=lambda one: one.by),
    )
