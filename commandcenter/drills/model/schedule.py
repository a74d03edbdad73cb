"""The drills of a year held against each other and against everything that is in their way.

Times are whole microseconds in arrays, days are ordinals; what is checked is read once and
made into an `Index`, which answers for the whole year and for one drill that is being moved.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias
from uuid import UUID

import numpy as np

from commandcenter.drills.model import meeting
from commandcenter.drills.model.clash import Clash, ClashKind
from commandcenter.drills.model.days_off import DaysOff
from commandcenter.drills.model.periods import Stretch
from commandcenter.drills.model.year import PeriodKind
from commandcenter.kernel.times import BEIJING, day_of

# What a drill needs for itself while it lasts, and the key by which two needs are the same.
Need: TypeAlias = tuple[ClashKind, str]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_PERIOD_CLASHES = {PeriodKind.BLOCKED: ClashKind.BLOCKED, PeriodKind.RISK: ClashKind.RISK}
_RANKS = {kind: rank for rank, kind in enumerate(ClashKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A drill in the calendar.

    Attributes:
        needs: Teams, people, place, lead and other units: their names by kind and key.
        township: Code of nine digits; empty for a drill that is in none.
        plans: The plans it practises.
        is_fixed: It cannot be moved any more; nothing is said about what was held.
    """

    id: UUID
    title: str
    begins_at: datetime
    ends_at: datetime
    needs: Mapping[Need, str] = field(default_factory=dict)
    township: str = ""
    plans: frozenset[UUID] = frozenset()
    is_fixed: bool = False

    @property
    def first(self) -> date:
        """Its first day in Beijing."""
        return day_of(self.begins_at)

    @property
    def last(self) -> date:
        """Its last day in Beijing; one that ends at midnight does not touch the next day."""
        return max(self.first, day_of(self.ends_at - _TICK))

    @property
    def is_backwards(self) -> bool:
        """Whether it ends before it begins, or lasts no time at all."""
        return self.ends_at <= self.begins_at

    def at(self, begins_at: datetime, ends_at: datetime) -> "Slot":
        """Return it at another time."""
        return replace(self, begins_at=begins_at, ends_at=ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A person in a shift of the duty rota."""

    person: UUID
    begins_at: datetime
    ends_at: datetime
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A team that is out or not ready, as far ahead as that says anything."""

    team: UUID
    begins_at: datetime
    ends_at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Everything that the drills of a year are held against."""

    year: int
    slots: Sequence[Slot] = ()
    watches: Sequence[Watch] = ()
    stretches: Sequence[Stretch] = ()
    days_off: DaysOff
    absences: Sequence[Absence] = ()


class Index:
    """A year made ready for checking; never changed."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.at = {slot.id: place for place, slot in enumerate(year.slots)}
        self.by_need: dict[Need, list[int]] = defaultdict(list)
        self.by_township: dict[str, list[int]] = defaultdict(list)
        for place, slot in enumerate(year.slots):
            for need in slot.needs:
                self.by_need[need].append(place)
            if slot.township:
                self.by_township[slot.township].append(place)
        self.absences: dict[str, list[Absence]] = defaultdict(list)
        for absence in year.absences:
            self.absences[str(absence.team)].append(absence)
        self.stretches = [one for one in year.stretches if one.period.kind in _PERIOD_CLASHES]
        self.days = [
            *((day, ClashKind.HOLIDAY, name) for day, name in year.days_off.holidays.items()),
            *((day, ClashKind.WORKDAY, name) for day, name in year.days_off.workdays.items()),
        ]
        self.day_clashes = {day: (kind, name) for day, kind, name in self.days}
        self.day_columns = np.array([day.toordinal() for day, _, _ in self.days], dtype=np.int64)
        edges = [(one.first.toordinal(), one.last.toordinal()) for one in self.stretches]
        both = np.array(edges, dtype=np.int64).reshape(-1, 2)
        self.stretch_columns = both[:, 0], both[:, 1]
        self._take_watches(year.watches)
        self._take_columns(year.slots)

    def _take_watches(self, watches: Sequence[Watch]) -> None:
        """Put watches in order of person and time, for looking up many at once."""
        self.people = {key: at for at, key in enumerate(sorted({str(w.person) for w in watches}))}
        order = sorted(watches, key=lambda one: (str(one.person), one.begins_at))
        self.watches = order
        self.spans = [(ticks(one.begins_at), ticks(one.ends_at)) for one in order]
        self.longest = max((end - begin for begin, end in self.spans), default=0)
        self.keys = [
            (self.people[str(one.person)], begin)
            for one, (begin, _) in zip(order, self.spans, strict=True)
        ]

    def _take_columns(self, slots: Sequence[Slot]) -> None:
        self.columns = meeting.Columns(
            begins=np.array([ticks(one.begins_at) for one in slots], dtype=np.int64),
            ends=np.array([ticks(one.ends_at) for one in slots], dtype=np.int64),
            firsts=np.array([one.first.toordinal() for one in slots], dtype=np.int64),
            lasts=np.array([one.last.toordinal() for one in slots], dtype=np.int64),
            fixed=np.array([one.is_fixed for one in slots], dtype=np.bool_),
            townships=meeting.numbered([one.township for one in slots]),
        )
        self.needs = [frozenset(one.needs) for one in slots]
        # Who of the rota is in which drill, as pairs of drill and person.
        rows = [
            (place, self.people[key])
            for place, slot in enumerate(slots)
            for kind, key in slot.needs
            if kind is ClashKind.PERSON and key in self.people
        ]
        self.rota = meeting.Rota.of(rows, self.keys, self.spans, self.longest)


def ticks(at: datetime) -> int:
    """Return a moment in microseconds."""
    return (at - _EPOCH) // _TICK


def check_all(index: Index) -> tuple[Clash, ...]:
    """Return everything that speaks against the drills of a year, in order of time."""
    slots, columns = index.year.slots, index.columns
    found: list[Clash] = []
    for first, second in meeting.overlapping(columns):
        shared = index.needs[first] & index.needs[second]
        if shared:
            found += (_shared(slots[first], slots[second], need) for need in shared)
    for first, second in meeting.same_day(columns):
        found.append(_same_township(slots[first], slots[second]))
    for place, at in index.rota.meeting(columns):
        found.append(_on_duty(slots[place], index.watches[at]))
    found += _all_days(index)
    for key, absences in index.absences.items():
        for place in index.by_need.get((ClashKind.TEAM, key), ()):
            found += _away(slots[place], absences)
    for place in meeting.odd(columns, index.year.year):
        found += _alone(slots[place], index.year.year)
    return in_order(found)


def _all_days(index: Index) -> Iterator[Clash]:
    """Give where drills touch holidays and periods."""
    slots, columns = index.year.slots, index.columns
    for place, at in meeting.touching(columns, index.day_columns, index.day_columns):
        yield _day_off(slots[place], *index.days[at])
    for place, at in meeting.touching(columns, *index.stretch_columns):
        yield from _in_period(slots[place], index.stretches[at])


def check_move(
    index: Index, drill_id: UUID, begins_at: datetime, ends_at: datetime
) -> tuple[Clash, ...]:
    """Return what would speak against a drill at another time, seen from that drill."""
    return check_slot(index, index.year.slots[index.at[drill_id]].at(begins_at, ends_at))


def check_slot(index: Index, slot: Slot) -> tuple[Clash, ...]:
    """Return what would speak against a drill as it is given, be it in the year or new."""
    found = list(_alone(slot, index.year.year))
    if slot.is_backwards:
        return in_order(found)
    found += _others(index, slot)
    if not slot.is_fixed:
        found += _watches(index, slot)
        found += _calendar(index, slot)
        for kind, key in slot.needs:
            if kind is ClashKind.TEAM and key in index.absences:
                found += _away(slot, index.absences[key])
    return in_order(found)


def in_order(found: Sequence[Clash]) -> tuple[Clash, ...]:
    """Return clashes in order of time, and then the same each time."""

    def key(one: Clash) -> tuple[object, ...]:
        return (one.begins_at, one.title, _RANKS[one.kind], one.what, one.other, one.ends_at)

    return tuple(sorted(found, key=key))


def _others(index: Index, slot: Slot) -> Iterator[Clash]:
    """Give where a drill meets others."""
    slots = index.year.slots
    begin, end = ticks(slot.begins_at), ticks(slot.ends_at)
    begins, ends = index.columns.begin_list, index.columns.end_list
    for need in slot.needs:
        for place in index.by_need.get(need, ()):
            if begin < ends[place] and begins[place] < end and begins[place] < ends[place]:
                other = slots[place]
                if other.id != slot.id and not (slot.is_fixed and other.is_fixed):
                    yield _shared(slot, other, need)
    first, last = slot.first, slot.last
    for place in index.by_township.get(slot.township, ()):
        other = slots[place]
        if other.id == slot.id or other.is_backwards or (slot.is_fixed and other.is_fixed):
            continue
        if other.first <= last and first <= other.last:
            yield _same_township(slot, other)


def _watches(index: Index, slot: Slot) -> Iterator[Clash]:
    begin, end = ticks(slot.begins_at), ticks(slot.ends_at)
    for kind, key in slot.needs:
        if kind is not ClashKind.PERSON or key not in index.people:
            continue
        person = index.people[key]
        low = bisect_left(index.keys, (person, begin - index.longest))
        for at in range(low, bisect_left(index.keys, (person, end))):
            if index.spans[at][1] > begin:
                yield _on_duty(slot, index.watches[at])


def _calendar(index: Index, slot: Slot) -> Iterator[Clash]:
    day = slot.first
    while day <= slot.last:
        if day in index.day_clashes:
            yield _day_off(slot, day, *index.day_clashes[day])
        day += _DAY
    for stretch in index.stretches:
        if stretch.first <= slot.last and slot.first <= stretch.last:
            yield from _in_period(slot, stretch)


def _alone(slot: Slot, year: int) -> Iterator[Clash]:
    """Give what is wrong with a drill whatever else there is."""
    if slot.is_fixed:
        return
    wrong = [ClashKind.BACKWARDS] if slot.is_backwards else []
    if slot.first.year != year:
        wrong.append(ClashKind.OUTSIDE)
    for kind in wrong:
        yield Clash(
            kind=kind,
            drill=slot.id,
            title=slot.title,
            begins_at=slot.begins_at,
            ends_at=slot.ends_at,
        )


def _shared(slot: Slot, other: Slot, need: Need) -> Clash:
    return Clash(
        kind=need[0],
        drill=slot.id,
        title=slot.title,
        begins_at=max(slot.begins_at, other.begins_at),
        ends_at=min(slot.ends_at, other.ends_at),
        what=slot.needs[need],
        other=other.title,
        other_id=other.id,
    )


def _same_township(slot: Slot, other: Slot) -> Clash:
    return Clash(
        kind=ClashKind.TOWNSHIP,
        drill=slot.id,
        title=slot.title,
        begins_at=_midnight(max(slot.first, other.first)),
        ends_at=_midnight(min(slot.last, other.last) + _DAY),
        other=other.title,
        other_id=other.id,
    )


def _on_duty(slot: Slot, watch: Watch) -> Clash:
    return Clash(
        kind=ClashKind.ON_DUTY,
        drill=slot.id,
        title=slot.title,
        begins_at=max(slot.begins_at, watch.begins_at),
        ends_at=min(slot.ends_at, watch.ends_at),
        what=slot.needs[ClashKind.PERSON, str(watch.person)],
        other=watch.name,
    )


def _day_off(slot: Slot, day: date, kind: ClashKind, name: str) -> Clash:
    return Clash(
        kind=kind,
        drill=slot.id,
        title=slot.title,
        begins_at=max(slot.begins_at, _midnight(day)),
        ends_at=min(slot.ends_at, _midnight(day + _DAY)),
        what=name,
    )


def _in_period(slot: Slot, stretch: Stretch) -> Iterator[Clash]:
    kind = _PERIOD_CLASHES[stretch.period.kind]
    if kind is ClashKind.RISK and not any(one is ClashKind.TEAM for one, _ in slot.needs):
        return
    yield Clash(
        kind=kind,
        drill=slot.id,
        title=slot.title,
        begins_at=max(slot.begins_at, _midnight(stretch.first)),
        ends_at=min(slot.ends_at, _midnight(stretch.last + _DAY)),
        what=stretch.period.title,
    )


def _away(slot: Slot, absences: Sequence[Absence]) -> Iterator[Clash]:
    if slot.is_fixed or slot.is_backwards:
        return
    for absence in absences:
        if absence.begins_at < slot.ends_at and slot.begins_at < absence.ends_at:
            yield Clash(
                kind=ClashKind.AWAY,
                drill=slot.id,
                title=slot.title,
                begins_at=max(slot.begins_at, absence.begins_at),
                ends_at=min(slot.ends_at, absence.ends_at),
                what=slot.needs[ClashKind.TEAM, str(absence.team)],
                other=absence.why,
            )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING)
