"""Whatever happens to alarms in whatever order: none goes on unseen, none waits unheard."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from commandcenter.alarms.model.alarm import STEPS, State
from commandcenter.alarms.service import acting, lists
from commandcenter.alarms.service.heartbeat import escalate_due
from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.alarms.tables import alarm as alarm_table
from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.database.errors import SilentWrite
from commandcenter.kernel.errors import CommandCenterError, Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from tests.moving_clock import MovingClock

T0 = datetime(2026, 7, 18, 14, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WINDOW = 10
sources = st.sampled_from("ABC")
# Minutes until each level is told.
STEPS_OF = {
    Severity.RED: (3, 5),
    Severity.ORANGE: (10, 15),
    Severity.YELLOW: (30,),
    Severity.BLUE: (),
}
RANK = [Severity.RED, Severity.ORANGE, Severity.YELLOW, Severity.BLUE]


@dataclass
class Noted:
    """What somebody with a notebook knows of one alarm; times are minutes."""

    severity: Severity
    said_at: int
    goes_on: bool = True
    waits: bool = True
    shelf: int | None = None
    told: int = 0
    level: int = 0
    deadlines: list[int] = field(default_factory=list)

    @property
    def is_gone(self) -> bool:
        return not self.goes_on and not self.waits

    def ring(self, at):
        first = [due for due in self.deadlines if self.waits and self.shelf is None][:1]
        self.waits, self.shelf, self.level = True, None, 0
        spans = STEPS_OF[self.severity]
        if not spans:
            self.deadlines = first
            return
        begins = min([at + spans[0], *first])
        self.deadlines = [begins, *(begins + sum(spans[1 : n + 1]) for n in range(1, len(spans)))]


class Alarms(RuleBasedStateMachine):
    """Parts, officers and workstations that do something with alarms."""

    moving: ClassVar[MovingClock]
    chief: ClassVar[Any]

    def __init__(self):
        super().__init__()
        self.db = self.moving.opened()
        self.scope = new_id()
        self.minute = 0
        self.book: dict[str, Noted] = {}
        self.ids: dict[str, Any] = {}

    def teardown(self):
        with self.db.read() as tx:
            assert verify.run(tx, EVIDENCE).problem is None
        for one in self.shown() + lists.shelved(self.db, drill_id=self.scope):
            with self.db.write(self.chief) as tx:
                clear_in(tx, "incident", one.source, at=tx.at)
        for one in self.shown():
            acting.acknowledge(self.db, one.id, action="called", officer=self.chief)
        self.db.close()

    def shown(self):
        return lists.active(self.db, drill_id=self.scope)

    def expect(self, is_allowed, act, *args, **facts):
        if is_allowed:
            act(self.db, *args, officer=self.chief, **facts)
        else:
            with pytest.raises(Rejected):
                act(self.db, *args, officer=self.chief, **facts)

    @rule()
    def restart(self):
        self.db.close()
        self.db = self.moving.opened()

    @rule(source=sources, severity=st.sampled_from(RANK), is_new=st.booleans())
    def say(self, source, severity, is_new):
        with self.db.write(self.chief) as tx:
            one = raise_in(
                tx,
                "incident",
                source=f"{source}{self.scope}",
                title=source,
                severity=severity,
                at=tx.at,
                drill_id=self.scope,
                is_new=is_new,
            )
        known = self.book.get(source)
        is_another = known is None or (known.is_gone and self.minute >= known.said_at + WINDOW)
        assert is_another is (one.id != self.ids.get(source))
        self.ids[source] = one.id
        if is_another:
            self.book[source] = Noted(severity, self.minute)
            self.book[source].ring(self.minute)
            return
        is_worse = RANK.index(severity) < RANK.index(known.severity)
        was_gone, was_known = known.is_gone, not known.waits and known.shelf is None
        was_over_on_shelf = not known.goes_on and known.waits and not known.deadlines
        known.goes_on, known.said_at = True, self.minute
        if is_worse or was_gone or (is_new and was_known):
            known.severity = severity
            known.ring(self.minute)
        elif was_over_on_shelf and known.level < len(STEPS_OF[known.severity]):
            known.ring(self.minute)
        elif is_new:
            known.waits = True
        elif was_known:
            known.severity = severity

    @rule(source=sources)
    def clear(self, source):
        with self.db.write(self.chief) as tx:
            clear_in(tx, "incident", f"{source}{self.scope}", at=tx.at)
        known = self.book.get(source)
        if known is not None and known.goes_on:
            known.goes_on = False
            if known.shelf is not None:
                known.shelf = None

    @precondition(lambda self: self.book)
    @rule(source=sources, is_chosen=st.booleans())
    def acknowledge(self, source, is_chosen):
        if source not in self.book:
            return
        known = self.book[source]
        may = known.waits and known.shelf is None
        may = may and (is_chosen or known.severity is not Severity.RED)
        facts = {"action": "called"} if is_chosen else {"note": "知道"}
        self.expect(may, acting.acknowledge, self.ids[source], **facts)
        if may:
            known.waits, known.deadlines = False, []

    @precondition(lambda self: self.book)
    @rule(source=sources, minutes=st.integers(-1, 130))
    def shelve(self, source, minutes):
        if source not in self.book:
            return
        known = self.book[source]
        may = known.goes_on and known.shelf is None and known.severity is not Severity.RED
        may = may and 0 < minutes <= 120
        until = self.moving.at + minutes * MINUTE
        self.expect(may, acting.shelve, self.ids[source], until=until, reason="修")
        if may:
            known.shelf, known.deadlines = self.minute + minutes, []

    @rule(source=sources, severity=st.sampled_from(RANK[1:]))
    def be_over_on_the_shelf_and_come_back(self, source, severity):
        self.say(source, Severity.ORANGE, is_new=True)
        self.shelve(source, 30)
        self.clear(source)
        self.say(source, severity, is_new=False)

    @precondition(lambda self: self.book)
    @rule(source=sources)
    def unshelve(self, source):
        if source not in self.book:
            return
        known = self.book[source]
        self.expect(known.shelf is not None, acting.unshelve, self.ids[source])
        if known.shelf is not None:
            self.bring_back(known)

    def bring_back(self, known):
        if known.waits:
            known.ring(self.minute)
        known.shelf = None

    @rule(minutes=st.integers(0, 40), beats=st.integers(0, 2))
    def wait(self, minutes, beats):
        self.minute += minutes
        self.moving.go(minutes * MINUTE)
        for _ in range(beats):
            escalate_due(self.db)
        for known in self.book.values() if beats else ():
            if known.shelf is not None and known.shelf <= self.minute:
                self.bring_back(known)
            due = [one for one in known.deadlines if one <= self.minute]
            known.told += len(due)
            known.level += len(due)
            known.deadlines = known.deadlines[len(due) :]

    @precondition(lambda self: self.book)
    @rule(source=sources, state=st.sampled_from(list(State)))
    def forge(self, source, state):
        """Somebody with other tools sets a state; only a step there is gets through the guards."""
        if source not in self.book:
            return
        one = lists.find(self.db, self.ids[source])
        change = alarm_table.update().where(alarm_table.c.id == one.id).values(state=state.value)
        allowed = state is one.state or state in STEPS[one.state]
        with self.db.read() as tx:
            before = tx.execute(sa.select(alarm_table).order_by(alarm_table.c.id)).all()
        expected = (sa.exc.IntegrityError, CommandCenterError, SilentWrite)
        with pytest.raises(expected) as refusal, self.db.write(self.chief) as tx:
            tx.execute(change)
        # What passes the guards is refused for having no journal row, at the very end.
        assert (refusal.type is SilentWrite) is allowed
        with self.db.read() as tx:
            assert tx.execute(sa.select(alarm_table).order_by(alarm_table.c.id)).all() == before

    @invariant()
    def nothing_that_goes_on_or_waits_is_out_of_sight(self):
        shown = {one.id: one for one in self.shown()}
        shelf = {one.id: one for one in lists.shelved(self.db, drill_id=self.scope)}
        assert not shown.keys() & shelf.keys()
        for source, known in self.book.items():
            alarm_id = self.ids[source]
            one = lists.find(self.db, alarm_id)
            assert (alarm_id in shown) is (not known.is_gone and known.shelf is None)
            assert (alarm_id in shelf) is (known.shelf is not None)
            assert one.is_waiting is (known.waits and known.shelf is None)
            assert one.is_over is not known.goes_on
            assert one.severity is known.severity

    @invariant()
    def somebody_is_told_of_what_goes_on_and_waits(self):
        for one in self.shown():
            if one.state is State.ACTIVE and one.level < len(STEPS_OF[one.severity]):
                assert one.due_at is not None

    @invariant()
    def every_level_was_told_once_and_none_before_its_time(self):
        for source, known in self.book.items():
            _, told = lists.story(self.db, self.ids[source])
            assert len(told) == known.told
            assert len({(one.round, one.level) for one in told}) == len(told)
            assert all(one.at >= one.due_at for one in told)
            due_at = lists.find(self.db, self.ids[source]).due_at
            began_at = self.moving.at - self.minute * MINUTE
            expected = [began_at + one * MINUTE for one in known.deadlines[:1]]
            assert ([] if due_at is None else [due_at]) == expected


@pytest.fixture
def moving(address):
    """A county whose time the machine moves."""
    clock = MovingClock(address, T0)
    yield clock
    clock.close()


@pytest.mark.parametrize("examples", [7, pytest.param(60, marks=pytest.mark.nightly)])
def test_no_order_of_acts_hides_or_forgets_an_alarm(db, chief, moving, examples):
    run_state_machine_as_test(
        type("AlarmsHere", (Alarms,), {"moving": moving, "chief": chief}),
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
