"""Roads: what a file may hold, and times along them against a plain search."""

import heapq
import json
import math
import random

import numpy as np
import pytest

from commandcenter.kernel.errors import Rejected
from commandcenter.teams.model import road_file, roads
from commandcenter.teams.model.reach import distance_km
from commandcenter.teams.model.road_file import RoadClass

SPEEDS = {
    RoadClass.EXPRESSWAY: 90.0,
    RoadClass.TRUNK: 60.0,
    RoadClass.PROVINCIAL: 50.0,
    RoadClass.COUNTY: 40.0,
    RoadClass.VILLAGE: 30.0,
    RoadClass.STREET: 30.0,
    RoadClass.TRACK: 15.0,
}


def feature(*points, **properties):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "LineString", "coordinates": [list(point) for point in points]},
    }


def geojson(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def network(*features, access_km=5.0):
    found = road_file.read(geojson(*features), "roads.geojson")
    return roads.build(found, SPEEDS, access_s_per_km=240.0, access_km=access_km)


def seconds(one, other, kmh):
    return float(distance_km(np.array(one), np.array(other))) / kmh * 3600


A, B, C, D = (119.80, 27.70), (119.85, 27.70), (119.90, 27.70), (119.85, 27.75)


def test_a_way_along_roads_takes_what_their_classes_allow():
    net = network(feature(A, B, **{"class": "trunk"}), feature(B, D, highway="secondary_link"))
    [time] = roads.times_s(net, np.array([A]), np.array(D))
    assert time == pytest.approx(seconds(A, B, 60) + seconds(B, D, 40), abs=0.51)


def test_ends_that_nearly_meet_are_one_crossing():
    near = (B[0] + 3 / 98_000, B[1])  # three metres
    far = (B[0] + 30 / 98_000, B[1])
    assert np.isfinite(
        roads.times_s(network(feature(A, B), feature(near, C)), np.array([A]), np.array(C))
    )
    assert not np.isfinite(
        roads.times_s(network(feature(A, B), feature(far, C)), np.array([A]), np.array(C))
    )


def test_of_two_roads_between_the_same_crossings_the_quicker_counts():
    net = network(feature(A, B, fclass="track"), feature(B, A, fclass="trunk"))
    [time] = roads.times_s(net, np.array([A]), np.array(B))
    assert time == pytest.approx(seconds(A, B, 60), abs=0.51)


def test_the_way_beside_the_roads_is_slow_and_has_an_end():
    net = network(feature(A, B, fclass="trunk"), access_km=2.0)
    off, lost = (B[0], B[1] + 0.01), (B[0], B[1] + 0.05)
    found = roads.times_s(net, np.array([off, lost]), np.array(A))
    expected = seconds(A, B, 60) + float(distance_km(np.array(B), np.array(off))) * 240
    assert found[0] == pytest.approx(expected, abs=0.51)
    assert math.isinf(found[1])
    assert np.isinf(roads.times_s(net, np.array([A]), np.array(lost))).all()


def test_a_place_beside_a_long_straight_road_joins_it_there():
    net = network(feature(A, C, fclass="trunk"), access_km=1.0)
    [time] = roads.times_s(net, np.array([(B[0], B[1] + 0.001)]), np.array(A))
    beside = 0.001 * 111.195 * 240
    assert time == pytest.approx(seconds(A, B, 60) + beside, abs=15)


def test_roads_of_any_length_are_cut_into_so_many_pieces(monkeypatch):
    monkeypatch.setattr(roads, "MOST_PIECES", 100)
    assert len(network(feature((-179, 0), (179, 0), fclass="trunk")).edges) == 100


def plain_times(edges, source):
    best, queue = {source: 0.0}, [(0.0, source)]
    while queue:
        at, node = heapq.heappop(queue)
        if at > best.get(node, math.inf):
            continue
        for other, cost in edges.get(node, []):
            if at + cost < best.get(other, math.inf):
                best[other] = at + cost
                heapq.heappush(queue, (at + cost, other))
    return best


def random_grid(chance):
    spots = {
        (x, y): (round(119.7 + x * 0.02 + chance.random() * 0.005, 6), round(27.6 + y * 0.02, 6))
        for x in range(6)
        for y in range(6)
    }
    features, edges = [], {}
    for (x, y), spot in spots.items():
        for step in ((1, 0), (0, 1)):
            other = (x + step[0], y + step[1])
            if other not in spots or chance.random() < 0.3:
                continue
            kind = chance.choice(list(RoadClass))
            features.append(feature(spot, spots[other], **{"class": kind.value}))
            cost = seconds(spot, spots[other], SPEEDS[kind])
            edges.setdefault(spot, []).append((spots[other], cost))
            edges.setdefault(spots[other], []).append((spot, cost))
    return features, edges, sorted(edges)


def test_times_and_first_arrivals_agree_with_a_plain_search():
    chance = random.Random(11)
    for _ in range(15):
        features, edges, spots = random_grid(chance)
        net = network(*features)
        origins = chance.sample(spots, 5)
        starts = [chance.choice([0, 60, 600]) for _ in origins]
        ways = [plain_times(edges, origin) for origin in origins]
        target = chance.choice(spots)
        ours = roads.times_s(net, np.array(origins), np.array(target))
        for at, way in enumerate(ways):
            assert ours[at] == pytest.approx(way.get(target, math.inf), abs=0.51)
        first, which = roads.first_arrivals(
            net, np.array(origins), np.array(starts, dtype=float), np.array(spots)
        )
        for at, spot in enumerate(spots):
            arrivals = [
                start + way.get(spot, math.inf) for start, way in zip(starts, ways, strict=True)
            ]
            assert first[at] == pytest.approx(min(arrivals), abs=0.52)
            if math.isinf(min(arrivals)):
                assert which[at] == -1
            else:
                assert arrivals[which[at]] == pytest.approx(min(arrivals), abs=0.01)


def total_s(lines, kmh):
    return sum(seconds(tuple(line[0]), tuple(line[1]), kmh) for line in lines)


def test_an_isochrone_is_cut_where_the_time_is_over():
    net = network(feature(A, B, C, fclass="trunk"))
    start = np.array([0.0])
    whole = seconds(A, B, 60)
    half = roads.isochrone(net, np.array([A]), start, whole / 2)
    assert total_s(half.lines, 60) == pytest.approx(whole / 2, rel=1e-3)
    farther = roads.isochrone(net, np.array([A]), start, whole * 1.5)
    assert total_s(farther.lines, 60) == pytest.approx(whole * 1.5, rel=1e-3)
    everything = roads.isochrone(net, np.array([A]), start, whole * 10)
    assert total_s(everything.lines, 60) == pytest.approx(seconds(A, C, 60), rel=1e-3)
    late = roads.isochrone(net, np.array([A]), np.array([whole]), whole / 2)
    assert len(late.lines) == 0


def test_an_isochrone_from_both_ends_meets_in_the_middle():
    net = network(feature(A, B, fclass="trunk"))
    limit = seconds(A, B, 60) * 0.4
    found = roads.isochrone(net, np.array([A, B]), np.array([0.0, 0.0]), limit)
    assert total_s(found.lines, 60) == pytest.approx(2 * limit, rel=1e-3)


def test_what_is_read_is_counted():
    found = road_file.read(
        geojson(
            feature(A, B, highway="primary"),
            feature(A, D, highway="footway"),
            feature(B, C, highway="gravel"),
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}},
        ),
        "roads.geojson",
    )
    assert (found.count, found.unknown) == (2, 1)
    expected = float(distance_km(np.array(A), np.array(B)) + distance_km(np.array(B), np.array(C)))
    assert found.length_km == pytest.approx(expected)


def test_several_lines_of_one_road_are_read():
    many = {
        "type": "Feature",
        "properties": None,
        "geometry": {"type": "MultiLineString", "coordinates": [[A, B], [B, C]]},
    }
    assert road_file.read(geojson(many), "x").count == 2


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", road_file.RoadsUnreadable),
        (b"\xff\xfe\x00", road_file.RoadsUnreadable),
        (b"PK\x03\x04", road_file.RoadsUnreadable),
        (b"[" * 100_000, road_file.RoadsUnreadable),
        (b'{"features": [\n\n,]}', road_file.RoadsUnreadable),
        (b"[]", road_file.NotACollection),
        (b'{"type":"Topology"}', road_file.NotACollection),
        (b'{"features":[1]}', road_file.NotACollection),
        (geojson(), road_file.NoRoads),
        (geojson(feature(A, B, highway="steps")), road_file.NoRoads),
        (geojson({"geometry": None}), road_file.NoRoads),
        (geojson(feature(A)), road_file.BadRoad),
        (geojson({"geometry": {"type": "LineString"}}), road_file.BadRoad),
        (geojson({"geometry": {"type": "MultiLineString", "coordinates": 7}}), road_file.BadRoad),
        (
            geojson({"geometry": {"type": "LineString", "coordinates": ["a", "b"]}}),
            road_file.BadPosition,
        ),
        (geojson(feature((500_000, 3_060_000), B)), road_file.BadPosition),
        (geojson(feature((float("nan"), 27.0), B)), road_file.BadPosition),
        (geojson(feature((True, False), B)), road_file.BadPosition),
        (geojson(feature((10**400, 1), B)), road_file.BadPosition),
    ],
)
def test_a_file_that_holds_no_roads_is_refused_with_one_sentence(content, refusal):
    with pytest.raises(refusal) as refused:
        road_file.read(content, "roads.geojson")
    assert "roads.geojson" in str(refused.value)


def test_a_hundred_broken_files_are_refused_or_read_but_never_break_the_program():
    chance = random.Random(12)
    good = geojson(feature(A, B, C, highway="primary"), feature(B, D, highway="track"))
    for _ in range(300):
        broken = bytearray(good)
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            found = road_file.read(bytes(broken[: chance.randrange(len(broken))]), "x")
        except Rejected:
            continue
        assert found.count > 0


def test_far_too_many_points_are_refused(monkeypatch):
    monkeypatch.setattr(road_file, "MOST_POINTS", 3)
    with pytest.raises(road_file.TooManyPoints):
        road_file.read(geojson(feature(A, B, C, D)), "x")
