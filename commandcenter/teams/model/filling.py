"""Filling response packages with the teams of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commandcenter.teams.model.packages import Package, Row
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

# More than any sum of costs: a package is filled as far as it can be, whatever it takes.
_UNFILLED_S = 1e15
_LACKING_S = 1e11


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A row of a package with the teams found for it.

    Attributes:
        missing: How many teams nobody could be found for.
    """

    row: Row
    teams: tuple[Proposed, ...]
    missing: int


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
