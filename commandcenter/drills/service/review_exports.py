"""Taking the papers of a drill that was held out of the program.

Each paper reads everything in one transaction and prints the head of the last journal row
it depends on, so that printing it again gives the same bytes as long as nothing changed.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from commandcenter.database import heads
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import phrases
from commandcenter.drills.model.evaluation import Evaluation
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.model.review import Review
from commandcenter.drills.papers import evaluation_form as form_paper
from commandcenter.drills.papers import improvement_list as list_paper
from commandcenter.drills.papers import review_report as report_paper
from commandcenter.drills.papers.drill_plan import GROUPS as PARTS
from commandcenter.drills.service import (
    after,
    evaluating,
    evaluation_items,
    paper_ground,
    photographs,
    sight,
)
from commandcenter.drills.service.paper_ground import How
from commandcenter.drills.store import items as item_store
from commandcenter.drills.store.keeping import ROWS
from commandcenter.duty.papers import Running
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.teams.papers.ground import Ground

_RULES = (
    "evaluation.excellent_percent",
    "evaluation.good_percent",
    "evaluation.fair_percent",
)


def evaluation_form(
    db: Database,
    drill_id: UUID,
    *,
    evaluation_id: UUID | None = None,
    at: datetime,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the form of an evaluator as it stands, or a blank one to fill in on paper.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such drill or form.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        sheet = evaluating.sheet_in(tx, drill_id)
        ground = _ground(tx, [drill_id], at=at, language=language, running=running)
    known: dict[UUID | None, Evaluation | None] = {one.id: one for one in sheet.evaluations}
    known[None] = None
    if evaluation_id not in known:
        raise Conflict
    scores = {} if evaluation_id is None else sheet.of(evaluation_id)
    form = form_paper.Form(
        drill=sheet.drill,
        items=[one for one in sheet.items if one.is_active or one.id in scores],
        evaluation=known[evaluation_id],
        scores=scores,
    )
    return form_paper.evaluation_form(ground, form)


def merged_form(
    db: Database,
    drill_id: UUID,
    *,
    at: datetime,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the grades of all evaluators who have handed in, merged.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such drill.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        sheet = evaluating.sheet_in(tx, drill_id)
        ground = _ground(tx, [drill_id], at=at, language=language, running=running)
    return form_paper.merged_form(ground, sheet.drill, sheet.merged)


def review_report(
    db: Database,
    drill_id: UUID,
    *,
    at: datetime,
    language: str,
    officer: Officer | None = None,
    running: Running | None = None,
) -> bytes:
    """Return the review of a drill from its facts to its log and its photographs.

    Args:
        officer: Who sees it; None for whoever has the database itself.

    Raises:
        ScriptHidden: The officer may not see its lines before the drill is over.
        Cancelled: The officer no longer wants it.
        Conflict: There is no such drill.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        review = after.read_in(tx, drill_id, language=language, at=at)
        sight.check_in(tx, review.drill, officer)
        ground = _ground_of(tx, review, at=at, language=language, running=running)
        cancelled = ground.running.cancelled
        photos = photographs.of_review_in(tx, review, cancelled=cancelled)
    return report_paper.review_report(ground, review, photos)


def improvement_list(
    db: Database,
    drill_id: UUID,
    *,
    at: datetime,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the list of the corrective actions of a drill.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such drill.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        review = after.read_in(tx, drill_id, language=language, at=at)
        named = [
            plan_id
            for one in review.actions
            for plan_id in (one.plan_id, one.revised_plan_id)
            if plan_id is not None
        ]
        plans = {one.id: one for one in ROWS.with_ids(tx, Plan, named)}
        ground = _ground_of(tx, review, at=at, language=language, running=running)
    return list_paper.improvement_list(
        ground, review.drill, review.actions, plans=plans, files=review.files
    )


def head_in(tx: Tx, review: Review) -> heads.Head | None:
    """Return the last journal row that the papers of a drill depend on."""
    return heads.at(tx, _newest(tx, _about(review), [one.seq for one in review.log]))


def _about(review: Review) -> list[UUID]:
    return [review.drill.id, *review.files, *(one.id for one in review.plans)]


def _ground_of(
    tx: Tx, review: Review, *, at: datetime, language: str, running: Running | None
) -> Ground:
    newest = [one.seq for one in review.log]
    return _ground(tx, _about(review), newest, at=at, language=language, running=running)


def _newest(tx: Tx, about: Iterable[UUID], newest: Iterable[int]) -> int:
    groups = [*phrases.words(tx, evaluation_items.GROUPS), *phrases.words(tx, PARTS)]
    known = (
        item_store.newest(tx),
        *(heads.newest_about(tx, str(one)) for one in about),
        *(heads.newest_about(tx, f"{one.dictionary}/{one.code}") for one in groups),
        *newest,
    )
    return paper_ground.newest_in(tx, known, _RULES)


def _ground(
    tx: Tx,
    about: Iterable[UUID],
    newest: Iterable[int] = (),
    *,
    at: datetime,
    language: str,
    running: Running | None,
) -> Ground:
    how = How(at=at, language=language, running=running)
    return paper_ground.ground_in(
        tx, _newest(tx, about, newest), how, dictionaries=(evaluation_items.GROUPS, PARTS)
    )
