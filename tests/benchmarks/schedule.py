"""`schedule`: what clashes in a year of 150 drills and 40 units.

While a drill is dragged, checking it must not be felt: it is held against one full repaint of
the calendar. The whole year is held against the same comparison in one numpy pass, which knows
columns of numbers and answers with places in them; ours answers with the clashes, sorted.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

import numpy as np

from commandcenter.drills.model.clash import Clash, ClashKind
from commandcenter.drills.model.days_off import days_off
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.periods import stretches
from commandcenter.drills.model.schedule import (
    Index,
    Need,
    Slot,
    Watch,
    Year,
    check_all,
    check_move,
)
from commandcenter.drills.model.year import PeriodKind
from commandcenter.drills.store.year import shipped_periods
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING
from tests.benchmarks.figures import Figure, Work

_YEAR, _DRILLS, _UNITS, _PEOPLE, _ON_WATCH = 2026, 150, 40, 30, 5
_REPEATS = 21
_DRAG_GOAL, _FULL_GOAL = 0.5, 3.0
_SIZE = (1280, 860)
_BUSY, _USUAL = date(_YEAR, 5, 12), timedelta(hours=2)


def measure(_work: Work) -> Iterator[Figure]:
    """Compare the check of one drill with a repaint, and of all drills with a numpy pass."""
    chance = random.Random(20261122)
    year = _year(chance)
    index = Index(year)
    yield _dragging(chance, index)
    yield _everything(index)


def _year(chance: random.Random) -> Year:
    units = [new_id() for _ in range(_UNITS)]
    people = [new_id() for _ in range(_PEOPLE)]
    return Year(
        year=_YEAR,
        slots=[_slot(chance, number, units, people) for number in range(_DRILLS)],
        watches=list(_watches(chance, people)),
        stretches=stretches(shipped_periods(), _YEAR),
        days_off=days_off(_YEAR),
    )


def _slot(chance: random.Random, number: int, units: list[UUID], people: list[UUID]) -> Slot:
    # Half of a county's drills gather around 12 May and in June.
    spread = 30 if chance.random() < 0.5 else 170
    day = date(_YEAR, 5, 25) + timedelta(days=round(chance.uniform(-spread, spread) * 0.8))
    begin = datetime(day.year, day.month, day.day, chance.choice([8, 9, 14, 15]), tzinfo=BEIJING)
    needs: dict[Need, str] = {
        (ClashKind.PLACE, f"place{chance.randrange(60)}"): "龙潭镇石桥村",
        (ClashKind.LEAD, f"lead{chance.randrange(25)}"): "县应急管理局",
    }
    for unit in chance.sample(units, chance.randrange(2, 6)):
        needs[ClashKind.TEAM, str(unit)] = "龙潭镇应急救援队"
    for person in chance.sample(people, chance.randrange(1, 4)):
        needs[ClashKind.PERSON, str(person)] = f"何立 {person}"
    return Slot(
        id=new_id(),
        title=f"应急演练 {number}",
        begins_at=begin,
        ends_at=begin + timedelta(hours=chance.choice([2, 3, 4])),
        needs=needs,
        township=f"3303991{chance.randrange(14):02d}",
    )


def _watches(chance: random.Random, people: list[UUID]) -> Iterator[Watch]:
    begin = datetime(_YEAR, 1, 1, 8, tzinfo=BEIJING)
    for half_day in range(2 * 365):
        at = begin + timedelta(hours=12 * half_day)
        for person in chance.sample(people, _ON_WATCH):
            yield Watch(person=person, begins_at=at, ends_at=at + timedelta(hours=12), name="班")


def _dragging(chance: random.Random, index: Index) -> Figure:
    slots = index.year.slots
    days = [timedelta(days=chance.randrange(-20, 20)) for _ in slots]
    moves = [
        (slot.id, slot.begins_at + day, slot.ends_at + day)
        for slot, day in zip(slots, days, strict=True)
    ]

    def ours() -> None:
        for move in moves:
            check_move(index, *move)

    checks, repaints = _in_turns(ours, _repaint(index))
    return Figure(
        name="schedule.drag",
        ours=checks / len(moves),
        baseline=repaints,
        goal=_DRAG_GOAL,
        unit="ms a move",
    )


def _repaint(index: Index) -> Callable[[], object]:
    """Return a full repaint of the calendar in the month with most drills."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.drills.year_days import Days
    from ui.drills.year_month import MonthCanvas

    application = QApplication.instance() or QApplication([])
    canvas = MonthCanvas(_BUSY)
    canvas.show_drills(_drills(index), Days(off=index.year.days_off, usual=_USUAL))
    canvas.show_month(_BUSY)
    canvas.resize(*_SIZE)
    canvas.show()
    application.processEvents()

    def repaint(_kept: object = (application, canvas)) -> None:
        canvas.viewport().repaint()

    return repaint


def _drills(index: Index) -> list[Drill]:
    return [
        Drill(
            id=slot.id,
            year=_YEAR,
            number=number,
            title=slot.title,
            begins_at=slot.begins_at,
            ends_at=slot.ends_at,
        )
        for number, slot in enumerate(index.year.slots, start=1)
    ]


def _everything(index: Index) -> Figure:
    columns = _columns(index)

    def ours() -> tuple[Clash, ...]:
        return check_all(index)

    def baseline() -> dict[str, np.ndarray]:
        return _pass(columns)

    if _places(ours()) != _counted(baseline()):
        raise AssertionError("both must find the same")
    checks, passes = _in_turns(ours, baseline)
    return Figure(name="schedule.year", ours=checks, baseline=passes, goal=_FULL_GOAL, unit="ms")


def _columns(index: Index) -> dict[str, np.ndarray]:
    """Return the year as columns; what is read once is made once, as in ours."""
    year = index.year
    needs = sorted({need for slot in year.slots for need in slot.needs})
    people = [key for kind, key in needs if kind is ClashKind.PERSON]
    spans = [one for one in year.stretches if one.period.kind is not PeriodKind.ANCHOR]
    days = [*year.days_off.holidays, *year.days_off.workdays]

    def moments(values: list[datetime]) -> np.ndarray:
        return np.array([round(one.timestamp()) for one in values], dtype=np.int64)

    def ordinals(values: list[date]) -> np.ndarray:
        return np.array([one.toordinal() for one in values], dtype=np.int64)

    watches = [one for one in year.watches if str(one.person) in people]
    return {
        "begins": moments([one.begins_at for one in year.slots]),
        "ends": moments([one.ends_at for one in year.slots]),
        "first": ordinals([one.first for one in year.slots]),
        "last": ordinals([one.last for one in year.slots]),
        "needs": np.array(
            [[need in one.needs for need in needs] for one in year.slots], dtype=np.float32
        ),
        "people": np.array(
            [[(ClashKind.PERSON, key) in one.needs for key in people] for one in year.slots]
        ),
        "teams": np.array(
            [any(kind is ClashKind.TEAM for kind, _ in one.needs) for one in year.slots]
        ),
        "town": np.unique([one.township for one in year.slots], return_inverse=True)[1],
        "on_watch": np.array([people.index(str(one.person)) for one in watches]),
        "watch_begins": moments([one.begins_at for one in watches]),
        "watch_ends": moments([one.ends_at for one in watches]),
        "days": ordinals(days),
        "span_first": ordinals([one.first for one in spans]),
        "span_last": ordinals([one.last for one in spans]),
        "is_risk": np.array([one.period.kind is PeriodKind.RISK for one in spans]),
    }


def _pass(has: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    begins, ends = has["begins"][:, None], has["ends"][:, None]
    first, last = has["first"][:, None], has["last"][:, None]
    together = np.triu((begins < has["ends"]) & (has["begins"] < ends), 1)
    same_day = np.triu((first <= has["last"]) & (has["first"] <= last), 1)
    on_watch = (begins < has["watch_ends"]) & (has["watch_begins"] < ends)
    in_span = (first <= has["span_last"]) & (has["span_first"] <= last)
    year = date(_YEAR, 1, 1).toordinal(), date(_YEAR, 12, 31).toordinal()
    return {
        "both": np.argwhere(together & (has["needs"] @ has["needs"].T > 0)),
        "town": np.argwhere(same_day & (has["town"][:, None] == has["town"])),
        "watch": np.argwhere(on_watch & has["people"][:, has["on_watch"]]),
        "days": np.argwhere((first <= has["days"]) & (has["days"] <= last)),
        "spans": np.argwhere(in_span & (~has["is_risk"] | has["teams"][:, None])),
        "odd": np.argwhere((begins >= ends) | (first < year[0]) | (last > year[1])),
    }


def _counted(found: dict[str, np.ndarray]) -> dict[str, int]:
    return {name: len(places) for name, places in found.items()}


_NAMES = {
    ClashKind.ON_DUTY: "watch",
    ClashKind.HOLIDAY: "days",
    ClashKind.WORKDAY: "days",
    ClashKind.BLOCKED: "spans",
    ClashKind.RISK: "spans",
    ClashKind.TOWNSHIP: "town",
    ClashKind.BACKWARDS: "odd",
    ClashKind.OUTSIDE: "odd",
}


def _places(clashes: tuple[Clash, ...]) -> dict[str, int]:
    """Count clashes as the numpy pass does: two drills that share much meet once."""
    found: dict[str, set[object]] = {
        name: set() for name in ("both", "town", "watch", "days", "spans", "odd")
    }
    for one in clashes:
        name = _NAMES.get(one.kind, "both")
        is_pair = name in ("both", "town")
        found[name].add((one.drill, one.other_id) if is_pair else (one.drill, one))
    return {name: len(places) for name, places in found.items()}


def _in_turns(ours: Callable[[], object], baseline: Callable[[], object]) -> tuple[float, float]:
    """Return the medians in milliseconds; whatever else the machine does burdens both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_REPEATS):
        for work, taken in zip((ours, baseline), times, strict=True):
            began = time.perf_counter()
            work()
            taken.append((time.perf_counter() - began) * 1000)
    return median(times[0]), median(times[1])
