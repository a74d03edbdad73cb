"""A founded county, those who plan and evaluate drills, and drills that name only what matters."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

import pytest

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Role
from commandcenter.directory.service import county
from commandcenter.drills.model.drill import Drill, Form, Objective, State
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import records, running
from commandcenter.duty.model.entry import Draft, Entry
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import now
from tests.qingxi import FOUNDING, an_officer


@dataclass(frozen=True, kw_only=True)
class Played:
    """A drill that was run, and what is in it."""

    drill: Drill
    goal: Objective
    first: Inject
    second: Inject
    entry: Entry


@pytest.fixture(scope="session")
def planner() -> Officer:
    """Who plans and runs drills."""
    return an_officer("zhoumin", "周敏", Role.PLANNER)


@pytest.fixture(scope="session")
def founding() -> county.Founding:
    """Every county here is founded."""
    return FOUNDING


@pytest.fixture
def a_drill(db, planner) -> Callable[..., Drill]:
    """Plan a drill and take it to a state; name only what the test is about."""
    numbers = count(1)
    began_at = now() - timedelta(hours=3)

    def make(state: State = State.ENDED, **fields: object) -> Drill:
        usual = {
            "id": new_id(),
            "year": began_at.year,
            "number": next(numbers),
            "title": "龙潭镇防汛桌面推演",
            "form": Form.TABLETOP,
            "began_at": began_at,
            "ended_at": began_at + timedelta(hours=2),
        }
        one = records.add(db, Drill(**usual | fields), officer=planner)
        if state is State.PLANNED:
            return one
        if state is State.CLOSED:
            one = in_state(db, one, State.ENDED, planner)
        return in_state(db, one, state, planner)

    return make


def in_state(db: Database, one: Drill, state: State, officer: Officer) -> Drill:
    """Return a drill that was taken to a state."""
    return records.change(db, replace(one, state=state), officer=officer)


@pytest.fixture
def a_line(db, planner) -> Callable[..., Inject]:
    """Put a line into the script of a drill."""

    def make(drill: Drill, **fields: object) -> Inject:
        usual = {"id": new_id(), "drill": drill.id, "number": 1, "offset_s": 60, "title": "预警"}
        return records.add(db, Inject(**usual | fields), officer=planner)

    return make


@pytest.fixture
def a_played_drill(db, planner, chief, a_drill) -> Callable[[], Played]:
    """Run a drill of two lines on the clock of the database; players answer the first."""

    def play() -> Played:
        drill = a_drill(State.PLANNED, began_at=None, ended_at=None)
        goal = Objective(id=new_id(), drill=drill.id, number=1, text="两小时内完成转移")
        first = Inject(
            id=new_id(),
            drill=drill.id,
            number=1,
            offset_s=60,
            title="石桥村山洪预警",
            text="石桥村雨量站一小时 62 毫米，请处置",
            receiver="县防指",
            expected="通知石桥村转移群众\n向市防指报告",
            within_s=600,
            objective_id=goal.id,
        )
        second = Inject(id=new_id(), drill=drill.id, number=2, offset_s=600, title="道路中断")
        records.add_all(db, [goal, first, second], officer=planner)
        running.start(db, drill.id, act_id=new_id(), officer=planner)
        running.fire(db, drill.id, first.id, act_id=new_id(), officer=planner)
        draft = Draft(
            id=new_id(), content="电话通知石桥村转移群众", org="石桥村", drill_id=drill.id
        )
        entry = log.record(db, draft, officer=chief)
        running.skip(db, drill.id, second.id, note="时间不够", act_id=new_id(), officer=planner)
        running.end(db, drill.id, act_id=new_id(), officer=planner)
        held = records.find(db, Drill, drill.id)
        assert held is not None
        return Played(drill=held, goal=goal, first=first, second=second, entry=entry)

    return play
