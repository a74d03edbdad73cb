"""Programs and servers that are killed: what was acknowledged is there, in an unbroken chain."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import psycopg
import pytest

from commandcenter.database import copies, journal, verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id
from tests.postgres_server import PostgresServer

ROUNDS = int(os.environ.get("COMMANDCENTER_KILLS", "20"))
CRASHES = max(2, ROUNDS // 10)
WRITERS = 4

Acknowledged = dict[int, UUID]
Result = TypeVar("Result")


@pytest.fixture
def appender(sqlite_address) -> Iterator["subprocess.Popen[str]"]:
    """A process that starts writers when it is asked to."""
    if not hasattr(os, "fork"):
        pytest.skip("there is no kill -9 on Windows")
    script = Path(__file__).with_name("appender.py")
    with subprocess.Popen(
        [sys.executable, script, sqlite_address.file, str(WRITERS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as program:
        yield program
        program.communicate()


def one_round(program: "subprocess.Popen[str]", chance: random.Random, kept: Acknowledged) -> None:
    """Let the writers write for a moment, then kill them one after the other."""
    program.stdin.write("\n")
    program.stdin.flush()
    pids: list[int] = []
    killer = None
    for line in program.stdout:
        word, *rest = line.split()
        if word == "PIDS":
            pids = [int(pid) for pid in rest]
        elif word == "ACK":
            kept[int(rest[0])] = UUID(rest[1])
        else:
            break
        if pids and killer is None and word == "ACK":
            waits = [chance.uniform(0, 0.15) for _ in pids]
            killer = threading.Thread(target=kill_all, args=(pids, waits))
            killer.start()
    killer.join()


def kill_all(pids: list[int], waits: list[float]) -> None:
    for pid, wait in zip(pids, waits, strict=True):
        time.sleep(wait)
        os.kill(pid, signal.SIGKILL)


def found_rows(address: Address) -> Acknowledged:
    """Return what is there, after making sure that it is whole."""
    db = patiently(lambda: Database(address))
    with db.read() as tx:
        assert verify.run(tx, []).problem is None
        rows = {row.seq: row.id for row in verify.rows(tx) if row is not None}
    db.close()
    return rows


@pytest.mark.timeout(60 + 3 * ROUNDS)
def test_what_killed_writers_had_saved_is_there(sqlite_address, appender):
    chance = random.Random(20260701)
    acknowledged: Acknowledged = {}

    for _ in range(ROUNDS):
        one_round(appender, chance, acknowledged)
        copies.check_file(sqlite_address.file)
    found = found_rows(sqlite_address)

    assert acknowledged
    assert acknowledged.items() <= found.items()
    assert list(found) == list(range(1, len(found) + 1))
    # A row that was committed while its answer was lost; at most one for each that died.
    assert len(found) - len(acknowledged) <= ROUNDS * WRITERS


def write_until(stop: threading.Event, address: Address, officer, kept: Acknowledged) -> None:
    while not stop.is_set():
        db = patiently(lambda: Database(address, patience_s=3.0))
        try:
            while not stop.is_set():
                act = new_id()
                with db.write(officer) as tx:
                    seq = journal.append(tx, "test.note", {"text": "水" * 200}, id=act, subject="a")
                kept[seq] = act
        except Unavailable:
            pass
        finally:
            db.close()


@pytest.mark.timeout(60 + 10 * CRASHES)
def test_what_a_crashed_server_had_acknowledged_is_there(
    postgresql_address, postgres_server, officer
):
    """Killing one of its processes makes a server start anew from its log."""
    name = postgresql_address.url.database
    with closing(postgres_server.admin()) as admin:
        admin.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    acknowledged: Acknowledged = {}
    stop = threading.Event()
    writers = [
        threading.Thread(target=write_until, args=(stop, postgresql_address, officer, acknowledged))
        for _ in range(8)
    ]
    for writer in writers:
        writer.start()
    try:
        for _ in range(CRASHES):
            wanted = len(acknowledged) + 100
            while len(acknowledged) < wanted:
                time.sleep(0.01)
            crash(postgres_server)
    finally:
        stop.set()
        for writer in writers:
            writer.join()

    found = found_rows(postgresql_address)

    assert acknowledged.items() <= found.items()
    assert list(found) == list(range(1, len(found) + 1))


def crash(server: PostgresServer) -> None:
    """Kill the process that serves us; the server takes all others with it and starts anew."""
    with closing(patiently(server.admin)) as connection:
        pid = connection.execute("SELECT pg_backend_pid()").fetchone()
        os.kill(int(str(pid[0])), signal.SIGKILL)


def patiently(connect: Callable[[], Result]) -> Result:
    """Try until the server is up again."""
    for _ in range(200):
        try:
            return connect()
        except (Unavailable, psycopg.OperationalError):
            time.sleep(0.05)
    return connect()
