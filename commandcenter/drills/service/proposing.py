"""The corrective actions that a drill calls for and that nobody has added yet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import rules
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.model.evaluation import Mark, Met, Observation, Seen
from commandcenter.drills.model.merging import ItemResult
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.timing import actions
from commandcenter.drills.service import corrections, evaluating
from commandcenter.drills.store.keeping import ROWS

DUE = "evaluation.action_due_s"


class Origin(StrEnum):
    """What an action is proposed for."""

    SCORE = "score"  # an item that an evaluator gave nothing
    MISSED = "missed"  # an expected action that was not done
    OBSERVATION = "observation"  # a problem that somebody saw


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An action that ought to be taken; the officer adds it as it is or changed.

    Attributes:
        action: Ready to be added; its id is the same each time it is proposed.
    """

    origin: Origin
    action: CorrectiveAction


def proposals(db: Database, drill_id: UUID, *, on: date) -> tuple[Proposal, ...]:
    """Return the actions that a drill calls for and that nobody has added yet.

    Args:
        on: Day from which the time to put things right is counted.

    Raises:
        Conflict: There is no such drill.
    """
    with db.read() as tx:
        return proposals_in(tx, drill_id, on=on)


def proposals_in(tx: Tx, drill_id: UUID, *, on: date) -> tuple[Proposal, ...]:
    """Do what `proposals` does inside a transaction."""
    known = corrections.of_drill_in(tx, drill_id)
    taken = {one.id for one in known}
    items = {one.item_id for one in known} - {None}
    seen = {one.observation_id for one in known} - {None}
    due_on = on + rules.seconds(tx, DUE, on=on)
    return tuple(
        replace(one, action=replace(one.action, due_on=due_on))
        for one in _called_for(tx, drill_id)
        if one.action.id not in taken
        and one.action.item_id not in items
        and one.action.observation_id not in seen
    )


def _called_for(tx: Tx, drill_id: UUID) -> Iterator[Proposal]:
    for result in evaluating.sheet_in(tx, drill_id).merged.items:
        if result.has_zero:
            yield _of_score(drill_id, result)
    injects = {one.id: one for one in ROWS.where(tx, Inject, ("number",), drill=drill_id)}
    for mark in ROWS.where(tx, Mark, ("inject_id", "line"), drill=drill_id, met=Met.MISSED):
        if mark.inject_id in injects:
            yield _of_mark(mark, injects[mark.inject_id])
    for one in ROWS.where(tx, Observation, ("at", "id"), drill=drill_id):
        if one.kind is not Seen.PROBLEM:
            continue
        action = CorrectiveAction(
            id=uuid5(one.id, "correction"),
            drill=drill_id,
            number=0,
            finding=one.text,
            objective_id=one.objective_id,
            observation_id=one.id,
        )
        yield Proposal(origin=Origin.OBSERVATION, action=action)


def _of_score(drill_id: UUID, result: ItemResult) -> Proposal:
    item = result.item
    comments = [one.comment.strip() for one in result.scores if one.comment.strip()]
    action = CorrectiveAction(
        id=uuid5(drill_id, f"item:{item.id}"),
        drill=drill_id,
        number=0,
        finding="\n".join([item.text, *comments]),
        item_id=item.id,
    )
    return Proposal(origin=Origin.SCORE, action=action)


def _of_mark(mark: Mark, inject: Inject) -> Proposal:
    wanted = actions(inject.expected)
    said = wanted[mark.line] if mark.line < len(wanted) else inject.title
    action = CorrectiveAction(
        id=uuid5(mark.inject_id, f"line:{mark.line}"),
        drill=mark.drill,
        number=0,
        finding="\n".join(filter(None, [said, mark.note.strip()])),
        objective_id=inject.objective_id,
    )
    return Proposal(origin=Origin.MISSED, action=action)
