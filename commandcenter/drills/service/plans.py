"""The library of emergency plans (预案库): editions, levels, what has to be reviewed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require
from commandcenter.drills.model.plan import File, Plan, PlanLevel
from commandcenter.drills.model.plan_checks import (
    EditionReplaced,
    PlanInUse,
    SameEdition,
    check_levels,
    check_plan,
)
from commandcenter.drills.service import records
from commandcenter.drills.store import plans as store
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts

PLAN_KINDS = "plan_kind"
_ORDER = ("position", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """A plan with what belongs to it.

    Attributes:
        levels: In their order.
        files: Its texts, in the order they came.
        drills: How many drills practise it, of any state.
        replaced_by: The edition that took its place; None for the newest.
    """

    plan: Plan
    levels: tuple[PlanLevel, ...] = ()
    files: tuple[File, ...] = ()
    drills: int = 0
    replaced_by: UUID | None = None


def library(db: Database) -> tuple[PlanCard, ...]:
    """Return all plans of all editions, those in force first, by kind and title."""
    with db.read() as tx:
        plans = ROWS.where(tx, Plan, ("kind", "title", "edition", "id"))
        levels: dict[UUID, list[PlanLevel]] = defaultdict(list)
        for level in ROWS.where(tx, PlanLevel, _ORDER):
            levels[level.plan_id].append(level)
        files, counted = store.files(tx), store.drill_counts(tx)
    after = {plan.replaces: plan.id for plan in plans if plan.replaces is not None}
    found = [
        PlanCard(
            plan=plan,
            levels=tuple(levels[plan.id]),
            files=files.get(plan.id, ()),
            drills=counted.get(plan.id, 0),
            replaced_by=after.get(plan.id),
        )
        for plan in plans
    ]
    return tuple(sorted(found, key=lambda one: not one.plan.is_active))


def add(db: Database, new: Plan, levels: Sequence[PlanLevel] = (), *, officer: Officer) -> Plan:
    """Add a plan with its levels; one whose id is there is returned as it stands.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, ReviewBeforeApproval, ApprovedByNobody,
        LevelElsewhere, LevelUnknown, LevelTwice: Nothing was written.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.PLAN_DRILLS)
    ready, written = _checked(new, levels)
    with db.write(officer) as tx:
        known = ROWS.find(tx, Plan, ready.id)
        if known is not None:
            return known
        KEEPER.add_all(tx, [ready, *written], subject=ready.id)
    return ready


def change(db: Database, changed: Plan, *, officer: Officer) -> Plan:
    """Change a plan that carries the version that was seen, or put it out of force.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, ReviewBeforeApproval, ApprovedByNobody: Nothing
        was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    return records.change(
        db, changed, officer=officer, check=lambda _tx, _before, after: check_plan(after)
    )


def set_levels(
    db: Database,
    plan: Plan,
    wanted: Sequence[PlanLevel],
    *,
    seen: Sequence[PlanLevel],
    officer: Officer,
) -> tuple[PlanLevel, ...]:
    """Let a plan have exactly these levels, in this order.

    Args:
        wanted: New ones carry an id of their own; the others the version that was seen.
        seen: The levels as the officer saw them; those that are not wanted are taken out.

    Raises:
        NotAllowed, FieldOverlong, LevelElsewhere, LevelUnknown, LevelTwice: Nothing was written.
        Conflict: Somebody changed one of them first, or added one.
        Unavailable: The outcome is unknown; look at the plan again.
    """
    require(officer, Right.PLAN_DRILLS)
    ready = [replace(admit_texts(one)[0], position=at) for at, one in enumerate(wanted, start=1)]
    check_levels(plan, ready)
    with db.write(officer) as tx:
        ROWS.get(tx, Plan, plan.id)
        before = {one.id: one for one in ROWS.where(tx, PlanLevel, _ORDER, plan_id=plan.id)}
        if _is_done(before, ready):  # sent again
            return tuple(before[one.id] for one in ready)
        kept = {one.id for one in ready}
        if not before.keys() <= kept | {one.id for one in seen}:
            raise Conflict
        KEEPER.put_all(
            tx,
            new=[replace(one, version=1) for one in ready if one.id not in before],
            pairs=[(before[one.id], one) for one in ready if one.id in before],
            gone=[one for one in seen if one.id not in kept],
            subject=plan.id,
        )
        return ROWS.where(tx, PlanLevel, _ORDER, plan_id=plan.id)


def _is_done(before: dict[UUID, PlanLevel], ready: Sequence[PlanLevel]) -> bool:
    alike = {one.id: replace(one, version=1) for one in before.values()}
    return alike == {one.id: replace(one, version=1) for one in ready}


def revise(db: Database, old: Plan, new: Plan, *, officer: Officer) -> Plan:
    """Put a new edition in the place of a plan; it takes the levels along.

    The old edition is put out of force. Sending the same id again returns the new edition as
    it stands.

    Args:
        old: With the version that was seen.

    Raises:
        NotAllowed, EditionReplaced, SameEdition, FieldEmpty, FieldOverlong,
        ReviewBeforeApproval, ApprovedByNobody: Nothing was written.
        Conflict: Somebody changed the old edition first, or it is gone.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.PLAN_DRILLS)
    ready, _ = _checked(replace(new, replaces=old.id, is_active=True, version=1), ())
    with db.write(officer) as tx:
        known = ROWS.find(tx, Plan, ready.id)
        if known is not None:
            return known
        before = ROWS.get(tx, Plan, old.id)
        if store.successor(tx, old.id) is not None:
            raise EditionReplaced(title=before.title)
        if ready.edition.strip() == before.edition.strip():
            raise SameEdition(edition=ready.edition)
        levels = [
            replace(one, id=new_id(), plan_id=ready.id, version=1)
            for one in ROWS.where(tx, PlanLevel, _ORDER, plan_id=old.id)
        ]
        retired = replace(before, is_active=False, version=old.version)
        pairs = [(before, retired)] if before.is_active else []
        KEEPER.put_all(tx, new=[ready, *levels], pairs=pairs, subject=ready.id)
    return ready


def remove(db: Database, plan: Plan, *, officer: Officer) -> None:
    """Take out a plan that was entered by mistake, with its levels; its history stays.

    Raises:
        NotAllowed, PlanInUse: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        if store.is_used(tx, plan.id):
            raise PlanInUse(title=plan.title)
        levels = ROWS.where(tx, PlanLevel, _ORDER, plan_id=plan.id)
        files = ROWS.where(tx, File, ("id",), about=plan.id)
        KEEPER.remove_all(tx, [*levels, *files, plan], subject=plan.id)


def _checked(plan: Plan, levels: Sequence[PlanLevel]) -> tuple[Plan, list[PlanLevel]]:
    ready: Plan = admit_texts(plan)[0]
    check_plan(ready)
    written = [replace(admit_texts(one)[0], position=at) for at, one in enumerate(levels, start=1)]
    check_levels(ready, written)
    return ready, written
