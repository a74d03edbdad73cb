"""The roster: what is added, changed and taken out, by whom, and who may see it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from operator import attrgetter

import pytest

from commandcenter.database import verify
from commandcenter.database.history import Act
from commandcenter.directory.rights import NotAllowed
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.teams.model.checks import NumberTaken, TeamNumberMissing, WrongIdNumber
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.model.team import (
    Agreement,
    Assessment,
    Employment,
    Equipment,
    Member,
    Vehicle,
)
from commandcenter.teams.service import changing, dispatch, ordering, readiness, roster

AT = datetime(2026, 7, 18, 14, 41, tzinfo=UTC)
EVIDENCE = (*changing.EVIDENCE, *readiness.EVIDENCE)


def intact(db) -> bool:
    with db.read() as tx:
        return verify.run(tx, EVIDENCE).is_intact


def noted(db, team, officer) -> list[tuple[Act, str, str, str, str]]:
    found = roster.history(db, team.id, officer=officer)
    return [
        (one.change.act, one.change.name, one.change.field, one.change.old, one.change.new)
        for one in sorted(found, key=attrgetter("seq"))
    ]


@pytest.fixture
def parts(a_team):
    """One of everything that can belong to a team."""
    team = a_team()
    return team, [
        Member(
            id=new_id(),
            team_id=team.id,
            name="王五",
            employment=Employment.VOLUNTEER,
            phone="19900020001",
            id_number="11010519491231002x",
            valid_to=date(2026, 8, 1),
        ),
        Equipment(id=new_id(), team_id=team.id, name="水泵", quantity=3, unit="台"),
        Vehicle(id=new_id(), team_id=team.id, plate="浙C12345", seats=5),
        Assessment(id=new_id(), team_id=team.id, direction="search", grade=3),
        Agreement(id=new_id(), team_id=team.id, kind="contract", partner="县应急局"),
    ]


def test_a_team_comes_back_as_it_was_added(db, chief, a_team):
    team = a_team(
        number=" 07 ",
        primary_skill="drainage",
        skills=frozenset({"dike", "drainage"}),
        hazards=frozenset({"flood", "typhoon"}),
        lon=120,
        lat=27.5,
        insured_to=date(2027, 1, 1),
        remarks="两艘冲锋舟\n一台排涝车",
    )
    roster.add(db, team, officer=chief)

    found = roster.card(db, team.id, officer=chief)

    assert found.team == replace(team, number="07")
    assert found.parts == ()


def test_everything_of_a_team_is_added_changed_and_taken_out_one_by_one(db, chief, parts):
    team, new = parts
    roster.add(db, team, officer=chief)
    added = [roster.add_part(db, one, officer=chief) for one in new]
    assert set(roster.card(db, team.id, officer=chief).parts) == set(added)

    member = roster.change_part(db, replace(added[0], post="队长"), officer=chief)
    assert member.version == 2
    for one in (member, *added[1:]):
        roster.remove_part(db, one, officer=chief)

    assert roster.card(db, team.id, officer=chief).parts == ()
    assert intact(db)


def test_an_id_number_is_stored_masked_and_never_written_into_history(db, chief, parts):
    team, (member, *_) = parts
    roster.add(db, team, officer=chief)
    stored = roster.add_part(db, member, officer=chief)
    assert stored.id_number == "110105********002X"
    roster.change_part(db, replace(stored, id_number=""), officer=chief)

    with db.read() as tx:
        bodies = "".join(row.body for row in verify.rows(tx) if row is not None)
    assert "110105" not in bodies
    assert (Act.CHANGED, "王五", "id_number", "", "") in noted(db, team, chief)


def test_a_wrong_id_number_is_refused(db, chief, parts):
    team, (member, *_) = parts
    roster.add(db, team, officer=chief)

    with pytest.raises(WrongIdNumber):
        roster.add_part(db, replace(member, id_number="110105194912310021"), officer=chief)


def test_history_tells_who_changed_which_field_from_what_to_what(db, chief, a_team):
    team = a_team(leader="张三")
    roster.add(db, team, officer=chief)
    roster.change(db, replace(team, leader="李四", muster_minutes=15), officer=chief)

    assert noted(db, team, chief) == [
        (Act.ADDED, team.name, "", "", team.name),
        (Act.ADDED, team.name, "number", "", team.number),
        (Act.ADDED, team.name, "name", "", team.name),
        (Act.ADDED, team.name, "category", "", "grassroots"),
        (Act.ADDED, team.name, "leader", "", "张三"),
        (Act.CHANGED, team.name, "leader", "张三", "李四"),
        (Act.CHANGED, team.name, "muster_minutes", "0", "15"),
    ]
    assert {one.author for one in roster.history(db, team.id, officer=chief)} == {"heli"}
    assert intact(db)


def test_what_was_taken_out_is_named_in_the_history(db, chief, parts):
    team, (member, *_) = parts
    roster.add(db, team, officer=chief)
    stored = roster.add_part(db, member, officer=chief)
    roster.remove_part(db, stored, officer=chief)

    assert noted(db, team, chief)[-1] == (Act.REMOVED, "王五", "", "王五", "")


def test_a_change_that_changes_nothing_leaves_no_trace(db, chief, a_team):
    team = roster.add(db, a_team(), officer=chief)
    before = noted(db, team, chief)

    assert roster.change(db, team, officer=chief) == team
    assert noted(db, team, chief) == before


def test_who_saw_an_older_version_changes_nothing(db, chief, parts):
    team, (member, *_) = parts
    roster.add(db, team, officer=chief)
    stored = roster.add_part(db, member, officer=chief)
    roster.change(db, replace(team, leader="李四"), officer=chief)
    roster.change_part(db, replace(stored, post="队长"), officer=chief)

    with pytest.raises(Conflict):
        roster.change(db, replace(team, leader="王五"), officer=chief)
    with pytest.raises(Conflict):
        roster.change(db, team, officer=chief)
    with pytest.raises(Conflict):
        roster.remove_part(db, stored, officer=chief)


def test_a_part_that_somebody_took_out_cannot_be_changed(db, chief, parts):
    team, (member, *_) = parts
    roster.add(db, team, officer=chief)
    stored = roster.add_part(db, member, officer=chief)
    roster.remove_part(db, stored, officer=chief)

    with pytest.raises(Conflict):
        roster.change_part(db, replace(stored, post="队长"), officer=chief)


def test_two_teams_never_have_one_number(db, chief, a_team):
    roster.add(db, a_team(number="07", name="蓝天救援队"), officer=chief)
    other = roster.add(db, a_team(number="08"), officer=chief)

    with pytest.raises(NumberTaken, match="蓝天救援队"):
        roster.add(db, a_team(number=" 07"), officer=chief)
    with pytest.raises(NumberTaken):
        roster.change(db, replace(other, number="07"), officer=chief)
    with pytest.raises(TeamNumberMissing):
        roster.add(db, a_team(number=" "), officer=chief)


def test_a_retired_team_leaves_the_list_and_keeps_its_card(db, chief, a_team):
    team = roster.add(db, a_team(), officer=chief)
    retired = roster.retire(db, team, officer=chief)

    assert roster.lines(db, officer=chief, at=AT) == ()
    (line,) = roster.lines(db, RosterQuery(with_retired=True), officer=chief, at=AT)
    assert line.team == retired == roster.card(db, team.id, officer=chief).team
    roster.change(db, replace(retired, is_retired=False), officer=chief)
    assert len(roster.lines(db, officer=chief, at=AT)) == 1


@pytest.mark.parametrize("state", [State.MUSTERING, State.EN_ROUTE, State.ON_SCENE])
def test_a_team_that_is_out_is_not_retired(db, chief, a_team, state):
    team = roster.add(db, a_team(), officer=chief)
    at = now() - timedelta(minutes=5)
    readiness.say(db, Readiness(team_id=team.id, state=state, at=at), officer=chief)

    with pytest.raises(roster.TeamOut):
        roster.retire(db, team, officer=chief)

    home = Readiness(team_id=team.id, state=State.READY, at=at + timedelta(minutes=1))
    readiness.say(db, home, officer=chief)
    assert roster.retire(db, team, officer=chief).is_retired


@pytest.mark.parametrize("drill_id", [None, new_id()], ids=["real", "drill"])
def test_a_team_under_orders_is_not_retired_whatever_was_said_of_it(db, chief, a_team, drill_id):
    team = roster.add(db, a_team(), officer=chief)
    order = Order(
        id=new_id(),
        order_id=new_id(),
        team_id=team.id,
        place="石桥村",
        task="搜救",
        drill_id=drill_id,
    )
    [sent] = ordering.order(db, [order], officer=chief)
    readiness.say(db, Readiness(team_id=team.id, state=State.READY, at=now()), officer=chief)

    with pytest.raises(roster.TeamOut):
        roster.retire(db, team, officer=chief)

    dispatch.release(db, sent.id, reason="收队", officer=chief)
    assert roster.retire(db, team, officer=chief).is_retired


def test_what_is_said_of_a_team_that_is_not_there_is_refused(db, chief, a_team):
    gone, said = a_team(), partial(Readiness, state=State.READY, at=now())
    refused = [
        partial(roster.change, db, gone, officer=chief),
        partial(roster.card, db, gone.id, officer=chief),
        partial(readiness.say, db, said(team_id=gone.id), officer=chief),
        partial(readiness.say_all, db, [said(team_id=gone.id)], officer=chief),
    ]
    for act in refused:
        with pytest.raises(Conflict):
            act()


def test_lines_count_people_vehicles_pieces_and_the_next_last_day(db, chief, parts):
    team, new = parts
    roster.add(db, replace(team, insured_to=date(2026, 9, 1)), officer=chief)
    for one in new:
        roster.add_part(db, one, officer=chief)
    second = replace(
        new[0], id=new_id(), name="赵六", employment=Employment.FULL_TIME, valid_to=None
    )
    roster.add_part(db, second, officer=chief)

    (line,) = roster.lines(db, officer=chief, at=AT)

    assert line.people == {Employment.VOLUNTEER: 1, Employment.FULL_TIME: 1}
    assert (line.headcount, line.vehicles, line.pieces) == (2, 1, 3)
    assert line.next_expiry == date(2026, 8, 1)
    assert (line.readiness, line.is_stale) == (None, True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (RosterQuery(), ["蓝天救援队", "森林消防队", "龙潭镇队"]),
        (RosterQuery(category="social"), ["蓝天救援队"]),
        (RosterQuery(hazard="flood"), ["蓝天救援队", "龙潭镇队"]),
        (RosterQuery(skill="diving"), ["蓝天救援队"]),
        (RosterQuery(skill="forest_fire_fighting"), ["森林消防队"]),
        (RosterQuery(area_code="330399101"), ["龙潭镇队"]),
        (RosterQuery(area_code="399101"), []),
        (RosterQuery(containing="lt"), ["蓝天救援队", "龙潭镇队"]),
        (RosterQuery(containing="SLXF"), ["森林消防队"]),
        (RosterQuery(containing="周"), ["龙潭镇队"]),
        (RosterQuery(containing="%"), []),
        (RosterQuery(containing="19900003333"), ["龙潭镇队"]),
        (RosterQuery(category="grassroots", hazard="forest_fire"), []),
    ],
)
def test_a_query_finds_teams_by_what_they_are_and_can(db, chief, a_team, query, found):
    for team in (
        a_team(
            "蓝天救援队",
            category="social",
            primary_skill="water_rescue",
            skills=frozenset({"diving"}),
            hazards=frozenset({"flood", "water_accident"}),
            area_code="330399100",
        ),
        a_team(
            "森林消防队",
            category="professional",
            primary_skill="forest_fire_fighting",
            hazards=frozenset({"forest_fire"}),
            area_code="330399",
        ),
        a_team(
            "龙潭镇队",
            hazards=frozenset({"flood"}),
            area_code="330399101",
            leader="周敏",
            leader_phone="19900003333",
        ),
    ):
        roster.add(db, team, officer=chief)

    lines = roster.lines(db, query, officer=chief, at=AT)

    assert [line.team.name for line in lines] == found


def test_without_the_right_phone_numbers_are_masked_everywhere(db, chief, viewer, parts):
    team, (member, *_, agreement) = parts
    roster.add(db, replace(team, leader_phone="19900003333"), officer=chief)
    roster.add_part(db, member, officer=chief)
    roster.add_part(db, replace(agreement, phone="19900003334"), officer=chief)

    card = roster.card(db, team.id, officer=viewer)
    assert card.team.leader_phone == "199 **** 3333"
    assert card.members[0].phone == "199 **** 0001"
    assert card.agreements[0].phone == "199 **** 3334"
    assert roster.lines(db, officer=viewer, at=AT)[0].team.leader_phone == "199 **** 3333"
    assert roster.cards(db, officer=viewer)[0] == card
    assert roster.lines(db, RosterQuery(containing="19900003333"), officer=viewer, at=AT) == ()
    assert "1990000" not in str(noted(db, team, viewer))
    assert "19900003333" in str(noted(db, team, chief))


def test_only_who_manages_teams_changes_the_roster(db, chief, deputy, parts):
    team, (member, *_) = parts
    for call in (
        lambda: roster.add(db, team, officer=deputy),
        lambda: roster.change(db, team, officer=deputy),
        lambda: roster.retire(db, team, officer=deputy),
        lambda: roster.add_part(db, member, officer=deputy),
        lambda: roster.change_part(db, member, officer=deputy),
        lambda: roster.remove_part(db, member, officer=deputy),
    ):
        with pytest.raises(NotAllowed):
            call()
