"""Seasons and weather of the invented county."""

from datetime import date, timedelta

import pytest

from commandcenter.cli.demo.season import tags_of
from commandcenter.cli.demo.weather import weather_on

NIGHT = date(2026, 7, 18)


@pytest.mark.parametrize(
    ("day", "tag"),
    [
        (date(2026, 7, 18), "flood"),
        (date(2026, 7, 18), "typhoon"),
        (date(2026, 1, 10), "fire"),
        (date(2025, 11, 1), "fire"),
        (date(2026, 2, 17), "spring"),
        (date(2026, 2, 10), "spring"),
        (date(2026, 10, 7), "national"),
        (date(2026, 6, 7), "exam"),
    ],
)
def test_a_day_knows_its_periods(day: date, tag: str):
    assert tag in tags_of(day)


@pytest.mark.parametrize(
    ("day", "tag"),
    [(date(2026, 1, 10), "flood"), (date(2026, 7, 18), "fire"), (date(2026, 2, 9), "spring")],
)
def test_a_day_outside_a_period_does_not_belong_to_it(day: date, tag: str):
    assert tag not in tags_of(day)


def test_the_days_round_the_night_are_stormy():
    assert "heavy" in weather_on(NIGHT, night=NIGHT).tags
    assert "heavy" in weather_on(NIGHT - timedelta(days=1), night=NIGHT).tags


def test_summer_is_warmer_than_winter_and_wetter_than_autumn():
    year = [date(2025, 1, 1) + timedelta(days=number) for number in range(365)]
    weather = {day: weather_on(day, night=NIGHT) for day in year}

    def mean(values: list[int]) -> float:
        return sum(values) / len(values)

    assert min(weather[day].low_c for day in year if day.month in (7, 8)) > 15
    assert mean([weather[day].high_c for day in year if day.month == 1]) < 15
    june = mean([weather[day].rain_mm for day in year if day.month == 6])
    assert june > mean([weather[day].rain_mm for day in year if day.month in (10, 11)])


def test_a_weather_line_reads_like_a_forecast():
    assert weather_on(NIGHT, night=NIGHT).text == "大到暴雨，23–27 ℃，偏东风 4 级"
