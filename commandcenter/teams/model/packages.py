"""Response packages (run cards): which teams go to which kind of event."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MAX_NAME = 200
MOST_ROWS = 40
MOST_OF_ROW = 20
LEVELS = ("", "I", "II", "III", "IV")  # of the incident; empty means any


class PackageNameMissing(Rejected):
    """A package is chosen by its name."""

    sentence = N_("Write the name of the response package.")


class PackageEmpty(Rejected):
    """A package asks for at least one team."""

    sentence = N_("Add at least one row to the response package.")


class PackageTooLarge(Rejected):
    """Far more than any county can send."""

    sentence = N_("A response package has at most {rows} rows of at most {count} teams each.")


class PackageNameTooLong(Rejected):
    """The name fits one line."""

    sentence = N_(
        "The name of the response package has {length} characters; shorten it to {limit}."
    )


class RowSaysNothing(Rejected):
    """A row asks for a skill or a category."""

    sentence = N_("Choose a skill or a category in row {row}.")


class UnknownLevel(Rejected):
    """Levels are I to IV."""

    sentence = N_("Choose a level from I to IV, or none.")


class PackageTaken(Rejected):
    """One kind and level of event has one package."""

    sentence = N_("'{name}' is for this kind and level already. Change that one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """So many teams of one sort.

    Attributes:
        skill: Code of the dictionary `team_skill`; empty means any.
        category: Code of the dictionary `team_category`; empty means any.
    """

    skill: str = ""
    category: str = ""
    count: int = 1
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What goes to one kind and level of event.

    Attributes:
        hazard: Code of the dictionary `hazard_kind`.
        level: One of LEVELS.
    """

    id: UUID
    name: str
    hazard: str = ""
    level: str = ""
    rows: tuple[Row, ...] = ()
    is_retired: bool = False
    version: int = 1


def check(package: Package) -> None:
    """Refuse a package that breaks a rule.

    Raises:
        PackageNameMissing, PackageNameTooLong, PackageEmpty, PackageTooLarge,
        RowSaysNothing, UnknownLevel: What has to be put right first.
    """
    if not package.name.strip():
        raise PackageNameMissing
    if len(package.name) > MAX_NAME:
        raise PackageNameTooLong(length=len(package.name), limit=MAX_NAME)
    if package.level not in LEVELS:
        raise UnknownLevel
    if not package.rows:
        raise PackageEmpty
    counts = [row.count for row in package.rows]
    if len(counts) > MOST_ROWS or not all(0 < count <= MOST_OF_ROW for count in counts):
        raise PackageTooLarge(rows=MOST_ROWS, count=MOST_OF_ROW)
    for number, row in enumerate(package.rows, start=1):
        if not row.skill and not row.category:
            raise RowSaysNothing(row=number)


def choose(packages: Sequence[Package], hazard: str, level: str) -> Package | None:
    """Return the package for a kind and level of event; one for any level if none is nearer."""
    usable = [one for one in packages if one.hazard == hazard and not one.is_retired]
    exact = [one for one in usable if one.level == level]
    anyhow = [one for one in usable if not one.level]
    return next(iter(exact + anyhow), None)
