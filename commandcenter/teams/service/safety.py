"""Teams at a scene that did not answer their safety call in time."""

from collections.abc import Sequence
from datetime import datetime

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.service import following
from commandcenter.alarms.service.following import Overdue
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.kernel.officer import Officer
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.store import safety as store

ALARM = "safety_call"


def follow_calls(db: Database, *, officer: Officer) -> tuple[Alarm, ...]:
    """Raise an alarm for each team that was to answer by now; clear it once it has.

    Called by the heartbeat of every workstation; each missed call is raised once.

    Raises:
        Unavailable: The outcome is unknown; the next heartbeat does it again.
    """
    return following.follow(db, ALARM, _late, officer=officer)


def _late(tx: Tx, at: datetime) -> Sequence[Overdue]:
    return [_overdue(one, one.check_due_at) for one in store.silent(tx, at) if one.check_due_at]


def _overdue(one: Dispatch, due_at: datetime) -> Overdue:
    order = one.order
    return Overdue(
        source=f"dispatch:{one.id}",
        title=" ".join(filter(None, (one.number, one.team_name, order.place))),
        since=due_at,
        subject=one.id,
        area_code=order.area_code,
        drill_id=order.drill_id,
    )
