"""The words of the county's dictionaries and the names of its areas, by code."""

from dataclasses import dataclass
from datetime import date

from commandcenter.database.engine import Database
from commandcenter.directory.service import areas, phrases
from ui.records.terms import Dictionaries

HAZARD, THEME, GROUP = "hazard_kind", "drill_theme", "drill_group"
PLAN, ACTIVITY = "plan_kind", "activity_kind"
_DICTIONARIES = (HAZARD, THEME, GROUP, PLAN, ACTIVITY)
_TOWNSHIP_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Dictionaries):
    """What codes mean, in both languages."""

    def offered(self, dictionary: str) -> list[tuple[str, str]]:
        """Return the codes of a dictionary with their words, in their order."""
        return [(code, self.said(dictionary, code)) for code in self.codes(dictionary)]

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
        of = phrases.by_code(tx, _DICTIONARIES)
    return Terms(of=of, areas={area.code: area.name for area in known})
