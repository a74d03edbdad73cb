"""Clocks: something that has to be done until a moment, and whether it was.

Every deadline of the county is one of these, whatever part it belongs to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MAX_NOTE = 500
MAX_TITLE = 200
_NONE = timedelta(0)
_ALL_PERCENT = 100


class ClockEnded(Rejected):
    """What has ended is history."""

    sentence = N_("This clock has ended already.")


class NoPause(Rejected):
    """Most deadlines run on whatever happens."""

    sentence = N_("This clock cannot be paused.")


class AlreadyPaused(Rejected):
    """A clock that stands cannot be stopped."""

    sentence = N_("This clock is paused already.")


class NotPaused(Rejected):
    """A clock that runs need not be started."""

    sentence = N_("This clock is not paused.")


class AlreadyAcknowledged(Rejected):
    """Somebody took care of it."""

    sentence = N_("{by} acknowledged this already.")


class NoteMissing(Rejected):
    """Who acknowledges something says what was done about it."""

    sentence = N_("Write what was done.")


class NoteTooLong(Rejected):
    """A note fits one line of the log."""

    sentence = N_("The note has {length} characters; shorten it to {limit}.")


class ClockKind(StrEnum):
    """What a clock is for."""

    MATTER = "matter"  # an open matter with a due time
    FORWARD = "forward"  # a document to pass on
    REPORT = "report"  # a report to a higher level
    FOLLOW_UP = "follow_up"  # the next report about the same
    CALL = "call"  # somebody has to answer a warning
    HOTSPOT = "hotspot"  # somebody has to look at a fire seen from space
    TASK = "task"  # a task of a response
    RESPONSE = "response"  # a response has to be looked at again


class State(StrEnum):
    """Whether a clock runs."""

    RUNNING = "running"
    PAUSED = "paused"
    SATISFIED = "satisfied"
    VOID = "void"


# What may follow each state; None stands for a clock that is new.
STEPS: Mapping[State | None, tuple[State, ...]] = {
    None: (State.RUNNING,),
    State.RUNNING: (State.PAUSED, State.SATISFIED, State.VOID),
    State.PAUSED: (State.RUNNING, State.SATISFIED, State.VOID),
}


class Tone(StrEnum):
    """How a clock looks."""

    CALM = "calm"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A deadline and what became of it.

    Attributes:
        subject: What it is about: an entry, a matter, a report, a call.
        about: The incident or warning it belongs to, if any.
        rule: Code of the rule row its limit came from; empty if somebody set the time.
        limit: From the beginning until it was due, without pauses.
        warn_at: From when on it is amber.
        ended_by: Who satisfied it, or made it void.
        done: What was done, or why it is void.
        late_s: Whole seconds it was late when it was satisfied; 0 if it was in time.
        acknowledged_by: Who said that they know, before it ended.
        note: What they did.
        version: Grows with each change.
    """

    id: UUID
    kind: ClockKind
    subject: UUID
    title: str
    begun_at: datetime
    limit: timedelta
    due_at: datetime
    warn_at: datetime
    about: UUID | None = None
    rule: str = ""
    can_pause: bool = False
    state: State = State.RUNNING
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    done: str = ""
    late_s: int = 0
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    note: str = ""
    drill_id: UUID | None = None
    version: int = 1

    @property
    def end(self) -> str:
        """`satisfied` or `void`; empty while it has not ended."""
        return self.state.value if self.has_ended else ""

    @property
    def has_ended(self) -> bool:
        """Whether nothing has to be done any more."""
        return self.state in (State.SATISFIED, State.VOID)

    @property
    def source(self) -> str:
        """The source under which an alarm says that it is late."""
        return f"clock:{self.id}"

    def is_late(self, at: datetime) -> bool:
        """Whether it runs and its time is over."""
        return self.state is State.RUNNING and at >= self.due_at


def tone(clock: Clock, at: datetime) -> Tone:
    """Return how a clock looks at a moment; one that ended tells how it ended."""
    if clock.has_ended:
        return Tone.RED if clock.late_s else Tone.CALM
    moment = at if clock.paused_at is None else min(at, clock.paused_at)
    if moment >= clock.due_at:
        return Tone.RED
    return Tone.AMBER if moment >= clock.warn_at else Tone.CALM


def times(begun_at: datetime, limit: timedelta, amber_percent: int) -> tuple[datetime, datetime]:
    """Return when a clock is due and from when on it is amber.

    Args:
        amber_percent: Share of the limit after which it is amber.
    """
    calm = limit * min(max(amber_percent, 0), _ALL_PERCENT) // _ALL_PERCENT
    return begun_at + limit, begun_at + (calm if limit > _NONE else limit)


def checked_note(note: str) -> str:
    """Return what an officer wrote about a clock.

    Raises:
        NoteMissing, NoteTooLong: It is no note.
    """
    if not note.strip():
        raise NoteMissing
    if len(note) > MAX_NOTE:
        raise NoteTooLong(length=len(note), limit=MAX_NOTE)
    return note


def paused(clock: Clock, at: datetime) -> Clock:
    """Return a clock that stands.

    Raises:
        ClockEnded, NoPause, AlreadyPaused: It cannot.
    """
    _check_running(clock)
    if not clock.can_pause:
        raise NoPause
    if clock.state is State.PAUSED:
        raise AlreadyPaused
    return _next(clock, State.PAUSED, paused_at=at)


def resumed(clock: Clock, at: datetime) -> Clock:
    """Return a clock that runs again; it is due later by as long as it stood.

    Raises:
        ClockEnded, NotPaused: It cannot.
    """
    _check_running(clock)
    if clock.paused_at is None:
        raise NotPaused
    stood = max(at - clock.paused_at, _NONE)  # the database's clock may have been set back
    return _next(
        clock,
        State.RUNNING,
        paused_at=None,
        due_at=clock.due_at + stood,
        warn_at=clock.warn_at + stood,
    )


def satisfied(clock: Clock, at: datetime, *, by: str, done: str) -> Clock:
    """Return a clock whose work was done at a moment, with how late that was.

    Raises:
        ClockEnded: It ended before.
    """
    _check_running(clock)
    moment = at if clock.paused_at is None else min(at, clock.paused_at)
    late_s = ceil(max(moment - clock.due_at, _NONE).total_seconds())
    return _next(
        clock, State.SATISFIED, paused_at=None, ended_at=at, ended_by=by, done=done, late_s=late_s
    )


def voided(clock: Clock, at: datetime, *, by: str, reason: str) -> Clock:
    """Return a clock that nobody has to keep any more.

    Raises:
        ClockEnded: It ended before.
    """
    _check_running(clock)
    return _next(clock, State.VOID, paused_at=None, ended_at=at, ended_by=by, done=reason)


def acknowledged(clock: Clock, at: datetime, *, by: str, note: str) -> Clock:
    """Return a clock of which somebody says that they know, and what they did; it runs on.

    Raises:
        ClockEnded, AlreadyAcknowledged: It cannot.
    """
    _check_running(clock)
    if clock.acknowledged_at is not None:
        raise AlreadyAcknowledged(by=clock.acknowledged_by)
    return _next(clock, clock.state, acknowledged_at=at, acknowledged_by=by, note=note)


def moved(clock: Clock, due_at: datetime, amber_percent: int) -> Clock:
    """Return a clock with another time; who knew of the old one has to hear of the new one.

    A clock that stands goes on standing, with the new time.

    Raises:
        ClockEnded: It ended before.
    """
    _check_running(clock)
    limit = due_at - clock.begun_at
    _, warn_at = times(clock.begun_at, limit, amber_percent)
    return _next(
        clock,
        clock.state,
        limit=limit,
        due_at=due_at,
        warn_at=warn_at,
        acknowledged_at=None,
        acknowledged_by="",
        note="",
    )


def passed_on(clock: Clock, subject: UUID, *, title: str) -> Clock:
    """Return a clock that runs on for another subject, such as the entry that corrects one.

    Raises:
        ClockEnded: It ended before.
    """
    _check_running(clock)
    return _next(clock, clock.state, subject=subject, title=title)


def _check_running(clock: Clock) -> None:
    if clock.has_ended:
        raise ClockEnded


def _next(clock: Clock, state: State, **changes: object) -> Clock:
    return replace(clock, state=state, version=clock.version + 1, **changes)  # type: ignore[arg-type]  # each by its name
