"""Whatever controllers do to a drill in whatever order: lines come when counting seconds says."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import count
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county, rules
from commandcenter.drills.model.clock import Standing
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import course, delivering, records, running, script
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from tests.moving_clock import MovingClock

T0 = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OFFSETS = (0, 20, 20, 45, 70, 120)
BRANCH = 4  # place of the line that belongs to a branch
LATE = 10  # seconds
places = st.integers(0, len(OFFSETS) - 1)


@dataclass
class Told:
    """What was done to a line, and when by the clock of the drill."""

    what: str
    clock: int
    by_program: bool = False


@dataclass
class Strip:
    """A drill as somebody keeps it who counts every second on a strip of paper.

    The clock is in hundredths of a second, for a speed in percent. Each line has a tally of the
    seconds that the drill has run since it was due.
    """

    clock: int = 0
    percent: int = 100
    is_paused: bool = False
    second: int = 0
    offsets: list[int] = field(default_factory=lambda: list(OFFSETS))
    late: list[Fraction] = field(default_factory=lambda: [Fraction(0)] * len(OFFSETS))
    done: list[list[Told]] = field(default_factory=lambda: [[] for _ in OFFSETS])
    opened: list[Told] = field(default_factory=list)
    delivered: list[int] = field(default_factory=lambda: [0] * len(OFFSETS))

    def tick(self):
        """Let a second pass."""
        self.second += 1
        if self.is_paused:
            return
        self.clock += self.percent
        for place, offset in enumerate(self.offsets):
            if self.clock > offset * 100 and self.standing(place) == "pending":
                self.late[place] += min(Fraction(self.clock - offset * 100, self.percent), 1)

    def standing(self, place):
        if self.done[place] and self.done[place][-1].what != "released":
            return self.done[place][-1].what
        return "waiting" if place == BRANCH and not self.opened else "pending"

    def is_due(self, place):
        is_past = self.clock >= self.offsets[place] * 100
        return not self.is_paused and self.standing(place) == "pending" and is_past

    def is_wrongly_held(self, place):
        is_ahead = self.clock < self.offsets[place] * 100
        return self.standing(place) == "held" and self.done[place][-1].by_program and is_ahead

    def tell(self, place, what, *, by_program=False):
        self.done[place].append(Told(what, self.clock, by_program))
        self.delivered[place] += what == "delivered"

    def beat(self):
        """Do what a program does by itself; returns what it delivers."""
        self.release()
        due = [place for place in range(len(OFFSETS)) if self.is_due(place)]
        held = [place for place in due if self.late[place] > LATE]
        for place in due:
            self.tell(place, "held" if place in held else "delivered", by_program=True)
        return [place for place in due if place not in held]

    def release(self):
        for place in range(len(OFFSETS)):
            if self.is_wrongly_held(place):
                self.tell(place, "released", by_program=True)
                self.late[place] = Fraction(0)

    def retime(self, place, offset):
        if offset != self.offsets[place]:
            self.offsets[place], self.late[place] = offset, Fraction(0)
            if self.standing(place) == "pending" and offset * 100 <= self.clock:
                self.tell(place, "held", by_program=True)
        self.release()

    def back(self, clock):
        self.done = [[one for one in told if one.clock < clock] for told in self.done]
        self.opened = [one for one in self.opened if one.clock < clock]
        self.clock = clock
        self.late = [Fraction(0)] * len(OFFSETS)

    def comes_in(self, place):
        """Count in how many seconds a line comes; None if it does not."""
        if self.is_paused or self.standing(place) != "pending":
            return None
        ahead = Strip(clock=self.clock, percent=self.percent)
        while ahead.clock < self.offsets[place] * 100:
            ahead.tick()
        return ahead.second


class Controllers(RuleBasedStateMachine):
    """Controllers and programs that do something to a drill."""

    moving: ClassVar[MovingClock]
    chief: ClassVar[Any]
    numbers: ClassVar = count(1)

    @initialize()
    def begin(self):
        self.db = self.moving.opened()
        self.drill = Drill(id=new_id(), year=2026, number=next(self.numbers), title="防汛演练")
        self.injects = [
            Inject(
                id=new_id(),
                drill=self.drill.id,
                number=place + 1,
                offset_s=offset,
                title=f"注入 {place}",
                branch="溃坝" if place == BRANCH else "",
            )
            for place, offset in enumerate(OFFSETS)
        ]
        records.add(self.db, self.drill, officer=self.chief)
        records.add_all(self.db, self.injects, officer=self.chief)
        running.start(self.db, self.drill.id, act_id=new_id(), officer=self.chief)
        self.strip = Strip()

    def teardown(self):
        if hasattr(self, "db"):
            running.end_all(self.db, act_id=new_id(), officer=self.chief)
            self.db.close()

    def expect(self, is_allowed, act, *args):
        def send():
            return act(self.db, self.drill.id, *args, act_id=new_id(), officer=self.chief)

        if is_allowed:
            send()
        else:
            with pytest.raises(Rejected):
                send()
        return is_allowed

    @rule()
    def restart(self):
        self.db.close()
        self.db = self.moving.opened()

    @rule(seconds=st.integers(1, 40), beats=st.booleans())
    def wait(self, seconds, beats):
        for _ in range(seconds):
            self.strip.tick()
        self.moving.go(seconds * SECOND)
        if beats:
            self.beat()

    @rule()
    def beat(self):
        due = self.strip.beat()
        acts = delivering.deliver_due(self.db, officer=self.chief)
        assert sorted(one.inject_id for one in acts) == sorted(self.injects[n].id for n in due)

    @rule(seconds=st.integers(20, 100))
    def clock_is_ahead_for_a_beat(self, seconds):
        now = deepcopy(self.strip)
        for _ in range(seconds):
            self.strip.tick()
        self.moving.go(seconds * SECOND)
        self.beat()
        self.moving.go(-seconds * SECOND)
        now.done, now.delivered = self.strip.done, self.strip.delivered
        self.strip = now

    @rule(place=places, offset=st.integers(0, 130))
    def retime(self, place, offset):
        line = records.find(self.db, Inject, self.injects[place].id)
        changed = replace(line, offset_s=offset)
        # What players were told stays as it was, even if it comes again.
        if self.strip.delivered[place] and offset != line.offset_s:
            with pytest.raises(Rejected):
                script.change(self.db, changed, officer=self.chief)
        else:
            script.change(self.db, changed, officer=self.chief)
            self.strip.retime(place, offset)

    @rule()
    def pause(self):
        if self.expect(not self.strip.is_paused, running.pause):
            self.strip.is_paused = True

    @rule()
    def resume(self):
        if self.expect(self.strip.is_paused, running.resume):
            self.strip.is_paused = False

    @rule(percent=st.sampled_from([50, 100, 150, 170, 300, 6_000, 6_001]))
    def speed(self, percent):
        if self.expect(100 <= percent <= 6_000, running.set_speed, percent):
            self.strip.percent = percent

    @rule(place=places)
    def fire(self, place):
        may = self.strip.standing(place) != "delivered"
        if self.expect(may, running.fire, self.injects[place].id):
            self.strip.tell(place, "delivered")

    @rule(place=places)
    def hold(self, place):
        may = self.strip.standing(place) in {"pending", "waiting"}
        if self.expect(may, running.hold, self.injects[place].id):
            self.strip.tell(place, "held")

    @rule(place=places)
    def skip(self, place):
        may = self.strip.standing(place) not in {"delivered", "skipped"}
        if self.expect(may, running.skip, self.injects[place].id):
            self.strip.tell(place, "skipped")

    @rule(clock=st.integers(-1, 130))
    def back(self, clock):
        may = 0 <= clock * 100 < self.strip.clock
        if self.expect(may, running.back, clock * 1_000):
            self.strip.back(clock * 100)

    @rule()
    def open_branch(self):
        if self.expect(not self.strip.opened, running.open_branch, "溃坝"):
            self.strip.opened.append(Told("opened", self.strip.clock))

    @invariant()
    def agrees(self):
        run = course.read(self.db, self.drill.id)
        assert run.course.offset_ms(self.moving.at) == self.strip.clock * 10
        for place, inject in enumerate(self.injects):
            line = run.line(inject.id)
            assert line.standing == Standing(self.strip.standing(place))
            assert line.times == self.strip.delivered[place]
            wanted = self.strip.comes_in(place)
            if wanted is None:
                assert self.strip.is_paused or line.due_at is None
            elif wanted == 0:
                assert line.due_at <= self.moving.at
            else:
                late = (line.due_at - self.moving.at) / SECOND
                assert wanted - 1 < late <= wanted


@pytest.fixture
def moving(address):
    moving = MovingClock(address, T0)
    db = moving.opened()
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    setup = Officer(account_id=new_id(), login="setup", name="setup")
    county.found(db, county.Founding(names=names), officer=setup)
    (row,) = (one for one in rules.everything(db) if one.code == delivering.HOLD_LATE)
    admin = replace(setup, rights=RIGHTS[Role.ADMIN])
    rules.change(db, replace(row, value=str(LATE)), officer=admin)
    db.close()
    yield moving
    moving.close()


def test_lines_come_when_counting_seconds_says(moving):
    Controllers.moving = moving
    Controllers.chief = Officer(
        account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF], station="d"
    )
    is_file = moving.address.file is not None
    run_state_machine_as_test(
        Controllers,
        settings=settings(
            max_examples=8 if is_file else 2,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
