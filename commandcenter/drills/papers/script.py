"""The script of a drill (脚本): what happens when, by whom and in which words; and its MSEL."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from commandcenter.documents.paper import Layout
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.drills.model.code_words import MEDIUM_WORDS, VISIBILITY_WORDS
from commandcenter.drills.model.dossier import Dossier
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.drills.model.script import Inject, Visibility
from commandcenter.drills.papers import marks
from commandcenter.drills.papers.drill_plan import PlannedDrill, kind_of, when
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_TITLE = N_("{title}\nScript")
_CONTROLLERS = N_("For controllers and simulators. Players do not see it before the drill.")
_NO_LINES = N_("The script has no lines yet")
_BRANCH = N_("Branch '{branch}', opened after line {number}: {condition}")
_BRANCH_OPEN = N_("Branch '{branch}', opened after line {number}")
_BRANCH_ALONE = N_("Branch '{branch}'")
_WITHIN = N_("Within {time}")
_MINUTE_S, _HOUR_S = 60, 3_600
_SPOKEN = ("dialogue", "narration", "picture")


def script(ground: Ground, planned: PlannedDrill) -> bytes:
    """Return the script of a drill and the list of its injects; a draft while it is not ready.

    Columns of what is said and shown are left out where nothing of it was written.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    dossier, words = planned.dossier, ground.words
    drill = dossier.drill
    title = words(_TITLE).format(title=drill.title)
    paper = marks.begin(ground, drill, title, layout=Layout.WIDE)
    paper.subtitle(words(_CONTROLLERS))
    paper.facts(
        [
            (words(N_("Drill number")), marks.number_of(drill)),
            (words(N_("Time of the drill")), when(ground, drill)),
            (words(N_("Place")), ground.place(drill.area_code, drill.place)),
            (words(N_("Kind of drill")), kind_of(ground, drill)),
        ]
    )
    spoken = [
        name for name in _SPOKEN if any(getattr(line, name).strip() for line in dossier.injects)
    ]
    paper.heading(words(N_("Course of the drill")))
    rows = (_played(ground, dossier, line, spoken) for line in dossier.injects)
    paper.table(_played_columns(ground, spoken), rows, empty=words(_NO_LINES), small=True)
    paper.heading(words(N_("List of injects")))
    goals = {one.id: one.number for one in dossier.objectives}
    listed = (_listed(ground, line, goals) for line in dossier.injects)
    paper.table(_listed_columns(ground), listed, empty=words(_NO_LINES), small=True)
    return ground.finish(paper)


def offset(seconds: int) -> str:
    """Return a time of the drill's clock, such as 00:35 or 01:05:30."""
    hours, rest = divmod(seconds, _HOUR_S)
    minutes, rest = divmod(rest, _MINUTE_S)
    return f"{hours:02}:{minutes:02}:{rest:02}" if rest else f"{hours:02}:{minutes:02}"


def _played_columns(ground: Ground, spoken: Sequence[str]) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Time")), width_mm=19, align="center"),
        Column(words(FIELD_WORDS["scene"]), width_mm=26),
        Column(words(N_("Inject of an event")), width_mm=58),
        Column(words(N_("Actions of the players")), width_mm=50),
        Column(words(N_("Carried out by")), width_mm=26),
        *(Column(words(FIELD_WORDS[name]), width_mm=_WIDTHS[name]) for name in spoken),
    ]


_WIDTHS: Mapping[str, float] = {"dialogue": 46, "narration": 42, "picture": 26}


def _played(
    ground: Ground, dossier: Dossier, line: Inject, spoken: Sequence[str]
) -> tuple[Value, ...]:
    return (
        list(_time(dossier, line)),
        line.scene,
        list(_told(ground, dossier.injects, line)),
        line.expected,
        line.receiver,
        *(getattr(line, name) for name in spoken),
    )


def _time(dossier: Dossier, line: Inject) -> Iterator[str | Cell]:
    begins_at = dossier.drill.begins_at
    if begins_at is not None:
        yield clock(begins_at + timedelta(seconds=line.offset_s))
    yield Cell(f"+{offset(line.offset_s)}", quiet=begins_at is not None)


def _told(ground: Ground, lines: Sequence[Inject], line: Inject) -> Iterator[str | Cell]:
    yield Cell(f"{line.number} {line.title}", bold=True)
    if line.branch:
        yield Cell(_branch(ground, lines, line), quiet=True)
    if line.visibility is not Visibility.PLAYERS:
        yield Cell(ground.words(VISIBILITY_WORDS[line.visibility]), quiet=True)
    yield line.text


def _branch(ground: Ground, lines: Sequence[Inject], line: Inject) -> str:
    """Return which branch a line belongs to, and when that is opened."""
    own = [one for one in lines if one.branch == line.branch]
    deciders = {one.decided_by for one in own}
    decider = next((one for one in lines if one.id in deciders), None)
    condition = next((one.condition for one in own if one.condition), "")
    if decider is None:
        return ground.words(_BRANCH_ALONE).format(branch=line.branch)
    says = _BRANCH if condition else _BRANCH_OPEN
    return ground.words(says).format(branch=line.branch, number=decider.number, condition=condition)


def _listed_columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Line")), width_mm=13, align="center"),
        Column(words(N_("Planned time")), width_mm=21, align="center"),
        Column(words(N_("Inject sent by")), width_mm=26),
        Column(words(N_("Inject sent to")), width_mm=26),
        Column(words(FIELD_WORDS["medium"]), width_mm=21, align="center"),
        Column(words(N_("Inject of an event")), width_mm=36),
        Column(words(FIELD_WORDS["expected_action"]), width_mm=52),
        Column(words(FIELD_WORDS["objective_id"]), width_mm=12, align="center"),
        Column(words(N_("Delivered by")), width_mm=23),
        Column(words(N_("Delivered at")), width_mm=21),
        Column(words(N_("Seen")), width_mm=24),
    ]


def _listed(ground: Ground, line: Inject, goals: Mapping[UUID, int]) -> tuple[Value, ...]:
    goal = None if line.objective_id is None else goals.get(line.objective_id)
    expected: list[str | Cell] = [line.expected]
    if line.within_s is not None:
        time = ground.duration(timedelta(seconds=line.within_s))
        expected.append(Cell(ground.words(_WITHIN).format(time=time), quiet=True))
    return (
        str(line.number),
        f"+{offset(line.offset_s)}",
        line.sender,
        line.receiver,
        ground.words(MEDIUM_WORDS[line.medium]),
        line.title,
        expected,
        "" if goal is None else f"O{goal}",
        line.owner,
        "",
        "",
    )
