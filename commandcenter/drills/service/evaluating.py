"""Filling in the forms of a drill, each evaluator an own one, and making one of them.

Every grade is saved at once. A form that was filled in on paper is entered by anybody who
evaluates; it has the name of its evaluator and no account.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import rules
from commandcenter.drills.model import merging
from commandcenter.drills.model.checks import check_filled, check_texts
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.evaluation import Evaluation, Grade, Item, Score
from commandcenter.drills.model.evaluation_checks import (
    FormKnown,
    ItemsMissing,
    NotOfThisForm,
    check_can_evaluate,
    check_held,
    check_not_handed_in,
    check_own,
)
from commandcenter.drills.model.merging import Bounds, Merged
from commandcenter.drills.service import evaluation_items, records
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.times import day_of

_FORMS = ("evaluator", "id")
_SCORES = ("item_id", "evaluation_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All forms of a drill.

    Attributes:
        items: What is graded, in the order of the form; retired ones as far as graded.
        evaluations: By name of the evaluator, also those not handed in yet.
        scores: Of all of them.
        merged: Of those handed in.
    """

    drill: Drill
    items: tuple[Item, ...]
    evaluations: tuple[Evaluation, ...]
    scores: tuple[Score, ...]
    merged: Merged

    def of(self, evaluation_id: UUID) -> dict[UUID, Score]:
        """Return the grades of one form by item."""
        return {one.item_id: one for one in self.scores if one.evaluation_id == evaluation_id}

    def missing(self, evaluation_id: UUID) -> tuple[Item, ...]:
        """Return the items that one form has no grade for."""
        known = self.of(evaluation_id)
        return tuple(one for one in self.items if one.is_active and one.id not in known)


def sheet(db: Database, drill_id: UUID) -> Sheet:
    """Return all forms of a drill.

    Raises:
        Conflict: There is no such drill.
    """
    with db.read() as tx:
        return sheet_in(tx, drill_id)


def sheet_in(tx: Tx, drill_id: UUID) -> Sheet:
    """Do what `sheet` does inside a transaction."""
    drill = ROWS.get(tx, Drill, drill_id)
    evaluations = ROWS.where(tx, Evaluation, _FORMS, drill=drill_id)
    scores = ROWS.where(tx, Score, _SCORES, drill=drill_id)
    items = _items_in(tx, drill, {one.item_id for one in scores})
    handed_in = [one for one in evaluations if one.handed_in_at is not None]
    return Sheet(
        drill=drill,
        items=items,
        evaluations=evaluations,
        scores=scores,
        merged=merging.merge(items, handed_in, scores, bounds_in(tx, drill)),
    )


def _items_in(tx: Tx, drill: Drill, graded: set[UUID]) -> tuple[Item, ...]:
    return tuple(
        one
        for one in evaluation_items.everything_in(tx)
        if one.id in graded or (one.is_active and one.form in (drill.form, None))
    )


def bounds_in(tx: Tx, drill: Drill) -> Bounds:
    """Return from how many percent which result is reached, on the day of a drill."""
    held_at = drill.ended_at or drill.began_at or drill.begins_at
    on = day_of(held_at) if held_at else date(drill.year, 12, 31)
    return Bounds(
        excellent=rules.whole(tx, "evaluation.excellent_percent", on=on),
        good=rules.whole(tx, "evaluation.good_percent", on=on),
        fair=rules.whole(tx, "evaluation.fair_percent", on=on),
    )


def open_form(
    db: Database, drill_id: UUID, *, form_id: UUID, officer: Officer, post: str = ""
) -> Evaluation:
    """Begin the officer's own form; the one that was begun already is returned as it is.

    Raises:
        NotAllowed, FieldOverlong, DrillCancelled, DrillArchived: Nothing was written.
        Conflict: There is no such drill.
        Unavailable: The outcome is unknown; send it again.
    """
    new = Evaluation(
        id=form_id, drill=drill_id, evaluator=officer.name, login=officer.login, post=post
    )
    return _begin(db, new, officer, is_same=lambda one: one.login == officer.login)


def open_paper_form(
    db: Database, drill_id: UUID, *, form_id: UUID, evaluator: str, officer: Officer, post: str = ""
) -> Evaluation:
    """Begin a form to enter what somebody without an account filled in on paper.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FormKnown, DrillCancelled, DrillArchived:
            Nothing was written.
        Conflict: There is no such drill.
        Unavailable: The outcome is unknown; send it again.
    """
    name = evaluator.strip()
    new = Evaluation(id=form_id, drill=drill_id, evaluator=name, post=post)

    def check(known: Sequence[Evaluation], ready: Evaluation) -> None:
        if any(_of_whom(one) == _of_whom(ready) for one in known):
            raise FormKnown(evaluator=name)

    return _begin(db, new, officer, check=check)


def _of_whom(form: Evaluation) -> tuple[str, str, str]:
    return form.login, form.evaluator.strip(), form.post.strip()


def _begin(
    db: Database,
    new: Evaluation,
    officer: Officer,
    *,
    is_same: Callable[[Evaluation], bool] = lambda _one: False,
    check: Callable[[Sequence[Evaluation], Evaluation], None] = lambda _known, _new: None,
) -> Evaluation:
    require(officer, Right.EVALUATE)
    ready: Any = admit_texts(new)[0]
    check_filled(ready, ("evaluator",))
    check_texts(ready)
    with db.write(officer) as tx:
        known = ROWS.where(tx, Evaluation, _FORMS, drill=ready.drill)
        found = next((one for one in known if one.id == ready.id or is_same(one)), None)
        if found is not None:
            return found
        check(known, ready)
        records.check_open(tx, ready)
        check_can_evaluate(ROWS.get(tx, Drill, ready.drill))
        evaluation_items.complete_in(tx)
        KEEPER.add_all(tx, [ready], subject=ready.drill)
    return ready  # type: ignore[no-any-return]  # of the same kind


def score(
    db: Database,
    evaluation_id: UUID,
    item_id: UUID,
    grade: Grade,
    *,
    officer: Officer,
    score_id: UUID,
    comment: str | None = None,
    seen: Score | None = None,
) -> Score:
    """Give an item a grade, or another one; the same grade again changes nothing.

    Args:
        seen: What stood there; None if there was none.
        score_id: Of the new grade if the item has none in this form.
        comment: None leaves what stands there.

    Raises:
        NotAllowed, NotYourForm, HandedIn, NotOfThisForm, FieldOverlong, DrillArchived:
            Nothing was written.
        Conflict: There is no such form or item, or somebody else graded it meanwhile.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.EVALUATE)
    with db.write(officer) as tx:
        form = _own_in(tx, evaluation_id, officer)
        item = _item_of(tx, form, item_id)
        known = _score_in(tx, form.id, item.id)
        wanted = known or Score(
            id=score_id, drill=form.drill, evaluation_id=form.id, item_id=item.id, grade=grade
        )
        said = wanted.comment if comment is None else comment
        ready: Any = admit_texts(replace(wanted, grade=grade, comment=said))[0]
        check_texts(ready)
        if known is not None and ready == known:
            return known
        _check_seen(known, seen)
        if known is not None:
            return KEEPER.change(tx, known, ready)
        KEEPER.add_all(tx, [ready], subject=form.drill)
    return ready  # type: ignore[no-any-return]  # of the same kind


def unscore(
    db: Database, evaluation_id: UUID, item_id: UUID, *, officer: Officer, seen: Score | None
) -> None:
    """Take back the grade of an item; one that has none stays so.

    Raises:
        NotAllowed, NotYourForm, HandedIn, DrillArchived: Nothing was written.
        Conflict: There is no such form, or somebody else graded the item meanwhile.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.EVALUATE)
    with db.write(officer) as tx:
        form = _own_in(tx, evaluation_id, officer)
        known = _score_in(tx, form.id, item_id)
        if known is not None:
            _check_seen(known, seen)
            KEEPER.remove_all(tx, [known], subject=form.drill)


def _check_seen(known: Score | None, seen: Score | None) -> None:
    """Refuse to replace what the officer has not seen; two workstations may fill in one form."""
    if (known and (known.id, known.version)) != (seen and (seen.id, seen.version)):
        raise Conflict


def describe(db: Database, changed: Evaluation, *, officer: Officer) -> Evaluation:
    """Change where an evaluator stood and what was said in a few sentences.

    Raises:
        NotAllowed, NotYourForm, HandedIn, FieldEmpty, FieldOverlong, DrillArchived:
            Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.EVALUATE)
    ready: Any = admit_texts(changed)[0]
    check_filled(ready, ("evaluator",))
    check_texts(ready)
    with db.write(officer) as tx:
        before = _own_in(tx, ready.id, officer)
        # Nothing else is changed by describing.
        after = replace(before, post=ready.post, comment=ready.comment, version=ready.version)
        if not before.login:
            after = replace(after, evaluator=ready.evaluator)
        return KEEPER.change(tx, before, after)


def hand_in(
    db: Database, evaluation_id: UUID, *, officer: Officer, with_gaps: bool = False
) -> Evaluation:
    """Hand a form in; one that was handed in is returned as it is.

    Args:
        with_gaps: The officer has seen which items have no grade.

    Raises:
        NotAllowed, NotYourForm, DrillNotHeld, ItemsMissing, DrillArchived: Nothing was written.
        Conflict: There is no such form.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.EVALUATE)
    with db.write(officer) as tx:
        form = _mine_in(tx, evaluation_id, officer)
        if form.handed_in_at is not None:
            return form
        records.check_open(tx, form)
        whole = sheet_in(tx, form.drill)
        check_held(whole.drill)
        missing = whole.missing(form.id)
        if missing and not with_gaps:
            raise ItemsMissing(count=len(missing), first=missing[0].text)
        return KEEPER.change(tx, form, replace(form, handed_in_at=tx.at))


def take_back(db: Database, evaluation_id: UUID, *, officer: Officer) -> Evaluation:
    """Take a form back to change it, as long as the drill is not in the archive.

    Raises:
        NotAllowed, NotYourForm, DrillArchived: Nothing was written.
        Conflict: There is no such form.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.EVALUATE)
    with db.write(officer) as tx:
        form = _mine_in(tx, evaluation_id, officer)
        records.check_open(tx, form)
        return KEEPER.change(tx, form, replace(form, handed_in_at=None))


def _mine_in(tx: WriteTx, evaluation_id: UUID, officer: Officer) -> Evaluation:
    form = ROWS.get(tx, Evaluation, evaluation_id)
    check_own(form, officer.login)
    return form


def _own_in(tx: WriteTx, evaluation_id: UUID, officer: Officer) -> Evaluation:
    """Return a form that the officer may change now."""
    form = _mine_in(tx, evaluation_id, officer)
    records.check_open(tx, form)
    check_not_handed_in(form)
    return form


def _item_of(tx: WriteTx, form: Evaluation, item_id: UUID) -> Item:
    evaluation_items.complete_in(tx)  # with what the program brought since the form was begun
    item = ROWS.get(tx, Item, item_id)
    if item.form not in (ROWS.get(tx, Drill, form.drill).form, None):
        raise NotOfThisForm(text=item.text)
    return item


def _score_in(tx: Tx, evaluation_id: UUID, item_id: UUID) -> Score | None:
    found = ROWS.where(tx, Score, _SCORES, evaluation_id=evaluation_id, item_id=item_id)
    return found[0] if found else None
