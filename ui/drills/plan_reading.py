"""What the library of plans shows, read in one go."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.drills.model.drill import Drill, PlanOfDrill
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.service import plans as service
from commandcenter.drills.service import records
from commandcenter.drills.service.plans import PlanCard
from commandcenter.kernel.times import day_of
from ui.drills import terms
from ui.drills.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The plans with what belongs to them.

    Attributes:
        drills: Those that practise each plan.
    """

    today: date
    terms: Terms
    cards: tuple[PlanCard, ...]
    drills: Mapping[UUID, Sequence[Drill]] = field(default_factory=dict)

    def plans(self) -> dict[UUID, Plan]:
        """Return all plans by id."""
        return {card.plan.id: card.plan for card in self.cards}


def read(db: Database, *, at: datetime) -> Library:
    """Return the library as it stands."""
    on = day_of(at)
    known = {one.id: one for one in records.everything(db, Drill, ["year", "number"])}
    drills: dict[UUID, list[Drill]] = defaultdict(list)
    for link in records.everything(db, PlanOfDrill, ["id"]):
        if link.drill in known:
            drills[link.plan_id].append(known[link.drill])
    return Library(
        today=on,
        terms=terms.read(db, on=on),
        cards=service.library(db),
        drills=dict(drills),
    )
