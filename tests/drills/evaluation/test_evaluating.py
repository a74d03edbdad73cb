"""Forms of evaluators: begun once, graded item by item, handed in, taken back, merged."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.directory.rights import NotAllowed
from commandcenter.drills.model.checks import DrillArchived, FieldEmpty, FieldOverlong
from commandcenter.drills.model.drill import Form, State
from commandcenter.drills.model.evaluation import Grade
from commandcenter.drills.model.evaluation_checks import (
    DrillCancelled,
    DrillNotHeld,
    FormKnown,
    HandedIn,
    ItemsMissing,
    NotOfThisForm,
    NotYourForm,
)
from commandcenter.drills.model.merging import Result
from commandcenter.drills.service import evaluating, evaluation_items, records
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id


@pytest.fixture
def drill(a_drill):
    return a_drill()


@pytest.fixture
def begun(db, drill):
    """Begin the form of an officer."""

    def begin(officer, **fields):
        return evaluating.open_form(db, drill.id, form_id=new_id(), officer=officer, **fields)

    return begin


@pytest.fixture
def graded(db):
    """Give all items of a form a grade."""

    def grade(form, officer, grades):
        items = evaluation_items.of_form(db, Form.TABLETOP)
        for item, one in zip(items, grades, strict=False):
            evaluating.score(db, form.id, item.id, one, officer=officer, score_id=new_id())
        return items

    return grade


def test_an_evaluator_has_one_form_for_a_drill(db, drill, begun, chief, deputy):
    first = begun(chief, post="指挥部")
    again = begun(chief)
    other = begun(deputy)

    assert again == first
    assert other.id != first.id
    assert {one.id for one in evaluating.sheet(db, drill.id).evaluations} == {first.id, other.id}


def test_a_grade_is_saved_at_once_and_counts_once(db, drill, begun, chief):
    form = begun(chief)
    item = evaluation_items.of_form(db, Form.TABLETOP)[0]

    def give(grade, **fields):
        return evaluating.score(
            db, form.id, item.id, grade, officer=chief, score_id=new_id(), **fields
        )

    first = give(Grade.PARTLY, comment="规则没有讲清")
    assert give(Grade.PARTLY) == first
    second = give(Grade.BAD, seen=first)

    assert (second.id, second.version) == (first.id, 2)
    assert (second.grade, second.comment) == (Grade.BAD, "规则没有讲清")
    assert evaluating.sheet(db, drill.id).of(form.id) == {item.id: second}
    evaluating.unscore(db, form.id, item.id, officer=chief, seen=second)
    evaluating.unscore(db, form.id, item.id, officer=chief, seen=second)
    assert evaluating.sheet(db, drill.id).scores == ()
    with pytest.raises(Conflict):
        give(Grade.GOOD, seen=second)


def test_a_grade_that_somebody_else_gave_meanwhile_is_not_replaced(db, drill, chief, deputy):
    form = evaluating.open_paper_form(
        db, drill.id, form_id=new_id(), evaluator="老王", officer=chief
    )
    item = evaluation_items.of_form(db, Form.TABLETOP)[0]

    def give(officer, grade, **fields):
        return evaluating.score(
            db, form.id, item.id, grade, officer=officer, score_id=new_id(), **fields
        )

    first = give(chief, Grade.BAD, comment="缺两个村的名单")
    with pytest.raises(Conflict):
        give(deputy, Grade.GOOD, comment="")  # without having seen what stood there
    second = give(deputy, Grade.PARTLY, seen=first)
    with pytest.raises(Conflict):
        give(chief, Grade.GOOD, comment="", seen=first)
    with pytest.raises(Conflict):
        evaluating.unscore(db, form.id, item.id, officer=chief, seen=first)
    assert evaluating.sheet(db, drill.id).scores == (second,)
    assert second.comment == "缺两个村的名单"


def test_a_form_with_gaps_is_handed_in_only_knowingly(db, drill, begun, graded, chief):
    form = begun(chief)
    items = graded(form, chief, [Grade.GOOD] * 3)

    with pytest.raises(ItemsMissing) as refused:
        evaluating.hand_in(db, form.id, officer=chief)
    assert refused.value.facts == {"count": len(items) - 3, "first": items[3].text}
    assert evaluating.sheet(db, drill.id).missing(form.id) == items[3:]
    assert evaluating.sheet(db, drill.id).merged.result is None

    handed_in = evaluating.hand_in(db, form.id, officer=chief, with_gaps=True)

    assert handed_in.handed_in_at is not None
    assert evaluating.hand_in(db, form.id, officer=chief) == handed_in
    assert evaluating.sheet(db, drill.id).merged.percent == 100


def test_a_form_that_was_handed_in_is_changed_only_after_it_was_taken_back(
    db, begun, graded, chief
):
    form = begun(chief)
    items = graded(form, chief, [Grade.GOOD])
    form = evaluating.hand_in(db, form.id, officer=chief, with_gaps=True)

    with pytest.raises(HandedIn):
        evaluating.score(db, form.id, items[0].id, Grade.BAD, officer=chief, score_id=new_id())
    with pytest.raises(HandedIn):
        evaluating.unscore(db, form.id, items[0].id, officer=chief, seen=None)
    with pytest.raises(HandedIn):
        evaluating.describe(db, replace(form, comment="好"), officer=chief)

    back = evaluating.take_back(db, form.id, officer=chief)
    described = evaluating.describe(db, replace(back, comment="好", login="x"), officer=chief)

    assert (described.comment, described.login, described.handed_in_at) == ("好", "heli", None)
    with pytest.raises(Conflict):
        evaluating.describe(db, replace(back, comment="差"), officer=chief)


def test_a_form_is_filled_in_by_its_evaluator_alone(db, drill, begun, graded, chief, deputy):
    form = begun(chief)
    item = evaluation_items.of_form(db, Form.TABLETOP)[0]

    with pytest.raises(NotYourForm):
        evaluating.score(db, form.id, item.id, Grade.GOOD, officer=deputy, score_id=new_id())
    for act in (evaluating.hand_in, evaluating.take_back):
        with pytest.raises(NotYourForm):
            act(db, form.id, officer=deputy)

    paper = evaluating.open_paper_form(
        db, drill.id, form_id=new_id(), evaluator=" 王工 ", officer=chief
    )
    graded(paper, deputy, [Grade.GOOD])
    again = evaluating.open_paper_form(
        db, drill.id, form_id=paper.id, evaluator="王工", officer=deputy
    )
    assert (again.id, again.evaluator, again.login) == (paper.id, "王工", "")
    with pytest.raises(FormKnown):
        evaluating.open_paper_form(db, drill.id, form_id=new_id(), evaluator="王工", officer=deputy)
    other = evaluating.open_paper_form(
        db, drill.id, form_id=new_id(), evaluator="王工", post="水文站", officer=deputy
    )
    assert other.id not in {paper.id, form.id}


def test_the_forms_of_all_evaluators_are_merged(db, drill, begun, graded, chief, deputy, planner):
    count = 4
    for officer, first in ((chief, Grade.GOOD), (deputy, Grade.BAD), (planner, Grade.NONE)):
        form = begun(officer)
        graded(form, officer, [first] + [Grade.GOOD] * (count - 1))
        if officer is not planner:
            evaluating.hand_in(db, form.id, officer=officer, with_gaps=True)

    merged = evaluating.sheet(db, drill.id).merged

    assert [one.evaluator for one in merged.evaluations] == ["何立", "林晓"]
    assert [one.mean for one in merged.items if one.is_disputed] == [1]
    assert merged.percent == Fraction((2 * count - 1) * 50, count)
    assert merged.result is Result.GOOD


def test_items_retired_after_they_were_graded_still_count(db, drill, begun, graded, chief, planner):
    form = begun(chief)
    items = graded(form, chief, [Grade.BAD, Grade.GOOD])
    for item in items[:1] + items[2:3]:
        evaluation_items.change(db, replace(item, is_active=False), officer=planner)
    evaluating.hand_in(db, form.id, officer=chief, with_gaps=True)

    sheet = evaluating.sheet(db, drill.id)

    assert items[0].id in {one.id for one in sheet.items}
    assert items[2].id not in {one.id for one in sheet.items}
    assert sheet.merged.percent == 50


def test_what_cannot_be_evaluated_is_refused(db, a_drill, begun, chief, viewer):
    with pytest.raises(NotAllowed):
        begun(viewer)
    with pytest.raises(DrillCancelled):
        evaluating.open_form(db, a_drill(State.CANCELLED).id, form_id=new_id(), officer=chief)
    with pytest.raises(Conflict):
        evaluating.open_form(db, new_id(), form_id=new_id(), officer=chief)
    with pytest.raises(FieldEmpty):
        evaluating.open_paper_form(db, a_drill().id, form_id=new_id(), evaluator=" ", officer=chief)
    early = evaluating.open_form(db, a_drill(State.PLANNED).id, form_id=new_id(), officer=chief)
    with pytest.raises(DrillNotHeld):
        evaluating.hand_in(db, early.id, officer=chief, with_gaps=True)
    form = begun(chief)
    item = evaluation_items.of_form(db, Form.LIVE)[0]
    with pytest.raises(NotOfThisForm):
        evaluating.score(db, form.id, item.id, Grade.GOOD, officer=chief, score_id=new_id())
    tabletop = evaluation_items.of_form(db, Form.TABLETOP)[0]
    with pytest.raises(FieldOverlong):
        evaluating.score(
            db,
            form.id,
            tabletop.id,
            Grade.GOOD,
            officer=chief,
            score_id=new_id(),
            comment="长" * 4_001,
        )


def test_nothing_is_changed_once_the_drill_is_archived(db, drill, begun, graded, chief, planner):
    form = begun(chief)
    items = graded(form, chief, [Grade.GOOD])
    form = evaluating.hand_in(db, form.id, officer=chief, with_gaps=True)
    records.change(db, replace(drill, state=State.CLOSED), officer=planner)

    with pytest.raises(DrillArchived):
        evaluating.take_back(db, form.id, officer=chief)
    with pytest.raises(DrillArchived):
        evaluating.score(db, form.id, items[0].id, Grade.BAD, officer=chief, score_id=new_id())
    with pytest.raises(DrillArchived):
        evaluating.open_paper_form(db, drill.id, form_id=new_id(), evaluator="王工", officer=chief)


def test_all_of_it_is_vouched_for(db, begun, graded, chief):
    form = begun(chief)
    graded(form, chief, [Grade.GOOD, Grade.BAD])
    evaluating.hand_in(db, form.id, officer=chief, with_gaps=True)

    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None
