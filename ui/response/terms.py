"""The words of the county's dictionaries and the names of its areas, by code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from commandcenter.database.engine import Database
from commandcenter.directory.model import Term
from commandcenter.directory.service import areas, phrases
from ui.widgets.words import language, tr

HAZARD, TIER, MEASURE = "hazard_kind", "matrix_tier", "matrix_measure"
GROUP, SUGGESTION = "joint_group", "response_suggestion"
_DICTIONARIES = (HAZARD, TIER, MEASURE, GROUP, SUGGESTION)
_TOWNSHIP_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What codes mean, in both languages.

    Attributes:
        of: Terms by dictionary and code, in the order of the county.
        areas: Names by code.
        townships: Their codes, in order.
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
        of = {name: {term.code: term for term in phrases.words(tx, name)} for name in _DICTIONARIES}
    return Terms(
        of=of,
        areas={area.code: area.name for area in known},
        townships=tuple(area.code for area in known if area.tier == "township"),
    )
