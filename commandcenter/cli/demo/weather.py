"""Weather of the invented county, the same for a day whenever it is asked."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import resources
from commandcenter.cli.demo.chance import pick, stream

_HEAVY_MM = 25
_RAIN_MM = 8
_HOT_C = 35
_WARM_C = 30
_FRESH_FORCE = 5
_HUMID_MONTHS = (3, 4, 10, 11)
_WINDS = ("东北风", "东南风", "偏东风", "偏北风", "西北风", "西南风", "偏南风")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """One day's weather.

    Attributes:
        sky: As forecasters say it, such as 中到大雨.
        rain_mm: Mean of the county over the day.
        low_c: Lowest temperature.
        high_c: Highest temperature.
        wind: Direction, such as 东南风.
        force: Beaufort.
        tags: What the day was like for those who answer the phone: dry, damp, rain, heavy, heat …
    """

    sky: str
    rain_mm: int
    low_c: int
    high_c: int
    wind: str
    force: int
    tags: frozenset[str]

    @property
    def text(self) -> str:
        """The line in the head of a shift."""
        return f"{self.sky}，{self.low_c}–{self.high_c} ℃，{self.wind} {self.force} 级"


def weather_on(day: date, *, night: date) -> Weather:
    """Return the weather of a day; the days round the flood *night* are stormy."""
    storm = calendar()["storm"].get(str((day - night).days))
    if storm is not None:
        sky, rain_mm, low, high, wind, force = storm
        return _weather(sky, rain_mm, (low, high), (wind, force), month=day.month)
    return _ordinary(day)


@cache
def calendar() -> dict[str, Any]:
    """Return the seasons, the climate and the storm as they lie in the resources."""
    with resources.path("demo", "calendar.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _ordinary(day: date) -> Weather:
    climate = calendar()["climate"]
    month = day.month - 1
    mood = (_moods(day)[0] + _moods(day - timedelta(days=1))[0]) / 2
    chance = stream("weather", day.isoformat())
    warmth = min((mood - 0.5) * 9 + (chance.random() - 0.5) * 3, 2)
    low = climate["low"][month] + round(warmth)
    high = climate["high"][month] + round((mood - 0.5) * 11 + (chance.random() - 0.5) * 3)
    rain_mm = _rain_mm(day, climate["rain"][month], climate["heavy"][month])
    if rain_mm:
        high -= 3
    sky = _sky(rain_mm, low, mood, chance.random())
    force = 1 + int(chance.random() ** 3 * 6)
    return _weather(
        sky, rain_mm, (low, max(high, low + 3)), (pick(chance, _WINDS), force), month=day.month
    )


def _moods(day: date) -> tuple[float, float]:
    chance = stream("mood", day.isoformat())
    return chance.random(), chance.random()


def _rain_mm(day: date, wet: float, heavy: float) -> int:
    # Half of yesterday's luck carries over: rain comes in spells.
    today, strength = _moods(day)[1], stream("rain", day.isoformat()).random()
    spell = today * 0.7 + _moods(day - timedelta(days=1))[1] * 0.3
    if spell > wet:
        return 0
    if strength < heavy:
        return _HEAVY_MM + int(60 * (1 - strength / heavy) ** 2)
    return 1 + int(23 * strength**2)


def _wetness(rain_mm: int) -> str:
    if rain_mm >= _HEAVY_MM:
        return "heavy"
    if rain_mm >= _RAIN_MM:
        return "rain"
    return "damp" if rain_mm else "dry"


def _sky(rain_mm: int, low: int, mood: float, luck: float) -> str:
    if rain_mm and low <= 0:
        return ("雨夹雪", "小雪")[int(luck * 2)]
    steps = (
        (50, "暴雨"),
        (38, "大到暴雨"),
        (25, "大雨"),
        (16, "中到大雨"),
        (10, "中雨"),
        (4, "小到中雨"),
    )
    for least, sky in steps:
        if rain_mm >= least:
            return sky
    if rain_mm:
        return ("阵雨", "小雨")[int(luck * 2)]
    return ("晴", "晴到多云", "多云", "多云到阴", "阴")[int((1 - mood) * 4 + luck * 0.99)]


def _weather(
    sky: str, rain_mm: int, temperature: tuple[int, int], blow: tuple[str, int], *, month: int
) -> Weather:
    low, high = temperature
    tags = {_wetness(rain_mm)}
    tags |= {"snow"} if "雪" in sky else set()
    tags |= {"heat"} if high >= _HOT_C else set()
    tags |= {"freeze"} if low <= 0 else set()
    tags |= {"windy"} if blow[1] >= _FRESH_FORCE else set()
    tags |= {"thunder"} if rain_mm and high >= _WARM_C else set()
    tags |= {"fog"} if sky in ("阴", "多云到阴") and month in _HUMID_MONTHS else set()
    return Weather(
        sky=sky,
        rain_mm=rain_mm,
        low_c=low,
        high_c=high,
        wind=blow[0],
        force=blow[1],
        tags=frozenset(tags),
    )
