"""The workstation's own file: drafts survive, and belong to one window."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from commandcenter.database import sqlite
from commandcenter.database.station import KeptDraft, Station
from commandcenter.database.verify import Anchor
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id

COUNTY = UUID("01930000-0000-7000-8000-00000000000a")
OTHER = UUID("01930000-0000-7000-8000-00000000000b")
TYPING = """
import sys
from pathlib import Path
from uuid import UUID
from commandcenter.database.station import KeptDraft, Station
station = Station(Path(sys.argv[1]))
draft = KeptDraft(id=UUID(sys.argv[2]), body={"content": "管涌"})
station.keep_draft(UUID(sys.argv[3]), "wang.fang", draft)
print("kept", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def open_station(tmp_path):
    """Open the station file as a further window would."""
    opened: list[Station] = []

    def _open() -> Station:
        opened.append(Station(tmp_path / "data"))
        return opened[-1]

    yield _open
    for station in opened:
        station.close()


def draft(content: str = "管涌") -> KeptDraft:
    return KeptDraft(id=new_id(), body={"content": content, "phone": None})


def test_a_draft_comes_back_after_the_window_was_closed(open_station, tmp_path):
    first = Station(tmp_path / "data")
    kept = draft()
    first.keep_draft(COUNTY, "wang.fang", kept)
    first.close()

    assert open_station().take_drafts(COUNTY, "wang.fang") == (kept,)


def test_a_draft_is_kept_as_it_stood_last(open_station):
    station, kept = open_station(), draft("管")
    station.keep_draft(COUNTY, "wang.fang", kept)

    station.keep_draft(COUNTY, "wang.fang", KeptDraft(id=kept.id, body={"content": "管涌"}))

    [found] = station.take_drafts(COUNTY, "wang.fang")
    assert found.body == {"content": "管涌"}


def test_a_recorded_draft_is_forgotten(open_station):
    station, kept = open_station(), draft()
    station.keep_draft(COUNTY, "wang.fang", kept)

    station.drop_draft(kept.id)

    assert station.take_drafts(COUNTY, "wang.fang") == ()


def test_drafts_belong_to_one_officer_and_one_county(open_station):
    station, kept = open_station(), draft()
    station.keep_draft(COUNTY, "wang.fang", kept)

    assert station.take_drafts(COUNTY, "li.qiang") == ()
    assert station.take_drafts(OTHER, "wang.fang") == ()


def test_the_files_of_a_draft_are_not_counted_as_drafts(open_station):
    station, kept = open_station(), draft()
    station.keep_draft(COUNTY, "wang.fang", kept)
    file = KeptDraft(id=new_id(), body={"file_of": str(kept.id)})
    station.keep_draft(COUNTY, "wang.fang", file)
    assert station.count_drafts(COUNTY, "wang.fang") == 1


def test_drafts_come_in_the_order_they_were_begun(open_station):
    station = open_station()
    begun = [draft(str(n)) for n in range(3)]
    for kept in reversed(begun):
        station.keep_draft(COUNTY, "wang.fang", kept)

    assert list(station.take_drafts(COUNTY, "wang.fang")) == begun


def test_two_windows_do_not_show_the_same_draft(open_station):
    one, two = open_station(), open_station()
    kept = draft()
    one.keep_draft(COUNTY, "wang.fang", kept)

    assert two.take_drafts(COUNTY, "wang.fang") == ()
    assert one.take_drafts(COUNTY, "wang.fang") == (kept,)


def test_of_two_windows_that_ask_at_once_one_gets_the_draft(open_station, tmp_path):
    for _ in range(5):
        first = Station(tmp_path / "data")
        kept = draft()
        first.keep_draft(COUNTY, "wang.fang", kept)
        first.close()
        one, two = open_station(), open_station()

        with ThreadPoolExecutor(2) as pool:
            taken = list(pool.map(lambda s: s.take_drafts(COUNTY, "wang.fang"), (one, two)))

        assert sorted(map(len, taken)) == [0, 1]
        one.drop_draft(kept.id)


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_a_killed_program_sets_its_drafts_free(open_station, tmp_path):
    kept = new_id()
    program = subprocess.Popen(
        [sys.executable, "-c", TYPING, tmp_path / "data", str(kept), str(COUNTY)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert program.stdout.readline() == "kept\n"
    station = open_station()
    assert station.take_drafts(COUNTY, "wang.fang") == ()

    program.send_signal(signal.SIGKILL)
    program.communicate()

    assert [found.id for found in station.take_drafts(COUNTY, "wang.fang")] == [kept]
    assert len(list((tmp_path / "data").glob("program-*.lock"))) == 1


def test_a_closed_station_leaves_no_lock(tmp_path):
    Station(tmp_path).close()

    assert list(tmp_path.glob("program-*.lock")) == []


def head(seq: int, text: bytes = b"h") -> Anchor:
    return Anchor(seq=seq, hash=text * 32)


def test_the_newest_head_and_every_hundredth_are_remembered(open_station):
    station = open_station()

    for seq in (1, 99, 100, 150, 200, 201, 250):
        station.remember(COUNTY, head(seq))

    assert [anchor.seq for anchor in station.remembered(COUNTY)] == [100, 200, 250]


def test_the_first_memory_of_a_number_stays(open_station):
    station = open_station()
    station.remember(COUNTY, head(100, b"a"))

    station.remember(COUNTY, head(100, b"b"))

    assert station.remembered(COUNTY) == (head(100, b"a"),)


def test_a_shorter_log_does_not_wipe_out_what_was_seen(open_station):
    station = open_station()
    station.remember(COUNTY, head(250))

    station.remember(COUNTY, head(120))

    assert [anchor.seq for anchor in station.remembered(COUNTY)] == [120, 250]


def test_each_county_has_its_own_memory(open_station):
    station = open_station()
    station.remember(COUNTY, head(7))

    assert station.remembered(OTHER) == ()


def test_memory_is_there_after_a_restart(open_station, tmp_path):
    first = Station(tmp_path / "data")
    first.remember(COUNTY, head(7))
    first.close()

    assert open_station().remembered(COUNTY) == (head(7),)


def test_many_threads_may_use_one_station(open_station):
    station = open_station()
    drafts = [draft(str(n)) for n in range(40)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda kept: station.keep_draft(COUNTY, "wang.fang", kept), drafts))

    assert len(station.take_drafts(COUNTY, "wang.fang")) == 40


@pytest.mark.parametrize("damage", ["text", "page"])
def test_a_damaged_file_is_set_aside_and_work_goes_on(open_station, tmp_path, damage, caplog):
    first = Station(tmp_path / "data")
    first.keep_draft(COUNTY, "wang.fang", draft("管涌" * 5000))
    first.close()
    file = tmp_path / "data" / "station.db"
    content = file.read_bytes()
    file.write_bytes(b"no" * 5000 if damage == "text" else content[:8192] + b"\xff" * 20_000)

    station = open_station()

    station.keep_draft(COUNTY, "wang.fang", draft())
    assert len(station.take_drafts(COUNTY, "wang.fang")) == 1
    assert len(list((tmp_path / "data").glob("station.damaged-*.db"))) == 1
    assert "station.damaged-" in caplog.text


def test_a_locked_file_is_unavailable_and_then_not(open_station, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "LOCK_WAIT_MS", 50)
    station = open_station()
    blocker = sqlite.connect(tmp_path / "data" / "station.db")
    blocker.execute("BEGIN IMMEDIATE")

    with pytest.raises(Unavailable):
        station.keep_draft(COUNTY, "wang.fang", draft())

    blocker.close()
    station.keep_draft(COUNTY, "wang.fang", draft())
    assert len(station.take_drafts(COUNTY, "wang.fang")) == 1
