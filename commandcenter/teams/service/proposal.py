"""Which teams to send now: what the county knows of them, ranked for a need."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import phrases, rules
from commandcenter.kernel.times import day_of
from commandcenter.teams.model import filling, proposal
from commandcenter.teams.model.filling import Filled
from commandcenter.teams.model.packages import Package
from commandcenter.teams.model.proposal import Candidate, Need, Pool, Proposed, Way, Weights
from commandcenter.teams.model.reach import Pace, Place, terrain_of
from commandcenter.teams.model.readiness import OUTSIDE, UNUSABLE, Readiness, State
from commandcenter.teams.model.team import Assessment, Team
from commandcenter.teams.service import doing, packages, reach, roads, roster
from commandcenter.teams.service.roads import Plan
from commandcenter.teams.store import dispatch as dispatch_store
from commandcenter.teams.store import roster as store

SHOWN = 50
# What each state costs, as rule rows; being ready costs nothing.
_STATE_RULES: dict[str, str] = {
    State.ON_DUTY.value: "proposal.on_duty_s",
    **{state.value: "proposal.on_duty_s" for state in OUTSIDE},
    State.RESTING.value: "proposal.resting_s",
    State.TRAINING.value: "proposal.training_s",
    State.PARTLY_READY.value: "proposal.partly_ready_s",
    "": "proposal.unknown_s",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Where help is needed, and what for.

    Attributes:
        hazard: Code of the dictionary `hazard_kind`.
        skills: Codes of the dictionary `team_skill`.
        area_code: Of the place; says how fast one gets on there.
        drill_id: The drill it is played in.
    """

    hazard: str = ""
    skills: frozenset[str] = frozenset()
    lon: float | None = None
    lat: float | None = None
    area_code: str = ""
    drill_id: UUID | None = None

    @property
    def place(self) -> Place | None:
        """Where it is; None if nobody knows."""
        if self.lon is None or self.lat is None:
            return None
        return Place(code=self.area_code, name="", lon=self.lon, lat=self.lat)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    pool: Pool
    pace: Pace
    weights: Weights
    plan: Plan | None


def propose(
    db: Database, request: Request, *, at: datetime, limit: int = SHOWN
) -> tuple[Proposed, ...]:
    """Return the best teams for a request, each with what was weighed.

    Teams that cannot be sent stand last. A drill sees what is real as well.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule of the ranking.
    """
    with db.read() as tx:
        known = _known(tx, request, at)
    need = Need(hazard=request.hazard, skills=request.skills)
    return proposal.propose(known.pool, need, _way(known, request), known.weights, limit=limit)


def fill(
    db: Database, package_id: UUID, request: Request, *, at: datetime
) -> tuple[Package, tuple[Filled, ...]]:
    """Return a package and the best free teams for each of its rows.

    Raises:
        Conflict: There is no such package.
        NoSuchRule, BadValue: The county lacks a rule of the ranking.
    """
    with db.read() as tx:
        package = packages.get_in(tx, package_id)
        known = _known(tx, request, at)
    way = _way(known, request)
    return package, filling.fill(package, known.pool, way, known.weights)


def _way(known: _Known, request: Request) -> Way:
    return reach.way(known.pool, request.place, known.pace, roads.network(known.plan))


def wanted_skills(db: Database, hazard: str) -> tuple[str, ...]:
    """Return the skills that a kind of event usually needs, in the county's order."""
    with db.read() as tx:
        pairs = [term.code.partition(":") for term in phrases.words(tx, "hazard_need")]
    return tuple(skill for kind, _, skill in pairs if kind == hazard)


def _known(tx: Tx, request: Request, at: datetime) -> _Known:
    day = day_of(at)
    return _Known(
        pool=Pool.of(_candidates(tx, request.drill_id, at)),
        pace=reach.paces_in(tx, on=day)[terrain_of(request.area_code)],
        weights=weights_in(tx, at=at),
        plan=roads.plan_in(tx, on=day),
    )


def _candidates(tx: Tx, drill_id: UUID | None, at: datetime) -> list[Candidate]:
    said = doing.current_in(tx)
    busy = dispatch_store.numbers_of_open(tx, drill_id=None)
    if drill_id is not None:
        said |= doing.current_in(tx, drill_id=drill_id)
        busy = dispatch_store.numbers_of_open(tx, drill_id=drill_id) | busy
    grades = store.parts(tx, Assessment)
    moved = reach.positions_in(tx, at=at)
    return [
        _candidate(
            team,
            said=said.get(team.id),
            grades=_grades(grades.get(team.id, []), day_of(at)),
            position=reach.position(team, moved) or (None, None),
            committed=busy.get(team.id, ""),
            at=at,
        )
        for team in store.teams(tx)
    ]


def _grades(assessments: list[Assessment], day: date) -> dict[str, int]:
    """Return the best grade in each skill that is valid on a day."""
    grades: dict[str, int] = {}
    for one in assessments:
        if one.valid_to is None or one.valid_to >= day:
            grades[one.direction] = min(one.grade, grades.get(one.direction, one.grade))
    return grades


def _candidate(
    team: Team,
    *,
    said: Readiness | None,
    grades: Mapping[str, int],
    position: tuple[float | None, float | None],
    committed: str,
    at: datetime,
) -> Candidate:
    return Candidate(
        id=team.id,
        number=team.number,
        name=team.name,
        category=team.category,
        primary_skill=team.primary_skill,
        skills=team.all_skills,
        hazards=team.hazards,
        grades=grades,
        lon=position[0],
        lat=position[1],
        muster_s=team.muster_minutes * 60,
        radius_km=team.radius_km,
        state=said.state.value if said else "",
        silent_s=_silent_s(said, at),
        committed=committed,
    )


def _silent_s(said: Readiness | None, at: datetime) -> float:
    if said is None:
        return float("inf")
    return 0.0 if said.dispatch else (at - said.at).total_seconds()


def weights_in(tx: Tx, *, at: datetime) -> Weights:
    """Return what the county lets each thing cost.

    Raises:
        NoSuchRule, BadValue: A rule row is missing, or no number.
    """
    day = day_of(at)

    def seconds(name: str) -> int:
        return rules.whole(tx, name, on=day)

    return Weights(
        states={state: seconds(code) for state, code in _STATE_RULES.items()},
        blocked=frozenset(state.value for state in UNUSABLE),
        stale_after_s=roster.stale_after(tx, at).total_seconds(),
        stale_s=seconds("proposal.stale_s"),
        not_primary_s=seconds("proposal.not_primary_s"),
        grade_s=seconds("proposal.grade_s"),
        beyond_radius_s=seconds("proposal.beyond_radius_s"),
    )
