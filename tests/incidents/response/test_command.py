"""Consultations, groups, field post, participants, supplies, reports and releases."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from commandcenter.database import journal
from commandcenter.directory.rights import RIGHTS, NotAllowed, Right, Role
from commandcenter.directory.service import rules
from commandcenter.incidents.model import command as model
from commandcenter.incidents.model import response_checks as checks
from commandcenter.incidents.model.command import (
    Consultation,
    Decision,
    FieldPost,
    Note,
    NoteKind,
    Participant,
    SupplyRequest,
)
from commandcenter.incidents.model.command import Role as Part
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.response import ResponseEnded, Stage
from commandcenter.incidents.service import command, consultation, groups, response
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.model.matter import MatterKind
from commandcenter.matters.service import clocks, matters
from commandcenter.teams.model.dispatch import Order, Step
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import dispatch, ordering, roster


@pytest.fixture
def about():
    return new_id()


@pytest.fixture
def a_consultation(about):
    def make(*decisions, **fields):
        usual = {
            "id": new_id(),
            "about": about,
            "at": now(),
            "chair": "周明",
            "judgement": "将有暴雨",
        }
        return Consultation(**usual | {"decisions": decisions} | fields)

    return make


def a_decision(**fields):
    usual = {"id": new_id(), "text": "转移低洼地群众", "owner": "石桥乡"}
    return Decision(**usual | fields)


@pytest.fixture
def a_post(about):
    def make(**fields):
        usual = {"id": new_id(), "about": about, "name": "石桥前线指挥部", "place": "石桥小学"}
        rest = {"commander": "周明", "commander_phone": "19900021234", "opened_at": now()}
        return FieldPost(**usual | rest | fields)

    return make


def a_request(about, **fields):
    usual = {"id": new_id(), "about": about, "item": "矿泉水", "quantity": 200, "unit": "箱"}
    return SupplyRequest(**usual | {"requested_at": now()} | fields)


def test_each_decision_of_a_consultation_is_an_open_matter(db, deputy, about, a_consultation):
    due_at = now() + timedelta(hours=3)
    decisions = a_decision(due_at=due_at), a_decision(text="加密巡查", owner="县水利局")
    held = consultation.consult(db, a_consultation(*decisions), officer=deputy)

    assert consultation.consultations(db, about=about) == (held,)
    assert held.by == "林晓"
    found = matters.still_open(db)
    assert [(one.id, one.kind, one.owner, one.due_at, one.about) for one in found] == [
        (decisions[0].id, MatterKind.DECISION, "石桥乡", due_at, about),
        (decisions[1].id, MatterKind.DECISION, "县水利局", None, about),
    ]
    assert [clock.subject for clock in clocks.running(db)] == [decisions[0].id]

    matters.close_task(db, decisions[0].id, result="已转移", officer=deputy)
    assert [one.id for one in matters.still_open(db)] == [decisions[1].id]
    assert clocks.running(db) == ()


def test_a_consultation_sent_twice_is_recorded_once(db, deputy, a_consultation):
    one = a_consultation(a_decision())
    first = consultation.consult(db, one, officer=deputy)

    assert consultation.consult(db, one, officer=deputy) == first
    assert len(matters.still_open(db)) == 1


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"chair": " "}, checks.EmptyField),
        ({"judgement": ""}, checks.EmptyField),
        ({"at": now() + timedelta(days=1)}, checks.NotYet),
        ({"decisions": (a_decision(text=" "),)}, checks.EmptyField),
        ({"decisions": (a_decision(owner=""),)}, checks.EmptyField),
        ({"decisions": (a_decision(text="长" * 501),)}, checks.OverlongField),
        ({"decisions": tuple(a_decision() for _ in range(51))}, model.TooManyDecisions),
    ],
)
def test_a_consultation_nobody_could_act_on_is_refused(db, deputy, a_consultation, fields, refused):
    with pytest.raises(refused):
        consultation.consult(db, a_consultation(**fields), officer=deputy)
    assert consultation.consultations(db) == ()


def test_consultations_of_drills_stay_apart(db, deputy, a_consultation):
    drill = new_id()
    consultation.consult(db, a_consultation(a_decision(), drill_id=drill), officer=deputy)

    assert consultation.consultations(db) == ()
    assert matters.still_open(db) == ()
    assert len(consultation.consultations(db, drill_id=drill)) == 1


def response_clocks(db):
    return [clock for clock in clocks.running(db) if clock.kind is ClockKind.RESPONSE]


@pytest.mark.parametrize("kind", [NoteKind.DAILY, NoteKind.ZERO])
def test_a_daily_report_starts_the_clock_of_the_next_one(db, deputy, activated, kind):
    one = activated(Stage.FOURTH)
    at = now()
    said = Note(id=new_id(), kind=kind, about=one.id, text="平稳", at=at)
    consultation.note(db, said, officer=deputy)

    [clock] = response_clocks(db)
    assert clock.due_at == at + timedelta(hours=24)
    [ended] = [
        past
        for past in clocks.of_about(db, one.id)
        if past.kind is ClockKind.RESPONSE and past.has_ended
    ]
    assert (ended.end, ended.done, ended.late_s) == ("satisfied", "平稳", 0)


def test_a_zero_report_needs_no_words_and_others_do(db, deputy, activated):
    one = activated()
    consultation.note(db, Note(id=new_id(), kind=NoteKind.ZERO, about=one.id), officer=deputy)

    for kind in (NoteKind.DAILY, NoteKind.SITREP):
        with pytest.raises(checks.EmptyField):
            consultation.note(db, Note(id=new_id(), kind=kind, about=one.id), officer=deputy)
    assert [one.note.kind for one in consultation.notes(db, one.id)] == [NoteKind.ZERO]


def test_a_release_says_where_and_who_allowed_it(db, deputy, about):
    release = Note(
        id=new_id(),
        kind=NoteKind.RELEASE,
        about=about,
        text="通报",
        channel="县融媒体",
        approved_by="周明",
    )
    consultation.note(db, release, officer=deputy)
    consultation.note(db, release, officer=deputy)

    [found] = consultation.notes(db, about, kind=NoteKind.RELEASE)
    assert (found.note.text, found.note.channel, found.by) == ("通报", "县融媒体", "林晓")
    assert consultation.notes(db, about, kind=NoteKind.SITREP) == ()
    for name in ("text", "channel", "approved_by"):
        with pytest.raises(checks.EmptyField):
            consultation.note(db, replace(release, id=new_id(), **{name: ""}), officer=deputy)


def test_groups_are_called_up_once_sign_in_and_report(db, chief, deputy, activated):
    one = activated()
    codes = ["coordination:overall", "rescue:teams"]
    called = groups.call_up(db, one.id, codes, officer=chief)
    assert [call.code for call in called] == codes
    assert called[0].lead_org == "县应急管理局"
    assert (called[1].kind, called[1].signed_in_at) == ("rescue", None)
    assert len(groups.call_up(db, one.id, codes, officer=chief)) == 2

    at = called[0].called_at + timedelta(seconds=1)
    signed = groups.change_call(
        db, replace(called[0], signed_in_at=at, signed_in_by="陈明"), officer=deputy
    )
    report = Note(
        id=new_id(), kind=NoteKind.SITREP, about=one.id, group_id=signed.id, text="已到位"
    )
    consultation.note(db, report, officer=deputy)
    assert consultation.notes(db, one.id)[0].note.group_id == signed.id

    groups.change_call(db, replace(signed, released_at=at), officer=deputy)
    again = groups.call_up(db, one.id, codes[:1], officer=chief)
    assert len(again) == 2
    assert len(groups.calls(db, one.id)) == 3


def test_a_report_of_a_group_of_another_response_is_refused(db, chief, deputy, activated):
    [call] = groups.call_up(db, activated().id, ["rescue:teams"], officer=chief)
    note = Note(id=new_id(), kind=NoteKind.SITREP, about=activated().id, group_id=call.id, text="x")

    with pytest.raises(Conflict):
        consultation.note(db, note, officer=deputy)


def test_only_groups_of_the_county_are_called_up_in_a_response_that_lasts(
    db, chief, deputy, activated, a_decree
):
    one = activated()
    with pytest.raises(model.UnknownGroup):
        groups.call_up(db, one.id, ["rescue:unknown"], officer=chief)
    with pytest.raises(NotAllowed):
        groups.call_up(db, one.id, ["rescue:teams"], officer=deputy)
    with pytest.raises(Conflict):
        groups.call_up(db, new_id(), ["rescue:teams"], officer=chief)
    response.change(db, one.id, a_decree(Stage.ENDED), officer=chief)
    with pytest.raises(ResponseEnded):
        groups.call_up(db, one.id, ["rescue:teams"], officer=chief)
    assert len(groups.offered(db)) == 15


def test_an_incident_has_one_field_post_at_a_time(db, deputy, about, a_post):
    one = command.open_post(db, a_post(), officer=deputy)
    assert command.open_post(db, one, officer=deputy) == one
    with pytest.raises(model.PostOpen):
        command.open_post(db, a_post(), officer=deputy)

    moved = command.change_post(db, replace(one, place="石桥乡政府"), officer=deputy)
    closed = command.change_post(db, replace(moved, closed_at=one.opened_at), officer=deputy)
    with pytest.raises(model.PostClosed):
        command.change_post(db, replace(closed, closed_at=None), officer=deputy)
    command.open_post(db, a_post(), officer=deputy)
    assert [post.closed_at is None for post in command.posts(db, about, officer=deputy)] == [
        False,
        True,
    ]


@pytest.mark.parametrize("name", ["name", "place", "commander"])
def test_a_field_post_has_a_name_a_place_and_a_commander(db, deputy, a_post, name):
    with pytest.raises(checks.EmptyField):
        command.open_post(db, a_post(**{name: ""}), officer=deputy)


def test_a_masked_number_does_not_come_back_as_the_real_one(db, about, deputy, viewer, a_post):
    one = command.open_post(db, a_post(), officer=deputy)
    [seen] = command.posts(db, about, officer=viewer)
    assert seen.commander_phone == "199 **** 1234"

    blind = replace(deputy, rights=RIGHTS[Role.DEPUTY] - {Right.SEE_PHONES})
    command.change_post(db, replace(seen, place="村口"), officer=blind)
    [found] = command.posts(db, about, officer=deputy)
    assert (found.place, found.commander_phone) == ("村口", one.commander_phone)


def test_a_record_stays_with_what_it_belongs_to(db, about, deputy, a_post):
    one = command.open_post(db, a_post(), officer=deputy)
    command.change_post(db, replace(one, about=new_id(), place="村口"), officer=deputy)

    assert len(command.posts(db, about, officer=deputy)) == 1


def test_participants_come_and_go_and_teams_by_their_dispatches(db, chief, deputy, about):
    lead = Participant(id=new_id(), about=about, organisation="县应急管理局", role=Part.LEAD)
    one = command.take_part(db, lead, officer=deputy)
    at = now()
    there = command.change_participant(db, replace(one, arrived_at=at), officer=deputy)
    with pytest.raises(model.EndBeforeBeginning):
        early = replace(there, left_at=at - timedelta(hours=1))
        command.change_participant(db, early, officer=deputy)
    team = roster.add(
        db, Team(id=new_id(), number="1", name="蓝天", category="social"), officer=chief
    )
    order = Order(
        id=new_id(), order_id=new_id(), team_id=team.id, place="村", task="搜", incident_id=about
    )
    ordering.order(db, [order], officer=chief)
    dispatch.take(db, order.id, Step.ARRIVED, officer=chief)

    first, second = command.presences(db, about)
    assert (first.organisation, first.role, first.arrived_at) == ("县应急管理局", Part.LEAD, at)
    assert (second.organisation, second.dispatch[:3]) == ("蓝天", "DD-")
    assert second.arrived_at is not None
    assert second.left_at is None
    assert command.presences(db, new_id()) == ()
    assert command.participants(db, about, officer=deputy) == (there,)


def test_whoever_left_had_arrived(db, deputy, about):
    with pytest.raises(model.EndBeforeBeginning):
        command.take_part(
            db,
            Participant(id=new_id(), about=about, organisation="民兵连", left_at=now()),
            officer=deputy,
        )


def test_supplies_are_asked_for_and_come(db, deputy, about):
    one = command.request_supplies(db, a_request(about), officer=deputy)
    with pytest.raises(model.NothingReceived):
        command.change_request(db, replace(one, received_at=now()), officer=deputy)
    came = replace(one, received_at=now(), received_quantity=180, received_by="陈明")
    command.change_request(db, came, officer=deputy)

    [found] = command.requests(db, about)
    assert (found.quantity, found.received_quantity, found.version) == (200, 180, 2)
    with pytest.raises(Conflict):
        command.change_request(db, came, officer=deputy)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"item": ""}, checks.EmptyField),
        ({"quantity": 0}, checks.CountOutOfRange),
        ({"received_quantity": -1}, checks.CountOutOfRange),
        ({"requested_at": now() + timedelta(days=1)}, checks.NotYet),
    ],
)
def test_a_request_says_what_and_how_much(db, deputy, about, fields, refused):
    with pytest.raises(refused):
        command.request_supplies(db, a_request(about, **fields), officer=deputy)


def test_the_special_commands_of_a_hazard_are_known(db):
    [found] = command.special_commands(db, "forest_fire")

    assert (found.name, found.commander, found.office) == (
        "县森林防灭火指挥部",
        "分管副县长",
        "县应急管理局",
    )
    assert command.special_commands(db, "lift") == ()


@pytest.mark.parametrize(
    ("level", "is_asked"),
    [(Level.ORDINARY, False), (Level.LARGER, True), (Level.EXTREME, True)],
)
def test_from_a_level_on_the_leader_goes_to_the_scene(db, deputy, about, level, is_asked):
    at = now()
    with db.write(deputy) as tx:
        asked = partial(
            command.leader_to_scene_in, tx, about, title="石桥垮塌", leader="周明", at=at
        )
        asked(before=Level.INFO, level=level)
        asked(before=level, level=Level.EXTREME) if is_asked else None
        journal.append(tx, "test.note", {}, id=new_id(), subject="note")

    found = matters.still_open(db)
    assert [(one.owner, one.about, one.due_at) for one in found] == (
        [("周明", about, at + timedelta(hours=1))] if is_asked else []
    )
    assert all(one.title == "带班领导赶赴现场： 石桥垮塌" for one in found)


def test_the_level_that_sends_the_leader_is_a_rule(db, chief, deputy, about):
    admin = replace(chief, rights=RIGHTS[Role.ADMIN])
    [rule] = [one for one in rules.everything(db) if one.code == command.LEADER_LEVEL]
    rules.change(db, replace(rule, value="ordinary"), officer=admin)
    with db.write(deputy) as tx:
        found = command.leader_to_scene_in(
            tx,
            about,
            before=Level.INFO,
            level=Level.ORDINARY,
            title="x",
            leader="周明",
            at=tx.at,
        )
    assert found is not None


def test_who_may_only_look_changes_nothing(db, viewer, about, a_post, a_consultation):
    note = Note(id=new_id(), kind=NoteKind.ZERO, about=about)
    participant = Participant(id=new_id(), about=about, organisation="x")
    for act, record in (
        (command.open_post, a_post()),
        (command.change_post, a_post()),
        (command.take_part, participant),
        (command.request_supplies, a_request(about)),
        (consultation.consult, a_consultation()),
        (consultation.note, note),
    ):
        with pytest.raises(NotAllowed):
            act(db, record, officer=viewer)
