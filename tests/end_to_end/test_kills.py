"""Power cuts: `kill -9` while officers type, save, hand over, and send and move teams."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import heads, verify
from commandcenter.database.schema import journal
from commandcenter.database.station import Station
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.handover import service as handover
from commandcenter.handover.model import Mark, State
from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.readiness import OUTSIDE
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import readiness, roster
from commandcenter.teams.store import dispatch as dispatch_store
from tests.county_hall import CHIEF
from tests.end_to_end.workstation import ROOT

KILLS = int(os.environ.get("COMMANDCENTER_KILLS", "20"))
# The short ones are saved again and again; nobody comes to the end of a long one.
FEW_LETTERS, MANY_LETTERS, LONG_ENOUGH = 30, 5_000, 100
PAUSE_MS = 8
# Who types, who hands over, and who sends teams.
KILLED_AT_ONCE = 3
ENOUGH = 20  # kills for everything to have happened once
LOST_AT_MOST_S = 0.5
# Few, so that two workstations want the same ones.
TEAMS = 4


def _read_diary(path):
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines(keepends=True) if "\n" in line]


def _wait_for(diary, start, is_it):
    while not any(map(is_it, _read_diary(diary)[start:])):
        time.sleep(0.002)


@pytest.fixture
def dispatcher() -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Start workstations that send and move teams; see `dispatcher.py`."""
    started: list[subprocess.Popen[bytes]] = []

    def start(hall, diary, seed):
        command = [sys.executable, Path(__file__).with_name("dispatcher.py"), hall.url()]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        started.append(subprocess.Popen([*command, diary, str(seed)], env=environment))
        return started[-1]

    yield start
    for one in started:
        one.kill()
    assert {one.wait() for one in started} <= {-signal.SIGKILL}


def _add_teams(hall):
    with hall.opened() as db:
        for number in range(TEAMS):
            team = Team(
                id=new_id(), number=f"D-{number}", name=f"队{number}", category="grassroots"
            )
            roster.add(db, team, officer=CHIEF)


def _entries(hall):
    with hall.opened() as db:
        return [line.entry.draft for line in log.page(db, LogQuery(), limit=10_000) if line.entry]


def _look_after_the_kill(station, hall, diary, killed_at):
    """Find every acknowledged entry once, and what was being typed in a draft.

    Args:
        diary: Since the kill before.
    """
    recorded = Counter(draft.content for draft in _entries(hall))
    acknowledged = [note["recorded"] for note in diary if "recorded" in note]
    assert [recorded[text] for text in acknowledged] == [1] * len(acknowledged)
    typed = [n["typed"] for n in diary if "typed" in n and n["at"] <= killed_at - LOST_AT_MOST_S]
    drafts = [draft["content"] for draft in station.tell("drafts")]
    if typed:
        shown = [text for text in [*drafts, *recorded] if text.startswith(typed[-1])]
        assert shown, (typed[-1], drafts)
    return drafts


def _record_what_was_restored(station, hall, drafts):
    """Save each draft again; one that had become an entry already is not written twice."""
    for _ in range(len([text for text in drafts if text])):
        station.press("Alt+1")
        [draft] = [one for one in station.tell("drafts") if not one["is_folded"]]
        station.press("Return")
        left = station.wait_until(
            lambda drafts: not any(one["is_saving"] for one in drafts), of="drafts"
        )
        for one in left:
            if one["id"] == draft["id"]:
                assert "recorded already" in one["problem"]
                station.press("Ctrl+Del")
    assert set(Counter(entry.id for entry in _entries(hall)).values()) <= {1}


def _walked_at_least(hall, shown):
    """Compare what the officer had been shown of the handover with what is there now."""
    if not shown or not shown[-1]["state"]:
        return
    with hall.opened() as db:
        now = handover.newest(db)
    before = shown[-1]
    assert now.revision >= before["revision"]
    if now.revision == before["revision"] and now.state is State.WALKING:
        assert before["state"] == "walking"
        accepted = sum(mark.mark is Mark.ACCEPTED for mark in now.marks.values())
        assert accepted >= before["accepted"]


def _teams_are_where_they_were(hall, diaries):
    """Find every acknowledged act once, each team sent once at most, and its readiness with it."""
    notes = [note for diary in diaries for note in _read_diary(diary)]
    acknowledged = [UUID(one) for note in notes for one in note.get("acknowledged", ())]
    assert len(acknowledged) == len(set(acknowledged))
    with hall.opened() as db, db.read() as tx:
        sent = dispatch_store.page(tx, before=None, drill_id=None, limit=100_000)
        told = journal.c
        known = Counter(tx.execute(sa.select(told.id).where(told.line == 2)).scalars())
        ready = readiness.last_said_in(tx)
    assert [known[one] for one in acknowledged] == [1] * len(acknowledged)
    done = {one.id for one in sent} | {row.id for one in sent for row in one.history}
    orders_and_steps = {
        UUID(one)
        for note in notes
        if note.get("act") != "result"
        for one in note.get("acknowledged", ())
    }
    assert orders_and_steps <= done
    under_way = {one.order.team_id: one for one in sent if one.is_open}
    assert len(under_way) == sum(one.is_open for one in sent)
    outside = {team: said.reason for team, said in ready.items() if said.state in OUTSIDE}
    assert outside == {team: one.number for team, one in under_way.items()}


def _verify(hall, folders):
    with hall.opened() as db, db.read() as tx:
        number = heads.database_id(tx)
        assert isinstance(number, UUID)
        for folder in folders:
            station = Station(folder / "station")
            remembered = station.remembered(number)
            station.close()
            report = verify.run(tx, EVIDENCE, remembered)
            assert remembered
            assert report.problem is None, report


@pytest.mark.timeout(120 + 15 * KILLS)
def test_nothing_acknowledged_is_lost_however_often_the_program_is_killed(
    sqlite_hall, workstation, dispatcher, tmp_path
):
    chance = random.Random(7)
    hall, orders = sqlite_hall, [tmp_path / f"orders-{desk}.jsonl" for desk in range(2)]
    _add_teams(hall)
    diaries = (tmp_path / "typed.jsonl", tmp_path / "walked.jsonl")
    typist, walker = workstation("typist"), workstation("walker")
    killed_at, diary = 0.0, []
    for number in range(-(-KILLS // KILLED_AT_ONCE)):
        _teams_are_where_they_were(hall, orders)
        senders = [dispatcher(hall, diary, seed) for seed, diary in enumerate(orders, number)]
        for station, login in ((typist, "heli"), (walker, "zhenghai")):
            station.open(hall.url())
            station.sign_in(login)
        drafts = _look_after_the_kill(typist, hall, diary, killed_at)
        _walked_at_least(hall, [note["walk"] for note in _read_diary(diaries[1])])
        _record_what_was_restored(typist, hall, drafts)
        before, walked = (len(_read_diary(diary)) for diary in diaries)
        is_about_saving = number % 2 == 1
        typist.tell(
            "type_on",
            diary=str(diaries[0]),
            prefix=str(number),
            length=FEW_LETTERS if is_about_saving else MANY_LETTERS,
            pause_ms=PAUSE_MS,
        )
        walker.tell("walk_on", diary=str(diaries[1]), pause_ms=PAUSE_MS)
        following = workstation("typist"), workstation("walker")
        _wait_for(diaries[1], walked, lambda note: note["walk"]["state"] == "walking")
        time.sleep(chance.uniform(0, 0.8))
        if is_about_saving:
            so_far = len(_read_diary(diaries[0]))
            _wait_for(diaries[0], so_far, lambda note: "sent" in note)
            time.sleep(chance.uniform(0, 0.03))
        else:
            _wait_for(diaries[0], before, lambda note: len(note.get("typed", "")) > LONG_ENOUGH)
        killed_at = time.time()
        for sender in senders:
            sender.kill()
        typist.kill()
        walker.kill()
        diary = _read_diary(diaries[0])[before:]
        typist, walker = following
    typist.open(hall.url())
    typist.sign_in("heli")
    _look_after_the_kill(typist, hall, diary, killed_at)
    _teams_are_where_they_were(hall, orders)
    assert typist.close() == 0
    _verify(hall, [tmp_path / "typist", tmp_path / "walker"])
    acts = {note["act"] for diary in orders for note in _read_diary(diary) if "act" in note}
    assert KILLS < ENOUGH or acts >= {"order", "take", "result"}
    assert KILLS == 1 or any("recorded" in note for note in _read_diary(diaries[0]))
    states = {note["walk"]["state"] for note in _read_diary(diaries[1])}
    assert KILLS < ENOUGH or states >= {"walking", "returned"}
