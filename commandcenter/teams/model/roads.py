"""Roads as a graph that is asked for the shortest times."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commandcenter.teams.model.reach import (
    NEVER,
    Array,
    Base,
    Bools,
    Coverage,
    Indexes,
    Pace,
    Place,
    Terrain,
    distance_km,
    points,
    straight_coverage,
)
from commandcenter.teams.model.road_file import CLASSES, RoadClass, Roads, segments

if TYPE_CHECKING:
    from scipy.sparse import csr_array
    from scipy.spatial import cKDTree

# Ends of roads nearer than this are one crossing: drawn by hand, they seldom meet.
JOIN_M = 5.0
# Straight stretches are cut into pieces of this length, or longer ones if they are too many.
PIECE_KM = 0.2
MOST_PIECES = 1_000_000
_METRES_PER_DEGREE = 111_195.0
_SHORTEST_S = 1e-3  # a way of no length would not be in the graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Roads as a graph of seconds.

    Attributes:
        nodes: Positions of the crossings and bends, shape (n, 2), degrees.
        graph: Seconds between neighbours, both ways.
        edges: The pieces of road as pairs of nodes, shape (m, 2).
        edge_s: Seconds along each piece.
        tree: Finds the node nearest to a position.
        scale: Metres for each degree of longitude and latitude, for `tree`.
        access_s_per_km: How long the way beside the roads takes.
        access_km: Farther from a road than this, the network says nothing.
    """

    nodes: Array
    graph: "csr_array"
    edges: Indexes
    edge_s: Array
    tree: "cKDTree"
    scale: Array
    access_s_per_km: float
    access_km: float


def build(
    roads: Roads,
    speeds_kmh: Mapping[RoadClass, float],
    *,
    access_s_per_km: float,
    access_km: float,
) -> Network:
    """Make a graph of roads; ends that nearly meet are joined."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - most starts never need it
    from scipy.spatial import cKDTree  # noqa: PLC0415 - the same

    begin, end, owner = _pieces(roads)
    both = np.concatenate((begin, end))
    scale = _scale(both)
    label, nodes = _joined(both, scale)
    speed = np.array([speeds_kmh[kind] for kind in CLASSES])[roads.classes[owner]]
    seconds = distance_km(begin, end) / speed * 3600
    ends = label.reshape(2, -1).T.copy()
    ends.sort(axis=1)
    keep = ends[:, 0] != ends[:, 1]
    ends, seconds = ends[keep], np.maximum(seconds[keep], _SHORTEST_S)
    ends, seconds = _quickest(ends, seconds)
    size = len(nodes)
    graph = coo_array((seconds, (ends[:, 0], ends[:, 1])), shape=(size, size)).tocsr()
    return Network(
        nodes=nodes,
        graph=graph,
        edges=ends,
        edge_s=seconds,
        tree=cKDTree(nodes * scale),
        scale=scale,
        access_s_per_km=access_s_per_km,
        access_km=access_km,
    )


def _pieces(roads: Roads) -> tuple[Array, Array, Indexes]:
    """Return begin, end and road of short pieces, so that one can join a road anywhere."""
    first, last, owner = segments(roads)
    begin, span = roads.points[first], roads.points[last] - roads.points[first]
    length = distance_km(begin, roads.points[last])
    longest = max(PIECE_KM, float(length.sum()) / MOST_PIECES)
    count = np.maximum(1, np.ceil(length / longest)).astype(np.intp)
    which = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    share = np.stack((place, place + 1), axis=1) / count[which, np.newaxis]
    ends = begin[which, np.newaxis] + span[which, np.newaxis] * share[..., np.newaxis]
    return ends[:, 0], ends[:, 1], owner[which]


def _scale(points: Array) -> Array:
    middle = math.radians(float(points[:, 1].mean()))
    return np.array((_METRES_PER_DEGREE * math.cos(middle), _METRES_PER_DEGREE))


def _joined(points: Array, scale: Array) -> tuple[Indexes, Array]:
    """Return the node of each point, and the position of each node."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - most starts never need it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - the same
    from scipy.spatial import cKDTree  # noqa: PLC0415 - the same

    places, index = np.unique(points, axis=0, return_inverse=True)
    near = cKDTree(places * scale).query_pairs(JOIN_M, output_type="ndarray")
    ones = np.ones(len(near), dtype=np.int8)
    links = coo_array((ones, (near[:, 0], near[:, 1])), shape=(len(places),) * 2)
    _, label = connected_components(links, directed=False)
    _, first = np.unique(label, return_index=True)
    return label[index.reshape(-1)].astype(np.intp), places[first]


def _quickest(ends: Indexes, seconds: Array) -> tuple[Indexes, Array]:
    """Keep the quickest of several roads between two nodes; a graph would add them up."""
    order = np.lexsort((seconds, ends[:, 1], ends[:, 0]))
    ends, seconds = ends[order], seconds[order]
    is_first = np.ones(len(ends), dtype=bool)
    is_first[1:] = (ends[1:] != ends[:-1]).any(axis=1)
    return ends[is_first], seconds[is_first]


def times_s(network: Network, origins: Array, target: Array) -> Array:
    """Return how long the way along the roads takes from each origin to one place.

    Infinite where no road leads, or a road is too far away.

    Args:
        origins: Positions, shape (n, 2), degrees.
        target: Position, shape (2,).
    """
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - most starts never need it

    (end,), (leave,) = _snapped(network, target.reshape(1, 2))
    begin, enter = _snapped(network, origins)
    if not np.isfinite(leave):
        return np.full(len(origins), NEVER)
    along = dijkstra(network.graph, directed=False, indices=int(end))
    return np.asarray(np.rint(enter + along[begin] + leave))


def first_arrivals(
    network: Network, origins: Array, start_s: Array, targets: Array
) -> tuple[Array, Indexes]:
    """Return when the first origin reaches each target, and which one that is.

    Infinite and -1 where none does.
    """
    node_s, origin = _spread(network, origins, start_s)
    node, leave = _snapped(network, targets)
    seconds = np.rint(node_s[node] + leave)
    return seconds, np.where(np.isfinite(seconds), origin[node], -1)


def coverage(
    network: Network,
    bases: Sequence[Base],
    places: Sequence[Place],
    paces: Mapping[Terrain, Pace],
) -> Coverage:
    """Return when the first team can be at each place, along the roads where they lead there.

    A place that no road leads to, and a team that is far from every road, count in
    straight line.
    """
    straight = straight_coverage(bases, places, paces)
    if not bases or not places:
        return straight
    origins, targets = points(bases), points(places)
    start = np.array([base.start_s for base in bases], dtype=np.float64)
    seconds, nearest = first_arrivals(network, origins, start, targets)
    beside = np.flatnonzero(~np.isfinite(_snapped(network, origins)[1]))
    off_road = straight_coverage([bases[int(at)] for at in beside], places, paces)
    by_road = np.isfinite(seconds) & (seconds <= off_road.seconds)
    elsewhere = np.where(np.isfinite(seconds), off_road.seconds, straight.seconds)
    named = np.append(beside, -1)[off_road.nearest]
    other = np.where(np.isfinite(seconds), named, straight.nearest)
    return Coverage(
        places=tuple(places),
        seconds=np.where(by_road, seconds, elsewhere),
        nearest=np.where(by_road, nearest, other),
        by_road=by_road,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Isochrone:
    """What can be driven to within a time.

    Attributes:
        lines: Pieces of road, shape (n, 2, 2): two positions each, cut where the time is over.
        limit_s: From the call.
    """

    lines: Array
    limit_s: float


def isochrone(network: Network, origins: Array, start_s: Array, limit_s: float) -> Isochrone:
    """Return the roads that the first team drives on within a time after the call."""
    node_s, _ = _spread(network, origins, start_s)
    both = np.concatenate((network.edges, network.edges[:, ::-1]))
    length = np.concatenate((network.edge_s, network.edge_s))
    left = limit_s - node_s[both[:, 0]]
    share = np.minimum(1.0, left / length)
    # A piece that is driven on as a whole is shown once, from its nearer end.
    far_left = limit_s - node_s[both[:, 1]]
    is_again = (far_left >= length) & ((left < far_left) | ((left == far_left) & _second(both)))
    keep = (left > 0) & ~is_again
    near, far = network.nodes[both[keep, 0]], network.nodes[both[keep, 1]]
    ends = near + (far - near) * share[keep, np.newaxis]
    return Isochrone(lines=np.stack((near, ends), axis=1), limit_s=limit_s)


def _second(both: Indexes) -> Bools:
    return np.arange(len(both)) >= len(both) // 2


def _spread(network: Network, origins: Array, start_s: Array) -> tuple[Array, Indexes]:
    """Return for each node when the first origin is there, and which one that is.

    All start from one node outside the graph, joined to each origin's by its start time.
    """
    from scipy.sparse import coo_array  # noqa: PLC0415 - most starts never need it
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - the same

    node, enter = _snapped(network, origins)
    begin = np.maximum(enter + start_s, _SHORTEST_S)
    size = len(network.nodes)
    best = _best_start(node, begin)
    if not len(best):
        return np.full(size, NEVER), np.full(size, -1, dtype=np.intp)
    inner = network.graph.tocoo()
    rows = np.concatenate((inner.row, np.full(len(best), size)))
    columns = np.concatenate((inner.col, node[best]))
    seconds = np.concatenate((inner.data, begin[best]))
    graph = coo_array((seconds, (rows, columns)), shape=(size + 1, size + 1)).tocsr()
    reached, before = dijkstra(graph, directed=False, indices=size, return_predecessors=True)
    root = np.full(size + 1, -1, dtype=np.intp)
    root[node[best]] = best
    return reached[:size], _traced(before[:size], root, size)


def _best_start(node: Indexes, begin: Array) -> Indexes:
    """Return the indexes of the origins that leave first from each node; ties in list order."""
    usable = np.flatnonzero(np.isfinite(begin))
    order = usable[np.lexsort((usable, begin[usable], node[usable]))]
    _, first = np.unique(node[order], return_index=True)
    return np.asarray(order[first])


def _traced(before: Indexes, root: Indexes, outside: int) -> Indexes:
    """Follow the way to each node back to where it began; jumps double each round."""
    node = np.arange(len(before))
    ahead = np.where((before == outside) | (before < 0), node, before).astype(np.intp)
    while True:
        farther = ahead[ahead]
        if np.array_equal(farther, ahead):
            break
        ahead = farther
    is_reached = before >= 0
    return np.where(is_reached, root[ahead], -1)


def _snapped(network: Network, places: Array) -> tuple[Indexes, Array]:
    """Return the node nearest to each place, and how long the way to it takes."""
    _, node = network.tree.query(places * network.scale)
    away = distance_km(places, network.nodes[node])
    seconds = np.where(away <= network.access_km, away * network.access_s_per_km, NEVER)
    return node.astype(np.intp), seconds
