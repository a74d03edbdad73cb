"""The words of the county's dictionaries and the names of its areas, by code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from commandcenter.database.engine import Database
from commandcenter.directory.model import Term
from commandcenter.directory.service import areas, phrases
from ui.widgets.words import language

CATEGORY, HAZARD, SKILL = "team_category", "hazard_kind", "team_skill"
EQUIPMENT_STATE, AGREEMENT, LEVEL = "equipment_state", "agreement_kind", "readiness_level"
NORM = "strength_norm"
_DICTIONARIES = (CATEGORY, HAZARD, SKILL, EQUIPMENT_STATE, AGREEMENT, LEVEL, NORM)
_TOWNSHIP_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What codes mean, in both languages.

    Attributes:
        of: Terms by dictionary and code, in the order of the county.
        areas: Names by code.
        townships: Codes of the areas one can filter by.
    """

    of: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    townships: tuple[str, ...] = ()

    def said(self, dictionary: str, code: str) -> str:
        """Return the word for a code in the language of the window; unknown codes as they are."""
        term = self.of.get(dictionary, {}).get(code)
        if term is None:
            return code
        return term.zh if language() == "zh" else term.en or term.zh

    def codes(self, dictionary: str) -> tuple[str, ...]:
        """Return the codes of a dictionary in their order."""
        return tuple(self.of.get(dictionary, {}))

    def area(self, code: str) -> str:
        """Return the name of an area with that of the township around it."""
        township = self.township(code)
        name = self.areas.get(code, code)
        return name if name == township else f"{township} {name}".strip()

    def township(self, code: str) -> str:
        """Return the name of the township that an area lies in; empty if there is none."""
        return self.areas.get(code[:_TOWNSHIP_DIGITS], "")


def read(db: Database, *, on: date) -> Terms:
    """Return the dictionaries as they stand."""
    with db.read() as tx:
        known = areas.existing(tx, on=on)
        of = {name: {term.code: term for term in phrases.words(tx, name)} for name in _DICTIONARIES}
    return Terms(
        of=of,
        areas={area.code: area.name for area in known},
        townships=tuple(area.code for area in known if area.tier == "township"),
    )
