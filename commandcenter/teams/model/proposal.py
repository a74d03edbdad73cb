"""Which teams to send: ranked by what they can do and when they can be there.

The order is a sum that can be checked by hand. Teams that cannot be sent come last. Of
the others those come first that lack the fewest of the needed capabilities; among
equals the cost decides: the seconds until arrival, and for each thing that speaks against
a team the seconds that the county's rules give it. Then the number of the team.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

import numpy as np

from commandcenter.teams.model.reach import Array, Bools, Indexes
from commandcenter.teams.model.reasons import Code, Reason, Source

# The cost of a team whose way is unknown: later than any that is known.
UNKNOWN_S = 1e9
UNGRADED = 4  # one below the lowest grade
# Steps between tiers of the ranking, larger than any cost, and exact as floats.
_LACK, _BLOCK = 1e12, 1e15
_HIGHEST_COST = 1e11


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the county's rules let each thing cost, in seconds.

    Attributes:
        states: For each code of a state; one that is missing costs nothing.
        blocked: Codes of states that nobody is sent in.
        stale_after_s: Older news of a team is stale.
        grade_s: For each grade below the first.
    """

    states: Mapping[str, int] = field(default_factory=dict)
    blocked: frozenset[str] = frozenset()
    stale_after_s: float = 86_400
    stale_s: int = 0
    not_primary_s: int = 0
    grade_s: int = 0
    beyond_radius_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the ranking knows of a team.

    Attributes:
        skills: All it has, the primary one too.
        grades: Its valid grades by skill, 1 is the highest.
        radius_km: How far it serves; 0 means without limit.
        state: Code of what it is doing.
        silent_s: Since when nobody said so; infinite if nobody ever did.
        committed: Number of its open dispatch; empty if there is none.
    """

    id: UUID
    number: str
    name: str
    category: str = ""
    primary_skill: str = ""
    skills: frozenset[str] = frozenset()
    hazards: frozenset[str] = frozenset()
    grades: Mapping[str, int] = field(default_factory=dict)
    lon: float | None = None
    lat: float | None = None
    muster_s: int = 0
    radius_km: int = 0
    state: str = ""
    silent_s: float = 0
    committed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is asked for.

    Attributes:
        hazard: Code of the kind of event; empty asks for none.
        skills: Codes of the skills that are needed.
    """

    hazard: str = ""
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)  # without slots, so that it keeps its columns
class Pool:
    """Candidates in columns, made once and asked many times.

    Attributes:
        candidates: By number, so that their order breaks ties.
    """

    candidates: tuple[Candidate, ...]

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> "Pool":
        """Return a pool of these candidates."""
        return cls(candidates=tuple(sorted(candidates, key=lambda one: (one.number, one.id))))

    @cached_property
    def positions(self) -> Array:
        """Longitude and latitude of each, shape (n, 2); NaN where unknown."""
        pairs = [(one.lon, one.lat) for one in self.candidates]
        return np.array(pairs, dtype=np.float64).reshape(-1, 2)

    @cached_property
    def radians(self) -> Array:
        """The positions in radians."""
        return np.radians(self.positions)

    @cached_property
    def muster_s(self) -> Array:
        """From the call until each leaves."""
        return np.array([one.muster_s for one in self.candidates], dtype=np.float64)

    @cached_property
    def radius_km(self) -> Array:
        """How far each serves; infinite without limit."""
        return np.array([one.radius_km or np.inf for one in self.candidates], dtype=np.float64)

    @cached_property
    def silent_s(self) -> Array:
        """Since when nobody said what each is doing."""
        return np.array([one.silent_s for one in self.candidates], dtype=np.float64)

    @cached_property
    def is_committed(self) -> Bools:
        """Whether each is out already."""
        return np.array([bool(one.committed) for one in self.candidates], dtype=bool)

    @cached_property
    def hazards(self) -> dict[str, Bools]:
        """Which are made for each kind of event."""
        return self._sets([one.hazards for one in self.candidates])

    @cached_property
    def skills(self) -> dict[str, Bools]:
        """Which have each skill."""
        return self._sets([one.skills for one in self.candidates])

    @cached_property
    def primary(self) -> dict[str, Bools]:
        """Which have each skill as their primary one."""
        return self._sets([frozenset({one.primary_skill} - {""}) for one in self.candidates])

    @cached_property
    def categories(self) -> dict[str, Bools]:
        """Which belong to each category."""
        return self._sets([frozenset({one.category}) for one in self.candidates])

    @cached_property
    def states(self) -> dict[str, Bools]:
        """Which are doing each thing."""
        return self._sets([frozenset({one.state}) for one in self.candidates])

    @cached_property
    def grades(self) -> dict[str, Array]:
        """The grade of each in each skill that anybody is graded in."""
        found: dict[str, Array] = {}
        for at, one in enumerate(self.candidates):
            for skill, grade in one.grades.items():
                column = found.setdefault(skill, np.full(len(self.candidates), float(UNGRADED)))
                column[at] = grade
        return found

    def of_set(self, sets: Mapping[str, Bools], code: str) -> Bools:
        """Return which belong to a set; nobody belongs to one that is unknown."""
        found = sets.get(code)
        return np.zeros(len(self.candidates), dtype=bool) if found is None else found

    def _sets(self, members: Sequence[frozenset[str]]) -> dict[str, Bools]:
        found: dict[str, Bools] = {}
        for at, codes in enumerate(members):
            for code in codes:
                found.setdefault(code, np.zeros(len(members), dtype=bool))[at] = True
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How each candidate gets there.

    Attributes:
        travel_s: From its base; infinite where unknown.
        distance_km: In straight line; NaN where unknown.
        by_road: Whether the time is that of the road network.
    """

    travel_s: Array
    distance_km: Array
    by_road: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What every candidate costs.

    Attributes:
        is_blocked: Which cannot be sent.
        missing: How many of the needed capabilities each lacks.
        cost_s: What each costs.
        key: All of it in one number; the smallest is the best, among equals the first.
    """

    is_blocked: Bools
    missing: Array
    cost_s: Array
    key: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One line of a proposal.

    Attributes:
        arrival_s: From now until it is there; None if unknown.
        reasons: What was weighed, the worst first.
    """

    candidate: Candidate
    is_usable: bool
    missing: int
    cost_s: float
    muster_s: int
    travel_s: int | None
    arrival_s: int | None
    distance_km: float | None
    source: Source
    reasons: tuple[Reason, ...]


def rank(pool: Pool, need: Need, way: Way, weights: Weights) -> Ranking:
    """Weigh the candidates for a need."""
    missing = np.zeros(len(pool.candidates), dtype=np.float64)
    if need.hazard:
        missing += ~pool.of_set(pool.hazards, need.hazard)
    for skill in need.skills:
        missing += ~pool.of_set(pool.skills, skill)
    cost = _cost(pool, need, way, weights)
    is_blocked = pool.is_committed.copy()
    for state in weights.blocked:
        is_blocked |= pool.of_set(pool.states, state)
    key = np.minimum(cost, _HIGHEST_COST) + missing * _LACK + is_blocked * _BLOCK
    return Ranking(is_blocked=is_blocked, missing=missing, cost_s=cost, key=key)


def best(ranking: Ranking, limit: int) -> Indexes:
    """Return the indexes of the best candidates, the best first; ties by number."""
    key = ranking.key
    if 0 < limit < len(key):
        last = np.partition(key, limit - 1)[limit - 1]
        few = np.flatnonzero(key <= last)
    else:
        few = np.arange(len(key))
    return few[np.argsort(key[few], kind="stable")][:limit]


def _cost(pool: Pool, need: Need, way: Way, weights: Weights) -> Array:
    cost = np.where(np.isfinite(way.travel_s), way.travel_s, UNKNOWN_S)
    cost += pool.muster_s
    for state, seconds in weights.states.items():
        cost += pool.of_set(pool.states, state) * float(seconds)
    cost += (pool.silent_s > weights.stale_after_s) * float(weights.stale_s)
    cost += (way.distance_km > pool.radius_km) * float(weights.beyond_radius_s)
    if need.skills:
        is_primary = np.zeros(len(pool.candidates), dtype=bool)
        for skill in need.skills:
            is_primary |= pool.of_set(pool.primary, skill)
        cost += ~is_primary * float(weights.not_primary_s)
        cost += (_best_grades(pool, need.skills) - 1) * weights.grade_s
    return cost


def _best_grades(pool: Pool, skills: frozenset[str]) -> Array:
    best = np.full(len(pool.candidates), float(UNGRADED))
    for skill in skills & pool.grades.keys():
        np.minimum(best, pool.grades[skill], out=best)
    return best


def propose(
    pool: Pool, need: Need, way: Way, weights: Weights, *, limit: int
) -> tuple[Proposed, ...]:
    """Return the best teams for a need, each with what was weighed."""
    ranking = rank(pool, need, way, weights)
    return tuple(
        line(pool, at, need, way, weights, ranking) for at in best(ranking, limit).tolist()
    )


def line(pool: Pool, at: int, need: Need, way: Way, weights: Weights, ranking: Ranking) -> Proposed:
    """Return one candidate of a ranking with what was weighed."""
    one = pool.candidates[at]
    travel = float(way.travel_s[at])
    is_known = bool(np.isfinite(travel))
    distance = float(way.distance_km[at])
    road = Source.ROAD if way.by_road[at] else Source.STRAIGHT
    return Proposed(
        candidate=one,
        is_usable=not ranking.is_blocked[at],
        missing=int(ranking.missing[at]),
        cost_s=float(ranking.cost_s[at]),
        muster_s=one.muster_s,
        travel_s=int(travel) if is_known else None,
        arrival_s=int(travel) + one.muster_s if is_known else None,
        distance_km=None if np.isnan(distance) else distance,
        source=road if is_known else Source.UNKNOWN,
        reasons=tuple(_reasons(one, need, distance, is_known=is_known, weights=weights)),
    )


def _reasons(
    one: Candidate, need: Need, distance: float, *, is_known: bool, weights: Weights
) -> list[Reason]:
    reasons = []
    if one.committed:
        reasons.append(Reason(code=Code.COMMITTED, value=one.committed))
    if one.state in weights.blocked:
        reasons.append(Reason(code=Code.BLOCKED, value=one.state))
    reasons += _capabilities(one, need)
    reasons += _standing(one, need, weights)
    if not is_known:
        reasons.append(Reason(code=Code.NO_POSITION))
    if one.radius_km and distance > one.radius_km:
        beyond = distance - one.radius_km
        cost = weights.beyond_radius_s
        reasons.append(Reason(code=Code.BEYOND_RADIUS, value=beyond, cost_s=cost))
    return reasons


def _capabilities(one: Candidate, need: Need) -> list[Reason]:
    reasons = []
    if need.hazard:
        code = Code.HAZARD if need.hazard in one.hazards else Code.HAZARD_MISSING
        reasons.append(Reason(code=code, value=need.hazard))
    for skill in sorted(need.skills):
        code = Code.SKILL if skill in one.skills else Code.SKILL_MISSING
        if skill == one.primary_skill:
            code = Code.PRIMARY
        reasons.append(Reason(code=code, value=skill))
    return sorted(reasons, key=lambda reason: reason.code not in _LACKS)


_LACKS = frozenset({Code.HAZARD_MISSING, Code.SKILL_MISSING})


def _standing(one: Candidate, need: Need, weights: Weights) -> list[Reason]:
    reasons = []
    if need.skills:
        if one.primary_skill not in need.skills:
            reasons.append(Reason(code=Code.NOT_PRIMARY, cost_s=weights.not_primary_s))
        grade = min((one.grades.get(skill, UNGRADED) for skill in need.skills), default=UNGRADED)
        code = Code.UNGRADED if grade == UNGRADED else Code.GRADE
        cost = (grade - 1) * weights.grade_s
        reasons.append(Reason(code=code, value=grade, cost_s=cost))
    if weights.states.get(one.state):
        cost = weights.states[one.state]
        reasons.append(Reason(code=Code.STATE, value=one.state, cost_s=cost))
    if one.silent_s > weights.stale_after_s:
        reasons.append(Reason(code=Code.STALE, value=one.silent_s, cost_s=weights.stale_s))
    return sorted(reasons, key=lambda reason: -reason.cost_s)
