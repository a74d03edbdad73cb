"""What the page of alarms is given, and what it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.model.kinds import AlarmType


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that can be done about an alarm, from the dictionary of the county."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of alarm management against its goal.

    Attributes:
        title: Source text.
        goal: As it is read, such as `<= 1`.
        value: Measured; None while the data are too few to say.
        is_met: None where there is no value.
        needs_days: So many days of data are needed, *has_days* there are.
    """

    code: str
    title: str
    goal: str
    value: str | None = None
    is_met: bool | None = None
    needs_days: int = 30
    has_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All alarms that are not closed, with what explains them.

    Attributes:
        areas: Names by code.

        flood_since: Set while alarms come faster than anybody can read; as shown.
    """

    alarms: tuple[Alarm, ...] = ()
    types: tuple[AlarmType, ...] = ()
    actions: tuple[Action, ...] = ()
    measures: tuple[Measure, ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    flood_since: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What the page calls on worker threads; each raises what its service raises."""

    read: Callable[[], Overview]
    acknowledge: Callable[[Acknowledgement], Alarm]
    shelve: Callable[[Shelving], Alarm]
    take_back: Callable[[UUID, Alarm], Alarm]
    change_type: Callable[[AlarmType], AlarmType]
