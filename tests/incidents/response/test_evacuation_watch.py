"""People who are missing or not moved in time are an alarm for their township, once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.alarms.model.alarm import State
from commandcenter.alarms.service import acting, lists
from commandcenter.board.service import heartbeat
from commandcenter.directory.service import rules
from commandcenter.incidents.model.evacuation import Moved
from commandcenter.incidents.model.response import Stage
from commandcenter.incidents.service import evacuation, response
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import day_of, now

VALLEY = "330399101"
OTHER_VILLAGE = "330399100001"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def limit(db):
    with db.read() as tx:
        return rules.seconds(tx, "response.evacuation_s", on=day_of(now()))


@pytest.fixture
def listed(db, deputy, activated, a_person):
    """Put people on the list of a running flood response, so long ago."""
    one = activated()

    def put(*names, ago=MINUTE, **fields):
        people = [replace(a_person(one.id, name, **fields), at=now() - ago) for name in names]
        return evacuation.put_on_list(db, people, officer=deputy)

    put.response = one
    return put


def alarms(db):
    return [one for one in lists.active(db) if one.type_code == "evacuation"]


def take(db, officer, people, wanted, **facts):
    ids = [one.id for one in people]
    evacuation.take(db, ids, wanted, officer=officer, act_id=new_id(), **facts)


def test_who_is_not_moved_in_time_is_an_alarm_until_in_safety(db, deputy, listed, limit):
    listed("陈五", ago=limit - MINUTE)
    heartbeat.beat(db)
    assert alarms(db) == []
    people = listed("张三", "李四", ago=limit + MINUTE)
    for _ in range(3):
        heartbeat.beat(db)
    [one] = alarms(db)
    facts = (one.severity, one.area_code, one.subject, one.count)
    assert facts == (Severity.RED, VALLEY, listed.response.id, 1)
    take(db, deputy, people[:1], Moved.WITH_RELATIVES)
    heartbeat.beat(db)
    assert [each.state for each in alarms(db)] == [State.ACTIVE]
    take(db, deputy, people[1:], Moved.WITH_RELATIVES)
    heartbeat.beat(db)
    assert [each.state for each in alarms(db)] == [State.CLEARED]


def test_who_is_late_after_an_acknowledgement_is_heard_again(db, chief, listed, limit):
    listed("张三", ago=limit + 2 * MINUTE)
    heartbeat.beat(db)
    [one] = alarms(db)
    acting.acknowledge(db, one.id, note="派人上门", action="called", officer=chief)
    for _ in range(2):
        heartbeat.beat(db)
    assert [each.state for each in alarms(db)] == [State.ACKNOWLEDGED]
    listed("李四", ago=limit + MINUTE)
    for _ in range(2):
        heartbeat.beat(db)
    [again] = alarms(db)
    facts = (again.state, again.count, again.round, again.due_at is None)
    assert facts == (State.ACTIVE, 2, 2, False)


def test_who_cannot_be_reached_is_an_alarm_at_once(db, deputy, listed):
    people = listed("张三")
    far = listed("王五", area_code=OTHER_VILLAGE)
    take(db, deputy, people, Moved.UNREACHED)
    heartbeat.beat(db)
    assert [one.area_code for one in alarms(db)] == [people[0].area_code]
    assert "张三" not in alarms(db)[0].title
    take(db, deputy, far, Moved.AWAY)
    heartbeat.beat(db)
    assert len(alarms(db)) == 1


def test_who_goes_missing_after_an_acknowledgement_is_heard_again(db, chief, deputy, listed):
    people = listed("张三", "李四")
    take(db, deputy, people[:1], Moved.UNREACHED)
    heartbeat.beat(db)
    [one] = alarms(db)
    acting.acknowledge(db, one.id, note="派人上门", action="called", officer=chief)
    heartbeat.beat(db)
    assert [each.state for each in alarms(db)] == [State.ACKNOWLEDGED]
    take(db, deputy, people[1:], Moved.UNREACHED)
    heartbeat.beat(db)
    assert sorted(each.state for each in alarms(db)) == [State.ACKNOWLEDGED, State.ACTIVE]
    take(db, deputy, people[1:], Moved.NOTIFIED)
    heartbeat.beat(db)
    assert sorted(each.state for each in alarms(db)) == [State.ACKNOWLEDGED, State.CLEARED]


def test_nobody_is_waited_for_once_the_response_has_ended(db, chief, deputy, listed, a_decree):
    take(db, deputy, listed("张三"), Moved.UNREACHED)
    heartbeat.beat(db)
    assert [one.state for one in alarms(db)] == [State.ACTIVE]
    response.change(db, listed.response.id, a_decree(Stage.ENDED), officer=chief)
    heartbeat.beat(db)
    assert [one.state for one in alarms(db)] == [State.CLEARED]


def test_two_programs_at_once_and_one_started_later_raise_it_once(db, connect, deputy, listed):
    take(db, deputy, listed("张三"), Moved.UNREACHED)
    programs = [connect() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(heartbeat.beat, programs))
    for program in programs:
        program.close()
    later = connect()
    heartbeat.beat(later)
    [one] = alarms(later)
    assert one.count == 1
