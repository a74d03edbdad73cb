"""The library of plans: editions follow each other, levels go along, nothing is lost."""

from dataclasses import replace
from datetime import date

import pytest

from commandcenter.directory.rights import NotAllowed
from commandcenter.drills.model import plan_checks
from commandcenter.drills.model.checks import FieldEmpty
from commandcenter.drills.model.drill import PlanOfDrill
from commandcenter.drills.model.plan import Plan, PlanLevel
from commandcenter.drills.service import plans
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id


def a_level(plan, level="IV", **fields):
    usual = {"id": new_id(), "plan_id": plan.id, "position": 0, "level": level}
    return PlanLevel(**usual | fields)


def of_title(db, edition=""):
    [found] = [one for one in plans.library(db) if one.plan.edition == edition]
    return found


def test_a_new_edition_replaces_the_old_one_and_takes_its_levels_along(db, chief, put_plan):
    old = put_plan()
    levels = (a_level(old, "IV", actions="加密会商"), a_level(old, "I", actions="全员到岗"))
    plans.set_levels(db, old, levels, seen=(), officer=chief)
    new = Plan(id=new_id(), kind="special", title="防汛专项预案", edition="2026版")
    plans.revise(db, old, new, officer=chief)
    assert plans.revise(db, old, new, officer=chief).id == new.id  # sent again

    before, after = of_title(db), of_title(db, "2026版")
    assert (before.plan.is_active, before.replaced_by) == (False, new.id)
    assert (after.plan.is_active, after.plan.replaces) == (True, old.id)
    assert [one.level for one in after.levels] == ["IV", "I"]
    assert [one.actions for one in after.levels] == ["加密会商", "全员到岗"]
    assert len(before.levels) == 2
    with pytest.raises(plan_checks.EditionReplaced):
        plans.revise(db, before.plan, replace(new, id=new_id(), edition="2027版"), officer=chief)


def test_levels_are_put_in_order_changed_and_taken_out_together(db, chief, put_plan):
    plan = put_plan()
    first = plans.set_levels(
        db, plan, [a_level(plan, "IV"), a_level(plan, "III")], seen=(), officer=chief
    )
    wanted = [replace(first[1], actions="预置队伍"), a_level(plan, "II")]
    second = plans.set_levels(db, plan, wanted, seen=first, officer=chief)
    assert [(one.position, one.level, one.actions) for one in second] == [
        (1, "III", "预置队伍"),
        (2, "II", ""),
    ]
    assert plans.set_levels(db, plan, wanted, seen=first, officer=chief) == second  # sent again
    with pytest.raises(Conflict):
        plans.set_levels(db, plan, [first[0]], seen=first[:1], officer=chief)


def test_a_plan_that_drills_practise_stays(db, chief, put_plan, put_drill, put):
    plan, spare = put_plan(), put_plan("写错的预案")
    put(PlanOfDrill(id=new_id(), drill=put_drill().id, plan_id=plan.id))
    with pytest.raises(plan_checks.PlanInUse):
        plans.remove(db, plan, officer=chief)
    plans.remove(db, spare, officer=chief)
    assert [(one.plan.title, one.drills) for one in plans.library(db)] == [("防汛专项预案", 1)]


def test_who_may_only_look_changes_no_plan(db, viewer, put_plan):
    plan = put_plan()
    for act in (plans.change, plans.remove):
        with pytest.raises(NotAllowed):
            act(db, plan, officer=viewer)


def a_plan(**fields):
    return Plan(**{"id": new_id(), "kind": "special", "title": "预案"} | fields)


@pytest.mark.parametrize(
    ("refused", "plan"),
    [
        (FieldEmpty, a_plan(title=" ")),
        (FieldEmpty, a_plan(kind="")),
        (plan_checks.ApprovedByNobody, a_plan(approved_on=date(2026, 1, 1))),
        (
            plan_checks.ReviewBeforeApproval,
            a_plan(approved_by="县政府", approved_on=date(2026, 1, 2), review_due=date(2026, 1, 1)),
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused(refused, plan):
    with pytest.raises(refused):
        plan_checks.check_plan(plan)


@pytest.mark.parametrize(
    ("refused", "levels"),
    [
        (plan_checks.LevelTwice, ("I", "I")),
        (plan_checks.LevelUnknown, ("V",)),
        (plan_checks.LevelElsewhere, (None,)),
    ],
)
def test_levels_that_cannot_be_are_refused(refused, levels):
    plan, other = a_plan(), a_plan()
    made = [a_level(other if one is None else plan, one or "I") for one in levels]
    with pytest.raises(refused):
        plan_checks.check_levels(plan, made)


def test_two_editions_have_two_names(db, chief, put_plan):
    old = put_plan(edition="2023版")
    with pytest.raises(plan_checks.SameEdition):
        plans.revise(db, old, a_plan(edition="2023版 "), officer=chief)
