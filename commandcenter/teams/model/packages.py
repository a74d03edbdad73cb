"""Response packages (run cards): which teams go to which kind of event, and filling them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from commandcenter.teams.model.proposal import (
    Need,
    Pool,
    Proposed,
    Ranking,
    Way,
    Weights,
    line,
    rank,
)
from commandcenter.teams.model.reach import Array, Bools

MAX_NAME = 200
MOST_ROWS = 40
MOST_OF_ROW = 20
LEVELS = ("", "I", "II", "III", "IV")  # of the incident; empty means any
# More than any sum of costs: a package is filled as far as it can be, whatever it takes.
_UNFILLED_S = 1e15
_LACKING_S = 1e11


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A row of a package with the teams found for it.

    Attributes:
        missing: How many teams nobody could be found for.
    """

    row: Row
    teams: tuple[Proposed, ...]
    missing: int


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


def fill(package: Package, pool: Pool, way: Way, weights: Weights) -> tuple[Filled, ...]:
    """Return the best free teams for each row of a package; each team at most once.

    As many places as possible are filled; among all ways to do so one with the smallest
    sum of costs, so a team that two rows want goes where it helps the whole.
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - most starts never need it

    slots = [at for at, row in enumerate(package.rows) for _ in range(row.count)]
    rankings = [rank(pool, _need(package, row), way, weights) for row in package.rows]
    usable = [_usable(pool, row, one) for row, one in zip(package.rows, rankings, strict=True)]
    taken: list[list[int]] = [[] for _ in package.rows]
    wanted = np.flatnonzero(np.any(usable, axis=0)) if usable else np.array([], dtype=np.intp)
    if len(wanted):
        costs = np.stack([_slot_costs(rankings[at], usable[at])[wanted] for at in slots])
        for slot, column in zip(*linear_sum_assignment(costs), strict=True):
            row, team = slots[slot], int(wanted[column])
            if usable[row][team]:
                taken[row].append(team)
    return tuple(
        _filled(package, at, taken[at], pool, way, weights, rankings[at])
        for at in range(len(package.rows))
    )


def _need(package: Package, row: Row) -> Need:
    return Need(hazard=package.hazard, skills=frozenset({row.skill} - {""}))


def _usable(pool: Pool, row: Row, ranking: Ranking) -> Bools:
    usable = ~ranking.is_blocked
    if row.skill:
        usable &= pool.of_set(pool.skills, row.skill)
    if row.category:
        usable &= pool.of_set(pool.categories, row.category)
    return usable


def _slot_costs(ranking: Ranking, usable: Bools) -> Array:
    return np.where(usable, ranking.cost_s + ranking.missing * _LACKING_S, _UNFILLED_S)


def _filled(
    package: Package,
    at: int,
    taken: Sequence[int],
    pool: Pool,
    way: Way,
    weights: Weights,
    ranking: Ranking,
) -> Filled:
    row = package.rows[at]
    teams = sorted(taken, key=lambda team: (ranking.key[team], team))
    need = _need(package, row)
    lines = tuple(line(pool, team, need, way, weights, ranking) for team in teams)
    return Filled(row=row, teams=lines, missing=row.count - len(lines))
