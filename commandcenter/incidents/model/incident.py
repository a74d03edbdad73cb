"""An incident (突发事件): what happened, where, how it is being handled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commandcenter.incidents.model.level import Level

MAX_LINE = 200
MAX_TEXT = 2_000


class EventClass(StrEnum):
    """The four classes of events."""

    NATURAL = "natural"  # 自然灾害
    ACCIDENT = "accident"  # 事故灾难
    HEALTH = "health"  # 公共卫生事件
    SECURITY = "security"  # 社会安全事件


class State(StrEnum):
    """How far an incident is."""

    OPEN = "open"  # 核实中
    HANDLING = "handling"  # 处置中
    CONTROLLED = "controlled"  # 已控制
    CLOSED = "closed"  # 已办结
    WITHDRAWN = "withdrawn"  # 误报撤销
    MERGED = "merged"  # 并入另一事件


# What may follow each state; None stands for an incident that is new.
STEPS: Mapping[State | None, tuple[State, ...]] = {
    None: (State.OPEN,),
    State.OPEN: (
        State.HANDLING,
        State.CONTROLLED,
        State.CLOSED,
        State.WITHDRAWN,
        State.MERGED,
    ),
    State.HANDLING: (State.CONTROLLED, State.CLOSED, State.WITHDRAWN, State.MERGED),
    State.CONTROLLED: (State.HANDLING, State.CLOSED, State.WITHDRAWN, State.MERGED),
    State.CLOSED: (State.HANDLING,),
    State.WITHDRAWN: (State.OPEN,),
    State.MERGED: (State.OPEN,),
}
# Nothing more is expected of these, until somebody opens them again.
OVER = frozenset({State.CLOSED, State.WITHDRAWN, State.MERGED})


class Act(StrEnum):
    """What a row of the history of an incident does."""

    OPEN = "open"
    STEP = "step"  # to another state of handling
    LEVEL = "level"  # the officer confirms a level, or says it is another one
    CLOSE = "close"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    MERGE = "merge"


class LinkKind(StrEnum):
    """What an incident is connected with."""

    ENTRY = "entry"  # a log line
    DISPATCH = "dispatch"  # a team that was sent
    WARNING = "warning"
    INCIDENT = "incident"  # one that was merged into this


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an incident; each change is a further row.

    Attributes:
        id: Made by the client, so that sending again notes it once.
        kind: Code of the dictionary `incident_kind`: the class of the event and, after a
            colon, what it is, such as `accident:traffic`.
        title: One line, as the lists show it.
        source: Person or unit it was learned from.
        course: What happened, briefly.
        scope: How far it reaches.
        cause: As far as known.
        trend: What is to be expected.
        measures: What has been done.
        needs: What is needed or suggested.
        leaders: Who leads on the scene.
        commander: Who commands the field post.
        reason: Why an earlier version was changed.
    """

    id: UUID
    kind: str
    title: str
    place: str = ""
    area_code: str = ""
    lon: float | None = None
    lat: float | None = None
    occurred_at: datetime | None = None
    source: str = ""
    course: str = ""
    scope: str = ""
    cause: str = ""
    trend: str = ""
    measures: str = ""
    needs: str = ""
    leaders: str = ""
    commander: str = ""
    commander_phone: str = ""
    reason: str = ""

    @property
    def event_class(self) -> EventClass:
        """Which of the four classes it belongs to."""
        return EventClass(self.kind.partition(":")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A connection of an incident.

    Attributes:
        target: Id of what it is connected with.
        is_removed: Whether this row takes the connection away.
    """

    seq: int
    id: UUID
    kind: LinkKind
    target: UUID
    is_removed: bool = False
    by: str = ""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One row of the history of an incident: what was done, and where it stands after it.

    Attributes:
        id: Of the act, made by the client.
        proposed: The level that the figures spoke for when a level was confirmed.
        criterion: Code of the rule that decided the proposal; empty if none did.
        into: The incident it was merged into.
        at: When it was recorded; the database's time.
    """

    seq: int
    id: UUID
    act: Act
    state: State
    level: Level
    is_sensitive: bool = False
    is_near_accident: bool = False
    proposed: Level | None = None
    criterion: str = ""
    reason: str = ""
    into: UUID | None = None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an officer opens an incident with.

    Attributes:
        id: Made by the client, so that sending again opens one.
        learned_at: When the county learned of it; None means now.
        entry_id: The log line it comes from.
        warning_id: The warning it comes from.
    """

    id: UUID
    facts: Facts
    learned_at: datetime | None = None
    entry_id: UUID | None = None
    warning_id: UUID | None = None
    drill_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident as it stands.

    Attributes:
        seq: Of the journal row that opened it.
        number: Of a gapless series per year, drills apart.
        learned_at: When the county learned of it (获悉); report clocks begin here.
        facts: The newest version of what is known.
        is_sensitive: Reported as if it were one level higher.
        is_near_accident: 较大涉险: much could have happened.
        into: The incident it was merged into.
        version: Grows with each act and each version of the facts; the caller of a change
            passes the one it saw.
    """

    seq: int
    id: UUID
    number: str
    learned_at: datetime
    opened_at: datetime
    opened_by: str
    facts: Facts
    state: State = State.OPEN
    level: Level = Level.INFO
    is_sensitive: bool = False
    is_near_accident: bool = False
    ended_at: datetime | None = None
    into: UUID | None = None
    entry_id: UUID | None = None
    warning_id: UUID | None = None
    drill_id: UUID | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something is still expected of it."""
        return self.state not in OVER

    @property
    def reporting_level(self) -> Level:
        """The level by which it is reported: sensitive ones go one higher."""
        return self.level.raised if self.is_sensitive else self.level


def incident_number(year: int, serial: int, *, is_drill: bool) -> str:
    """Return the printed number: one gapless series per year, drills apart."""
    return f"{'YLSJ' if is_drill else 'SJ'}-{year}-{serial:03d}"
