"""Everything the page of the year shows, read in one go."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.drills.model.clash import Clash, Weight
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.model.schedule import check_slot
from commandcenter.drills.model.year import Activity
from commandcenter.drills.service import year as service
from commandcenter.drills.service import year_rows
from commandcenter.drills.service.year import YearOfDrills
from commandcenter.kernel.times import day_of
from ui.drills import terms
from ui.drills.terms import Terms
from ui.drills.year_days import Days
from ui.drills.year_move import Span, may_move

_NO_MONTH = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRead:
    """The year as it stands.

    Attributes:
        drills: By number; the one that was just moved as it was written.
        by_drill: What speaks against each drill; without those nothing speaks against.
    """

    of: YearOfDrills
    terms: Terms
    drills: tuple[Drill, ...]
    activities: tuple[Activity, ...] = ()
    by_drill: Mapping[UUID, Sequence[Clash]] = field(init=False)

    def __post_init__(self) -> None:
        by_drill: dict[UUID, list[Clash]] = defaultdict(list)
        shown = {one.id for one in self.drills}  # about the new year others are met as well
        for clash in self.of.clashes:
            for drill_id in shown & {clash.drill, clash.other_id}:
                by_drill[drill_id].append(clash)
        object.__setattr__(self, "by_drill", dict(by_drill))

    @property
    def year(self) -> int:
        """Which year it is."""
        return self.of.year

    @property
    def today(self) -> date:
        """The day on which it was read."""
        return self.of.on

    def days(self) -> Days:
        """Return what the days of the year are."""
        held_against = self.of.index.year
        return Days(
            off=held_against.days_off,
            usual=self.of.assumed,
            stretches=tuple(held_against.stretches),
            today=self.today,
        )

    def clashes_at(self, drill: Drill, span: Span) -> tuple[Clash, ...]:
        """Return what would speak against a drill at another time."""
        slot = self.of.slot(replace(drill, begins_at=span.begins_at, ends_at=span.ends_at))
        return () if slot is None else check_slot(self.of.index, slot)

    def clashes_of(self, drill: Drill) -> tuple[Clash, ...]:
        """Return what speaks against a drill, seen from that drill."""
        return self.of.clashes_of(drill.id)

    def weights(self) -> dict[UUID, Weight]:
        """Return the worst that speaks against each drill."""
        found = {drill_id: worst(clashes) for drill_id, clashes in self.by_drill.items()}
        return {key: weight for key, weight in found.items() if weight is not None}

    def undated(self) -> list[Drill]:
        """Return the drills that wait for a day, in order of their months."""
        waiting = [one for one in self.drills if one.begins_at is None and may_move(one)]
        return sorted(waiting, key=lambda one: (one.month or _NO_MONTH, one.number))

    def plans_of(self, drill_id: UUID) -> list[Plan]:
        """Return the plans that a drill practises."""
        known = self.of.plans
        return [known[one] for one in self.of.plans_of.get(drill_id, ()) if one in known]

    def units_of(self, drill_id: UUID) -> list[str]:
        """Return who takes part in a drill."""
        return [one.name for one in self.of.participants.get(drill_id, ())]


def read(db: Database, year: int, *, at: datetime) -> YearRead:
    """Return the year as it stands."""
    found = service.read(db, year, at=at)
    return YearRead(
        of=found,
        terms=terms.read(db, on=day_of(at)),
        drills=found.drills,
        activities=year_rows.activities_of(db, year),
    )


def worst(clashes: Sequence[Clash]) -> Weight | None:
    """Return the worst of some clashes; None for none."""
    if not clashes:
        return None
    is_blocked = any(one.weight is Weight.BLOCK for one in clashes)
    return Weight.BLOCK if is_blocked else Weight.WARN
