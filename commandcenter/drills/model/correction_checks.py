"""What corrective actions refuse, and why."""

from commandcenter.drills.model.checks import FieldEmpty, check_filled, check_texts
from commandcenter.drills.model.correction import STEPS, ActionState, CorrectiveAction
from commandcenter.drills.model.plan import Plan
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_

# What is changed by steps alone.
_OF_STEPS = (
    *("drill", "number", "state", "evidence", "done_by", "done_login", "done_at"),
    *("checked_by", "checked_at", "check_note"),
)


class ActionElsewhere(Rejected):
    """A step that does not follow from where the action stands."""

    sentence = N_("Measure {number} is not at this step any more. Look at it again.")


class ActionClosed(Rejected):
    """What was checked stays as it was checked."""

    sentence = N_("Measure {number} was rechecked and closed. Reopen it to change it.")


class EvidenceMissing(Rejected):
    """Who rechecks needs something to look at."""

    sentence = N_("Write what shows that measure {number} was done, or attach a file.")


class OwnRecheck(Rejected):
    """Nobody checks what they reported themselves."""

    sentence = N_("{name} reported measure {number} as done. Ask somebody else to recheck it.")


class NoRevision(Rejected):
    """A revision leads from a plan to the edition that took its place."""

    sentence = N_(
        "'{title}' does not replace the plan that has to be revised. Choose its new edition."
    )


def check_action(action: CorrectiveAction) -> None:
    """Refuse an action that says nothing.

    Raises:
        FieldEmpty, FieldOverlong: It has to be put right.
    """
    check_filled(action, ("finding",))
    check_texts(action)


def check_change(before: CorrectiveAction, after: CorrectiveAction) -> None:
    """Refuse to change what was checked, or what steps change.

    Raises:
        ActionClosed, ActionElsewhere: It may not be changed like this.
    """
    if before.state is ActionState.CLOSED:
        raise ActionClosed(number=before.number)
    if any(getattr(before, name) != getattr(after, name) for name in _OF_STEPS):
        raise ActionElsewhere(number=before.number)


def check_step(before: CorrectiveAction, wanted: ActionState) -> None:
    """Refuse a step that does not follow.

    Raises:
        ActionElsewhere: It stands somewhere else.
    """
    if wanted not in STEPS[before.state]:
        raise ActionElsewhere(number=before.number)


def check_other(action: CorrectiveAction, officer: Officer) -> None:
    """Refuse a recheck by whoever reported the action as done.

    Raises:
        OwnRecheck: Another person with an own account has to do it.
    """
    if officer.login == action.done_login or officer.name == action.done_by:
        raise OwnRecheck(name=action.done_by, number=action.number)


def check_reason(text: str, field: str) -> None:
    """Refuse to take something back without saying why.

    Raises:
        FieldEmpty: A reason has to be written.
    """
    if not text.strip():
        raise FieldEmpty(field=field)


def check_revision(action: CorrectiveAction, revised: Plan | None) -> None:
    """Refuse a new edition that is none of the plan.

    Raises:
        NoRevision: It replaces another plan, or none.
    """
    if revised is not None and (action.plan_id is None or revised.replaces != action.plan_id):
        raise NoRevision(title=revised.title)
