"""The shifts of the invented county: four crews, two watches a day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from commandcenter.cli.demo.chance import id_at, pick, stream
from commandcenter.cli.demo.county import County, Person
from commandcenter.cli.demo.weather import weather_on
from commandcenter.duty.model.shift import DutyRole, Member, Shift, Watch
from commandcenter.kernel.times import BEIJING

NIGHT = date(2026, 7, 18)
PATTERN = (
    Watch(name="白班", start=time(8), length=timedelta(hours=12)),
    Watch(name="夜班", start=time(20), length=timedelta(hours=12)),
)

_CREWS = 4
_SWAPS = 0.05
_SHORT_YEARS, _LONG_YEARS = 2, 25
_LONG_FROM_COUNT = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A deputy who is away, and who stands in (换班)."""

    absent: Person
    stand_in: Person


def period(count: int, *, night: date = NIGHT) -> tuple[date, date]:
    """Return the first and last day over which so many entries are spread."""
    years = _LONG_YEARS if count >= _LONG_FROM_COUNT else _SHORT_YEARS
    return night - timedelta(days=365 * years + years // 4), night


def shifts(county: County, *, first: date, last: date, night: date = NIGHT) -> tuple[Shift, ...]:
    """Return all shifts that start on these days, oldest first.

    The crews turn so that on the flood *night* crew 1 keeps watch, after crew 2 and before crew 3.
    """
    days = ((first + timedelta(days=number)) for number in range((last - first).days + 1))
    return tuple(
        _shift(county, day, watch, night=night) for day in days for watch in range(len(PATTERN))
    )


def swap_on(county: County, day: date, watch: int, *, night: date = NIGHT) -> Swap | None:
    """Return who stands in for whom in this watch, if anybody does."""
    chance = stream("swap", day.isoformat(), watch)
    if abs((day - night).days) <= 1 or chance.random() >= _SWAPS:
        return None
    absent = pick(chance, _on_duty(county, DutyRole.DEPUTY, _crew(day, watch, night)))
    return Swap(absent=absent, stand_in=pick(chance, _on_duty(county, DutyRole.REPORTING)))


def _crew(day: date, watch: int, night: date) -> int:
    # Day, night, rest, rest: who has the day watch today keeps the night watch tomorrow.
    return ((day - night).days + 1 - watch) % _CREWS + 1


def _on_duty(county: County, role: DutyRole, crew: int = 0) -> tuple[Person, ...]:
    return tuple(
        person for person in county.people if person.duty == role and crew in (person.crew, 0)
    )


def _shift(county: County, day: date, watch: int, *, night: date) -> Shift:
    pattern = PATTERN[watch]
    start = datetime.combine(day, pattern.start, BEIJING).astimezone(UTC)
    chance = stream("shift", day.isoformat(), watch)
    return Shift(
        id=id_at(start - timedelta(days=30), chance),
        day=day,
        name=pattern.name,
        start_at=start,
        end_at=start + pattern.length,
        members=_members(county, day, watch, night=night),
        weather=weather_on(day, night=night).text,
    )


def _members(county: County, day: date, watch: int, *, night: date) -> tuple[Member, ...]:
    crew = _crew(day, watch, night)
    number = (day - night).days
    leaders = _on_duty(county, DutyRole.LEADER)
    drivers = _on_duty(county, DutyRole.DRIVER)
    swap = swap_on(county, day, watch, night=night)
    deputies = [
        swap.stand_in if swap and person is swap.absent else person
        for person in _on_duty(county, DutyRole.DEPUTY, crew)
    ]
    resting = _on_duty(county, DutyRole.DEPUTY, (crew + 1 + watch) % _CREWS + 1)
    return (
        _member(leaders[number % len(leaders)], DutyRole.LEADER),
        *(_member(person, DutyRole.CHIEF) for person in _on_duty(county, DutyRole.CHIEF, crew)),
        *(_member(person, DutyRole.DEPUTY) for person in deputies),
        _member(resting[number % len(resting)], DutyRole.STANDBY),
        _member(drivers[(number + watch) % len(drivers)], DutyRole.DRIVER),
    )


def _member(person: Person, role: DutyRole) -> Member:
    return Member(person_id=person.id, name=person.name, role=role, phone=person.mobile)
