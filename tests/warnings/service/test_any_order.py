"""Messages, decisions and time in any order: no warning takes a step there is not, none is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.database import verify
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import now
from commandcenter.matters.service import clocks
from commandcenter.warnings.model.message import MsgType
from commandcenter.warnings.model.warning import STEPS, Origin, State
from commandcenter.warnings.service import calling, intake, passing
from commandcenter.warnings.service.evidence import EVIDENCE
from tests.warnings.service.conftest import VERIFIED

# What comes: number, what it does, what it refers to, whether it is signed.
MESSAGES = st.tuples(
    st.integers(0, 3),
    st.sampled_from(["Alert", "Update", "Cancel"]),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(["Actual", "Actual", "Actual", "Test"]),
)
ACTS = st.lists(
    st.one_of(
        MESSAGES.map(lambda one: ("message", one)),
        st.tuples(st.sampled_from(["confirm", "refuse"]), st.integers(0, 9)),
        st.just(("expire", None)),
    ),
    max_size=12,
)


class _County:
    """What happened so far, beside what the database says."""

    def __init__(self, db, chief, a_reading, base):
        self.db, self.chief, self.a_reading, self.base = db, chief, a_reading, base
        self.states = {}
        self.scope = intake.new_id()  # each run is a drill of its own

    def message(self, one):
        number, kind, other, is_signed, status = one
        changed = {"identifier": f"n{number}", "msgType": kind, "status": status}
        changed["sent"] = self.base
        if kind != "Alert":
            changed["references"] = f"33039941600000,n{other},{self.base}"
        reading = self.a_reading(**changed)
        if is_signed:
            signed = tuple(replace(found, signature=VERIFIED) for found in reading.messages)
            reading = replace(reading, messages=signed)
        intake.take_in(
            self.db, reading, origin=Origin.FILE, officer=self.chief, drill_id=self.scope
        )

    def decide(self, act, number):
        listed = passing.page(self.db, drill_id=self.scope)
        if listed:
            one = listed[number % len(listed)]
            done = intake.confirm if act == "confirm" else intake.refuse
            done(self.db, one.id, reason="问过", officer=self.chief)

    def check(self):
        warnings = passing.page(self.db, drill_id=self.scope)
        assert self.states.keys() <= {one.id for one in warnings}
        for one in warnings:
            before = self.states.get(one.id)
            if before is not one.state:
                assert (
                    before is None or one.state in STEPS.get(before, ()) or self._two(one, before)
                )
            self.states[one.id] = one.state
            if one.message.status != "Actual":
                assert one.state is State.REFUSED
            if one.state is State.ACTIVE:
                assert one.is_trusted
            is_called = one.state is State.ACTIVE and one.message.msg_type is not MsgType.CANCEL
            still_open = [c for c in calling.of_warning(self.db, one.id) if c.state == "open"]
            assert bool(still_open) == is_called
        listed = {one.warning.id for one in passing.live(self.db, drill_id=self.scope)}
        assert listed == {one.id for one in warnings if one.is_live}
        running = {one.about for one in clocks.running(self.db, drill_id=self.scope)}
        assert running <= listed

    @staticmethod
    def _two(one, before):
        """Whether it became live and was replaced in one act."""
        return any(one.state in STEPS.get(step, ()) for step in STEPS.get(before, ()))


@pytest.mark.parametrize("examples", [15, pytest.param(400, marks=pytest.mark.nightly)])
def test_any_order_leaves_every_warning_in_its_place(db, chief, a_reading, examples):
    base = now().replace(microsecond=0).isoformat()

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ACTS)
    def run(acts):
        county = _County(db, chief, a_reading, base)
        for act, what in acts:
            try:
                if act == "message":
                    county.message(what)
                elif act == "expire":
                    intake.expire_due(db, officer=chief)
                else:
                    county.decide(act, what)
            except Rejected:
                pass
            county.check()

    run()
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None


def test_time_over_ends_everything(db, chief, a_reading):
    if not db.address.is_sqlite:
        pytest.skip("the clock of a server cannot be moved")
    intake.take_in(db, a_reading(), origin=Origin.FILE, officer=chief)
    db.clock = lambda: now() + timedelta(days=2)
    intake.expire_due(db, officer=chief)
    assert passing.live(db) == ()
