"""Two workstations on one county: what one writes, the other sees within seconds."""

import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from commandcenter.database import feed
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

POLL_S = 0.5
ENTRIES = 12

# The other workstation, in a process of its own: asks twice a second and tells what it saw.
WATCHING = """
import json, sys, time
from commandcenter.database import feed
from commandcenter.database.engine import Database
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log

db, seen, newest = Database(sys.argv[1]), None, 0
while True:
    news = feed.since(db, seen)
    if news.parts is None or "duty" in news.parts:
        for line in reversed(log.page(db, LogQuery(), after=newest, limit=200)):
            newest = line.seq
            print(json.dumps([str(line.entry.id), time.time()]), flush=True)
    if seen is None:
        print(json.dumps(["watching", time.time()]), flush=True)
    seen = news.seq
    time.sleep(0.5)
"""
# And one that writes.
WRITING = """
import json, sys, time
from uuid import UUID
from commandcenter.database.engine import Database
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.service import log
from commandcenter.kernel.officer import Officer

db = Database(sys.argv[1])
officer = Officer(account_id=UUID(int=1), login="b", name="b", rights=frozenset({"record"}))
for line in sys.stdin:
    draft = Draft(id=UUID(line.strip()), content="other")
    log.record(db, draft, officer=officer)
    print(json.dumps([str(draft.id), time.time()]), flush=True)
"""


@pytest.fixture
def chief() -> Officer:
    """An officer on watch."""
    return Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])


@pytest.fixture
def station(address, chief):
    """Start further workstations on a founded county."""
    text = address.url.render_as_string(hide_password=False)
    with closing(Database(address)) as db:
        names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
        county.found(db, county.Founding(names=names), officer=chief)
    with ExitStack() as running:

        def start(script: str) -> subprocess.Popen[str]:
            process = running.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", script, text],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    env=os.environ,
                    cwd=Path(__file__).parents[2],
                )
            )
            running.callback(process.kill)
            return process

        yield start


def said(process: subprocess.Popen[str]) -> tuple[str, float]:
    what, at = json.loads(process.stdout.readline())
    return what, at


def test_entries_of_one_station_show_at_the_other_within_seconds(station, db, chief):
    other = station(WATCHING)
    while said(other)[0] != "watching":
        pass
    delays = []
    for number in range(ENTRIES):
        # At every moment between two looks, or each would meet the same delay.
        time.sleep(POLL_S * number / ENTRIES)
        entry = log.record(db, Draft(id=new_id(), content=f"第 {number} 条"), officer=chief)
        written_at = time.time()
        what, seen_at = said(other)
        assert what == str(entry.id)
        delays.append(seen_at - written_at)

    assert max(delays) <= 2.5
    assert statistics.quantiles(delays, n=20)[-1] <= 1.5


def test_a_station_that_looks_sees_what_both_wrote_in_one_order(station, db, chief):
    writer, watcher = station(WRITING), station(WATCHING)
    while said(watcher)[0] != "watching":
        pass
    expected = set()
    for _ in range(ENTRIES):
        mine, theirs = Draft(id=new_id(), content="a"), new_id()
        writer.stdin.write(f"{theirs}\n")
        writer.stdin.flush()
        log.record(db, mine, officer=chief)
        expected |= {str(mine.id), str(theirs)}
    for _ in range(ENTRIES):
        said(writer)

    seen = [said(watcher)[0] for _ in expected]
    assert set(seen) == expected
    lines = log.page(db, LogQuery(), limit=100)
    assert seen == [str(line.entry.id) for line in reversed(lines)]
    assert [line.entry.serial for line in reversed(lines)] == list(range(1, len(lines) + 1))


def test_the_first_look_asks_for_everything_and_the_next_for_nothing(station, db, chief):
    first = feed.since(db, None)
    assert first.parts is None
    assert feed.since(db, first.seq).parts == frozenset()
    log.record(db, Draft(id=new_id(), content="a"), officer=chief)
    assert feed.since(db, first.seq).parts == {"duty"}
