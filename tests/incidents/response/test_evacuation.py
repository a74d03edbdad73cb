"""Moving people: the list, its six questions, every step, and who may see whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.database import guards
from commandcenter.database.schema import change, journal
from commandcenter.directory.rights import RIGHTS, NotAllowed, Right, Role
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.incidents.model import evacuation as model
from commandcenter.incidents.model import response_checks as checks
from commandcenter.incidents.model.evacuation import PERSONAL, STEPS, Moved, digest_of, unanswered
from commandcenter.incidents.service import evacuation, shelters
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of, now

TOWN, VALLEY = "330399100", "330399101"
TODAY = day_of(now())


@pytest.fixture
def about():
    return new_id()


@pytest.fixture
def put(db, deputy, about, a_person):
    """Put people on the list."""

    def _put(*names, **fields):
        people = [a_person(about, name, **fields) for name in names]
        return evacuation.put_on_list(db, people, officer=deputy)

    return _put


@pytest.fixture
def take(db, deputy):
    """Note a step of people."""

    def _take(people, wanted, **fields):
        given = {"act_id": new_id(), "officer": deputy} | fields
        return evacuation.take(db, [one.id for one in people], wanted, **given)

    return _take


@pytest.fixture
def shelter(db, deputy, a_shelter):
    return shelters.add(db, a_shelter(), officer=deputy)


def states(db, about, officer):
    return [one.state for one in evacuation.listed(db, about, officer=officer)]


def test_people_get_the_next_free_number_of_their_list(db, about, deputy, put, a_person):
    put("张三", number="002")
    put("李四", "王五")

    found = evacuation.listed(db, about, officer=deputy)
    assert [(one.number, one.name) for one in found] == [
        ("001", "李四"),
        ("002", "张三"),
        ("003", "王五"),
    ]
    assert evacuation.listed(db, new_id(), officer=deputy) == ()


def test_putting_the_same_people_on_a_list_twice_does_so_once(db, about, deputy, a_person):
    people = [a_person(about)]
    first = evacuation.put_on_list(db, people, officer=deputy)

    assert evacuation.put_on_list(db, people, officer=deputy) == first
    assert len(evacuation.listed(db, about, officer=deputy)) == 1


def test_people_of_two_lists_are_not_put_on_them_together(db, deputy, a_person):
    with pytest.raises(Conflict):
        evacuation.put_on_list(db, [a_person(new_id()), a_person(new_id())], officer=deputy)
    assert evacuation.put_on_list(db, [], officer=deputy) == ()


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"name": " "}, checks.EmptyField),
        ({"area_code": ""}, checks.EmptyField),
        ({"people": 0}, checks.CountOutOfRange),
        ({"people": 100}, checks.CountOutOfRange),
        ({"address": "长" * 201}, checks.OverlongField),
    ],
)
def test_a_row_that_nobody_could_work_with_is_refused(db, about, deputy, a_person, fields, refused):
    with pytest.raises(refused):
        evacuation.put_on_list(db, [a_person(about, **fields)], officer=deputy)


def test_the_six_questions_say_what_nobody_has_answered(about, a_person):
    one = a_person(about)
    assert unanswered(one) == ("when", "where", "helper", "shelter", "care")

    told = replace(
        one,
        trigger="橙色预警",
        address="石桥村12号",
        helper="陈明",
        destination="女儿家",
        care="村委",
    )
    assert unanswered(told) == ()


def test_the_whole_way_is_noted_with_time_and_name(db, about, deputy, put, take, shelter):
    people = put("张三", "李四")
    take(people, Moved.NOTIFIED, at=now() - timedelta(minutes=30), note="电话通知")
    take(people, Moved.MOVING)
    take(people, Moved.SHELTERED, shelter_id=shelter.id)
    take(people[:1], Moved.RETURNED)

    found = evacuation.listed(db, about, officer=deputy)
    assert [one.state for one in found] == [Moved.RETURNED, Moved.SHELTERED]
    assert {one.destination for one in found} == {"石桥小学"}
    steps = evacuation.steps(db, people[0].id, officer=deputy)
    assert [step.state for step in steps] == [
        Moved.NOTIFIED,
        Moved.MOVING,
        Moved.SHELTERED,
        Moved.RETURNED,
    ]
    assert steps[0].note == "电话通知"
    assert steps[1].note == ""
    assert {step.by for step in steps} == {"林晓"}
    assert steps[0].recorded_at - steps[0].at > timedelta(minutes=29)


def test_many_people_take_a_step_in_one_journal_row(db, about, put, take):
    people = put(*(f"人{n}" for n in range(1_200)))
    with db.read() as tx:
        before = tx.execute(journal.select().order_by(journal.c.seq.desc())).first().seq
    count = take(people, Moved.NOTIFIED)

    assert count == 1_200
    with db.read() as tx:
        rows = tx.execute(journal.select().where(journal.c.seq > before)).all()
        changes = tx.execute(change.select().where(change.c.seq > before)).all()
    assert [row.kind for row in rows] == ["response.changed", "response.moved"]
    assert {row.record for row in changes} == {one.id for one in people}


@pytest.mark.parametrize("wanted", [Moved.RETURNED, Moved.DUE])
def test_a_step_that_there_is_not_is_refused(put, take, wanted):
    people = put("张三")

    with pytest.raises(model.StepForbidden) as refused:
        take(people, wanted)
    assert "No. 001 is 'To be moved'" in refused.value.said(str)


def test_all_people_take_a_step_or_none(db, about, deputy, put, take):
    people = put("张三", "李四")
    take(people[1:], Moved.AWAY)

    with pytest.raises(model.StepForbidden):
        take(people, Moved.MOVING)
    assert states(db, about, deputy) == [Moved.DUE, Moved.AWAY]


def test_who_refuses_says_why_and_who_is_in_a_shelter_is_in_one(put, take):
    people = put("张三")

    with pytest.raises(model.ReasonMissing):
        take(people, Moved.REFUSED)
    with pytest.raises(model.ShelterMissing):
        take(people, Moved.SHELTERED)
    take(people, Moved.REFUSED, note="要照看牲畜")


def test_whoever_the_list_sends_to_a_shelter_needs_no_other(db, about, deputy, put, take, shelter):
    people = put("张三", shelter_id=shelter.id, destination=shelter.name)
    take(people, Moved.SHELTERED)

    assert states(db, about, deputy) == [Moved.SHELTERED]


def test_the_list_names_the_shelter_before_anybody_is_there(
    db, about, deputy, put, shelter, a_shelter
):
    [one] = put("张三", shelter_id=shelter.id)
    [other] = put("李四", shelter_id=shelter.id, destination="东坝村亲戚家")
    assert (one.destination, other.destination) == (shelter.name, "东坝村亲戚家")

    hall = shelters.add(db, a_shelter(name="镇文化礼堂"), officer=deputy)
    evacuation.change(db, replace(one, shelter_id=hall.id), officer=deputy)
    evacuation.change(db, replace(other, helper="林晓"), officer=deputy)
    said = [each.destination for each in evacuation.listed(db, about, officer=deputy)]
    assert said == ["镇文化礼堂", "东坝村亲戚家"]


def test_times_do_not_run_back_or_ahead(put, take):
    people = put("张三")
    take(people, Moved.NOTIFIED)

    with pytest.raises(model.BackInTime):
        take(people, Moved.MOVING, at=now() - timedelta(days=1))
    with pytest.raises(checks.NotYet):
        take(people, Moved.MOVING, at=now() + timedelta(days=1))
    with pytest.raises(checks.OverlongField):
        take(people, Moved.MOVING, note="长" * 5_000)


def test_a_workstation_whose_clock_is_ahead_puts_nobody_into_tomorrow(db, deputy, take, put):
    people = put("张三", at=now() + timedelta(days=1))
    assert people[0].at <= now()
    take(people, Moved.NOTIFIED, at=now())
    [told] = evacuation.steps(db, people[0].id, officer=deputy)
    assert told.at <= now()


def test_a_step_at_the_moment_somebody_was_listed_is_told(db, deputy, take, put):
    people = put("张三")
    take(people, Moved.NOTIFIED, at=people[0].at)
    [told] = evacuation.steps(db, people[0].id, officer=deputy)
    assert (told.state, told.at) == (Moved.NOTIFIED, told.recorded_at)


def test_a_step_sent_twice_is_noted_once(db, about, deputy, put, take):
    people, act_id = put("张三"), new_id()
    take(people, Moved.NOTIFIED, act_id=act_id)

    assert take(people, Moved.NOTIFIED, act_id=act_id) == 1
    assert len(evacuation.steps(db, people[0].id, officer=deputy)) == 1


def test_people_of_two_lists_take_no_step_together(db, deputy, a_person, take):
    people = [evacuation.put_on_list(db, [a_person(new_id())], officer=deputy)[0] for _ in range(2)]

    with pytest.raises(Conflict):
        take(people, Moved.NOTIFIED)
    with pytest.raises(Conflict):
        take([replace(people[0], id=new_id())], Moved.NOTIFIED)


def test_correcting_a_row_does_not_move_the_person(db, deputy, put, take):
    [one] = put("张三", phone="19900021234")
    take([one], Moved.NOTIFIED)
    [now_there] = evacuation.listed(db, one.about, officer=deputy)
    changed = replace(now_there, name="张三丰", state=Moved.RETURNED, number="999", note="改")

    evacuation.change(db, changed, officer=deputy)
    [found] = evacuation.listed(db, one.about, officer=deputy)
    assert (found.name, found.state, found.number, found.note) == (
        "张三丰",
        Moved.NOTIFIED,
        "001",
        "",
    )
    with pytest.raises(Conflict):
        evacuation.change(db, changed, officer=deputy)


def test_whoever_is_crossed_off_takes_no_step_and_is_not_counted(db, about, deputy, put, take):
    [one, _] = put("张三", "李四")
    evacuation.change(db, replace(one, is_struck=True), officer=deputy)

    with pytest.raises(model.CrossedOff):
        take([one], Moved.NOTIFIED)
    assert evacuation.counts(db, about, on=TODAY)[VALLEY].due == 1


def test_people_are_counted_by_township(db, about, deputy, put, take, shelter):
    town = put("甲", "乙", area_code="330399100001", people=3)
    valley = put("丙", "丁", "戊", "己")
    take(town[:1], Moved.SHELTERED, shelter_id=shelter.id)
    take(town[1:], Moved.MOVING)
    take(valley[:1], Moved.UNREACHED)
    take(valley[1:2], Moved.AWAY)
    take(valley[2:3], Moved.WITH_RELATIVES)
    take(valley[2:3], Moved.RETURNED)

    found = evacuation.counts(db, about, on=TODAY)
    in_town, in_valley = found[TOWN], found[VALLEY]
    assert (in_town.due, in_town.moved, in_town.settled, in_town.percent) == (6, 6, 3, 50)
    assert (in_valley.due, in_valley.moved, in_valley.settled) == (3, 1, 1)
    assert (in_valley.not_reached, in_valley.percent) == (1, 33)
    assert model.total(found.values()).due == 9
    assert model.Counts(by_state={Moved.AWAY: 4}).percent == 100


def test_who_lacks_the_right_sees_no_names_homes_or_numbers(db, about, deputy, viewer, put):
    put(
        "张三",
        phone="19900021234",
        address="石桥村12号",
        household="张家",
        last_place="后山",
        needs="轮椅",
        destination="女儿家",
        helper="陈明",
        helper_phone="19900024321",
        id_digest=digest_of(about, "330399194001011234"),
    )
    [masked] = evacuation.listed(db, about, officer=viewer)
    [seen] = evacuation.listed(db, about, officer=deputy)

    assert masked.name == "张**"
    assert [getattr(masked, name) for name in PERSONAL if name != "name"] == [""] * 6
    assert (masked.destination, masked.note, masked.helper) == ("", "", "陈明")
    assert masked.helper_phone == "199 **** 4321"
    assert (seen.name, seen.phone, seen.address) == ("张三", "19900021234", "石桥村12号")
    assert seen.id_digest == ""


def test_notes_of_steps_are_for_who_may_see_people(db, deputy, viewer, put, take):
    [one] = put("张三")
    take([one], Moved.REFUSED, note="要照看病人")

    assert evacuation.steps(db, one.id, officer=viewer)[0].note == ""
    assert evacuation.steps(db, one.id, officer=deputy)[0].note == "要照看病人"
    with pytest.raises(Conflict):
        evacuation.steps(db, new_id(), officer=deputy)


def test_only_who_may_see_people_changes_their_rows(db, about, deputy, viewer, put, take, a_person):
    [one] = put("张三")
    blind = replace(deputy, rights=RIGHTS[Role.DEPUTY] - {Right.SEE_PERSONS})

    take([one], Moved.NOTIFIED, officer=blind)
    for officer in (blind, viewer):
        with pytest.raises(NotAllowed):
            evacuation.change(db, one, officer=officer)
        with pytest.raises(NotAllowed):
            evacuation.put_on_list(db, [a_person(about)], officer=officer)
    with pytest.raises(NotAllowed):
        take([one], Moved.MOVING, officer=viewer)


def test_the_journal_knows_no_names_homes_or_numbers(db, about, deputy, put, take, shelter):
    secrets = {
        "name": "欧阳秘密",
        "phone": "19900021234",
        "address": "石桥村12号",
        "household": "欧阳家",
        "last_place": "后山",
        "needs": "轮椅",
        "destination": "女儿家",
    }
    [one] = put(secrets.pop("name"), **secrets)
    take([one], Moved.SHELTERED, shelter_id=shelter.id)
    [there] = evacuation.listed(db, about, officer=deputy)
    evacuation.change(db, replace(there, phone="19900029999", name="欧阳改"), officer=deputy)

    with db.read() as tx:
        bodies = "".join(tx.execute(journal.select().with_only_columns(journal.c.body)).scalars())
        rows = str(tx.execute(change.select()).all())
    for secret in ("欧阳", "19900021234", "19900029999", "12号", "后山", "轮椅", "女儿"):
        assert secret not in bodies
        assert secret not in rows


def test_the_identity_number_is_kept_as_a_digest_of_its_list():
    one, other = new_id(), new_id()

    assert digest_of(one, "33039919400101123x") == digest_of(one, " 33039919400101123X ")
    assert digest_of(one, "33039919400101123x") != digest_of(other, "33039919400101123x")
    assert len(digest_of(one, "1")) == 64
    assert digest_of(one, " ") == ""


def test_a_correction_without_a_digest_does_not_forget_it(db, about, deputy, put):
    put("张三", id_digest="abc")
    [seen] = evacuation.listed(db, about, officer=deputy)
    assert evacuation.change(db, replace(seen, phone="1"), officer=deputy).id_digest == "abc"


def test_shelters_tell_how_many_are_in_them(db, about, deputy, put, take, shelter, a_shelter):
    people = put("甲", "乙", people=99)
    take(people, Moved.SHELTERED, shelter_id=shelter.id)
    take(put("丙", people=5), Moved.SHELTERED, shelter_id=shelter.id)
    [place] = shelters.everything(db, officer=deputy)

    assert (place.people, place.free) == (203, -3)
    [in_drill] = shelters.everything(db, officer=deputy, drill_id=new_id())
    assert in_drill.people == 0


def test_shelters_are_added_once_and_changed_by_who_saw_them(db, deputy, viewer, a_shelter):
    one = shelters.add(db, a_shelter(lon=119, phone="19900021234"), officer=deputy)
    assert shelters.add(db, one, officer=deputy).name == one.name
    changed = shelters.change(db, replace(one, capacity=80), officer=deputy)

    assert changed.version == 2
    with pytest.raises(Conflict):
        shelters.change(db, replace(one, capacity=90), officer=deputy)
    with pytest.raises(checks.EmptyField):
        shelters.add(db, a_shelter(name=""), officer=deputy)
    with pytest.raises(checks.CountOutOfRange):
        shelters.change(db, replace(changed, capacity=-1), officer=deputy)
    [place] = shelters.everything(db, officer=viewer)
    assert place.shelter.phone == "199 **** 1234"
    blind = replace(deputy, rights=RIGHTS[Role.DEPUTY] - {Right.SEE_PHONES})
    kept = shelters.change(db, replace(place.shelter, address="村口"), officer=blind)
    assert kept.phone == "19900021234"
    for act in (shelters.add, shelters.change):
        with pytest.raises(NotAllowed):
            act(db, one, officer=viewer)


def test_the_duty_log_tells_numbers_and_no_names(db, put, take, shelter):
    take(put("张三", people=4), Moved.SHELTERED, shelter_id=shelter.id)
    lines = log.page(db, LogQuery(with_automatic=True))
    found = {line.kind: line.body for line in lines if line.kind.startswith("response.")}

    assert found["response.listed"] == {"people": 4, "by": "林晓"}
    assert found["response.moved"] == {
        "people": 4,
        "state": "sheltered",
        "by": "林晓",
        "place": "石桥小学",
    }


def test_every_state_has_a_way_out_and_is_reached():
    reached = {state for many in STEPS.values() for state in many}

    assert reached == set(Moved)
    assert set(STEPS) - {None} == set(Moved)
    assert all(STEPS.values())


def test_the_database_knows_the_same_steps():
    column, steps = guards.TRANSITIONS["evacuee"]

    assert column == "state"
    assert {old and old.value: tuple(map(str, new)) for old, new in STEPS.items()} == steps
