"""Corrective actions (改进措施): what a drill showed, until somebody else has looked again."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class ActionState(StrEnum):
    """Where a corrective action stands."""

    OPEN = "open"
    DONE = "done"  # its owner says so
    CLOSED = "closed"  # somebody else has checked it


STEPS: dict[ActionState, frozenset[ActionState]] = {
    ActionState.OPEN: frozenset({ActionState.DONE}),
    ActionState.DONE: frozenset({ActionState.OPEN, ActionState.CLOSED}),
    ActionState.CLOSED: frozenset({ActionState.OPEN}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveAction:
    """Something that has to be put right after a drill.

    Attributes:
        number: 1, 2, … within the drill.
        finding: What was found.
        cause: Why it was so.
        action: What has to be done.
        item_id: The item of the form that got nothing.
        objective_id: The objective that was not reached.
        observation_id: The observation it came from.
        owner: Person or unit, as printed.
        evidence: What shows that it was done, in words; files beside it.
        done_by: Name of who reported it done.
        done_login: Account that noted so; never the one that notes the recheck.
        checked_by: Name of who looked again; never who reported it done.
        plan_id: The plan that has to be revised.
        revised_plan_id: The edition that revision brought.
    """

    id: UUID
    drill: UUID
    number: int
    finding: str
    cause: str = ""
    action: str = ""
    item_id: UUID | None = None
    objective_id: UUID | None = None
    observation_id: UUID | None = None
    owner: str = ""
    due_on: date | None = None
    state: ActionState = ActionState.OPEN
    evidence: str = ""
    done_by: str = ""
    done_login: str = ""
    done_at: datetime | None = None
    checked_by: str = ""
    checked_at: datetime | None = None
    check_note: str = ""
    plan_id: UUID | None = None
    revised_plan_id: UUID | None = None
    version: int = 1
