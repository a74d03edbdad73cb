"""What has to happen by itself in all parts: each living workstation asks every second or so.

Every deadline is a stored time of the database, so nothing depends on any one program. Whoever
comes first does what is due, and it is done once.
"""

from dataclasses import replace
from functools import partial

from commandcenter.alarms.service import heartbeat as alarms
from commandcenter.alarms.service.heartbeat import PROGRAM, Beat
from commandcenter.database.engine import Database
from commandcenter.drills.service import delivering
from commandcenter.incidents.service import evacuation_watch
from commandcenter.kernel.errors import Unavailable
from commandcenter.teams.service import safety
from commandcenter.warnings.service import calling, feeds, intake


def beat(db: Database, *, station: str = "") -> Beat:
    """Do everything whose time has come; only reads if there is nothing to do.

    Alarms come first. What cannot be done, such as for want of a rule row, keeps nothing else
    from being done; it is raised at the end.

    Raises:
        Unavailable: The database did not answer; the next beat does the rest.
    """
    officer = replace(PROGRAM, station=station)
    done = Beat()
    failed: list[Exception] = []
    for step in (
        partial(alarms.escalate_due, db, station=station),
        partial(intake.expire_due, db, officer=officer),
        partial(safety.follow_calls, db, officer=officer),
        partial(evacuation_watch.follow_people, db, officer=officer),
        partial(calling.escalate_due, db, officer=officer),
        partial(feeds.note_silent, db, officer=officer),
        partial(delivering.deliver_due, db, officer=officer),
    ):
        try:
            found = step()
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - raised below, after the other steps
            failed.append(error)
        else:
            done = found if isinstance(found, Beat) else done
    if failed:
        raise failed[0]
    return done
