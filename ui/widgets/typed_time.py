"""Times as officers type them: `2241`, `22:41`, `7-18 22:41`, in Beijing time."""

import re
from datetime import date, datetime, time, timedelta
from enum import Enum

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import fold
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_

_FORM = re.compile(
    r"(?:(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?\s+)?"
    r"(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})|(?P<digits>\d{3,4}))"
)
_HALF_A_DAY = timedelta(hours=12)
_HALF_A_YEAR = timedelta(days=183)
_A_DAY = timedelta(days=1)


class Toward(Enum):
    """Where a time without a date lies."""

    PAST = "past"
    FUTURE = "future"


class UnreadableTime(Rejected):
    """What was typed is no time of day."""

    sentence = N_("'{text}' is no time. Write 2241, 22:41 or 7-18 22:41.")


def read_time(text: str, *, now: datetime, toward: Toward) -> datetime | None:
    """Return the moment that was typed; None for an empty field.

    A time without a date is of today, or of the day before where that is much nearer:
    `2350` shortly after midnight. A due time that has passed today is of tomorrow.

    Raises:
        UnreadableTime: It is no time.
    """
    typed = fold(text).strip()  # full-width digits and colons as well
    if not typed:
        return None
    found = _FORM.fullmatch(typed)
    if found is None:
        raise UnreadableTime(text=text.strip())
    local = now.astimezone(BEIJING)
    try:
        at = _time_of_day(found)
        if found["month"] is None:
            return _near(datetime.combine(local.date(), at, BEIJING), local, toward)
        year = int(found["year"] or local.year)
        moment = datetime.combine(date(year, int(found["month"]), int(found["day"])), at, BEIJING)
        return moment if found["year"] else _in_nearest_year(moment, local)
    except ValueError as error:
        raise UnreadableTime(text=text.strip()) from error


def shown_time(at: datetime, *, now: datetime) -> str:
    """Return a moment as the field shows it: with its date unless it is today."""
    local, today = at.astimezone(BEIJING), now.astimezone(BEIJING).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    day = f"{local.month}-{local.day} {local:%H:%M}"
    return day if local.year == today.year else f"{local.year}-{day}"


def _time_of_day(found: re.Match[str]) -> time:
    digits = found["digits"]
    if digits is not None:
        return time(int(digits[:-2]), int(digits[-2:]))
    return time(int(found["hour"]), int(found["minute"]))


def _near(moment: datetime, now: datetime, toward: Toward) -> datetime:
    if toward is Toward.FUTURE:
        return moment if moment > now - timedelta(minutes=1) else moment + _A_DAY
    return moment - _A_DAY if moment > now + _HALF_A_DAY else moment


def _in_nearest_year(moment: datetime, now: datetime) -> datetime:
    if moment > now + _HALF_A_YEAR:
        return moment.replace(year=moment.year - 1)
    if moment < now - _HALF_A_YEAR:
        return moment.replace(year=moment.year + 1)
    return moment
