"""The list of corrective actions of a drill (改进措施清单)."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from commandcenter.documents import dates
from commandcenter.documents.paper import Layout
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.drills.model.correction import ActionState, CorrectiveAction
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.evaluation_words import ACTION_WORDS
from commandcenter.drills.model.plan import File, Plan
from commandcenter.drills.papers import marks
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_TITLE = N_("Corrective actions of the drill")
_NONE = N_("No corrective actions")
_BY = N_("{who} {when}")
_CAUSE = N_("Cause: {cause}")
_FILES = N_("Files: {names}")
_PLAN = N_("Revise: {title} {edition}")
_REVISED = N_("Revised: {title} {edition}")
_COUNTS = N_("{all} actions: {open} open, {done} done and to be rechecked, {closed} closed")


def improvement_list(
    ground: Ground,
    drill: Drill,
    actions: Sequence[CorrectiveAction],
    *,
    plans: Mapping[UUID, Plan],
    files: Mapping[UUID, Sequence[File]],
) -> bytes:
    """Return the list of the corrective actions of a drill, each with how far it is.

    Args:
        plans: Those that are named, by id.
        files: Of each action, as far as it has any.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    paper = marks.begin(ground, drill, words(_TITLE), layout=Layout.WIDE)
    paper.subtitle(marks.named(drill))
    paper.paragraph(counted(ground, actions), indent=0)
    paper.table(
        _columns(ground),
        (_row(ground, one, plans, files.get(one.id, ())) for one in actions),
        empty=words(_NONE),
        small=True,
    )
    return ground.finish(paper)


def counted(ground: Ground, actions: Sequence[CorrectiveAction]) -> str:
    """Return in a sentence how far the actions are."""
    states = [one.state for one in actions]
    return ground.words(_COUNTS).format(
        all=len(states),
        open=states.count(ActionState.OPEN),
        done=states.count(ActionState.DONE),
        closed=states.count(ActionState.CLOSED),
    )


def _columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("No.")), width_mm=10, align="center"),
        Column(words(N_("Finding of the drill")), width_mm=52),
        Column(words(N_("Corrective action")), width_mm=54),
        Column(words(N_("Owner")), width_mm=26),
        Column(words(N_("Due on")), width_mm=27, align="center"),
        Column(words(N_("State")), width_mm=20, align="center"),
        Column(words(N_("Evidence")), width_mm=31),
        Column(words(N_("Recheck")), width_mm=30),
    ]


def _row(
    ground: Ground,
    one: CorrectiveAction,
    plans: Mapping[UUID, Plan],
    files: Sequence[File],
) -> Sequence[Value]:
    words = ground.words
    return (
        str(one.number),
        [one.finding, *_quiet(words(_CAUSE).format(cause=one.cause) if one.cause else "")],
        [one.action, *_plans(ground, one, plans)],
        one.owner,
        ground.day(one.due_on),
        words(ACTION_WORDS[one.state]),
        list(_evidence(ground, one, files)),
        list(_checked(ground, one)),
    )


def _quiet(text: str) -> list[str | Cell]:
    return [Cell(text, quiet=True)] if text else []


def _plans(ground: Ground, one: CorrectiveAction, plans: Mapping[UUID, Plan]) -> list[str | Cell]:
    found: list[str | Cell] = []
    for plan_id, says in ((one.plan_id, _PLAN), (one.revised_plan_id, _REVISED)):
        if plan_id is not None and (plan := plans.get(plan_id)) is not None:
            text = ground.words(says).format(title=plan.title, edition=plan.edition)
            found += _quiet(text.strip())
    return found


def _evidence(ground: Ground, one: CorrectiveAction, files: Sequence[File]) -> Iterator[str | Cell]:
    words = ground.words
    yield one.evidence
    if files:
        yield Cell(
            words(_FILES).format(names=ground.joined(file.name for file in files)), quiet=True
        )
    if one.done_at is not None:
        when = dates.moment(words, one.done_at)
        yield Cell(words(_BY).format(who=one.done_by, when=when), quiet=True)


def _checked(ground: Ground, one: CorrectiveAction) -> Iterator[str | Cell]:
    yield one.check_note
    if one.checked_at is not None:
        when = dates.moment(ground.words, one.checked_at)
        yield Cell(ground.words(_BY).format(who=one.checked_by, when=when), quiet=True)
