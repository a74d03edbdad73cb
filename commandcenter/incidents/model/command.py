"""Who does what in a response: consultations, field post, groups, participants, requests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from commandcenter.incidents.model.response_checks import (
    EmptyField,
    OverlongField,
    check_count,
    check_filled,
    check_lengths,
    check_past,
)
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MAX_DECISION = 500
MOST_DECISIONS = 50
MOST_QUANTITY = 1_000_000_000


class TooManyDecisions(Rejected):
    """What nobody can keep in mind is not decided."""

    sentence = N_("One consultation can have {limit} decisions. Divide it.")


class PostOpen(Rejected):
    """An incident has one field post at a time."""

    sentence = N_("{name} is the field post already. Close it first.")


class PostClosed(Rejected):
    """What is closed stays closed; a new post is a new record."""

    sentence = N_("{name} was closed. Open a new field post.")


class EndBeforeBeginning(Rejected):
    """Nothing ends before it began."""

    sentence = N_("The end lies before the beginning. Correct the times.")


class NothingReceived(Rejected):
    """Supplies that came have a number."""

    sentence = N_("Say how much of {item} was received.")


class UnknownGroup(Rejected):
    """A group that the county's dictionary does not have."""

    sentence = N_("The county has no joint group {code}. Add it to the dictionary.")


class Role(StrEnum):
    """What part an organisation takes."""

    LEAD = "lead"
    SUPPORT = "support"


class GroupKind(StrEnum):
    """What a joint group is for; the first word of its code."""

    COORDINATION = "coordination"
    RISK = "risk"
    RESCUE = "rescue"
    SUPPORT = "support"


class NoteKind(StrEnum):
    """What was noted of a response or an incident, once and for all."""

    SITREP = "sitrep"  # of a joint group
    DAILY = "daily"  # 每日报告
    ZERO = "zero"  # 零报告: nothing happened
    RELEASE = "release"  # 对外发布


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a consultation decided; it is an open matter under the same id.

    Attributes:
        due_at: None if it has no set time.
    """

    id: UUID
    text: str
    owner: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A consultation (会商研判).

    Attributes:
        about: The incident or response it was held for, if any.
        attendees: As printed, separated by commas.
        by: Who recorded it.
    """

    id: UUID
    about: UUID | None = None
    at: datetime
    chair: str
    attendees: str = ""
    hazard: str = ""
    judgement: str
    decisions: tuple[Decision, ...] = ()
    by: str = ""
    drill_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCall:
    """A joint group (联合指挥工作组) that was called up in a response.

    Attributes:
        code: Of the dictionary `joint_group`, such as `rescue:water`.
        name: As it was called then.
        signed_in_at: When it said that it works; None until then.
    """

    id: UUID
    response_id: UUID
    code: str
    name: str
    lead_org: str = ""
    members: str = ""
    called_at: datetime
    signed_in_at: datetime | None = None
    signed_in_by: str = ""
    released_at: datetime | None = None
    drill_id: UUID | None = None
    version: int = 1

    @property
    def kind(self) -> str:
        """What it is for."""
        return self.code.partition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPost:
    """A field post (现场指挥部); an incident has one at a time.

    Attributes:
        about: The incident or response.
        groups: Its groups and their leaders, a line for each.
    """

    id: UUID
    about: UUID
    name: str
    place: str
    commander: str
    commander_phone: str = ""
    groups: str = ""
    opened_at: datetime
    closed_at: datetime | None = None
    drill_id: UUID | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An organisation that takes part; teams that were sent come from their dispatches."""

    id: UUID
    about: UUID
    organisation: str
    role: Role = Role.SUPPORT
    leader: str = ""
    phone: str = ""
    people: int = 0
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    note: str = ""
    drill_id: UUID | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody at the scene, however that is known.

    Attributes:
        dispatch: Number of the dispatch that says so; empty if it was noted by hand.
        dispatch_id: Its id.
    """

    organisation: str
    role: Role
    leader: str
    people: int
    arrived_at: datetime | None
    left_at: datetime | None
    dispatch: str = ""
    dispatch_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyRequest:
    """Supplies that were asked for (应急联供).

    Attributes:
        quantity: In the unit beside it.
        from_area: Code or name of whoever gives.
        received_at: None until they have come.
    """

    id: UUID
    about: UUID
    item: str
    quantity: int
    unit: str = ""
    from_area: str = ""
    to_area: str = ""
    requested_at: datetime
    eta: datetime | None = None
    received_at: datetime | None = None
    received_quantity: int = 0
    received_by: str = ""
    note: str = ""
    drill_id: UUID | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that was said and is not changed.

    Attributes:
        about: The incident or response.
        group_id: The joint group whose report it is.
        channel: Where it was released.
        approved_by: Who allowed the release.
    """

    id: UUID
    kind: NoteKind
    about: UUID
    text: str = ""
    at: datetime | None = None
    group_id: UUID | None = None
    channel: str = ""
    approved_by: str = ""
    drill_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note with who recorded it."""

    seq: int
    note: Note
    by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialCommand:
    """A special command (专项应急指挥部) of the county, from its dictionaries."""

    hazard: str
    name: str
    commander: str
    office: str


def check_consultation(one: Consultation, *, now: datetime) -> None:
    """Refuse a consultation that nobody could act on.

    Raises:
        EmptyField, OverlongField, NotYet, TooManyDecisions: What has to be put right first.
    """
    check_filled(one, ("chair", "judgement"))
    check_lengths(one, long=("attendees", "judgement"))
    check_past(one.at, now=now)
    if len(one.decisions) > MOST_DECISIONS:
        raise TooManyDecisions(limit=MOST_DECISIONS)
    for decision in one.decisions:
        if not decision.text.strip():
            raise EmptyField(field="decision")
        check_filled(decision, ("owner",))
        if len(decision.text) > MAX_DECISION:
            raise OverlongField(field="decision", length=len(decision.text), limit=MAX_DECISION)
        check_lengths(decision, long=("text",))


def check_note(note: Note, *, now: datetime) -> None:
    """Refuse a note that says nothing, or a release that nobody allowed.

    Raises:
        EmptyField, OverlongField, NotYet: What has to be put right first.
    """
    needed = {NoteKind.RELEASE: ("text", "channel", "approved_by"), NoteKind.ZERO: ()}
    check_filled(note, needed.get(note.kind, ("text",)))
    check_lengths(note, long=("text",))
    check_past(note.at, now=now)


_NEEDED: Mapping[type, tuple[str, ...]] = {
    FieldPost: ("name", "place", "commander"),
    Participant: ("organisation",),
    SupplyRequest: ("item",),
    GroupCall: ("name",),
}
_SPANS: Mapping[type, tuple[str, str]] = {
    FieldPost: ("opened_at", "closed_at"),
    Participant: ("arrived_at", "left_at"),
    SupplyRequest: ("requested_at", "received_at"),
    GroupCall: ("called_at", "released_at"),
}


def check_record(record: Any, *, now: datetime) -> None:
    """Refuse a field post, participant, request or group that breaks a rule.

    Raises:
        EmptyField, OverlongField, CountOutOfRange, NotYet, EndBeforeBeginning,
        NothingReceived: What has to be put right first.
    """
    check_filled(record, _NEEDED[type(record)])
    check_lengths(record, long=("note", "groups", "members"))
    begin, end = (getattr(record, name) for name in _SPANS[type(record)])
    for at in (begin, end):
        check_past(at, now=now)
    if end is not None and (begin is None or end < begin):
        raise EndBeforeBeginning
    if isinstance(record, SupplyRequest):
        _check_request(record)
    elif isinstance(record, Participant):
        check_count(record, "people", 0, MOST_QUANTITY)


def _check_request(record: SupplyRequest) -> None:
    check_count(record, "quantity", 1, MOST_QUANTITY)
    check_count(record, "received_quantity", 0, MOST_QUANTITY)
    if record.received_at is not None and not record.received_quantity:
        raise NothingReceived(item=record.item)
