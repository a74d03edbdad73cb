"""People and the units they belong to."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox

from commandcenter.database.engine import Database
from commandcenter.directory.model import Organisation, Person, initials, masked
from commandcenter.directory.rights import Right, may
from commandcenter.directory.service import people
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.records import form
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.records.pick_box import Choice, PickBox
from ui.shell.seat import Seat
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_PHONES = ("office_phone", "mobile")
_LEFT = N_("Left service")
_LEAST_LETTERS = 8


class PeoplePanel(RecordPanel):
    """The directory of people; phone numbers are masked for those who may not see them."""

    right = Right.MANAGE_PEOPLE
    new_words = N_("New person")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._seat = seat
        self._organisations: tuple[Organisation, ...] = ()
        self._unit = PickBox()
        super().__init__(
            seat,
            (
                Column(title=N_("Name"), text=lambda person: person.name),
                Column(title=N_("Unit"), text=lambda person: person.organisation),
                Column(title=N_("Post"), text=lambda person: person.post),
                Column(title=N_("Office phone"), text=lambda person: person.office_phone),
                Column(title=N_("Mobile"), text=self._mobile),
                Column(
                    title=N_("State"), text=lambda person: "" if person.is_active else tr(_LEFT)
                ),
            ),
            Form(
                (
                    form.line("name", N_("Name")),
                    FormField(
                        name="organisation_id",
                        caption=N_("Unit"),
                        control=self._unit,
                        read=self._unit.picked,
                        write=self._unit.pick,
                        said=self._unit.name_of,
                    ),
                    form.line("post", N_("Post")),
                    form.line("office_phone", N_("Office phone")),
                    form.line("mobile", N_("Mobile")),
                    form.switch("is_active", N_("In service")),
                )
            ),
            stretch=1,
        )
        self.units = QComboBox()
        # As wide as there is room: the names of units are long.
        self.units.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.units.setMinimumContentsLength(_LEAST_LETTERS)
        self.units.activated.connect(lambda _index: self.show_found())
        self.head.insertWidget(1, self.units, 1)

    def show_people(self, records: Sequence[Person], organisations: Sequence[Organisation]) -> None:
        """Show people and units as they stand."""
        self._organisations = tuple(organisations)
        self._unit.offer(
            [Choice(id=one.id, name=one.name, initials=initials(one.name)) for one in organisations]
        )
        self._fill_units()
        may_see = may(self._seat.officer(), Right.SEE_PHONES)
        for name in _PHONES:
            self.editor.form.set_shown(name, is_shown=may_see)
        self.show_records(records)

    def title_of(self, record: Person) -> str:
        return record.name or tr("New person")

    def values_of(self, record: Person) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in people.FIELDS}

    def text_of(self, record: Person) -> str:
        may_see = may(self._seat.officer(), Right.SEE_PHONES)
        parts = [
            record.name,
            initials(record.name),
            record.organisation,
            record.post,
            record.office_phone,
            record.mobile if may_see else "",
        ]
        return " ".join(parts).lower()

    def show_found(self) -> None:
        unit = self.units.currentData() if hasattr(self, "units") else None
        if unit is None:
            super().show_found()
            return
        everybody = self.records
        self.records = [one for one in everybody if one.organisation_id == unit]
        super().show_found()
        self.records = everybody

    def choose(self, key: Hashable) -> bool:
        self.units.setCurrentIndex(0)
        return super().choose(key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill_units()

    def blank(self) -> Person:
        return Person(id=new_id(), name="")

    def saving(
        self, record: Person, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        changed = replace(record, **values)
        service = people.add if is_new else people.change
        return partial(service, self._db, changed, officer=self._seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(people.get, self._db, UUID(str(key)))

    def _mobile(self, person: Person) -> str:
        is_seen = may(self._seat.officer(), Right.SEE_PHONES)
        return person.mobile if is_seen else masked(person.mobile)

    def _fill_units(self) -> None:
        chosen = self.units.currentData()
        self.units.clear()
        self.units.addItem(tr("All units"), None)
        for one in self._organisations:
            self.units.addItem(one.name, one.id)
        ids = [None, *(one.id for one in self._organisations)]
        self.units.setCurrentIndex(ids.index(chosen) if chosen in ids else 0)
        self.units.setAccessibleName(tr("Unit"))
