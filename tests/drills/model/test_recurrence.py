"""Recurrences mean the days they say, and nonsense is refused in one sentence."""

from datetime import MAXYEAR, date, datetime, time

import pytest
from dateutil.rrule import rrulestr

from commandcenter.drills.model import recurrence
from commandcenter.drills.model.checks import FieldEmpty
from commandcenter.drills.model.year import Series
from commandcenter.kernel.ids import new_id


def a_series(rrule, begins_on=date(2026, 1, 1)):
    return Series(id=new_id(), title="拉动", rrule=rrule, begins_on=begins_on, model_id=new_id())


@pytest.mark.parametrize(
    ("rrule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=2", [(1, 6), (2, 3)]),
        ("rrule:freq=yearly;bymonth=5;bymonthday=12", [(5, 12)]),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260112", [(1, 5), (1, 12)]),
        ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1;", [(1, 31), (7, 31)]),
        ("FREQ=YEARLY;UNTIL=20250101", None),
        ("FREQ=DAILY;BYSETPOS=1;COUNT=1", [(1, 1)]),
        ("FREQ=YEARLY;BYDAY=-1SU;UNTIL=99991231", [(12, 27)]),
    ],
)
def test_a_recurrence_has_its_days(rrule, days):
    if days is None:
        with pytest.raises(recurrence.RecurrenceEmpty):
            recurrence.check(a_series(rrule))
        return
    recurrence.check(a_series(rrule))
    assert list(recurrence.days_in(a_series(rrule), 2026)) == [date(2026, *one) for one in days]


def test_one_without_an_end_is_cut_off_at_the_year():
    daily = a_series("FREQ=DAILY", date(2020, 5, 1))
    assert len(recurrence.days_in(daily, 2026)) == 365
    assert recurrence.days_in(daily, 2020)[0] == date(2020, 5, 1)
    assert recurrence.days_in(daily, 2019) == ()


def test_days_are_the_same_however_far_the_search_is_moved():
    # 1700, 1800, 1900 are no leap years, 2000 is one: the calendar is the same 400 years later.
    for rrule in ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH"):
        for begins_on in (date(1899, 3, 1), date(2024, 2, 29), date(2399, 1, 1), date(9801, 1, 1)):
            series = a_series(rrule, begins_on)
            plain = rrulestr(rrule, dtstart=datetime.combine(begins_on, time()))
            first, last = (date(begins_on.year + 5, *day) for day in ((1, 1), (12, 31)))
            edges = (datetime.combine(day, time()) for day in (first, last))
            wanted = plain.between(*edges, inc=True)
            found = recurrence.days_in(series, first.year)
            assert list(found) == [one.date() for one in wanted]


def test_a_day_that_never_comes_is_sought_for_some_centuries_alone():
    never = a_series("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", date(2025, 1, 5))
    with pytest.raises(recurrence.RecurrenceEmpty):
        recurrence.check(never)
    _, later = recurrence._rule(never, 2026)
    assert MAXYEAR - (2026 + later) < 500  # as far as the search goes


@pytest.mark.parametrize(
    ("rrule", "refused"),
    [
        ("", FieldEmpty),
        ("每月第一个星期二", recurrence.RecurrenceUnreadable),
        ("FREQ=MONTHLY;BYDAY=9TU", recurrence.RecurrenceUnreadable),
        ("FREQ=DAILY;INTERVAL=0", recurrence.RecurrenceUnreadable),
        ("FREQ=DAILY;FREQ=DAILY", recurrence.RecurrenceUnreadable),
        ("INTERVAL=2", recurrence.RecurrenceUnreadable),
        ("FREQ=DAILY;UNTIL=20261399", recurrence.RecurrenceUnreadable),
        ("FREQ=WEEKLY;BYDAY=1TU", recurrence.RecurrenceUnreadable),
        ("FREQ=DAILY\nEXDATE:20260101T000000", recurrence.RecurrenceUnreadable),
        ("FREQ=HOURLY", recurrence.RecurrenceTooFine),
        ("FREQ=DAILY;BYHOUR=8", recurrence.RecurrenceTooFine),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", recurrence.RecurrenceEmpty),
        ("FREQ=DAILY;BYSETPOS=2", recurrence.RecurrenceEmpty),
    ],
)
def test_what_is_no_recurrence_is_refused(rrule, refused):
    with pytest.raises(refused):
        recurrence.check(a_series(rrule))
