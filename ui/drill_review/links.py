"""What an observation can be linked with: lines of the script and objectives."""

from collections.abc import Sequence
from uuid import UUID

from commandcenter.drills.model.drill import Objective
from commandcenter.drills.model.script import Inject
from ui.drill_review.reading import Review
from ui.records.pick_box import Choice
from ui.widgets.initials import initials


def inject_name(one: Inject) -> str:
    """Return a line of the script as it is picked and shown."""
    return f"#{one.number} {one.title}"


def objective_name(one: Objective) -> str:
    """Return an objective as it is picked and shown."""
    return f"O{one.number} {one.text}"


def inject_choices(review: Review) -> Sequence[Choice]:
    """Return the lines of the script to pick from."""
    return [
        Choice(id=one.id, name=inject_name(one), detail=one.text, initials=initials(one.title))
        for one in review.injects
    ]


def objective_choices(review: Review) -> Sequence[Choice]:
    """Return the objectives to pick from."""
    return [
        Choice(
            id=one.id, name=objective_name(one), detail=one.criteria, initials=initials(one.text)
        )
        for one in review.objectives
    ]


def split(review: Review, picked: UUID | None) -> tuple[UUID | None, UUID | None]:
    """Return what was picked as a line or as an objective.

    A line brings the objective that it serves along.
    """
    inject = review.inject(picked)
    if inject is not None:
        return inject.id, inject.objective_id
    return None, picked
