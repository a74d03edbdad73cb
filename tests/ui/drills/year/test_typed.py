"""Times of drills as planners type them."""

from datetime import datetime, timedelta

import pytest

from commandcenter.kernel.times import BEIJING
from ui.drills.year_typed import UnreadableWhen, When, read_when, said_when

USUAL = timedelta(hours=2)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("typed", "month", "begin", "end"),
    [
        ("", 0, None, None),
        ("5", 5, None, None),
        ("5月", 5, None, None),
        ("5-12", 5, at(5, 12, 9), at(5, 12, 11)),
        ("5月12日 0830", 5, at(5, 12, 8, 30), at(5, 12, 10, 30)),
        ("\uff15-12 9:00-11:30", 5, at(5, 12, 9), at(5, 12, 11, 30)),
        ("5-12 22:00-02:00", 5, at(5, 12, 22), at(5, 13, 2)),
        ("2026-5-31 2000-0800", 5, at(5, 31, 20), at(6, 1, 8)),
        ("12-31 22:00 - 1-1 2:00", 12, at(12, 31, 22), datetime(2027, 1, 1, 2, tzinfo=BEIJING)),
        ("12-30 9:00 - 12-31 17:00", 12, at(12, 30, 9), at(12, 31, 17)),
    ],
)
def test_a_time_is_read_as_it_is_typed(typed, month, begin, end):
    when = read_when(typed, year=2026, usual=USUAL)
    assert when.month == month
    span = when.span
    assert (span and span.begins_at, span and span.ends_at) == (begin, end)
    assert read_when(said_when(when), year=2026, usual=USUAL) == when


@pytest.mark.parametrize(
    "typed",
    [
        "13",
        "2-30",
        "5-12 25:00",
        "5-12 11:00-9:00",
        "soon",
        "5-12 9",
        "2027-5-12",
        "5-12 9:00 - 5-11 11:00",
    ],
)
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(UnreadableWhen):
        read_when(typed, year=2026, usual=USUAL)


def test_a_day_of_another_year_cannot_be_typed_by_accident():
    assert read_when("2-29", year=2028, usual=USUAL).span is not None
    with pytest.raises(UnreadableWhen):
        read_when("2-29", year=2026, usual=USUAL)
    assert said_when(When(month=5)) == "5"
