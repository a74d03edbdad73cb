"""How long a warning still holds, and how long a call may still take, in words."""

from datetime import datetime, timedelta

from commandcenter.kernel.times import BEIJING
from ui.widgets.times import ago, countdown, day_and_weekday, span
from ui.widgets.words import tr


def moment(at: datetime, now: datetime) -> str:
    """Return hours and minutes, with the day where it is not today."""
    local, today = at.astimezone(BEIJING), now.astimezone(BEIJING).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if local.date() == today + timedelta(days=1):
        return tr("tomorrow {time}").format(time=f"{local:%H:%M}")
    if local.year == today.year:
        return f"{day_and_weekday(local.date())[0]} {local:%H:%M}"
    return f"{local:%Y-%m-%d %H:%M}"


def until(ends_at: datetime, now: datetime) -> str:
    """Return until when something holds, as a time of day."""
    return tr("holds until {time}").format(time=moment(ends_at, now))


def left(ends_at: datetime, now: datetime) -> str:
    """Return how long something still holds, or how long ago it ended."""
    rest = ends_at - now
    if rest <= timedelta(0):
        return tr("ended {ago}").format(ago=ago(-rest.total_seconds()))
    if rest < timedelta(days=2):
        return tr("{time} left").format(time=span(rest.total_seconds()))
    return tr("{time} left").format(time=tr("{count} days").format(count=rest.days))


def running(due_at: datetime, now: datetime) -> str:
    """Return a running time, or how long it is over."""
    rest = (due_at - now).total_seconds()
    if rest < 0:
        return tr("late {time}").format(time=short(-rest))
    return tr("{time} left").format(time=short(rest))


def short(seconds: float) -> str:
    """Return a running time, without hours where there are none."""
    return countdown(seconds).removeprefix("00:")
