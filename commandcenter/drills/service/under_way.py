"""The drills in which a workstation can take part."""

from datetime import UTC, datetime

from commandcenter.database.engine import Database
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.store.keeping import ROWS

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def running(db: Database) -> tuple[Drill, ...]:
    """Return the drills that run now, the one begun last at the end."""
    with db.read() as tx:
        found = ROWS.where(tx, Drill, ("number",), state=State.RUNNING)
    return tuple(sorted(found, key=lambda one: one.began_at or _LONG_AGO))
