"""Power cuts at any moment, replayed: what was acknowledged is there, and the file is sound."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from commandcenter.database import sqlite, verify
from commandcenter.database.address import Address
from commandcenter.database.engine import open_engine
from commandcenter.database.tx import Tx
from tests.faults.disk import WRITTEN, Disk, Event, read_record

STATES = int(os.environ.get("COMMANDCENTER_POWER_CUTS", "5000"))
SAVES = 150
HOW = ("none", "all", "some", "some", "torn")
HERE = Path(__file__).parent

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.timeout(3_600),
    pytest.mark.skipif(sys.platform != "linux", reason="the recorder is preloaded on Linux"),
]


@pytest.fixture
def recorded(recorder, tmp_path) -> Callable[..., tuple[Disk, list[Event]]]:
    """Run the saving program on a folder; returns the disk before it and what happened."""

    def _recorded(kind: str, folder: Path, synchronous: str = "FULL") -> tuple[Disk, list[Event]]:
        disk = Disk(folder)
        record = tmp_path / "record"
        environment = os.environ | {
            "LD_PRELOAD": str(recorder),
            "RECORDED_FOLDER": f"{folder}",
            "RECORDING": str(record),
            "PYTHONPATH": str(HERE.parents[1]),
        }
        program = [sys.executable, HERE / "saver.py", kind, folder, str(SAVES), synchronous]
        subprocess.run(program, check=True, env=environment)
        return disk, list(read_record(record))

    return _recorded


def losses(disk: Disk, events: list[Event], check: Callable[[Path, int], bool], place: Path) -> int:
    """Return in how many states something acknowledged was missing."""
    luck = random.Random(20260701)
    cuts = sorted(luck.choices(range(len(events)), k=-(-STATES // len(HOW))))
    acknowledged, lost, done = 0, 0, 0
    for cut in cuts:
        for event in events[done:cut]:
            if event.name == "acks" and event.kind == WRITTEN:
                acknowledged = int(event.data)
            disk.happen(event)
        done = cut
        for how in HOW:
            lost += not check(found(disk.after_power_cut(luck, how), place), acknowledged)
    return lost


def found(files: dict[str, bytes], place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, content in files.items():
        if not name.endswith(("-shm", ".lock", "acks")):  # made anew at every start
            (place / name).write_bytes(content)
    return place


def journal_holds(folder: Path, acknowledged: int) -> bool:
    """Say whether the acknowledged rows are there; fails if the file is not sound."""
    file = folder / "county.db"
    with closing(sqlite.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    engine = open_engine(Address.of_file(file))
    with engine.connect() as connection:
        report = verify.run(Tx(connection=connection, is_sqlite=True), [])
    engine.dispose()
    assert report.problem is None
    return report.rows >= acknowledged


def station_holds(folder: Path, acknowledged: int) -> bool:
    """Say whether the drafts that were kept are there; fails if the file is not sound."""
    if not (folder / "station.db").exists():
        return acknowledged == 0
    with closing(sqlite.connect(folder / "station.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if acknowledged == 0:
            return True
        count: int = connection.execute("SELECT count(*) FROM draft").fetchone()[0]
    return count >= acknowledged


def test_the_journal_survives(recorded, sqlite_address, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    sqlite_address.file.rename(folder / "county.db")

    disk, events = recorded("database", folder)

    assert losses(disk, events, journal_holds, tmp_path / "found") == 0


def test_the_station_file_survives_from_its_first_moment(recorded, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()

    disk, events = recorded("station", folder)

    assert losses(disk, events, station_holds, tmp_path / "found") == 0


def test_the_method_sees_what_weaker_settings_lose(recorded, sqlite_address, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "STATES", 300)
    folder = tmp_path / "data"
    folder.mkdir()
    sqlite_address.file.rename(folder / "county.db")

    disk, events = recorded("database", folder, "NORMAL")

    assert losses(disk, events, journal_holds, tmp_path / "found") > 0
