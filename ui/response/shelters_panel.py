"""Shelters with their room and how much of it is used."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.incidents.model.evacuation import Shelter
from commandcenter.incidents.service import shelters
from commandcenter.incidents.service.shelters import Place
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.records import fields, form
from ui.records.fields import CodeBox
from ui.records.form import Form
from ui.records.panel import RecordPanel
from ui.response.terms import Terms
from ui.shell.seat import Seat
from ui.widgets.initials import initials
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_NAMES = ("name", "area_code", "address", "capacity", "responsible", "phone", "is_active")


class SheltersPanel(RecordPanel):
    """Each shelter with capacity and people; too full ones say so."""

    right = Right.REPORT
    is_of_county = True
    new_words = N_("New shelter")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._seat = seat
        self._terms = Terms()
        self._area = CodeBox()
        super().__init__(
            seat,
            (
                Column(title=N_("Shelter"), text=lambda place: place.shelter.name),
                Column(title=N_("Area"), text=lambda one: self._terms.area(one.shelter.area_code)),
                Column(title=N_("People"), text=lambda one: str(one.people), is_number=True),
                Column(
                    title=N_("Capacity"), text=lambda one: str(one.shelter.capacity), is_number=True
                ),
                Column(title=N_("Room left"), text=_room, is_number=True),
                Column(title=N_("Responsible person"), text=lambda one: one.shelter.responsible),
                Column(title=N_("Phone"), text=lambda one: one.shelter.phone),
            ),
            Form(
                (
                    form.line("name", N_("Shelter")),
                    fields.code("area_code", N_("Area"), self._area),
                    form.line("address", N_("Where it is")),
                    fields.number("capacity", N_("Capacity")),
                    form.line("responsible", N_("Responsible person")),
                    form.line("phone", N_("Phone")),
                    form.switch("is_active", N_("In use")),
                )
            ),
            stretch=0,
        )

    def show_places(self, places: Sequence[Place], terms: Terms) -> None:
        """Show the shelters as they stand."""
        self._terms = terms
        self._area.offer([(code, terms.place(code)) for code in terms.areas])
        self.show_records(places)

    def key_of(self, record: Place) -> Hashable:
        key: Hashable = record.shelter.id
        return key

    def title_of(self, record: Place) -> str:
        return record.shelter.name or tr("New shelter")

    def values_of(self, record: Place) -> Mapping[str, Any]:
        return {name: getattr(record.shelter, name) for name in _NAMES}

    def text_of(self, record: Place) -> str:
        one = record.shelter
        texts = (one.name, initials(one.name), one.responsible, self._terms.area(one.area_code))
        return " ".join(texts).lower()

    def blank(self) -> Place:
        county = next(iter(self._terms.areas), "")
        return Place(shelter=Shelter(id=new_id(), name="", area_code=county), people=0)

    def saving(
        self, record: Place, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        service = shelters.add if is_new else shelters.change
        changed = replace(record.shelter, **values)
        return partial(service, self._db, changed, officer=self._seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_find, self._db, key, officer=self._seat.officer())


def _find(db: Database, key: Hashable, *, officer: Officer) -> Place:
    found = [place for place in shelters.everything(db, officer=officer) if place.shelter.id == key]
    if not found:
        raise Conflict
    return found[0]


def _room(place: Place) -> str:
    if place.free < 0:
        return tr("{count} too many").format(count=-place.free)
    return str(place.free)
