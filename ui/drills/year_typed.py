"""When a drill is held, as planners type it: `5`, `5-12`, `5-12 9:00`, `5-12 9:00-11:30`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from commandcenter.drills.model.drill import Drill
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import fold
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_
from ui.drills.year_move import Span, put_on

_DAY = r"(?:(?P<year{n}>\d{{4}})[-/.年])?(?P<month{n}>\d{{1,2}})[-/.月](?P<day{n}>\d{{1,2}})日?"
_TIME = r"(?P<hour{n}>\d{{1,2}}):?(?P<minute{n}>\d{{2}})"
_MONTH = re.compile(r"(?P<month>\d{1,2})月?")
_WHEN = re.compile(
    rf"{_DAY.format(n=1)}"
    rf"(?:\s+{_TIME.format(n=1)}"
    rf"(?:\s*[-–—~至到]\s*(?:{_DAY.format(n=2)}\s+)?{_TIME.format(n=2)})?)?"
)
_A_NIGHT, _A_DAY = timedelta(hours=12), timedelta(days=1)
_OVER_NEW_YEAR = {("12", "1"), ("12", "01")}


class UnreadableWhen(Rejected):
    """What was typed is neither a month nor a day."""

    sentence = N_("'{text}' is no time. Write 5, 5-12, 5-12 9:00 or 5-12 9:00-11:30.")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A month, or a time within it; both empty where nothing was set."""

    month: int = 0
    span: Span | None = None


def read_when(text: str, *, year: int, usual: timedelta) -> When:
    """Return what was typed, in a year.

    Args:
        usual: How long a drill lasts that does not say so.

    Raises:
        UnreadableWhen: It is no time.
    """
    typed = fold(text).strip()
    if not typed:
        return When()
    try:
        return _read(typed, year, usual)
    except ValueError as error:
        raise UnreadableWhen(text=text.strip()) from error


def said_when(when: When) -> str:
    """Return it as it can be typed again."""
    if when.span is None:
        return str(when.month or "")
    begins = when.span.begins_at.astimezone(BEIJING)
    ends = when.span.ends_at.astimezone(BEIJING)
    day = f"{begins.month}-{begins.day} {begins:%H:%M}"
    if begins.date() == ends.date():
        return f"{day}-{ends:%H:%M}"
    return f"{day} - {ends.month}-{ends.day} {ends:%H:%M}"


def when_of(drill: Drill, usual: timedelta) -> When:
    """Return when a drill is planned to be held."""
    if drill.begins_at is None:
        return When(month=drill.month)
    ends_at = drill.ends_at or drill.begins_at + usual
    return When(month=drill.month, span=Span(begins_at=drill.begins_at, ends_at=ends_at))


def _read(typed: str, year: int, usual: timedelta) -> When:
    month = _MONTH.fullmatch(typed)
    if month is not None:
        return When(month=date(year, int(month["month"]), 1).month)
    found = _WHEN.fullmatch(typed)
    if found is None:
        raise ValueError(typed)
    day = _day(found, 1, year)
    if found["hour1"] is None:
        return When(month=day.month, span=put_on(day, usual))
    begins_at = _moment(day, found, 1)
    ends_at = begins_at + usual
    if found["hour2"] is not None:
        ends_at = _end(found, day, begins_at)
    if ends_at <= begins_at:
        raise ValueError(typed)
    return When(month=day.month, span=Span(begins_at=begins_at, ends_at=ends_at))


def _end(found: re.Match[str], day: date, begins_at: datetime) -> datetime:
    """Return when it ends: after midnight, or after the new year, where that is meant."""
    if found["month2"] is not None:
        is_after = (found["month1"], found["month2"]) in _OVER_NEW_YEAR
        return _moment(_day(found, 2, day.year + is_after), found, 2)
    ends_at = _moment(day, found, 2)
    later = ends_at + _A_DAY
    # Longer than a night it is a slip of the finger.
    return later if ends_at <= begins_at and later - begins_at <= _A_NIGHT else ends_at


def _day(found: re.Match[str], number: int, year: int) -> date:
    """Return the day that was typed; another year than the one meant is none."""
    if found[f"year{number}"] not in (None, str(year)):
        raise ValueError(found[0])
    return date(year, int(found[f"month{number}"]), int(found[f"day{number}"]))


def _moment(day: date, found: re.Match[str], number: int) -> datetime:
    at = time(int(found[f"hour{number}"]), int(found[f"minute{number}"]))
    return datetime.combine(day, at, BEIJING)
