"""A year of drills made by chance, and the slow way of finding what clashes in it."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import combinations
from uuid import UUID

from commandcenter.drills.model.clash import Clash, ClashKind
from commandcenter.drills.model.days_off import DaysOff
from commandcenter.drills.model.periods import stretches
from commandcenter.drills.model.schedule import Absence, Need, Slot, Watch, Year
from commandcenter.drills.model.year import Period, PeriodKind
from commandcenter.kernel.times import BEIJING

YEAR = 2026
_SHARED = (ClashKind.TEAM, ClashKind.PERSON, ClashKind.PLACE, ClashKind.LEAD, ClashKind.UNIT)


def an_id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def a_year(chance: random.Random, *, drills: int, units: int, days: int = 400) -> Year:
    """Return a year as crowded as a few days would be, so that much of it clashes."""
    by_chance = _Chance(chance, units, days)
    dates = [date(YEAR, 1, 1) + timedelta(days=number) for number in range(min(days, 365))]
    off = chance.sample(dates, min(9, len(dates)))
    return Year(
        year=YEAR,
        slots=[by_chance.slot(number) for number in range(drills)],
        watches=[by_chance.watch(number) for number in range(chance.randrange(0, days))],
        stretches=stretches([by_chance.period(number) for number in range(4)], YEAR),
        days_off=DaysOff(
            year=YEAR,
            is_known=True,
            holidays=dict.fromkeys(off[:6], "holiday"),
            workdays=dict.fromkeys(off[6:], "workday"),
        ),
        absences=[by_chance.absence(number) for number in range(chance.randrange(0, 4))],
    )


class _Chance:
    def __init__(self, chance: random.Random, units: int, days: int) -> None:
        self.chance, self.units, self.days = chance, units, days
        self.teams = [an_id(chance) for _ in range(units)]
        self.people = [an_id(chance) for _ in range(max(2, units // 2))]

    def moment(self) -> datetime:
        start = datetime(YEAR, 1, 1, tzinfo=BEIJING) - timedelta(days=3)
        return start + timedelta(minutes=self.chance.randrange(0, self.days * 1440, 30))

    def slot(self, number: int) -> Slot:
        begin = self.moment()
        length = self.chance.choice([-60, 0, 60, 120, 180, 480, 1440, 2000])
        return Slot(
            id=an_id(self.chance),
            title=f"drill {number}",
            begins_at=begin,
            ends_at=begin + timedelta(minutes=length),
            needs=self.needs(),
            township=self.chance.choice(["", "330399100", "330399101", "330399102"]),
            is_fixed=self.chance.random() < 0.2,
        )

    def needs(self) -> dict[Need, str]:
        chance, found = self.chance, dict[Need, str]()
        for team in chance.sample(self.teams, chance.randrange(0, min(4, len(self.teams)))):
            found[ClashKind.TEAM, str(team)] = f"T{team}"
        for person in chance.sample(self.people, chance.randrange(0, min(3, len(self.people)))):
            found[ClashKind.PERSON, str(person)] = f"P{person}"
        for kind in (ClashKind.PLACE, ClashKind.LEAD, ClashKind.UNIT):
            if chance.random() < 0.6:
                key = str(chance.randrange(max(2, self.units // 3)))
                found[kind, key] = f"{kind}{key}"
        return found

    def watch(self, number: int) -> Watch:
        begin = self.moment()
        return Watch(
            person=self.chance.choice(self.people),
            begins_at=begin,
            ends_at=begin + timedelta(hours=self.chance.choice([8, 12, 24])),
            name=f"watch {number}",
        )

    def absence(self, number: int) -> Absence:
        begin, team = self.moment(), self.chance.choice(self.teams)
        end = begin + timedelta(hours=self.chance.randrange(1, 72))
        return Absence(team=team, begins_at=begin, ends_at=end, why=f"DD-{number}")

    def period(self, number: int) -> Period:
        return Period(
            id=an_id(self.chance),
            kind=self.chance.choice(list(PeriodKind)),
            title=f"period {number}",
            year=self.chance.choice([None, YEAR - 1, YEAR]),
            from_month=self.chance.randrange(1, 13),
            from_day=self.chance.randrange(1, 29),
            to_month=self.chance.randrange(1, 13),
            to_day=self.chance.randrange(1, 29),
            is_active=self.chance.random() < 0.9,
        )


Told = tuple[object, ...]


def told(clash: Clash) -> Told:
    """Return a clash without regard to the side it is seen from."""
    sides = frozenset({clash.drill, clash.other_id})
    other = "" if clash.other_id else clash.other
    return (clash.kind, sides, clash.begins_at, clash.ends_at, clash.what, other)


def slow(year: Year) -> set[Told]:
    """Return every clash of a year, found by looking at each pair of everything."""
    found: set[Told] = set()
    for one in year.slots:
        found |= _alone(one, year)
    for one, two in combinations(year.slots, 2):
        if not (one.is_fixed and two.is_fixed):
            found |= _both(one, two)
    return found


def _days(slot: Slot) -> list[date]:
    found, at = [], slot.begins_at
    while at < slot.ends_at:
        day = at.astimezone(BEIJING).date()
        found.append(day)
        at = _midnight(day) + timedelta(days=1)
    return found


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING)


def _both(one: Slot, two: Slot) -> set[Told]:
    found: set[Told] = set()
    sides = frozenset({one.id, two.id})
    begin, end = max(one.begins_at, two.begins_at), min(one.ends_at, two.ends_at)
    is_real = one.begins_at < one.ends_at and two.begins_at < two.ends_at
    if not is_real:
        return found
    for need, name in one.needs.items():
        if begin < end and need in two.needs and need[0] in _SHARED:
            found.add((need[0], sides, begin, end, name, ""))
    both = sorted(set(_days(one)) & set(_days(two)))
    if one.township and one.township == two.township and both:
        span = (_midnight(both[0]), _midnight(both[-1]) + timedelta(days=1))
        found.add((ClashKind.TOWNSHIP, sides, *span, "", ""))
    return found


def _alone(slot: Slot, year: Year) -> set[Told]:
    found: set[Told] = set()
    sides = frozenset({slot.id, None})
    if slot.is_fixed:
        return found
    whole = (slot.begins_at, slot.ends_at, "", "")
    days = _days(slot) or [slot.begins_at.astimezone(BEIJING).date()]
    if days[0].year != year.year:
        found.add((ClashKind.OUTSIDE, sides, *whole))
    if slot.ends_at <= slot.begins_at:
        return found | {(ClashKind.BACKWARDS, sides, *whole)}
    for kind, first, last, what, other in (*_of_needs(slot, year), *_of_days(slot, year)):
        begin, end = max(first, slot.begins_at), min(last, slot.ends_at)
        if begin < end:
            found.add((kind, sides, begin, end, what, other))
    return found


_Side = tuple[ClashKind, datetime, datetime, str, str]


def _of_needs(slot: Slot, year: Year) -> Iterator[_Side]:
    for (kind, key), name in slot.needs.items():
        for watch in year.watches:
            if kind is ClashKind.PERSON and key == str(watch.person):
                yield ClashKind.ON_DUTY, watch.begins_at, watch.ends_at, name, watch.name
        for away in year.absences:
            if kind is ClashKind.TEAM and key == str(away.team):
                yield ClashKind.AWAY, away.begins_at, away.ends_at, name, away.why


def _of_days(slot: Slot, year: Year) -> Iterator[_Side]:
    one_day = timedelta(days=1)
    has_team = any(kind is ClashKind.TEAM for kind, _ in slot.needs)
    for stretch in year.stretches:
        span = (_midnight(stretch.first), _midnight(stretch.last) + one_day)
        if stretch.period.kind is PeriodKind.BLOCKED:
            yield ClashKind.BLOCKED, *span, stretch.period.title, ""
        if stretch.period.kind is PeriodKind.RISK and has_team:
            yield ClashKind.RISK, *span, stretch.period.title, ""
    for day, name in year.days_off.holidays.items():
        yield ClashKind.HOLIDAY, _midnight(day), _midnight(day) + one_day, name, ""
    for day, name in year.days_off.workdays.items():
        yield ClashKind.WORKDAY, _midnight(day), _midnight(day) + one_day, name, ""
