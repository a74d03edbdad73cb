"""How far teams that were sent have to go, and how long that takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from commandcenter.database.engine import Database
from commandcenter.kernel.times import day_of
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.model.reach import Place, terrain_of
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import reach, roads


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """The way of a team from where it waits to where it was sent.

    Attributes:
        distance_km: In straight line.
        travel_s: Along the roads where they are loaded, else in straight line; without the
            time it takes to leave.
    """

    distance_km: float
    travel_s: float


def trips(
    db: Database, sent: Iterable[Dispatch], teams: Mapping[UUID, Team], *, at: datetime
) -> dict[UUID, Trip]:
    """Return the trip of each dispatch whose place and team have a position.

    Args:
        teams: Those that were sent, by their id.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule for speeds.
    """
    placed = [one for one in sent if one.order.lon is not None and one.order.team_id in teams]
    if not placed:
        return {}
    day = day_of(at)
    with db.read() as tx:
        moved = reach.positions_in(tx, at=at)
        paces = reach.paces_in(tx, on=day)
        plan = roads.plan_in(tx, on=day)
    network = roads.network(plan)
    found = {}
    for target, group in _by_target(placed).items():
        starts = [reach.position(teams[one.order.team_id], moved) for one in group]
        pairs = [start or (np.nan, np.nan) for start in starts]
        positions = np.array(pairs, dtype=np.float64)
        way = reach.way_from(positions, target, paces[terrain_of(target.code)], network)
        for number, one in enumerate(group):
            if starts[number] is not None:
                found[one.id] = Trip(
                    distance_km=float(way.distance_km[number]),
                    travel_s=float(way.travel_s[number]),
                )
    return found


def _by_target(sent: Iterable[Dispatch]) -> dict[Place, list[Dispatch]]:
    found: dict[Place, list[Dispatch]] = {}
    for one in sent:
        order = one.order
        if order.lon is not None and order.lat is not None:
            target = Place(code=order.area_code, name="", lon=order.lon, lat=order.lat)
            found.setdefault(target, []).append(one)
    return found
