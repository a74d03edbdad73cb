"""Periods over the new year, short Februaries, and the holidays of China."""

from datetime import date

import pytest

from commandcenter.drills.model.checks import FigureOutOfRange
from commandcenter.drills.model.days_off import days_off
from commandcenter.drills.model.periods import check, stretches
from commandcenter.drills.model.year import Period, PeriodKind
from commandcenter.drills.store.year import shipped_periods, shipped_rules
from commandcenter.kernel.ids import new_id


def a_period(begin, end, year=None, **fields):
    usual = {"id": new_id(), "kind": PeriodKind.RISK, "title": "汛期", "year": year}
    days = {"from_month": begin[0], "from_day": begin[1], "to_month": end[0], "to_day": end[1]}
    return Period(**usual | days | fields)


def spans(period, year):
    return [(one.first, one.last) for one in stretches([period], year)]


def test_a_period_over_the_new_year_has_two_parts_in_each():
    winter = a_period((12, 20), (2, 29))
    assert spans(winter, 2025) == [
        (date(2025, 1, 1), date(2025, 2, 28)),
        (date(2025, 12, 20), date(2025, 12, 31)),
    ]
    assert spans(a_period((12, 20), (1, 5), year=2025), 2026) == [
        (date(2026, 1, 1), date(2026, 1, 5))
    ]
    assert spans(a_period((5, 1), (5, 2), year=2025), 2026) == []
    assert spans(a_period((5, 1), (5, 2), is_active=False), 2026) == []


@pytest.mark.parametrize(("begin", "end"), [((0, 1), (1, 1)), ((2, 30), (3, 1)), ((1, 1), (4, 31))])
def test_a_day_that_no_calendar_has_is_refused(begin, end):
    with pytest.raises(FigureOutOfRange):
        check(a_period(begin, end))


def test_what_comes_with_the_program_is_sound_and_says_where_it_comes_from():
    for one in shipped_periods():
        check(one)
        assert one.basis
    assert all("未" in one.basis for one in shipped_rules())
    assert {one.kind for one in shipped_periods()} == set(PeriodKind)


def test_holidays_and_workdays_are_those_that_were_announced():
    found = days_off(2025)
    assert found.is_known
    assert found.holidays[date(2025, 10, 1)] == "国庆节"
    assert found.workdays[date(2025, 9, 28)] == "国庆节"
    working = {date(2025, 9, 28): True, date(2025, 10, 8): False, date(2025, 9, 27): False}
    assert {day: found.is_working_day(day) for day in working} == working


def test_a_year_that_was_not_announced_is_not_guessed():
    found = days_off(2060)
    assert (found.is_known, found.holidays, found.workdays) == (False, {}, {})
    assert found.is_working_day(date(2060, 10, 1))
