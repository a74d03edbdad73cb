"""Times of the year as people say them."""

from datetime import date

from commandcenter.drills.model.drill import Drill, times
from commandcenter.kernel.times import BEIJING
from ui.drills.year_days import month_word
from ui.drills.year_move import Span
from ui.widgets.times import day_and_weekday
from ui.widgets.words import tr


def when_words(one: Drill) -> str:
    """Return when a drill is held in words, or its month; that nothing was set, if so."""
    begins_at, ends_at = times(one)
    if begins_at is not None and ends_at is not None:
        return span_words(Span(begins_at=begins_at, ends_at=ends_at))
    if begins_at is not None:
        begins = begins_at.astimezone(BEIJING)
        return f"{' '.join(day_and_weekday(begins.date()))} {begins:%H:%M}"
    return (
        tr("{month}, day not set").format(month=month_word(one.month))
        if one.month
        else tr("Month not set")
    )


def span_words(span: Span) -> str:
    """Return a time in words: day, weekday, hours."""
    begins, ends = span.begins_at.astimezone(BEIJING), span.ends_at.astimezone(BEIJING)
    day, weekday = day_and_weekday(begins.date())
    if begins.date() == ends.date():
        return f"{day} {weekday} {begins:%H:%M}–{ends:%H:%M}"
    last, _ = day_and_weekday(ends.date())
    return f"{day} {weekday} {begins:%H:%M} – {last} {ends:%H:%M}"


def day_words(day: date | None) -> str:
    """Return a day as it stands in tables; empty for none."""
    return f"{day:%Y-%m-%d}" if day is not None else ""
