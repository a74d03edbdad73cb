"""What lines of a script refuse, and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from enum import Enum
from typing import Any
from uuid import UUID

from commandcenter.drills.model.branches import Flaw, flaws
from commandcenter.drills.model.checks import MAX_COUNT, check_filled, check_range, check_texts
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.script import Inject
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

# A drill of a week is longer than any.
LONGEST_S = 7 * 86_400
MOST_LINES = 1_000
_LIMITS: Mapping[str, tuple[int, int]] = {
    "number": (1, MAX_COUNT),
    "offset_s": (0, LONGEST_S),
    "within_s": (0, LONGEST_S),
}


class NumberTaken(Rejected):
    """A line is named by its number."""

    sentence = N_("There is a line {number} already. Choose another number.")


class LineDecides(Rejected):
    """Without it a branch could never open."""

    sentence = N_("Lines {numbers} are decided by line {number}. Change or take out those first.")


class LineDelivered(Rejected):
    """What players were told stays as it was told."""

    sentence = N_("Line {number} was delivered and stays as it was. Add a new line instead.")


class ScriptOver(Rejected):
    """The evaluation compares how it went with what was planned."""

    sentence = N_(
        "The drill '{title}' was run with this script, which stays. "
        "Copy the drill to write another."
    )


class NoRoomToShift(Rejected):
    """The gaps between lines are kept, and nothing is due before the start."""

    sentence = N_("Line {number} can be moved up by {minutes} minutes {seconds} seconds at most.")


class TooManyLines(Rejected):
    """More lines than anybody can deliver."""

    sentence = N_("A script has at most {limit} lines. Divide the drill.")


class ReferenceGone(Rejected):
    """A line points at what belongs to another drill, or is gone."""

    sentence = N_(
        "Line {number} points at an objective or a line that is gone. Choose another one."
    )


class BranchesInCircle(Rejected):
    """Branches that wait for each other never open."""

    sentence = N_(
        "Line {number}: the branches {branches} wait for each other. "
        "Let another line decide on one."
    )


def tidied(line: Inject) -> Inject:
    """Return a line without white space around its texts, so that tables say the same."""
    texts = {one.name: getattr(line, one.name) for one in fields(line)}
    stripped: dict[str, Any] = {
        name: text.strip()
        for name, text in texts.items()
        if isinstance(text, str) and not isinstance(text, Enum) and text != text.strip()
    }
    return replace(line, **stripped) if stripped else line


def check_line(line: Inject) -> None:
    """Refuse a line that cannot be, whatever the others are.

    Raises:
        FieldEmpty, FieldOverlong, FigureOutOfRange: It has to be put right.
    """
    check_filled(line, ["title"])
    check_texts(line)
    check_range(line, _LIMITS)


def check_script(script: Sequence[Inject], objectives: Collection[UUID]) -> None:
    """Refuse a script that contradicts itself; what only speaks against it is a finding.

    Raises:
        TooManyLines, NumberTaken, ReferenceGone, BranchesInCircle: It has to be put right.
    """
    if len(script) > MOST_LINES:
        raise TooManyLines(limit=MOST_LINES)
    known = {line.id for line in script}
    numbers: set[int] = set()
    for line in script:
        if line.number in numbers:
            raise NumberTaken(number=line.number)
        numbers.add(line.number)
        if line.objective_id is not None and line.objective_id not in objectives:
            raise ReferenceGone(number=line.number)
        if line.decided_by is not None and (line.decided_by not in known - {line.id}):
            raise ReferenceGone(number=line.number)
    for line, flaw, facts in flaws(script):
        if flaw is Flaw.CIRCLE:
            raise BranchesInCircle(number=line.number, **facts)


def check_removal(gone: Collection[UUID], script: Sequence[Inject]) -> None:
    """Refuse to take out lines that others are decided by.

    Raises:
        LineDecides: The others have to be changed first.
    """
    for line in script:
        waiting = [
            other.number for other in script if other.decided_by == line.id and other.id not in gone
        ]
        if line.id in gone and waiting:
            raise LineDecides(number=line.number, numbers=", ".join(map(str, sorted(waiting))))


def check_untouched(
    drill: Drill,
    before: Sequence[Inject],
    after: Sequence[Inject],
    delivered: Collection[UUID],
) -> None:
    """Refuse to change what was delivered, and any script that a drill was run with.

    Raises:
        LineDelivered, ScriptOver: It stays as it is.
    """
    if not delivered or tuple(before) == tuple(after):
        return
    if drill.state is not State.RUNNING:
        raise ScriptOver(title=drill.title)
    now = {line.id: line for line in after}
    for line in before:
        if line.id in delivered and now.get(line.id) != line:
            raise LineDelivered(number=line.number)
