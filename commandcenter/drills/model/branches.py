"""Branches of a script: which line decides on each, and which of them can never open."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from commandcenter.drills.model.script import Inject


class Flaw(StrEnum):
    """Why a branch, or a line of it, is never reached."""

    NOTHING_DECIDES = "nothing_decides"
    DECIDER_GONE = "decider_gone"
    TWO_DECIDE = "two_decide"
    DECIDED_TOO_LATE = "decided_too_late"
    DECIDES_ITSELF = "decides_itself"
    CIRCLE = "circle"
    NEVER_OPENS = "never_opens"


Flawed = tuple[Inject, Flaw, dict[str, object]]


def names(lines: Sequence[Inject]) -> tuple[str, ...]:
    """Return the branches of a script in the order of their first lines."""
    return tuple(dict.fromkeys(line.branch for line in lines if line.branch))


def flaws(lines: Sequence[Inject]) -> Iterator[Flawed]:
    """Give what keeps branches from opening, with the line where it shows.

    Args:
        lines: In the order of the script.
    """
    known = {line.id: line for line in lines}
    deciders = {branch: _deciders(lines, branch) for branch in names(lines)}
    for branch, ids in deciders.items():
        own = [line for line in lines if line.branch == branch]
        found = [known[one] for one in ids if one in known]
        said = [line for line in own if line.decided_by is not None]
        for line in said:
            if line.decided_by not in known:
                yield line, Flaw.DECIDER_GONE, {}
        if not ids:
            yield own[0], Flaw.NOTHING_DECIDES, {}
        if len(found) > 1:
            numbers = sorted(one.number for one in found)
            where = next(line for line in said if line.decided_by == found[1].id)
            yield where, Flaw.TWO_DECIDE, {"others": ", ".join(map(str, numbers))}
        if len(found) == 1:
            yield from _of_one(own, found[0], known, deciders)


def _deciders(lines: Sequence[Inject], branch: str) -> tuple[UUID, ...]:
    return tuple(
        dict.fromkeys(
            line.decided_by
            for line in lines
            if line.branch == branch and line.decided_by is not None
        )
    )


def _of_one(
    own: Sequence[Inject],
    decider: Inject,
    known: Mapping[UUID, Inject],
    deciders: Mapping[str, Sequence[UUID]],
) -> Iterator[Flawed]:
    said = next(line for line in own if line.decided_by == decider.id)
    if decider.branch == said.branch:
        yield said, Flaw.DECIDES_ITSELF, {}
        return
    way = _way_up(said.branch, known, deciders)
    if said.branch in way[1:]:
        yield said, Flaw.CIRCLE, {"branches": ", ".join(dict.fromkeys(way))}
    elif way[-1]:
        yield said, Flaw.NEVER_OPENS, {"other": decider.number}
    for line in own:
        if line.offset_s < decider.offset_s:
            yield line, Flaw.DECIDED_TOO_LATE, {"other": decider.number}


def _way_up(
    branch: str, known: Mapping[UUID, Inject], deciders: Mapping[str, Sequence[UUID]]
) -> list[str]:
    """Return a branch, that of the line that decides on it, and so on; "" is the main line.

    It ends at the main line, where nothing decides, or where it comes by a second time.
    """
    way = [branch]
    while branch:
        upper = [known[one].branch for one in deciders.get(branch, ()) if one in known]
        if not upper:
            break
        branch = upper[0]
        way.append(branch)
        if branch in way[:-1]:
            break
    return way
