"""Objectives of a drill, and the plans that it practises."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.model.drill import Objective, PlanOfDrill
from commandcenter.drills.model.drill_checks import check_objective
from commandcenter.drills.model.evaluation import Observation
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import records
from commandcenter.drills.service.records import check_open
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.words import N_


class ObjectiveInUse(Rejected):
    """What was seen or decided about it would lose what it is about."""

    sentence = N_(
        "Observations or corrective actions belong to objective O{number}. Change its text instead."
    )


class ObjectiveNumberTaken(Rejected):
    """Papers and tables name an objective by its number."""

    sentence = N_("There is an objective O{number} already. Choose another number.")


def of_drill(db: Database, drill_id: UUID) -> tuple[Objective, ...]:
    """Return the objectives of a drill, by number."""
    return records.of_drill(db, Objective, drill_id, ["number", "id"])


def add(db: Database, new: Objective, *, officer: Officer) -> Objective:
    """Add an objective; it gets the next number of its drill. The same id is added once.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, DrillArchived: Nothing was written.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.PLAN_DRILLS)
    ready: Objective = admit_texts(new)[0]
    with db.write(officer) as tx:
        known = ROWS.find(tx, Objective, ready.id)
        if known is not None:
            return known
        check_open(tx, ready)
        last = max((one.number for one in _objectives(tx, ready.drill)), default=0)
        ready = replace(ready, number=last + 1, version=1)
        check_objective(ready)
        KEEPER.add_all(tx, [ready], subject=ready.drill)
    return ready


def change(db: Database, changed: Objective, *, officer: Officer) -> Objective:
    """Change an objective that carries the version that was seen.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange, ObjectiveNumberTaken,
        DrillArchived: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """

    def check(tx: Tx, _before: Objective, after: Objective) -> None:
        check_objective(after)
        others = [one.number for one in _objectives(tx, after.drill) if one.id != after.id]
        if after.number in others:
            raise ObjectiveNumberTaken(number=after.number)

    return records.change(db, changed, officer=officer, check=check)


def reorder(
    db: Database, drill_id: UUID, order: Sequence[UUID], *, officer: Officer
) -> tuple[Objective, ...]:
    """Number the objectives of a drill 1, 2, … in this order; returns them.

    Raises:
        NotAllowed, DrillArchived: Nothing was written.
        Conflict: They are others by now.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        known = {one.id: one for one in _objectives(tx, drill_id)}
        if known.keys() != set(order):
            raise Conflict
        pairs = [
            (known[one], replace(known[one], number=number))
            for number, one in enumerate(order, start=1)
        ]
        if pairs:
            check_open(tx, pairs[0][0])
            KEEPER.put_all(tx, pairs=pairs, subject=drill_id)
        return _objectives(tx, drill_id)


def remove(db: Database, gone: Objective, *, officer: Officer) -> None:
    """Take out an objective; the lines that served it serve none any more.

    Raises:
        NotAllowed, ObjectiveInUse, DrillArchived: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        check_open(tx, gone)
        for kind in (Observation, CorrectiveAction):
            if ROWS.where(tx, kind, ["id"], objective_id=gone.id):
                raise ObjectiveInUse(number=gone.number)
        lines = ROWS.where(tx, Inject, ["id"], drill=gone.drill, objective_id=gone.id)
        pairs = [(line, replace(line, objective_id=None)) for line in lines]
        KEEPER.put_all(tx, pairs=pairs, gone=[gone], subject=gone.drill)


def _objectives(tx: Tx, drill_id: UUID) -> tuple[Objective, ...]:
    return ROWS.where(tx, Objective, ["number"], drill=drill_id)


def plans_of(db: Database, drill_id: UUID) -> tuple[Plan, ...]:
    """Return the plans that a drill practises, by title."""
    with db.read() as tx:
        rows = ROWS.where(tx, PlanOfDrill, ["id"], drill=drill_id)
        found = ROWS.with_ids(tx, Plan, [one.plan_id for one in rows])
    return tuple(sorted(found, key=lambda plan: plan.title))


def set_plans(
    db: Database, drill_id: UUID, plan_ids: Sequence[UUID], *, officer: Officer
) -> tuple[PlanOfDrill, ...]:
    """Let a drill practise these plans and no others.

    Raises:
        NotAllowed, DrillArchived: Nothing was written.
        Conflict: A plan or the drill is gone.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        return _set_plans(tx, drill_id, list(dict.fromkeys(plan_ids)))


def _set_plans(tx: WriteTx, drill_id: UUID, plan_ids: Sequence[UUID]) -> tuple[PlanOfDrill, ...]:
    ROWS.with_ids(tx, Plan, plan_ids)
    before = ROWS.where(tx, PlanOfDrill, ["id"], drill=drill_id)
    kept = [one for one in before if one.plan_id in plan_ids]
    known = {one.plan_id for one in kept}
    new = [
        PlanOfDrill(id=new_id(), drill=drill_id, plan_id=one)
        for one in plan_ids
        if one not in known
    ]
    check_open(tx, PlanOfDrill(id=drill_id, drill=drill_id, plan_id=drill_id))
    gone = [one for one in before if one not in kept]
    KEEPER.put_all(tx, new=new, gone=gone, subject=drill_id)
    return (*kept, *new)
