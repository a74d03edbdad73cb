"""Travel times and circles, against arithmetic written in another way."""

import math
import random

import numpy as np
import pytest

from commandcenter.kernel.ids import new_id
from commandcenter.teams.model import reach
from commandcenter.teams.model.reach import Base, Pace, Place, Terrain, WhatIf

PACES = {
    Terrain.STREET: Pace(factor=1.3, speed_kmh=35),
    Terrain.TOWN: Pace(factor=1.4, speed_kmh=40),
    Terrain.COUNTRY: Pace(factor=1.6, speed_kmh=30),
}


def plain_km(lon, lat, other_lon, other_lat):
    """Angle between two vectors from the middle of the Earth."""

    def vector(lon, lat):
        lon, lat = math.radians(lon), math.radians(lat)
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)

    one, two = vector(lon, lat), vector(other_lon, other_lat)
    cross = (
        one[1] * two[2] - one[2] * two[1],
        one[2] * two[0] - one[0] * two[2],
        one[0] * two[1] - one[1] * two[0],
    )
    return 6371.0088 * math.atan2(
        math.hypot(*cross), sum(a * b for a, b in zip(one, two, strict=True))
    )


def county(chance, teams, places):
    def spot():
        return 119.5 + chance.random() * 0.6, 27.5 + chance.random() * 0.4

    bases = [
        Base(id=new_id(), lon=lon, lat=lat, start_s=chance.choice([60, 300, 900]))
        for lon, lat in (spot() for _ in range(teams))
    ]
    villages = [
        Place(code=f"330399{chance.choice('0124')}{at:05d}", name=f"村{at}", lon=lon, lat=lat)
        for at, (lon, lat) in enumerate(spot() for _ in range(places))
    ]
    return bases, villages


def plain_arrival(base, place):
    pace = PACES[place.terrain]
    km = plain_km(base.lon, base.lat, place.lon, place.lat)
    return base.start_s + km * pace.factor / pace.speed_kmh * 3600


def test_a_degree_of_latitude_is_known():
    one, other = np.array([119.8, 27.0]), np.array([119.8, 28.0])
    assert float(reach.distance_km(one, other)) == pytest.approx(111.195, abs=0.001)


def test_distances_agree_with_another_formula():
    chance = random.Random(1)
    for _ in range(500):
        lon, lat, other_lon, other_lat = (chance.uniform(-1, 1) * most for most in (180, 90) * 2)
        ours = float(reach.distance_km(np.array([lon, lat]), np.array([other_lon, other_lat])))
        assert ours == pytest.approx(plain_km(lon, lat, other_lon, other_lat), rel=1e-7, abs=1e-3)


@pytest.mark.parametrize(
    ("code", "terrain"),
    [
        ("330399001", Terrain.STREET),
        ("330399100201", Terrain.TOWN),
        ("330399200", Terrain.COUNTRY),
        ("330399", Terrain.COUNTRY),
        ("", Terrain.COUNTRY),
    ],
)
def test_the_code_of_an_area_says_how_fast_one_gets_on(code, terrain):
    assert reach.terrain_of(code) is terrain


def test_coverage_agrees_with_a_plain_count_over_random_counties():
    chance = random.Random(2)
    for size in ((1, 1), (3, 40), (40, 60), (70, 1)):
        bases, places = county(chance, *size)
        found = reach.straight_coverage(bases, places, PACES)
        for at, place in enumerate(places):
            arrivals = [plain_arrival(base, place) for base in bases]
            assert found.seconds[at] == pytest.approx(min(arrivals), abs=0.51)
            assert found.nearest[at] == arrivals.index(min(arrivals))


def test_blocks_of_places_are_put_together_without_a_gap():
    chance = random.Random(3)
    bases, places = county(chance, 300, 500)
    whole = reach.straight_coverage(bases, places, PACES)
    for at in (0, 217, 218, 219, 499):
        alone = reach.straight_coverage(bases, [places[at]], PACES)
        assert (alone.seconds[0], alone.nearest[0]) == (whole.seconds[at], whole.nearest[at])


def test_without_teams_nobody_comes_and_without_places_nobody_waits():
    bases, places = county(random.Random(4), 2, 2)
    nobody = reach.straight_coverage([], places, PACES)
    assert nobody.outside(1e9) == (0, 1)
    assert list(nobody.nearest) == [-1, -1]
    assert reach.straight_coverage(bases, [], PACES).outside(0) == ()


def test_places_outside_are_listed_the_latest_first():
    bases, places = county(random.Random(5), 3, 50)
    found = reach.straight_coverage(bases, places, PACES)
    outside = found.outside(900)
    times = [found.seconds[at] for at in outside]
    assert times == sorted(times, reverse=True)
    assert set(outside) == {at for at in range(50) if found.seconds[at] > 900}
    assert 0 < len(outside) < 50


def test_a_place_reached_at_the_last_second_lies_inside():
    bases, places = county(random.Random(7), 2, 1)
    found = reach.straight_coverage(bases, places, PACES)
    assert found.outside(found.seconds[0]) == ()
    assert found.outside(found.seconds[0] - 1) == (0,)


def test_of_two_that_come_together_the_first_in_the_list_is_named():
    base, _ = county(random.Random(6), 1, 1)
    twin = Base(id=new_id(), lon=base[0].lon, lat=base[0].lat, start_s=base[0].start_s)
    place = Place(code="", name="x", lon=119.8, lat=27.8)
    assert reach.straight_coverage([*base, twin], [place], PACES).nearest[0] == 0


def test_moving_adding_and_removing_in_thought_shows_who_gains_and_loses():
    west = Base(id=new_id(), lon=119.5, lat=27.7)
    east = Base(id=new_id(), lon=120.1, lat=27.7)
    far_west = Place(code="w", name="西村", lon=119.5, lat=27.7)
    far_east = Place(code="e", name="东村", lon=120.1, lat=27.7)
    places = (far_west, far_east)
    before = reach.straight_coverage([west], places, PACES)

    def after(what):
        return reach.straight_coverage(what.applied([west]), places, PACES)

    added = reach.difference(before, after(WhatIf(added=(east,))), 900)
    assert [one.place for one in added.gained] == [far_east]
    assert (added.lost, added.faster, added.slower) == ((), 1, 0)
    moved = reach.difference(before, after(WhatIf(moved={west.id: (120.1, 27.7)})), 900)
    assert [one.place for one in moved.gained] == [far_east]
    assert [one.place for one in moved.lost] == [far_west]
    gone = reach.difference(before, after(WhatIf(removed=frozenset({west.id}))), 900)
    assert [one.place for one in gone.lost] == [far_west]
    assert gone.slower == 2


def test_a_circle_lies_at_its_radius_everywhere():
    ring = reach.circle(119.8, 27.7, 12.5)
    assert ring[0] == ring[-1]
    assert all(plain_km(119.8, 27.7, lon, lat) == pytest.approx(12.5) for lon, lat in ring)


def test_a_radius_is_what_is_left_after_starting():
    pace = PACES[Terrain.TOWN]
    km = reach.radius_km(900, 60, pace)
    assert km * pace.factor / pace.speed_kmh * 3600 == pytest.approx(840)
    assert reach.radius_km(900, 1000, pace) == 0
