"""Nothing of a drill is in any figure, list or paper of what really happened."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from commandcenter.board.service import heartbeat
from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.database.schema import journal_head
from commandcenter.drills.model.drill import State
from commandcenter.drills.service import records
from commandcenter.drills.service.ending import end_everything_in
from commandcenter.incidents.service import reading, reviews
from commandcenter.kernel.ids import new_id
from tests.end_to_end import real_figures
from tests.end_to_end.full_county import (
    LEADER,
    PLANNER,
    a_drill,
    at_hand,
    founded,
    happen,
    with_other_teams,
)
from tests.end_to_end.real_figures import FIGURES, METHODS, NO_FIGURES, Look
from tests.moving_clock import MovingClock

MORNING = datetime(2026, 7, 18, 0, 30, tzinfo=UTC)


@pytest.fixture
def clock(address):
    moving = MovingClock(address, MORNING)
    yield moving
    moving.close()


@pytest.fixture
def db(clock):
    opened = clock.opened()
    yield opened
    opened.close()


def test_every_function_that_reads_is_a_figure_or_says_why_it_is_none():
    found = set(real_figures.reading_functions())
    known = FIGURES.keys() | NO_FIGURES.keys()
    # What is asked for within a transaction is the same as with one of its own.
    new = {name for name in found - known if name.removesuffix("_in") not in known}
    assert new == set()
    assert known - found == METHODS
    assert FIGURES.keys() & NO_FIGURES.keys() == set()


def figures(look):
    return {name: ask(look) for name, ask in FIGURES.items()}


def head(db):
    with db.read() as tx:
        return tx.execute(sa.select(journal_head.c.seq)).scalar_one()


def test_a_drill_full_of_everything_changes_no_figure_list_or_paper(db, clock):
    ground = founded(db)
    real = happen(db, ground, wait=clock.go)
    drill, other = a_drill(db), with_other_teams(db, ground)
    # Let everything come that comes by itself, so that time alone changes nothing any more.
    for _ in range(6):
        clock.go(timedelta(minutes=130))
        heartbeat.beat(db)
    at_hand(db, other)
    look = Look(db=db, real=real, at=clock.at, head=head(db))
    before = figures(look)
    played = happen(db, other, wait=clock.go, drill_id=drill.id)
    assert leaks(before, figures(look)) == {}
    with db.write(PLANNER) as tx:
        now = records.find(db, type(drill), drill.id)
        end_everything_in(tx, drill.id, at=tx.at)
        records.moved(tx, now, state=State.ENDED, ended_at=tx.at)
    heartbeat.beat(db)
    assert leaks(before, figures(look)) == {}
    # A sample of the quarter is drawn from the reports of reality.
    assert reading.report(db, played.report).sent is not None
    clock.go(timedelta(days=90))
    drawn = reviews.sample(db, 2026, 3, seed=7, officer=LEADER, sample_id=new_id())
    assert (drawn.count, set(drawn.drawn) - {real.report}) == (1, set())
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None


def leaks(before, after):
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}
