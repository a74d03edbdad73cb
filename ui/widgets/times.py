"""Durations and dates as people say them."""

from datetime import date

from commandcenter.kernel.times import chinese_weekday
from ui.widgets.words import language, tr

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def ago(seconds: float) -> str:
    """Return how long ago something was, such as `3 分钟前`."""
    if seconds < 1:
        return tr("just now")
    if seconds < _MINUTE:
        return tr("{count} s ago").format(count=int(seconds))
    if seconds < _HOUR:
        return tr("{count} min ago").format(count=int(seconds // _MINUTE))
    if seconds < _DAY:
        return tr("{count} h ago").format(count=int(seconds // _HOUR))
    return tr("{count} d ago").format(count=int(seconds // _DAY))


def span(seconds: float) -> str:
    """Return a duration to the minute, below a minute to the second: `9 小时 14 分`."""
    whole = max(0, int(seconds))
    hours, minutes = whole // _HOUR, whole % _HOUR // _MINUTE
    if hours:
        return tr("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    if minutes:
        return tr("{minutes} min").format(minutes=minutes)
    return tr("{count} s").format(count=whole)


def countdown(seconds: float) -> str:
    """Return a running time as HH:MM:SS, with a minus once it is over."""
    whole = abs(int(seconds))
    sign = "-" if int(seconds) < 0 else ""
    return f"{sign}{whole // _HOUR:02}:{whole % _HOUR // _MINUTE:02}:{whole % _MINUTE:02}"


def day_and_weekday(day: date) -> tuple[str, str]:
    """Return the day without its year, and the weekday."""
    if language() == "zh":
        return f"{day.month}月{day.day}日", chinese_weekday(day)
    return f"{day.day} {_MONTHS[day.month - 1]}", _WEEKDAYS[day.weekday()]
