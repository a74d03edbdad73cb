"""`reach`: who can be there first, against the same arithmetic in one numpy pass.

The baseline knows nothing but columns of numbers and keeps only an order, or only the first
arrival at each village; ours answers with the teams, their reasons and who comes first.
"""

import random
import time
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np

from commandcenter.kernel.ids import new_id
from commandcenter.teams.model import proposal, reach
from commandcenter.teams.model.proposal import Candidate, Need, Pool, Proposed, Way, Weights
from commandcenter.teams.model.reach import Base, Pace, Place, Terrain
from tests.benchmarks.figures import Figure, Work

_TEAMS, _VILLAGES, _SHOWN = 5_000, 1_000, 50
_REPEATS = 15
_GOAL = 3.0
_RADIUS_KM = 6371.0088
_SKILLS = tuple(f"skill{number}" for number in range(20))
_STATES = ("ready", "training", "resting", "partly_ready", "out_of_service")
_PACES = {terrain: Pace(factor=1.4, speed_kmh=40) for terrain in Terrain}
_WEIGHTS = Weights(
    states={"training": 600, "resting": 1200, "partly_ready": 900},
    blocked=frozenset({"out_of_service"}),
    stale_s=600,
    not_primary_s=300,
    grade_s=120,
    beyond_radius_s=1800,
)
_NEED = Need(hazard="flood", skills=frozenset(_SKILLS[:2]))


def measure(_work: Work) -> Iterator[Figure]:
    """Compare a proposal over 5,000 teams, and 1,000 villages with 5,000 teams."""
    chance = random.Random(20261121)
    yield _proposal(chance)
    yield _coverage(chance)


def _proposal(chance: random.Random) -> Figure:
    pool = Pool.of([_candidate(chance, number) for number in range(_TEAMS)])
    place = Place(code="330399100", name="", lon=119.8, lat=27.7)
    columns = _columns(pool)

    def ours() -> tuple[Proposed, ...]:
        km = reach.arc_km(pool.radians, np.radians((place.lon, place.lat)))
        travel = np.rint(km * _PACES[place.terrain].seconds_per_km)
        way = Way(travel_s=travel, distance_km=km, by_road=np.zeros(len(km), dtype=bool))
        return proposal.propose(pool, _NEED, way, _WEIGHTS, limit=_SHOWN)

    def baseline() -> object:
        return _ranked(columns, place.lon, place.lat)

    # The columns are made once for a roster and asked many times.
    found = [one.candidate.number for one in ours()]
    expected = [pool.candidates[at].number for at in _ranked(columns, place.lon, place.lat)]
    if found != expected[:_SHOWN]:
        raise AssertionError("both must rank alike")
    return _figure("proposal of 5,000 teams", ours, baseline)


def _candidate(chance: random.Random, number: int) -> Candidate:
    skills = chance.sample(_SKILLS, 4)
    return Candidate(
        id=new_id(),
        number=f"T{number:05d}",
        name=f"{number}",
        primary_skill=skills[0],
        skills=frozenset(skills),
        hazards=frozenset(chance.sample(("flood", "fire", "landslide"), 2)),
        grades={skills[0]: chance.randrange(1, 4)},
        lon=119.5 + chance.random() * 0.6,
        lat=27.5 + chance.random() * 0.4,
        muster_s=chance.choice([60, 300, 900]),
        radius_km=chance.choice([0, 20]),
        state=chance.choice(_STATES),
        silent_s=chance.choice([600.0, 100_000.0]),
        committed=chance.choice(["", "", "", "DD-2026-001"]),
    )


def _columns(pool: Pool) -> dict[str, np.ndarray]:
    teams = pool.candidates
    wanted = _NEED.skills
    costs = {**dict.fromkeys(_STATES, 0), **_WEIGHTS.states}
    return {
        "lon": np.radians(pool.positions[:, 0]),
        "lat": np.radians(pool.positions[:, 1]),
        "muster": np.array([one.muster_s for one in teams], dtype=float),
        "radius": np.array([one.radius_km or np.inf for one in teams], dtype=float),
        "silent": np.array([one.silent_s for one in teams], dtype=float),
        "hazard": np.array(["flood" in one.hazards for one in teams]),
        "skills": np.array([[skill in one.skills for skill in wanted] for one in teams]),
        "primary": np.array([[skill == one.primary_skill for skill in wanted] for one in teams]),
        "grades": np.array(
            [[one.grades.get(skill, 4) for skill in wanted] for one in teams], dtype=float
        ),
        "state": np.array([costs[one.state] for one in teams], dtype=float),
        "blocked": np.array([one.state in _WEIGHTS.blocked for one in teams]),
        "committed": np.array([bool(one.committed) for one in teams]),
    }


def _ranked(columns: dict[str, np.ndarray], lon: float, lat: float) -> np.ndarray:
    km = _haversine(columns["lon"], columns["lat"], np.radians(lon), np.radians(lat))
    cost = np.rint(km * 1.4 / 40 * 3600) + columns["muster"] + columns["state"]
    cost += (columns["silent"] > _WEIGHTS.stale_after_s) * _WEIGHTS.stale_s
    cost += (km > columns["radius"]) * _WEIGHTS.beyond_radius_s
    cost += ~columns["primary"].any(axis=1) * _WEIGHTS.not_primary_s
    cost += (columns["grades"].min(axis=1) - 1) * _WEIGHTS.grade_s
    missing = (~columns["skills"]).sum(axis=1) + ~columns["hazard"]
    return np.lexsort((cost, missing, columns["blocked"] | columns["committed"]))


def _haversine(lon: np.ndarray, lat: np.ndarray, lon2: object, lat2: object) -> np.ndarray:
    chord = np.sin((lat2 - lat) / 2) ** 2 + np.cos(lat) * np.cos(lat2) * (
        np.sin((lon2 - lon) / 2) ** 2
    )
    return 2 * _RADIUS_KM * np.arcsin(np.sqrt(chord))


def _coverage(chance: random.Random) -> Figure:
    def spot() -> tuple[float, float]:
        return 119.5 + chance.random() * 0.6, 27.5 + chance.random() * 0.4

    bases = [
        Base(id=new_id(), lon=lon, lat=lat, start_s=chance.choice([60, 300]))
        for lon, lat in (spot() for _ in range(_TEAMS))
    ]
    villages = [
        Place(code=f"330399100{number:03d}", name=f"{number}", lon=lon, lat=lat)
        for number, (lon, lat) in enumerate(spot() for _ in range(_VILLAGES))
    ]
    lon, lat = np.radians([(base.lon, base.lat) for base in bases]).T
    start = np.array([base.start_s for base in bases], dtype=float)
    village = np.radians([(place.lon, place.lat) for place in villages])

    def ours() -> object:
        return reach.straight_coverage(bases, villages, _PACES)

    def baseline() -> object:
        km = _haversine(lon, lat, village[:, :1], village[:, 1:])
        return np.rint(start + km * 1.4 / 40 * 3600).min(axis=1)

    found = reach.straight_coverage(bases, villages, _PACES)
    if not np.array_equal(found.seconds, baseline()):
        raise AssertionError("both must find the same times")
    return _figure("coverage of 1,000 villages", ours, baseline)


def _figure(name: str, ours: Callable[[], object], baseline: Callable[[], object]) -> Figure:
    """Take turns, so that whatever else the machine does burdens both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_REPEATS):
        for work, taken in zip((ours, baseline), times, strict=True):
            began = time.perf_counter()
            work()
            taken.append((time.perf_counter() - began) * 1000)
    return Figure(
        name=name, ours=median(times[0]), baseline=median(times[1]), goal=_GOAL, unit="ms"
    )
