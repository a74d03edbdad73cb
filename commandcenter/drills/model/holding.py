"""Which lines of a running drill the program puts on hold by itself, and which it releases."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from commandcenter.drills.model.clock import Course, Standing, lines
from commandcenter.drills.model.script import Inject

_MS_PER_S = 1_000


def newly_missed(
    course: Course, injects: Iterable[Inject], before: Mapping[UUID, Inject], *, at: datetime
) -> tuple[Inject, ...]:
    """Return the lines that would come at once because the script was changed.

    Args:
        injects: As they are now.
        before: As they were, by id.
    """
    now_ms = course.offset_ms(at)
    found = []
    for line in lines(course, injects) if course.is_running else ():
        new, old = line.inject, before.get(line.inject.id)
        is_moved = old is None or (old.offset_s, old.branch) != (new.offset_s, new.branch)
        if is_moved and line.standing is Standing.PENDING and new.offset_s * _MS_PER_S <= now_ms:
            found.append(new)
    return tuple(found)


def wrongly_held(course: Course, injects: Iterable[Inject], at: datetime) -> tuple[Inject, ...]:
    """Return the lines that the program put on hold though their time has not come.

    They were given another time since, or a clock on the wall was ahead for a while.
    """
    now_ms = course.offset_ms(at)
    found = []
    for line in lines(course, injects) if course.is_running else ():
        is_held = line.standing is Standing.HELD and line.by is not None and line.by.is_due
        if is_held and line.inject.offset_s * _MS_PER_S > now_ms:
            found.append(line.inject)
    return tuple(found)
