"""Whatever is tried with responses and people who are moved: no forbidden step, by any way."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import journal, verify
from commandcenter.incidents.model import evacuation as people_model
from commandcenter.incidents.model import response as response_model
from commandcenter.incidents.model.evacuation import Moved
from commandcenter.incidents.model.response import Stage
from commandcenter.incidents.service import evacuation, matrix, response, shelters
from commandcenter.incidents.tables.response import evacuee
from commandcenter.incidents.tables.response import response as response_table
from commandcenter.kernel.errors import CommandCenterError
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks, matters

SETTINGS = {
    "stateful_step_count": 14,
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
}


@contextmanager
def by_sql(db, officer) -> Iterator[object]:
    """Write past the services, as somebody with other tools does who keeps the journal."""
    with db.write(officer) as tx:
        yield tx
        journal.append(tx, "test.note", {}, id=new_id(), subject="note")


REFUSALS = (people_model.StepForbidden, people_model.ReasonMissing)


class Undone(Exception):
    """Ends what was only tried."""


def is_taken(db, officer, statement) -> bool:
    """Say whether the database takes a statement, without keeping what it does."""
    try:
        with by_sql(db, officer) as tx:
            tx.execute(statement)
            raise Undone  # noqa: TRY301 - nothing else undoes a transaction
    except Undone:
        return True
    except (sa.exc.DBAPIError, CommandCenterError):
        return False


class Responses(RuleBasedStateMachine):
    """Responses of one county, beside what they have to be."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict = {}  # stages by id, as they have to be

    @rule(stage=st.sampled_from(Stage), hazard=st.sampled_from(["flood", "fire"]))
    def activate(self, stage, hazard):
        opening = self.an_opening(hazard=hazard)
        try:
            response.activate(self.db, opening, self.a_decree(stage), officer=self.chief)
        except response_model.NotBegun:
            assert stage is Stage.ENDED
            return
        self.known[opening.id] = [stage]

    @rule(at=st.integers(0, 9), stage=st.sampled_from(Stage))
    def change(self, at, stage):
        if not self.known:
            return
        one = list(self.known)[at % len(self.known)]
        stages = self.known[one]
        table = response_table.update().where(response_table.c.id == one)
        allowed = stage in response_model.STEPS.get(stages[-1], ())
        stays = stage is stages[-1]
        assert is_taken(self.db, self.chief, table.values(stage=stage.value)) is (allowed or stays)
        try:
            response.change(self.db, one, self.a_decree(stage), officer=self.chief)
        except (response_model.SameLevel, response_model.ResponseEnded):
            assert not allowed
        else:
            assert allowed
            stages.append(stage)

    @invariant()
    def stands_as_it_should(self):
        expecting = set()
        for one, stages in self.known.items():
            found = response.find(self.db, one)
            assert [row.decree.stage for row in found.history] == stages
            assert found.stage is stages[-1]
            if found.is_active:
                expecting.add(one)
            cells = matrix.of_response(self.db, one).cells
            wanted = {cell.matter_id for cell in cells}
            about = {each.id for each in matters.still_open(self.db) if each.about == one}
            assert about == wanted
            assert bool(cells) is (found.opening.hazard == "flood")
        running = {
            clock.subject
            for clock in clocks.running(self.db)
            if clock.kind is ClockKind.RESPONSE and clock.subject in self.known
        }
        assert running == expecting


@pytest.mark.parametrize("examples", [5, pytest.param(50, marks=pytest.mark.nightly)])
def test_a_response_takes_no_forbidden_step(db, chief, an_opening, a_decree, examples):
    world = {"db": db, "chief": chief, "an_opening": staticmethod(an_opening)}
    world |= {"a_decree": staticmethod(a_decree)}
    machine = type("Responding", (Responses,), world)
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, **SETTINGS))
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None


class People(RuleBasedStateMachine):
    """A list of people, beside where they have to be."""

    def __init__(self) -> None:
        super().__init__()
        self.about = new_id()
        self.known: dict = {}  # states by id, as they have to be

    @rule()
    def put(self):
        [one] = evacuation.put_on_list(self.db, [self.a_person(self.about)], officer=self.deputy)
        self.known[one.id] = [Moved.DUE]

    @rule(chosen=st.sets(st.integers(0, 5), min_size=1), wanted=st.sampled_from(Moved))
    def take(self, chosen, wanted):
        ids = [one for at, one in enumerate(self.known) if at in chosen]
        if not ids:
            return
        before = [self.known[one][-1] for one in ids]
        allowed = all(wanted in people_model.STEPS[state] for state in before)
        for one, state in zip(ids, before, strict=True):
            table = evacuee.update().where(evacuee.c.id == one)
            can = wanted in people_model.STEPS[state] or wanted is state
            assert is_taken(self.db, self.deputy, table.values(state=wanted.value)) is can
        given = {"act_id": new_id(), "officer": self.deputy, "shelter_id": self.place.id}
        try:
            evacuation.take(self.db, ids, wanted, note="原因", **given)
        except REFUSALS:
            assert not allowed
        else:
            assert allowed
            for one in ids:
                self.known[one].append(wanted)

    @invariant()
    def stands_as_it_should(self):
        found = evacuation.listed(self.db, self.about, officer=self.deputy)
        assert {one.id: one.state for one in found} == {
            one: states[-1] for one, states in self.known.items()
        }

    def teardown(self):
        for one, states in self.known.items():
            steps = evacuation.steps(self.db, one, officer=self.deputy)
            assert [step.state for step in steps] == states[1:]


@pytest.mark.parametrize("examples", [12, pytest.param(50, marks=pytest.mark.nightly)])
def test_nobody_who_is_moved_takes_a_forbidden_step(db, deputy, a_person, a_shelter, examples):
    place = shelters.add(db, a_shelter(), officer=deputy)

    world = {"db": db, "deputy": deputy, "place": place, "a_person": staticmethod(a_person)}
    machine = type("Moving", (People,), world)
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, **SETTINGS))
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None
