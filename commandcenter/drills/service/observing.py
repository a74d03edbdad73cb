"""What evaluators see while a drill runs: noted at once, with photographs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.drills.model.checks import check_filled, check_texts
from commandcenter.drills.model.drill import Drill, Objective
from commandcenter.drills.model.evaluation import Observation
from commandcenter.drills.model.evaluation_checks import check_held, check_past
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import files, records
from commandcenter.drills.service.files import Given
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts


def note(
    db: Database, new: Observation, *, officer: Officer, given: Sequence[Given] = ()
) -> Observation:
    """Note something that was seen, with its photographs; sent again it is noted once.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, TooLarge, InFuture, DrillNotHeld,
        DrillArchived: Nothing was written.
        Conflict: The drill, line or objective is not there.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.EVALUATE)
    ready = _checked(replace(new, login=officer.login))
    with db.write(officer) as tx:
        known = ROWS.find(tx, Observation, ready.id)
        if known is not None:
            return known
        records.check_open(tx, ready)
        check_past(ready.at, at=tx.at)
        check_held(ROWS.get(tx, Drill, ready.drill))
        _check_links(tx, ready)
        photographs = files.new_in(tx, ready.id, given)
        KEEPER.add_all(tx, [ready, *photographs], subject=ready.drill)
    return ready


def change(db: Database, changed: Observation, *, officer: Officer) -> Observation:
    """Change an observation that carries the version that was seen.

    Raises:
        NotAllowed, NotYourObservation, FieldEmpty, FieldOverlong, InFuture, DrillArchived:
            Nothing was written.
        Conflict: Somebody changed it first, or it is gone, or its line or objective is.
        Unavailable: The outcome is unknown; look at it again.
    """
    ready = _checked(changed)

    def check(tx: WriteTx, before: Observation, after: Observation) -> None:
        if after.login != before.login:
            raise Conflict
        check_past(after.at, at=tx.at)
        _check_links(tx, after)

    return records.change(db, ready, officer=officer, check=check)


def _checked(one: Observation) -> Observation:
    ready: Any = admit_texts(one)[0]
    check_filled(ready, ("text", "observer"))
    check_texts(ready)
    return ready  # type: ignore[no-any-return]  # of the same kind


def _check_links(tx: Tx, one: Observation) -> None:
    links: tuple[tuple[type, Any], ...] = (
        (Inject, one.inject_id),
        (Objective, one.objective_id),
    )
    for kind, link in links:
        if link is not None:
            found: Any = ROWS.find(tx, kind, link)
            if found is None or found.drill != one.drill:
                raise Conflict
