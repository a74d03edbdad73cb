"""What the page knows of one drill: its script, forms, scores, observations and corrections."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.model import Term
from commandcenter.directory.service import phrases
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.model.drill import Drill, Objective, PlanOfDrill, State
from commandcenter.drills.model.evaluation import Evaluation, Item, Mark, Observation, Score
from commandcenter.drills.model.plan import File, Plan
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import evaluating, records, sight
from commandcenter.drills.service.evaluating import Sheet
from commandcenter.kernel.officer import Officer
from ui.widgets.words import language

GROUPS = "evaluation_group"
_EVALUATED = frozenset({State.RUNNING, State.ENDED, State.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One drill as it stands.

    Attributes:
        items: Of its form, in the order of groups and positions.
        groups: Terms of the groups by code, in their order.
        scores: By evaluation and item.
        files: By what they belong to.
        actions: Corrective actions of every drill, the newest drill first.
        drills: Every drill by id, so that actions can name theirs.
    """

    drill: Drill
    sheet: Sheet
    items: tuple[Item, ...] = ()
    groups: Mapping[str, Term] = field(default_factory=dict)
    evaluations: tuple[Evaluation, ...] = ()
    scores: Mapping[tuple[UUID, UUID], Score] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    files: Mapping[UUID, tuple[File, ...]] = field(default_factory=dict)
    injects: tuple[Inject, ...] = ()
    objectives: tuple[Objective, ...] = ()
    marks: Mapping[tuple[UUID, int], Mark] = field(default_factory=dict)
    actions: tuple[CorrectiveAction, ...] = ()
    plans: tuple[Plan, ...] = ()
    own_plans: tuple[UUID, ...] = ()
    drills: Mapping[UUID, Drill] = field(default_factory=dict)

    def group_name(self, code: str) -> str:
        """Return the name of a group in the language of the window; unknown ones as they are."""
        term = self.groups.get(code)
        if term is None:
            return code
        return term.word(language())

    def of_group(self, code: str) -> tuple[Item, ...]:
        """Return the items of a group."""
        return tuple(one for one in self.items if one.group == code)

    def group_codes(self) -> tuple[str, ...]:
        """Return the groups that have items, in their order."""
        return tuple(dict.fromkeys(one.group for one in self.items))

    def evaluation_of(self, login: str) -> Evaluation | None:
        """Return the form of an account, if there is one yet."""
        return next((one for one in self.evaluations if one.login == login), None)

    def inject(self, inject_id: UUID | None) -> Inject | None:
        """Return a line of the script."""
        return next((one for one in self.injects if one.id == inject_id), None)

    def objective(self, objective_id: UUID | None) -> Objective | None:
        """Return an objective."""
        return next((one for one in self.objectives if one.id == objective_id), None)


def evaluated(db: Database) -> tuple[Drill, ...]:
    """Return the drills that run or have ended, the newest first."""
    known = records.everything(db, Drill, ("year", "number"))
    wanted = [one for one in known if one.state in _EVALUATED]
    return tuple(sorted(wanted, key=_newest, reverse=True))


def read(db: Database, drill: Drill, *, officer: Officer) -> Review:
    """Return what there is of a drill, as far as an officer may see it."""
    of = drill.id
    with db.read() as tx:
        groups = {term.code: term for term in phrases.words(tx, GROUPS)}
    sheet = evaluating.sheet(db, of)
    every = {one.id: one for one in records.everything(db, Drill, ("year", "number"))}
    plans = records.of_drill(db, PlanOfDrill, of, ("id",))
    script = records.of_drill(db, Inject, of, ("offset_s", "number"))
    return Review(
        drill=every.get(of, drill),
        sheet=sheet,
        items=sheet.items,
        groups=groups,
        evaluations=sheet.evaluations,
        scores={(one.evaluation_id, one.item_id): one for one in sheet.scores},
        observations=records.of_drill(db, Observation, of, ("at", "id")),
        files=_files(db),
        injects=sight.seen(db, every.get(of, drill), script, officer=officer),
        objectives=records.of_drill(db, Objective, of, ("number",)),
        marks={(m.inject_id, m.line): m for m in records.of_drill(db, Mark, of, ("line", "id"))},
        actions=_actions(db, every),
        plans=records.everything(db, Plan, ("title", "id")),
        own_plans=tuple(one.plan_id for one in plans),
        drills=every,
    )


def _files(db: Database) -> Mapping[UUID, tuple[File, ...]]:
    of: dict[UUID, tuple[File, ...]] = {}
    for one in records.everything(db, File, ("id",)):
        of[one.about] = (*of.get(one.about, ()), one)
    return of


def _actions(db: Database, drills: Mapping[UUID, Drill]) -> tuple[CorrectiveAction, ...]:
    known = records.everything(db, CorrectiveAction, ("number", "id"))
    return tuple(sorted(known, key=lambda one: _newest(drills[one.drill]), reverse=True))


def _newest(one: Drill) -> tuple[float, int, int]:
    at = one.began_at or one.begins_at
    return (at.timestamp() if at else 0.0, one.year, one.number)
