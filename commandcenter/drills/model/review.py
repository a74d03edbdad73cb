"""What a drill came to (AAR): plan against actual, objectives, what is still missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commandcenter.drills.model.clock import Course, Delivery, Pause, ScriptLine, Standing
from commandcenter.drills.model.correction import ActionState, CorrectiveAction
from commandcenter.drills.model.drill import Drill, Objective, Participant
from commandcenter.drills.model.evaluation import Met, Observation, Seen
from commandcenter.drills.model.merging import Merged
from commandcenter.drills.model.plan import File, Plan
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.timing import Figures, Timing, Trace
from commandcenter.kernel.words import N_

_MS_PER_S = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedLine:
    """A line of the script as it was planned and as it was played.

    Attributes:
        planned_at: Without pauses or any other interference; None if it never started.
        deliveries: Each time that players were told, oldest first; also before the drill went
            back.
        note: Why it was skipped or delivered otherwise, if anybody said.
    """

    inject: Inject
    standing: Standing
    planned_at: datetime | None
    deliveries: tuple[Delivery, ...] = ()
    note: str = ""

    @property
    def actual_at(self) -> datetime | None:
        """When players were told last; None if they never were."""
        return self.deliveries[-1].at if self.deliveries else None

    def late_s(self, delivery: Delivery) -> int:
        """Return how late a delivery was, by the clock of the drill; less than 0 for early."""
        return delivery.offset_ms // _MS_PER_S - self.inject.offset_s


class Reached(StrEnum):
    """Whether an objective was reached, as far as expected actions and observations tell."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"  # nothing was judged


REACHED_WORDS: dict[Reached, str] = {
    Reached.YES: N_("Reached"),
    Reached.PARTLY: N_("Partly reached"),
    Reached.NO: N_("Not reached"),
    Reached.UNKNOWN: N_("Nothing judged"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveReview:
    """An objective with what shows whether it was reached."""

    objective: Objective
    reached: Reached
    timings: tuple[Timing, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A drill that was taken out of the archive."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything about a drill after it was held, as it stood at one moment.

    Attributes:
        plans: Those that were practised.
        files: Of the drill, its observations and its corrective actions, by what they are of.
        rounds: How often the drill went back.
        open_forms: Names of evaluators who have not handed in.
        log: The log of the drill, oldest first.
        done: Of it what players did.
    """

    drill: Drill
    plans: tuple[Plan, ...]
    objectives: tuple[ObjectiveReview, ...]
    participants: tuple[Participant, ...]
    lines: tuple[PlayedLine, ...]
    pauses: tuple[Pause, ...]
    timings: tuple[Timing, ...]
    figures: Figures
    merged: Merged
    open_forms: tuple[str, ...]
    observations: tuple[Observation, ...]
    actions: tuple[CorrectiveAction, ...]
    uncovered: int
    files: Mapping[UUID, tuple[File, ...]]
    log: tuple[Trace, ...]
    done: tuple[Trace, ...] = ()
    reopened: tuple[Reopened, ...] = ()
    rounds: int = 0

    def observed(self, kind: Seen) -> tuple[Observation, ...]:
        """Return the observations of a kind, oldest first."""
        return tuple(one for one in self.observations if one.kind is kind)


class Gap(StrEnum):
    """What may be missing before a drill goes into the archive."""

    HEADCOUNT = "headcount"
    TIMES = "times"
    NO_EVALUATION = "no_evaluation"
    OPEN_FORM = "open_form"
    UNJUDGED = "unjudged"
    UNCOVERED = "uncovered"
    NO_OWNER = "no_owner"
    SUMMARY = "summary"


GAP_WORDS: dict[Gap, str] = {
    Gap.HEADCOUNT: N_("People who took part are not counted"),
    Gap.TIMES: N_("When it began and ended is not known"),
    Gap.NO_EVALUATION: N_("Nobody has handed in an evaluation"),
    Gap.OPEN_FORM: N_("Evaluations not handed in"),
    Gap.UNJUDGED: N_("Expected actions that nobody judged"),
    Gap.UNCOVERED: N_("Findings without a corrective action"),
    Gap.NO_OWNER: N_("Corrective actions without owner or day"),
    Gap.SUMMARY: N_("The summary is empty"),
}
# Without these a drill cannot be archived at all.
NEEDED = frozenset({Gap.HEADCOUNT, Gap.TIMES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that is missing, and how often."""

    gap: Gap
    count: int = 1

    @property
    def is_needed(self) -> bool:
        """Whether the drill cannot be archived without it."""
        return self.gap in NEEDED


def missing(review: Review) -> tuple[Missing, ...]:
    """Return what is missing before a drill goes into the archive, the needed first."""
    drill, figures = review.drill, review.figures
    counts = {
        Gap.HEADCOUNT: int(drill.headcount is None),
        Gap.TIMES: int(drill.began_at is None or drill.ended_at is None),
        Gap.NO_EVALUATION: int(not review.merged.evaluations and not review.open_forms),
        Gap.OPEN_FORM: len(review.open_forms),
        Gap.UNJUDGED: figures.expected - figures.judged,
        Gap.UNCOVERED: review.uncovered,
        Gap.NO_OWNER: sum(
            one.state is ActionState.OPEN and not (one.owner.strip() and one.due_on)
            for one in review.actions
        ),
        Gap.SUMMARY: int(not drill.summary.strip()),
    }
    return tuple(Missing(gap=gap, count=count) for gap, count in counts.items() if count)


def played(course: Course, lines: Iterable[ScriptLine]) -> tuple[PlayedLine, ...]:
    """Return the lines of a script as they were planned and played, in its order."""
    return tuple(_played(course, one) for one in lines)


def _played(course: Course, line: ScriptLine) -> PlayedLine:
    return PlayedLine(
        inject=line.inject,
        standing=line.standing,
        planned_at=course.planned_at(line.inject),
        deliveries=course.deliveries.get(line.inject.id, ()),
        note=line.by.note if line.by is not None else "",
    )


def objective_review(
    objective: Objective, timings: Sequence[Timing], observations: Sequence[Observation]
) -> ObjectiveReview:
    """Return whether an objective was reached, from what is linked to it.

    Met in time counts for it, a missed action or an observed problem against it; an action
    that came late counts as partly. What players were never told says nothing.
    """
    own = tuple(
        one
        for one in timings
        if one.expected.inject.objective_id == objective.id and one.expected.deliveries
    )
    seen = tuple(one for one in observations if one.objective_id == objective.id)
    return ObjectiveReview(
        objective=objective, reached=_reached(own, seen), timings=own, observations=seen
    )


def _reached(timings: Sequence[Timing], observations: Sequence[Observation]) -> Reached:
    said = [one.mark.met for one in timings if one.mark is not None]
    good = said.count(Met.MET) + sum(one.kind is Seen.STRENGTH for one in observations)
    bad = said.count(Met.MISSED) + sum(one.kind is Seen.PROBLEM for one in observations)
    if Met.LATE in said or (good and bad):
        return Reached.PARTLY
    if bad:
        return Reached.NO
    return Reached.YES if good else Reached.UNKNOWN
