"""What an evaluation refuses, and why."""

from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.evaluation import Evaluation
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_


class DrillCancelled(Rejected):
    """There is nothing to evaluate."""

    sentence = N_("The drill '{title}' was cancelled.")


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


class NotOfThisForm(Rejected):
    """An item of tabletop drills says nothing of a live one."""

    sentence = N_("'{text}' does not belong to the form of this drill.")


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


def check_not_handed_in(form: Evaluation) -> None:
    """Refuse to change a form that was handed in.

    Raises:
        HandedIn: It has to be taken back first.
    """
    if form.handed_in_at is not None:
        raise HandedIn(evaluator=form.evaluator)
