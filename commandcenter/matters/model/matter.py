"""Open matters: what has to be seen to, by whom, until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MAX_OWNER = 200
MAX_TITLE = 200
MAX_RESULT = 500


class OwnerTooLong(Rejected):
    """The name of whoever sees to a matter fits one line."""

    sentence = N_("The owner has {length} characters; shorten it to {limit}.")


class TitleMissing(Rejected):
    """Nobody can see to a matter that does not say what it is."""

    sentence = N_("Write what has to be done.")


class TitleTooLong(Rejected):
    """What has to be done fits one line."""

    sentence = N_("The text has {length} characters; shorten it to {limit}.")


class ResultTooLong(Rejected):
    """What came of it fits one line."""

    sentence = N_("The result has {length} characters; shorten it to {limit}.")


class FromTheLog(Rejected):
    """A matter of a log entry ends with the entry's last step of handling."""

    sentence = N_("This matter came from a log entry; follow the entry through to close it.")


class MatterKind(StrEnum):
    """What a matter came from."""

    ENTRY = "entry"  # a log entry that was not followed through yet
    INSTRUCTION = "instruction"  # 领导批示
    TASK = "task"  # something somebody was told to do
    DECISION = "decision"  # what a consultation decided


# Opened and closed for itself, not by a log entry.
BY_HAND = frozenset({MatterKind.TASK, MatterKind.DECISION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something open; it passes from shift to shift until it is closed.

    Attributes:
        id: That of the record it came from, so that each leads to the other.
        owner: Person or unit who has to see to it, as printed.
        due_at: Until when; None if it has no set time.
        about: The incident or response it belongs to, if any.
        version: Grows with each change.
    """

    id: UUID
    kind: MatterKind
    title: str
    opened_at: datetime
    owner: str = ""
    due_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    result: str = ""
    drill_id: UUID | None = None
    version: int = 1
    about: UUID | None = None

    def is_late(self, at: datetime) -> bool:
        """Whether its time is over and it is still open."""
        return self.closed_at is None and self.due_at is not None and at >= self.due_at

    def late_by(self, at: datetime) -> timedelta:
        """Return how long it has been late, or was when it was closed; nothing if in time."""
        if self.due_at is None:
            return timedelta(0)
        return max((self.closed_at or at) - self.due_at, timedelta(0))


def check(matter: Matter) -> None:
    """Refuse a matter that nobody could see to.

    Raises:
        TitleMissing, TitleTooLong, OwnerTooLong: What has to be put right first.
    """
    if not matter.title.strip():
        raise TitleMissing
    if len(matter.title) > MAX_TITLE:
        raise TitleTooLong(length=len(matter.title), limit=MAX_TITLE)
    if len(matter.owner) > MAX_OWNER:
        raise OwnerTooLong(length=len(matter.owner), limit=MAX_OWNER)


def check_result(result: str) -> None:
    """Refuse what does not fit one line.

    Raises:
        ResultTooLong: It has to be shortened.
    """
    if len(result) > MAX_RESULT:
        raise ResultTooLong(length=len(result), limit=MAX_RESULT)
