"""Field post, participants and supply requests: lists whose records are changed beside them."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.incidents.model.command import FieldPost, Participant, SupplyRequest
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.model.response_words import ROLE_WORDS
from commandcenter.incidents.service import command
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from ui.records import fields, form
from ui.records.form import Form
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets.initials import initials
from ui.widgets.record_table_model import Column
from ui.widgets.typed_time import Toward
from ui.widgets.words import tr


def short(at: datetime | None) -> str:
    """Return day and minute without the year; empty for no time."""
    return minute(at)[5:] if at is not None else ""


class CommandPanel(RecordPanel):
    """What the lists of a response have in common.

    Attributes:
        names: Of the attributes that the form shows.
    """

    right = Right.REPORT
    names: ClassVar[tuple[str, ...]] = ()
    searched: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, db: Database, seat: Seat, columns: Sequence[Column[Any]], made: Form, *, stretch: int
    ) -> None:
        self.db = db
        self.response: Response | None = None
        self._begun: dict[UUID, Any] = {}  # new records that were not saved, by response
        super().__init__(seat, columns, made, stretch=stretch)
        fields.listen(made)

    # Each panel answers these

    def begun(self, about: UUID, drill_id: UUID | None) -> Any:
        """Return a new record to begin with."""
        raise NotImplementedError

    def found_of(self, response: Response) -> Sequence[Any]:
        """Return the records of a response as they are in the database."""
        raise NotImplementedError

    def add(self, new: Any) -> Any:
        """Write a new record."""
        raise NotImplementedError

    def change(self, changed: Any) -> Any:
        """Write a changed record."""
        raise NotImplementedError

    # What all of them do

    def show_of(self, response: Response, records: Sequence[Any]) -> None:
        """Show the records of a response."""
        is_other = self.response is None or self.response.id != response.id
        self.response = response
        begun = self._begun.get(response.id)
        if begun is not None and any(one.id == begun.id for one in records):
            del self._begun[response.id]
        if is_other:
            self._chosen, self._is_new, self._is_first = None, False, False
        self.show_records(records)

    def blank(self) -> Any:
        if self.response is None:
            return self.begun(new_id(), None)
        if self.response.id not in self._begun:
            opening = self.response.opening
            self._begun[opening.id] = self.begun(opening.id, opening.drill_id)
        return self._begun[self.response.id]

    def values_of(self, record: Any) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in self.names}

    def text_of(self, record: Any) -> str:
        texts = [str(getattr(record, name)) for name in self.searched]
        return " ".join((*texts, *map(initials, texts))).lower()

    def saving(self, record: Any, values: Mapping[str, Any], *, is_new: bool) -> Callable[[], Any]:
        changed = replace(record, **self.completed(record, values))
        return partial(self.add if is_new else self.change, changed)

    def completed(self, _record: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the values with what follows from them and from the record."""
        return values

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(self._find, self.response, key)

    def _find(self, response: Response | None, key: Hashable) -> Any:
        known = () if response is None else self.found_of(response)
        found = [one for one in known if one.id == key]
        if not found:
            raise Conflict
        return found[0]


class PostPanel(CommandPanel):
    """The field post (现场指挥部) of the response; a closed one stays on the list."""

    new_words = N_("Open a field post")
    names = (
        "name",
        "place",
        "commander",
        "commander_phone",
        "groups",
        "opened_at",
        "closed_at",
    )
    searched = ("name", "place", "commander")

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(
            db,
            seat,
            (
                Column(title=N_("Field post"), text=lambda one: one.name),
                Column(title=N_("Place"), text=lambda one: one.place),
                Column(title=N_("Commander"), text=lambda one: one.commander),
                Column(title=N_("Opened"), text=lambda one: short(one.opened_at)),
                Column(title=N_("State"), text=_post_state),
            ),
            Form(
                (
                    form.line("name", N_("Field post")),
                    form.line("place", N_("Place")),
                    form.line("commander", N_("Commander")),
                    form.line("commander_phone", N_("Phone of the commander")),
                    fields.paragraph("groups", N_("Groups and their leaders"), lines=4),
                    fields.moment("opened_at", N_("Opened"), seat.clock),
                    fields.moment("closed_at", N_("Closed"), seat.clock),
                )
            ),
            stretch=1,
        )

    def title_of(self, record: FieldPost) -> str:
        return record.name or tr("Open a field post")

    def begun(self, about: UUID, drill_id: UUID | None) -> FieldPost:
        return FieldPost(
            id=new_id(),
            about=about,
            name="",
            place="",
            commander="",
            opened_at=self.seat.clock(),
            drill_id=drill_id,
        )

    def completed(self, record: FieldPost, values: Mapping[str, Any]) -> Mapping[str, Any]:
        opened_at = values["opened_at"] or record.opened_at
        closed_at = fields.not_before(values["closed_at"], opened_at)
        return {**values, "opened_at": opened_at, "closed_at": closed_at}

    def found_of(self, response: Response) -> Sequence[FieldPost]:
        return command.posts(self.db, response.id, officer=self.seat.officer())

    def add(self, new: FieldPost) -> FieldPost:
        return command.open_post(self.db, new, officer=self.seat.officer())

    def change(self, changed: FieldPost) -> FieldPost:
        return command.change_post(self.db, changed, officer=self.seat.officer())


class ParticipantPanel(CommandPanel):
    """Organisations that take part (参与单位), with their times."""

    new_words = N_("New participant")
    names = (
        "organisation",
        "role",
        "leader",
        "phone",
        "people",
        "arrived_at",
        "left_at",
        "note",
    )
    searched = ("organisation", "leader")

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(
            db,
            seat,
            (
                Column(title=N_("Organisation"), text=lambda one: one.organisation),
                Column(title=N_("Role"), text=lambda one: tr(ROLE_WORDS[one.role])),
                Column(title=N_("Leader"), text=lambda one: one.leader),
                Column(title=N_("People"), text=lambda one: str(one.people or ""), is_number=True),
                Column(title=N_("Arrived"), text=lambda one: short(one.arrived_at)),
                Column(title=N_("Left"), text=lambda one: short(one.left_at)),
            ),
            Form(
                (
                    form.line("organisation", N_("Organisation")),
                    form.choice("role", N_("Role"), ROLE_WORDS),
                    form.line("leader", N_("Leader")),
                    form.line("phone", N_("Phone")),
                    fields.number("people", N_("People")),
                    fields.moment("arrived_at", N_("Arrived"), seat.clock),
                    fields.moment("left_at", N_("Left"), seat.clock),
                    form.line("note", N_("Remarks")),
                )
            ),
            stretch=0,
        )

    def title_of(self, record: Participant) -> str:
        return record.organisation or tr("New participant")

    def begun(self, about: UUID, drill_id: UUID | None) -> Participant:
        return Participant(id=new_id(), about=about, organisation="", drill_id=drill_id)

    def found_of(self, response: Response) -> Sequence[Participant]:
        return command.participants(self.db, response.id, officer=self.seat.officer())

    def add(self, new: Participant) -> Participant:
        return command.take_part(self.db, new, officer=self.seat.officer())

    def change(self, changed: Participant) -> Participant:
        return command.change_participant(self.db, changed, officer=self.seat.officer())


class SuppliesPanel(CommandPanel):
    """Supplies that were asked for (应急联供): until when, and what came."""

    new_words = N_("Ask for supplies")
    names = (
        "item",
        "quantity",
        "unit",
        "from_area",
        "to_area",
        "eta",
        "received_at",
        "received_quantity",
        "received_by",
        "note",
    )
    searched = ("item", "from_area", "to_area")

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(
            db,
            seat,
            (
                Column(title=N_("Item"), text=lambda one: one.item),
                Column(
                    title=N_("Quantity"),
                    text=lambda one: f"{one.quantity} {one.unit}".strip(),
                    is_number=True,
                ),
                Column(title=N_("From"), text=lambda one: one.from_area),
                Column(title=N_("To"), text=lambda one: one.to_area),
                Column(title=N_("Expected"), text=lambda one: short(one.eta)),
                Column(title=N_("State"), text=self._state),
            ),
            Form(
                (
                    form.line("item", N_("Item")),
                    fields.number("quantity", N_("Quantity")),
                    form.line("unit", N_("Unit")),
                    form.line("from_area", N_("From")),
                    form.line("to_area", N_("To")),
                    fields.moment("eta", N_("Expected"), seat.clock, toward=Toward.FUTURE),
                    fields.moment("received_at", N_("Received"), seat.clock),
                    fields.number("received_quantity", N_("Quantity received")),
                    form.line("received_by", N_("Received by")),
                    form.line("note", N_("Remarks")),
                )
            ),
            stretch=0,
        )

    def title_of(self, record: SupplyRequest) -> str:
        return record.item or tr("Ask for supplies")

    def begun(self, about: UUID, drill_id: UUID | None) -> SupplyRequest:
        return SupplyRequest(
            id=new_id(),
            about=about,
            item="",
            quantity=1,
            requested_at=self.seat.clock(),
            drill_id=drill_id,
        )

    def completed(self, record: SupplyRequest, values: Mapping[str, Any]) -> Mapping[str, Any]:
        received_at = fields.not_before(values["received_at"], record.requested_at)
        return {**values, "received_at": received_at}

    def found_of(self, response: Response) -> Sequence[SupplyRequest]:
        return command.requests(self.db, response.id)

    def add(self, new: SupplyRequest) -> SupplyRequest:
        return command.request_supplies(self.db, new, officer=self.seat.officer())

    def change(self, changed: SupplyRequest) -> SupplyRequest:
        return command.change_request(self.db, changed, officer=self.seat.officer())

    def _state(self, one: SupplyRequest) -> str:
        if one.received_at is not None:
            return tr("{count} received {at}").format(
                count=one.received_quantity, at=short(one.received_at)
            )
        is_late = one.eta is not None and one.eta < self.seat.clock()
        return tr("Late") if is_late else tr("Asked for")


def _post_state(one: FieldPost) -> str:
    if one.closed_at is None:
        return tr("Open")
    return tr("Closed {at}").format(at=short(one.closed_at))
