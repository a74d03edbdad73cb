"""Charts of the review of a drill: planned against actual, and scores of groups."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from commandcenter.documents.figures import Bar, Figure, Label, Part, Rule, Shape, Sign
from commandcenter.drills.model.clock import Pause, Standing
from commandcenter.drills.model.merging import Bounds, GroupResult, tenths
from commandcenter.drills.model.review import PlayedLine
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_, Translate

# So many lines of the script stand in one figure; the next ones follow in a further one.
LINES_PER_FIGURE = 34

_ROW = 15.0
_NAMES = 0.34  # of the width
_LATE_ROOM = 52.0
_HEAD = 32.0
_GAP = 6.0
_SIZE = 9.0
_SMALL = 8.0
_PAUSE_GRAY = 0.88
_BAR_GRAY = 0.55
_BAR_BACK = 0.93
_PERCENT_ROOM = 40.0
_FEWEST_TICKS = 6
_STEPS_MIN = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440)
_MINUTE_S = 60

_PLANNED = N_("Planned")
_ACTUAL = N_("Actual")
_PAUSED = N_("Pause of the drill")
_NAMED = N_("{number} {title}")
_LATE = N_("{minutes} min {seconds:02} s late")
_EARLY = N_("{minutes} min {seconds:02} s early")
_IN_TIME = N_("On time")
STANDING_WORDS: dict[Standing, str] = {
    Standing.WAITING: N_("Branch not opened"),
    Standing.PENDING: N_("Not delivered"),
    Standing.HELD: N_("Held back"),
    Standing.DELIVERED: N_("Delivered"),
    Standing.SKIPPED: N_("Skipped"),
}


def lateness(line: PlayedLine, words: Translate) -> tuple[str, ...]:
    """Return by how much a line came late or early each time, and where it was left instead."""
    said = [_off(line.late_s(one), words) for one in line.deliveries]
    if line.standing is not Standing.DELIVERED:
        said.append(words(STANDING_WORDS[line.standing]))
    return tuple(said)


def _off(late_s: int, words: Translate) -> str:
    if late_s == 0:
        return words(_IN_TIME)
    minutes, seconds = divmod(abs(late_s), _MINUTE_S)
    return words(_LATE if late_s > 0 else _EARLY).format(minutes=minutes, seconds=seconds)


def timelines(
    lines: Sequence[PlayedLine], pauses: Sequence[Pause], *, width: float, words: Translate
) -> list[Figure]:
    """Return the figures of when lines were planned and when they came; none without a time."""
    planned = [one.planned_at for one in lines if one.planned_at is not None]
    times = [*planned, *(each.at for one in lines for each in one.deliveries)]
    if not times:
        return []
    scale = _Scale(min(times), max(times), width)
    return [
        _timeline(lines[start : start + LINES_PER_FIGURE], pauses, scale, words)
        for start in range(0, len(lines), LINES_PER_FIGURE)
    ]


class _Scale:
    """Between times and points from the left."""

    def __init__(self, first: datetime, last: datetime, width: float) -> None:
        self.left, self.right = width * _NAMES, width - _LATE_ROOM
        span_s = max((last - first).total_seconds(), _MINUTE_S)
        minutes = next(
            (step for step in _STEPS_MIN if span_s / _MINUTE_S / step <= _FEWEST_TICKS),
            _STEPS_MIN[-1],
        )
        self._step = timedelta(minutes=minutes)
        step_s = minutes * _MINUTE_S
        self._first = datetime.fromtimestamp(first.timestamp() // step_s * step_s, first.tzinfo)
        self._span = max(last - self._first, timedelta(minutes=1))

    def x(self, at: datetime) -> float:
        """Return where a time stands; what lies outside stands at the edge."""
        share = min(max((at - self._first) / self._span, 0), 1)
        return self.left + share * (self.right - self.left)

    def ticks(self) -> list[datetime]:
        """Return the times that are named."""
        count = int(self._span / self._step)
        return [self._first + self._step * n for n in range(count + 1)]


def _timeline(
    lines: Sequence[PlayedLine], pauses: Sequence[Pause], scale: _Scale, words: Translate
) -> Figure:
    bottom, top = 0.0, len(lines) * _ROW
    parts: list[Part] = []
    for one in pauses:
        begin = scale.x(one.began_at)
        end = scale.right if one.ended_at is None else scale.x(one.ended_at)
        parts.append(Bar(begin, bottom, max(end - begin, 1), top, gray=_PAUSE_GRAY))
    for at in scale.ticks():
        parts.append(Rule(scale.x(at), bottom, scale.x(at), top + 3))
        parts.append(Label(scale.x(at), top + 5, clock(at), align="center", size=_SMALL))
    parts += _legend(top + 19, scale, words, with_pauses=bool(pauses))
    for place, line in enumerate(lines, start=1):
        parts += _row(line, top - place * _ROW, scale, words)
    parts.append(Rule(0, top, scale.right + _LATE_ROOM, top))
    parts.append(Rule(0, bottom, scale.right + _LATE_ROOM, bottom))
    return Figure(height=top + _HEAD, parts=tuple(parts))


def _legend(y: float, scale: _Scale, words: Translate, *, with_pauses: bool) -> list[Part]:
    parts: list[Part] = []
    x = scale.left
    for shape, text in ((Shape.RING, words(_PLANNED)), (Shape.DOT, words(_ACTUAL))):
        parts += [Sign(x + 3, y + 3, shape), Label(x + 10, y, text, size=_SMALL)]
        x += 62
    if with_pauses:
        parts.append(Bar(x, y - 1, 12, 8, gray=_PAUSE_GRAY))
        parts.append(Label(x + 16, y, words(_PAUSED), size=_SMALL))
    return parts


def _row(line: PlayedLine, y: float, scale: _Scale, words: Translate) -> list[Part]:
    middle, baseline = y + _ROW / 2, y + 4.5
    name = words(_NAMED).format(number=line.inject.number, title=line.inject.title)
    parts: list[Part] = [Label(0, baseline, name, size=_SIZE, room=scale.left - _GAP)]
    if line.planned_at is not None and line.actual_at is not None:
        begin, end = sorted((scale.x(line.planned_at), scale.x(line.actual_at)))
        if end - begin > _GAP:
            parts.append(Rule(begin + 3, middle, end - 3, middle))
    if line.planned_at is not None:
        parts.append(Sign(scale.x(line.planned_at), middle, Shape.RING))
    parts += [Sign(scale.x(one.at), middle, Shape.DOT) for one in line.deliveries]
    says = lateness(line, words)[-1]
    right = scale.right + _LATE_ROOM
    parts.append(
        Label(right, baseline, says, align="right", size=_SMALL - 1, room=_LATE_ROOM - _GAP)
    )
    return parts


def group_bars(
    groups: Sequence[tuple[str, GroupResult]], bounds: Bounds, *, width: float
) -> Figure:
    """Return the figure of what each group of items came to, with its name.

    Args:
        bounds: Drawn as lines through all bars.
    """
    left, right = width * _NAMES, width - _PERCENT_ROOM
    height = len(groups) * _ROW
    parts: list[Part] = []
    for place, (name, group) in enumerate(groups, start=1):
        y = height - place * _ROW
        parts.append(Label(0, y + 4.5, name, size=_SIZE, room=left - _GAP))
        parts.append(Bar(left, y + 3, right - left, _ROW - 6, gray=_BAR_BACK))
        says = "—"
        if group.percent is not None:
            share = float(group.percent) / 100
            parts.append(Bar(left, y + 3, (right - left) * share, _ROW - 6, gray=_BAR_GRAY))
            says = f"{tenths(group.percent)}%"
        parts.append(Label(width, y + 4.5, says, align="right", size=_SIZE))
    for bound in (bounds.fair, bounds.good, bounds.excellent):
        x = left + (right - left) * bound / 100
        parts.append(Rule(x, 0, x, height + 3))
        parts.append(Label(x, height + 5, f"{bound}", align="center", size=_SMALL))
    return Figure(height=height + 16, parts=tuple(parts))
