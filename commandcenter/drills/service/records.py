"""Adding, changing and taking out the records of plans and drills, whatever they are.

What a kind of record refuses beyond that is checked by the service of its subject, which
hands its check in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.drills.model.checks import DrillArchived, check_texts
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.evaluation import Evaluation, Item, Mark, Observation, Score
from commandcenter.drills.model.evaluation_checks import check_own_observation
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts

Record = TypeVar("Record")
Check = Callable[[WriteTx, Any], None]

# Who may change them; whoever plans drills may change all others.
_NEEDED: Mapping[type, Right] = {
    Item: Right.PLAN_DRILLS,
    Evaluation: Right.EVALUATE,
    Observation: Right.EVALUATE,
    Mark: Right.EVALUATE,
}
# Grades are given in a form, which may be somebody else's or handed in.
_ELSEWHERE = (Score,)
# What follows from a drill lives on after it has been archived.
_AFTERWARDS = (CorrectiveAction,)


def needed(kind: type) -> Right:
    """Return the right that is needed to change records of a kind."""
    if kind in _ELSEWHERE:
        raise TypeError(f"{kind.__name__} is changed by a service of its own")
    return _NEEDED.get(kind, Right.PLAN_DRILLS)


def _no_check(_tx: WriteTx, _record: Any) -> None:
    """Refuse nothing more."""


def add(db: Database, new: Record, *, officer: Officer, check: Check = _no_check) -> Record:
    """Add a record; one whose id is there already is returned as it stands.

    Args:
        check: Refuses what speaks against it; gets the record that was admitted.

    Raises:
        NotAllowed, FieldOverlong, DrillArchived: Nothing was written.
        Unavailable: The outcome is unknown; send it again.
    """
    return add_all(db, [new], officer=officer, check=check)[0]


def add_all(
    db: Database, new: Sequence[Record], *, officer: Officer, check: Check = _no_check
) -> tuple[Record, ...]:
    """Add records that belong to one subject, or none of them; otherwise like `add`."""
    require(officer, needed(type(new[0])))
    ready = [admit_texts(one)[0] for one in new]
    with db.write(officer) as tx:
        known = [ROWS.find(tx, type(one), one.id) for one in ready]
        if all(one is not None for one in known):
            return tuple(one for one in known if one is not None)
        for one in ready:
            check_open(tx, one)
            check_texts(one)
            check(tx, one)
        KEEPER.add_all(tx, ready, subject=KEEPER.subject_of(ready[0]))
    return tuple(ready)


def change(
    db: Database,
    changed: Record,
    *,
    officer: Officer,
    check: Callable[[WriteTx, Any, Any], None] = lambda _tx, _before, _after: None,
) -> Record:
    """Change a record that carries the version that was seen.

    Args:
        check: Refuses what speaks against it; gets the record before and after.

    Raises:
        NotAllowed, NotYourObservation, FieldOverlong, DrillArchived: Nothing was written.
        Conflict: Somebody changed it first, it is gone, or it was to go to another drill or plan.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, needed(type(changed)))
    ready: Any = admit_texts(changed)[0]
    check_texts(ready)
    with db.write(officer) as tx:
        before: Any = ROWS.get(tx, type(ready), ready.id)
        check_open(tx, before)
        check_own(before, officer)
        if KEEPER.subject_of(ready) != KEEPER.subject_of(before):
            raise Conflict  # its history belongs to the drill or plan that it was written for
        check(tx, before, ready)
        return KEEPER.change(tx, before, ready)  # type: ignore[no-any-return]  # of the same kind


def remove(db: Database, gone: Any, *, officer: Officer) -> None:
    """Take out a record that carries the version that was seen; its history stays.

    Raises:
        NotAllowed, NotYourObservation, DrillArchived: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, needed(type(gone)))
    with db.write(officer) as tx:
        before: Any = ROWS.get(tx, type(gone), gone.id)
        check_open(tx, before)
        check_own(before, officer)
        KEEPER.remove_all(tx, [gone], subject=KEEPER.subject_of(gone))


def check_open(tx: Tx, record: Any) -> None:
    """Refuse to change what belongs to a drill that is in the archive.

    Raises:
        DrillArchived: It has to be taken out of the archive first.
    """
    drill_id = getattr(record, "drill", None)
    if drill_id is None or isinstance(record, _AFTERWARDS):
        return
    one = ROWS.get(tx, Drill, drill_id)
    if one.state is State.CLOSED:
        raise DrillArchived(title=one.title)


def check_own(record: Any, officer: Officer) -> None:
    """Refuse to change what somebody else noted.

    Raises:
        NotYourObservation: Another account noted it.
    """
    if isinstance(record, Observation):
        check_own_observation(record, officer.login)


def moved(tx: WriteTx, before: Drill, **values: Any) -> Drill:
    """Change some fields of a drill as read in this transaction."""
    return KEEPER.change(tx, before, replace(before, **values))


def find(db: Database, kind: type[Record], record_id: UUID) -> Record | None:
    """Return a record, if it is there."""
    with db.read() as tx:
        return ROWS.find(tx, kind, record_id)


def of_drill(
    db: Database, kind: type[Record], drill_id: UUID, order: Sequence[str]
) -> tuple[Record, ...]:
    """Return the records of a kind that belong to a drill, in order of some fields."""
    with db.read() as tx:
        return ROWS.where(tx, kind, order, drill=drill_id)


def everything(db: Database, kind: type[Record], order: Sequence[str]) -> tuple[Record, ...]:
    """Return all records of a kind, in order of some fields."""
    with db.read() as tx:
        return ROWS.where(tx, kind, order)
