"""Reach (救援圈): who is first where, what lies outside a circle, what a change would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import numpy as np

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import areas
from commandcenter.kernel.times import day_of
from commandcenter.teams.model import reach, roads
from commandcenter.teams.model.proposal import Pool, Way
from commandcenter.teams.model.reach import (
    NEVER,
    Array,
    Base,
    Coverage,
    Difference,
    Pace,
    Place,
    Terrain,
    WhatIf,
)
from commandcenter.teams.model.roads import Isochrone, Network
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import roads as road_service
from commandcenter.teams.service.roads import Plan, positive
from commandcenter.teams.store import roster as roster_store
from commandcenter.teams.store import supplies as supplies_store

_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Everything that times are computed from, read at one moment.

    Attributes:
        bases: Where the teams in question start, by number.
        teams: The same teams, in the same order.
        unplaced: Teams without position; nobody knows when they come.
    """

    bases: tuple[Base, ...]
    teams: tuple[Team, ...]
    unplaced: tuple[Team, ...]
    places: tuple[Place, ...]
    paces: Mapping[Terrain, Pace]
    plan: Plan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """When the first team is at each village, now and after a change in thought.

    Attributes:
        teams: By number; `coverage.nearest` counts in them.
        unplaced: Teams without position, which count nowhere.
        after: With the change; None if nothing was changed.
        after_bases: The bases that `after.nearest` counts in.
    """

    coverage: Coverage
    bases: tuple[Base, ...]
    teams: tuple[Team, ...]
    unplaced: tuple[Team, ...]
    after: Coverage | None = None
    after_bases: tuple[Base, ...] = field(default=())

    def difference(self, limit_s: float) -> Difference | None:
        """Return what the change would do within one limit; None if nothing was changed."""
        if self.after is None:
            return None
        return reach.difference(self.coverage, self.after, limit_s)


def covered(
    db: Database,
    *,
    at: datetime,
    query: RosterQuery | None = None,
    what_if: WhatIf | None = None,
    leaving_out: frozenset[UUID] = frozenset(),
) -> Reached:
    """Return when the first team can be at each village.

    Args:
        query: Which teams count, such as those for forest fires; None means all in use.
        what_if: Teams moved, added or removed in thought.
        leaving_out: Teams that do not count, such as those that are out.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule for speeds.
    """
    with db.read() as tx:
        ground = ground_in(tx, at=at, query=query, leaving_out=leaving_out)
    network = road_service.network(ground.plan)
    after_bases = what_if.applied(ground.bases) if what_if is not None else ()
    return Reached(
        coverage=_coverage(ground, network, ground.bases),
        bases=ground.bases,
        teams=ground.teams,
        unplaced=ground.unplaced,
        after=None if what_if is None else _coverage(ground, network, after_bases),
        after_bases=after_bases,
    )


def _coverage(ground: Ground, network: Network | None, bases: Sequence[Base]) -> Coverage:
    if network is None:
        return reach.straight_coverage(bases, ground.places, ground.paces)
    return roads.coverage(network, bases, ground.places, ground.paces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a map shows of one limit: roads where a network is loaded, else circles.

    Attributes:
        rings: Closed rings of positions, one for each team.
    """

    limit_s: float
    isochrone: Isochrone | None
    rings: tuple[tuple[tuple[float, float], ...], ...]


def shapes(
    db: Database,
    limits_s: Sequence[float],
    *,
    at: datetime,
    query: RosterQuery | None = None,
    what_if: WhatIf | None = None,
    terrain: Terrain = Terrain.TOWN,
) -> tuple[Shape, ...]:
    """Return what can be reached within each limit after the call, for a map.

    Args:
        what_if: Teams moved, added or removed in thought.
        terrain: Whose pace the circles are drawn with.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule for speeds.
    """
    with db.read() as tx:
        ground = ground_in(tx, at=at, query=query)
    network = road_service.network(ground.plan)
    bases = ground.bases if what_if is None else what_if.applied(ground.bases)
    return tuple(_shape(bases, network, limit, ground.paces[terrain]) for limit in limits_s)


def _shape(bases: Sequence[Base], network: Network | None, limit_s: float, pace: Pace) -> Shape:
    if network is not None and bases:
        start = np.array([base.start_s for base in bases], dtype=np.float64)
        found = roads.isochrone(network, reach.points(bases), start, limit_s)
        return Shape(limit_s=limit_s, isochrone=found, rings=())
    radii = ((base, reach.radius_km(limit_s, base.start_s, pace)) for base in bases)
    rings = tuple(reach.circle(base.lon, base.lat, radius) for base, radius in radii if radius)
    return Shape(limit_s=limit_s, isochrone=None, rings=rings)


def ground_in(
    tx: Tx,
    *,
    at: datetime,
    query: RosterQuery | None = None,
    leaving_out: frozenset[UUID] = frozenset(),
) -> Ground:
    """Return everything that times are computed from.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule for speeds.
    """
    day = day_of(at)
    moved = positions_in(tx, at=at)
    teams = [team for team in roster_store.teams(tx, query) if team.id not in leaving_out]
    placed = [(team, position(team, moved)) for team in teams]
    bases = [
        (team, Base(id=team.id, lon=spot[0], lat=spot[1], start_s=team.muster_minutes * 60))
        for team, spot in placed
        if spot is not None
    ]
    return Ground(
        bases=tuple(base for _, base in bases),
        teams=tuple(team for team, _ in bases),
        unplaced=tuple(team for team, spot in placed if spot is None),
        places=_villages(tx, day),
        paces=paces_in(tx, on=day),
        plan=road_service.plan_in(tx, on=day),
    )


def _villages(tx: Tx, day: date) -> tuple[Place, ...]:
    return tuple(
        Place(code=area.code, name=area.name, lon=area.lon, lat=area.lat)
        for area in areas.existing(tx, on=day, tier="village")
        if area.lon is not None and area.lat is not None
    )


def positions_in(tx: Tx, *, at: datetime) -> dict[UUID, tuple[float, float]]:
    """Return where teams wait that are placed outside their base (前置)."""
    return {
        one.team_id: (one.lon, one.lat)
        for one in supplies_store.placed(tx, at=at)
        if one.team_id is not None and one.lon is not None and one.lat is not None
    }


def position(team: Team, moved: Mapping[UUID, tuple[float, float]]) -> tuple[float, float] | None:
    """Return where a team starts from: where it is placed, else its base."""
    own = None if team.lon is None or team.lat is None else (team.lon, team.lat)
    return moved.get(team.id, own)


def paces_in(tx: Tx, *, on: date) -> dict[Terrain, Pace]:
    """Return how fast teams get on without roads.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule for it.
    """
    return {
        terrain: Pace(
            factor=positive(tx, f"reach.{terrain.value}_factor_percent", on=on) / _PERCENT,
            speed_kmh=positive(tx, f"reach.{terrain.value}_kmh", on=on),
        )
        for terrain in Terrain
    }


def way(pool: Pool, place: Place | None, pace: Pace, network: Network | None) -> Way:
    """Return how each candidate gets to a place; nobody knows without one."""
    if place is None:
        unknown = np.full(len(pool.candidates), NEVER)
        nowhere = np.full(len(pool.candidates), np.nan)
        return Way(travel_s=unknown, distance_km=nowhere, by_road=np.isnan(unknown))
    return _way(pool.positions, pool.radians, place, pace, network)


def way_from(positions: Array, place: Place, pace: Pace, network: Network | None) -> Way:
    """Return how one gets to a place from each position in degrees, shape (n, 2)."""
    return _way(positions, np.radians(positions), place, pace, network)


def _way(
    positions: Array, radians: Array, place: Place, pace: Pace, network: Network | None
) -> Way:
    target = np.array((place.lon, place.lat), dtype=np.float64)
    distance = reach.arc_km(radians, np.radians(target))
    straight = np.rint(distance * pace.seconds_per_km)
    travel = np.where(np.isnan(straight), NEVER, straight)
    by_road = np.zeros(len(travel), dtype=bool)
    if network is not None:
        along = _along(network, positions, target)
        by_road = np.isfinite(along)
        travel = np.where(by_road, along, travel)
    return Way(travel_s=travel, distance_km=distance, by_road=by_road)


def _along(network: Network, positions: Array, target: Array) -> Array:
    along = np.full(len(positions), NEVER)
    known = np.flatnonzero(~np.isnan(positions[:, 0]))
    if len(known):
        along[known] = roads.times_s(network, positions[known], target)
    return along
