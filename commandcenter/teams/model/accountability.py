"""How fast a team was, and whether it has been heard of lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.teams.model.dispatch import Act, Circle, Dispatch, Step

# Codes of `hazard_kind` that are held against the circle of forest fires.
FOREST_HAZARDS = frozenset({"forest_fire"})
STREET = "0"  # the seventh digit of the code of a street office (GB/T 2260)
_TOWNSHIP_DIGITS = 9


class Measure(StrEnum):
    """What a response standard limits."""

    START = "start"  # from the order until the team left
    ARRIVE = "arrive"  # from the order until it arrived
    JOINT = "joint"  # from the order until it works


_UNTIL = {
    Measure.START: Step.DEPARTED,
    Measure.ARRIVE: Step.ARRIVED,
    Measure.JOINT: Step.DEPLOYED,
}

# Rule rows, in seconds; what a circle does not limit has none.
RULES: dict[tuple[Circle, Measure], str] = {
    (Circle.URBAN, Measure.START): "teams.urban_start_s",
    (Circle.URBAN, Measure.ARRIVE): "teams.urban_arrive_s",
    (Circle.URBAN, Measure.JOINT): "teams.urban_joint_s",
    (Circle.RURAL, Measure.START): "teams.rural_start_s",
    (Circle.RURAL, Measure.ARRIVE): "teams.rural_arrive_s",
    (Circle.FOREST, Measure.ARRIVE): "teams.forest_arrive_s",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One measure of one dispatch against its limit.

    Attributes:
        taken: How long it took; None if the step is missing or has not come.
        running: How long it is taking while the step has not come.
    """

    measure: Measure
    limit: timedelta
    taken: timedelta | None = None
    running: timedelta | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the limit was kept; None while nobody can say."""
        if self.taken is not None:
            return self.taken <= self.limit
        return False if self.running is not None and self.running > self.limit else None


def circle_for(hazard: str, area_code: str) -> Circle:
    """Return the response standard that a place and kind are usually under."""
    if hazard in FOREST_HAZARDS:
        return Circle.FOREST
    is_street = len(area_code) >= _TOWNSHIP_DIGITS and area_code[6] == STREET
    return Circle.URBAN if is_street else Circle.RURAL


def judged(
    dispatch: Dispatch, limits: dict[tuple[Circle, Measure], timedelta], *, at: datetime
) -> tuple[Verdict, ...]:
    """Hold a dispatch against the limits of its circle, in the order of the measures."""
    circle = dispatch.order.circle
    return tuple(
        _verdict(dispatch, measure, limits[circle, measure], at)
        for measure in Measure
        if (circle, measure) in limits
    )


def _verdict(dispatch: Dispatch, measure: Measure, limit: timedelta, at: datetime) -> Verdict:
    step = _UNTIL[measure]
    if step in dispatch.times:
        return Verdict(
            measure=measure, limit=limit, taken=dispatch.times[step] - dispatch.ordered_at
        )
    is_waiting = dispatch.is_open and dispatch.step.rank < step.rank
    running = at - dispatch.ordered_at if is_waiting else None
    return Verdict(measure=measure, limit=limit, running=running)


def is_on_scene(step: Step) -> bool:
    """Whether a team on this rung works where it may be harmed."""
    return Step.ARRIVED.rank <= step.rank < Step.WITHDRAWN.rank


def next_check(dispatch: Dispatch, interval: timedelta) -> datetime | None:
    """Return until when everybody has to answer the next safety call; None off the scene.

    The time runs from when this team was last heard of: an answer or a step on the scene,
    but never from later than it was noted, whatever a clock that was ahead has said.
    """
    if not dispatch.is_open or not is_on_scene(dispatch.step):
        return None
    answers = [row.at for row in dispatch.history if row.act is Act.CHECK]
    steps = [at for step, at in dispatch.times.items() if is_on_scene(step)]
    return min(max(steps + answers), dispatch.history[-1].recorded_at) + interval


def late(dispatches: Iterable[Dispatch], *, at: datetime) -> tuple[tuple[UUID, timedelta], ...]:
    """Return the dispatches whose safety call is overdue and by how much, the longest first."""
    overdue = [
        (one.id, at - one.check_due_at)
        for one in dispatches
        if one.is_open and one.check_due_at is not None and one.check_due_at <= at
    ]
    return tuple(sorted(overdue, key=lambda pair: (-pair[1], pair[0])))
