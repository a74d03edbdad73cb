"""Recurring drills (RRULE of RFC 5545): read, checked, laid out over a year."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from itertools import takewhile
from typing import cast

from dateutil.rrule import rrule, rrulestr

from commandcenter.drills.model.checks import check_filled
from commandcenter.drills.model.year import Series
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

_DAY = r"[+-]?[1-5]?(MO|TU|WE|TH|FR|SA|SU)"
_MONTH_DAY = r"-?(0?[1-9]|[12]\d|3[01])"
_MONTH = r"(0?[1-9]|1[0-2])"
# What can be said of a recurring drill; days of the year and weeks are left to no reader.
_PARTS: dict[str, str] = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d{0,2}",
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "BYDAY": rf"{_DAY}(,{_DAY})*",
    "BYMONTHDAY": rf"{_MONTH_DAY}(,{_MONTH_DAY})*",
    "BYMONTH": rf"{_MONTH}(,{_MONTH})*",
    "BYSETPOS": r"-?[1-5]",
    "WKST": r"MO|TU|WE|TH|FR|SA|SU",
}
_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORT, _ORDINAL = ("DAILY", "WEEKLY"), re.compile(r"\d")
_CYCLE, _LAST_BEGIN, _YEAR_DIGITS = 400, 9970, 4
_EXAMPLE = "FREQ=MONTHLY;BYDAY=1TU"
_WITHIN_DAY = re.compile(r"HOURLY|MINUTELY|SECONDLY|BYHOUR|BYMINUTE|BYSECOND")


class RecurrenceUnreadable(Rejected):
    """Nobody could say which days it means."""

    sentence = N_("'{rrule}' is no recurrence. Write it like {example}.")


class RecurrenceTooFine(Rejected):
    """Recurring drills are days, not hours."""

    sentence = N_("'{rrule}' repeats within a day. Repeat by day, week, month or year.")


class RecurrenceEmpty(Rejected):
    """No day ever."""

    sentence = N_("'{rrule}' has no day from {first} on. Correct it.")


def check(series: Series) -> None:
    """Refuse a recurrence that cannot be read or has no day.

    Raises:
        FieldEmpty, RecurrenceUnreadable, RecurrenceTooFine, RecurrenceEmpty: What is wrong.
    """
    check_filled(series, ("title", "rrule"))
    rule, _ = _rule(series, series.begins_on.year)
    if next(iter(rule), None) is None:
        raise RecurrenceEmpty(rrule=series.rrule, first=series.begins_on)


def days_in(series: Series, year: int) -> tuple[date, ...]:
    """Return the days of a recurrence that lie in a year; one without an end is cut off there.

    Raises:
        RecurrenceUnreadable, RecurrenceTooFine, RecurrenceEmpty: It cannot be laid out.
    """
    rule, later = _rule(series, year)
    first, last = _midnight(date(year + later, 1, 1)), _midnight(date(year + later, 12, 31))
    days = takewhile(lambda at: at <= last, rule.xafter(first, inc=True))
    return tuple(at.date().replace(year=year) for at in days)


def _rule(series: Series, year: int) -> tuple[rrule, int]:
    """Return the recurrence as days in local time without a zone, and how many years later.

    Days are sought to the year 9999. Every 400 years the calendar is the same; so much later
    the search for a day that never comes is short.

    Args:
        year: The last one that is asked for.
    """
    text = series.rrule.strip().upper().removeprefix("RRULE:").rstrip(";")
    parts = _parts(text, series)
    if not _has_days(parts):
        raise RecurrenceEmpty(rrule=series.rrule, first=series.begins_on)
    until = parts.get("UNTIL", "")
    newest = max(series.begins_on.year, year, int(until[:_YEAR_DIGITS] or 0))
    later = max(0, (_LAST_BEGIN - newest) // _CYCLE * _CYCLE)
    if until:
        moved = f"{int(until[:_YEAR_DIGITS]) + later:04}{until[_YEAR_DIGITS:]}"
        text = text.replace(f"UNTIL={until}", f"UNTIL={moved}")
    begin = _midnight(series.begins_on.replace(year=series.begins_on.year + later))
    try:
        return cast("rrule", rrulestr(text, dtstart=begin, ignoretz=True)), later
    except (ValueError, IndexError) as error:
        raise RecurrenceUnreadable(rrule=series.rrule, example=_EXAMPLE) from error


def _parts(text: str, series: Series) -> Mapping[str, str]:
    """Return what a recurrence says, by name."""
    if _WITHIN_DAY.search(text):
        raise RecurrenceTooFine(rrule=series.rrule)
    pairs = [part.partition("=") for part in text.split(";")]
    parts = {name: value for name, _, value in pairs}
    known = all(re.fullmatch(_PARTS.get(name, "(?!)"), value) for name, value in parts.items())
    # 'The first Tuesday' is one of a month or a year.
    is_vague = parts.get("FREQ") in _SHORT and _ORDINAL.search(parts.get("BYDAY", ""))
    if not known or is_vague or "FREQ" not in parts or len(parts) != len(pairs):
        raise RecurrenceUnreadable(rrule=series.rrule, example=_EXAMPLE)
    return parts


def _has_days(parts: Mapping[str, str]) -> bool:
    """Whether a recurrence can have a day at all, as far as that is seen without searching."""
    if parts["FREQ"] == "DAILY" and parts.get("BYSETPOS", "1").lstrip("-") != "1":
        return False
    if "BYMONTH" not in parts or "BYMONTHDAY" not in parts:
        return True
    months, days = (parts[name].split(",") for name in ("BYMONTH", "BYMONTHDAY"))
    return min(abs(int(day)) for day in days) <= max(_LONGEST[int(month)] for month in months)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
