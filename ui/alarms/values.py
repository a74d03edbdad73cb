"""What the page of alarms reads, and what its forms ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.model.figures import Value
from commandcenter.alarms.model.flood import Flood
from commandcenter.alarms.model.kinds import AlarmType
from commandcenter.alarms.service import lists, types
from commandcenter.database.engine import Database
from commandcenter.directory.model import BadValue, NoSuchRule, Term
from commandcenter.directory.service import areas
from commandcenter.kernel.times import day_of

# The figures are of the time before now that is looked at together.
PERIOD = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All alarms that are not closed, with what explains them.

    Attributes:
        alarms: Of reality, and of the drill that the window plays in.
        areas: Names by code.
        flood: The one that is under way.
    """

    alarms: tuple[Alarm, ...] = ()
    types: tuple[AlarmType, ...] = ()
    actions: tuple[Term, ...] = ()
    figures: tuple[Value, ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    flood: Flood | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """What an officer says about an alarm; *act_id* makes sending twice harmless."""

    act_id: UUID
    alarm: Alarm
    action: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelving:
    """For how long an alarm is to be silent, and why."""

    act_id: UUID
    alarm: Alarm
    length: timedelta
    reason: str


def read(db: Database, *, at: datetime, drill_id: UUID | None) -> Overview:
    """Return what the page shows.

    Args:
        drill_id: The drill that the window plays in; its alarms stand beside the real ones.
    """
    with db.read() as tx:
        names = tuple((one.code, one.name) for one in areas.existing(tx, on=day_of(at)))
    return Overview(
        alarms=_alarms(db, {None, drill_id}),
        types=types.everything(db),
        actions=lists.actions(db),
        figures=_figures(db, at),
        areas=names,
        flood=lists.flood(db),
    )


def _alarms(db: Database, scopes: Iterable[UUID | None]) -> tuple[Alarm, ...]:
    return tuple(
        one
        for scope in scopes
        for one in (*lists.active(db, drill_id=scope), *lists.shelved(db, drill_id=scope))
    )


def _figures(db: Database, at: datetime) -> tuple[Value, ...]:
    try:
        return lists.figures(db, at - PERIOD, at)
    except (NoSuchRule, BadValue):
        return ()  # alarms are shown whether or not a rule row is missing
