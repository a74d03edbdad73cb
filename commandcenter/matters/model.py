"""Open matters: what has to be seen to, by whom, until when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MAX_OWNER = 200


class OwnerTooLong(Rejected):
    """The name of whoever sees to a matter fits one line."""

    sentence = N_("The owner has {length} characters; shorten it to {limit}.")


class MatterKind(StrEnum):
    """What a matter came from."""

    ENTRY = "entry"  # a log entry that was not followed through yet
    INSTRUCTION = "instruction"  # 领导批示


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something open; it passes from shift to shift until it is closed.

    Attributes:
        id: That of the record it came from, so that each leads to the other.
        owner: Person or unit who has to see to it, as printed.
        due_at: Until when; None if it has no set time.
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

    def is_late(self, at: datetime) -> bool:
        """Whether its time is over and it is still open."""
        return self.closed_at is None and self.due_at is not None and at >= self.due_at
