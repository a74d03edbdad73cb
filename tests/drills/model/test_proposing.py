"""Times are proposed for reasons that can be read."""

from datetime import date, datetime, time, timedelta

import pytest

from commandcenter.drills.model.clash import ClashKind
from commandcenter.drills.model.days_off import days_off
from commandcenter.drills.model.periods import stretches
from commandcenter.drills.model.proposing import (
    Points,
    RangeBackwards,
    RangeTooLong,
    Why,
    Wish,
    propose,
)
from commandcenter.drills.model.schedule import Index, Slot, Year
from commandcenter.drills.model.year import Period, PeriodKind
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING

POINTS = Points(anchor=30, workday=10, week=2, weeks=8, warning=15)


def at(month, day, hour=9):
    return datetime(2026, month, day, hour, tzinfo=BEIJING)


ANY_TIME = at(1, 1)


def a_slot(begins_at=ANY_TIME, hours=2, **fields):
    usual = {"id": new_id(), "title": "演练"}
    return Slot(**usual | fields, begins_at=begins_at, ends_at=begins_at + timedelta(hours=hours))


def a_period(kind, month, first, last):
    return Period(
        id=new_id(),
        kind=kind,
        title=f"{kind}",
        year=None,
        from_month=month,
        from_day=first,
        to_month=month,
        to_day=last,
    )


def found_in(slots, first, last, *, slot=None, limit=5, **wish):
    periods = [a_period(PeriodKind.ANCHOR, 5, 11, 13), a_period(PeriodKind.BLOCKED, 5, 20, 20)]
    year = Year(year=2026, slots=slots, stretches=stretches(periods, 2026), days_off=days_off(2026))
    usual = {"starts": (time(9), time(14)), "length": timedelta(hours=2), "after": at(1, 1)}
    wanted = Wish(slot=slot or a_slot(), first=first, last=last, **usual | wish)
    return propose(Index(year), wanted, POINTS, limit=limit)


def whys(one):
    return {reason.why for reason in one.reasons}


def test_the_anchor_week_comes_first_and_distance_counts():
    near = a_slot(at(5, 4), township="330399100", title="上一场")
    mine = a_slot(township="330399100")
    found = found_in([near], date(2026, 5, 5), date(2026, 5, 19), slot=mine)
    assert [one.begins_at for one in found.best[:3]] == [at(5, 11), at(5, 12), at(5, 13)]
    assert {Why.ANCHOR, Why.WORKDAY, Why.DISTANT, Why.FREE} == whys(found.best[0])
    [close] = found_in([near], date(2026, 5, 8), date(2026, 5, 8), slot=mine).best
    assert Why.CLOSE in whys(close)
    assert sum(reason.points for reason in close.reasons) == close.points == 10
    [far] = found_in([near], date(2026, 9, 8), date(2026, 9, 8), slot=mine).best
    assert far.points == 10 + 2 * 8  # no more than eight weeks count
    alone = found_in([], date(2026, 5, 8), date(2026, 5, 8), slot=mine)
    assert Why.FIRST_HERE in whys(alone.best[0])


def test_the_afternoon_is_taken_where_the_morning_is_not_free():
    needs = {(ClashKind.TEAM, "1"): "桥头队"}
    taken = a_slot(at(5, 18), needs=needs)
    found = found_in([taken], date(2026, 5, 18), date(2026, 5, 18), slot=a_slot(needs=needs))
    assert [one.begins_at for one in found.best] == [at(5, 18, 14)]
    found = found_in(
        [taken], date(2026, 5, 18), date(2026, 5, 18), slot=a_slot(needs=needs), starts=(time(10),)
    )
    assert (found.best, [whys(one) for one in found.refused]) == ((), [{Why.BLOCKED}])


def test_each_day_that_is_none_says_why():
    found = found_in([], date(2026, 5, 1), date(2026, 5, 20), after=at(5, 7, 12), limit=50)
    said = {one.on.day: whys(one) for one in found.refused}
    assert said[1] == {Why.HOLIDAY}
    assert said[10] == {Why.WEEKEND}
    assert said[6] == {Why.PAST}
    assert said[20] == {Why.BLOCKED}
    days = {one.begins_at.day for one in found.best}
    assert days | said.keys() == set(range(1, 21))
    assert 7 in days  # its afternoon is still to come
    assert 9 in days  # a Saturday that is worked


def test_warnings_cost_points():
    lead = {(ClashKind.LEAD, "1"): "县水利局"}
    other = [a_slot(at(5, 18), 9, needs=lead)]
    slot = a_slot(needs=lead)
    [warned] = found_in(other, date(2026, 5, 18), date(2026, 5, 18), slot=slot).best
    assert warned.points == 10 - 15
    assert [one.said(str) for one in warned.reasons if one.why is Why.WARNED] == [
        "县水利局 leads '演练' at the same time."
    ]


def test_a_range_that_is_none_is_refused():
    with pytest.raises(RangeBackwards):
        found_in([], date(2026, 5, 2), date(2026, 5, 1))
    with pytest.raises(RangeTooLong):
        found_in([], date(2026, 1, 1), date(2027, 12, 31))
