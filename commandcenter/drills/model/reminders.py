"""What planners have to be reminded of: drills, reviews, frequencies, corrective actions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.drills.model.correction import ActionState, CorrectiveAction
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.frequency import Due, Standing, day_of_plan
from commandcenter.drills.model.plan import Plan
from commandcenter.kernel.times import day_of, minute
from commandcenter.kernel.words import N_, Translate

_WAITING = frozenset({State.PLANNED, State.READY})
_YEAR = len("2026-")


class ReminderKind(StrEnum):
    """What a reminder is about, and so where it leads."""

    DRILL = "drill"
    REVIEW = "review"
    FREQUENCY = "frequency"
    ACTION = "action"


_TEXTS: dict[tuple[ReminderKind, bool], str] = {
    (ReminderKind.DRILL, False): N_("Drill '{title}' begins {due}"),
    (ReminderKind.DRILL, True): N_("Drill '{title}' was planned for {due}. Was it held?"),
    (ReminderKind.REVIEW, False): N_("Plan '{title}' has to be reviewed by {due}"),
    (ReminderKind.REVIEW, True): N_("The review of plan '{title}' was due on {due}"),
    (ReminderKind.FREQUENCY, False): N_("Plan '{title}' has to be drilled by {due}"),
    (ReminderKind.FREQUENCY, True): N_("Plan '{title}' had to be drilled by {due}"),
    (ReminderKind.ACTION, False): N_("Corrective action of {owner} is due on {due}: {title}"),
    (ReminderKind.ACTION, True): N_("Corrective action of {owner} was due on {due}: {title}"),
}
_NO_DAY = N_("Drill '{title}' is planned for {due} and has no day yet")
_RECHECK = N_("Corrective action of {owner} waits for its recheck: {title}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing that somebody has to think of.

    Attributes:
        target: The drill, plan or corrective action.
        is_late: Its day is over.
        text: Source text.
        facts: What is filled into it.
    """

    kind: ReminderKind
    target: UUID
    due_on: date
    is_late: bool
    text: str
    facts: tuple[tuple[str, str], ...]

    def said(self, words: Translate) -> str:
        """Return it as one sentence."""
        return words(self.text).format(**dict(self.facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """How long before its day each kind of thing is told."""

    drill: timedelta
    review: timedelta
    action: timedelta


def of_drills(drills: Iterable[Drill], ahead: Ahead, *, on: date) -> Iterator[Reminder]:
    """Give drills that begin soon, and those of which nobody said that they were held.

    One of which only the month is known is told while that month is near, until it has a day.
    Drills without notice are left out: whoever sees the board would have notice.
    """
    for one in drills:
        if one.state not in _WAITING or one.is_unannounced:
            continue
        if one.begins_at is not None and day_of(one.begins_at) <= on + ahead.drill:
            day, at = day_of(one.begins_at), minute(one.begins_at)[_YEAR:]
            yield _reminder(ReminderKind.DRILL, one.id, day, on, title=one.title, due=at)
        last = day_of_plan(one)
        if one.begins_at is None and last and last.replace(day=1) <= on + ahead.drill:
            due = f"{last:%Y-%m}"
            found = _reminder(ReminderKind.DRILL, one.id, last, on, title=one.title, due=due)
            yield found if found.is_late else replace(found, text=_NO_DAY)


def of_plans(plans: Iterable[Plan], ahead: Ahead, *, on: date) -> Iterator[Reminder]:
    """Give plans in force that have to be reviewed soon."""
    for one in plans:
        if one.is_active and one.review_due is not None and one.review_due <= on + ahead.review:
            day = one.review_due
            yield _reminder(ReminderKind.REVIEW, one.id, day, on, title=one.title, due=str(day))


def of_dues(dues: Iterable[Due], *, on: date) -> Iterator[Reminder]:
    """Give plans that have to be drilled soon and have no drill planned in time."""
    for one in dues:
        is_near = one.warn_on is not None and one.warn_on <= on
        is_urgent = one.standing(on) in (Standing.OVERDUE, Standing.WARNED) or is_near
        if is_urgent and one.due_on is not None and not one.is_planned_in_time:
            title, due = one.plan.title, str(one.due_on)
            yield _reminder(
                ReminderKind.FREQUENCY, one.plan.id, one.due_on, on, title=title, due=due
            )


def of_actions(
    actions: Iterable[CorrectiveAction], ahead: Ahead, *, on: date
) -> Iterator[Reminder]:
    """Give corrective actions that are due soon, and those that wait for somebody to recheck."""
    for one in actions:
        if one.due_on is None or one.state is ActionState.CLOSED:
            continue
        if one.due_on > on + ahead.action and one.state is ActionState.OPEN:
            continue
        title = one.action or one.finding
        found = _reminder(
            ReminderKind.ACTION,
            one.id,
            one.due_on,
            on,
            title=title,
            due=str(one.due_on),
            owner=one.owner or "—",
        )
        if one.state is ActionState.DONE:
            found = replace(found, text=_RECHECK)
        yield found


def in_order(found: Iterable[Reminder]) -> tuple[Reminder, ...]:
    """Return reminders with the earliest day first."""
    return tuple(sorted(found, key=lambda one: (one.due_on, one.kind, one.facts)))


def _reminder(kind: ReminderKind, target: UUID, day: date, on: date, **facts: str) -> Reminder:
    is_late = day < on
    return Reminder(
        kind=kind,
        target=target,
        due_on=day,
        is_late=is_late,
        text=_TEXTS[kind, is_late],
        facts=tuple(facts.items()),
    )
