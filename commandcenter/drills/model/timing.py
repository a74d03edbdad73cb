"""How fast players did what was expected of them, measured from what they left in the log.

The program proposes, from the log, what could show that an expected action was done; an
evaluator says which it was. Time is counted by the clock of the drill, from the last delivery
before: pauses do not count, and at a higher speed more of it passes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from commandcenter.drills.model.clock import Course, Delivery
from commandcenter.drills.model.evaluation import Mark, Met
from commandcenter.drills.model.script import Inject
from commandcenter.kernel.text import fold

MOST_CANDIDATES = 5
# The name of the unit that was told counts as much as half of the words in common.
_UNIT_SHARE = Fraction(1, 2)
_RUNS = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
# A step of the very entry that was played is an answer, whatever it says.
_STEP_SHARE = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A line of the log of a drill: what somebody recorded, or the program for them.

    Attributes:
        seq: Its journal row.
        part: 0 for the line itself; steps taken while it was typed are in the same row.
        at: When it was done or received.
        kind: Of the journal row.
        heading: What kind of line it is, in words.
        text: What it says.
        org: Unit it is about, as far as it names one.
        by: Who recorded it.
        author: Login of who caused an automatic line.
        entry_id: Of a log entry; None for a step and for an automatic line.
        step_of: The entry that it is a step of handling of, if it is one.
    """

    seq: int
    part: int = 0
    at: datetime
    kind: str
    heading: str
    text: str
    org: str = ""
    by: str = ""
    author: str = ""
    entry_id: UUID | None = None
    step_of: UUID | None = None

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from all others of its log."""
        return self.seq, self.part


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One action that players should do after a line of the script was delivered.

    Attributes:
        line: Which of the expected actions of the inject, from 0.
        deliveries: Each time that players were told, oldest first; empty if they never were.
    """

    inject: Inject
    line: int
    text: str
    deliveries: tuple[Delivery, ...] = ()

    @property
    def key(self) -> tuple[UUID, int]:
        """What a mark names it by."""
        return self.inject.id, self.line

    @property
    def delivered_at(self) -> datetime | None:
        """When players were told first; None if they never were."""
        return self.deliveries[0].at if self.deliveries else None

    def told_before(self, at: datetime) -> datetime | None:
        """Return when players had been told last before a time, if they had."""
        return max((one.at for one in self.deliveries if one.at <= at), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A line of the log that could show an expected action.

    Attributes:
        after_s: Seconds of the drill's clock after the delivery before it.
        likeness: How well it fits, more is better.
        met: What it would mean.
    """

    trace: Trace
    after_s: int
    likeness: Fraction
    met: Met


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """An expected action, what was judged of it, and what could show it.

    Attributes:
        measured_s: From the delivery before it to what was judged, by the drill's clock.
        candidates: Best first; none before a line was delivered.
    """

    expected: Expected
    mark: Mark | None
    measured_s: int | None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How fast players were in all.

    Attributes:
        expected: Expected actions whose inject was delivered.
        judged: Of these with a mark.
        median_s: Of the actions with a time; of two in the middle the mean.
        slowest: The action that took longest.
    """

    expected: int
    judged: int
    met: int
    late: int
    missed: int
    median_s: Fraction | None
    slowest: Timing | None

    @property
    def share_in_time(self) -> Fraction | None:
        """Percent of the judged actions that were met in time; None where none was judged."""
        return Fraction(self.met * 100, self.judged) if self.judged else None


def actions(text: str) -> tuple[str, ...]:
    """Return the expected actions of an inject, one for each line that says something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def expected_of(
    injects: Iterable[Inject], deliveries: Mapping[UUID, tuple[Delivery, ...]]
) -> tuple[Expected, ...]:
    """Return all expected actions of a script, in its order.

    Args:
        deliveries: Of each line, oldest first.
    """
    return tuple(
        Expected(inject=one, line=line, text=text, deliveries=deliveries.get(one.id, ()))
        for one in injects
        for line, text in enumerate(actions(one.expected))
    )


def after_s(one: Expected, at: datetime, course: Course) -> int | None:
    """Return the seconds from the last delivery before a time to it; None if there was none."""
    since = one.told_before(at)
    return None if since is None else course.passed_s(since, at)


def judged(seconds: int, within_s: int | None) -> Met:
    """Return whether something done after so many seconds was in time."""
    return Met.LATE if within_s is not None and seconds > within_s else Met.MET


def candidates(one: Expected, traces: Iterable[Trace], course: Course) -> tuple[Candidate, ...]:
    """Return the lines of the log that could show an expected action, the best first.

    They come after a delivery and have words or the unit in common with what was expected, or
    are steps of what was delivered; of two that fit as well the earlier one comes first.
    """
    played = {each.entry_id for each in one.deliveries}
    wanted, unit = _pieces(one.text), fold(one.inject.receiver).strip()
    found = []
    for trace in traces:
        likeness = _likeness(wanted, unit, trace)
        if trace.step_of is not None and trace.step_of in played:
            likeness += _STEP_SHARE
        candidate = candidate_of(one, trace, course, likeness=likeness)
        if likeness and candidate is not None:
            found.append(candidate)
    found.sort(key=lambda each: (-each.likeness, each.trace.at, each.trace.seq))
    return tuple(found[:MOST_CANDIDATES])


def candidate_of(
    one: Expected, trace: Trace, course: Course, *, likeness: Fraction = Fraction(0)
) -> Candidate | None:
    """Return what a line of the log would mean for an action; None before any delivery."""
    seconds = after_s(one, trace.at, course)
    if seconds is None:
        return None
    met = judged(seconds, one.inject.within_s)
    return Candidate(trace=trace, after_s=seconds, likeness=likeness, met=met)


def _likeness(wanted: frozenset[str], unit: str, trace: Trace) -> Fraction:
    said = f"{trace.heading} {trace.org} {trace.text}"
    common = wanted & _pieces(said)
    shared = Fraction(len(common), len(wanted)) if wanted else Fraction(0)
    return shared + (_UNIT_SHARE if unit and unit in fold(said) else 0)


def _pieces(text: str) -> frozenset[str]:
    """Return the words of a text: as written in Latin, by overlapping pairs in Chinese."""
    found: set[str] = set()
    for run in _RUNS.findall(fold(text)):
        is_word = run[0].isascii() or len(run) == 1
        found |= {run} if is_word else {run[at : at + 2] for at in range(len(run) - 1)}
    return frozenset(found)


def timings(
    expected: Iterable[Expected],
    marks: Iterable[Mark],
    traces: Sequence[Trace],
    course: Course,
) -> tuple[Timing, ...]:
    """Return what is known of each expected action."""
    by_key = {(one.inject_id, one.line): one for one in marks}
    return tuple(_timing(one, by_key.get(one.key), traces, course) for one in expected)


def _timing(one: Expected, mark: Mark | None, traces: Sequence[Trace], course: Course) -> Timing:
    measured = None
    if mark is not None and mark.at is not None:
        measured = after_s(one, mark.at, course)
    return Timing(
        expected=one, mark=mark, measured_s=measured, candidates=candidates(one, traces, course)
    )


def figures(found: Iterable[Timing]) -> Figures:
    """Return how fast players were in all, of what was delivered."""
    delivered = [one for one in found if one.expected.deliveries]
    says = [one.mark.met for one in delivered if one.mark is not None]
    timed = sorted(
        (one for one in delivered if one.measured_s is not None),
        key=lambda one: one.measured_s or 0,
    )
    return Figures(
        expected=len(delivered),
        judged=len(says),
        met=says.count(Met.MET),
        late=says.count(Met.LATE),
        missed=says.count(Met.MISSED),
        median_s=_median([one.measured_s or 0 for one in timed]),
        slowest=timed[-1] if timed else None,
    )


def _median(ordered: Sequence[int]) -> Fraction | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return Fraction(ordered[middle] + ordered[-middle - 1], 2)
