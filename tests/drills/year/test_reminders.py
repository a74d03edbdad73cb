"""Who plans is told in time, once, and not of what nobody may know."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from commandcenter.drills.model.correction import ActionState, CorrectiveAction
from commandcenter.drills.model.drill import PlanOfDrill
from commandcenter.drills.model.reminders import ReminderKind
from commandcenter.drills.service import drills, records, reminders
from commandcenter.drills.service.reminders import Reminding
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING
from tests.drills.year.conftest import AT


def told(db, at=AT):
    return [(one.kind, one.said(str)) for one in reminders.read(db, at=at)]


def test_drills_are_told_a_week_ahead_and_asked_for_when_over(db, put_drill, hold):
    put_drill((3, 9, 9), title="近")
    put_drill((3, 10, 9), title="远")
    put_drill((3, 4, 9), title="双盲", is_unannounced=True)
    put_drill((2, 27, 9), title="过")
    hold(put_drill((2, 26, 9), title="办了"))
    assert told(db) == [
        (ReminderKind.DRILL, "Drill '过' was planned for 02-27 09:00. Was it held?"),
        (ReminderKind.DRILL, "Drill '近' begins 03-09 09:00"),
    ]


def test_drills_without_a_day_are_told_about_their_month(db, put_drill):
    for month in (0, 2, 3, 4):
        put_drill(None, month=month, title=f"{month}月")
    assert told(db) == [
        (ReminderKind.DRILL, "Drill '2月' was planned for 2026-02. Was it held?"),
        (ReminderKind.DRILL, "Drill '3月' is planned for 2026-03 and has no day yet"),
    ]
    # April is told a week before it begins; in the last days of March it is still March's turn.
    late = [said for _, said in told(db, datetime(2026, 3, 31, 9, tzinfo=BEIJING))]
    assert late[1:] == [
        "Drill '3月' is planned for 2026-03 and has no day yet",
        "Drill '4月' is planned for 2026-04 and has no day yet",
    ]


def test_reviews_are_told_of_plans_in_force(db, put_plan):
    put_plan("近", review_due=date(2026, 4, 1))
    put_plan("远", review_due=date(2026, 4, 2))
    put_plan("废", review_due=date(2026, 3, 1), is_active=False)
    assert told(db) == [(ReminderKind.REVIEW, "Plan '近' has to be reviewed by 2026-04-01")]


@pytest.mark.parametrize(("planned", "expected"), [((8, 1, 9), 0), ((11, 1, 9), 1)])
def test_a_plan_is_told_unless_a_drill_in_time_is_planned(
    db, put, put_plan, put_drill, planned, expected
):
    plan = put_plan(approved_on=date(2023, 8, 29), approved_by="县政府")  # every 36 months
    put(PlanOfDrill(id=new_id(), drill=put_drill(planned).id, plan_id=plan.id))
    at = datetime(2026, 7, 1, tzinfo=BEIJING)
    assert [kind for kind, _ in told(db, at)] == [ReminderKind.FREQUENCY] * expected


def test_actions_are_told_until_somebody_has_looked_again(db, chief, put, put_drill, hold):
    drill = hold(put_drill((2, 3, 9)))

    def an_action(number, *steps, **fields):
        usual = {"owner": "龙潭镇", "due_on": date(2026, 3, 20), "finding": f"问题{number}"}
        made = CorrectiveAction(id=new_id(), drill=drill.id, number=number, **usual | fields)
        put(made)
        for state in steps:
            made = records.change(db, replace(made, state=state), officer=chief)

    an_action(1)  # far
    an_action(2, due_on=date(2026, 3, 9))
    an_action(3, ActionState.DONE)
    an_action(4, ActionState.DONE, ActionState.CLOSED, due_on=date(2026, 3, 1))
    an_action(5, due_on=date(2026, 3, 1))
    assert [said for _, said in told(db)] == [
        "Corrective action of 龙潭镇 was due on 2026-03-01: 问题5",
        "Corrective action of 龙潭镇 is due on 2026-03-09: 问题2",
        "Corrective action of 龙潭镇 waits for its recheck: 问题3",
    ]


def test_a_window_reads_again_only_what_has_changed(db, chief, put_drill, monkeypatch):
    drill = put_drill((3, 5, 9))
    window = Reminding()

    def read(at=AT):
        with db.read() as tx:
            return window.read_in(tx, at=at)

    first = read()
    assert [one.target for one in first] == [drill.id]
    assert read() is first
    drills.change(db, replace(drill, title="改名"), officer=chief)
    assert "改名" in read()[0].said(str)
    assert read(AT + timedelta(days=5))[0].is_late
