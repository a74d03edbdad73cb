"""How a story becomes entries: who writes it down, when, and what is done about it."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import NamedTuple

from commandcenter.cli.demo.callers import Callers
from commandcenter.cli.demo.chance import id_of_millisecond
from commandcenter.cli.demo.phrases import Beat, Line, Way
from commandcenter.cli.demo.scene import DAY_MINUTES, Scene
from commandcenter.cli.demo.slots import Fill
from commandcenter.cli.demo.timeline import MINUTE_US, SECOND_US, Timeline, Watchkeepers
from commandcenter.duty.model.entry import Draft, EntryKind, Handling, Step, Urgency
from commandcenter.duty.model.shift import Member, Shift

_HAPPENS_BEFORE = {EntryKind.CALL_IN, EntryKind.INCIDENT, EntryKind.HOTSPOT, EntryKind.TIP}
_KNOWS_WHEN = 0.6
_IS_LATE = 0.06
_SPREAD_DEGREES = 0.012
_DUE_GRID = 10
_CAN_WAIT = 180
_OFFICE = (8, 21)
_MORNING = 9 * 60

# Place in words, code of the area, longitude, latitude.
_Where = tuple[str, str, float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An entry as it was recorded at the time.

    Attributes:
        received_at: As in the draft.
        recorder: Member of the shift who wrote it.
        later_steps: Handling done after it was recorded, in order.
    """

    draft: Draft
    received_at: datetime
    recorded_at: datetime
    recorder: Member
    shift: Shift
    later_steps: tuple[Handling, ...] = ()


class _Times(NamedTuple):
    received: int
    at: int
    due: int
    received_at: datetime
    recorded_at: datetime


class Recording:
    """Writes entries down."""

    def __init__(self, timeline: Timeline, callers: Callers, chance: Random, *, until: int) -> None:
        self._timeline = timeline
        self._callers = callers
        self._chance = chance
        self._random = chance.random
        self._until = until

    def record(self, beat: Beat, scene: Scene, at: int) -> Past:
        """Return the entry that somebody on watch writes at this microsecond."""
        random = self._random
        watch = self._timeline.watch(at)
        recorder = watch.recorders[int(random() * len(watch.recorders))]
        received = self._received(at)
        self._enter(scene, beat, watch, recorder.name, received)
        line = beat.lines[int(random() * len(beat.lines))]
        times = _Times(
            received, at, received + scene.due_minutes * MINUTE_US,
            self._timeline.moment(received), self._timeline.moment(at),
        )  # fmt: skip
        content = line.fill(scene)
        where = self._where(beat, line, scene)
        early, late = self._steps(beat, line, scene, times, watch)
        return Past(
            draft=self._draft(beat, scene, content, where, times, early),
            received_at=times.received_at,
            recorded_at=times.recorded_at,
            recorder=recorder,
            shift=watch.shift,
            later_steps=late,
        )

    def _received(self, at: int) -> int:
        random = self._random
        seconds = 20 + random() * 200
        if random() < _IS_LATE:
            seconds += 600 + random() * 1200
        return (at - int(seconds * SECOND_US)) // MINUTE_US * MINUTE_US

    def _enter(
        self, scene: Scene, beat: Beat, watch: Watchkeepers, recorder: str, now: int
    ) -> None:
        scene.crew = watch.crew
        scene.recorder = recorder
        self._set_time(scene, now)
        scene.caller = self._callers.of(beat, scene)
        scene.due_minutes = self._due_minutes(beat.due, scene.minute) if beat.due else 0

    def _due_minutes(self, span: tuple[int, int], now: int) -> int:
        minutes = span[0] + int(self._random() * (span[1] - span[0]))
        minutes += -(now + minutes) % _DUE_GRID
        hour = (now + minutes) % DAY_MINUTES // 60
        if minutes >= _CAN_WAIT and not _OFFICE[0] <= hour < _OFFICE[1]:
            # Nobody sets a deadline in the middle of the night if it can wait until the morning.
            minutes += (_MORNING - now - minutes) % DAY_MINUTES
            minutes += int(self._random() * 4) * 30
        return minutes

    def _set_time(self, scene: Scene, at: int) -> None:
        number, scene.minute = divmod(at // MINUTE_US, DAY_MINUTES)
        scene.day = self._timeline.day(number)

    def _where(self, beat: Beat, line: Line, scene: Scene) -> _Where:
        if line.place is None:
            return "", "", None, None
        village = scene.town.villages[scene.village]
        code = village.code if line.names_village else scene.town.marks.code
        if not beat.has_point:
            return line.place(scene), code, None, None
        lon = round(village.lon + (self._random() - 0.5) * _SPREAD_DEGREES, 5)
        lat = round(village.lat + (self._random() - 0.5) * _SPREAD_DEGREES, 5)
        return line.place(scene), code, lon, lat

    def _draft(
        self,
        beat: Beat,
        scene: Scene,
        content: str,
        where: _Where,
        times: _Times,
        steps: tuple[Handling, ...],
    ) -> Draft:
        caller, has_due = scene.caller, bool(scene.due_minutes)
        return Draft(
            id=id_of_millisecond(self._timeline.millisecond(times.at) - 40_000, self._chance),
            content=content,
            kind=beat.kind,
            direction=beat.direction,
            channel=beat.channel,
            occurred_at=self._occurred_at(beat, times.received),
            received_at=times.received_at,
            org=caller.org,
            name=caller.name,
            post=caller.post,
            phone=caller.phone,
            place=where[0],
            area_code=where[1],
            lon=where[2],
            lat=where[3],
            reported_to=self._reported_to(beat, scene) if beat.reported else "",
            urgency=beat.urgency,
            is_internal=beat.is_internal,
            steps=steps,
            owner=scene.recorder if has_due else "",
            due_at=self._timeline.moment(times.due) if has_due else None,
        )

    def _reported_to(self, beat: Beat, scene: Scene) -> str:
        return beat.reported[int(self._random() * len(beat.reported))](scene)

    def _occurred_at(self, beat: Beat, received: int) -> datetime | None:
        if beat.kind not in _HAPPENS_BEFORE or self._random() > _KNOWS_WHEN:
            return None
        return self._timeline.moment(received - (2 + int(self._random() * 30)) * MINUTE_US)

    def _steps(
        self, beat: Beat, line: Line, scene: Scene, times: _Times, watch: Watchkeepers
    ) -> tuple[tuple[Handling, ...], tuple[Handling, ...]]:
        """Return what was done by the time of writing, and what afterwards."""
        way, by, results = beat.way, scene.recorder, line.results or beat.results
        if way is Way.DONE or way is Way.NOTE:
            done = self._done(results, scene, times.recorded_at)
            if way is Way.DONE:
                return (done,), ()
            return (Handling(step=Step.TAKE, at=times.received_at, by=by), done), ()
        early = self._early(beat, scene, times)
        end = self._end(beat, times)
        if way is not Way.FULL:
            return early, (self._follow(results, scene, end, watch),)
        forward = self._forward(beat, scene, times.at + (end - times.at) // 8)
        return early, (forward, self._follow(results, scene, end, watch))

    def _early(self, beat: Beat, scene: Scene, times: _Times) -> tuple[Handling, ...]:
        by = scene.recorder
        if beat.way is Way.OUT:
            to = scene.caller.org or self._to(beat, scene)
            return (Handling(step=Step.FORWARD, at=times.received_at, by=by, to=to),)
        take = Handling(step=Step.TAKE, at=times.received_at, by=by)
        if beat.way is Way.PASS:
            to = self._to(beat, scene)
            return take, Handling(step=Step.FORWARD, at=times.recorded_at, by=by, to=to)
        to = _told(scene, beat)
        return take, Handling(step=Step.REPORT, at=times.recorded_at, by=by, to=to)

    def _to(self, beat: Beat, scene: Scene) -> str:
        return beat.to[int(self._random() * len(beat.to))](scene)

    def _forward(self, beat: Beat, scene: Scene, at: int) -> Handling:
        to, moment = self._to(beat, scene), self._timeline.moment(at)
        return Handling(step=Step.FORWARD, at=moment, by=scene.recorder, to=to)

    def _end(self, beat: Beat, times: _Times) -> int:
        """Return when it was finished; nothing is finished after the end of the history."""
        at, (least, most) = times.at, beat.wait
        if beat.due:
            end = at + int((times.due - at) * (0.35 + 0.66 * self._random()))
        else:
            end = at + int((least + self._random() * (most - least)) * MINUTE_US)
        if end < self._until:
            return end
        return at + int((self._until - at) * (0.2 + 0.7 * self._random()))

    def _done(self, results: tuple[Fill, ...], scene: Scene, at: datetime) -> Handling:
        result = results[int(self._random() * len(results))](scene)
        return Handling(step=Step.FOLLOW, at=at, by=scene.recorder, result=result)

    def _follow(
        self, results: tuple[Fill, ...], scene: Scene, at: int, written: Watchkeepers
    ) -> Handling:
        self._set_time(scene, at)
        watch, by = self._timeline.watch(at), scene.recorder
        if watch is not written:
            by = watch.recorders[int(self._random() * len(watch.recorders))].name
        result = results[int(self._random() * len(results))](scene)
        return Handling(step=Step.FOLLOW, at=self._timeline.moment(at), by=by, result=result)


def _told(scene: Scene, beat: Beat) -> str:
    is_small = beat.urgency is Urgency.ROUTINE and beat.way is Way.TELL
    return (
        scene.crew.chief if is_small and scene.recorder != scene.crew.chief else scene.crew.leader
    )
