"""Recurrences mean the days they say, and nonsense is refused in one sentence."""

from datetime import date

import pytest

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
