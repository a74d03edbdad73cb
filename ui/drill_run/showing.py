"""From a drill as it was read to what its console shows of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from commandcenter.drills.model import clock
from commandcenter.drills.model.clock import ScriptLine, Standing
from commandcenter.drills.service.course import Run
from ui.drill_run import line_list, words
from ui.drill_run.line_card import Front
from ui.drill_run.line_list import LineRow
from ui.drill_run.reading import Action, Reading
from ui.drill_run.timeline import Mark, Picture


def picture(run: Run, actions: Sequence[Action], now: datetime) -> Picture:
    """Return the timeline of a drill."""
    course, drill = run.course, run.drill
    since = course.began_at or drill.begins_at or now
    coming = clock.next_line(course, run.injects)
    next_id = coming.inject.id if coming is not None and course.is_running else None
    tracks: dict[str, list[datetime]] = defaultdict(list)
    for one in actions:
        tracks[one.unit].append(one.at)
    # Whoever did most stands on top, for there is not room for everybody.
    ordered = sorted(tracks.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return Picture(
        since=since,
        until=course.ended_at or since,
        marks=tuple(
            Mark(
                line=one,
                planned_at=course.planned_at(one.inject)
                or since + timedelta(seconds=one.inject.offset_s),
                is_next=one.inject.id == next_id,
            )
            for one in run.lines()
        ),
        pauses=course.pauses(),
        tracks=dict(ordered),
        is_over=not course.is_running,
    )


def rows(run: Run) -> list[LineRow]:
    """Return the lines of the script as the list shows them."""
    coming = clock.next_line(run.course, run.injects)
    next_id = coming.inject.id if coming is not None and run.course.is_running else None
    shown = []
    for one in run.lines():
        is_next = one.inject.id == next_id
        time = words.moment(one, run.course.planned_at(one.inject))
        is_over = run.course.ended_at is not None
        state = words.standing(one, is_next=is_next, is_over=is_over)
        shown.append(line_list.row_of(one, time=time, state=state, is_next=is_next))
    return shown


def front_of(found: Reading, run: Run, line: ScriptLine) -> Front:
    """Return a line as the card shows it, with the branch that has to do with it."""
    coming = clock.next_line(run.course, run.injects)
    branch, condition = _branch(run, line)
    return Front(
        line=line,
        course=run.course,
        is_next=coming is not None and coming.inject.id == line.inject.id,
        objectives=found.objectives,
        branch=branch,
        condition=condition,
    )


def _branch(run: Run, line: ScriptLine) -> tuple[str, str]:
    """Return a branch that can be opened: of the line, decided by it, or by one that came."""
    closed = [one for one in run.lines() if one.standing is Standing.WAITING]
    came = {one.inject.id for one in run.lines() if one.standing is Standing.DELIVERED}
    if not run.course.is_running:
        return "", ""
    nearest = sorted(
        closed,
        key=lambda one: (
            one.inject.branch != line.inject.branch,
            one.inject.decided_by != line.inject.id,
            one.inject.decided_by not in came,
        ),
    )
    for one in nearest:
        return one.inject.branch, one.inject.condition
    return "", ""
