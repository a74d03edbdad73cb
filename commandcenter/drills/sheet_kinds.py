"""Cells of a script: times of the drill's clock, objectives and lines by their numbers."""

import re
from collections.abc import Collection
from datetime import date, time

from commandcenter.documents.sheets.fields import CellValue, Fault, Kind
from commandcenter.drills.model.line_checks import LONGEST_S
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_, Translate

_NOT_AN_OFFSET = N_(
    "Sheet {sheet}, cell {cell}: {field} “{text}” is not a time of the drill. Write it like"
    " 00:35:00, or in minutes."
)
_OFFSET_TOO_LONG = N_(
    "Sheet {sheet}, cell {cell}: {field} “{text}” is longer than a drill can take. Correct it."
)
_NO_OBJECTIVE = N_(
    "Sheet {sheet}, cell {cell}: there is no objective “{text}”. Possible: {known}. Correct it or"
    " leave the cell empty."
)
_NOT_A_LINE = N_(
    "Sheet {sheet}, cell {cell}: {field} “{text}” is not the number of a line. Write the number"
    " alone."
)

_CLOCK = re.compile(r"(?:t\s*)?\+?\s*(\d{1,3}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?")
_MINUTES = re.compile(r"(?:t\s*)?\+?\s*(\d{1,6}(?:\.\d+)?)")
_SPOKEN = re.compile(
    r"(?:t\s*)?\+?\s*(?:(\d{1,4}(?:\.\d+)?)\s*(?:个?小时|时|h(?:ours?)?))?"
    r"\s*(?:(\d{1,6}(?:\.\d+)?)\s*(?:分钟|分|min(?:utes?)?|m))?"
    r"\s*(?:(\d{1,6})\s*(?:秒钟|秒|s(?:ec(?:onds?)?)?))?"
)
# A duration in a cell with the format of a date reads as a day soon after the first one, which
# Excel takes to be the last of 1899, other programs the day before, and old Macintoshes 1904.
_DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ t](\d{2}):(\d{2}):(\d{2}))?")
_DAYS_ZERO = {1899: date(1899, 12, 30), 1900: date(1899, 12, 31), 1904: date(1904, 1, 1)}
_MOST_DAYS = 8
_OBJECTIVE = re.compile(r"(?:o|目标|objective)?\s*(\d{1,6})(?:\.0+)?")
_LINE = re.compile(r"(?:第|#|no\.?|line)?\s*(\d{1,9})(?:\.0+)?\s*[条号]?")

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400


def plain(typed: str) -> str:
    """Return a text in the form in which it is understood."""
    return fold(typed).strip()


def seconds_of(typed: str) -> int | None:
    """Return the seconds that a cell means: `1:05` are 65 minutes, `5` are five."""
    text = plain(typed)
    if found := _CLOCK.fullmatch(text):
        return _clock(*(int(part or 0) for part in found.groups()))
    if found := _MINUTES.fullmatch(text):
        return round(float(found[1]) * _MINUTE_S)
    if found := _DATED.fullmatch(text):
        return _dated(found)
    found = _SPOKEN.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return round(hours * _HOUR_S + minutes * _MINUTE_S + seconds)


def _clock(hours: int, minutes: int, seconds: int) -> int | None:
    if minutes >= _MINUTE_S or seconds >= _MINUTE_S:
        return None
    return hours * _HOUR_S + minutes * _MINUTE_S + seconds


def _dated(found: re.Match[str]) -> int | None:
    year, month, day, *clock = (int(part or 0) for part in found.groups())
    try:
        on = date(year, month, day)
    except ValueError:  # no such day
        return None
    zero = _DAYS_ZERO.get(year)
    within = _clock(*clock)
    if zero is None or within is None or not 0 <= (on - zero).days < _MOST_DAYS:
        return None
    return (on - zero).days * _DAY_S + within


def _parse_seconds(typed: str) -> int | Fault:
    found = seconds_of(typed)
    if found is None:
        return Fault(sentence=_NOT_AN_OFFSET)
    return found if found <= LONGEST_S else Fault(sentence=_OFFSET_TOO_LONG)


def offset() -> Kind:
    """Return the kind of times of the drill's clock, in seconds, shown as 00:35:00."""

    def show(value: int | None, _words: Translate) -> CellValue:
        return None if value is None else _shown(value)

    return Kind(parse=_parse_seconds, show=show)


def limit() -> Kind:
    """Return the kind of time limits, in seconds, shown in minutes where they are whole."""

    def show(value: int | None, _words: Translate) -> CellValue:
        if value is None:
            return None
        minutes, rest = divmod(value, _MINUTE_S)
        return _shown(value) if rest else minutes

    return Kind(parse=_parse_seconds, show=show)


def _shown(seconds: int) -> CellValue:
    hours, rest = divmod(seconds, _HOUR_S)
    minutes, rest = divmod(rest, _MINUTE_S)
    if seconds < _DAY_S:
        return time(hours, minutes, rest)
    return f"{hours:02}:{minutes:02}:{rest:02}"


def objective(known: Collection[int]) -> Kind:
    """Return the kind of objectives by number, such as O1.

    Args:
        known: Numbers of the objectives of the drill.
    """
    listed = ", ".join(f"O{number}" for number in sorted(known)) or "-"

    def parse(typed: str) -> int | Fault:
        found = _OBJECTIVE.fullmatch(plain(typed))
        if found is None or int(found[1]) not in known:
            return Fault(sentence=_NO_OBJECTIVE, facts={"known": listed})
        return int(found[1])

    def show(value: int | None, _words: Translate) -> CellValue:
        return None if value is None else f"O{value}"

    return Kind(parse=parse, show=show)


def line_number() -> Kind:
    """Return the kind of lines by number."""

    def parse(typed: str) -> int | Fault:
        found = _LINE.fullmatch(plain(typed))
        return int(found[1]) if found else Fault(sentence=_NOT_A_LINE)

    return Kind(parse=parse)
