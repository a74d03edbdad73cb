"""What the page of a drill shows, read of one moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from commandcenter.database import history
from commandcenter.database.engine import Database
from commandcenter.database.history import Noted
from commandcenter.directory.model import BadValue, NoSuchRule, initials, masked
from commandcenter.directory.rights import Right, may
from commandcenter.drills.model import drill_checks
from commandcenter.drills.model.clock import ScriptLine
from commandcenter.drills.model.code_words import WHO_WORDS
from commandcenter.drills.model.dossier import Dossier
from commandcenter.drills.model.drill import (
    Drill,
    Objective,
    Participant,
    PlanOfDrill,
    State,
    Who,
    times,
)
from commandcenter.drills.model.plan import File, Plan
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import course, drills, files, participants, records, script, sight
from commandcenter.drills.service.course import Run
from commandcenter.drills.service.participants import Offer
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from ui.records.pick_box import Choice
from ui.widgets.words import tr

_WAITING = frozenset({State.PLANNED, State.READY})
_NOT_BEGUN = _WAITING | {State.CANCELLED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A drill and everything that belongs to it.

    Attributes:
        plans: All that are in force, and those it practises.
        is_partial: There are lines that this officer may not see yet.
        handling: How long a receiver needs for one line; None where no rule says it.
        ran_here: It was started in this program.
        played: Where each line stands, once the drill has begun here.
    """

    drill: Drill
    plans: tuple[Plan, ...] = ()
    practised: tuple[PlanOfDrill, ...] = ()
    objectives: tuple[Objective, ...] = ()
    participants: tuple[Participant, ...] = ()
    lines: tuple[Inject, ...] = ()
    is_partial: bool = False
    files: tuple[File, ...] = ()
    handling: timedelta | None = None
    ran_here: bool = False
    played: Mapping[UUID, ScriptLine] = field(default_factory=dict)

    def may_be_held(self) -> bool:
        """Say whether it can be written down when it was held, or put right."""
        return drill_checks.may_be_held(self.drill, ran_here=self.ran_here)

    def dossier(self) -> Dossier:
        """Return what a script is checked with."""
        return Dossier(
            drill=self.drill,
            plans=self.practised,
            objectives=self.objectives,
            participants=self.participants,
            injects=self.lines,
        )

    def headcount(self) -> int:
        """Return how many people the participants bring."""
        return sum(one.headcount for one in self.participants)

    def objective(self, objective_id: UUID | None) -> Objective | None:
        """Return an objective of the drill."""
        return next((one for one in self.objectives if one.id == objective_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Whom one can choose of: units, teams and people."""

    offers: tuple[Offer, ...] = ()

    def choices(self, *kinds: Who) -> list[Choice]:
        """Return those of some kinds, with what tells them apart."""
        return [
            Choice(
                id=one.ref,
                name=one.name,
                detail=" ".join(filter(None, (tr(WHO_WORDS[one.who]), one.detail))),
                initials=initials(one.name),
            )
            for one in self.offers
            if one.who in kinds
        ]

    def offer(self, ref: UUID | None) -> Offer | None:
        """Return one of them."""
        return next((one for one in self.offers if one.ref == ref), None)


def all_drills(db: Database) -> tuple[Drill, ...]:
    """Return every drill, in the order of the annual plans."""
    return records.everything(db, Drill, ("year", "number"))


def read(db: Database, drill_id: UUID, *, on: date, officer: Officer) -> Whole | None:
    """Return a drill with everything of it that an officer may see; None if there is none."""
    if records.find(db, Drill, drill_id) is None:
        return None
    dossier = drills.dossier(db, drill_id)
    taken = {each.plan_id for each in dossier.plans}
    plans = records.everything(db, Plan, ("title", "edition"))
    lines = sight.seen(db, dossier.drill, dossier.injects, officer=officer)
    run = None if dossier.drill.state in _NOT_BEGUN else course.read(db, drill_id)
    ran_here = run is not None and bool(run.acts)
    return Whole(
        drill=dossier.drill,
        plans=tuple(plan for plan in plans if plan.is_active or plan.id in taken),
        practised=dossier.plans,
        objectives=dossier.objectives,
        participants=participants.shown(dossier.participants, officer),
        lines=lines,
        is_partial=len(lines) < len(dossier.injects),
        files=files.of(db, drill_id),
        handling=_handling(db, on),
        ran_here=ran_here,
        played=_played(run, lines) if run is not None and ran_here else {},
    )


def _played(run: Run, seen: Iterable[Inject]) -> dict[UUID, ScriptLine]:
    """Return where the lines stand that an officer may see."""
    shown = {one.id for one in seen}
    return {one.inject.id: one for one in run.lines() if one.inject.id in shown}


def _handling(db: Database, on: date) -> timedelta | None:
    with db.read() as tx:
        try:
            return script.handling_in(tx, on=on)
        except (NoSuchRule, BadValue):
            return None


def known(db: Database, *, officer: Officer) -> Known:
    """Return whom one can choose of."""
    return Known(offers=participants.offered(db, officer=officer))


def changes(db: Database, whole: Whole, *, officer: Officer) -> tuple[Noted, ...]:
    """Return what became of a drill, newest first, as far as an officer may see it."""
    with db.read() as tx:
        found = history.of(tx, "drills", whole.drill.id)
    if whole.is_partial:
        found = tuple(one for one in found if one.change.kind != "inject")
    if may(officer, Right.SEE_PHONES):
        return found
    return tuple(_without_phone(one) for one in found)


def _without_phone(one: Noted) -> Noted:
    if one.change.field != "contact":
        return one
    old, new = masked(one.change.old), masked(one.change.new)
    return replace(one, change=replace(one.change, old=old, new=new))


def coming(drills: Sequence[Drill], now: datetime) -> Drill | None:
    """Return the drill that matters next: one that runs, the next to be held, else the last."""
    running = [one for one in drills if one.state is State.RUNNING]
    if running:
        return running[0]
    today = day_of(now)
    waiting = [one for one in drills if one.state in _WAITING and _day(one) >= today]
    if waiting:
        return min(waiting, key=_day)
    return max(drills, key=_day, default=None)


def _day(one: Drill) -> date:
    """Return when a drill is held; of a month alone its last day."""
    begins_at, _ = times(one)
    if begins_at is not None:
        return day_of(begins_at)
    return date(one.year, one.month or 12, 28)
