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

_DAY = r"(?:\d{{4}}[-/.年])?(?P<month{n}>\d{{1,2}})[-/.月](?P<day{n}>\d{{1,2}})日?"
_TIME = r"(?P<hour{n}>\d{{1,2}}):?(?P<minute{n}>\d{{2}})"
_MONTH = re.compile(r"(?P<month>\d{1,2})月?")
_WHEN = re.compile(
    rf"{_DAY.format(n=1)}"
    rf"(?:\s+{_TIME.format(n=1)}"
    rf"(?:\s*[-–—~至到]\s*(?:{_DAY.format(n=2)}\s+)?{_TIME.format(n=2)})?)?"
)
_USUAL_LENGTH = timedelta(hours=2)


class UnreadableWhen(Rejected):
    """What was typed is neither a month nor a day."""

    sentence = N_("'{text}' is no time. Write 5, 5-12, 5-12 9:00 or 5-12 9:00-11:30.")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A month, or a time within it; both empty where nothing was set."""

    month: int = 0
    span: Span | None = None


def read_when(text: str, *, year: int) -> When:
    """Return what was typed, in a year.

    Raises:
        UnreadableWhen: It is no time.
    """
    typed = fold(text).strip()
    if not typed:
        return When()
    try:
        return _read(typed, year)
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


def when_of(drill: Drill) -> When:
    """Return when a drill is held."""
    if drill.begins_at is None:
        return When(month=drill.month)
    ends_at = drill.ends_at or drill.begins_at + _USUAL_LENGTH
    return When(month=drill.month, span=Span(begins_at=drill.begins_at, ends_at=ends_at))


def _read(typed: str, year: int) -> When:
    month = _MONTH.fullmatch(typed)
    if month is not None:
        return When(month=date(year, int(month["month"]), 1).month)
    found = _WHEN.fullmatch(typed)
    if found is None:
        raise ValueError(typed)
    day = date(year, int(found["month1"]), int(found["day1"]))
    if found["hour1"] is None:
        return When(month=day.month, span=put_on(day))
    begins_at = _moment(day, found, 1)
    ends_at = begins_at + _USUAL_LENGTH
    if found["hour2"] is not None:
        last = day
        if found["month2"] is not None:
            last = date(year, int(found["month2"]), int(found["day2"]))
        ends_at = _moment(last, found, 2)
    if ends_at <= begins_at:
        raise ValueError(typed)
    return When(month=day.month, span=Span(begins_at=begins_at, ends_at=ends_at))


def _moment(day: date, found: re.Match[str], number: int) -> datetime:
    at = time(int(found[f"hour{number}"]), int(found[f"minute{number}"]))
    return datetime.combine(day, at, BEIJING)
