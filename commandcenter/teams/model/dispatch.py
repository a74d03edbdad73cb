"""Sending a team: the order, and the ladder of steps until it is back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.teams.model.readiness import State


class Step(StrEnum):
    """A rung of the ladder, in its order."""

    ORDERED = "ordered"  # 下令
    ACKNOWLEDGED = "acknowledged"  # 接令
    ASSEMBLED = "assembled"  # 集结
    DEPARTED = "departed"  # 出动
    ARRIVED = "arrived"  # 到场
    CHECKED_IN = "checked_in"  # 报到, at the field post if there is one
    DEPLOYED = "deployed"  # 展开
    CONTROLLED = "controlled"  # 控制
    COMPLETED = "completed"  # 结束
    WITHDRAWN = "withdrawn"  # 撤离
    RETURNED = "returned"  # 归建

    @property
    def rank(self) -> int:
        """Its place on the ladder, from 0."""
        return _RANKS[self]


LADDER = tuple(Step)
_RANKS = {step: rank for rank, step in enumerate(LADDER)}
OPTIONAL = frozenset({Step.CHECKED_IN})


# What a team is doing while it stands on a rung.
STATES: dict[Step, State] = {
    Step.ORDERED: State.MUSTERING,
    Step.ACKNOWLEDGED: State.MUSTERING,
    Step.ASSEMBLED: State.MUSTERING,
    Step.DEPARTED: State.EN_ROUTE,
    Step.ARRIVED: State.ON_SCENE,
    Step.CHECKED_IN: State.ON_SCENE,
    Step.DEPLOYED: State.ON_SCENE,
    Step.CONTROLLED: State.ON_SCENE,
    Step.COMPLETED: State.ON_SCENE,
    Step.WITHDRAWN: State.EN_ROUTE,
}


class Act(StrEnum):
    """What a row of the history of a dispatch does."""

    TAKE = "take"
    CORRECT = "correct"
    UNDO = "undo"
    CANCEL = "cancel"  # before the team has left
    RELEASE = "release"  # free for something else, wherever it is
    CHECK = "check"  # everybody answered the safety call


class Outcome(StrEnum):
    """How a dispatch ended."""

    RETURNED = "returned"
    CANCELLED = "cancelled"
    RELEASED = "released"


ENDS: dict[Act, Outcome] = {Act.CANCEL: Outcome.CANCELLED, Act.RELEASE: Outcome.RELEASED}


class Circle(StrEnum):
    """Which response standard a place is under."""

    URBAN = "urban"  # 城镇“135应急救援圈”
    RURAL = "rural"  # 乡村“15分钟救援圈”
    FOREST = "forest"  # 林火“一小时扑救圈”


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What one team is told to do.

    Attributes:
        id: Made by the client, so that sending again orders once.
        order_id: Shared by the teams of one order.
        entry_id: The log line it comes from.
        incident_id: The incident it belongs to, if that part is there.
        hazard: Code of the dictionary `hazard_kind`.
        task: What to do there.
        people_out: How many people are asked for; 0 means the team decides.
        told: Who took the order at the team.
        ordered_at: When it was given, as claimed; None means now.
    """

    id: UUID
    order_id: UUID
    team_id: UUID
    place: str
    task: str
    entry_id: UUID | None = None
    incident_id: UUID | None = None
    area_code: str = ""
    lon: float | None = None
    lat: float | None = None
    hazard: str = ""
    circle: Circle = Circle.RURAL
    people_out: int = 0
    equipment_out: str = ""
    told: str = ""
    ordered_at: datetime | None = None
    drill_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One row of the history of a dispatch; none is ever changed.

    Attributes:
        id: Of the act, made by the client.
        step: The rung it is about; other acts name the one the team stood on.
        at: When it happened, as claimed.
        by: Who recorded it.
        recorded_at: When it was recorded; the database's time.
    """

    seq: int
    id: UUID
    act: Act
    step: Step
    at: datetime
    by: str
    recorded_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a team reports about its work; a later row replaces an earlier one.

    Attributes:
        injured: Of the team's own people.
        area_mu: Such as burnt or searched, in mu (15 mu are a hectare).
        consumption: Fuel and material used.
    """

    id: UUID
    rescued: int = 0
    found_dead: int = 0
    evacuated: int = 0
    injured: int = 0
    area_mu: int = 0
    consumption: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A team that was sent.

    Attributes:
        number: Of a gapless series per year, drills apart.
        team_name: As it was called when it was sent.
        history: Every row after the order, in the order they were recorded.
        result: The newest report about the work.
        check_due_at: Until when everybody has to answer the next safety call.
        ended_at: When it was over; None while it is open.
        times: When each rung was taken, after corrections and what was taken back.
    """

    seq: int
    number: str
    order: Order
    team_name: str
    ordered_by: str
    ordered_at: datetime
    history: tuple[StepRow, ...] = ()
    result: Result | None = None
    check_due_at: datetime | None = None
    outcome: Outcome | None = None
    ended_at: datetime | None = None
    times: Mapping[Step, datetime] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "times", {Step.ORDERED: self.ordered_at, **times_of(self.history)})

    @property
    def id(self) -> UUID:
        """Its identifier."""
        return self.order.id

    @property
    def step(self) -> Step:
        """The furthest rung that was taken."""
        return max(self.times, key=_RANKS.__getitem__)

    @property
    def since(self) -> datetime:
        """When the furthest rung was taken."""
        return self.times[self.step]

    @property
    def is_open(self) -> bool:
        """Whether the team is committed by it."""
        return self.outcome is None

    @property
    def next_step(self) -> Step | None:
        """What one key records next; optional rungs are left out. None at the end."""
        if not self.is_open:
            return None
        later = LADDER[self.step.rank + 1 :]
        return next((step for step in later if step not in OPTIONAL), None)

    @property
    def missing(self) -> tuple[Step, ...]:
        """The rungs that were left out, to be shown."""
        before = LADDER[: self.step.rank]
        return tuple(step for step in before if step not in self.times and step not in OPTIONAL)

    @property
    def muster_time(self) -> timedelta | None:
        """From acknowledging until assembled."""
        return self._span(Step.ACKNOWLEDGED, Step.ASSEMBLED)

    @property
    def response_time(self) -> timedelta | None:
        """From the order until arrived."""
        return self._span(Step.ORDERED, Step.ARRIVED)

    def _span(self, first: Step, last: Step) -> timedelta | None:
        if first not in self.times or last not in self.times:
            return None
        return self.times[last] - self.times[first]


def times_of(history: Iterable[StepRow]) -> dict[Step, datetime]:
    """Return when each rung was taken, after corrections and what was taken back."""
    times: dict[Step, datetime] = {}
    for row in history:
        if row.act in (Act.TAKE, Act.CORRECT):
            times[row.step] = row.at
        elif row.act is Act.UNDO:
            times.pop(row.step, None)
    return times


def ending_of(history: Iterable[StepRow]) -> tuple[Outcome | None, datetime | None]:
    """Return how and when a dispatch ended; None twice while it is open."""
    rows = tuple(history)
    for row in rows:
        if row.act in ENDS:
            return ENDS[row.act], row.at
    returned_at = times_of(rows).get(Step.RETURNED)
    return (Outcome.RETURNED, returned_at) if returned_at else (None, None)


def dispatch_number(year: int, serial: int, *, is_drill: bool) -> str:
    """Return the printed number: one gapless series per year, drills apart."""
    return f"{'YLDD' if is_drill else 'DD'}-{year}-{serial:03d}"
