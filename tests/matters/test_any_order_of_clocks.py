"""Whatever happens to clocks in whatever order: they say what counting seconds says."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.clock import ClockKind, Tone, tone
from commandcenter.matters.service import clocks
from tests.moving_clock import MovingClock

T0 = datetime(2026, 7, 18, 14, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
places = st.integers(0, 30)


@dataclass
class Counted:
    """A clock as somebody keeps it who counts seconds on a strip of paper."""

    subject: Any
    limit: int
    can_pause: bool
    strip: list[str] = field(default_factory=list)  # one mark for each second: run or stand
    stands: bool = False
    is_known: bool = False
    end: str = ""

    @property
    def ran(self) -> int:
        return sum(1 for mark in self.strip if mark == "run")

    @property
    def over(self) -> int:
        return max(self.ran - self.limit, 0)

    @property
    def colour(self) -> Tone:
        if self.end:
            return Tone.RED if self.end == "satisfied" and self.over else Tone.CALM
        if self.ran >= self.limit:
            return Tone.RED
        return Tone.AMBER if 4 * self.ran >= 3 * self.limit else Tone.CALM


class Clocks(RuleBasedStateMachine):
    """Officers and programs that do something with clocks."""

    moving: ClassVar[MovingClock]
    chief: ClassVar[Any]

    def __init__(self):
        super().__init__()
        self.db = self.moving.opened()
        self.scope = new_id()
        self.kept: dict[Any, Counted] = {}

    def teardown(self):
        for one in clocks.running(self.db, drill_id=self.scope):
            with self.db.write(self.chief) as tx:
                clocks.void_in(tx, one.kind, one.subject, at=tx.at, by="x", reason="x")
        self.db.close()

    def one(self, place):
        ids = list(self.kept)
        clock_id = ids[place % len(ids)]
        return clock_id, self.kept[clock_id]

    def expect(self, is_allowed, act):
        if is_allowed:
            act()
        else:
            with pytest.raises(Rejected):
                act()

    @rule()
    def restart(self):
        self.db.close()
        self.db = self.moving.opened()

    @rule(quarters=st.integers(1, 20), can_pause=st.booleans())
    def start(self, quarters, can_pause):
        self.begin(Counted(new_id(), 4 * quarters, can_pause))

    def begin(self, counted):
        with self.db.write(self.chief) as tx:
            new = clocks.start_in(
                tx,
                ClockKind.REPORT,
                subject=counted.subject,
                title="首报",
                limit=counted.limit * SECOND,
                at=tx.at,
                can_pause=counted.can_pause,
                drill_id=self.scope,
            )
        if new.id not in self.kept:
            self.kept[new.id] = counted

    @precondition(lambda self: self.kept)
    @rule(place=places)
    def start_again(self, place):
        _, known = self.one(place)
        goes_on = any(one.subject == known.subject and not one.end for one in self.kept.values())
        before = len(self.kept)
        self.begin(Counted(known.subject, 8, can_pause=True))
        assert len(self.kept) == before + (not goes_on)

    @rule(seconds=st.integers(0, 45))
    def wait(self, seconds):
        self.moving.go(seconds * SECOND)
        for one in self.kept.values():
            if not one.end:
                one.strip += ["stand" if one.stands else "run"] * seconds

    @precondition(lambda self: self.kept)
    @rule(place=places)
    def pause(self, place):
        clock_id, one = self.one(place)
        may = one.can_pause and not one.stands and not one.end
        self.expect(may, lambda: clocks.pause(self.db, clock_id, note="停", officer=self.chief))
        one.stands |= may

    @precondition(lambda self: self.kept)
    @rule(place=places)
    def resume(self, place):
        clock_id, one = self.one(place)
        may = one.stands and not one.end
        self.expect(may, lambda: clocks.resume(self.db, clock_id, officer=self.chief))
        one.stands &= not may

    @precondition(lambda self: self.kept)
    @rule(place=places)
    def acknowledge(self, place):
        clock_id, one = self.one(place)
        may = not one.is_known and not one.end
        self.expect(
            may, lambda: clocks.acknowledge(self.db, clock_id, note="知", officer=self.chief)
        )
        one.is_known |= may

    @precondition(lambda self: self.kept)
    @rule(place=places, is_done=st.booleans())
    def end(self, place, is_done):
        _, one = self.one(place)
        with self.db.write(self.chief) as tx:
            facts = {"at": tx.at, "by": "王芳"}
            if is_done:
                clocks.satisfy_in(tx, ClockKind.REPORT, one.subject, done="报", **facts)
            else:
                clocks.void_in(tx, ClockKind.REPORT, one.subject, reason="撤", **facts)
        for other in self.kept.values():
            if other.subject == one.subject and not other.end:
                other.end = "satisfied" if is_done else "void"
                other.stands = False

    @invariant()
    def the_database_says_what_the_strips_say(self):
        found = clocks.running(self.db, drill_id=self.scope)
        assert {one.id for one in found} == {k for k, one in self.kept.items() if not one.end}
        assert [one.due_at for one in found] == sorted(one.due_at for one in found)
        with self.db.read() as tx:
            late = {one.id for one in clocks.late_in(tx, self.moving.at)}
        for clock_id, one in self.kept.items():
            clock = clocks.find(self.db, clock_id)
            assert tone(clock, self.moving.at) is one.colour
            assert clock.end == one.end
            assert clock.late_s == (one.over if one.end == "satisfied" else 0)
            assert (clock.acknowledged_at is not None) is one.is_known
            assert (clock.paused_at is not None) is one.stands
            is_late = not one.end and not one.stands and one.ran >= one.limit
            assert (clock_id in late) is is_late


@pytest.fixture
def moving(address):
    """A county whose time the machine moves."""
    clock = MovingClock(address, T0)
    yield clock
    clock.close()


@pytest.mark.parametrize("examples", [8, pytest.param(60, marks=pytest.mark.nightly)])
def test_no_order_of_acts_makes_a_clock_lie(db, chief, moving, examples):
    run_state_machine_as_test(
        type("ClocksHere", (Clocks,), {"moving": moving, "chief": chief}),
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
