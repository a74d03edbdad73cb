"""A list on the left, one record of it on the right."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.directory.rights import Right
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.words import N_
from ui.records.editor import Editor
from ui.records.form import Form
from ui.records.refusal import refusal
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_EDITOR_W, _COMPACT_EDITOR_W = 420, 340  # px at 100 %
_SEARCH_W = 320
_SAVED = N_("Saved.")
_GONE = N_("This is not in the list any more. What was typed stays here until Esc gives it up.")
_REMOVED = N_("Removed. The history keeps it.")


class RecordPanel(QWidget):
    """What the tabs have in common; each says how its records are read and saved.

    Signals:
        changed: A record was written; the lists are to be read anew.
    """

    changed = Signal()

    right: Right
    is_of_county = False  # it stays when a drill is over
    new_words = N_("New")

    def __init__(
        self,
        seat: Seat,
        columns: Sequence[Column[Any]],
        form: Form,
        *,
        stretch: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.seat = seat
        self.records: Sequence[Any] = ()
        self._chosen: Any = None
        self._of: Hashable = None  # what the list is of, where it turns from one to another
        # New ones that were begun and not saved, by what the list was of.
        self._new_ones: dict[Hashable, Any] = {}
        # A new one that was not written while another was begun, by the same.
        self._unwritten: dict[Hashable, Any] = {}
        self._is_new = False
        self._is_filling = False
        self._is_first = False  # a new one, shown only because there is none yet
        self.search = QLineEdit(clearButtonEnabled=True)
        self._count = Label(tone="note")
        self.new = KeyButton(key="Ctrl+N", icon="plus")
        self.table = RecordTable(columns, self.key_of, stretch=stretch)
        self.editor = Editor(form)
        self.head = QHBoxLayout()
        self.below = QVBoxLayout()
        self._build()
        self.search.textEdited.connect(lambda _text: self.show_found())
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _record: self._edit_first())
        self.new.clicked.connect(self.begin_new)
        self.editor.save_wanted.connect(self._save)
        self._read_words()

    # Each tab answers these

    def key_of(self, record: Any) -> Hashable:
        """Return what stays the same when a record is changed."""
        key: Hashable = record.id
        return key

    def title_of(self, record: Any) -> str:
        """Return what stands above the form."""
        raise NotImplementedError

    def values_of(self, record: Any) -> Mapping[str, Any]:
        """Return the attributes that the form shows."""
        raise NotImplementedError

    def text_of(self, record: Any) -> str:
        """Return what the search looks through."""
        raise NotImplementedError

    def blank(self) -> Any:
        """Return a new record for the form to begin with."""
        raise NotImplementedError

    def saving(self, record: Any, values: Mapping[str, Any], *, is_new: bool) -> Callable[[], Any]:
        """Return the call that writes a record with these values."""
        raise NotImplementedError

    def reading(self, key: Hashable) -> Callable[[], Any]:
        """Return the call that reads a record as it is now."""
        raise NotImplementedError

    # What all of them do

    def show_records(self, records: Sequence[Any]) -> None:
        """Show the records as they stand; what is being typed stays."""
        self.records = tuple(records)
        self._is_filling = True  # another row than the one in front may come under the keys
        self.show_found()
        self._is_filling = False
        if self._is_first and records and not self.editor.is_edited():
            self._is_new = self._is_first = False
            self._chosen = None
        if self._chosen is None and self.table.records.rowCount():
            self.table.setCurrentIndex(self.table.records.index(0, 0))
        elif self._chosen is None and not records:
            # The form beside an empty list takes the first record.
            self._is_new = self._is_first = True
            self._show(self._begin())
        elif self._chosen is not None and not self._is_new:
            self._follow_chosen()
        self.editor.set_editable(self.refusal())

    def _mark(self, record: Any) -> None:
        """Let the row in front be that of the form, such as one that was just added."""
        front = self.table.present()
        if front is None or self.key_of(front) != self.key_of(record):
            self.table.choose(self.key_of(record))

    def _follow_chosen(self) -> None:
        """Show the record in front as it stands; one that is gone stays if something is typed."""
        key = self.key_of(self._chosen)
        found = [one for one in self.records if self.key_of(one) == key]
        if found:
            self._show(found[0])
            self._mark(found[0])
        elif self.editor.has_typed(key):
            self.editor.refuse(tr(_GONE))
        else:
            self._on_chosen(self.table.present())

    def refusal(self) -> str:
        """Return why this officer may not change anything; empty if they may."""
        return refusal(self.seat, self.right, is_of_county=self.is_of_county)

    def show_found(self) -> None:
        """Show what fits the search."""
        wanted = self.search.text().strip().lower()
        found = [one for one in self.records if wanted in self.text_of(one)]
        self.table.show_records(found)
        self._count.setText(
            tr("{count} of {total}").format(count=len(found), total=len(self.records))
        )
        self.new.setEnabled(not self.refusal())

    def begin_other(self, of: Hashable) -> None:
        """Let go what is in front, as the list is to be that of something else.

        A new record that was begun there comes back with it, or with the key for a new one.
        """
        self._is_new = self._is_first = False
        self._chosen, self._of = None, of
        self.table.show_records([])

    def choose(self, key: Hashable) -> bool:
        """Bring a record to the front, whatever is searched for; False if there is none."""
        self.search.clear()
        self.show_found()
        return self.table.choose(key)

    def begin_new(self) -> None:
        """Let the user fill a new record; where the list turns, one begun before comes back."""
        if self.refusal():
            return
        self._is_new = True
        self._show(self._begin())
        self._edit_first()

    def submit(self) -> None:
        """Save what was typed."""
        self.editor.submit()

    def give_up(self) -> None:
        """Throw away what was typed; a new record goes back to the list."""
        if self.editor.is_edited() or self._is_new:
            self.editor.give_up()
            self._forget_begun(self.editor.key())
            self._is_new = False
            self._on_chosen(self.table.present())
        self.table.setFocus()

    def note_removed(self, key: Hashable) -> None:
        """Take it that the record in front was removed."""
        self.editor.accept_saved(key)
        self._chosen = None
        self.seat.messages.say(_REMOVED)
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()
        elif event.type() == QEvent.Type.StyleChange:
            self._set_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def _build(self) -> None:
        head = self.head
        scaled.gap(head, 3)
        head.addWidget(self.search, 1)
        head.addWidget(self._count)
        head.addStretch()
        head.addWidget(self.new)
        card = Card()
        left = QVBoxLayout(card)
        scaled.margins(left, 4, 3, 4, 3)
        scaled.gap(left, 2)
        left.addLayout(head)
        left.addWidget(self.table, 1)
        left.addLayout(self.below)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(card, 1)
        layout.addWidget(self.editor)
        self.setFocusProxy(self.table)

    def _set_side(self) -> None:
        width = _COMPACT_EDITOR_W if scaled.is_compact(self) else _EDITOR_W
        self.editor.setFixedWidth(theme.px(width))
        self.search.setMaximumWidth(theme.px(_SEARCH_W))

    def _on_chosen(self, record: Any) -> None:
        if record is not None and not self._is_filling:
            self._is_new = False
            self._show(record)

    def _show(self, record: Any) -> None:
        self._chosen = record
        self.editor.show_record(self.key_of(record), self.title_of(record), self.values_of(record))
        self.editor.set_editable(self.refusal())

    def _begin(self) -> Any:
        """Return the new record that was typed in before, else a blank one."""
        begun = self._new_ones.get(self._of)
        if begun is None or not self._is_begun(self.key_of(begun)):
            begun = self._unwritten.pop(self._of, None) or self.blank()
        if self._of is not None:
            self._new_ones[self._of] = begun
        return begun

    def _is_begun(self, key: Hashable) -> bool:
        return self.editor.has_typed(key) and not self.editor.is_sending(key)

    def _forget_begun(self, key: Hashable) -> None:
        self._new_ones = {of: one for of, one in self._new_ones.items() if self.key_of(one) != key}

    def _edit_first(self) -> None:
        first = self.editor.form.fields[0].control
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()

    def _save(self, values: Mapping[str, Any]) -> None:
        record, key = self._chosen, self.editor.key()
        self.editor.sending(values)
        call = self.saving(record, values, is_new=self._is_new)
        new = (self._of, record) if self._is_new else None
        self.seat.background.write(
            self, call, partial(self._saved, key), partial(self._not_saved, key, new)
        )

    def _saved(self, key: Hashable, _after: Any) -> None:
        if key == self.editor.key():
            self._is_new = self._is_first = False
        self._forget_begun(key)
        self.editor.accept_saved(key)
        self.seat.messages.say(_SAVED)
        self.changed.emit()

    def _not_saved(self, key: Hashable, new: tuple[Hashable, Any] | None, error: Exception) -> None:
        if not self.editor.not_saved(key, sentence(error)):
            self.seat.messages.problem(error)
            if new is not None:
                self._unwritten[new[0]] = new[1]  # the next new one begins with it
            return
        if isinstance(error, Conflict):
            call = self.reading(key)
            self.seat.background.read(self, call, self._show_conflict, self.seat.messages.problem)

    def _show_conflict(self, current: Any) -> None:
        if self.key_of(current) != self.editor.key():
            return
        self._chosen = current
        self.editor.show_conflict(self.values_of(current))

    def _read_words(self) -> None:
        self.search.setPlaceholderText(tr("Search: characters, pinyin initials, numbers"))
        self.search.setAccessibleName(tr("Search"))
        self.new.setText(tr(self.new_words))
        self.show_found()
