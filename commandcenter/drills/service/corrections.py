"""Corrective actions (改进措施): from what a drill showed until somebody else has looked again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.drills.model import correction_checks as checks
from commandcenter.drills.model.checks import FieldEmpty
from commandcenter.drills.model.correction import ActionState, CorrectiveAction
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.plan import File, Plan
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit, admit_texts

# Returns what an action becomes, or refuses.
_Step = Callable[[WriteTx, CorrectiveAction], CorrectiveAction]

_BY_DRILL = ("number", "id")
_BY_DUE = ("due_on", "drill", "number", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A corrective action among those of all drills.

    Attributes:
        overdue_days: Days since it was due; 0 or less if it is not overdue.
    """

    action: CorrectiveAction
    drill: Drill
    overdue_days: int

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and nobody has reported it done."""
        return self.overdue_days > 0 and self.action.state is ActionState.OPEN


def of_drill(db: Database, drill_id: UUID) -> tuple[CorrectiveAction, ...]:
    """Return the actions of a drill by number."""
    with db.read() as tx:
        return of_drill_in(tx, drill_id)


def of_drill_in(tx: Tx, drill_id: UUID) -> tuple[CorrectiveAction, ...]:
    """Do what `of_drill` does inside a transaction."""
    return ROWS.where(tx, CorrectiveAction, _BY_DRILL, drill=drill_id)


def everything(db: Database, *, on: date) -> tuple[Task, ...]:
    """Return the actions of all drills: those not closed first, each by the day it is due."""
    with db.read() as tx:
        return everything_in(tx, on=on)


def everything_in(tx: Tx, *, on: date) -> tuple[Task, ...]:
    """Do what `everything` does inside a transaction."""
    drills = {one.id: one for one in ROWS.everything(tx, Drill)}
    tasks = [
        Task(
            action=one,
            drill=drills[one.drill],
            overdue_days=(on - one.due_on).days if one.due_on is not None else 0,
        )
        for one in ROWS.where(tx, CorrectiveAction, _BY_DUE)
    ]
    return tuple(
        sorted(
            tasks,
            key=lambda one: (
                one.action.state is ActionState.CLOSED,
                one.action.due_on or date.max,
            ),
        )
    )


def add(db: Database, new: CorrectiveAction, *, officer: Officer) -> CorrectiveAction:
    """Add an action with the next number of its drill; sent again it is added once.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, NoRevision: Nothing was written.
        Conflict: There is no such drill.
        Unavailable: The outcome is unknown; send it again.
    """
    return add_all(db, [new], officer=officer)[0]


def add_all(
    db: Database, new: Sequence[CorrectiveAction], *, officer: Officer
) -> tuple[CorrectiveAction, ...]:
    """Add actions of one drill, such as those proposed; otherwise like `add`."""
    require(officer, Right.PLAN_DRILLS)
    ready = [_fresh(admit_texts(one)[0]) for one in new]
    for one in ready:
        checks.check_action(one)
    with db.write(officer) as tx:
        found = {one.id: ROWS.find(tx, CorrectiveAction, one.id) for one in ready}
        coming = [one for one in ready if found[one.id] is None]
        if coming:
            found |= {one.id: one for one in _numbered(tx, coming)}
        return tuple(one for one in (found[one.id] for one in ready) if one is not None)


def _fresh(action: CorrectiveAction) -> CorrectiveAction:
    """Return an action as nobody has done anything about it yet."""
    return replace(
        action,
        state=ActionState.OPEN,
        evidence="",
        done_by="",
        done_login="",
        done_at=None,
        checked_by="",
        checked_at=None,
        check_note="",
        version=1,
    )


def _numbered(tx: WriteTx, coming: Sequence[CorrectiveAction]) -> Sequence[CorrectiveAction]:
    drill = ROWS.get(tx, Drill, coming[0].drill)
    if any(one.drill != drill.id for one in coming):
        raise Conflict
    last = max((one.number for one in of_drill_in(tx, drill.id)), default=0)
    placed = [replace(one, number=last + place) for place, one in enumerate(coming, start=1)]
    for one in placed:
        _check_plans(tx, one)
    KEEPER.add_all(tx, placed, subject=drill.id)
    return placed


def change(db: Database, changed: CorrectiveAction, *, officer: Officer) -> CorrectiveAction:
    """Change what is to be done, by whom, until when, or which plan has to be revised.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, ActionClosed, ActionElsewhere, NoRevision:
            Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    ready: Any = admit_texts(changed)[0]
    checks.check_action(ready)

    def after(tx: WriteTx, before: CorrectiveAction) -> CorrectiveAction:
        checks.check_change(before, ready)
        _check_plans(tx, ready)
        return ready  # type: ignore[no-any-return]  # of the same kind

    return _changed(db, changed, after, officer)


def report_done(
    db: Database, seen: CorrectiveAction, *, evidence: str, officer: Officer, done_by: str = ""
) -> CorrectiveAction:
    """Note that an action was done, and what shows it; files may show it instead.

    Args:
        done_by: Who reports it; empty for the officer.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, ActionElsewhere, EvidenceMissing:
            Nothing was written. An action that nobody owns or that says nothing is not done.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    said, name = admit(evidence)[0].strip(), admit(done_by)[0].strip()

    def after(tx: WriteTx, before: CorrectiveAction) -> CorrectiveAction:
        checks.check_step(before, ActionState.DONE)
        for field in ("action", "owner"):
            if not getattr(before, field).strip():
                raise FieldEmpty(field=field)
        if not said and not ROWS.where(tx, File, ("id",), about=before.id):
            raise checks.EvidenceMissing(number=before.number)
        return replace(
            before,
            state=ActionState.DONE,
            evidence=said,
            done_by=name or officer.name,
            done_login=officer.login,
            done_at=tx.at,
            checked_by="",
            checked_at=None,
            check_note="",
        )

    return _changed(db, seen, after, officer)


def recheck(
    db: Database, seen: CorrectiveAction, *, is_good: bool, note: str, officer: Officer
) -> CorrectiveAction:
    """Close an action that another person reported done, or give it back with a reason.

    Raises:
        NotAllowed, OwnRecheck, ActionElsewhere, FieldEmpty, FieldOverlong: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    said = admit(note)[0].strip()

    def after(tx: WriteTx, before: CorrectiveAction) -> CorrectiveAction:
        if before.state is not ActionState.DONE:
            raise checks.ActionElsewhere(number=before.number)
        checks.check_other(before, officer)
        if not is_good:
            checks.check_reason(said, "check_note")
        return replace(
            before,
            state=ActionState.CLOSED if is_good else ActionState.OPEN,
            checked_by=officer.name,
            checked_at=tx.at,
            check_note=said,
        )

    return _changed(db, seen, after, officer)


def reopen(
    db: Database, seen: CorrectiveAction, *, reason: str, officer: Officer
) -> CorrectiveAction:
    """Open an action again that was closed or reported done; what was said stays in its history.

    Raises:
        NotAllowed, ActionElsewhere, FieldEmpty, FieldOverlong: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    said = admit(reason)[0].strip()

    def after(tx: WriteTx, before: CorrectiveAction) -> CorrectiveAction:
        checks.check_step(before, ActionState.OPEN)
        checks.check_reason(said, "check_note")
        return replace(
            before,
            state=ActionState.OPEN,
            checked_by=officer.name,
            checked_at=tx.at,
            check_note=said,
        )

    return _changed(db, seen, after, officer)


def withdraw(db: Database, gone: CorrectiveAction, *, officer: Officer) -> None:
    """Take out an action that should not have been added; its history stays.

    Raises:
        NotAllowed, ActionElsewhere: Nothing was written; it is not open any more.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        before = ROWS.get(tx, CorrectiveAction, gone.id)
        if before.state is not ActionState.OPEN or before.done_at is not None:
            raise checks.ActionElsewhere(number=before.number)
        KEEPER.remove_all(tx, [gone], subject=gone.drill)


def _changed(
    db: Database,
    seen: CorrectiveAction,
    after: _Step,
    officer: Officer,
) -> CorrectiveAction:
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        before = ROWS.get(tx, CorrectiveAction, seen.id)
        ready = after(tx, before)
        checks.check_action(ready)
        return KEEPER.change(tx, before, replace(ready, version=seen.version))


def _check_plans(tx: Tx, action: CorrectiveAction) -> None:
    for plan_id in (action.plan_id, action.revised_plan_id):
        if plan_id is not None and ROWS.find(tx, Plan, plan_id) is None:
            raise Conflict
    revised = action.revised_plan_id
    checks.check_revision(action, None if revised is None else ROWS.get(tx, Plan, revised))
