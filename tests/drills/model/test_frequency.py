"""When a plan is due follows from its strictest rule and its last drill, of any edition."""

from datetime import date, datetime

import pytest

from commandcenter.drills.model.checks import FieldEmpty, FigureOutOfRange
from commandcenter.drills.model.drill import Drill, PlanOfDrill, State
from commandcenter.drills.model.frequency import Standing, check, dues, months_after, rule_for
from commandcenter.drills.model.plan import Plan, Tier
from commandcenter.drills.model.year import FrequencyRule
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING

ON = date(2026, 6, 1)


def a_plan(**fields):
    return Plan(**{"id": new_id(), "kind": "special", "title": "预案"} | fields)


def a_rule(months=12, warn_days=30, **fields):
    usual = {"id": new_id(), "code": f"{months}", "title": "频次", "basis": "未核实"}
    return FrequencyRule(**usual | fields, months=months, warn_days=warn_days)


def a_drill(*on, state=State.ENDED, **fields):
    begin = datetime(*on, 9, tzinfo=BEIJING) if on else None
    usual = {"id": new_id(), "year": 2026, "number": 1, "title": "演练", "begins_at": begin}
    return Drill(**usual | fields, state=state)


def of(plan, *drills, rules=None, plans=()):
    rules = [a_rule()] if rules is None else rules
    links = [PlanOfDrill(id=new_id(), drill=one.id, plan_id=plan.id) for one in drills]
    [found] = dues([plan, *plans], {one.id: one for one in drills}, links, rules, on=ON)
    return found


@pytest.mark.parametrize(
    ("last", "standing"),
    [
        ((2025, 5, 31), Standing.OVERDUE),
        ((2025, 6, 1), Standing.WARNED),
        ((2025, 7, 1), Standing.WARNED),
        ((2025, 7, 2), Standing.IN_TIME),
    ],
)
def test_it_is_due_so_many_months_after_the_last_drill(last, standing):
    found = of(a_plan(), a_drill(2024, 1, 1), a_drill(*last))
    assert (found.last_on, found.standing(ON)) == (date(*last), standing)


def test_a_plan_that_was_never_drilled_counts_from_its_approval():
    assert of(a_plan()).standing(ON) is Standing.NEVER
    assert of(a_plan(approved_on=date(2025, 8, 1))).standing(ON) is Standing.NEVER
    old = of(a_plan(approved_on=date(2025, 5, 1)))
    assert (old.due_on, old.standing(ON)) == (date(2026, 5, 1), Standing.OVERDUE)


def test_planned_and_cancelled_drills_are_none_that_were_held():
    planned, off = (
        a_drill(2026, 7, 1, state=State.PLANNED),
        a_drill(2026, 5, 1, state=State.CANCELLED),
    )
    found = of(a_plan(approved_on=date(2025, 8, 1)), planned, off)
    assert (found.last_on, found.next_on) == (None, date(2026, 7, 1))
    assert found.is_planned_in_time
    month = a_drill(state=State.PLANNED, month=6)
    assert of(a_plan(), month).next_on == date(2026, 6, 30)


def test_a_drill_whose_day_is_over_is_not_still_to_come():
    plan = a_plan(approved_on=date(2025, 5, 1))
    forgotten = a_drill(2026, 4, 20, state=State.READY), a_drill(state=State.PLANNED, month=4)
    found = of(plan, *forgotten)
    assert (found.next_on, found.is_planned_in_time) == (None, False)
    again = of(plan, *forgotten, a_drill(2026, 6, 1, state=State.PLANNED))
    assert again.next_on == ON
    overnight = a_drill(2026, 5, 31, state=State.RUNNING)
    assert of(plan, *forgotten, overnight).next_on == date(2026, 5, 31)


def test_a_drill_of_an_old_edition_counts_for_the_new_one():
    first = a_plan(is_active=False)
    second = a_plan(is_active=False, replaces=first.id)
    third = a_plan(replaces=second.id)
    drill = a_drill(2026, 1, 1)
    links = [PlanOfDrill(id=new_id(), drill=drill.id, plan_id=first.id)]
    [found] = dues([first, second, third], {drill.id: drill}, links, [a_rule()], on=ON)
    assert (found.plan, found.last_on) == (third, date(2026, 1, 1))


def test_the_strictest_rule_that_fits_holds():
    rules = [
        a_rule(36, plan_kind="special", tier=Tier.COUNTY),
        a_rule(24),
        a_rule(12, plan_kind="on_site"),
        a_rule(6, only_high_risk=True),
        a_rule(3, is_active=False),
    ]
    assert rule_for(a_plan(), rules).months == 24
    assert rule_for(a_plan(kind="on_site"), rules).months == 12
    assert rule_for(a_plan(is_high_risk=True), rules).months == 6
    assert of(a_plan(), rules=[]).standing(ON) is Standing.NO_RULE


def test_months_end_where_the_month_ends():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2025, 12, 1), 1) == date(2026, 1, 1)


def test_a_rule_that_cannot_be_counted_with_is_refused():
    with pytest.raises(FigureOutOfRange):
        check(a_rule(0))
    with pytest.raises(FieldEmpty):
        check(a_rule(basis=""))
