"""Days as people type them."""

from datetime import date

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_


class UnreadableDay(Rejected):
    """A day that is none."""

    sentence = N_("'{text}' is not a date. Write it as 2026-07-18.")


def read_day(text: str) -> date | None:
    """Return the day that was typed; None if nothing was.

    Raises:
        UnreadableDay: It is no day.
    """
    typed = text.strip()
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise UnreadableDay(text=typed) from error


def needed_day(text: str) -> date:
    """Return the day that was typed, which has to be one.

    Raises:
        UnreadableDay: It is no day, or nothing.
    """
    day = read_day(text)
    if day is None:
        raise UnreadableDay(text="")
    return day
