"""Whatever officers do in whatever order, the handover stays what its rules say."""

import shutil
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
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

from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.verify import run as verify
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.service import log, shifts
from commandcenter.handover import service
from commandcenter.handover.model import (
    AlreadyStarted,
    Check,
    Finding,
    Mark,
    NotWalking,
    SamePerson,
    Section,
    State,
)
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of

HOURS = timedelta(hours=1)
sections = st.sampled_from(list(Section))


def _found(path, admin):
    db = Database(Address.of_file(path))
    names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    rules = {"handover.before_s": "86400"}
    county.found(db, Founding(names=names, rules=rules), officer=admin)
    now = datetime.now(UTC)
    planned = [
        Shift(
            id=new_id(),
            day=day_of(now),
            name=str(number),
            start_at=now + number * HOURS - HOURS / 2,
            end_at=now + (number + 1) * HOURS - HOURS / 2,
        )
        for number in range(12)
    ]
    shifts.import_all(db, planned, officer=admin)
    return db


class Officers(RuleBasedStateMachine):
    """Two officers at two seats; the attributes are what the rules say is the case.

    Attributes:
        template: An empty county.
        folder: Where its copies lie.
        crew: Who acts.
    """

    template: ClassVar[Path]
    folder: ClassVar[Path]
    crew: ClassVar[Any]
    numbers = count()

    def __init__(self):
        super().__init__()
        path = self.folder / f"{next(self.numbers)}.db"
        shutil.copyfile(self.template, path)
        self.db = _found(path, self.crew.admin)
        self.is_signed = False
        self.has_accepted = False
        self.accepted = set()
        self.sealed = []

    def teardown(self):
        with self.db.read() as tx:
            assert verify(tx, (*service.EVIDENCE, *log.EVIDENCE)).problem is None
        self.db.close()

    def newest(self):
        return service.newest(self.db)

    def state(self):
        newest = self.newest()
        return newest.state if newest else State.SEALED

    def act(self, call, *facts, officer):
        seen = self.newest()
        return call(self.db, seen.id, *facts, seen_version=seen.version, officer=officer)

    @rule(text=st.text(min_size=1, max_size=5).filter(str.strip))
    def record(self, text):
        draft = Draft(id=new_id(), content=text)
        before = self.newest()
        entry = log.record(self.db, draft, officer=self.crew.giver)
        is_walking = before is not None and before.state is State.WALKING
        assert not (is_walking and entry.shift_id == before.shift_id)
        assert self.newest() == before

    @rule()
    def start(self):
        before = self.newest()
        if before is not None and before.state is State.WALKING:
            with pytest.raises(AlreadyStarted):
                service.start(self.db, officer=self.crew.giver)
            return
        was_returned = before is not None and before.state is State.RETURNED
        started = service.start(self.db, officer=self.crew.giver)
        assert started.revision == (before.revision + 1 if was_returned else 1)
        kept = {s for s, mark in started.marks.items() if mark.mark is Mark.ACCEPTED}
        assert kept <= self.accepted if was_returned else kept == set()
        self.accepted, self.is_signed, self.has_accepted = kept, False, bool(kept)

    @precondition(lambda self: self.newest() is not None)
    @rule(section=sections)
    def accept(self, section):
        if self.state() is not State.WALKING:
            with pytest.raises(NotWalking):
                self.act(service.accept, section, officer=self.crew.taker)
            return
        self.act(service.accept, section, officer=self.crew.taker)
        self.accepted.add(section)
        self.has_accepted = True

    @precondition(lambda self: self.state() is State.WALKING)
    @rule(section=sections)
    def give_back(self, section):
        self.act(service.return_section, section, "缺", officer=self.crew.taker)
        self.accepted.discard(section)

    @precondition(lambda self: self.state() is State.WALKING)
    @rule(number=st.integers(0, 14), finding=st.sampled_from(list(Finding)))
    def check(self, number, finding):
        check = self.newest().checklist[number]
        found = Check(code=check.code, title=check.title, finding=finding)
        assert (
            self.act(service.put_check, found, officer=self.crew.taker).checklist[number] == found
        )

    @precondition(lambda self: self.state() is State.WALKING)
    @rule()
    def check_all(self):
        for check in self.newest().checklist:
            found = Check(code=check.code, title=check.title, finding=Finding.NORMAL)
            self.act(service.put_check, found, officer=self.crew.taker)

    @precondition(lambda self: self.state() is State.WALKING)
    @rule()
    def accept_all(self):
        for section in Section:
            self.accept(section)

    @precondition(lambda self: self.state() is State.WALKING)
    @rule()
    def sign(self):
        self.act(service.sign_outgoing, officer=self.crew.giver)
        self.is_signed = True

    @precondition(lambda self: self.state() is State.WALKING)
    @rule()
    def sign_as_the_wrong_one(self):
        if self.has_accepted:
            with pytest.raises(SamePerson):
                self.act(service.sign_outgoing, officer=self.crew.taker)

    @precondition(lambda self: self.newest() is not None)
    @rule()
    def seal(self):
        newest = self.newest()
        is_ready = (
            newest.state is State.WALKING
            and self.accepted == set(Section)
            and all(check.finding is not None for check in newest.checklist)
            and not any(check.finding is Finding.ABNORMAL for check in newest.checklist)
            and self.is_signed
        )
        if is_ready:
            self.sealed.append(self.act(service.seal, officer=self.crew.taker))
        else:
            with pytest.raises(Rejected):
                self.act(service.seal, officer=self.crew.taker)
            assert self.newest() == newest

    @invariant()
    def what_is_sealed_never_changes(self):
        assert list(service.sealed(self.db)) == self.sealed[::-1]

    @invariant()
    def a_walking_handover_says_what_was_done(self):
        newest = self.newest()
        if newest is not None and newest.state is State.WALKING:
            marks = {s for s, mark in newest.marks.items() if mark.mark is Mark.ACCEPTED}
            assert marks == self.accepted
            assert (newest.outgoing is not None) == self.is_signed


@pytest.mark.parametrize("examples", [6, pytest.param(60, marks=pytest.mark.nightly)])
def test_no_order_of_acts_breaks_the_rules_of_a_handover(sqlite_address, tmp_path, crew, examples):
    place = {"template": sqlite_address.file, "folder": tmp_path, "crew": crew}
    run_state_machine_as_test(
        type("OfficersHere", (Officers,), place),
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
