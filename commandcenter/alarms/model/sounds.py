"""What is heard: every red alarm, and of the others no more than ears can bear.

Of any ten minutes, however many alarms there are, no more than twenty sounds are heard.
A red alarm that comes right after many sounds waits for a minute at most, and the sound
that follows names all that waited.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.kernel.severity import Severity

WINDOW = timedelta(minutes=10)
# So many sounds are made at once; after them one in each gap, which makes twenty of both.
_AT_ONCE = 10
_GAP = WINDOW / _AT_ONCE
# What is not red leaves room for what is.
_AT_ONCE_OTHERS = 5
_GAP_OTHERS = 2 * _GAP


class SoundKind(StrEnum):
    """How an alarm is heard."""

    ALARM = "alarm"  # one alarm
    BURST = "burst"  # several at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """One sound.

    Attributes:
        severity: The worst of its alarms.
        count: How many alarms it stands for.
        alarm_ids: Which.
    """

    kind: SoundKind
    severity: Severity
    count: int
    alarm_ids: tuple[UUID, ...]


def plan(
    waiting: Iterable[Alarm], *, at: datetime, in_flood: bool, played: Sequence[datetime]
) -> tuple[Sound, ...]:
    """Return the sounds to play now, of alarms that were not heard yet.

    What no sound names has to be given again the next time.

    Args:
        played: When the last sounds were played; older than ten minutes do not matter.
    """
    known = sorted(waiting, key=lambda one: (one.severity.rank, one.raised_at, one.id))
    red = [one for one in known if one.severity is Severity.RED]
    others = [one for one in known if one.severity is not Severity.RED]
    recent = [moment for moment in played if at - WINDOW < moment <= at]
    sounds: list[Sound] = []
    if red and _has_room(recent, at, _AT_ONCE, _GAP):
        sounds.append(_sound(red))
        recent.append(at)
    room = _AT_ONCE_OTHERS - len(recent)
    if others and not in_flood and len(others) <= room:
        return (*sounds, *(_sound([one]) for one in others))
    if others and _has_room(recent, at, _AT_ONCE_OTHERS, _GAP_OTHERS):
        sounds.append(_sound(others))
    return tuple(sounds)


def _has_room(recent: Sequence[datetime], at: datetime, at_once: int, gap: timedelta) -> bool:
    return len(recent) < at_once or at >= max(recent) + gap


def _sound(alarms: Sequence[Alarm]) -> Sound:
    return Sound(
        kind=SoundKind.ALARM if len(alarms) == 1 else SoundKind.BURST,
        severity=alarms[0].severity,
        count=len(alarms),
        alarm_ids=tuple(one.id for one in alarms),
    )
