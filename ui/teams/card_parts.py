"""What belongs to a team, a list each: people, equipment, vehicles, gradings, agreements."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.directory.rights import Right
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.team import (
    EMPLOYMENT_WORDS,
    Agreement,
    Assessment,
    Equipment,
    Member,
    Part,
    Vehicle,
)
from commandcenter.teams.service import roster
from ui.records import fields, form
from ui.records.confirm_button import ConfirmButton
from ui.records.fields import TermBox
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.teams import roster_fields
from ui.teams.roster_fields import THING_NAME
from ui.teams.roster_terms import AGREEMENT, EQUIPMENT_STATE, SKILL, Terms
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartKind:
    """One kind of what belongs to a team.

    Attributes:
        title: Source text of the list.
        new_words: Source text of the button that begins a new one.
        fields: In the order of the form.
        shown: Of the fields, those that are columns; the first names the record.
        stretch: Number of the column that takes the room that is left.
        terms: Dictionary of each field that holds a code.
        blank: Makes an empty record of a team.
    """

    title: str
    new_words: str
    fields: tuple[str, ...]
    shown: tuple[str, ...]
    stretch: int
    blank: Callable[[UUID], Part]
    terms: Mapping[str, str]


KINDS: dict[str, PartKind] = {
    "members": PartKind(
        title=N_("People"),
        new_words=N_("New member"),
        fields=(
            *("name", "post", "employment", "phone", "id_number", "skill", "certificate"),
            *("valid_to", "blood_type", "source"),
        ),
        shown=("name", "post", "employment", "phone", "skill", "certificate", "valid_to"),
        stretch=5,
        blank=lambda team_id: Member(id=new_id(), team_id=team_id, name=""),
        terms={"skill": SKILL},
    ),
    "equipment": PartKind(
        title=N_("Gear"),
        new_words=N_("New equipment"),
        fields=(*("name", "model", "quantity", "unit", "state", "code", "checked_on", "valid_to"),),
        shown=("name", "model", "quantity", "unit", "state", "checked_on", "valid_to"),
        stretch=1,
        blank=lambda team_id: Equipment(id=new_id(), team_id=team_id, name=""),
        terms={"state": EQUIPMENT_STATE},
    ),
    "vehicles": PartKind(
        title=N_("Vehicles"),
        new_words=N_("New vehicle"),
        fields=("plate", "kind", "seats", "load", "state", "valid_to"),
        shown=("plate", "kind", "seats", "load", "state", "valid_to"),
        stretch=1,
        blank=lambda team_id: Vehicle(id=new_id(), team_id=team_id, plate=""),
        terms={"state": EQUIPMENT_STATE},
    ),
    "assessments": PartKind(
        title=N_("Gradings"),
        new_words=N_("New grading"),
        fields=("direction", "grade", "score", "assessed_on", "valid_to", "assessor"),
        shown=("direction", "grade", "score", "assessed_on", "valid_to", "assessor"),
        stretch=5,
        blank=lambda team_id: Assessment(id=new_id(), team_id=team_id, direction="", grade=3),
        terms={"direction": SKILL},
    ),
    "agreements": PartKind(
        title=N_("Agreements"),
        new_words=N_("New agreement"),
        fields=("kind", "partner", "contact", "phone", "signed_on", "valid_to", "remarks"),
        shown=("kind", "partner", "contact", "phone", "signed_on", "valid_to"),
        stretch=1,
        blank=lambda team_id: Agreement(id=new_id(), team_id=team_id, kind="", partner=""),
        terms={"kind": AGREEMENT},
    ),
}
_DAYS = frozenset({"valid_to", "checked_on", "assessed_on", "signed_on"})
_NUMBERS = frozenset({"quantity", "seats", "grade"})


class PartsPanel(RecordPanel):
    """One list of a team with the record in front beside it."""

    right = Right.MANAGE_TEAMS

    def __init__(self, db: Database, seat: Seat, name: str) -> None:
        self._db = db
        self._seat = seat
        self._name = name
        self._kind = KINDS[name]
        self._terms = Terms()
        self._team_id = _NOBODY
        self._boxes = {field: TermBox() for field in self._kind.terms}
        self.new_words = self._kind.new_words
        super().__init__(
            seat,
            [self._column(field) for field in self._kind.shown],
            Form([self._field(field) for field in self._kind.fields]),
            stretch=self._kind.stretch,
        )
        self.remove = ConfirmButton(N_("Remove"), N_("Remove it for good"), icon="trash")
        self.remove.confirmed.connect(self._remove)
        self.editor.extra.addWidget(self.remove)
        self._show_remove()

    def show_terms(self, terms: Terms) -> None:
        """Take the words of the dictionaries."""
        self._terms = terms
        for field, dictionary in self._kind.terms.items():
            codes = terms.codes(dictionary)
            self._boxes[field].offer([(code, terms.said(dictionary, code)) for code in codes])
        self.table.viewport().update()

    def show_parts(self, team_id: UUID, records: Sequence[Part]) -> None:
        """Show what belongs to a team."""
        if team_id != self._team_id:
            self._team_id = team_id
            self._is_new, self._chosen = False, None
            self.table.show_records([])
        self.show_records(records)
        if self._chosen is None:
            self._is_new = not records
            self._show(self.blank())
        self._show_remove()

    def title_of(self, record: Any) -> str:
        first = self._kind.shown[0]
        return self._said(record, first) or tr(self._kind.new_words)

    def values_of(self, record: Any) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in self._kind.fields}

    def text_of(self, record: Any) -> str:
        words = " ".join(self._said(record, name) for name in self._kind.shown)
        return f"{words} {initials(self.title_of(record))}".lower()

    def blank(self) -> Part:
        return self._kind.blank(self._team_id)

    def saving(self, record: Any, values: Mapping[str, Any], *, is_new: bool) -> Callable[[], Any]:
        service: Callable[..., Part] = roster.add_part if is_new else roster.change_part
        changed = replace(record, **values)
        return partial(service, self._db, changed, officer=self._seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_current, self._db, self._team_id, self._name, key, self._seat.officer())

    def _show(self, record: Any) -> None:
        super()._show(record)
        if hasattr(self, "remove"):
            self._show_remove()

    def _show_remove(self) -> None:
        is_stored = any(self.key_of(one) == self.editor.key() for one in self.records)
        self.remove.calm()
        self.remove.setVisible(is_stored and not self.refusal())

    def _remove(self) -> None:
        call = partial(roster.remove_part, self._db, self._chosen, officer=self._seat.officer())
        self._seat.background.write(self, call, self._removed, self._seat.messages.problem)

    def _removed(self, _none: None) -> None:
        gone = self.editor.key()
        self.editor.accept_saved(gone)
        self._chosen = None
        self.show_records([one for one in self.records if self.key_of(one) != gone])
        if self._chosen is None:
            self._on_chosen(self.table.present())
        self._seat.messages.say(N_("Removed. The history keeps it."))
        self.changed.emit()

    def _column(self, name: str) -> Column[Any]:
        return Column(
            title=self._title(name),
            text=lambda record: self._said(record, name),
            is_number=name in _NUMBERS,
        )

    def _title(self, name: str) -> str:
        is_thing = name == "name" and self._name != "members"
        return THING_NAME if is_thing else FIELD_WORDS[name]

    def _field(self, name: str) -> FormField:
        if name in self._boxes:
            return fields.term(name, FIELD_WORDS[name], self._boxes[name])
        if name == "employment":
            return form.choice(name, FIELD_WORDS[name], EMPLOYMENT_WORDS)
        if name in _DAYS:
            return form.day(name, FIELD_WORDS[name])
        if name in _NUMBERS:
            return roster_fields.whole(name)
        return form.line(name, self._title(name))

    def _said(self, record: Any, name: str) -> str:
        value = getattr(record, name)
        if name in self._kind.terms:
            return self._terms.said(self._kind.terms[name], value)
        if name == "employment":
            return tr(EMPLOYMENT_WORDS[value])
        return "" if value is None else str(value)


def _current(db: Database, team_id: UUID, name: str, key: Hashable, officer: Officer) -> Part:
    parts: Sequence[Part] = getattr(roster.card(db, team_id, officer=officer), name)
    found = [part for part in parts if part.id == key]
    if not found:
        raise Conflict  # somebody removed it
    return found[0]
