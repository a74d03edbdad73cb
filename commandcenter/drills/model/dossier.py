"""A drill with all that is planned for it; as a whole it is copied and printed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from commandcenter.drills.model.drill import Drill, Objective, Participant, PlanOfDrill, State
from commandcenter.drills.model.script import Inject
from commandcenter.kernel.ids import new_id

Record = TypeVar("Record", PlanOfDrill, Objective, Participant, Inject)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A drill and what belongs to it.

    Attributes:
        objectives: By number.
        injects: By offset and number.
    """

    drill: Drill
    plans: tuple[PlanOfDrill, ...] = ()
    objectives: tuple[Objective, ...] = ()
    participants: tuple[Participant, ...] = ()
    injects: tuple[Inject, ...] = ()

    def records(self) -> list[Any]:
        """Return all of them; what others refer to comes first."""
        return [self.drill, *self.plans, *self.objectives, *self.participants, *self.injects]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """How a copy differs from what it is copied from.

    Attributes:
        drill_id: Id of the new drill.
        title: Empty for the same.
        begins_at: None while no day was chosen; the copy then keeps the month.
        copied_from: The drill it was copied from; None for a template.
        series_id: The recurrence it comes from.
    """

    drill_id: UUID
    year: int
    number: int
    title: str = ""
    begins_at: datetime | None = None
    copied_from: UUID | None = None
    series_id: UUID | None = None


def copied(source: Dossier, copying: Copying) -> Dossier:
    """Return the same under new ids, planned anew: nothing of how it went is left.

    What lines say of an objective or of the line that decides on them is kept; a reference
    to what is not there is left out.
    """
    objectives = {one.id: new_id() for one in source.objectives}
    injects = {one.id: new_id() for one in source.injects}
    drill_id = copying.drill_id
    return Dossier(
        drill=_planned_anew(source.drill, copying),
        plans=_moved(source.plans, drill_id, {}),
        objectives=_moved(source.objectives, drill_id, objectives),
        participants=_moved(source.participants, drill_id, {}),
        injects=tuple(
            replace(
                one,
                objective_id=None if one.objective_id is None else objectives.get(one.objective_id),
                decided_by=None if one.decided_by is None else injects.get(one.decided_by),
            )
            for one in _moved(source.injects, drill_id, injects)
        ),
    )


def _moved(
    records: tuple[Record, ...], drill_id: UUID, ids: Mapping[UUID, UUID]
) -> tuple[Record, ...]:
    return tuple(
        replace(one, id=ids.get(one.id) or new_id(), drill=drill_id, version=1) for one in records
    )


def _planned_anew(drill: Drill, copying: Copying) -> Drill:
    begins_at, ends_at = copying.begins_at, None
    if begins_at and drill.begins_at and drill.ends_at:
        ends_at = begins_at + (drill.ends_at - drill.begins_at)
    return replace(
        drill,
        id=copying.drill_id,
        year=copying.year,
        number=copying.number,
        title=copying.title or drill.title,
        begins_at=begins_at,
        ends_at=ends_at,
        headcount=None,
        state=State.PLANNED,
        summary="",
        lessons="",
        began_at=None,
        ended_at=None,
        series_id=copying.series_id,
        copied_from=copying.copied_from,
        version=1,
    )
