"""Taking warnings in: duplicates, changes in any order, what never becomes live."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from commandcenter.database import attachments, journal, verify
from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import rules
from commandcenter.kernel.times import now
from commandcenter.matters.service import clocks
from commandcenter.warnings.model.message import Signature, SignatureState
from commandcenter.warnings.model.warning import (
    IsOver,
    NoSuchStep,
    NotMeant,
    Origin,
    ReasonMissing,
    State,
    Why,
)
from commandcenter.warnings.service import calling, intake, passing
from commandcenter.warnings.service.evidence import EVIDENCE
from tests.warnings.making import ID, info
from tests.warnings.service.conftest import VERIFIED

SENDER = "33039941600000"


@pytest.fixture
def take(db, chief, a_reading):
    """Take in one alert; `signed` as if its signature had been verified."""

    def _take(*args, signed=False, drill_id=None, **changed):
        reading = a_reading(*args, **changed)
        if signed:
            messages = tuple(replace(one, signature=VERIFIED) for one in reading.messages)
            reading = replace(reading, messages=messages)
        [taken] = intake.take_in(db, reading, origin=Origin.FILE, officer=chief, drill_id=drill_id)
        return taken

    return _take


@pytest.fixture
def state(db):
    def _state(one):
        return passing.find(db, one.id).state

    return _state


def refers(one) -> str:
    message = one.message
    return f"{message.sender},{message.identifier},{message.sent.isoformat()}"


def open_alarms(db) -> int:
    with db.read() as tx:
        query = sa.text("SELECT count(*) FROM alarm WHERE cleared_at IS NULL")
        return tx.execute(query).scalar()


def test_an_unsigned_warning_waits_for_an_officer_who_hears_of_it(db, take):
    one = take()
    assert (one.state, one.why) == (State.PENDING, Why.UNSIGNED)
    assert calling.of_warning(db, one.id) == ()
    assert open_alarms(db) == 1
    with db.read() as tx:
        assert attachments.get(tx, one.sha256).startswith(b"<?xml")


def test_a_signed_warning_is_live_with_its_alarm_its_calls_and_their_clocks(db, take):
    one = take(signed=True)
    assert one.state is State.ACTIVE
    calls = calling.of_warning(db, one.id)
    assert [call.name for call in calls] == ["钱书记", "孙乡长", "李主任"]
    assert open_alarms(db) == 1
    assert {clock.about for clock in clocks.running(db)} == {one.id}
    assert len(clocks.running(db)) == 3


@pytest.mark.parametrize("code", [calling.DEPUTY, intake.DEFAULT_EXPIRY])
def test_a_red_warning_is_live_with_its_calls_whatever_rule_row_is_missing(
    db, chief, take, without, code
):
    without(code)
    one = take(signed=True)
    assert one.state is State.ACTIVE
    assert len(calling.of_warning(db, one.id)) == 3
    assert len(clocks.running(db)) == (0 if code == calling.DEPUTY else 3)
    assert calling.escalate_due(db, officer=chief) == ()
    assert calling.answered(db, one.id).open == 3


def test_a_blue_warning_is_live_without_alarm_and_calls(db, take):
    one = take(info(severity="blue", headline="x", expires=None), signed=True)
    assert one.state is State.ACTIVE
    assert calling.of_warning(db, one.id) == ()
    assert open_alarms(db) == 0


def test_the_same_message_is_taken_in_once(db, take):
    first = take(sent="2036-07-18T22:41:00+08:00", parts=info(expires=None))
    assert take(sent="2036-07-18T22:41:00+08:00", parts=info(expires=None)).id == first.id
    assert len(passing.page(db)) == 1


def test_other_words_under_the_same_number_are_another_warning(db, take):
    at = "2036-07-18T22:41:00+08:00"
    first = take(info(expires=None), sent=at)
    forged = take(info(expires=None, description="不用转移"), sent=at, signed=True)
    assert forged.id != first.id
    assert len(passing.page(db)) == 2


def test_a_message_that_comes_again_signed_becomes_live(db, take, state):
    at = "2036-07-18T22:41:00+08:00"
    first = take(info(expires=None), sent=at)
    take(info(expires=None), sent=at, signed=True)
    again = passing.find(db, first.id)
    assert (again.state, again.signature) == (State.ACTIVE, SignatureState.VERIFIED)
    assert len(passing.page(db)) == 1


def test_a_message_that_was_turned_down_unsigned_becomes_live_when_it_comes_signed(
    db, chief, take, state
):
    at = now().isoformat(timespec="seconds")
    first = take(info(expires=None), sent=at)
    intake.refuse(db, first.id, reason="气象台没有发", officer=chief)
    assert open_alarms(db) == 0
    again = take(info(expires=None), sent=at, signed=True)
    assert (again.id, again.state, again.why) == (first.id, State.ACTIVE, Why.NOTHING)
    assert (again.decided_by, again.reason) == ("", "")
    assert open_alarms(db) == 1
    assert len(calling.of_warning(db, first.id)) == 3
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None


def test_what_was_turned_down_and_cancelled_since_stays_so_confirmed_or_signed(db, chief, take):
    at = now().isoformat(timespec="seconds")
    first = take(info(expires=None), sent=at)
    intake.refuse(db, first.id, reason="气象台没有发", officer=chief)
    take("", identifier="2", msgType="Cancel", references=refers(first), signed=True)
    with pytest.raises(NoSuchStep):
        intake.confirm(db, first.id, reason="气象台补发", officer=chief)
    signed = take(info(expires=None), sent=at, signed=True)
    assert (signed.state, signed.signature) == (State.REFUSED, SignatureState.VERIFIED)
    assert open_alarms(db) == 0


@pytest.mark.parametrize("status", ["Actual", "Test"])
def test_a_signature_that_changes_nothing_is_noted_once(
    db, chief, take, a_reading, monkeypatch, status
):
    at = now().isoformat(timespec="seconds")
    first = take(info(expires=None), sent=at, status=status)
    if status == "Actual":
        intake.confirm(db, first.id, officer=chief)
    signed = take(info(expires=None), sent=at, status=status, signed=True)
    assert (signed.id, signed.signature) == (first.id, SignatureState.VERIFIED)
    assert signed.state is (State.ACTIVE if status == "Actual" else State.REFUSED)
    monkeypatch.setattr(db, "write", pytest.fail)
    assert take(info(expires=None), sent=at, status=status, signed=True) == signed


@pytest.mark.parametrize("status", ["Exercise", "Test", "Draft", "System"])
def test_what_is_not_meant_never_becomes_live(db, chief, take, status):
    one = take(status=status, signed=True)
    assert (one.state, one.why) == (State.REFUSED, Why.NOT_MEANT)
    with pytest.raises(NotMeant):
        intake.confirm(db, one.id, reason="问过", officer=chief)
    assert passing.live(db) == ()


def test_what_is_over_is_history(take):
    assert take(hours=-1, signed=True).state is State.EXPIRED


def test_an_update_replaces_and_a_cancellation_ends(db, take, state):
    first = take(signed=True)
    second = take(identifier="2", msgType="Update", references=refers(first), signed=True)
    assert state(first) is State.SUPERSEDED
    assert passing.find(db, first.id).successor_id == second.id
    assert open_alarms(db) == 1
    third = take("", identifier="3", msgType="Cancel", references=refers(second), signed=True)
    assert state(second) is State.CANCELLED
    assert state(third) is State.ACTIVE
    assert third.ends_at == third.message.sent + timedelta(hours=1)
    assert open_alarms(db) == 0
    assert clocks.running(db) == ()


@pytest.mark.parametrize(
    ("kind", "wanted"), [("Update", State.SUPERSEDED), ("Cancel", State.CANCELLED)]
)
def test_a_change_that_comes_first_counts_when_its_warning_comes(take, kind, wanted):
    later = take(identifier="2", msgType=kind, references=f"{SENDER},{ID},x", signed=True)
    first = take(signed=True)
    assert (first.state, first.successor_id) == (wanted, later.id)


def test_an_unsigned_change_changes_nothing_until_it_is_confirmed(db, chief, take, state):
    first = take(signed=True)
    cancel = take("", identifier="2", msgType="Cancel", references=refers(first))
    assert (cancel.state, state(first)) == (State.PENDING, State.ACTIVE)
    intake.confirm(db, cancel.id, officer=chief)
    assert state(first) is State.CANCELLED


def test_an_unsigned_change_that_came_first_counts_for_nothing(take):
    take(identifier="2", msgType="Cancel", references=f"{SENDER},{ID},x")
    assert take(signed=True).state is State.ACTIVE


def test_nobody_changes_a_warning_of_somebody_else(take, state):
    first = take(signed=True)
    foreign = take(
        identifier="2", sender="evil", msgType="Cancel", references=refers(first), signed=True
    )
    assert (foreign.state, foreign.why) == (State.REFUSED, Why.FOREIGN_REFERENCE)
    own = take(identifier="3", sender="evil", msgType="Cancel", references=ID, signed=True)
    assert own.state is State.ACTIVE
    assert state(first) is State.ACTIVE


def test_a_cancellation_of_nothing_is_refused_and_an_update_of_nothing_waits(take):
    assert take(msgType="Cancel", signed=True).state is State.REFUSED
    update = take(msgType="Update", identifier="2", signed=True)
    assert (update.state, update.why) == (State.PENDING, Why.NO_REFERENCE)


def test_confirming_and_refusing_carry_a_name_and_a_reason(db, chief, take):
    one = intake.confirm(db, take().id, officer=chief, reason="已致电气象台核实")
    assert (one.state, one.decided_by, one.reason) == (State.ACTIVE, "何立", "已致电气象台核实")
    other = take(identifier="2")
    with pytest.raises(ReasonMissing):
        intake.refuse(db, other.id, reason=" ", officer=chief)
    intake.refuse(db, other.id, reason="气象台没有发", officer=chief)
    with pytest.raises(NoSuchStep):
        intake.refuse(db, other.id, reason="再次", officer=chief)
    with pytest.raises(ReasonMissing):
        intake.confirm(db, other.id, officer=chief)
    assert intake.confirm(db, other.id, officer=chief, reason="气象台补发").state is State.ACTIVE


def test_a_failed_signature_needs_a_reason(db, chief, a_reading):
    reading = a_reading()
    failed = Signature(state=SignatureState.FAILED)
    messages = tuple(replace(one, signature=failed) for one in reading.messages)
    [one] = intake.take_in(
        db, replace(reading, messages=messages), origin=Origin.FILE, officer=chief
    )
    assert one.why is Why.SIGNATURE_FAILED
    with pytest.raises(ReasonMissing):
        intake.confirm(db, one.id, officer=chief)


def test_time_ends_a_warning_once_and_only_its_own(db, chief, take, state):
    lasting, short = take(signed=True), take(identifier="2", signed=True, hours=0.001)
    db.clock = lambda: now() + timedelta(minutes=10)
    if db.address.is_sqlite:
        assert [one.id for one in intake.expire_due(db, officer=chief)] == [short.id]
        assert state(short) is State.EXPIRED
        assert intake.expire_due(db, officer=chief) == ()
        with pytest.raises(NoSuchStep):
            intake.confirm(db, short.id, officer=chief, reason="x")
    assert state(lasting) is State.ACTIVE


def test_the_clock_of_the_database_ends_a_warning_and_lets_the_deputy_be_rung(
    db, chief, admin, take, state
):
    if db.address.is_sqlite:
        pytest.skip("a file has the clock of the workstation")
    [limit] = [one for one in rules.everything(db) if one.code == calling.DEPUTY]
    rules.change(db, replace(limit, value="0"), officer=admin)
    short = take(signed=True, hours=2 / 3600)
    db.clock = lambda: now() - timedelta(days=1)
    assert len(calling.escalate_due(db, officer=chief)) == 3
    time.sleep(max((short.ends_at - now()).total_seconds() + 0.1, 0))
    intake.expire_due(db, officer=chief)
    assert state(short) is State.EXPIRED


def test_what_waits_beyond_its_time_cannot_be_confirmed(db, chief, take):
    one = take(hours=0.001)
    if db.address.is_sqlite:
        db.clock = lambda: now() + timedelta(minutes=10)
        with pytest.raises(IsOver):
            intake.confirm(db, one.id, officer=chief)


def test_the_list_begins_with_what_has_to_be_done_first(db, take):
    passed = take(info(severity="red", headline="x", expires=None), identifier="1", signed=True)
    waits = take(info(severity="blue", headline="x", expires=None), identifier="2")
    quiet = take(info(severity="yellow", headline="x", expires=None), identifier="3", signed=True)
    listed = passing.live(db)
    assert [one.warning.id for one in listed] == [waits.id, passed.id, quiet.id]
    assert [one.needs for one in listed] == [0, 1, 2]


def test_a_drill_has_a_list_of_its_own(db, take):
    drill = take().id
    one = take(drill_id=drill, signed=True)
    assert [live.warning.id for live in passing.live(db)] == [drill]
    assert [live.warning.id for live in passing.live(db, drill_id=drill)] == [one.id]


def test_who_may_not_take_in_warnings_is_refused(db, admin, a_reading):
    with pytest.raises(NotAllowed):
        intake.take_in(db, a_reading(), origin=Origin.FILE, officer=admin)


def test_a_refused_message_of_a_file_is_noted_once(db, chief, a_reading):
    bad = a_reading(status="Nonsense")
    assert intake.take_in(db, bad, origin=Origin.FILE, officer=chief) == ()
    intake.take_in(db, bad, origin=Origin.FILE, officer=chief)
    with db.read() as tx:
        assert len(list(journal.told(tx, [intake.NOT_READ]))) == 1


def test_the_journal_vouches_for_all_of_it(db, chief, take):
    first = take(signed=True)
    take(identifier="2", msgType="Update", references=refers(first), signed=True)
    intake.confirm(db, take(identifier="3").id, officer=chief)
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None
