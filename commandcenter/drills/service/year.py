"""The year of drills, read in one go: what is planned, what clashes, how far it has come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import areas, rules
from commandcenter.drills.model import proposing, schedule
from commandcenter.drills.model.clash import Clash
from commandcenter.drills.model.days_off import days_off
from commandcenter.drills.model.drill import Drill, Participant, times
from commandcenter.drills.model.frequency import AHEAD, HELD, Due, day_held, dues
from commandcenter.drills.model.periods import stretches
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.model.proposing import Points, Proposed, Wish
from commandcenter.drills.model.schedule import Absence, Index, Slot, Watch, Year
from commandcenter.drills.model.slots import needs_of, slot_of
from commandcenter.drills.model.statistics import Covered, Target, township
from commandcenter.drills.model.year import FrequencyRule, Period, Series
from commandcenter.drills.service import targets, year_rows
from commandcenter.drills.store import run as run_store
from commandcenter.drills.store import year as store
from commandcenter.drills.store.keeping import ROWS
from commandcenter.duty.service import shifts
from commandcenter.kernel.times import day_of
from commandcenter.teams.model.readiness import UNUSABLE
from commandcenter.teams.service import dispatch, readiness

LENGTH = "drill_year.assumed_length_s"
_AWAY, _NOT_READY = "drill_year.away_s", "drill_year.not_ready_s"
# What a year is held against, besides its targets.
RULES = (LENGTH, _AWAY, _NOT_READY)
_POINTS = ("anchor", "workday", "week", "weeks", "warning")
STARTS = "drill_year.starts"
_TOWNSHIP = "township"
# So far over the new year no drill lasts.
_EDGE = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfDrills:
    """The annual plan of a year and everything it is held against.

    Attributes:
        drills: By number; cancelled ones among them.
        participants: Of each drill that has some.
        plans: All editions, by id.
        plans_of: The plans that each drill practises.
        index: With the drills of other plans about the new year, which cannot be moved here;
            for checking a drill while it is moved, or before it is saved.
        clashes: What speaks against the drills as they are planned.
        assumed: How long a drill lasts that does not say so.
        dues: When each plan in force is due, the most urgent first.
        coverage: Each township of the county.
        ran_here: The drills that were ever started in this program, of any year.
    """

    year: int
    on: date
    drills: tuple[Drill, ...]
    participants: Mapping[UUID, tuple[Participant, ...]]
    plans: Mapping[UUID, Plan]
    plans_of: Mapping[UUID, tuple[UUID, ...]]
    periods: tuple[Period, ...]
    rules: tuple[FrequencyRule, ...]
    series: tuple[Series, ...]
    index: Index
    clashes: tuple[Clash, ...]
    assumed: timedelta
    dues: tuple[Due, ...]
    targets: tuple[Target, ...]
    coverage: tuple[Covered, ...]
    areas: Mapping[str, str] = field(default_factory=dict)
    ran_here: frozenset[UUID] = frozenset()

    def slot(self, drill: Drill, participants: Sequence[Participant] | None = None) -> Slot | None:
        """Return where a drill stands, or would stand as it is given."""
        who = self.participants.get(drill.id, ()) if participants is None else participants
        return slot_of(drill, who, self.plans_of.get(drill.id, ()), assumed=self.assumed)

    def wanted(
        self,
        drill: Drill,
        participants: Sequence[Participant],
        begins_at: datetime,
        length: timedelta,
    ) -> Slot:
        """Return where a drill would stand at another time, whatever has become of it."""
        return Slot(
            id=drill.id,
            title=drill.title,
            begins_at=begins_at,
            ends_at=begins_at + length,
            needs=needs_of(drill, participants),
            township=township(drill.area_code),
            plans=frozenset(self.plans_of.get(drill.id, ())),
        )

    def clashes_of(self, drill_id: UUID) -> tuple[Clash, ...]:
        """Return what speaks against one drill, seen from that drill."""
        place = self.index.at.get(drill_id)
        if place is None:
            return ()
        return schedule.check_slot(self.index, self.index.year.slots[place])


def read(db: Database, year: int, *, at: datetime) -> YearOfDrills:
    """Return the annual plan of a year with all that it is held against.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule row of the year.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        return read_in(tx, year, at=at)


def read_in(tx: Tx, year: int, *, at: datetime) -> YearOfDrills:
    """Do what `read` does inside a transaction."""
    on = day_of(at)
    around = store.drills(tx, years_around(year))
    drills = tuple(one for one in around if one.year == year)
    assumed = rules.seconds(tx, LENGTH, on=on)
    beside = [one for one in around if one.year != year and _is_near(one, year, assumed)]
    who = store.participants(tx, year, [one.id for one in beside])
    plans = {one.id: one for one in ROWS.where(tx, Plan, ("kind", "title", "id"))}
    links, frequency_rules = store.links(tx), year_rows.frequency_rules_in(tx)
    plans_of: dict[UUID, tuple[UUID, ...]] = defaultdict(tuple)
    for link in links:
        plans_of[link.drill] += (link.plan_id,)
    periods = year_rows.periods_in(tx)
    slots = [
        replace(slot, is_fixed=slot.is_fixed or one.year != year)
        for one in (*drills, *beside)
        if (slot := slot_of(one, who.get(one.id, ()), plans_of[one.id], assumed=assumed))
    ]
    index = Index(
        Year(
            year=year,
            slots=slots,
            watches=_watches(tx, year),
            stretches=stretches(periods, year),
            days_off=days_off(year),
            absences=_absences(tx, at),
        )
    )
    existing = areas.existing(tx, on=on)
    townships = {area.code: area.name for area in existing if area.tier == _TOWNSHIP}
    return YearOfDrills(
        year=year,
        on=on,
        drills=drills,
        participants=who,
        plans=plans,
        plans_of=dict(plans_of),
        periods=periods,
        rules=frequency_rules,
        series=ROWS.where(tx, Series, ("title", "id")),
        index=index,
        clashes=schedule.check_all(index),
        assumed=assumed,
        dues=dues(list(plans.values()), store.drilled(tx), links, frequency_rules, on=on),
        targets=targets.of_year_in(tx, year, around, on=on),
        coverage=coverage(townships, around, year),
        areas={area.code: area.name for area in existing},
        ran_here=run_store.begun(tx),
    )


def _is_near(one: Drill, year: int, assumed: timedelta) -> bool:
    """Say whether a drill of another plan may meet those of a year; it is only the other side."""
    slot = slot_of(one, (), (), assumed=assumed)
    first, last = date(year, 1, 1) - _EDGE, date(year, 12, 31) + _EDGE
    return slot is not None and slot.first <= last and first <= slot.last


def _watches(tx: Tx, year: int) -> list[Watch]:
    """Return who is on watch when, also beside the edges of the year."""
    found = shifts.between_in(tx, date(year, 1, 1) - _EDGE, date(year, 12, 31) + _EDGE)
    return [
        Watch(
            person=member.person_id,
            begins_at=shift.start_at,
            ends_at=shift.end_at,
            name=f"{shift.day:%m-%d} {shift.name}",
        )
        for shift in found
        for member in shift.members
    ]


def _absences(tx: Tx, at: datetime) -> list[Absence]:
    """Return which teams cannot come, as far ahead as the county lets that count."""
    on = day_of(at)
    away, not_ready = (rules.seconds(tx, code, on=on) for code in (_AWAY, _NOT_READY))
    found = [
        Absence(
            team=one.order.team_id,
            begins_at=one.ordered_at,
            ends_at=at + away,
            why=f"{one.number} {one.order.place}".strip(),
        )
        for one in dispatch.still_open_in(tx)
    ]
    out = {one.team for one in found}
    found += (
        Absence(team=said.team_id, begins_at=said.at, ends_at=at + not_ready, why=said.reason)
        for said in readiness.last_said_in(tx).values()
        if said.state in UNUSABLE and said.team_id not in out
    )
    return found


def years_around(year: int) -> tuple[int, ...]:
    """Return the annual plans whose drills may be held in a year, or were in the one before."""
    return (year - 2, year - 1, year, year + 1)


def coverage(
    townships: Mapping[str, str], drills: Sequence[Drill], year: int
) -> tuple[Covered, ...]:
    """Return for each township when drills were held there in a year and when some will be.

    Args:
        drills: Those of the plans around the year: the day counts, not the plan.
    """
    held: dict[str, list[date]] = defaultdict(list)
    planned: dict[str, list[date]] = defaultdict(list)
    months: dict[str, set[int]] = defaultdict(set)
    for one in drills:
        day, where = day_held(one), township(one.area_code)
        if day is None or day.year != year:
            continue
        if one.state in HELD:
            held[where].append(day)
        elif one.state in AHEAD and times(one)[0] is None:
            months[where].add(one.month)
        elif one.state in AHEAD:
            planned[where].append(day)
    return tuple(
        Covered(
            area_code=code,
            name=name,
            held_on=tuple(sorted(held[code])),
            planned_on=tuple(sorted(planned[code])),
            planned_months=tuple(sorted(months[code])),
        )
        for code, name in sorted(townships.items())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Where to look for a free time.

    Attributes:
        limit: How many times to return at most.
    """

    first: date
    last: date
    length: timedelta
    only_workdays: bool = True
    limit: int = 20


def proposals(
    db: Database,
    drill: Drill,
    *,
    participants: Sequence[Participant],
    search: Search,
    at: datetime,
) -> Proposed:
    """Return the best free times for a drill in a range of days, and why the others are none.

    Args:
        drill: Stored or not; its own time does not matter.
        participants: Those who are to take part.

    Raises:
        RangeBackwards, RangeTooLong: The range has to be put right.
        NoSuchRule, BadValue: The county lacks a rule row of the year.
        Unavailable: The database did not answer.
    """
    on = day_of(at)
    with db.read() as tx:
        found = read_in(tx, drill.year, at=at)
        starts = [start for _, start in rules.times(tx, STARTS, on=on)]
        points = Points(**{n: rules.whole(tx, f"drill_year.points_{n}", on=on) for n in _POINTS})
    wish = Wish(
        slot=found.wanted(drill, participants, at, search.length),
        first=search.first,
        last=search.last,
        starts=starts,
        length=search.length,
        after=at,
        only_workdays=search.only_workdays,
    )
    return proposing.propose(found.index, wish, points, limit=search.limit)
