"""What plans and their levels refuse, and why."""

from collections.abc import Sequence

from commandcenter.drills.model.checks import check_filled, check_texts
from commandcenter.drills.model.plan import Plan, PlanLevel
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

LEVELS = ("", "I", "II", "III", "IV")


class ReviewBeforeApproval(Rejected):
    """A plan cannot be out of date on the day it begins."""

    sentence = N_("The review would be due before the plan was approved. Correct one of the days.")


class ApprovedByNobody(Rejected):
    """An approval has a day and a name."""

    sentence = N_("Write who approved the plan, or take out the day of approval.")


class LevelTwice(Rejected):
    """What is ordered at a level stands in one place."""

    sentence = N_("Level '{level}' is there twice. Put both into one.")


class LevelUnknown(Rejected):
    """Responses have four levels."""

    sentence = N_("'{level}' is no level. Write I, II, III or IV, or nothing for every level.")


class LevelElsewhere(Rejected):
    """A level belongs to the plan it is written into."""

    sentence = N_("This level belongs to another plan. Add a new one.")


class SameEdition(Rejected):
    """Two editions have to be told apart."""

    sentence = N_("The new edition is called '{edition}' like the old one. Give it another name.")


class EditionReplaced(Rejected):
    """Only the newest edition gets a successor."""

    sentence = N_("'{title}' was replaced by a newer edition. Revise that one.")


class PlanInUse(Rejected):
    """What drills refer to has to stay."""

    sentence = N_("'{title}' belongs to drills or editions. Put it out of force instead.")


def check_plan(plan: Plan) -> None:
    """Refuse a plan that cannot be.

    Raises:
        FieldEmpty, FieldOverlong, ReviewBeforeApproval, ApprovedByNobody: What is wrong.
    """
    check_filled(plan, ("kind", "title"))
    check_texts(plan)
    if plan.approved_on is not None:
        if not plan.approved_by.strip():
            raise ApprovedByNobody
        if plan.review_due is not None and plan.review_due < plan.approved_on:
            raise ReviewBeforeApproval


def check_levels(plan: Plan, levels: Sequence[PlanLevel]) -> None:
    """Refuse levels that cannot stand together in a plan.

    Raises:
        LevelElsewhere, LevelUnknown, LevelTwice, FieldOverlong: What is wrong.
    """
    seen: set[str] = set()
    for one in levels:
        check_texts(one)
        if one.plan_id != plan.id:
            raise LevelElsewhere
        if one.level not in LEVELS:
            raise LevelUnknown(level=one.level)
        if one.level in seen:
            raise LevelTwice(level=one.level)
        seen.add(one.level)
