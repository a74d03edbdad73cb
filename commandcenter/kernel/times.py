"""Times: aware, stored in UTC with microseconds, shown in Beijing time."""

from datetime import UTC, date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "+08:00")


def stamp(at: datetime) -> str:
    """Return the form that is hashed: UTC, six digits of seconds, `Z`.

    Raises:
        ValueError: *at* has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a time without zone cannot be stored")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def unstamp(text: str) -> datetime:
    """Read back what `stamp` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def clock(at: datetime) -> str:
    """Return hours and minutes as shown in the duty room, such as `22:41`."""
    return f"{at.astimezone(BEIJING):%H:%M}"


def day_of(at: datetime) -> date:
    """Return the calendar day in Beijing."""
    return at.astimezone(BEIJING).date()


def chinese_date(day: date) -> str:
    """Return the date as official documents print it, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_weekday(day: date) -> str:
    """Return the weekday in Chinese, such as `星期六`."""
    return "星期" + "一二三四五六日"[day.weekday()]
