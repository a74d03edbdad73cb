"""The words of the year: dictionaries of the county, and times as people say them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from commandcenter.database.engine import Database
from commandcenter.directory.model import Term
from commandcenter.directory.service import areas, phrases
from commandcenter.drills.model.drill import Drill, State
from commandcenter.kernel.times import BEIJING
from ui.drills.year_days import month_word
from ui.drills.year_move import Span, placed
from ui.widgets.times import day_and_weekday
from ui.widgets.words import language, tr

HAZARD, THEME, PLAN, ACTIVITY = "hazard_kind", "drill_theme", "plan_kind", "activity_kind"
_DICTIONARIES = (HAZARD, THEME, PLAN, ACTIVITY)
_TOWNSHIP_DIGITS = 9
STATE_TONES = {
    State.PLANNED: "",
    State.READY: "accent",
    State.RUNNING: "drill",
    State.ENDED: "inverse",
    State.CLOSED: "ok",
    State.CANCELLED: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What codes mean, in both languages.

    Attributes:
        of: Terms by dictionary and code, in the order of the county.
        areas: Names by code.
    """

    of: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)

    def said(self, dictionary: str, code: str) -> str:
        """Return the word for a code in the language of the window; unknown codes as they are."""
        term = self.of.get(dictionary, {}).get(code)
        if term is None:
            return code
        return term.zh if language() == "zh" else term.en or term.zh

    def offered(self, dictionary: str, none: str = "") -> list[tuple[object, str]]:
        """Return codes with their words, after the empty one."""
        known = self.of.get(dictionary, {})
        return [("", none), *((code, self.said(dictionary, code)) for code in known)]

    def places(self, none: str = "") -> list[tuple[object, str]]:
        """Return areas with their names, after the empty one."""
        return [("", none), *((code, self.area(code)) for code in self.areas)]

    def area(self, code: str) -> str:
        """Return the name of an area with that of the township around it."""
        township = self.areas.get(code[:_TOWNSHIP_DIGITS], "")
        name = self.areas.get(code, code)
        return name if name == township else f"{township} {name}".strip()


def read(db: Database, *, on: date) -> Terms:
    """Return the dictionaries as they stand."""
    with db.read() as tx:
        known = areas.existing(tx, on=on)
        of = {name: {term.code: term for term in phrases.words(tx, name)} for name in _DICTIONARIES}
    return Terms(of=of, areas={area.code: area.name for area in known})


def when_words(one: Drill) -> str:
    """Return when a drill is held in words, or its month; that nothing was set, if so."""
    span = placed(one)
    if span is not None:
        return span_words(span)
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
