"""One alarm from the moment it is raised until it is both over and acknowledged.

It is latched: it leaves the board only when somebody acknowledged it and what it warns of
is over, in whichever order. Every state has a way out, and none hides an alarm.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.severity import Severity


class State(StrEnum):
    """Where an alarm stands."""

    PENDING = "pending"  # said, but not yet for long or often enough to be an alarm
    ACTIVE = "active"  # goes on, nobody acknowledged it
    ACKNOWLEDGED = "acknowledged"  # goes on, somebody acknowledged it
    CLEARED = "cleared"  # over, nobody acknowledged it
    SHELVED = "shelved"  # goes on, put aside for a time
    CLOSED = "closed"  # over and acknowledged


# What may follow each state; None stands for an alarm that is new.
STEPS: Mapping[State | None, tuple[State, ...]] = {
    None: (State.PENDING, State.ACTIVE),
    State.PENDING: (State.ACTIVE, State.CLOSED),
    State.ACTIVE: (State.ACKNOWLEDGED, State.CLEARED, State.SHELVED),
    State.ACKNOWLEDGED: (State.ACTIVE, State.SHELVED, State.CLOSED),
    State.CLEARED: (State.ACTIVE, State.CLOSED),
    State.SHELVED: (State.ACTIVE, State.ACKNOWLEDGED, State.CLEARED, State.CLOSED),
    State.CLOSED: (State.PENDING, State.ACTIVE),
}
# Those that wait for somebody to acknowledge them, and that escalate.
WAITING = frozenset({State.ACTIVE, State.CLEARED})
# Those on the board.
SHOWN = frozenset({State.ACTIVE, State.ACKNOWLEDGED, State.CLEARED})


class Act(StrEnum):
    """What happened to an alarm."""

    PENDING = "pending"
    RAISED = "raised"
    COUNTED = "counted"  # said again
    RISEN = "risen"  # became worse
    CLEARED = "cleared"
    DROPPED = "dropped"  # not for long or often enough to be an alarm
    ACKNOWLEDGED = "acknowledged"
    SHELVED = "shelved"
    RETURNED = "returned"  # from the shelf


# Times from when an alarm waits until the first level is told, from there to the next, …
Ladder = tuple[timedelta, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that needs somebody to act.

    Attributes:
        type_code: Row of the table of alarm types.
        source: Unique key of what is wrong; the same again is the same alarm.
        subject: Record it is about, if any.
        severity: Now; grows until somebody acknowledges it.
        severity_max: The worst it ever was.
        raised_at: When it was first said.
        sounded_at: When it last began to wait for somebody; None while it is pending.
        last_at: When it was last said.
        count: How often it was said.
        due_at: When the next level is told, or when it is decided whether a pending one is
            an alarm; None if nothing will happen by itself.
        round: How often it began to wait for somebody.
        level: How many levels were told since then.
        action: Code of what is done, as chosen with the acknowledgement.
        version: Grows with each change.
    """

    id: UUID
    type_code: str
    source: str
    title: str
    severity: Severity
    severity_max: Severity
    state: State
    raised_at: datetime
    last_at: datetime
    area_code: str = ""
    subject: UUID | None = None
    sounded_at: datetime | None = None
    count: int = 1
    cleared_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    note: str = ""
    action: str = ""
    shelved_at: datetime | None = None
    shelved_until: datetime | None = None
    shelved_by: str = ""
    reason: str = ""
    due_at: datetime | None = None
    round: int = 0
    level: int = 0
    drill_id: UUID | None = None
    version: int = 1

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for somebody to acknowledge it."""
        return self.state in WAITING

    @property
    def is_over(self) -> bool:
        """Whether what it warns of is over."""
        return self.state in (State.CLEARED, State.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an alarm.

    Attributes:
        state: Where it stood then.
        by: Who did it; empty for the program.
        text: Note or reason.
    """

    alarm_id: UUID
    act: Act
    state: State
    severity: Severity
    at: datetime
    by: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A level that was told because nobody acknowledged an alarm.

    Attributes:
        round: How often the alarm had begun to wait by then.
        level: 1 for whoever leads the shift, 2 for the commander.
        due_at: When it had to be told.
        at: When it was.
    """

    alarm_id: UUID
    round: int
    level: int
    severity: Severity
    due_at: datetime
    at: datetime
