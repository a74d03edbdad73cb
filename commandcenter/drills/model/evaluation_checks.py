"""What an evaluation refuses, and why."""

from datetime import datetime

from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.evaluation import Evaluation, Observation
from commandcenter.duty.model.entry import CLOCK_TOLERANCE, InFuture
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_


class DrillCancelled(Rejected):
    """There is nothing to evaluate."""

    sentence = N_("The drill '{title}' was cancelled. Choose another one, or plan it again.")


class DrillNotHeld(Rejected):
    """Nobody can have seen how it went."""

    sentence = N_("The drill '{title}' has not begun. Hand the form in after it was held.")


class HandedIn(Rejected):
    """A form that was handed in stays as it is until its evaluator takes it back."""

    sentence = N_("The form of {evaluator} was handed in. Take it back to change it.")


class ItemsMissing(Rejected):
    """A form with gaps is handed in only by somebody who knows of them."""

    sentence = N_("{count} items have no grade, the first one '{first}'. Grade them first.")


class NotYourForm(Rejected):
    """A form is filled in by its evaluator alone."""

    sentence = N_("This is the form of {evaluator}. Fill in your own.")


class NotYourObservation(Rejected):
    """What somebody saw is said by whoever saw it alone."""

    sentence = N_("{observer} noted this. Note what you saw yourself.")


class FormKnown(Rejected):
    """Two people of one name would share a form, or one form would count twice."""

    sentence = N_(
        "There is a form of {evaluator} already. Choose it, or give the post that tells them apart."
    )


class NotOfThisForm(Rejected):
    """An item of tabletop drills says nothing of a live one."""

    sentence = N_(
        "'{text}' does not belong to the form of this drill. Choose an item that stands there."
    )


def check_can_evaluate(drill: Drill) -> None:
    """Refuse to begin the form of a drill that will not be held.

    Raises:
        DrillCancelled: There is nothing to evaluate.
    """
    if drill.state is State.CANCELLED:
        raise DrillCancelled(title=drill.title)


def check_held(drill: Drill) -> None:
    """Refuse to hand in a form of a drill that nobody can have seen.

    Raises:
        DrillNotHeld: It has not begun.
    """
    if drill.state not in (State.RUNNING, State.ENDED, State.CLOSED):
        raise DrillNotHeld(title=drill.title)


def check_own(form: Evaluation, login: str) -> None:
    """Refuse to fill in the form of somebody else; one from paper belongs to everybody.

    Raises:
        NotYourForm: Another account fills it in.
    """
    if form.login not in ("", login):
        raise NotYourForm(evaluator=form.evaluator)


def check_own_observation(one: Observation, login: str) -> None:
    """Refuse to change what somebody else noted.

    Raises:
        NotYourObservation: Another account noted it.
    """
    if one.login not in ("", login):
        raise NotYourObservation(observer=one.observer)


def check_past(seen_at: datetime | None, *, at: datetime) -> None:
    """Refuse a time that has not come, except for what clocks of two computers differ.

    Raises:
        InFuture: It has to be put right.
    """
    if seen_at is not None and seen_at > at + CLOCK_TOLERANCE:
        raise InFuture(at=minute(seen_at))


def check_not_handed_in(form: Evaluation) -> None:
    """Refuse to change a form that was handed in.

    Raises:
        HandedIn: It has to be taken back first.
    """
    if form.handed_in_at is not None:
        raise HandedIn(evaluator=form.evaluator)
