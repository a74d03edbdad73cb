"""What records of a response refuse, and why, with the fields and states in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from commandcenter.duty.model.entry import CLOCK_TOLERANCE
from commandcenter.kernel.errors import InWords, Rejected
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_

MAX_LINE = 200
MAX_TEXT = 4_000

FIELD_WORDS: dict[str, str] = {
    "hazard": N_("Hazard"),
    "title": N_("Event name"),
    "basis": N_("Basis"),
    "decided_by": N_("Decided by"),
    "approver": N_("Approved by"),
    "actions": N_("Actions"),
    "notified": N_("Notified"),
    "doc_no": N_("Document number"),
    "number": N_("Number"),
    "name": N_("Name"),
    "household": N_("Household"),
    "people": N_("Number of people"),
    "phone": N_("Phone"),
    "area_code": N_("Village"),
    "address": N_("Home address"),
    "id_number": N_("ID number"),
    "needs": N_("Special needs"),
    "trigger": N_("When to move"),
    "last_place": N_("Where they are"),
    "helper": N_("Who fetches them"),
    "helper_phone": N_("Phone of the helper"),
    "destination": N_("Moved to"),
    "care": N_("Care and return"),
    "note": N_("Remarks"),
    "capacity": N_("Capacity"),
    "responsible": N_("Responsible person"),
    "chair": N_("Chair"),
    "attendees": N_("Attendees"),
    "judgement": N_("Judgement"),
    "decision": N_("Decision"),
    "owner": N_("Owner"),
    "place": N_("Place"),
    "commander": N_("Commander"),
    "commander_phone": N_("Phone of the commander"),
    "groups": N_("Groups"),
    "organisation": N_("Organisation"),
    "leader": N_("Leader"),
    "item": N_("Item"),
    "unit": N_("Unit"),
    "quantity": N_("Quantity"),
    "received_quantity": N_("Quantity received"),
    "received_by": N_("Received by"),
    "from_area": N_("From"),
    "to_area": N_("To"),
    "text": N_("Text"),
    "channel": N_("Channel"),
    "approved_by": N_("Approved by"),
    "signed_in_by": N_("Signed in by"),
    "lead_org": N_("Led by"),
    "members": N_("Members"),
    "code": N_("Code"),
    "by": N_("Recorded by"),
}


class EmptyField(InWords):
    """A record cannot do without this."""

    sentence = N_("'{field}' is empty. Fill it in.")
    words: ClassVar = {"field": FIELD_WORDS}


class OverlongField(InWords):
    """A text that would not fit on its paper."""

    sentence = N_("'{field}' is {length} characters long; {limit} fit.")
    words: ClassVar = {"field": FIELD_WORDS}


class CountOutOfRange(InWords):
    """A number that cannot be."""

    sentence = N_("'{field}' has to be from {low} to {high}.")
    words: ClassVar = {"field": FIELD_WORDS}


class NotYet(Rejected):
    """Only what has happened can be recorded."""

    sentence = N_("{at} has not come yet. Give the time when it happened.")


def check_filled(record: Any, names: Iterable[str]) -> None:
    """Refuse a record in which one of these fields is empty.

    Raises:
        EmptyField: The first of them.
    """
    for name in names:
        if not getattr(record, name).strip():
            raise EmptyField(field=name)


def check_lengths(record: Any, *, long: Iterable[str] = ()) -> None:
    """Refuse texts that would not fit on a paper.

    Args:
        long: Names of fields that may be longer than a line.

    Raises:
        OverlongField: The first of them.
    """
    for name in record.__dataclass_fields__:
        value, limit = getattr(record, name), MAX_TEXT if name in long else MAX_LINE
        if isinstance(value, str) and len(value) > limit:
            raise OverlongField(field=name, length=len(value), limit=limit)


def check_count(record: Any, name: str, low: int, high: int) -> None:
    """Refuse a number that cannot be.

    Raises:
        CountOutOfRange: It lies outside.
    """
    if not low <= getattr(record, name) <= high:
        raise CountOutOfRange(field=name, low=low, high=high)


def check_past(at: datetime | None, *, now: datetime) -> None:
    """Refuse what has not happened yet; clocks may differ a little.

    Raises:
        NotYet: The time lies ahead.
    """
    if at is not None and at > now + CLOCK_TOLERANCE:
        raise NotYet(at=minute(at))
