"""The words of the county's dictionaries, and times of drills as people say them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from commandcenter.database.engine import Database
from commandcenter.directory.model import Term
from commandcenter.directory.service import areas, phrases
from commandcenter.drills.model.drill import Drill, State
from commandcenter.kernel.times import BEIJING
from ui.widgets.times import day_and_weekday
from ui.widgets.words import language, tr

HAZARD, THEME, GROUP = "hazard_kind", "drill_theme", "drill_group"
_DICTIONARIES = (HAZARD, THEME, GROUP)
_TOWNSHIP_DIGITS = 9
_MINUTE_S, _HOUR_S = 60, 3_600

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

    def offered(self, dictionary: str) -> list[tuple[str, str]]:
        """Return the codes of a dictionary with their words, in their order."""
        return [(code, self.said(dictionary, code)) for code in self.of.get(dictionary, {})]

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


def when(one: Drill) -> str:
    """Return when a drill is held, or its month, in words; empty if nothing was set."""
    if one.begins_at is not None:
        begins = one.begins_at.astimezone(BEIJING)
        day, weekday = day_and_weekday(begins.date())
        said = f"{begins.year}" if language() != "zh" else f"{begins.year}年"
        date_words = f"{said}{day}" if language() == "zh" else f"{day} {said}"
        return f"{date_words} {weekday} {_hours(begins, one.ends_at)}"
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
