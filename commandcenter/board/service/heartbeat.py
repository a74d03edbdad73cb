"""What has to happen by itself in all parts: each living workstation asks every second or so.

Every deadline is a stored time of the database, so nothing depends on any one program. Whoever
comes first does what is due, and it is done once.
"""

from dataclasses import replace

from commandcenter.alarms.service import heartbeat as alarms
from commandcenter.alarms.service.heartbeat import PROGRAM, Beat
from commandcenter.database.engine import Database
from commandcenter.incidents.service import evacuation_watch
from commandcenter.teams.service import safety
from commandcenter.warnings.service import calling, intake


def beat(db: Database, *, station: str = "") -> Beat:
    """Do everything whose time has come; only reads if there is nothing to do.

    Raises:
        NoSuchRule, BadValue: The county does not say how long to wait for an answer.
        Unavailable: The database did not answer; the next beat does the rest.
    """
    officer = replace(PROGRAM, station=station)
    intake.expire_due(db, officer=officer)
    safety.follow_calls(db, officer=officer)
    evacuation_watch.follow_people(db, officer=officer)
    calling.escalate_due(db, officer=officer)
    return alarms.escalate_due(db, station=station)
