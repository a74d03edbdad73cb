"""The language of the window."""

from datetime import UTC, datetime

import pytest

from commandcenter.kernel.times import day_of
from ui.widgets import words
from ui.widgets.times import ago, countdown, day_and_weekday, span


def test_the_window_speaks_chinese_until_told_otherwise():
    assert words.tr("Live") == "实时"
    words.use("en")
    assert words.tr("Live") == "Live"


@pytest.mark.parametrize(
    ("seconds", "chinese"),
    [
        (0.4, "刚刚"),
        (1, "1 秒前"),
        (59.9, "59 秒前"),
        (60, "1 分钟前"),
        (3_599, "59 分钟前"),
        (3_600, "1 小时前"),
        (86_400, "1 天前"),
    ],
)
def test_an_age_is_said_in_the_largest_whole_unit(seconds, chinese):
    assert ago(seconds) == chinese


@pytest.mark.parametrize(
    ("seconds", "chinese"),
    [(40, "40 秒"), (60, "1 分"), (33_240, "9 小时 14 分"), (-5, "0 秒")],
)
def test_a_duration_is_said_to_the_minute(seconds, chinese):
    assert span(seconds) == chinese


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(1_267.9, "00:21:07"), (0.5, "00:00:00"), (-190.2, "-00:03:10"), (360_000, "100:00:00")],
)
def test_a_running_time_keeps_its_width_and_tells_when_it_is_over(seconds, shown):
    assert countdown(seconds) == shown


def test_the_day_is_that_of_beijing_in_either_language():
    day = day_of(datetime(2026, 7, 18, 17, tzinfo=UTC))
    assert day_and_weekday(day) == ("7月19日", "星期日")
    words.use("en")
    assert day_and_weekday(day) == ("19 Jul", "Sun")
