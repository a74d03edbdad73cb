"""What time of the year a day belongs to, for those who answer the phone."""

from datetime import date, timedelta
from functools import cache

from commandcenter.cli.demo.weather import calendar


def tags_of(day: date) -> frozenset[str]:
    """Return the names of all periods a day lies in, such as flood, fire or spring."""
    month_day = f"{day:%m-%d}"
    tags = {
        name for name, (first, last) in calendar()["periods"].items()
        if _covers(first, last, month_day)
    }  # fmt: skip
    if day in _spring_days():
        tags.add("spring")
    return frozenset(tags)


def _covers(first: str, last: str, month_day: str) -> bool:
    if first <= last:
        return first <= month_day <= last
    return month_day >= first or month_day <= last


@cache
def _spring_days() -> frozenset[date]:
    spring = calendar()["spring_festival"]
    span = range(-spring["before_days"], spring["after_days"] + 1)
    return frozenset(day + timedelta(days=offset) for day in spring["days"] for offset in span)
