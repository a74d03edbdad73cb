"""Counts of drills that were held (场次, 人次) and of training and publicity."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commandcenter.drills.model.drill import Content, Drill, Form
from commandcenter.drills.model.frequency import HELD, day_held
from commandcenter.drills.model.year import Activity
from commandcenter.kernel.words import N_

_TOWNSHIP_DIGITS = 9


class By(StrEnum):
    """What drills are counted by."""

    MONTH = "month"
    ORGANISER = "organiser"
    CONTENT = "content"
    THEME = "theme"
    FORM = "form"
    TOWNSHIP = "township"
    HAZARD = "hazard"


BY_WORDS: dict[By, str] = {
    By.MONTH: N_("By month"),
    By.ORGANISER: N_("By lead unit"),
    By.CONTENT: N_("By content"),
    By.THEME: N_("By theme"),
    By.FORM: N_("By form"),
    By.TOWNSHIP: N_("By township"),
    By.HAZARD: N_("By hazard"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many drills, and how many people took part."""

    times: int = 0
    people: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(times=self.times + other.times, people=self.people + other.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a table.

    Attributes:
        code: Such as `5` for May, the code of a hazard, the name of a unit; empty for none.
        now: In the range asked for.
        before: In the same range of the year before.
    """

    code: str
    now: Count
    before: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Drills counted by one thing."""

    by: By
    lines: tuple[Line, ...]
    total: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Days from first to last that statistics are about."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Say whether a day is in it."""
        return self.first <= day <= self.last

    def year_before(self) -> "Range":
        """Return the same days of the year before; 28 February stands for the 29th."""
        return Range(first=_year_before(self.first), last=_year_before(self.last))


def whole_year(year: int) -> Range:
    """Return all days of a year."""
    return Range(first=date(year, 1, 1), last=date(year, 12, 31))


def _year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def held(drills: Iterable[Drill], days: Range) -> list[Drill]:
    """Return the drills that were held in a range of days; others are not counted."""
    return [
        one
        for one in drills
        if one.state in HELD and (day := day_held(one)) is not None and days.holds(day)
    ]


def tables(drills: Sequence[Drill], days: Range) -> tuple[Table, ...]:
    """Count the drills of a range, and of the same range a year before, by everything."""
    now, before = held(drills, days), held(drills, days.year_before())
    return tuple(_table(by, now, before) for by in By)


def _table(by: By, now: Sequence[Drill], before: Sequence[Drill]) -> Table:
    key = _KEYS[by]
    counted, earlier = _counts(now, key), _counts(before, key)
    codes = _codes(by, {*counted, *earlier})
    lines = tuple(
        Line(code=code, now=counted.get(code, Count()), before=earlier.get(code, Count()))
        for code in codes
    )
    total = Line(
        code="",
        now=sum(counted.values(), Count()),
        before=sum(earlier.values(), Count()),
    )
    return Table(by=by, lines=lines, total=total)


def _counts(drills: Iterable[Drill], key: Callable[[Drill], str]) -> dict[str, Count]:
    found: dict[str, Count] = {}
    for one in drills:
        code = key(one)
        found[code] = found.get(code, Count()) + Count(times=1, people=one.headcount or 0)
    return found


def _codes(by: By, found: set[str]) -> list[str]:
    """Return the codes of the lines: all months and kinds, of other things what occurs."""
    if by is By.MONTH:
        return [str(month) for month in range(1, 13)]
    if by is By.CONTENT:
        return [one.value for one in Content]
    if by is By.FORM:
        return [one.value for one in Form]
    # What was left empty comes last.
    return sorted(found, key=lambda code: (not code, code))


def _month(drill: Drill) -> str:
    day = day_held(drill)
    return str(day.month) if day is not None else ""


_KEYS: Mapping[By, Callable[[Drill], str]] = {
    By.MONTH: _month,
    By.ORGANISER: lambda one: one.lead_org.strip(),
    By.CONTENT: lambda one: one.content.value,
    By.THEME: lambda one: one.theme,
    By.FORM: lambda one: one.form.value,
    By.TOWNSHIP: lambda one: township(one.area_code),
    By.HAZARD: lambda one: one.hazard,
}


def township(area_code: str) -> str:
    """Return the township of a place; empty for the county as a whole."""
    return area_code[:_TOWNSHIP_DIGITS] if len(area_code) >= _TOWNSHIP_DIGITS else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Training and publicity of one kind."""

    times: int = 0
    headcount: int = 0
    amount: int = 0

    @property
    def counted(self) -> int:
        """What a target is held against: the amount of what has one, else how often."""
        return self.amount or self.times

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            times=self.times + other.times,
            headcount=self.headcount + other.headcount,
            amount=self.amount + other.amount,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """One kind of training or publicity in a range and the year before.

    Attributes:
        kind: Code of the dictionary `activity_kind`.
    """

    kind: str
    now: Tally
    before: Tally


def activity_lines(
    activities: Iterable[Activity], days: Range, kinds: Sequence[str]
) -> tuple[ActivityLine, ...]:
    """Count training and publicity by kind: those given first, others that occur after them."""
    earlier = days.year_before()
    now: dict[str, Tally] = {}
    before: dict[str, Tally] = {}
    for one in activities:
        tally = Tally(times=one.times, headcount=one.headcount, amount=one.amount)
        for counted, wanted in ((now, days), (before, earlier)):
            if wanted.holds(one.on):
                counted[one.kind] = counted.get(one.kind, Tally()) + tally
    codes = dict.fromkeys((*kinds, *sorted({*now, *before})))
    return tuple(
        ActivityLine(kind=kind, now=now.get(kind, Tally()), before=before.get(kind, Tally()))
        for kind in codes
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a year has to reach, and how far it has come.

    Attributes:
        code: Of the rule row.
        title: Source text; empty for a kind of activity, which has a word in the dictionary.
        kind: Code of the dictionary `activity_kind`; empty for what is counted of drills.
        wanted: None if the county has set none.
        unit: As the rule row says it, such as 场.
        basis: Of the rule row.
    """

    code: str
    title: str
    reached: int
    kind: str = ""
    wanted: int | None = None
    unit: str = ""
    basis: str = ""

    @property
    def percent(self) -> int:
        """How much of it is reached, rounded down; 0 without a target."""
        return self.reached * 100 // self.wanted if self.wanted else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A township, and when it was drilled or will be in the year.

    Attributes:
        held_on: Days on which drills were held there.
        planned_on: Days on which some are planned.
        planned_months: Months in which some are planned that have no day yet.
    """

    area_code: str
    name: str
    held_on: tuple[date, ...] = ()
    planned_on: tuple[date, ...] = ()
    planned_months: tuple[int, ...] = ()

    @property
    def is_covered(self) -> bool:
        """Whether a drill was held there."""
        return bool(self.held_on)
