"""Time in whole microseconds since the first midnight, and who keeps watch when."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from commandcenter.cli.demo.scene import Crew
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.kernel.times import BEIJING

SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
_SPARE_DAYS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchkeepers:
    """Who keeps watch in a shift."""

    shift: Shift
    recorders: tuple[Member, ...]
    crew: Crew


class Timeline:
    """Counts microseconds from the first midnight and knows who keeps watch."""

    def __init__(self, shifts: Sequence[Shift]) -> None:
        first = shifts[0].day
        self.midnight = datetime.combine(first, time(), BEIJING).astimezone(UTC)
        self._millisecond = int(self.midnight.timestamp() * 1000)
        span = (shifts[-1].day - first).days + _SPARE_DAYS
        self._days = [first + timedelta(days=number) for number in range(span)]
        self._starts = [self.microsecond(shift.start_at) for shift in shifts]
        self._watches = tuple(map(_watchkeepers, shifts, [shifts[0], *shifts]))

    def microsecond(self, at: datetime) -> int:
        """Return how long after the first midnight a moment is."""
        return (at - self.midnight) // timedelta(microseconds=1)

    def moment(self, microsecond: int) -> datetime:
        """Return the moment, UTC."""
        return self.midnight + timedelta(0, 0, microsecond)

    def millisecond(self, microsecond: int) -> int:
        """Return milliseconds since 1970, as ids need them."""
        return self._millisecond + microsecond // 1000

    def day(self, number: int) -> date:
        """Return the calendar day so many days after the first."""
        return self._days[number]

    def watch(self, microsecond: int) -> Watchkeepers:
        """Return who keeps watch; after the last shift, still the last."""
        return self._watches[bisect_right(self._starts, microsecond) - 1]


def _watchkeepers(shift: Shift, before: Shift) -> Watchkeepers:
    chief = shift.who(DutyRole.CHIEF)[0]
    deputies = shift.who(DutyRole.DEPUTY)
    crew = Crew(
        leader=shift.who(DutyRole.LEADER)[0].name,
        chief=chief.name,
        before=before.who(DutyRole.CHIEF)[0].name,
        watch=shift.name,
        watch_before=before.name,
    )
    return Watchkeepers(shift=shift, recorders=(chief, *deputies), crew=crew)
