"""Fields of the forms about drills: units, spans, and forms in sections."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from ui.drills.drill_words import offset_words
from ui.records import fields, form
from ui.records.form import Form, FormField
from ui.records.pick_box import PickBox
from ui.widgets.labels import Label
from ui.widgets.typed_span import read_span, said_span
from ui.widgets.words import tr

_UNITS = 12  # columns of the grid; a field takes some of them
_HOUR_S, _MINUTE_S = 3_600, 60


class UnreadableOffset(Rejected):
    """What was typed is no time of a drill's clock."""

    sentence = N_("'{text}' is no time of the drill. Write 35, 0:35 or 1:05:30.")


class Named(NamedTuple):
    """Something chosen of a list, or written freely."""

    ref: UUID | None
    name: str


def named(name: str, caption: str, box: PickBox) -> FormField:
    """Return a field for something of a list, or any other name."""

    def write(value: Named | None) -> None:
        box.pick(None if value is None else value.ref)
        if value is not None:
            box.setEditText(value.name)

    return FormField(
        name=name,
        caption=caption,
        control=box,
        read=lambda: Named(box.picked(), box.currentText().strip()),
        write=write,
        said=lambda value: value.name,
    )


def offset(name: str, caption: str) -> FormField:
    """Return a field for a time of the drill's clock."""
    made = form.line(name, caption, longest=12)
    return _typed(made, read_offset, lambda value: "" if value is None else offset_words(value))


def span(name: str, caption: str) -> FormField:
    """Return a field for a duration in seconds, which may be left empty."""
    made = form.line(name, caption, longest=40)
    return _typed(
        made,
        lambda text: int(read_span(text).total_seconds()) if text.strip() else None,
        lambda value: "" if value is None else said_span(timedelta(seconds=value)),
    )


def amount(name: str, caption: str) -> FormField:
    """Return a field for a number that may be left empty, which is not 0."""
    made = form.line(name, caption, longest=10)
    return _typed(
        made,
        lambda text: fields.read_number(text) if text.strip() else None,
        lambda value: "" if value is None else str(value),
    )


def read_offset(text: str) -> int:
    """Return a time of the drill's clock in seconds: minutes, or hours and minutes.

    Raises:
        UnreadableOffset: It is none.
    """
    typed = fold(text).strip().removeprefix("+")
    parts = typed.split(":")
    if not all(part.isdecimal() and len(part) <= 4 for part in parts) or len(parts) > 3:  # noqa: PLR2004 - h, m, s
        raise UnreadableOffset(text=text.strip())
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return numbers[0] * _MINUTE_S
    hours, minutes, seconds = (*numbers, 0)[:3]
    if minutes >= _MINUTE_S or seconds >= _MINUTE_S:
        raise UnreadableOffset(text=text.strip())
    return hours * _HOUR_S + minutes * _MINUTE_S + seconds


def _typed(made: FormField, read: Callable[[str], object], said: Callable[[Any], str]) -> FormField:
    """Return a field of one line whose text stands for another value."""
    plain_read, plain_write = made.read, made.write
    return FormField(
        name=made.name,
        caption=made.caption,
        control=made.control,
        read=lambda: read(plain_read()),
        write=lambda value: plain_write(said(value)),
        said=said,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields of a form that belong together.

    Attributes:
        title: Source text; none stands above the fields if it is empty.
        wide: Names of fields that take twice the room.
    """

    title: str
    fields: Sequence[FormField]
    wide: frozenset[str] = frozenset()


class SectionForm(Form):
    """A form with a heading above the fields of each section."""

    def __init__(self, sections: Sequence[Section], parent: QWidget | None = None) -> None:
        self._sections = tuple(sections)
        self._titles: list[Label] = []
        super().__init__([one for section in sections for one in section.fields], parent)
        fields.listen(self)
        self._read_titles()

    def set_columns(self, count: int) -> None:
        if count == self._columns:
            return
        self._columns = count
        if not self._titles:
            self._titles = [Label(tone="heading", parent=self) for _ in self._sections]
            for unit in range(_UNITS):
                self._grid.setColumnStretch(unit, 1)
        row = 0
        for title, section in zip(self._titles, self._sections, strict=True):
            title.setVisible(bool(section.title))
            self._grid.addWidget(title, row, 0, 1, _UNITS)
            row = self._place(section, row + 1)

    def show_section(self, title: str, *, is_shown: bool) -> None:
        """Show or hide a section with its heading.

        Args:
            title: Its source text.
        """
        for label, section in zip(self._titles, self._sections, strict=True):
            if section.title == title:
                label.setVisible(is_shown)
                for field in section.fields:
                    self.set_shown(field.name, is_shown=is_shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._titles:
            self._read_titles()

    def _place(self, section: Section, row: int) -> int:
        """Put the fields of a section into the grid; returns the row below them."""
        narrow = _UNITS // self._columns
        at = 0
        for field in section.fields:
            is_long = isinstance(field.control, QPlainTextEdit) or field.name in section.wide
            units = min(_UNITS, max(narrow * 2, _UNITS // 2)) if is_long else narrow
            if at + units > _UNITS:
                row, at = row + 1, 0
            box = self._boxes.get(field.name, field.control)
            self._grid.addWidget(box, row, at, 1, units)
            at += units
        return row + 1

    def _read_titles(self) -> None:
        for title, section in zip(self._titles, self._sections, strict=True):
            title.setText(tr(section.title))
