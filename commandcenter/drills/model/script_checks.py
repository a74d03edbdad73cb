"""What is wrong with a script: each finding names the line and the field and says what to do.

Nothing here refuses anything: a script is written in any order, and whoever runs a drill
decides whether a finding matters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from commandcenter.drills.model.branches import Flaw, flaws
from commandcenter.drills.model.dossier import Dossier
from commandcenter.drills.model.drill import Objective
from commandcenter.drills.model.script import Inject, Visibility
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_, Translate

# What stands between receivers in one cell.
_BETWEEN = str.maketrans(dict.fromkeys("、，,;；/\n", " "))


class Problem(StrEnum):
    """What is wrong."""

    NO_LINES = "no_lines"
    NO_TITLE = "no_title"
    NO_TEXT = "no_text"
    NO_OWNER = "no_owner"
    SAME_NUMBER = "same_number"
    SAME_TIME = "same_time"
    TOO_CLOSE = "too_close"
    AFTER_THE_END = "after_the_end"
    NO_OBJECTIVE = "no_objective"
    OBJECTIVE_GONE = "objective_gone"
    OBJECTIVE_UNTRIED = "objective_untried"
    NO_LIMIT = "no_limit"
    NOTHING_DECIDES = "nothing_decides"
    DECIDER_GONE = "decider_gone"
    TWO_DECIDE = "two_decide"
    DECIDED_TOO_LATE = "decided_too_late"
    DECIDES_ITSELF = "decides_itself"
    CIRCLE = "circle"
    NEVER_OPENS = "never_opens"
    NO_BRANCH = "no_branch"


SENTENCES: Mapping[Problem, str] = {
    Problem.NO_LINES: N_("The script has no lines. Write the first one."),
    Problem.NO_TITLE: N_("Line {number}: the title is missing. Write it in a few words."),
    Problem.NO_TEXT: N_("Line {number}: nothing says what the players are told. Write the text."),
    Problem.NO_OWNER: N_("Line {number}: nobody delivers it. Name the owner."),
    Problem.SAME_NUMBER: N_("Line {number}: the number stands twice. Renumber the script."),
    Problem.SAME_TIME: N_(
        "Line {number}: '{receiver}' gets line {other} in the same second. Move one of them."
    ),
    Problem.TOO_CLOSE: N_(
        "Line {number}: '{receiver}' gets it {seconds} seconds after line {other}; {needed} are"
        " needed to handle one. Move it."
    ),
    Problem.AFTER_THE_END: N_(
        "Line {number}: it is due after the planned end of the drill. Move it, or let the drill"
        " take longer."
    ),
    Problem.NO_OBJECTIVE: N_("Line {number}: it serves no objective. Choose one."),
    Problem.OBJECTIVE_GONE: N_("Line {number}: its objective is gone. Choose another one."),
    Problem.OBJECTIVE_UNTRIED: N_(
        "Objective O{number}: no line puts it to the test. Add a line, or take the objective out."
    ),
    Problem.NO_LIMIT: N_(
        "Line {number}: the expected action has no time limit. Write how soon it has to be done."
    ),
    Problem.NOTHING_DECIDES: N_(
        "Line {number}: no line decides on the branch '{branch}'. Choose the line after which it"
        " is opened."
    ),
    Problem.DECIDER_GONE: N_(
        "Line {number}: the line that decides on the branch '{branch}' is gone. Choose another one."
    ),
    Problem.TWO_DECIDE: N_(
        "Line {number}: lines {others} both decide on the branch '{branch}'. Keep one of them."
    ),
    Problem.DECIDED_TOO_LATE: N_(
        "Line {number}: it is due before line {other}, which decides on the branch '{branch}'."
        " Move it down."
    ),
    Problem.DECIDES_ITSELF: N_(
        "Line {number}: the branch '{branch}' is decided by one of its own lines. Choose a line"
        " outside of it."
    ),
    Problem.CIRCLE: N_(
        "Line {number}: the branches {branches} wait for each other. Let one of them be decided"
        " by a line outside of them."
    ),
    Problem.NEVER_OPENS: N_(
        "Line {number}: line {other}, which decides on the branch '{branch}', belongs to a branch"
        " that never opens. Put that one right first."
    ),
    Problem.NO_BRANCH: N_(
        "Line {number}: it is decided by line {other} but belongs to no branch. Name the branch,"
        " or clear the field."
    ),
}

# With these a script does not run as it was meant.
GRAVE = frozenset(
    {
        Problem.NO_LINES,
        Problem.NO_TITLE,
        Problem.SAME_NUMBER,
        Problem.AFTER_THE_END,
        Problem.OBJECTIVE_GONE,
        *(Problem(flaw.value) for flaw in Flaw),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong with a script.

    Attributes:
        number: Of the line, or of the objective; 0 for the script as a whole.
        line: Id of the line; None where none is meant.
        objective: Id of the objective, where that is meant.
        facts: What the sentence mentions besides.
        field: Of the line or objective that has to be put right; empty for the whole script.
    """

    problem: Problem
    number: int = 0
    line: UUID | None = None
    objective: UUID | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    field: str = ""

    @property
    def is_grave(self) -> bool:
        """Whether the script does not run as it was meant."""
        return self.problem in GRAVE

    def said(self, words: Translate) -> str:
        """Return the sentence in the language of *words*."""
        return words(SENTENCES[self.problem]).format(number=self.number, **self.facts)


def findings(dossier: Dossier, *, handling: timedelta) -> tuple[Finding, ...]:
    """Return everything that is wrong with a script, by line; the whole script comes first.

    Args:
        handling: How long a receiver needs for one line before the next can come.
    """
    lines = dossier.injects
    if not lines:
        return (Finding(problem=Problem.NO_LINES),)
    drill = dossier.drill
    lasts = drill.ends_at - drill.begins_at if drill.ends_at and drill.begins_at else None
    found = [
        *_untried(dossier.objectives, lines),
        *_missing(lines),
        *_same_numbers(lines),
        *_objectives(lines, {one.id for one in dossier.objectives}),
        *_late(lines, lasts),
        *_close(lines, handling),
        *_branches(lines),
    ]
    place = {line.id: at for at, line in enumerate(lines, start=1)}
    return tuple(sorted(found, key=lambda one: place.get(one.line, 0) if one.line else 0))


def _of(line: Inject, problem: Problem, name: str, **facts: object) -> Finding:
    return Finding(problem=problem, number=line.number, line=line.id, field=name, facts=facts)


def _untried(objectives: Sequence[Objective], lines: Sequence[Inject]) -> Iterator[Finding]:
    tried = {line.objective_id for line in lines}
    for one in objectives:
        if one.id not in tried:
            yield Finding(
                problem=Problem.OBJECTIVE_UNTRIED,
                number=one.number,
                objective=one.id,
                field="objective_id",
            )


def _missing(lines: Sequence[Inject]) -> Iterator[Finding]:
    for line in lines:
        if not line.title.strip():
            yield _of(line, Problem.NO_TITLE, "title")
        if not line.text.strip():
            yield _of(line, Problem.NO_TEXT, "text")
        if not line.owner.strip():
            yield _of(line, Problem.NO_OWNER, "owner")
        if line.expected.strip() and line.within_s is None:
            yield _of(line, Problem.NO_LIMIT, "within_s")


def _same_numbers(lines: Sequence[Inject]) -> Iterator[Finding]:
    seen: set[int] = set()
    for line in lines:
        if line.number in seen:
            yield _of(line, Problem.SAME_NUMBER, "number")
        seen.add(line.number)


def _objectives(lines: Sequence[Inject], known: set[UUID]) -> Iterator[Finding]:
    for line in lines:
        if line.objective_id is None:
            # What only those who run the drill see tests nobody.
            if line.visibility is Visibility.PLAYERS:
                yield _of(line, Problem.NO_OBJECTIVE, "objective_id")
        elif line.objective_id not in known:
            yield _of(line, Problem.OBJECTIVE_GONE, "objective_id")


def _late(lines: Sequence[Inject], lasts: timedelta | None) -> Iterator[Finding]:
    for line in lines:
        if lasts is not None and line.offset_s > lasts.total_seconds():
            yield _of(line, Problem.AFTER_THE_END, "offset_s")


def receivers(line: Inject) -> dict[str, str]:
    """Return who gets a line, as written, by a form in which spellings are equal."""
    return {fold(name): name for name in line.receiver.translate(_BETWEEN).split()}


def _close(lines: Sequence[Inject], handling: timedelta) -> Iterator[Finding]:
    needed = handling.total_seconds()
    told: dict[str, list[Inject]] = {}
    for line in lines:
        for key in receivers(line):
            told.setdefault(key, []).append(line)
    for key, theirs in told.items():
        # Lines of two branches may be alternatives; those of one, and of the main line, are not.
        for branch in {line.branch for line in theirs}:
            heard = [line for line in theirs if line.branch in ("", branch)]
            for first, second in pairwise(heard):
                is_seen = branch and not first.branch and not second.branch
                gap = second.offset_s - first.offset_s
                if gap < needed and not is_seen:
                    yield _too_close(first, second, gap, needed, receivers(second)[key])


def _too_close(first: Inject, second: Inject, gap: int, needed: float, receiver: str) -> Finding:
    if gap == 0:
        return _of(second, Problem.SAME_TIME, "offset_s", other=first.number, receiver=receiver)
    return _of(
        second,
        Problem.TOO_CLOSE,
        "offset_s",
        other=first.number,
        receiver=receiver,
        seconds=gap,
        needed=round(needed),
    )


def _branches(lines: Sequence[Inject]) -> Iterator[Finding]:
    number = {line.id: line.number for line in lines}
    for line in lines:
        if line.decided_by is not None and not line.branch:
            other = number.get(line.decided_by, "?")
            yield _of(line, Problem.NO_BRANCH, "branch", other=other)
    for line, flaw, facts in flaws(lines):
        name = "offset_s" if flaw is Flaw.DECIDED_TOO_LATE else "decided_by"
        yield _of(line, Problem(flaw.value), name, branch=line.branch, **facts)
