"""The clock of a drill, folded from what its controllers did.

Whole numbers alone, so that every workstation and every restart come to the same times. What
was done to lines at or after a time is undone when the drill goes back to that time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.drills.model.run import Act, RunAct
from commandcenter.drills.model.script import Inject

REAL_TIME = 100  # percent

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
# The clock counts hundredths of a millisecond: as many pass in one at real time as percent.
_FINE = 100
_MS_PER_S = 1_000
_TO_LINES = frozenset({Act.FIRE, Act.HOLD, Act.RELEASE, Act.SKIP})
_TO_CLOCK = frozenset({Act.START, Act.PAUSE, Act.RESUME, Act.SPEED, Act.BACK, Act.END})


class Standing(StrEnum):
    """Where a line of the script stands in a drill."""

    WAITING = "waiting"  # its branch was not opened
    PENDING = "pending"  # will be delivered by itself
    HELD = "held"  # will not, until fired, skipped or released
    DELIVERED = "delivered"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time on the wall during which the clock of a drill ran evenly, or stood still.

    Attributes:
        begins_ms: On the wall, after 1970.
        ends_ms: None while it lasts.
        offset: Of the clock at the beginning, in hundredths of a millisecond.
        speed_percent: 0 while the drill is paused.
    """

    begins_ms: int
    ends_ms: int | None
    offset: int
    speed_percent: int

    def offset_at(self, at_ms: int) -> int:
        """Return the clock at a time on the wall; no time outside the stretch counts."""
        until = at_ms if self.ends_ms is None else min(at_ms, self.ends_ms)
        return self.offset + max(until - self.begins_ms, 0) * self.speed_percent

    def reaches(self, offset: int) -> int | None:
        """Return when on the wall it reaches a time of the clock, if it does."""
        if not self.speed_percent:
            return None
        missing = max(offset - self.offset, 0)
        at_ms = self.begins_ms - -missing // self.speed_percent
        return at_ms if self.ends_ms is None or at_ms <= self.ends_ms else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time on the wall during which a drill stood still; it lasts while *ended_at* is None."""

    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One time that players were told a line; stays when the drill goes back.

    Attributes:
        round: From 1; one more each time the drill goes back.
        offset_ms: Time of the drill's clock.
        entry_id: The log entry that it became.
    """

    at: datetime
    round: int = 1
    offset_ms: int = 0
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a drill has come.

    Attributes:
        stretches: Since the start, one after the other.
        began_at: None before the start.
        rounds: How often it went back.
        first_of_round: Place among the stretches of the first one since it went back last.
        done: What holds of what was done to lines, oldest first, by line.
        opened: When each branch was opened; those that were undone are left out.
        deliveries: Of each line, oldest first; also those that were undone.
        speed_percent: Set last; holds on after a pause.
        at_start_percent: Speed it was started with, which the plan is shown at.
    """

    stretches: tuple[Stretch, ...] = ()
    began_at: datetime | None = None
    ended_at: datetime | None = None
    rounds: int = 0
    first_of_round: int = 0
    done: Mapping[UUID, tuple[RunAct, ...]] = field(default_factory=dict)
    opened: Mapping[str, datetime] = field(default_factory=dict)
    deliveries: Mapping[UUID, tuple[Delivery, ...]] = field(default_factory=dict)
    speed_percent: int = REAL_TIME
    at_start_percent: int = REAL_TIME

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended; also while it is paused."""
        return self.began_at is not None and self.ended_at is None

    @property
    def is_paused(self) -> bool:
        """Whether it stands still for the time being."""
        return self.is_running and not self.stretches[-1].speed_percent

    def offset_ms(self, at: datetime) -> int:
        """Return what the clock of the drill shows at a time on the wall; 0 before the start."""
        return _fine_at(self.stretches, to_ms(at)) // _FINE

    def reaches(self, offset_ms: int) -> datetime | None:
        """Return when on the wall the clock reaches a time, as things stand; in the past too."""
        for one in self.stretches[self.first_of_round :]:
            found = one.reaches(offset_ms * _FINE)
            if found is not None:
                return from_ms(found)
        return None

    def pauses(self) -> tuple[Pause, ...]:
        """Return when the drill stood still, oldest first."""
        found: list[Pause] = []
        for one in self.stretches:
            if one.speed_percent:
                continue
            began = from_ms(one.begins_ms)
            if found and found[-1].ended_at == began:
                began = found.pop().began_at
            found.append(Pause(began_at=began, ended_at=_moment(one.ends_ms)))
        return tuple(found)

    def passed_s(self, since: datetime, until: datetime) -> int:
        """Return the whole seconds that its clock went on between two times on the wall.

        Neither pauses nor jumps back count; what happened after its end is counted in real time.
        """
        since_ms, until_ms = to_ms(since), to_ms(until)
        passed = sum(
            _overlap_ms(one, since_ms, until_ms) * one.speed_percent for one in self.stretches
        )
        if self.ended_at is not None:
            passed += max(until_ms - max(since_ms, to_ms(self.ended_at)), 0) * REAL_TIME
        return passed // (_FINE * _MS_PER_S)

    def ran(self, since: datetime, until: datetime) -> timedelta:
        """Return for how long it ran between two times on the wall; pauses do not count."""
        since_ms, until_ms = to_ms(since), to_ms(until)
        running = [one for one in self.stretches if one.speed_percent]
        return sum(_overlap_ms(one, since_ms, until_ms) for one in running) * _MILLISECOND

    def planned_at(self, inject: Inject) -> datetime | None:
        """Return when a line would have come without pauses or any other interference."""
        if self.began_at is None:
            return None
        after_ms = inject.offset_s * _MS_PER_S * REAL_TIME // self.at_start_percent
        return self.began_at + timedelta(milliseconds=after_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLine:
    """A line of the script and where it stands.

    Attributes:
        due_at: When it comes by itself, as things stand; in the past if nobody delivered it
            yet. None if it does not, such as while the drill is paused.
        by: The act that brought it where it stands, if any.
        times: How often it was delivered in all; it may have gone round again.
    """

    inject: Inject
    standing: Standing
    due_at: datetime | None = None
    by: RunAct | None = None
    times: int = 0

    @property
    def is_again(self) -> bool:
        """Whether it stands to be delivered once more, because the drill went back."""
        return self.times > 0 and self.standing is not Standing.DELIVERED


def to_ms(at: datetime) -> int:
    """Return a time on the wall in whole milliseconds after 1970."""
    return (at - _EPOCH) // _MILLISECOND


def from_ms(at_ms: int) -> datetime:
    """Return the time on the wall so many milliseconds after 1970."""
    return _EPOCH + at_ms * _MILLISECOND


def _overlap_ms(one: Stretch, since_ms: int, until_ms: int) -> int:
    ends_ms = until_ms if one.ends_ms is None else min(one.ends_ms, until_ms)
    return max(ends_ms - max(one.begins_ms, since_ms), 0)


def _moment(at_ms: int | None) -> datetime | None:
    return None if at_ms is None else from_ms(at_ms)


def _fine_at(stretches: Sequence[Stretch], at_ms: int) -> int:
    return stretches[-1].offset_at(at_ms) if stretches else 0


class _Folding:
    """What becomes of a drill, act by act; what could not be done changes nothing."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.began_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.rounds = self.first_of_round = 0
        self.speed = self.at_start = REAL_TIME
        # With the time of the clock at which it was done.
        self.done: list[tuple[int, RunAct]] = []
        self.deliveries: dict[UUID, tuple[Delivery, ...]] = {}

    def take(self, act: RunAct) -> None:
        """Take one act."""
        if (act.act is Act.START) != (self.began_at is None) or self.ended_at is not None:
            return
        if act.act in _TO_CLOCK:
            self._turn(act)
            return
        self.done.append((_fine_at(self.stretches, to_ms(act.at)), act))
        if act.act is Act.FIRE and act.inject_id is not None:
            self._deliver(act, act.inject_id)

    def _deliver(self, act: RunAct, inject_id: UUID) -> None:
        new = Delivery(
            at=act.at, round=self.rounds + 1, offset_ms=act.offset_ms, entry_id=act.entry_id
        )
        self.deliveries[inject_id] = (*self.deliveries.get(inject_id, ()), new)

    def _turn(self, act: RunAct) -> None:
        at_ms = to_ms(act.at)
        if self.stretches:  # a clock on the wall that was put back moves nothing
            at_ms = max(at_ms, self.stretches[-1].begins_ms)
        offset = _fine_at(self.stretches, at_ms)
        stands = bool(self.stretches) and not self.stretches[-1].speed_percent
        if act.speed_percent:
            self.speed = act.speed_percent
        if act.act is Act.START:
            self.began_at, self.at_start = from_ms(at_ms), self.speed
        elif act.act is Act.BACK:
            offset = act.offset_ms * _FINE
            self.rounds, self.first_of_round = self.rounds + 1, len(self.stretches)
            self.done = [(then, one) for then, one in self.done if then < offset]
        self._begin(at_ms, offset, 0 if _stands_after(act.act, stands) else self.speed)
        if act.act is Act.END:
            self.stretches.pop()
            self.ended_at = from_ms(at_ms)

    def _begin(self, at_ms: int, offset: int, speed_percent: int) -> None:
        if self.stretches:
            last = self.stretches[-1]
            self.stretches[-1] = Stretch(
                begins_ms=last.begins_ms,
                ends_ms=at_ms,
                offset=last.offset,
                speed_percent=last.speed_percent,
            )
        new = Stretch(begins_ms=at_ms, ends_ms=None, offset=offset, speed_percent=speed_percent)
        self.stretches.append(new)


def _stands_after(act: Act, stands: bool) -> bool:
    return act is Act.PAUSE or (stands and act is not Act.RESUME)


def fold(acts: Iterable[RunAct]) -> Course:
    """Return how far a drill has come, from its acts in the order of the journal."""
    folding = _Folding()
    for act in acts:
        folding.take(act)
    done: dict[UUID, tuple[RunAct, ...]] = {}
    opened: dict[str, datetime] = {}
    for _, act in folding.done:
        if act.act is Act.RELEASE and act.inject_id is not None:
            done.pop(act.inject_id, None)
        elif act.act in _TO_LINES and act.inject_id is not None:
            done[act.inject_id] = (*done.get(act.inject_id, ()), act)
        elif act.act is Act.OPEN_BRANCH:
            opened.setdefault(act.branch, act.at)
    return Course(
        stretches=tuple(folding.stretches),
        began_at=folding.began_at,
        ended_at=folding.ended_at,
        rounds=folding.rounds,
        first_of_round=folding.first_of_round,
        done=done,
        opened=opened,
        deliveries=folding.deliveries,
        speed_percent=folding.speed,
        at_start_percent=folding.at_start,
    )


_STANDS: Mapping[Act, Standing] = {
    Act.FIRE: Standing.DELIVERED,
    Act.HOLD: Standing.HELD,
    Act.SKIP: Standing.SKIPPED,
}


def in_order(injects: Iterable[Inject]) -> tuple[Inject, ...]:
    """Return lines in the order of the script."""
    return tuple(sorted(injects, key=lambda one: (one.offset_s, one.number)))


def line_of(course: Course, inject: Inject) -> ScriptLine:
    """Return where a line of the script stands."""
    done = course.done.get(inject.id, ())
    times = len(course.deliveries.get(inject.id, ()))
    if done:
        return ScriptLine(inject=inject, standing=_STANDS[done[-1].act], by=done[-1], times=times)
    if inject.branch and inject.branch not in course.opened:
        return ScriptLine(inject=inject, standing=Standing.WAITING, times=times)
    due_at = course.reaches(inject.offset_s * _MS_PER_S) if course.is_running else None
    if due_at is not None and inject.branch:
        due_at = max(due_at, course.opened[inject.branch])
    return ScriptLine(inject=inject, standing=Standing.PENDING, due_at=due_at, times=times)


def lines(course: Course, injects: Iterable[Inject]) -> tuple[ScriptLine, ...]:
    """Return where each line of the script stands, in the order of the script."""
    return tuple(line_of(course, one) for one in in_order(injects))


def due(
    course: Course, injects: Iterable[Inject], at: datetime
) -> tuple[tuple[Inject, datetime], ...]:
    """Return the lines whose time has come with that time, in the order they have to come."""
    if not course.is_running or course.is_paused:
        return ()
    found = [
        (one.inject, one.due_at)
        for one in lines(course, injects)
        if one.due_at is not None and one.due_at <= at
    ]
    return tuple(sorted(found, key=lambda pair: pair[1]))


def next_line(course: Course, injects: Iterable[Inject]) -> ScriptLine | None:
    """Return the line that comes next by itself once the drill goes on; None if none does."""
    waiting = [one for one in lines(course, injects) if one.standing is Standing.PENDING]
    return waiting[0] if waiting and course.ended_at is None else None
