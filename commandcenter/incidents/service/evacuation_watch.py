"""People of running evacuations who are missing, or whom nobody has moved in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.service import following
from commandcenter.alarms.service.following import Overdue
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import areas
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.service.evacuation import townships_in
from commandcenter.incidents.store import keeping as store
from commandcenter.incidents.store import response as response_store
from commandcenter.incidents.store.keeping import Standing
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.matters.service import clocks

ALARM = "evacuation"
RULE = "response.evacuation_s"


def follow_people(db: Database, *, officer: Officer) -> tuple[Alarm, ...]:
    """Raise alarms for people who are missing or late, and clear them when they are neither.

    Missing is who could not be reached; each row is an alarm. Late is who is to be moved, was
    told, is on the way or refuses, and of whom nothing more was noted for as long as the county
    allows; each township is an alarm. Called by the heartbeat of every workstation.

    Raises:
        Unavailable: The outcome is unknown; the next heartbeat does it again.
    """
    return following.follow(db, ALARM, _overdue, officer=officer)


def _overdue(tx: Tx, at: datetime) -> Sequence[Overdue]:
    limit = clocks.limit_in(tx, RULE, at)
    missing = store.missing(tx)
    late = store.not_moved(tx, at - limit) if limit else ()
    if not missing and not late:
        return []
    running = {one.id: one for one in response_store.active_anywhere(tx)}
    names = {area.code: area.name for area in areas.existing(tx, on=day_of(at))}
    townships = townships_in(tx, day_of(at))
    found = [
        _alarm_of(running[row.about], row, names, row.at) for row in missing if row.about in running
    ]
    of_running = [
        replace(row, area_code=townships.get(row.area_code, row.area_code))
        for row in late
        if row.about in running
    ]
    for rows in _by_place(of_running):
        since = max(row.at for row in rows) + (limit or timedelta(0))
        found.append(_alarm_of(running[rows[0].about], rows[0], names, since))
    return found


def _by_place(rows: Iterable[Standing]) -> list[list[Standing]]:
    found: dict[tuple[UUID, str], list[Standing]] = {}
    for row in rows:
        found.setdefault((row.about, row.area_code), []).append(row)
    return list(found.values())


def _alarm_of(one: Response, row: Standing, names: Mapping[str, str], since: datetime) -> Overdue:
    """Return what an alarm says; nobody is named, as everybody sees it."""
    title = (one.number, one.opening.title, names.get(row.area_code, row.area_code), row.number)
    return Overdue(
        source=":".join(filter(None, ("evacuation", str(one.id), row.area_code, row.number))),
        title=" ".join(filter(None, title)),
        since=since,
        subject=one.id,
        area_code=row.area_code,
        drill_id=one.opening.drill_id,
    )
