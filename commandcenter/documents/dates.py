"""Dates and numerals as a paper prints them, in the language of its words."""

from datetime import date, datetime, timedelta

from commandcenter.kernel.times import BEIJING, clock
from commandcenter.kernel.words import N_, Translate

# A time of day that is farther away than this could as well be of another day.
_NEAR = timedelta(hours=12)
DAY = N_("{year}-{month:02}-{day:02}")
WEEKDAYS = N_("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
NUMERALS = N_("1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. 12. 13. 14. 15. 16. 17. 18. 19. 20.")


def day(words: Translate, on: date) -> str:
    """Return a date without leading zeros in Chinese (GB/T 9704), as ISO in English."""
    return words(DAY).format(year=on.year, month=on.month, day=on.day)


def weekday(words: Translate, on: date) -> str:
    """Return the name of the weekday."""
    return words(WEEKDAYS).split()[on.weekday()]


def moment(words: Translate, at: datetime) -> str:
    """Return date and minute in Beijing."""
    local = at.astimezone(BEIJING)
    return f"{day(words, local.date())} {local:%H:%M}"


def beside(words: Translate, at: datetime, other: datetime) -> str:
    """Return a time as short as it is clear beside another one."""
    return clock(at) if abs(at - other) < _NEAR else moment(words, at)


def numbered(words: Translate, position: int, title: str) -> str:
    """Return a heading with its numeral, such as `一、本班概况`; positions begin at 1."""
    numeral = words(NUMERALS).split()[position - 1]
    return f"{numeral}{title}" if numeral.endswith("、") else f"{numeral} {title}"
