"""When things happen: the rhythm of the day and the year."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from commandcenter.cli.demo.chance import stream
from commandcenter.cli.demo.phrases import Book, Routine, Story
from commandcenter.cli.demo.season import tags_of
from commandcenter.cli.demo.weather import Weather, weather_on

_HOUR = 60
_FIRST_HOUR = 8
_FULL_DAY = 20

# Likelihood of each hour of the day, from 00 to 23.
_RHYTHMS = {
    "any": (5, 4, 3, 3, 3, 5, 9, 14, 20, 22, 22, 20, 14, 15, 19, 21, 21, 20, 17, 16, 15, 13, 10, 7),
    "day": (0, 0, 0, 0, 0, 2, 7, 14, 20, 22, 22, 19, 12, 14, 19, 21, 21, 20, 16, 13, 10, 6, 3, 1),
    "afternoon": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 8, 12, 18, 20, 22, 22, 18, 8, 2, 0, 0, 0, 0),
    "office": (0, 0, 0, 0, 0, 0, 0, 0, 14, 22, 22, 16, 2, 8, 20, 22, 20, 10, 0, 0, 0, 0, 0, 0),
}
_BUSY = {"heavy": 0.5, "rain": 0.12, "snow": 0.35, "spring": 0.15, "heat": 0.08, "windy": 0.06}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of duty: from 08:00 to 08:00."""

    day: date
    weather: Weather
    tomorrow: Weather
    tags: frozenset[str]

    @property
    def activity(self) -> float:
        """How much there is to write down, compared with an ordinary day."""
        busy = 1 + sum(more for tag, more in _BUSY.items() if tag in self.tags)
        return busy * (0.85 + 0.3 * stream("activity", self.day.isoformat()).random())


def days(first: date, last: date, *, night: date) -> Iterator[Day]:
    """Yield the days from first to last."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        weather = weather_on(day, night=night)
        yield Day(
            day=day,
            weather=weather,
            tomorrow=weather_on(day + timedelta(days=1), night=night),
            tags=weather.tags | tags_of(day),
        )


class Almanac:
    """Says what happens on a day, and at which minute."""

    def __init__(self, book: Book, chance: Random) -> None:
        self._book = book
        self._chance = chance
        self._hours = {name: list(accumulate(hours)) for name, hours in _RHYTHMS.items()}
        self._suitable: dict[frozenset[str], tuple[list[float], tuple[Story, ...]]] = {}

    def routines(self, day: Day, quota: int) -> Iterator[tuple[int, Story]]:
        """Yield what is written down at its fixed time, with its minute.

        A day with a small quota has fewer of them, so that something else happens, too.
        """
        share = min(1.0, quota / _FULL_DAY)
        for routine in self._book.routines:
            is_today = self._chance.random() < routine.likelihood * share
            if is_today and routine.story.suits(day.tags):
                yield self._near(routine), routine.story

    def story(self, day: Day) -> Story:
        """Return something that happens on such a day."""
        sums, stories = self._stories(day.tags)
        return stories[bisect_right(sums, self._chance.random() * sums[-1])]

    def minute(self, story: Story) -> int:
        """Return when it begins, in minutes from 00:00 of the day of duty; past 24:00 is night."""
        sums = self._hours[story.hours]
        hour = bisect_right(sums, self._chance.random() * sums[-1])
        if hour < _FIRST_HOUR:
            hour += 24
        return hour * _HOUR + int(self._chance.random() * _HOUR)

    def _near(self, routine: Routine) -> int:
        minute = routine.minute + int((self._chance.random() * 2 - 1) * routine.jitter)
        # 08:00 is the start of the watch: a routine at 08:01 must not slip before it.
        first = _FIRST_HOUR * _HOUR
        return minute if minute >= first else minute + 24 * _HOUR

    def _stories(self, tags: frozenset[str]) -> tuple[list[float], tuple[Story, ...]]:
        if tags not in self._suitable:
            stories = tuple(story for story in self._book.stories if story.suits(tags))
            self._suitable[tags] = (list(accumulate(_share(story) for story in stories)), stories)
        return self._suitable[tags]


def targets(activities: list[float], count: int) -> list[int]:
    """Return how many entries there are by the end of each day; *count* at the end of the last."""
    total = sum(activities)
    return [round(count * sofar / total) for sofar in accumulate(activities)]


def _share(story: Story) -> float:
    # Long stories are told less often, otherwise they would fill the log.
    return story.weight / len(story.beats)
