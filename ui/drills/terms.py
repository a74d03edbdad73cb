"""The words of the county's dictionaries and the names of its areas, by code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from commandcenter.database.engine import Database
from commandcenter.directory.model import Term
from commandcenter.directory.service import areas, phrases
from ui.widgets.words import language

HAZARD, THEME, GROUP = "hazard_kind", "drill_theme", "drill_group"
PLAN, ACTIVITY = "plan_kind", "activity_kind"
_DICTIONARIES = (HAZARD, THEME, GROUP, PLAN, ACTIVITY)
_TOWNSHIP_DIGITS = 9


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

    def choices(self, dictionary: str, none: str = "") -> list[tuple[str, str]]:
        """Return codes with their words, after the empty one."""
        return [("", none), *self.offered(dictionary)]

    def places(self, none: str = "") -> list[tuple[str, str]]:
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
