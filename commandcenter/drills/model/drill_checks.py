"""What drills, their objectives and participants refuse, and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from commandcenter.drills.model.checks import (
    MAX_COUNT,
    DrillArchived,
    check_filled,
    check_range,
    check_texts,
)
from commandcenter.drills.model.code_words import STATE_WORDS
from commandcenter.drills.model.drill import STEPS, Drill, Objective, Participant, State
from commandcenter.kernel.errors import InWords, Rejected
from commandcenter.kernel.times import BEIJING, minute
from commandcenter.kernel.words import N_

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_MAY_BE_HELD = frozenset({State.PLANNED, State.READY, State.ENDED})
_LIMITS: Mapping[str, tuple[int, int]] = {
    "year": (_FIRST_YEAR, _LAST_YEAR),
    "month": (0, 12),
    "expected": (0, MAX_COUNT),
    "headcount": (0, MAX_COUNT),
    "budget_yuan": (0, 1_000 * MAX_COUNT),
}


class EndsBeforeItBegins(Rejected):
    """A drill that takes no time, or less."""

    sentence = N_("The drill would end before it begins. Correct the times.")


class EndWithoutBegin(Rejected):
    """An end alone says nothing."""

    sentence = N_("Say when the drill begins, or leave its end open.")


class NotInThisYear(Rejected):
    """The number of a drill belongs to the annual plan of one year."""

    sentence = N_("The drill is in the plan of {year}. Choose a day of that year, or copy it.")


class NumberStays(Rejected):
    """Year and number are how papers name a drill."""

    sentence = N_("Year and number of a drill stay as they are. Copy it for another year.")


class TimesMissing(Rejected):
    """A drill that is over has a beginning and an end."""

    sentence = N_("Say when the drill began and when it ended.")


class TimesFollow(Rejected):
    """What was measured is measured against them; they are set by running the drill."""

    sentence = N_(
        "When a drill began and ended is written by running it. "
        "Write what differed into the summary."
    )


class NotOverYet(Rejected):
    """Only what is past can have ended."""

    sentence = N_(
        "The drill would end at {end}, which is still to come. "
        "Correct it, or wait until it is over."
    )


class HeadcountMissing(Rejected):
    """The statistics of the year count people."""

    sentence = N_("Write how many people took part before you archive the drill.")


class NotScheduled(Rejected):
    """Who is to be ready needs a time."""

    sentence = N_("Say when the drill begins and ends before you call it ready.")


class StepImpossible(InWords):
    """A state that does not follow from the one the drill is in."""

    sentence = N_("'{title}': {state}. It cannot become: {wanted}. Look at it again.")
    words: ClassVar = {
        name: {state.value: word for state, word in STATE_WORDS.items()}
        for name in ("state", "wanted")
    }


def with_month(drill: Drill) -> Drill:
    """Return a drill whose month is that of its beginning, in Beijing."""
    if drill.begins_at is None:
        return drill
    return replace(drill, month=drill.begins_at.astimezone(BEIJING).month)


def check_drill(drill: Drill) -> None:
    """Refuse a drill that cannot be.

    Raises:
        FieldEmpty, FieldOverlong, FigureOutOfRange, EndWithoutBegin, EndsBeforeItBegins,
        NotInThisYear, TimesMissing: It has to be put right.
    """
    check_filled(drill, ["title"])
    check_texts(drill)
    check_range(drill, _LIMITS)
    if drill.begins_at is None and drill.ends_at is not None:
        raise EndWithoutBegin
    if drill.begins_at is not None:
        if drill.ends_at is not None and drill.ends_at <= drill.begins_at:
            raise EndsBeforeItBegins
        if drill.begins_at.astimezone(BEIJING).year != drill.year:
            raise NotInThisYear(year=drill.year)
    _check_actual(drill)


def _check_actual(drill: Drill) -> None:
    if drill.ended_at is not None and drill.began_at is None:
        raise TimesMissing
    if drill.began_at and drill.ended_at and drill.ended_at <= drill.began_at:
        raise EndsBeforeItBegins


def may_be_held(drill: Drill, *, ran_here: bool) -> bool:
    """Say whether it can be written down of a drill when it was held, or put right."""
    return drill.state in _MAY_BE_HELD and not ran_here


def check_change(before: Drill, after: Drill, *, ran_here: bool) -> None:
    """Refuse to change what stays, or what is changed by steps.

    Args:
        ran_here: It was started in this program, which measured its times.

    Raises:
        DrillArchived, NumberStays, StepImpossible, TimesFollow: Nothing may be changed like
            this.
        FieldEmpty, FieldOverlong, FigureOutOfRange, EndWithoutBegin, EndsBeforeItBegins,
        NotInThisYear, TimesMissing: It has to be put right.
    """
    if before.state is State.CLOSED:
        raise DrillArchived(title=before.title)
    if (before.year, before.number) != (after.year, after.number):
        raise NumberStays
    if before.state is not after.state:
        raise impossible(before, after.state)
    check_drill(after)
    is_over = after.state is State.ENDED
    if is_over:
        _check_times(after)
    is_same = (before.began_at, before.ended_at) == (after.began_at, after.ended_at)
    if not is_same and (ran_here or not is_over):
        raise TimesFollow


def check_step(before: Drill, after: Drill, *, at: datetime) -> None:
    """Refuse a step that does not follow, or lacks what its state needs.

    Args:
        at: Now.

    Raises:
        StepImpossible, NotScheduled, TimesMissing, EndsBeforeItBegins, NotOverYet,
        HeadcountMissing, FigureOutOfRange: The step was not taken.
    """
    if after.state not in STEPS[before.state]:
        raise impossible(before, after.state)
    check_range(after, _LIMITS)
    if after.state is State.READY and None in (after.begins_at, after.ends_at):
        raise NotScheduled
    if after.state in (State.ENDED, State.CLOSED):
        _check_past(after, at)
    if after.state is State.CLOSED and after.headcount is None:
        raise HeadcountMissing


def check_held(before: Drill, after: Drill, *, at: datetime, ran_here: bool) -> None:
    """Refuse to write down when a drill was held; one that was held already is put right.

    Args:
        at: Now.
        ran_here: It was started in this program, which measured its times.

    Raises:
        StepImpossible, TimesFollow, TimesMissing, EndsBeforeItBegins, NotOverYet,
        FigureOutOfRange, NotInThisYear: Nothing may be written.
    """
    if before.state not in _MAY_BE_HELD:
        raise impossible(before, after.state)
    if not may_be_held(before, ran_here=ran_here):
        raise TimesFollow
    check_range(after, _LIMITS)
    _check_past(after, at)
    # A drill may slip over the new year; what lies further off is a slip of the finger.
    if after.began_at and abs(after.began_at.astimezone(BEIJING).year - after.year) > 1:
        raise NotInThisYear(year=after.year)


def _check_past(drill: Drill, at: datetime) -> None:
    _check_times(drill)
    if drill.ended_at is not None and drill.ended_at > at:
        raise NotOverYet(end=minute(drill.ended_at))


def _check_times(drill: Drill) -> None:
    if drill.began_at is None or drill.ended_at is None:
        raise TimesMissing
    _check_actual(drill)


def impossible(before: Drill, wanted: State) -> StepImpossible:
    """Return the refusal of a state that does not follow."""
    return StepImpossible(title=before.title, state=before.state.value, wanted=wanted.value)


def check_objective(objective: Objective) -> None:
    """Refuse an objective that says nothing.

    Raises:
        FieldEmpty, FieldOverlong, FigureOutOfRange: It has to be put right.
    """
    check_filled(objective, ["text"])
    check_texts(objective)
    check_range(objective, {"number": (1, MAX_COUNT)})


def check_participant(participant: Participant) -> None:
    """Refuse a participant without a name.

    Raises:
        FieldEmpty, FieldOverlong, FigureOutOfRange: It has to be put right.
    """
    check_filled(participant, ["name"])
    check_texts(participant)
    check_range(participant, {"headcount": (0, MAX_COUNT)})
