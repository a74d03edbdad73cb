"""Corrective actions: called for by what a drill showed, done, rechecked by somebody else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commandcenter.directory.rights import NotAllowed
from commandcenter.drills.model.checks import FieldEmpty
from commandcenter.drills.model.correction import ActionState, CorrectiveAction
from commandcenter.drills.model.correction_checks import (
    ActionClosed,
    ActionElsewhere,
    EvidenceMissing,
    NoRevision,
    OwnRecheck,
)
from commandcenter.drills.model.drill import Form, State
from commandcenter.drills.model.evaluation import Grade, Met, Observation, Seen
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.service import (
    corrections,
    evaluating,
    evaluation_items,
    expectations,
    files,
    observing,
    proposing,
    records,
)
from commandcenter.drills.service.expectations import Judgement
from commandcenter.drills.service.proposing import Origin
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now

TODAY = date(2026, 6, 1)


@pytest.fixture
def added(db, a_drill, planner):
    """Add an action; name only what the test is about."""
    drill = a_drill()

    def add(**fields):
        usual = {
            "id": new_id(),
            "drill": drill.id,
            "number": 0,
            "finding": "叫应没有记录接话人",
            "action": "叫应登记表增加接话人一栏",
            "owner": "值班室",
            "due_on": TODAY,
        }
        return corrections.add(db, CorrectiveAction(**usual | fields), officer=planner)

    return add


@pytest.fixture
def done(db, added, chief):
    """Add an action that the watch chief reported done."""

    def report(**fields):
        return corrections.report_done(db, added(**fields), evidence="新表已启用", officer=chief)

    return report


def test_each_finding_of_a_drill_calls_for_one_action(db, a_played_drill, planner, chief, deputy):
    played = a_played_drill()
    drill_id = played.drill.id
    items = evaluation_items.of_form(db, Form.TABLETOP)
    for officer in (chief, deputy):
        form = evaluating.open_form(db, drill_id, form_id=new_id(), officer=officer)
        evaluating.score(
            db,
            form.id,
            items[0].id,
            Grade.BAD,
            officer=officer,
            score_id=new_id(),
            comment=f"{officer.name}：不清楚",
        )
        evaluating.hand_in(db, form.id, officer=officer, with_gaps=True)
    said = Judgement(drill=drill_id, inject_id=played.first.id, line=1, met=Met.MISSED)
    expectations.mark(db, said, mark_id=new_id(), officer=chief)
    for kind in (Seen.PROBLEM, Seen.STRENGTH):
        observing.note(
            db,
            Observation(
                id=new_id(), drill=drill_id, observer="何立", at=now(), kind=kind, text="电台静默"
            ),
            officer=chief,
        )

    found = proposing.proposals(db, drill_id, on=TODAY)

    assert [one.origin for one in found] == [Origin.SCORE, Origin.MISSED, Origin.OBSERVATION]
    texts = [one.action.finding for one in found]
    assert texts == [f"{items[0].text}\n何立：不清楚\n林晓：不清楚", "向市防指报告", "电台静默"]
    assert found[1].action.objective_id == played.goal.id
    assert {one.action.due_on for one in found} == {TODAY + timedelta(days=30)}
    by_hand = replace(found[0].action, id=new_id())
    corrections.add(db, by_hand, officer=planner)
    assert len(proposing.proposals(db, drill_id, on=TODAY)) == 2
    corrections.withdraw(db, replace(by_hand, number=1), officer=planner)
    new = [one.action for one in found]
    first = corrections.add_all(db, new, officer=planner)
    again = corrections.add_all(db, new, officer=planner)
    assert first == again
    assert [one.number for one in first] == [1, 2, 3]
    assert proposing.proposals(db, drill_id, on=TODAY) == ()


def test_another_person_with_another_account_rechecks(db, done, chief, planner):
    action = done()
    for_somebody = corrections.report_done(
        db,
        corrections.reopen(db, action, reason="补照片", officer=planner),
        evidence="照片",
        done_by="周敏",
        officer=chief,
    )

    with pytest.raises(OwnRecheck):
        corrections.recheck(db, for_somebody, is_good=True, note="", officer=chief)
    with pytest.raises(OwnRecheck):  # by another account, but by the same person
        corrections.recheck(db, for_somebody, is_good=True, note="", officer=planner)
    commander = replace(planner, login="chenguo", name="陈国")
    closed = corrections.recheck(db, for_somebody, is_good=True, note="已看现场", officer=commander)

    assert (closed.state, closed.checked_by) == (ActionState.CLOSED, "陈国")
    assert closed.checked_at is not None


def test_what_is_not_good_goes_back_with_a_reason(db, done, planner):
    action = done()

    with pytest.raises(FieldEmpty):
        corrections.recheck(db, action, is_good=False, note=" ", officer=planner)
    back = corrections.recheck(db, action, is_good=False, note="没有启用", officer=planner)

    assert (back.state, back.check_note, back.done_by) == (ActionState.OPEN, "没有启用", "何立")


def test_what_was_closed_is_changed_only_after_it_was_reopened(db, done, planner):
    closed = corrections.recheck(db, done(), is_good=True, note="", officer=planner)

    with pytest.raises(ActionClosed):
        corrections.change(db, replace(closed, owner="别人"), officer=planner)
    with pytest.raises(FieldEmpty):
        corrections.reopen(db, closed, reason="", officer=planner)
    opened = corrections.reopen(db, closed, reason="又发生", officer=planner)
    changed = corrections.change(db, replace(opened, owner="别人"), officer=planner)

    assert (changed.state, changed.owner, changed.check_note) == (
        ActionState.OPEN,
        "别人",
        "又发生",
    )
    with pytest.raises(Conflict):
        corrections.change(db, replace(opened, owner="另一人"), officer=planner)


def test_nothing_is_done_without_owner_action_and_evidence(db, added, chief, tmp_path):
    with pytest.raises(FieldEmpty):
        corrections.report_done(db, added(owner=""), evidence="好", officer=chief)
    with pytest.raises(FieldEmpty):
        corrections.report_done(db, added(action=""), evidence="好", officer=chief)
    action = added()
    with pytest.raises(EvidenceMissing):
        corrections.report_done(db, action, evidence=" ", officer=chief)
    photograph = tmp_path / "现场.png"
    photograph.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 10)
    files.attach(db, action, [files.take_in(photograph)], officer=chief)

    assert corrections.report_done(db, action, evidence="", officer=chief).state is ActionState.DONE


def test_steps_are_taken_in_their_order_and_by_steps_alone(db, added, done, planner):
    action = added()

    with pytest.raises(ActionElsewhere):
        corrections.recheck(db, action, is_good=True, note="", officer=planner)
    with pytest.raises(ActionElsewhere):
        corrections.reopen(db, action, reason="为何", officer=planner)
    for values in ({"state": ActionState.CLOSED}, {"done_by": "别人"}, {"number": 9}):
        with pytest.raises(ActionElsewhere):
            corrections.change(db, replace(action, **values), officer=planner)
    with pytest.raises(ActionElsewhere):
        corrections.withdraw(db, done(), officer=planner)
    corrections.withdraw(db, action, officer=planner)
    assert action not in corrections.of_drill(db, action.drill)


def test_a_revision_is_the_next_edition_of_the_plan(db, added, planner):
    old = records.add(db, Plan(id=new_id(), kind="special", title="防汛预案"), officer=planner)
    new = records.add(
        db, Plan(id=new_id(), kind="special", title="防汛预案", replaces=old.id), officer=planner
    )
    action = added(plan_id=old.id)

    with pytest.raises(NoRevision):
        corrections.change(db, replace(action, revised_plan_id=old.id), officer=planner)
    with pytest.raises(Conflict):
        corrections.change(db, replace(action, plan_id=new_id()), officer=planner)
    linked = corrections.change(db, replace(action, revised_plan_id=new.id), officer=planner)

    assert (linked.plan_id, linked.revised_plan_id) == (old.id, new.id)


def test_what_is_overdue_is_known_over_all_drills(db, added, done, planner):
    closed = corrections.recheck(
        db, done(due_on=date(2026, 1, 1)), is_good=True, note="", officer=planner
    )
    late = added(due_on=TODAY - timedelta(days=3))
    today, reported, undated = added(), done(due_on=date(2026, 2, 1)), added(due_on=None)

    tasks = corrections.everything(db, on=TODAY)

    assert [one.action for one in tasks] == [reported, late, today, undated, closed]
    assert [(one.action, one.overdue_days) for one in tasks if one.is_overdue] == [(late, 3)]
    assert tasks[0].drill.id == late.drill


def test_actions_live_on_after_the_drill_was_archived_and_need_the_right(
    db, added, a_drill, planner, deputy
):
    archived = a_drill(State.CLOSED, headcount=20)
    action = added(drill=archived.id)

    assert (
        corrections.change(db, replace(action, cause="表格旧"), officer=planner).cause == "表格旧"
    )
    with pytest.raises(NotAllowed):
        corrections.add(db, action, officer=deputy)
    with pytest.raises(NotAllowed):
        corrections.report_done(db, action, evidence="好", officer=deputy)
    with pytest.raises(FieldEmpty):
        added(finding=" ")
