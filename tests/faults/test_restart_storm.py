"""Workstations and servers that die while alarms wait: each level is told in time, and once."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from commandcenter.alarms.model.alarm import Escalation
from commandcenter.alarms.service import lists
from commandcenter.alarms.service.raising import raise_in
from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("COMMANDCENTER_KILLS", "20"))
LATEST = timedelta(seconds=5)
FIRST_S, SECOND_S = 2, 1


@dataclass
class Desk:
    """A place where a workstation is started again whenever it was killed.

    Attributes:
        lives: When each program there was ready, and when it was killed.
    """

    place: str
    lives: list[tuple[datetime, datetime]] = field(default_factory=list)

    def start(self) -> None:
        self.program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.beating", self.place],
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
        )

    def await_ready(self) -> None:
        assert self.program.stdout.readline() == "ready\n"
        self.ready_at = datetime.now(UTC)

    def kill(self) -> None:
        if self.program.poll() is None:
            self.lives.append((self.ready_at, datetime.now(UTC)))
            self.program.kill()
            self.program.communicate()


@pytest.fixture
def founded(address, officer) -> Address:
    """A county in which a level is told after seconds."""
    names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    own = {
        "alarms.red_escalate_s": str(FIRST_S),
        "alarms.red_commander_s": str(SECOND_S),
        "alarms.yellow_escalate_s": str(FIRST_S),
    }
    with closing(Database(address)) as db:
        county.found(db, Founding(names=names, rules=own), officer=officer)
    return address


@pytest.fixture
def desks(founded) -> Iterator[list[Desk]]:
    """Two workstations."""
    place = founded.file or founded.url.render_as_string(hide_password=False)
    both = [Desk(str(place)), Desk(str(place))]
    for one in both:
        one.start()
    for one in both:
        one.await_ready()
    yield both
    for one in both:
        one.kill()


def patiently(db, act):
    """Do something to a county whose server may just be starting anew."""
    for _ in range(200):
        try:
            return act(db)
        except Unavailable:
            time.sleep(0.05)
    return act(db)


def crash(server) -> None:
    """Kill the process that serves us; the server takes all others with it and starts anew."""
    try:
        with closing(server.admin()) as connection:
            pid = connection.execute("SELECT pg_backend_pid()").fetchone()[0]
            connection.execute("SELECT 1")
            os.kill(pid, 9)
    except psycopg.OperationalError:
        pass  # still starting from the last time


def first_alive(desks: list[Desk], at: datetime) -> datetime:
    """Return when a workstation was there to do what was due at a moment."""
    lives = [life for one in desks for life in one.lives]
    if any(ready <= at < killed for ready, killed in lives):
        return at
    return min(ready for ready, _ in lives if ready > at)


def kill_and_start(desks: list[Desk], chance: random.Random) -> None:
    """Kill one workstation or both, and start them again a little later."""
    dying = desks if chance.random() < 0.4 else [chance.choice(desks)]
    for one in dying:
        one.kill()
    time.sleep(chance.uniform(0, 0.4))
    for one in dying:
        one.start()
    for one in dying:
        one.await_ready()


@dataclass
class Raised:
    """What waits for somebody: red alarms, and clocks of which alarms tell later."""

    officer: Officer
    alarms: set[UUID] = field(default_factory=set)
    clocks: set[UUID] = field(default_factory=set)

    def more(self, db: Database) -> None:
        with db.write(self.officer) as tx:
            facts = {"source": str(new_id()), "title": "x", "severity": Severity.RED}
            alarm = raise_in(tx, "incident", at=tx.at, **facts)
            facts = {"subject": new_id(), "title": "叫应", "limit": timedelta(seconds=1)}
            clock = clocks.start_in(tx, ClockKind.CALL, at=tx.at, **facts)
        self.alarms.add(alarm.id)
        self.clocks.add(clock.id)


def told(db: Database) -> tuple[Escalation, ...]:
    return lists.escalated_since(db, datetime(2026, 1, 1, tzinfo=UTC))


def await_told(db: Database, count: int) -> None:
    """Wait until every level was told, or should have been."""
    end = time.monotonic() + 2 * LATEST.total_seconds() + FIRST_S + SECOND_S
    while len(patiently(db, told)) < count and time.monotonic() < end:
        time.sleep(0.2)


@pytest.mark.timeout(120 + 4 * ROUNDS)
def test_each_level_is_told_in_time_and_once_whoever_dies(founded, desks, officer, request):
    server = None if founded.file else request.getfixturevalue("postgres_server")
    chance, raised = random.Random(20261122), Raised(officer)
    db = Database(founded)
    for number in range(ROUNDS):
        patiently(db, raised.more)
        time.sleep(chance.uniform(0, 0.6))
        if server is not None and number % 5 == 4:
            crash(server)
        kill_and_start(desks, chance)
    await_told(db, 3 * ROUNDS)
    for one in desks:
        one.kill()

    late = {one.subject: one for one in lists.active(db) if one.type_code == "clock_late"}
    assert late.keys() == raised.clocks
    assert all(one.count == 1 for one in late.values())
    # Two levels of each red alarm, one of the alarm of each clock.
    expected = [(one, level) for one in raised.alarms for level in (1, 2)]
    expected += [(one.id, 1) for one in late.values()]
    assert sorted((one.alarm_id, one.level) for one in told(db)) == sorted(expected)
    for one in told(db):
        assert one.due_at <= one.at <= first_alive(desks, one.due_at) + LATEST
    for one in late.values():
        assert one.sounded_at <= first_alive(desks, one.raised_at) + LATEST
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None
    db.close()
