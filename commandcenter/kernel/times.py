"""Times: aware, stored in UTC with microseconds, shown in Beijing time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

Clock = Callable[[], datetime]

BEIJING = timezone(timedelta(hours=8), "+08:00")


def now() -> datetime:
    """Return the present moment. Only what starts a program asks; rules get it as argument."""
    return datetime.now(UTC)


def stamp(at: datetime) -> str:
    """Return the form that is hashed: UTC, six digits of seconds, `Z`.

    Raises:
        ValueError: *at* has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a time without zone cannot be stored")
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def unstamp(text: str) -> datetime:
    """Read back what `stamp` wrote."""
    return datetime.fromisoformat(text)


def clock(at: datetime) -> str:
    """Return hours and minutes as shown in the duty room, such as `22:41`."""
    return f"{at.astimezone(BEIJING):%H:%M}"


def minute(at: datetime) -> str:
    """Return day and minute in Beijing, such as `2026-07-18 22:41`."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def day_of(at: datetime) -> date:
    """Return the calendar day in Beijing."""
    return at.astimezone(BEIJING).date()


def chinese_date(day: date) -> str:
    """Return the date as official documents print it, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_weekday(day: date) -> str:
    """Return the weekday in Chinese, such as `星期六`."""
    return "星期" + "一二三四五六日"[day.weekday()]
