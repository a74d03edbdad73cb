"""Incident and report chain under random steps, held against a slow reference.

Nothing is ever stuck, nothing happens that the reference forbids, and the database refuses
in plain SQL whatever the services refuse.
"""

import shutil
import tempfile
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.incidents.model.incident import OVER, Facts, Opening, State
from commandcenter.incidents.model.level import LEVELS, Judgement, Level
from commandcenter.incidents.model.report import STEPS as REPORT_STEPS
from commandcenter.incidents.model.report import ReportKind, ReportState, SendChannel
from commandcenter.incidents.service import levels, moving, opening, reading, reports, sending
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks

MOVES = {
    State.OPEN: {State.HANDLING, State.CONTROLLED, State.CLOSED, State.WITHDRAWN, State.MERGED},
    State.HANDLING: {State.CONTROLLED, State.CLOSED, State.WITHDRAWN, State.MERGED},
    State.CONTROLLED: {State.HANDLING, State.CLOSED, State.WITHDRAWN, State.MERGED},
}


def officer(role: Role, login: str) -> Officer:
    return Officer(account_id=new_id(), login=login, name=login, rights=RIGHTS[role])


class Chain(RuleBasedStateMachine):
    """One incident, one other to merge it into, and the reports of the first."""

    address: Address

    def __init__(self) -> None:
        super().__init__()
        self.db = Database(self.address)
        self.chief, self.leader = officer(Role.CHIEF, "chief"), officer(Role.LEADER, "leader")
        self.one, self.other = self._opened(), self._opened()
        self.state, self.into_other = State.OPEN, False
        self.report: UUID | None = None
        self.report_state: ReportState | None = None
        self.kind = ReportKind.FIRST
        self.sent: list[ReportKind] = []
        self.final_since_reopened = False
        self.number: int | None = None

    def _opened(self) -> UUID:
        facts = Facts(id=new_id(), kind="accident:fire", title="仓库起火")
        return opening.open_incident(
            self.db, Opening(id=new_id(), facts=facts), officer=self.chief
        ).id

    def _tries(self, allowed: bool, call, *args, **kwargs):
        if allowed:
            return call(self.db, *args, **kwargs)
        with pytest.raises(Rejected):
            call(self.db, *args, **kwargs)
        return None

    def teardown(self) -> None:
        with self.db.read() as tx:
            assert verify.run(tx, EVIDENCE).is_intact
        self.db.close()

    def _now(self):
        found = reading.find(self.db, self.one)
        assert found.state is self.state
        assert found.is_open is (self.state not in OVER)
        assert (found.into is not None) is (self.state is State.MERGED)
        if not found.is_open:
            assert all(
                clock.about != self.one or clock.kind is ClockKind.MATTER
                for clock in clocks.running(self.db)
            )
        return found

    def _went(self, state: State) -> None:
        self.state = state
        self._now()

    @rule(to=st.sampled_from([State.HANDLING, State.CONTROLLED]))
    def move(self, to):
        allowed = to in MOVES.get(self.state, ())
        self._tries(allowed, moving.move, self.one, to, officer=self.chief)
        self._went(to if allowed else self.state)

    @rule(reason=st.sampled_from(["", "不达标准"]))
    def close(self, reason):
        allowed = self.state in MOVES and bool(reason or self.final_since_reopened)
        self._tries(allowed, moving.close, self.one, officer=self.chief, reason=reason)
        self._went(State.CLOSED if allowed else self.state)

    @rule(reason=st.sampled_from(["", "误报"]))
    def withdraw(self, reason):
        allowed = self.state in MOVES and bool(reason)
        self._tries(allowed, moving.withdraw, self.one, officer=self.chief, reason=reason)
        self._went(State.WITHDRAWN if allowed else self.state)

    @rule()
    def merge(self):
        allowed = self.state in MOVES
        said = {"into": self.other, "reason": "重复", "officer": self.chief}
        self._tries(allowed, moving.merge, self.one, **said)
        self._went(State.MERGED if allowed else self.state)

    @rule()
    def reopen(self):
        allowed = self.state in OVER
        self._tries(allowed, moving.reopen, self.one, reason="又有情况", officer=self.chief)
        if allowed:
            self.final_since_reopened = False
            back = State.HANDLING if self.state is State.CLOSED else State.OPEN
            self._went(back)

    @rule(level=st.sampled_from(LEVELS), is_sensitive=st.booleans())
    def judge(self, level, is_sensitive):
        before = self._now()
        judged = Judgement(level=level, is_sensitive=is_sensitive, reason="研判")
        said = {"officer": self.chief, "seen_version": before.version}
        after = self._tries(before.is_open, levels.set_level, self.one, judged, **said)
        if after is not None:
            assert (after.level, after.state) == (level, self.state)
            due = {
                clock.rule
                for clock in clocks.running(self.db)
                if clock.about == self.one and clock.kind is not ClockKind.MATTER
            }
            if after.reporting_level.rank < Level.MAJOR.rank:
                assert not due & {"oral_major", "system_major"}

    @rule(kind=st.sampled_from(ReportKind))
    def begin(self, kind):
        is_turn = (kind is ReportKind.FIRST) != (ReportKind.FIRST in self.sent)
        is_free = self.report is None
        is_reportable = self.state not in (State.CLOSED, State.MERGED)
        id_ = new_id()
        said = {"report_id": id_, "officer": self.chief, "language": "zh"}
        allowed = is_turn and is_free and is_reportable
        self._tries(allowed, reports.begin, self.one, kind, **said)
        if allowed:
            self.report, self.report_state, self.kind = id_, ReportState.DRAFT, kind
            self.number = None
            self._stands()

    def _stands(self) -> None:
        found = reading.report(self.db, self.report)
        assert found.state is self.report_state
        assert (found.issue is not None) is (self.number is not None)
        if found.state in REPORT_STEPS and not REPORT_STEPS[found.state]:
            self.report = self.report_state = None

    def _version(self) -> int:
        return reading.report(self.db, self.report).version

    @precondition(lambda self: self.report is not None)
    @rule()
    def check(self):
        allowed = self.report_state is ReportState.DRAFT
        said = {"seen_version": self._version(), "officer": self.chief, "act_id": new_id()}
        self._tries(allowed, reports.check, self.report, **said)
        self.report_state = ReportState.CHECKED if allowed else self.report_state
        self._stands()

    @precondition(lambda self: self.report is not None)
    @rule(by_drafter=st.booleans())
    def sign(self, by_drafter):
        who = officer(Role.LEADER, "chief") if by_drafter else self.leader
        allowed = self.report_state is ReportState.CHECKED and not by_drafter
        said = {"seen_version": self._version(), "officer": who, "act_id": new_id()}
        after = self._tries(allowed, sending.sign, self.report, **said)
        if after is not None:
            self.report_state = ReportState.SIGNED
            assert self.number in (None, after.issue[1])
            self.number = after.issue[1]
        self._stands()

    @precondition(lambda self: self.report is not None)
    @rule()
    def hand_back(self):
        allowed = self.report_state in (ReportState.CHECKED, ReportState.SIGNED)
        said = {"reason": "改", "officer": self.leader, "act_id": new_id()}
        self._tries(allowed, reports.hand_back, self.report, **said)
        self.report_state = ReportState.DRAFT if allowed else self.report_state
        self._stands()

    @precondition(lambda self: self.report is not None)
    @rule()
    def send(self):
        allowed = self.report_state is ReportState.SIGNED
        said = {"officer": self.chief, "act_id": new_id()}
        self._tries(allowed, sending.send, self.report, SendChannel.SYSTEM, **said)
        if allowed:
            self.sent.append(self.kind)
            self.final_since_reopened |= self.kind is ReportKind.FINAL
            self.report_state = ReportState.SENT
        self._stands()

    @precondition(lambda self: self.report is not None)
    @rule()
    def discard(self):
        said = {"reason": "不报", "officer": self.chief, "act_id": new_id()}
        reports.discard(self.db, self.report, **said)
        self.report_state = ReportState.VOID if self.number else ReportState.DISCARDED
        self._stands()

    @rule(state=st.sampled_from([*State, "nonsense"]))
    def forge(self, state):
        """Try the same by SQL: only what the steps allow is taken, and nothing is kept."""
        allowed = state == self.state or state in MOVES.get(self.state, ())
        allowed |= self.state in OVER and state == (
            State.HANDLING if self.state is State.CLOSED else State.OPEN
        )
        statement = sa.text("UPDATE incident_state SET state = :state WHERE incident_id = :id")
        bound = statement.bindparams(
            sa.bindparam("id", self.one, sa.Uuid), sa.bindparam("state", str(state))
        )
        with pytest.raises((_Undone, Exception)) as caught, self.db.write(self.chief) as tx:
            tx.execute(bound)
            raise _Undone
        assert isinstance(caught.value, _Undone) is bool(allowed)


class _Undone(Exception):
    """Nothing of a forgery is kept."""


SETTINGS = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "stateful_step_count": 30,
}


@pytest.mark.parametrize("examples", [10, pytest.param(100, marks=pytest.mark.nightly)])
def test_no_state_without_a_way_out_and_no_forbidden_step_in_a_file(sqlite_address, examples):

    class InFile(Chain):
        def __init__(self) -> None:
            folder = Path(tempfile.mkdtemp())
            shutil.copyfile(sqlite_address.file, folder / "county.db")
            self.folder, self.address = folder, Address.of_file(folder / "county.db")
            super().__init__()

        def teardown(self) -> None:
            super().teardown()
            shutil.rmtree(self.folder)

    run_state_machine_as_test(InFile, settings=settings(max_examples=examples, **SETTINGS))


@pytest.mark.parametrize("examples", [4, pytest.param(40, marks=pytest.mark.nightly)])
def test_no_state_without_a_way_out_and_no_forbidden_step_on_a_server(postgresql_address, examples):

    class OnServer(Chain):
        address = postgresql_address

    run_state_machine_as_test(OnServer, settings=settings(max_examples=examples, **SETTINGS))
