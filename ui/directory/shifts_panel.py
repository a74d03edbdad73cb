"""Shifts: who keeps watch today and in the next days."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.model import Person, initials
from commandcenter.directory.rights import Right
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.duty.service import shifts
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.directory import members_list
from ui.directory.members_list import MembersList
from ui.records import form
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.records.pick_box import Choice
from ui.shell.seat import Seat
from ui.widgets.record_table_model import Column
from ui.widgets.times import day_and_weekday
from ui.widgets.words import tr


class ShiftsPanel(RecordPanel):
    """The shifts around now; the next one is planned from the pattern of the rules."""

    right = Right.PLAN_DUTY
    new_words = N_("Plan the next shift")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._seat = seat
        self._members = MembersList()
        super().__init__(
            seat,
            (
                Column(title=N_("Day"), text=lambda shift: " ".join(day_and_weekday(shift.day))),
                Column(title=N_("Shift"), text=lambda shift: shift.name),
                Column(title=N_("Hours"), text=_hours),
                Column(title=N_("Duty leader"), text=partial(_names, role=DutyRole.LEADER)),
                Column(title=N_("Watch chief"), text=partial(_names, role=DutyRole.CHIEF)),
                Column(title=N_("Watch deputy"), text=partial(_names, role=DutyRole.DEPUTY)),
                Column(title=N_("Weather"), text=lambda shift: shift.weather),
                Column(title=N_("State"), text=self._state),
            ),
            Form(
                (
                    form.line("weather", N_("Weather"), longest=100),
                    FormField(
                        name="members",
                        caption=N_("On duty"),
                        control=self._members,
                        read=self._members.members,
                        write=self._members.show_members,
                        said=members_list.said,
                    ),
                )
            ),
            stretch=5,
        )
        self._members.edited.connect(self.editor.form.edited)

    def show_shifts(self, records: Sequence[Shift], everybody: Sequence[Person]) -> None:
        """Show the shifts as they stand."""
        self._members.offer(
            [
                Choice(
                    id=person.id,
                    name=person.name,
                    detail=f"{person.organisation} {person.post}",
                    initials=initials(person.name),
                )
                for person in everybody
                if person.is_active
            ]
        )
        self.show_records(records)

    def title_of(self, record: Shift) -> str:
        day, _ = day_and_weekday(record.day)
        return f"{day} {record.name} {_hours(record)}"

    def values_of(self, record: Shift) -> Mapping[str, Any]:
        # The phone is the directory's; whether a person is on duty does not depend on it.
        members = tuple(
            Member(person_id=one.person_id, name=one.name, role=one.role) for one in record.members
        )
        return {"weather": record.weather, "members": members}

    def text_of(self, record: Shift) -> str:
        names = [f"{member.name} {initials(member.name)}" for member in record.members]
        return " ".join([str(record.day), record.name, *names]).lower()

    def begin_new(self) -> None:
        """Plan the shift after the last one; then its people can be chosen."""
        if self.refusal():
            return
        officer = self._seat.officer()
        if self.records:
            call = partial(shifts.plan_after, self._db, self.records[-1], officer=officer)
        else:
            call = partial(shifts.plan_ahead, self._db, at=self._seat.clock(), officer=officer)
        self._seat.background.write(self, call, self._planned, self._seat.messages.problem)

    def saving(
        self, record: Shift, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        del is_new  # a shift is planned before anybody is put into it
        return partial(
            shifts.staff,
            self._db,
            record,
            values["members"],
            weather=values["weather"],
            officer=self._seat.officer(),
        )

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(shifts.get, self._db, UUID(str(key)))

    def _planned(self, shift: Shift) -> None:
        if self.key_of(shift) not in map(self.key_of, self.records):
            self.show_records([*self.records, shift])
        self.table.choose(self.key_of(shift))
        self.changed.emit()

    def _state(self, shift: Shift) -> str:
        now = self._seat.clock()
        if shift.closed_at is not None:
            return tr("handed over")
        if shift.start_at > now:
            return tr("to come")
        return tr("on watch") if now < shift.end_at else tr("not handed over")


def _hours(shift: Shift) -> str:
    return f"{clock(shift.start_at)}–{clock(shift.end_at)}"


def _names(shift: Shift, *, role: DutyRole) -> str:
    return " · ".join(member.name for member in shift.who(role))
