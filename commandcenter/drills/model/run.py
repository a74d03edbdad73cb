"""What controllers do while a drill runs; its clock follows from these acts alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Act(StrEnum):
    """One act of a controller, or of the program when a line is due."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    SPEED = "speed"
    FIRE = "fire"  # deliver a line, now or because it is due
    HOLD = "hold"  # do not deliver by itself; until fired, skipped or released
    RELEASE = "release"  # let what is on hold come by itself again
    SKIP = "skip"
    BACK = "back"  # to an earlier time of the drill: later lines are due again
    OPEN_BRANCH = "open_branch"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunAct:
    """One act, as it was done; never changed.

    Attributes:
        seq: Of the journal row that vouches for it.
        drill_id: The drill.
        inject_id: The line it is about, if any.
        offset_ms: Time of the drill's clock at the act; for BACK the time gone back to.
        speed_percent: 100 is real time; for START and SPEED the speed from now on, else 0.
        branch: Which branch was opened.
        entry_id: The log entry that a delivered line became.
        is_due: Done by the program: delivered because it was due, put on hold because its
            time had passed, or released because that lies ahead again.
        note: Why, if anything was said.
        at: When, by the clock on the wall.
        by: Name of the officer, or of the program.
    """

    seq: int
    id: UUID
    drill_id: UUID
    act: Act
    inject_id: UUID | None = None
    offset_ms: int
    speed_percent: int = 0
    branch: str = ""
    entry_id: UUID | None = None
    is_due: bool = False
    note: str = ""
    at: datetime
    by: str
