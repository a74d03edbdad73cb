"""States and times of drills as people say them."""

from datetime import datetime

from commandcenter.drills.model.drill import Drill, State, times
from commandcenter.kernel.times import BEIJING
from ui.widgets.times import day_and_weekday
from ui.widgets.words import language, tr

_MINUTE_S, _HOUR_S = 60, 3_600

STATE_TONES = {
    State.PLANNED: "",
    State.READY: "accent",
    State.RUNNING: "drill",
    State.ENDED: "inverse",
    State.CLOSED: "ok",
    State.CANCELLED: "",
}


def when(one: Drill) -> str:
    """Return when a drill is held, or its month, in words; empty if nothing was set."""
    begins_at, ends_at = times(one)
    if begins_at is not None:
        begins = begins_at.astimezone(BEIJING)
        day, weekday = day_and_weekday(begins.date())
        said = f"{begins.year}" if language() != "zh" else f"{begins.year}年"
        date_words = f"{said}{day}" if language() == "zh" else f"{day} {said}"
        return f"{date_words} {weekday} {_hours(begins, ends_at)}"
    if one.month:
        return tr("{month}/{year}, day not set").format(month=one.month, year=one.year)
    return ""


def _hours(begins: datetime, ends_at: datetime | None) -> str:
    if ends_at is None:
        return f"{begins:%H:%M}"
    ends = ends_at.astimezone(BEIJING)
    days = (ends.date() - begins.date()).days
    later = f" +{days}" if days else ""
    return f"{begins:%H:%M}–{ends:%H:%M}{later}"


def offset_words(offset_s: int) -> str:
    """Return a time of the drill's clock, such as `00:35` or `01:05:30`."""
    sign = "-" if offset_s < 0 else ""
    hours, rest = divmod(abs(offset_s), _HOUR_S)
    minutes, seconds = divmod(rest, _MINUTE_S)
    tail = f":{seconds:02}" if seconds else ""
    return f"{sign}{hours:02}:{minutes:02}{tail}"
