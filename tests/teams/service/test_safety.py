"""A team at a scene that misses its safety call is an alarm, once, until it has answered."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.alarms.model.alarm import State
from commandcenter.alarms.service import acting, lists, types
from commandcenter.board.service import heartbeat
from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import rules
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.teams.model.dispatch import LADDER, Order, Step
from commandcenter.teams.service import dispatch, ordering, roster

MINUTE = timedelta(minutes=1)


@pytest.fixture
def address(sqlite_address, request):
    """A county whose clock a test can set; the test that races runs on both kinds."""
    if "anywhere" in request.fixturenames:
        return request.getfixturevalue("anywhere")
    return sqlite_address


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request):
    """A county of either kind."""
    return request.getfixturevalue(f"{request.param}_address")


@pytest.fixture
def admin():
    """Somebody who may change the table of alarms."""
    return Officer(account_id=new_id(), login="admin", name="管理员", rights=RIGHTS[Role.ADMIN])


@pytest.fixture
def at_scene(db, chief, a_team):
    """A team that arrived just now; its next safety call is due in half an hour."""
    team = roster.add(db, a_team(), officer=chief)
    order = Order(id=new_id(), order_id=new_id(), team_id=team.id, place="西坝", task="抢险")
    [sent] = ordering.order(db, [order], officer=chief)
    for step in LADDER[1 : LADDER.index(Step.ARRIVED) + 1]:
        sent = dispatch.take(db, sent.id, step, officer=chief, act_id=new_id())
    return sent


def set_clock(db, moment):
    db.clock = lambda: moment


def alarms(db):
    found = lists.active(db)
    return [one for one in found if one.type_code == "safety_call"]


def test_a_missed_call_is_raised_once_and_over_once_answered(db, chief, at_scene):
    due = at_scene.check_due_at
    set_clock(db, due - MINUTE)
    heartbeat.beat(db)
    assert alarms(db) == []
    set_clock(db, due + MINUTE)
    for _ in range(3):
        heartbeat.beat(db)
    [one] = alarms(db)
    assert (one.severity, one.subject, one.raised_at) == (Severity.RED, at_scene.id, due)
    assert (one.state, one.count) == (State.ACTIVE, 1)
    dispatch.answer(db, at_scene.id, officer=chief, act_id=new_id())
    heartbeat.beat(db)
    assert [each.state for each in alarms(db)] == [State.CLEARED]
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None


def test_the_next_missed_call_is_said_again(db, chief, at_scene):
    set_clock(db, at_scene.check_due_at + MINUTE)
    heartbeat.beat(db)
    after = dispatch.answer(db, at_scene.id, officer=chief, act_id=new_id())
    heartbeat.beat(db)
    set_clock(db, after.check_due_at + MINUTE)
    heartbeat.beat(db)
    heartbeat.beat(db)
    [one] = alarms(db)
    assert (one.state, one.last_at) == (State.ACTIVE, after.check_due_at)


def test_what_somebody_acknowledged_stays_so_while_the_same_call_is_missed(db, chief, at_scene):
    set_clock(db, at_scene.check_due_at + MINUTE)
    heartbeat.beat(db)
    [one] = alarms(db)
    acting.acknowledge(db, one.id, note="正在呼叫", action="called", officer=chief, act_id=new_id())
    heartbeat.beat(db)
    assert [each.state for each in alarms(db)] == [State.ACKNOWLEDGED]


def test_programs_at_once_and_one_started_later_raise_it_once(
    anywhere, db, connect, chief, admin, request
):
    [row] = [one for one in rules.everything(db) if one.code == "teams.safety_call_s"]
    rules.change(db, replace(row, value="0"), officer=admin)
    sent = request.getfixturevalue("at_scene")
    programs = [connect() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(heartbeat.beat, programs))
    for program in programs:
        program.close()
    later = connect()
    heartbeat.beat(later)
    [one] = alarms(later)
    assert one.count == 1
    dispatch.take(db, sent.id, Step.WITHDRAWN, officer=chief, act_id=new_id())
    heartbeat.beat(later)
    assert [each.state for each in alarms(later)] == [State.CLEARED]


def test_a_type_that_is_switched_off_is_neither_raised_nor_noted(db, admin, at_scene):
    [row] = [one for one in types.everything(db) if one.code == "safety_call"]
    types.change(db, replace(row, is_active=False), officer=admin)
    set_clock(db, at_scene.check_due_at + MINUTE)
    before = log.page(db, LogQuery(with_automatic=True))
    heartbeat.beat(db)
    assert alarms(db) == []
    assert log.page(db, LogQuery(with_automatic=True)) == before
