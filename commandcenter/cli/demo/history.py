"""The past of the invented county: years of duty log up to the flood night."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count as numbers

from commandcenter.cli.demo import phrases
from commandcenter.cli.demo.callers import Callers
from commandcenter.cli.demo.chance import pick, stream
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.leftovers import leftovers
from commandcenter.cli.demo.mistakes import misheard, put_right
from commandcenter.cli.demo.phrases import Beat, Story, Way
from commandcenter.cli.demo.plan import Almanac, Day, days, targets
from commandcenter.cli.demo.recording import Past, Recording
from commandcenter.cli.demo.rota import PATTERN, swap_on
from commandcenter.cli.demo.scene import DAY_MINUTES, LUCK_BITS, Scene, short_date, towns_of
from commandcenter.cli.demo.timeline import MINUTE_US, Timeline
from commandcenter.duty.model.shift import Shift

SEED = 330_399
_Job = Callable[[int], Past]

# The last minutes before the flood night belong to its script.
_SCRIPT_MINUTES = 40
_TIDY_MINUTES = 6
_MISHEARD = 0.03
_CORRECTION_MINUTES = (3, 40)
_TRIES = 20
_FIRST_MINUTE = 8 * 60
_SWAP_NOTICE_DAYS = 2
_SWAP_MINUTE = 9 * 60
_HEARD = (Way.TELL, Way.PASS, Way.FULL, Way.NOTE)
_SPOKEN = ("township", "village", "citizen", "bureau")


def entries(
    county: County, shifts: Sequence[Shift], *, count: int, seed: int = SEED
) -> Iterator[Past]:
    """Yield exactly so many entries, oldest first, no two at the same moment.

    They fill the shifts from the first start to shortly before the last end. A few matters of
    the last days are left open; everything else is finished by then.

    Args:
        shifts: Without gaps, oldest first; the last one ends with the flood night's handover.

    Raises:
        ValueError: *count* is too small to hold what is left open.
    """
    return _History(county, shifts, count, seed).run()


class _History:
    def __init__(self, county: County, shifts: Sequence[Shift], count: int, seed: int) -> None:
        chance = stream("history", seed)
        self._chance = chance
        self._county = county
        self._timeline = Timeline(shifts)
        self._until = self._timeline.microsecond(shifts[-1].end_at) - _SCRIPT_MINUTES * MINUTE_US
        self._limit = self._until - _TIDY_MINUTES * MINUTE_US
        callers = Callers(county, chance)
        self._recording = Recording(self._timeline, callers, chance, until=self._until)
        self._book = phrases.load(chance)
        self._almanac = Almanac(self._book, chance)
        self._towns = towns_of(county)
        self._days = tuple(days(shifts[0].day, shifts[-1].day, night=shifts[-1].day))
        self._jobs: list[tuple[int, int, _Job]] = []
        self._numbers = numbers()
        self._left = count
        open_matters = leftovers(county, shifts)
        self._planned = len(open_matters)
        for past in open_matters:
            self._put(self._timeline.microsecond(past.recorded_at), partial(_as_written, past))
        if self._planned > count:
            raise ValueError(f"{count} entries cannot hold what is left open")

    def run(self) -> Iterator[Past]:
        """Yield the entries day by day; only one day's jobs are kept in memory."""
        activities = [day.activity for day in self._days]
        activities[-1] /= 2
        last = 0
        for number, target in enumerate(targets(activities, self._left)):
            self._plan(number, target)
            end = ((number + 1) * DAY_MINUTES + _FIRST_MINUTE) * MINUTE_US
            while self._jobs and self._jobs[0][0] < end:
                at, _, job = heappop(self._jobs)
                last = max(at, last + 1)
                yield job(last)

    def _plan(self, number: int, target: int) -> None:
        """Put down what happens on a day, until *target* entries are planned in all."""
        day = self._days[number]
        self._plan_swaps(number, day, target)
        for minute, story in self._almanac.routines(day, target - self._planned):
            at = self._microsecond(number, minute)
            if self._planned < target and at < self._limit:
                self._tell(story.beats, self._scene(story, day), at)
        while self._planned < target:
            story = self._almanac.story(day)
            beats = (
                story.beats if self._planned + len(story.beats) <= self._left else story.beats[:1]
            )
            self._tell(beats, self._scene(story, day), self._start(story, number))

    def _plan_swaps(self, number: int, day: Day, target: int) -> None:
        later = day.day + timedelta(days=_SWAP_NOTICE_DAYS)
        for watch, pattern in enumerate(PATTERN):
            swap = swap_on(self._county, later, watch, night=self._days[-1].day)
            at = self._microsecond(number, _SWAP_MINUTE + int(self._chance.random() * 300))
            if swap and self._planned < target and at < self._limit:
                scene = self._scene(self._book.swap, day)
                names = (swap.absent.name, swap.stand_in.name)
                scene.extra = (*names, short_date(later), pattern.name)
                self._tell(self._book.swap.beats, scene, at)

    def _microsecond(self, number: int, minute: int) -> int:
        return int((number * DAY_MINUTES + minute + self._chance.random()) * MINUTE_US)

    def _start(self, story: Story, number: int) -> int:
        """Return when a story begins, so that it is over before the script takes over."""
        span = story.longest * MINUTE_US
        for _ in range(_TRIES):
            start = self._microsecond(number, self._almanac.minute(story))
            if start + span < self._limit:
                return start
        return self._limit - span - int((1 + self._chance.random() * 60) * MINUTE_US)

    def _tell(self, beats: tuple[Beat, ...], scene: Scene, at: int) -> None:
        is_misheard = self._can_mishear(beats[0], at)
        # The correction gets its place now, although it is written only after the mistake.
        self._planned += len(beats) + is_misheard
        for beat in beats:
            at += self._between(beat.after)
            record = self._mishear if is_misheard and beat is beats[0] else self._recording.record
            self._put(at, partial(record, beat, scene))

    def _between(self, minutes: tuple[int, int]) -> int:
        least, most = minutes
        if not most:
            return 0
        return int((least + self._chance.random() * (most - least)) * MINUTE_US)

    def _put(self, at: int, job: _Job) -> None:
        heappush(self._jobs, (at, next(self._numbers), job))

    def _can_mishear(self, beat: Beat, at: int) -> bool:
        return (
            self._chance.random() < _MISHEARD
            and beat.way in _HEARD
            and beat.source in _SPOKEN
            and self._planned + 2 <= self._left
            and at + _CORRECTION_MINUTES[1] * MINUTE_US < self._limit
        )

    def _mishear(self, beat: Beat, scene: Scene, at: int) -> Past:
        mistake = misheard(self._recording.record(beat, scene, at), scene, self._chance)
        later = at + self._between(_CORRECTION_MINUTES)
        self._put(later, partial(put_right, mistake, timeline=self._timeline, chance=self._chance))
        return mistake.heard

    def _scene(self, story: Story, day: Day) -> Scene:
        scene = Scene(
            town=pick(self._chance, self._towns),
            luck=self._chance.getrandbits(LUCK_BITS),
            weather=day.weather,
            tomorrow=day.tomorrow,
            day=day.day,
        )
        if story.figures:
            scene.figures = tuple(figure(scene) for figure in story.figures)
        return scene


def _as_written(past: Past, _at: int) -> Past:
    return past
