"""All fields of a draft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.directory.model import Person
from commandcenter.duty.model.entry import Direction, EntryKind
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.duty.completion import Choice, Completion
from ui.duty.draft_text import DraftText
from ui.duty.fields import ContentEdit, LineField
from ui.duty.fitting import Shape, show_keys, width_of
from ui.duty.handling_row import HandlingRow
from ui.duty.kinds import way
from ui.duty.memory_line import MemoryLine
from ui.records.files_row import FilesRow
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.typed_time import Toward, read_time, shown_time
from ui.widgets.words import tr

_GRID = 24  # columns of equal width
_HEIGHTS = {False: 156, True: 86}  # of the text, px at 100 %: comfortable, compact
_TIMES = {"occurred": Toward.PAST, "received": Toward.PAST, "due": Toward.FUTURE}
_AUTOMATIC = N_("automatic")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a field stands: row, first column and width, comfortable and compact."""

    caption: str
    wide: tuple[int, int, int]
    narrow: tuple[int, int, int]
    is_extra: bool = False


_PLACES = {
    "reason": _Place(caption=N_("Reason"), wide=(0, 0, 24), narrow=(0, 0, 24)),
    "occurred": _Place(caption=N_("Occurred"), wide=(1, 0, 6), narrow=(1, 0, 12)),
    "received": _Place(caption=N_("Received"), wide=(1, 6, 6), narrow=(1, 12, 12)),
    "written": _Place(caption=N_("Written"), wide=(1, 12, 6), narrow=(1, 0, 0)),
    "org": _Place(caption=N_("Unit"), wide=(2, 0, 10), narrow=(2, 0, 9)),
    "name": _Place(caption=N_("Name"), wide=(2, 10, 6), narrow=(2, 9, 6)),
    "phone": _Place(caption=N_("Phone"), wide=(2, 16, 8), narrow=(2, 15, 9)),
    "post": _Place(caption=N_("Post"), wide=(3, 0, 8), narrow=(3, 0, 12), is_extra=True),
    "place": _Place(caption=N_("Place"), wide=(3, 8, 8), narrow=(3, 12, 12), is_extra=True),
    "reported_to": _Place(
        caption=N_("Told already"), wide=(3, 16, 8), narrow=(4, 0, 24), is_extra=True
    ),
    "owner": _Place(caption=N_("Owner"), wide=(5, 0, 12), narrow=(5, 0, 12), is_extra=True),
    "due": _Place(caption=N_("Due"), wide=(5, 12, 12), narrow=(5, 12, 12), is_extra=True),
}
_PREFIXED = frozenset({"occurred", "received", "due", "reason", "owner"})


class DraftForm(QWidget):
    """Fields, text, handling, files.

    Signals:
        changed: Something was typed or chosen.
        phone_changed: The number now in the phone field (str).
        file_removed: A file is no longer wanted (Attachment).
        files_wanted: The officer wants to choose files.
        files_given: Files were pasted or dropped (QMimeData).
    """

    changed = Signal()
    phone_changed = Signal(str)
    file_removed = Signal(object)
    files_wanted = Signal()
    files_given = Signal(QMimeData)

    def __init__(
        self,
        clock: Callable[[], datetime],
        officer_name: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._kind = EntryKind.CALL_IN
        self._has_extras = False
        self._is_correction = False
        self._shape = Shape()
        self.fields = {name: LineField(prefixed=name in _PREFIXED) for name in _PLACES}
        self.content = ContentEdit()
        self.memory = MemoryLine()
        self.handling = HandlingRow(clock, officer_name)
        self.files = FilesRow()
        self.attach = KeyButton(kind="bare", icon="paperclip")
        self.more = KeyButton(kind="bare")
        self.internal = QCheckBox()
        self._content_box = QWidget()
        self._tools, self._urgency_row = QHBoxLayout(), QHBoxLayout()
        self._grid = QGridLayout()
        self._build()
        self._connect()
        self._complete()
        self.set_shape(Shape())
        self.read_words()

    def show_text(self, text: DraftText) -> None:
        """Show a draft without telling anybody."""
        self._is_correction = text.corrects is not None
        for name, field in self.fields.items():
            if name != "written":
                field.show_text(getattr(text, name))
                field.set_error("")
        if text.content != self.content.toPlainText():
            self.content.setPlainText(text.content)
            cursor = self.content.textCursor()
            cursor.setPosition(min(text.cursor, self.content.document().characterCount() - 1))
            self.content.setTextCursor(cursor)
        self.handling.show_values(text.steps, text.urgency)
        self.internal.blockSignals(True)
        self.internal.setChecked(text.is_internal)
        self.internal.blockSignals(False)
        self.files.show_files(text.attachments)
        self.set_kind(text.kind)

    def typed(self, base: DraftText) -> DraftText:
        """Return a draft with what the fields say now."""
        texts = {name: field.text() for name, field in self.fields.items() if name != "written"}
        return replace(
            base,
            **texts,  # type: ignore[arg-type]  # only the text fields
            content=self.content.toPlainText(),
            cursor=self.content.textCursor().position(),
            steps=self.handling.steps(),
            urgency=self.handling.chosen_urgency(),
            is_internal=self.internal.isChecked(),
        )

    def set_kind(self, kind: EntryKind) -> None:
        """Show the fields that this kind of entry needs."""
        self._kind = kind
        self._show_fields()

    def note_reception(self) -> None:
        """Fill in when the message came, at the first key press of an empty draft."""
        now = self._clock()
        if not self.fields["received"].text():
            self.fields["received"].show_text(shown_time(now, now=now))
        if way(self._kind)[0] is Direction.IN:
            self.handling.take_in(now)

    def show_times(self, text: DraftText) -> None:
        """Show the times of a draft anew, as at midnight."""
        for name in _TIMES:
            self.fields[name].show_text(getattr(text, name))

    def set_read_only(self, is_read_only: bool) -> None:
        """Keep everything as it is while it is being saved."""
        for name, field in self.fields.items():
            field.line.setReadOnly(is_read_only or name == "written")
        self.content.setReadOnly(is_read_only)
        for widget in (self.handling, self.files, self.attach, self.internal):
            widget.setEnabled(not is_read_only)

    def set_shape(self, shape: Shape) -> None:
        """Take the compact or the comfortable form."""
        self._shape, is_compact = shape, shape.is_compact
        for name, field in self.fields.items():
            place = _PLACES[name].narrow if is_compact else _PLACES[name].wide
            self._grid.removeWidget(field)
            if place[2]:
                self._grid.addWidget(field, place[0], place[1], 1, place[2])
            field.set_compact(is_compact)
        self._grid.setHorizontalSpacing(theme.space(2 if is_compact else 3))
        scaled.height(self._content_box, _HEIGHTS[is_compact])
        self.handling.set_compact(is_compact)
        self._show_fields()
        self._fit()

    def offer(self, units: Sequence[Choice], people: Sequence[Choice]) -> None:
        """Offer these units and people for completion."""
        self._unit_names.set_choices(units)
        self._person_names.set_choices(people)
        self._owner_names.set_choices([*people, *units])

    def fill_empty(self, **values: str) -> None:
        """Fill in what is known of somebody, where nothing was typed."""
        for name, value in values.items():
            if value and not self.fields[name].text().strip():
                self.fields[name].show_text(value)
        self.changed.emit()

    def toggle_extras(self) -> None:
        """Show or hide the fields that are seldom needed."""
        self._has_extras = not self._has_extras
        self._show_fields()
        if self._has_extras:
            self.fields["post"].line.setFocus()

    def show_error(self, name: str, sentence: str) -> None:
        """Say at a field what is wrong with it, and go there."""
        field = self.fields[name]
        field.set_error(sentence)
        if _PLACES[name].is_extra and sentence:
            self._has_extras = True
            self._show_fields()
        field.line.setFocus()
        field.line.selectAll()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for name, field in self.fields.items():
            field.set_caption(tr(_PLACES[name].caption))
        self.fields["written"].show_text(tr(_AUTOMATIC))
        self.content.setAccessibleName(tr("Content"))
        self.content.setPlaceholderText(tr("What happened, where, what was done?"))
        self.attach.setText(tr("Attach"))
        self.internal.setText(tr("Internal"))
        self.more.setText(tr("Fewer fields") if self._has_extras else tr("More fields"))
        self.handling.read_words()
        self.files.read_words()
        self._fit()

    def _fit(self) -> None:
        """Leave out what does not fit beside each other; F1 lists the keys anyway."""
        tools: list[QWidget] = [self.attach, self.internal, self.more]
        keys = {self.attach: "Ctrl+Shift+A", self.more: "Ctrl+M"}
        urgency = self.handling.urgency
        if self._shape.is_compact:
            show_keys(tools, keys, 0)
            is_beside = width_of([*tools, urgency]) <= self._shape.room
            self.handling.place_urgency(self._tools if is_beside else self._urgency_row)
            tools += [urgency] if is_beside else []
        else:
            self.handling.place_urgency(None)
        show_keys(tools, keys, self._shape.room)

    def _build(self) -> None:
        for column in range(_GRID):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 1)
        self._grid.setVerticalSpacing(theme.space(2))
        written = self.fields["written"].line
        written.setEnabled(False)
        scaled.gap(self._tools, 2)
        self._tools.addWidget(self.attach)
        self._tools.addWidget(self.internal)
        self._tools.addWidget(self.more)
        self._tools.addStretch()
        self._urgency_row.addStretch()
        # The style sheet gives text fields a least height of its own.
        box = QVBoxLayout(self._content_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addLayout(self._grid)
        layout.addWidget(self.memory)
        layout.addWidget(self._content_box)
        layout.addWidget(self.handling)
        layout.addWidget(self.files)
        layout.addLayout(self._urgency_row)
        layout.addLayout(self._tools)

    def in_order(self) -> list[QWidget]:
        """Return what Tab comes to, in its order."""
        fields = [field.line for name, field in self.fields.items() if name != "written"]
        tools: list[QWidget] = [*self.handling.in_order(), self.attach, self.internal, self.more]
        return [*fields, self.content, *tools]

    def _connect(self) -> None:
        for name, field in self.fields.items():
            field.line.textEdited.connect(lambda _text, name=name: self._on_edited(name))
            if name in _TIMES:
                field.line.editingFinished.connect(lambda name=name: self._tidy_time(name))
        self.content.textChanged.connect(self.changed)
        self.content.cursorPositionChanged.connect(self.changed)
        self.content.files_pasted.connect(self.files_given)
        self.handling.changed.connect(self.changed)
        self.internal.toggled.connect(lambda _on: self.changed.emit())
        self.files.removed.connect(self.file_removed)
        self.attach.clicked.connect(self.files_wanted)
        self.more.clicked.connect(self.toggle_extras)

    def _complete(self) -> None:
        self._unit_names = Completion(self.fields["org"].line, lambda _choice: self.changed.emit())
        self._person_names = Completion(self.fields["name"].line, self._take_person)
        self._owner_names = Completion(
            self.fields["owner"].line, lambda _choice: self.changed.emit()
        )

    def _take_person(self, choice: Choice) -> None:
        if isinstance(choice.value, Person):
            person = choice.value
            phone = person.mobile or person.office_phone
            self.fill_empty(org=person.organisation, post=person.post, phone=phone)

    def _on_edited(self, name: str) -> None:
        self.fields[name].set_error("")
        if name == "phone":
            self.phone_changed.emit(self.fields["phone"].text().strip())
        self.changed.emit()

    def _tidy_time(self, name: str) -> None:
        field, now = self.fields[name], self._clock()
        if not field.line.isModified():
            return
        field.line.setModified(False)
        try:
            at = read_time(field.text(), now=now, toward=_TIMES[name])
        except Rejected as error:
            field.set_error(error.said(tr))
            return
        field.set_error("")
        if at is not None:
            field.show_text(shown_time(at, now=now))
        self.changed.emit()

    def _show_fields(self) -> None:
        is_instruction = self._kind is EntryKind.LEADER_NOTE
        for name, field in self.fields.items():
            place = _PLACES[name]
            is_wanted = not place.is_extra or self._has_extras or bool(field.text().strip())
            if name in {"owner", "due"}:
                is_wanted = is_wanted or is_instruction
            if name == "reason":
                is_wanted = self._is_correction
            fits = bool((place.narrow if self._shape.is_compact else place.wide)[2])
            field.setVisible(is_wanted and fits)
        self.more.setText(tr("Fewer fields") if self._has_extras else tr("More fields"))
