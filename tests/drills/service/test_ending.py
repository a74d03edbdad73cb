"""With a drill everything ends that is still open in it, wherever it stands."""

from datetime import UTC, datetime

import pytest

from commandcenter.alarms.service import lists
from commandcenter.board.service import heartbeat
from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.service import expectations, records, running
from commandcenter.drills.service.ending import end_everything_in
from commandcenter.incidents.service import reading, response
from commandcenter.kernel.ids import new_id
from commandcenter.matters.service import clocks, matters
from commandcenter.teams.service import dispatch
from commandcenter.warnings.service import calling, hotspots, passing
from tests.end_to_end import full_county
from tests.end_to_end.full_county import CHIEF, PLANNER, a_drill, founded, happen
from tests.moving_clock import MovingClock

AT = datetime(2026, 7, 18, 1, 0, tzinfo=UTC)

LISTS = {
    "matters": matters.still_open,
    "clocks": clocks.running,
    "alarms": lists.active,
    "shelved alarms": lists.shelved,
    "teams": dispatch.still_open,
    "warnings": passing.live,
    "hotspots": hotspots.still_open,
    "incidents": reading.still_open,
    "responses": response.active,
}


@pytest.fixture
def clock(address):
    moving = MovingClock(address, AT)
    yield moving
    moving.close()


@pytest.fixture
def db(clock):
    opened = clock.opened()
    yield opened
    opened.close()


def waiting_calls(db, drill_id):
    with db.read() as tx:
        return calling.waiting_in(tx, drill_id=drill_id)


def end(db, drill):
    with db.write(CHIEF) as tx:
        now = records.find(db, type(drill), drill.id)
        end_everything_in(tx, drill.id, at=tx.at)
        if now.state is State.RUNNING:
            records.moved(tx, now, state=State.ENDED, ended_at=tx.at)
        else:
            records.moved(tx, now, lessons=str(tx.seq))


def test_nothing_of_an_ended_drill_stays_on_any_list_and_everything_else_stays(db, clock):
    ground = founded(db)
    other, drill = a_drill(db), a_drill(db, "森林火灾演练", number=2)
    happen(db, ground, wait=clock.go)
    for one in (other, drill):
        # A team that is under way in reality is not sent in a drill.
        fresh = full_county.with_other_teams(db, ground)
        happen(db, fresh, wait=clock.go, drill_id=one.id)
    before = {
        (name, drill_id): read(db, drill_id=drill_id)
        for name, read in LISTS.items()
        for drill_id in (None, drill.id, other.id)
    }
    assert [name for name in LISTS if not before[name, drill.id]] == []
    calls = [waiting_calls(db, one) for one in (None, drill.id, other.id)]
    assert all(calls)
    end(db, drill)
    after = {key: LISTS[key[0]](db, drill_id=key[1]) for key in before}
    assert {key: found for key, found in after.items() if key[1] == drill.id and found} == {}
    kept = {key for key in before if key[1] != drill.id}
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
    assert [waiting_calls(db, one) for one in (None, drill.id, other.id)] == [calls[0], 0, calls[2]]
    for read in LISTS.values():
        assert read(db, drill_id=drill.id) == ()
    # What follows by itself brings nothing of it back, and ending it again changes nothing.
    heartbeat.beat(db)
    end(db, drill)
    heartbeat.beat(db)
    assert [name for name, read in LISTS.items() if read(db, drill_id=drill.id)] == []
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None


def test_what_ends_with_the_drill_is_nothing_that_players_did(db, clock):
    ground = founded(db)
    drill = records.add(db, Drill(id=new_id(), year=2026, number=1, title="演练"), officer=PLANNER)
    running.start(db, drill.id, act_id=new_id(), officer=PLANNER)
    happen(db, ground, wait=clock.go, drill_id=drill.id)
    before = expectations.of_drill(db, drill.id, language="zh")
    assert {"program", "heli"} <= {one.author for one in before.log}
    assert "program" not in {one.author for one in before.done}

    running.end(db, drill.id, act_id=new_id(), officer=CHIEF)

    after = expectations.of_drill(db, drill.id, language="zh")
    assert len(after.log) > len(before.log) + 1
    assert after.done == before.done
