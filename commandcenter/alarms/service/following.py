"""Alarms that follow what stands in other parts: raised when something is overdue, over with it.

Whoever of the living workstations comes first does it, and it is done once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.service import types
from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.alarms.store import alarms as store
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.kernel.officer import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """Something that is overdue.

    Attributes:
        source: Tells it from everything else that may be.
        since: A stored moment; a later one for the same source is something new, which is
            heard even if somebody acknowledged what was before.
        subject: The record it is about.
    """

    source: str
    title: str
    since: datetime
    subject: UUID
    area_code: str = ""
    drill_id: UUID | None = None


# Looks at what stands at a moment.
Look = Callable[[Tx, datetime], Sequence[Overdue]]


def follow(db: Database, type_code: str, look: Look, *, officer: Officer) -> tuple[Alarm, ...]:
    """Raise an alarm for everything that came to be overdue, and clear what no longer is.

    Looks without a lock first; only writes if there is something to do.

    Raises:
        Unavailable: The outcome is unknown; the next heartbeat does it again.
    """
    with db.read() as tx:
        if not any(_work(tx, type_code, look(tx, db.now(tx)))):
            return ()
    changed: list[Alarm] = []
    with db.write(officer) as tx:
        new, over = _work(tx, type_code, look(tx, tx.at))
        for one in new:
            raised = raise_in(
                tx,
                type_code,
                source=one.source,
                title=one.title,
                subject=one.subject,
                area_code=one.area_code,
                at=one.since,
                drill_id=one.drill_id,
                is_new=True,
            )
            changed += [raised] if raised is not None else []
        for source in over:
            changed += clear_in(tx, type_code, source, at=tx.at)
    return tuple(changed)


def _work(tx: Tx, type_code: str, found: Sequence[Overdue]) -> tuple[list[Overdue], list[str]]:
    there = {one.source for one in found}
    over = [one.source for one in store.going_on(tx, type_code) if one.source not in there]
    if not types.is_alarm(tx, type_code):
        return [], over
    return [one for one in found if _is_new(tx, type_code, one)], over


def _is_new(tx: Tx, type_code: str, one: Overdue) -> bool:
    told = store.newest_of(tx, type_code, one.source, drill_id=one.drill_id)
    return told is None or told.last_at < one.since
