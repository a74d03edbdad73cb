"""The ranking, against a count by hand that shares nothing with it."""

import math
import random
from dataclasses import dataclass, field

import numpy as np
import pytest

from commandcenter.kernel.ids import new_id
from commandcenter.teams.model import proposal, reach
from commandcenter.teams.model.proposal import Candidate, Need, Pool, Way, Weights
from commandcenter.teams.model.reach import Pace, Place
from commandcenter.teams.model.reasons import Code, Reason, Source

PACE = Pace(factor=1.4, speed_kmh=40)
SKILLS = ("water", "mountain", "collapse", "medical", "lifting")
HAZARDS = ("flood", "forest_fire", "landslide")
STATES = ("ready", "training", "resting", "partly_ready", "out_of_service", "")
WEIGHTS = Weights(
    states={"training": 600, "resting": 1200, "partly_ready": 900, "": 900},
    blocked=frozenset({"out_of_service"}),
    stale_after_s=86_400,
    stale_s=600,
    not_primary_s=300,
    grade_s=120,
    beyond_radius_s=1800,
)


@dataclass
class County:
    """Teams of a random county."""

    chance: random.Random
    candidates: list[Candidate] = field(default_factory=list)

    def add(self, number: int) -> None:
        chance = self.chance
        skills = chance.sample(SKILLS, chance.randrange(1, 4))
        is_placed = chance.random() < 0.9
        # Few values on purpose, so that there are many ties.
        self.candidates.append(
            Candidate(
                id=new_id(),
                number=f"T{number:03d}",
                name=f"队{number}",
                category=chance.choice(["a", "b"]),
                primary_skill=skills[0],
                skills=frozenset(skills),
                hazards=frozenset(chance.sample(HAZARDS, chance.randrange(0, 3))),
                grades={one: chance.randrange(1, 4) for one in skills if chance.random() < 0.5},
                lon=round(119.6 + chance.randrange(5) * 0.05, 3) if is_placed else None,
                lat=round(27.6 + chance.randrange(5) * 0.05, 3) if is_placed else None,
                muster_s=chance.choice([60, 600]),
                radius_km=chance.choice([0, 0, 5, 30]),
                state=chance.choice(STATES),
                silent_s=chance.choice([60.0, 90_000.0, math.inf]),
                committed=chance.choice(["", "", "", "DD-2026-007"]),
            )
        )


def county(chance, size):
    made = County(chance=chance)
    for number in chance.sample(range(1000), size):
        made.add(number)
    return made.candidates


def way(pool, place):
    km = reach.distance_km(pool.positions, np.array([place.lon, place.lat]))
    travel = np.where(np.isnan(km), np.inf, np.rint(km * PACE.seconds_per_km))
    return Way(travel_s=travel, distance_km=km, by_road=np.zeros(len(km), dtype=bool))


def by_hand(candidates, need, place):
    """Rank with plain numbers and a plain sort."""

    def key(one):
        blocked = bool(one.committed) or one.state == "out_of_service"
        lacks = [skill for skill in need.skills if skill not in one.skills]
        if need.hazard and need.hazard not in one.hazards:
            lacks.append(need.hazard)
        cost = one.muster_s
        if one.lon is None:
            cost += 10**9
        else:
            turn = math.radians(place.lon - one.lon)
            up, down = math.radians(one.lat), math.radians(place.lat)
            x = math.cos(down) * math.sin(turn)
            y = math.cos(up) * math.sin(down) - math.sin(up) * math.cos(down) * math.cos(turn)
            z = math.sin(up) * math.sin(down) + math.cos(up) * math.cos(down) * math.cos(turn)
            km = 6371.0088 * math.atan2(math.hypot(x, y), z)
            cost += round(km * 1.4 / 40 * 3600)
            cost += 1800 if one.radius_km and km > one.radius_km else 0
        cost += {"training": 600, "resting": 1200, "partly_ready": 900, "": 900}.get(one.state, 0)
        cost += 600 if one.silent_s > 86_400 else 0
        if need.skills:
            cost += 0 if one.primary_skill in need.skills else 300
            grades = [one.grades[skill] for skill in need.skills if skill in one.grades]
            cost += (min(grades, default=4) - 1) * 120
        return blocked, len(lacks), cost, one.number

    return [one.number for one in sorted(candidates, key=key)]


def test_600_incidents_in_random_counties_are_ranked_as_by_hand():
    chance = random.Random(20261121)
    for _ in range(30):
        candidates = county(chance, chance.randrange(1, 80))
        pool = Pool.of(candidates)
        for _ in range(20):
            need = Need(
                hazard=chance.choice(["", *HAZARDS]),
                skills=frozenset(chance.sample(SKILLS, chance.randrange(0, 4))),
            )
            place = Place(
                code="",
                name="",
                lon=119.5 + chance.random() * 0.6,
                lat=27.5 + chance.random() * 0.4,
            )
            found = proposal.propose(pool, need, way(pool, place), WEIGHTS, limit=1000)
            expected = by_hand(candidates, need, place)
            assert [one.candidate.number for one in found] == expected


def test_a_skill_that_nobody_has_lets_everybody_lack_it():
    pool = Pool.of(county(random.Random(1), 5))
    place = Place(code="", name="", lon=119.8, lat=27.7)
    need = Need(skills=frozenset({"space"}))
    found = proposal.propose(pool, need, way(pool, place), WEIGHTS, limit=9)
    assert [one.missing for one in found] == [1] * 5


def a_team(number="T1", **facts):
    values = {"id": new_id(), "number": number, "name": number, "lon": 119.8, "lat": 27.7}
    return Candidate(**values | {"state": "ready"} | facts)


def proposed(*candidates, need=None, place=None):
    pool = Pool.of(candidates)
    place = place or Place(code="", name="", lon=119.8, lat=27.7)
    return proposal.propose(pool, need or Need(), way(pool, place), WEIGHTS, limit=50)


def test_equal_teams_stand_by_number_whatever_order_they_come_in():
    teams = [a_team(f"T{number}") for number in range(9)]
    random.Random(7).shuffle(teams)
    assert [one.candidate.number for one in proposed(*teams)] == [f"T{at}" for at in range(9)]


def test_the_first_few_are_the_first_of_all_even_among_equals():
    chance = random.Random(8)
    place = Place(code="", name="", lon=119.8, lat=27.7)
    for size in (1, 12, 60):
        pool = Pool.of(county(chance, size) + [a_team(f"Z{at}") for at in range(5)])
        everybody = proposal.propose(pool, Need(), way(pool, place), WEIGHTS, limit=1000)
        for limit in range(len(everybody) + 2):
            few = proposal.propose(pool, Need(), way(pool, place), WEIGHTS, limit=limit)
            assert few == everybody[:limit]


def test_the_reasons_of_a_line_add_up_to_its_cost():
    for one in proposed(
        *county(random.Random(2), 60), need=Need(hazard="flood", skills=frozenset({"water"}))
    ):
        travel = proposal.UNKNOWN_S if one.travel_s is None else one.travel_s
        assert one.cost_s == travel + one.muster_s + sum(why.cost_s for why in one.reasons)
        assert one.is_usable is not any(
            why.code in (Code.COMMITTED, Code.BLOCKED) for why in one.reasons
        )
        lacking = [
            why for why in one.reasons if why.code in (Code.HAZARD_MISSING, Code.SKILL_MISSING)
        ]
        assert one.missing == len(lacking)


def test_a_line_says_what_was_weighed():
    far = Place(code="", name="", lon=119.9, lat=27.7)
    [one] = proposed(
        a_team(
            skills=frozenset({"water", "medical"}),
            primary_skill="medical",
            grades={"water": 2},
            state="training",
            silent_s=90_000,
            radius_km=5,
            muster_s=300,
        ),
        need=Need(hazard="flood", skills=frozenset({"water"})),
        place=far,
    )
    assert [(why.code, why.value, why.cost_s) for why in one.reasons[:-1]] == [
        (Code.HAZARD_MISSING, "flood", 0),
        (Code.SKILL, "water", 0),
        (Code.STATE, "training", 600),
        (Code.STALE, 90_000, 600),
        (Code.NOT_PRIMARY, "", 300),
        (Code.GRADE, 2, 120),
    ]
    assert one.reasons[-1].code is Code.BEYOND_RADIUS
    assert one.reasons[-1].value == pytest.approx(one.distance_km - 5)
    assert one.arrival_s == one.travel_s + 300
    assert one.source is Source.STRAIGHT


def test_a_team_without_position_comes_after_those_with_one():
    first, last = proposed(a_team("T1", lon=None, lat=None), a_team("T2", muster_s=86_400))
    assert (first.candidate.number, last.candidate.number) == ("T2", "T1")
    assert (last.arrival_s, last.distance_km, last.source) == (None, None, Source.UNKNOWN)
    assert Code.NO_POSITION in [why.code for why in last.reasons]


def test_a_committed_team_is_shown_last_with_its_number():
    first, last = proposed(a_team("T1", committed="DD-2026-003"), a_team("T2", state="resting"))
    assert first.candidate.number == "T2"
    assert last.reasons[0] == Reason(code=Code.COMMITTED, value="DD-2026-003")
    assert not last.is_usable


def test_nobody_is_proposed_where_there_is_nobody():
    assert proposed() == ()
