"""Times: stored in UTC, shown in Beijing time."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.kernel.times import (
    BEIJING,
    chinese_date,
    chinese_weekday,
    clock,
    day_of,
    minute,
    now,
    stamp,
    unstamp,
)

moments = st.datetimes(
    datetime(1, 1, 3),  # noqa: DTZ001 - the zones are drawn
    datetime(9999, 12, 29),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, BEIJING, timezone(timedelta(hours=-11, minutes=-30))]),
)


@given(moments)
def test_a_stamp_is_read_back_to_the_microsecond(at):
    assert unstamp(stamp(at)) == at


@given(moments)
def test_a_stamp_has_one_form(at):
    assert stamp(at) == stamp(at.astimezone(UTC))
    assert len(stamp(at)) == len("2026-07-18T14:41:00.000000Z")


def test_a_stamp_keeps_its_zeros():
    at = datetime(2026, 7, 18, 22, 41, tzinfo=BEIJING)
    assert stamp(at) == "2026-07-18T14:41:00.000000Z"


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        stamp(datetime(2026, 7, 18))  # noqa: DTZ001 - that is the point


def test_times_show_as_in_beijing():
    at = datetime(2026, 7, 18, 16, 5, tzinfo=UTC)
    assert (clock(at), minute(at), day_of(at)) == (
        "00:05",
        "2026-07-19 00:05",
        date(2026, 7, 19),
    )


def test_official_dates_have_no_leading_zeros():
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"


def test_a_week_has_its_seven_names():
    names = [chinese_weekday(date(2026, 7, 13) + timedelta(days=day)) for day in range(7)]
    assert names == ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]


def test_the_present_has_a_zone():
    assert now().utcoffset() == timedelta(0)
