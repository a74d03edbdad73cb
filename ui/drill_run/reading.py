"""What the console of a drill shows, read in one go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import BadValue, NoSuchRule
from commandcenter.directory.service import county, rules
from commandcenter.drills.model.drill import Drill, Objective, State
from commandcenter.drills.model.run import Act, RunAct
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import course, records, sight
from commandcenter.drills.service.course import Run
from commandcenter.duty.model.entry import Handling
from commandcenter.duty.model.lines import LogLine, LogQuery
from commandcenter.duty.service import log
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of

_EARLY = "drills.early_ask_s"
_MOST_LINES = 1_000
_OFFERED = 6
_CAN_START = frozenset({State.PLANNED, State.READY})
_OF_THE_DRILL = "drills."
# Where the body of an automatic line names a team.
_TEAM = ("team", "team_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that players did.

    Attributes:
        line: Of the log, typed or automatic.
        step: Of handling, if it is one.
        unit: Who did it, as far as the log says.
        answers: The line of the script that it most likely follows from.
    """

    seq: int
    at: datetime
    unit: str
    line: LogLine
    step: Handling | None = None
    answers: Inject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A drill as its console shows it.

    Attributes:
        run: None if no drill is in front.
        running: All drills that run.
        startable: Drills that could be started, the one planned next first.
        played: The drill that began last, to be looked at; None if none was played here.
        actions: Of the players, oldest first.
        early: A line that comes in more than this is not delivered without asking; None if
            the county does not say.
    """

    run: Run | None = None
    running: tuple[Drill, ...] = ()
    startable: tuple[Drill, ...] = ()
    played: Drill | None = None
    objectives: Mapping[UUID, Objective] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    early: timedelta | None = None


def read(
    db: Database, wanted: UUID | None, *, at: datetime, officer: Officer, or_played: bool = False
) -> Reading:
    """Read a drill, or the one that began first of those that run, as an officer may see it.

    Args:
        or_played: Read the one that was played last if none runs.

    Raises:
        Conflict: There is no such drill any more.
        Unavailable: The database did not answer.
    """
    running = course.running(db)
    if wanted is None and running:
        wanted = running[0].id
    played = course.played_last(db) if wanted is None else None
    if or_played and played is not None:
        wanted = played.id
    if wanted is None:
        return Reading(startable=_startable(db, at), played=played)
    run = course.read(db, wanted)
    run = replace(run, injects=sight.seen(db, run.drill, run.injects, officer=officer))
    objectives = records.of_drill(db, Objective, wanted, ["number"])
    with db.read() as tx:
        centre = county.names(tx, on=day_of(at)).centre
        early = _early(tx, at)
    lines = log.page(db, LogQuery(drill_id=wanted, with_automatic=True), limit=_MOST_LINES)
    return Reading(
        run=run,
        running=running,
        objectives={one.id: one for one in objectives},
        actions=tuple(actions(run, lines[::-1], centre=centre)),
        early=early,
    )


def _early(tx: Tx, at: datetime) -> timedelta | None:
    try:
        return rules.seconds(tx, _EARLY, on=day_of(at))
    except (NoSuchRule, BadValue):
        return None


def _startable(db: Database, at: datetime) -> tuple[Drill, ...]:
    known = records.everything(db, Drill, ["year", "month", "number"])
    open_ = [one for one in known if one.state in _CAN_START]
    # What has a day comes first, the day nearest to now before all others.
    open_.sort(key=lambda one: _distance(one, at))
    return tuple(open_[:_OFFERED])


def _distance(one: Drill, at: datetime) -> tuple[bool, float]:
    if one.begins_at is None:
        return True, one.year * 12.0 + one.month
    return False, abs((one.begins_at - at).total_seconds())


def actions(run: Run, lines: Sequence[LogLine], *, centre: str) -> Iterator[Action]:
    """Give what players did, oldest first.

    Args:
        lines: Of the log of the drill, oldest first.
        centre: Name of the centre, which is where the log is kept.
    """
    told = [one for one in run.acts if one.act is Act.FIRE]
    injects = {one.id: one for one in run.injects}
    put_in = {one.entry_id: one for one in told if one.entry_id is not None}
    found: list[Action] = []
    for line in lines:
        if line.kind.startswith(_OF_THE_DRILL) or _by_itself(run, line):
            continue
        delivery = None if line.entry is None else put_in.get(line.entry.id)
        if delivery is None:
            found.append(_action(line, told, injects, centre))
        found += _steps(line, delivery, told, injects, centre)
    found.sort(key=lambda one: (one.at, one.seq))
    yield from found


def _by_itself(run: Run, line: LogLine) -> bool:
    return line.entry is None and run.follows_by_itself(line.at, line.author)


def _action(
    line: LogLine, told: Sequence[RunAct], injects: Mapping[UUID, Inject], centre: str
) -> Action:
    return Action(
        seq=line.seq,
        at=line.at,
        unit=_unit(line, centre),
        line=line,
        answers=_last_before(line.at, told, injects),
    )


def _steps(
    line: LogLine,
    delivery: RunAct | None,
    told: Sequence[RunAct],
    injects: Mapping[UUID, Inject],
    centre: str,
) -> list[Action]:
    if line.entry is None:
        return []
    about = None if delivery is None or delivery.inject_id is None else delivery.inject_id
    return [
        Action(
            seq=line.seq,
            at=step.at,
            unit=centre,
            line=line,
            step=step,
            answers=injects.get(about) if about else _last_before(step.at, told, injects),
        )
        for step in line.entry.steps
    ]


def _unit(line: LogLine, centre: str) -> str:
    if line.entry is not None:
        return line.entry.draft.org or centre
    return next((str(line.body[name]) for name in _TEAM if line.body.get(name)), centre)


def _last_before(
    at: datetime, told: Sequence[RunAct], injects: Mapping[UUID, Inject]
) -> Inject | None:
    before = [one for one in told if one.at <= at and one.inject_id is not None]
    newest = max(before, key=lambda one: (one.at, one.seq), default=None)
    return None if newest is None or newest.inject_id is None else injects.get(newest.inject_id)
