"""Drills: numbers, changes, states, copies."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.database import verify
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, NotAllowed, Role
from commandcenter.drills.model import drill_checks
from commandcenter.drills.model.checks import DrillArchived, FieldEmpty, FigureOutOfRange
from commandcenter.drills.model.drill import (
    Drill,
    Objective,
    Part,
    Participant,
    State,
    Who,
)
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import after, drills, objectives, participants, records, script
from commandcenter.drills.service.evidence import EVIDENCE
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

AT = datetime(2026, 5, 12, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def is_vouched_for(db: Database) -> bool:
    with db.read() as tx:
        return verify.run(tx, EVIDENCE).is_intact


@pytest.fixture(scope="module")
def planner() -> Officer:
    return Officer(account_id=new_id(), login="planner", name="方志伟", rights=RIGHTS[Role.PLANNER])


@pytest.fixture
def made(db: Database, planner: Officer) -> Callable[..., Drill]:
    def _made(**values: object) -> Drill:
        given = {"id": new_id(), "year": 2026, "number": 0, "title": "防汛综合演练"} | values
        return drills.create(db, Drill(**given), officer=planner)

    return _made


def held(db: Database, one: Drill, planner: Officer, **values: object) -> Drill:
    given = {"began_at": AT, "ended_at": AT + HOUR, "headcount": 60} | values
    return drills.held_elsewhere(db, one, **given, officer=planner, at=AT + 2 * HOUR)


def test_drills_are_numbered_in_the_plan_of_their_year(db, made, planner):
    assert [made().number, made().number, made(year=2027).number] == [1, 2, 1]


def test_a_drill_sent_twice_is_entered_once(db, made, planner):
    one = made()
    again = drills.create(db, replace(one, title="另一个"), officer=planner)
    assert again == one
    assert len(records.everything(db, Drill, ["number"])) == 1


def test_the_month_follows_the_beginning_in_beijing(db, made, planner):
    late = datetime(2026, 5, 31, 17, tzinfo=UTC)  # 1 June in Beijing
    one = made(begins_at=late, ends_at=late + HOUR, month=5)
    assert one.month == 6
    moved = drills.change(db, replace(one, begins_at=AT, ends_at=AT + HOUR), officer=planner)
    assert moved.month == 5
    open_again = replace(moved, begins_at=None, ends_at=None)
    assert drills.change(db, open_again, officer=planner).month == 5


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"title": " "}, FieldEmpty),
        ({"month": 13}, FigureOutOfRange),
        ({"expected": -1}, FigureOutOfRange),
        ({"headcount": -1}, FigureOutOfRange),
        ({"ends_at": AT}, drill_checks.EndWithoutBegin),
        ({"begins_at": AT, "ends_at": AT}, drill_checks.EndsBeforeItBegins),
        ({"begins_at": AT.replace(year=2027)}, drill_checks.NotInThisYear),
        ({"began_at": AT, "ended_at": AT - HOUR}, drill_checks.EndsBeforeItBegins),
        ({"ended_at": AT}, drill_checks.TimesMissing),
    ],
)
def test_a_drill_that_cannot_be_is_refused(db, made, planner, values, error):
    with pytest.raises(error):
        made(**values)
    one = made()
    with pytest.raises(error):
        drills.change(db, replace(one, **values), officer=planner)
    assert records.find(db, Drill, one.id) == one


def test_year_number_and_state_do_not_change_by_editing(db, made, planner):
    one = made()
    for values in ({"year": 2027}, {"number": 9}):
        with pytest.raises(drill_checks.NumberStays):
            drills.change(db, replace(one, **values), officer=planner)
    with pytest.raises(drill_checks.StepImpossible):
        drills.change(db, replace(one, state=State.ENDED), officer=planner)


def test_a_drill_goes_from_state_to_state(db, made, planner):
    one = made()
    with pytest.raises(drill_checks.NotScheduled):
        drills.make_ready(db, one, officer=planner, at=AT)
    timed = replace(one, begins_at=AT, ends_at=AT + HOUR)
    one = drills.change(db, timed, officer=planner)
    one = drills.make_ready(db, one, officer=planner, at=AT)
    one = drills.cancel(db, one, officer=planner, at=AT)
    with pytest.raises(drill_checks.StepImpossible):
        drills.make_ready(db, one, officer=planner, at=AT)
    one = drills.plan_again(db, one, officer=planner, at=AT)
    assert one.state is State.PLANNED
    one = held(db, one, planner, headcount=None)
    with pytest.raises(drill_checks.HeadcountMissing):
        after.close(db, one, officer=planner, at=AT + 2 * HOUR, with_gaps=True)
    one = drills.change(db, replace(one, headcount=61), officer=planner)
    one = after.close(db, one, officer=planner, at=AT + 2 * HOUR, with_gaps=True)
    with pytest.raises(DrillArchived):
        drills.change(db, replace(one, place="别处"), officer=planner)
    one = after.reopen(db, one, reason="地点有误", officer=planner, at=AT + 2 * HOUR)
    assert (one.state, one.headcount) == (State.ENDED, 61)
    assert is_vouched_for(db)


def test_a_drill_that_was_held_has_ended_in_the_past(db, made, planner):
    one = made()
    with pytest.raises(drill_checks.NotOverYet):
        held(db, one, planner, ended_at=AT + 3 * HOUR)
    with pytest.raises(drill_checks.EndsBeforeItBegins):
        held(db, one, planner, ended_at=AT)
    with pytest.raises(FigureOutOfRange):
        held(db, one, planner, headcount=-1)
    with pytest.raises(drill_checks.NotInThisYear):
        held(db, one, planner, began_at=AT.replace(year=2019))
    ended = held(db, one, planner)
    with pytest.raises(drill_checks.TimesMissing):
        drills.change(db, replace(ended, ended_at=None), officer=planner)


def test_what_was_written_down_of_a_drill_that_was_held_is_put_right(db, made, planner):
    one = held(db, made(), planner)
    with pytest.raises(drill_checks.NotOverYet):
        held(db, one, planner, ended_at=AT + 3 * HOUR)
    begin = AT - HOUR
    one = held(db, one, planner, began_at=begin, headcount=58)
    assert (one.began_at, one.ended_at, one.headcount) == (begin, AT + HOUR, 58)
    with pytest.raises(Conflict):
        held(db, replace(one, version=one.version - 1), planner)
    closed = after.close(db, one, officer=planner, at=AT + 2 * HOUR, with_gaps=True)
    with pytest.raises(drill_checks.StepImpossible):
        held(db, closed, planner)
    assert records.find(db, Drill, one.id) == closed
    assert is_vouched_for(db)


def test_only_an_archived_drill_is_taken_out_of_the_archive(db, made, planner):
    one = made(began_at=AT, ended_at=AT + HOUR)
    with pytest.raises(drill_checks.StepImpossible):
        after.reopen(db, one, reason="地点有误", officer=planner, at=AT + 2 * HOUR)


def test_a_step_from_what_somebody_else_changed_is_a_conflict(db, made, planner):
    one = made(begins_at=AT, ends_at=AT + HOUR)
    drills.change(db, replace(one, place="龙潭水库"), officer=planner)
    with pytest.raises(Conflict):
        drills.make_ready(db, one, officer=planner, at=AT)


def test_who_may_not_plan_writes_nothing(db, made):
    guest = Officer(account_id=new_id(), login="g", name="参观", rights=RIGHTS[Role.DEPUTY])
    one = made()
    with pytest.raises(NotAllowed):
        drills.create(db, replace(one, id=new_id()), officer=guest)
    with pytest.raises(NotAllowed):
        drills.change(db, one, officer=guest)
    with pytest.raises(NotAllowed):
        drills.cancel(db, one, officer=guest, at=AT)
    with pytest.raises(NotAllowed):
        drills.copy(db, one.id, drill_id=new_id(), year=2026, officer=guest)
    with pytest.raises(NotAllowed):
        script.renumber(db, one.id, seen=(), officer=guest)
    with pytest.raises(NotAllowed):
        objectives.set_plans(db, one.id, [], officer=guest)
    with pytest.raises(NotAllowed):
        objectives.add(db, Objective(id=new_id(), drill=one.id, number=0, text="x"), officer=guest)


def a_full_drill(db: Database, made: Callable[..., Drill], planner: Officer) -> Drill:
    one = made(
        begins_at=AT,
        ends_at=AT + 2 * HOUR,
        aims="检验预案",
        summary="顺利",
        lessons="通信要加强",
        budget_yuan=3000,
    )
    plan = records.add(db, Plan(id=new_id(), kind="special", title="防汛预案"), officer=planner)
    objectives.set_plans(db, one.id, [plan.id, plan.id], officer=planner)
    goals = [
        objectives.add(
            db, Objective(id=new_id(), drill=one.id, number=0, text=text), officer=planner
        )
        for text in ("15 分钟内报告", "30 分钟内转移")
    ]
    everyone = [
        Participant(id=new_id(), drill=one.id, who=Who.OTHER, ref=None, name="石埠村民兵"),
        Participant(
            id=new_id(), drill=one.id, who=Who.OTHER, ref=None, name="评估", part=Part.EVALUATOR
        ),
    ]
    participants.add_all(db, everyone, officer=planner)
    first = Inject(
        id=new_id(), drill=one.id, number=1, offset_s=0, title="渗水", objective_id=goals[1].id
    )
    script.add(db, first, officer=planner)
    second = Inject(
        id=new_id(),
        drill=one.id,
        number=2,
        offset_s=600,
        title="断电",
        branch="断电",
        decided_by=first.id,
    )
    script.add(db, second, officer=planner)
    return one


def test_a_copy_has_everything_planned_and_nothing_of_how_it_went(db, made, planner):
    one = held(db, a_full_drill(db, made, planner), planner)
    copy_id = new_id()
    copied = drills.copy(db, one.id, drill_id=copy_id, year=2027, officer=planner, title="再练")
    assert (copied.year, copied.number, copied.title) == (2027, 1, "再练")
    assert (copied.state, copied.headcount, copied.began_at) == (State.PLANNED, None, None)
    assert (copied.summary, copied.lessons, copied.begins_at) == ("", "", None)
    assert (copied.copied_from, copied.budget_yuan, copied.month) == (one.id, 3000, 5)
    before, after = drills.dossier(db, one.id), drills.dossier(db, copy_id)
    assert [goal.text for goal in after.objectives] == [goal.text for goal in before.objectives]
    assert [each.name for each in after.participants] == ["石埠村民兵", "评估"]
    assert [each.plan_id for each in after.plans] == [each.plan_id for each in before.plans]
    lines = after.injects
    assert [line.title for line in lines] == ["渗水", "断电"]
    assert lines[0].objective_id == after.objectives[1].id
    assert lines[1].decided_by == lines[0].id
    ids = {each.id for each in before.records()} & {each.id for each in after.records()}
    assert ids == set()
    again = drills.copy(db, one.id, drill_id=copy_id, year=2027, officer=planner)
    assert again == copied
    assert is_vouched_for(db)


def test_a_copy_with_a_beginning_lasts_as_long(db, made, planner):
    one = a_full_drill(db, made, planner)
    begins = datetime(2026, 11, 9, 1, tzinfo=UTC)
    copied = drills.copy(
        db, one.id, drill_id=new_id(), year=2026, officer=planner, begins_at=begins
    )
    assert (copied.number, copied.month, copied.ends_at) == (2, 11, begins + 2 * HOUR)
    with pytest.raises(drill_checks.NotInThisYear):
        drills.copy(db, one.id, drill_id=new_id(), year=2027, officer=planner, begins_at=begins)
    with pytest.raises(Conflict):
        drills.copy(db, new_id(), drill_id=new_id(), year=2026, officer=planner)


def test_an_objective_that_goes_leaves_no_line_pointing_at_it(db, made, planner):
    one = a_full_drill(db, made, planner)
    goal = objectives.of_drill(db, one.id)[1]
    objectives.remove(db, goal, officer=planner)
    assert [line.objective_id for line in script.lines(db, one.id)] == [None, None]
    first = objectives.of_drill(db, one.id)[0]
    again = objectives.add(
        db, Objective(id=new_id(), drill=one.id, number=0, text="新"), officer=planner
    )
    assert (first.number, again.number) == (1, 2)
    with pytest.raises(objectives.ObjectiveNumberTaken):
        objectives.change(db, replace(again, number=1), officer=planner)
    assert is_vouched_for(db)


def test_a_drill_practises_the_plans_that_were_set_last(db, made, planner):
    one = a_full_drill(db, made, planner)
    other = records.add(db, Plan(id=new_id(), kind="special", title="A 预案"), officer=planner)
    kept = objectives.plans_of(db, one.id)[0]
    objectives.set_plans(db, one.id, [other.id, kept.id], officer=planner)
    assert [plan.title for plan in objectives.plans_of(db, one.id)] == ["A 预案", "防汛预案"]
    objectives.set_plans(db, one.id, [other.id], officer=planner)
    assert objectives.plans_of(db, one.id) == (other,)
    with pytest.raises(Conflict):
        objectives.set_plans(db, one.id, [new_id()], officer=planner)


def test_nobody_takes_part_twice_with_one_role(db, made, planner):
    one, ref = made(), new_id()
    row = Participant(id=new_id(), drill=one.id, who=Who.TEAM, ref=ref, name="县防汛抢险一队")
    participants.add_all(db, [row], officer=planner)
    with pytest.raises(participants.TakesPartAlready):
        participants.add_all(db, [replace(row, id=new_id())], officer=planner)
    judge = replace(row, id=new_id(), part=Part.EVALUATOR)
    participants.add_all(db, [judge], officer=planner)
    with pytest.raises(participants.TakesPartAlready):
        participants.change(db, replace(judge, part=Part.PLAYER), officer=planner)
    with pytest.raises(FieldEmpty):
        participants.change(db, replace(judge, name=""), officer=planner)
