"""The year read in one go: what clashes, what is due, how far it has come."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from commandcenter.database import verify
from commandcenter.directory.model import Person
from commandcenter.directory.service import people
from commandcenter.drills.model.checks import FigureOutOfRange
from commandcenter.drills.model.clash import ClashKind
from commandcenter.drills.model.drill import Participant, PlanOfDrill, Who
from commandcenter.drills.model.frequency import Standing
from commandcenter.drills.model.year import Activity, Period, PeriodKind
from commandcenter.drills.service import year, year_rows
from commandcenter.drills.service.evidence import EVIDENCE
from commandcenter.duty.model.shift import DutyRole, Member
from commandcenter.duty.service import shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import ordering, readiness, roster
from tests.drills.year.conftest import AT


def kinds(found, drill):
    return {one.kind for one in found.clashes_of(drill.id)}


@pytest.fixture
def person(db, chief):
    made = Person(id=new_id(), name="何立")
    people.add(db, made, officer=chief)
    return made


def test_the_duty_rota_blocks_a_drill_of_its_people(db, chief, put_drill, put, person):
    drill = put_drill((3, 3, 9))
    put(Participant(id=new_id(), drill=drill.id, who=Who.PERSON, ref=person.id, name="何立"))
    at = datetime(2026, 3, 3, 10, tzinfo=BEIJING)
    shift = shifts.plan_ahead(db, at=at, officer=chief)
    assert ClashKind.ON_DUTY not in kinds(year.read(db, 2026, at=AT), drill)
    member = Member(person_id=person.id, name="何立", role=DutyRole.CHIEF)
    shifts.staff(db, shift, [member], weather="", officer=chief)
    [clash] = year.read(db, 2026, at=AT).clashes_of(drill.id)
    assert clash.kind is ClashKind.ON_DUTY
    assert (clash.what, clash.other) == ("何立", "03-03 白班")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_drills_of_two_plans_meet_about_the_new_year(db, chief, put_drill, put):
    night = datetime(2026, 12, 31, 22, tzinfo=BEIJING)
    first = put_drill(None, begins_at=night, ends_at=night + timedelta(hours=4), title="跨年演练")
    later = night + timedelta(hours=3)
    fields = {"begins_at": later, "ends_at": later + timedelta(hours=2), "title": "元旦演练"}
    second = put_drill(None, year=2027, **fields)
    far = put_drill((5, 12, 9))
    team = new_id()
    for drill in (first, second, far):
        put(Participant(id=new_id(), drill=drill.id, who=Who.TEAM, ref=team, name="桥头队"))
    for planned, other in ((first, "元旦演练"), (second, "跨年演练")):
        found = year.read(db, planned.year, at=AT)
        [clash] = [one for one in found.clashes_of(planned.id) if one.kind is ClashKind.TEAM]
        assert clash.other == other
        assert ClashKind.OUTSIDE not in kinds(found, planned)
        assert {one.year for one in found.drills} == {planned.year}
        # May is far from the year after, and only the night is beside it.
        assert len(found.index.year.slots) == len(found.drills) + 1


def test_teams_that_are_out_or_not_ready_are_away_for_a_while(db, chief, put_drill, put):
    def a_team(name):
        made = Team(id=new_id(), number=name, name=name, category="grassroots")
        return roster.add(db, made, officer=chief)

    out, broken = a_team("桥头队"), a_team("云岭队")
    at = db.clock()
    day = (at + timedelta(hours=2)).astimezone(BEIJING)
    soon = put_drill(None, year=day.year, begins_at=day, ends_at=day + timedelta(hours=1))
    later = day + timedelta(days=20)
    far = put_drill(None, year=later.year, begins_at=later)
    for drill in (soon, far):
        for team in (out, broken):
            put(Participant(id=new_id(), drill=drill.id, who=Who.TEAM, ref=team.id, name=team.name))
    order = Order(id=new_id(), order_id=new_id(), team_id=out.id, place="石桥村", task="搜救")
    ordering.order(db, [order], officer=chief)
    said = Readiness(team_id=broken.id, state=State.OUT_OF_SERVICE, at=at, reason="车辆检修")
    readiness.say(db, said, officer=chief)
    away = {
        (one.what, one.other)
        for one in year.read(db, day.year, at=at).clashes_of(soon.id)
        if one.kind is ClashKind.AWAY
    }
    assert {what for what, _ in away} == {"桥头队", "云岭队"}
    assert ("云岭队", "车辆检修") in away
    assert ClashKind.AWAY not in kinds(year.read(db, later.year, at=at), far)


def test_the_year_says_what_is_due_covered_and_reached(db, put_drill, put_plan, put, hold, cancel):
    plan, never = (
        put_plan(),
        put_plan("地震专项预案", approved_on=date(2020, 1, 1), approved_by="县"),
    )
    held = hold(put_drill((2, 3, 9), area_code="330399100002"), people=120)
    put(PlanOfDrill(id=new_id(), drill=held.id, plan_id=plan.id))
    put_drill((6, 3, 9), area_code="330399101")
    cancel(put_drill((4, 3, 9), area_code="330399101"))
    put(Activity(id=new_id(), kind="contest", title="竞赛", on=date(2026, 1, 9), times=2))
    found = year.read(db, 2026, at=AT)
    standings = {one.plan.id: one.standing(found.on) for one in found.dues}
    assert standings == {plan.id: Standing.IN_TIME, never.id: Standing.OVERDUE}
    assert found.dues[0].plan == never
    covered = {one.name: (one.held_on, one.planned_on) for one in found.coverage}
    assert covered == {
        "龙潭镇": ((date(2026, 2, 3),), ()),
        "云岭乡": ((), (date(2026, 6, 3),)),
    }
    reached = {one.code.partition(".target_")[2]: one.reached for one in found.targets}
    assert reached == {"drills": 1, "people": 120, "activities": 3, "video": 0}


def test_free_days_are_proposed_with_reasons_and_the_others_refused(db, put_drill):
    evening = datetime(2026, 3, 4, 20, tzinfo=BEIJING)
    taken = put_drill((3, 4, 9), ends_at=evening, place="县体育馆")
    drill = put_drill((3, 20, 9), place="县体育馆")
    search = year.Search(
        first=date(2026, 3, 1), last=date(2026, 3, 8), length=timedelta(hours=8), limit=3
    )
    found = year.proposals(db, drill, participants=[], search=search, at=AT)
    days = [one.begins_at.astimezone(BEIJING).date().day for one in found.best]
    assert days == [2, 3, 5]
    refused = {one.on.day: [why.said(str) for why in one.reasons] for one in found.refused}
    assert refused[4] == [f"'{taken.title}' is at 县体育馆 at the same time."]
    assert refused[8] == ["No workday"]
    assert "A workday" in [why.said(str) for why in found.best[0].reasons]


def test_rows_that_come_with_the_program_are_the_countys_with_its_first_change(db, chief):
    [row] = [one for one in year_rows.frequency_rules(db) if one.code == "town"]
    changed = year_rows.change_row(db, replace(row, months=12), officer=chief)
    assert changed.version == 2
    codes = [one.code for one in year_rows.frequency_rules(db)]
    assert len(codes) == len(set(codes)) > 5
    with pytest.raises(year_rows.RowShipped):
        year_rows.remove_row(db, changed, officer=chief)
    own = Period(
        id=new_id(),
        kind=PeriodKind.BLOCKED,
        title="县运动会",
        year=2026,
        from_month=5,
        from_day=11,
        to_month=5,
        to_day=13,
    )
    count = len(year_rows.periods_of(db))
    year_rows.add_row(db, own, officer=chief)
    year_rows.add_row(db, own, officer=chief)  # sent again
    assert len(year_rows.periods_of(db)) == count + 1
    year_rows.remove_row(db, own, officer=chief)
    assert len(year_rows.periods_of(db)) == count
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None


def test_activities_that_cannot_be_counted_are_refused(db, chief):
    made = Activity(id=new_id(), kind="lecture", title="讲座", on=date(2026, 1, 1), times=-1)
    with pytest.raises(FigureOutOfRange):
        year_rows.add_activity(db, made, officer=chief)
    right = year_rows.add_activity(db, replace(made, times=1), officer=chief)
    assert year_rows.activities_of(db, 2026) == (right,)
    with pytest.raises(FigureOutOfRange):
        year_rows.change_activity(db, replace(right, headcount=-5), officer=chief)
