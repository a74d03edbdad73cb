"""The roads of the invented county: they lead everywhere and belong to the map."""

import json
from collections import Counter

import pytest

from commandcenter.cli.demo import roads
from commandcenter.cli.demo.county import County
from commandcenter.teams.model.road_file import RoadClass, read


@pytest.fixture(scope="module")
def network(qingxi: County) -> tuple[roads.Road, ...]:
    return roads.roads(qingxi)


def test_the_file_is_read_without_a_doubt(qingxi: County, network):
    found = read(roads.geojson(qingxi), roads.NAME)
    assert found.count == len(network)
    assert found.unknown == 0
    assert 300 < found.length_km < 700


def test_there_are_roads_of_many_kinds_and_most_are_small(network):
    kinds = Counter(road.kind for road in network)
    assert kinds[RoadClass.TRUNK] == 1
    assert kinds[RoadClass.PROVINCIAL] >= 1
    assert kinds[RoadClass.TRACK] == 1
    assert 10 < kinds[RoadClass.COUNTY] < kinds[RoadClass.VILLAGE]


def test_one_gets_from_every_village_to_every_other(qingxi: County, network):
    met = {point: point for road in network for point in road.points}

    def top(point):
        while met[point] != point:
            point = met[point]
        return point

    for road in network:
        for point in road.points:
            met[top(point)] = top(road.points[0])
    villages = [(area.lon, area.lat) for area in qingxi.areas if area.tier == "village"]
    assert len({top(spot) for spot in villages}) == 1


def test_the_trunk_road_stays_near_the_river(qingxi: County, network):
    river = next(water for water in qingxi.waters if water.name == "清溪")
    line = json.loads(river.geometry)["coordinates"]
    trunk = next(road for road in network if road.kind is RoadClass.TRUNK)
    for lon, lat in trunk.points:
        assert min(abs(lon - x) + abs(lat - y) for x, y in line) < 0.01


def test_the_file_is_the_same_every_time(qingxi: County):
    assert roads.geojson(qingxi) == roads.geojson(qingxi)
