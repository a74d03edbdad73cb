"""What the roster adds up to: totals, matrix of hazards and skills, norms, what runs out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.words import N_
from commandcenter.teams.model.team import Line, Team

# Firms are counted apart: 家 instead of 支.
FIRM = "contract_firm"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterQuery:
    """Which teams are wanted.

    Attributes:
        area_code: This area and everything in it.
        containing: In number, name, leader, owner, address, phone or pinyin initials.
    """

    category: str = ""
    hazard: str = ""
    skill: str = ""
    area_code: str = ""
    containing: str = ""
    with_retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """How many teams (支), or firms (家), and people (人) one category has."""

    category: str
    teams: int
    people: int

    @property
    def are_firms(self) -> bool:
        """Whether they are counted in 家."""
        return self.category == FIRM


def totals(lines: Iterable[Line], categories: Sequence[str]) -> tuple[Total, ...]:
    """Count teams and people by category, in the given order; others follow."""
    teams: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for line in lines:
        teams[line.team.category] += 1
        people[line.team.category] += line.headcount
    codes = dict.fromkeys((*categories, *sorted(teams)))
    return tuple(Total(category=code, teams=teams[code], people=people[code]) for code in codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many teams work at a hazard and have a skill.

    Attributes:
        is_needed: Whether the county says that this hazard asks for this skill.
    """

    hazard: str
    skill: str
    teams: int
    people: int
    is_needed: bool

    @property
    def is_gap(self) -> bool:
        """Whether it is needed and nobody has it."""
        return self.is_needed and self.teams == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Hazards against skills; `cells` holds every pair of `hazards` and `skills`."""

    hazards: tuple[str, ...]
    skills: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]

    @property
    def gaps(self) -> tuple[Cell, ...]:
        """What is needed and nobody has."""
        return tuple(cell for cell in self.cells.values() if cell.is_gap)


def matrix(
    lines: Sequence[Line],
    *,
    hazards: Sequence[str],
    skills: Sequence[str],
    needed: frozenset[tuple[str, str]],
) -> Matrix:
    """Count the teams and people for each pair of hazard and skill."""
    teams: Counter[tuple[str, str]] = Counter()
    people: Counter[tuple[str, str]] = Counter()
    for line in lines:
        for hazard in line.team.hazards:
            for skill in line.team.all_skills:
                teams[hazard, skill] += 1
                people[hazard, skill] += line.headcount
    cells = {
        (hazard, skill): Cell(
            hazard=hazard,
            skill=skill,
            teams=teams[hazard, skill],
            people=people[hazard, skill],
            is_needed=(hazard, skill) in needed,
        )
        for hazard in hazards
        for skill in skills
    }
    return Matrix(hazards=tuple(hazards), skills=tuple(skills), cells=cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """A team's headcount against its norm."""

    team: Team
    required: int
    headcount: int

    @property
    def missing(self) -> int:
        """How many people it lacks."""
        return max(0, self.required - self.headcount)


class Expires(StrEnum):
    """What runs out."""

    CERTIFICATE = "certificate"
    INSURANCE = "insurance"
    AGREEMENT = "agreement"
    ASSESSMENT = "assessment"
    EQUIPMENT = "equipment"
    VEHICLE = "vehicle"
    STORE_AGREEMENT = "store_agreement"
    SUPPLY = "supply"


EXPIRES_WORDS: dict[Expires, str] = {
    Expires.CERTIFICATE: N_("Certificate"),
    Expires.INSURANCE: N_("Insurance"),
    Expires.AGREEMENT: N_("Agreement"),
    Expires.ASSESSMENT: N_("Assessment"),
    Expires.EQUIPMENT: N_("Check of equipment"),
    Expires.VEHICLE: N_("Papers of a vehicle"),
    Expires.STORE_AGREEMENT: N_("Agreement of a store"),
    Expires.SUPPLY: N_("Supply"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """Something that runs out soon, or has run out.

    Attributes:
        owner_id: Of the team or store.
        owner: Its name.
        name: Of the person, thing or partner it is about.
        valid_to: Its last day.
        item_id: Of the supply, if it is one.
    """

    kind: Expires
    owner_id: UUID
    owner: str
    name: str
    valid_to: date
    item_id: UUID | None = None

    def days_left(self, on: date) -> int:
        """Return how many days it lasts after a day; negative once it is over."""
        return (self.valid_to - on).days
