"""Shifts: who keeps watch from when to when."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.times import BEIJING


class DutyRole(StrEnum):
    """What a person does in a shift."""

    LEADER = "leader"  # 带班领导
    CHIEF = "chief"  # 值班长
    DEPUTY = "deputy"  # 副班
    REPORTING = "reporting"  # 信息岗
    DISPATCH = "dispatch"  # 调度岗
    TECH = "tech"  # 技术岗
    STANDBY = "standby"  # 备班
    DRIVER = "driver"  # 值班司机


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a shift."""

    person_id: UUID
    name: str
    role: DutyRole
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One watch; half-open `[start_at, end_at)`.

    Attributes:
        day: The shift day its entries are numbered by: the Beijing day it starts on.
        name: As spoken, such as 夜班.
        closed_at: When its handover froze it; later entries belong to the next shift.
        version: Grows with each change.
    """

    id: UUID
    day: date
    name: str
    start_at: datetime
    end_at: datetime
    members: tuple[Member, ...] = ()
    weather: str = ""
    closed_at: datetime | None = None
    version: int = 1

    def who(self, role: DutyRole) -> tuple[Member, ...]:
        """Return the persons with this role, in the order of the rota."""
        return tuple(member for member in self.members if member.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One line of the shift pattern.

    Attributes:
        start: Beijing time of day.
        length: Until the next watch takes over.
    """

    name: str
    start: time
    length: timedelta


def planned(pattern: tuple[Watch, ...], at: datetime) -> tuple[Watch, datetime]:
    """Return the watch of the pattern that covers a moment, and when it began.

    Raises:
        ValueError: The pattern leaves this moment uncovered.
    """
    today = at.astimezone(BEIJING).date()
    for day in (today, today - timedelta(days=1)):
        for watch in pattern:
            start = datetime.combine(day, watch.start, BEIJING)
            if start <= at < start + watch.length:
                return watch, start
    raise ValueError("the shift pattern leaves a gap")
