"""Lines of a script in their order: how they are put in, moved, shifted and numbered.

Lines stand in order of offset and number. All functions take a script in that order and
return the whole script in that order; lines that do not change are the same objects.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from commandcenter.drills.model.script import Inject

_MINUTE_S = 60

Script = tuple[Inject, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """How far lines can be shifted towards the start.

    Attributes:
        number: Of the first line that is shifted.
        seconds: How far it can go before it meets the line above it, or the start.
    """

    number: int
    seconds: int


def in_order(lines: Iterable[Inject]) -> Script:
    """Return lines as they stand in the script."""
    return tuple(sorted(lines, key=lambda line: (line.offset_s, line.number, line.id)))


def place_after(script: Sequence[Inject], after: UUID | None) -> int:
    """Return the position below a line; None is the top of the script.

    Raises:
        ValueError: The line is not there.
    """
    if after is None:
        return 0
    return [line.id for line in script].index(after) + 1


def inserted(script: Sequence[Inject], new: Inject, after: UUID | None) -> Script:
    """Return a script with a new line below another one.

    The line keeps its offset if that lies between its neighbours, else it gets one between
    them. It gets the number after the line above; those with higher numbers move up by one.

    Raises:
        ValueError: The line above is not there.
    """
    at = place_after(script, after)
    above, below = list(script[:at]), list(script[at:])
    number = above[-1].number + 1 if above else 1
    is_taken = any(line.number == number for line in script)
    line = replace(new, number=number, offset_s=_between(above, below, new.offset_s))

    def pushed(one: Inject) -> Inject:
        return replace(one, number=one.number + 1) if is_taken and one.number >= number else one

    return _settled([*map(pushed, above), line, *map(pushed, below)], at)


def moved(script: Sequence[Inject], line_id: UUID, after: UUID | None) -> Script:
    """Return a script in which a line stands below another one.

    The line gets an offset between its new neighbours, and every other line keeps its own:
    moving one line never changes when something else happens. Its number stays, too, for
    people already speak of it by that; only lines that are due at the same second swap their
    numbers, as nothing else tells their order.

    Raises:
        ValueError: A line is not there, or is to stand below itself.
    """
    others = [line for line in script if line.id != line_id]
    line = script[[one.id for one in script].index(line_id)]
    at = place_after(others, after)
    above, below = others[:at], others[at:]
    put = replace(line, offset_s=_between(above, below, line.offset_s))
    return _settled([*above, line if put == line else put, *below], at)


def _between(above: Sequence[Inject], below: Sequence[Inject], wanted_s: int) -> int:
    """Return an offset between two neighbours: what is wanted, a full minute, or the middle."""
    low = above[-1].offset_s if above else 0
    if not below:
        return wanted_s if wanted_s >= low and (wanted_s > low or not above) else low + _MINUTE_S
    high = below[0].offset_s
    if low < wanted_s < high or (not above and wanted_s < high):
        return wanted_s
    middle = (low + high) // 2
    minute = round(middle / _MINUTE_S) * _MINUTE_S
    return minute if low < minute < high else middle


def _settled(lines: list[Inject], at: int) -> Script:
    """Give lines that are due in the same second as the one at a place rising numbers."""
    offset = lines[at].offset_s
    first = next(index for index, line in enumerate(lines) if line.offset_s == offset)
    alike = [line for line in lines if line.offset_s == offset]
    numbers = sorted(line.number for line in alike)
    for index, (line, number) in enumerate(zip(alike, numbers, strict=True), first):
        lines[index] = line if line.number == number else replace(line, number=number)
    return tuple(lines)


def room_of(script: Sequence[Inject], start: UUID | None) -> Room:
    """Return how far a script can be shifted towards the start, from a line on or as a whole."""
    at = 0 if start is None else place_after(script, start) - 1
    above = script[at - 1].offset_s if at else 0
    return Room(script[at].number, script[at].offset_s - above)


def shifted(script: Sequence[Inject], seconds: int, start: UUID | None) -> Script:
    """Return a script in which a line and all that follow are due later, or sooner.

    Args:
        seconds: Negative for sooner; as far as there is room.
        start: None shifts the whole script.

    Raises:
        ValueError: There is no such line, or not enough room before it.
    """
    at = 0 if start is None else place_after(script, start) - 1
    if script and -seconds > room_of(script, start).seconds:
        raise ValueError("no room for this shift")
    later = (replace(line, offset_s=line.offset_s + seconds) for line in script[at:])
    return (*script[:at], *later) if seconds else tuple(script)


def renumbered(script: Sequence[Inject]) -> Script:
    """Return a script whose lines are numbered 1, 2, … in their order."""
    return tuple(
        line if line.number == number else replace(line, number=number)
        for number, line in enumerate(script, start=1)
    )
