"""The words of the county's dictionaries and the names of its areas, by code."""

from dataclasses import dataclass
from datetime import date

from commandcenter.database.engine import Database
from commandcenter.directory.service import areas, phrases
from ui.records.terms import Dictionaries

CATEGORY, HAZARD, SKILL = "team_category", "hazard_kind", "team_skill"
EQUIPMENT_STATE, AGREEMENT, LEVEL = "equipment_state", "agreement_kind", "readiness_level"
NORM = "strength_norm"
_DICTIONARIES = (CATEGORY, HAZARD, SKILL, EQUIPMENT_STATE, AGREEMENT, LEVEL, NORM)
_TOWNSHIP_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Dictionaries):
    """What codes mean, in both languages.

    Attributes:
        townships: Codes of the areas one can filter by.
    """

    townships: tuple[str, ...] = ()

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
        of = phrases.by_code(tx, _DICTIONARIES)
    return Terms(
        of=of,
        areas={area.code: area.name for area in known},
        townships=tuple(area.code for area in known if area.tier == "township"),
    )
