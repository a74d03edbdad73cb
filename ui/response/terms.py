"""The words of the county's dictionaries and the names of its areas, by code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commandcenter.database.engine import Database
from commandcenter.directory.service import areas, phrases
from ui.records.terms import Dictionaries
from ui.widgets.words import tr

HAZARD, TIER, MEASURE = "hazard_kind", "matrix_tier", "matrix_measure"
GROUP, SUGGESTION = "joint_group", "response_suggestion"
_DICTIONARIES = (HAZARD, TIER, MEASURE, GROUP, SUGGESTION)
_TOWNSHIP_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Dictionaries):
    """What codes mean, in both languages.

    Attributes:
        townships: Their codes, in order.
    """

    townships: tuple[str, ...] = ()

    def area(self, code: str) -> str:
        """Return the name of an area; an unknown code as it is."""
        return self.areas.get(code, code)

    def township_of(self, code: str) -> str:
        """Return the code of the township that an area lies in; its own if in none."""
        township = code[:_TOWNSHIP_DIGITS]
        return township if township in self.areas else code

    def said_areas(self, codes: Iterable[str]) -> str:
        """Return the names of areas in their order; the whole county if there are none."""
        names = [self.area(code) for code in sorted(codes)]
        return tr(", ").join(names) if names else tr("The whole county")

    def place(self, code: str) -> str:
        """Return an area with the township around it."""
        township, name = self.township_of(code), self.area(code)
        if township == code:
            return name
        return tr("{township} {area}").format(township=self.area(township), area=name)


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
