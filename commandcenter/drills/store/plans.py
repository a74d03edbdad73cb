"""SQL of the library of plans."""

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx
from commandcenter.drills.model.plan import File
from commandcenter.drills.store.keeping import ROWS
from commandcenter.drills.tables import corrective_action, drill_file, drill_plan, plan


def files(tx: Tx) -> dict[UUID, tuple[File, ...]]:
    """Return the files of all plans, in the order they came."""
    query = sa.select(drill_file).where(drill_file.c.about.in_(sa.select(plan.c.id)))
    found: dict[UUID, list[File]] = defaultdict(list)
    for row in tx.execute(query.order_by(drill_file.c.id)).mappings():
        found[row["about"]].append(ROWS.record_of(File, row))
    return {plan_id: tuple(some) for plan_id, some in found.items()}


def drill_counts(tx: Tx) -> dict[UUID, int]:
    """Return how many drills practise each plan."""
    counted = sa.func.count(sa.distinct(drill_plan.c.drill)).label("drills")
    query = sa.select(drill_plan.c.plan_id, counted).group_by(drill_plan.c.plan_id)
    return {row.plan_id: row.drills for row in tx.execute(query)}


def successor(tx: Tx, plan_id: UUID) -> UUID | None:
    """Return the edition that took the place of a plan, if there is one."""
    return tx.execute(sa.select(plan.c.id).where(plan.c.replaces == plan_id)).scalar()


def is_used(tx: Tx, plan_id: UUID) -> bool:
    """Say whether a drill, another edition or a corrective action refers to a plan."""
    actions = corrective_action.c
    referring = (
        sa.select(drill_plan.c.id).where(drill_plan.c.plan_id == plan_id),
        sa.select(plan.c.id).where(plan.c.replaces == plan_id),
        sa.select(actions.id).where(
            sa.or_(actions.plan_id == plan_id, actions.revised_plan_id == plan_id)
        ),
    )
    return any(tx.execute(query.limit(1)).first() is not None for query in referring)
