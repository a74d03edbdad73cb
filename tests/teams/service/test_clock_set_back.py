"""A clock that was ahead and is set right keeps nobody from sending, moving or freeing a team."""

from datetime import timedelta

import pytest

from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.teams.model.dispatch import Order, Outcome, Step
from commandcenter.teams.model.readiness import Muster, Readiness, State
from commandcenter.teams.service import dispatch, ordering, readiness, roster


@pytest.fixture(params=[timedelta(minutes=5), timedelta(hours=3), timedelta(days=400)], ids=str)
def ahead(request) -> timedelta:
    """How far the clock was ahead."""
    return request.param


@pytest.fixture
def address(sqlite_address) -> Address:
    """A county in a file; a server has a clock of its own."""
    return sqlite_address


@pytest.fixture
def db(db: Database, ahead) -> Database:
    """A county whose clock is ahead until `set_right`."""
    db.clock = lambda: now() + ahead
    return db


@pytest.fixture
def set_right(db):
    """Set the clock back to what it should have been."""

    def act() -> None:
        db.clock = now

    return act


@pytest.fixture
def team(db, chief, a_team):
    """A team that was said to be ready by the clock that is ahead."""
    team = roster.add(db, a_team(), officer=chief)
    said = Readiness(team_id=team.id, state=State.READY, at=db.clock())
    readiness.say(db, said, officer=chief)
    return team


def send(db, team, officer):
    order = Order(id=new_id(), order_id=new_id(), team_id=team.id, place="石桥村", task="搜救")
    [sent] = ordering.order(db, [order], officer=officer)
    return sent


def test_a_team_is_sent_and_comes_back(db, chief, team, set_right):
    set_right()
    sent = send(db, team, chief)
    for step in (Step.DEPARTED, Step.ARRIVED, Step.RETURNED):
        sent = dispatch.take(db, sent.id, step, officer=chief)
    assert sent.outcome is Outcome.RETURNED
    assert sent.times[Step.RETURNED] <= now()


def test_a_team_that_was_sent_before_moves_on(db, chief, team, set_right):
    sent = send(db, team, chief)
    set_right()
    for step in (Step.ACKNOWLEDGED, Step.DEPARTED, Step.ARRIVED):
        sent = dispatch.take(db, sent.id, step, officer=chief)
    assert sent.step is Step.ARRIVED
    with db.read() as tx:
        assert readiness.last_said_in(tx)[team.id].state is State.ON_SCENE
    assert dispatch.release(db, sent.id, reason="收队", officer=chief).outcome is Outcome.RELEASED


def test_the_safety_call_comes_when_it_should(db, chief, team, set_right):
    sent = send(db, team, chief)
    set_right()
    arrived = dispatch.take(db, sent.id, Step.ARRIVED, officer=chief)
    assert arrived.check_due_at < now() + timedelta(hours=1)
    answered = dispatch.answer(db, sent.id, officer=chief)
    assert arrived.check_due_at <= answered.check_due_at < now() + timedelta(hours=1)


def test_what_a_team_is_doing_can_be_said(db, chief, team, set_right):
    set_right()
    at = now()
    readiness.say(db, Readiness(team_id=team.id, state=State.RESTING, at=at), officer=chief)
    with db.read() as tx:
        assert readiness.last_said_in(tx)[team.id].at == at


def test_a_muster_test_ends(db, chief, team, set_right):
    muster = Muster(id=new_id(), team_id=team.id, ordered_at=db.clock())
    ordered = readiness.order_muster(db, muster, officer=chief)
    set_right()
    ended = readiness.end_muster(db, ordered, officer=chief)
    assert ended.lasted == timedelta(0)
