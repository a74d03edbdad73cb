"""A disk that fills up under an officer who goes on typing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from commandcenter.database import ballast
from commandcenter.database.address import Address
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from tests.county_hall import Hall

SIZE = 16 * 2**20
RESERVE = 4 * 2**20
# What SQLite has set aside takes some entries before the disk counts.
MOST_TRIES = 300


@pytest.fixture
def disk(tmp_path):
    """A file system of its own, a few megabytes large."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only the administrator can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        if os.environ.get("CI"):
            pytest.fail(mounted.stderr.decode())
        pytest.skip("this computer cannot mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def hall(disk, _hall_file):
    """A county on the small disk, with its reserve."""
    file = disk / "county.db"
    shutil.copyfile(_hall_file, file)
    ballast.path_beside(file).write_bytes(b"\xff" * RESERVE)
    return Hall(Address.of_file(file))


@pytest.fixture
def desk(hall, workstation):
    """A window on it; closed before the disk goes."""
    station = workstation("desk")
    station.open(hall.url())
    station.sign_in("heli")
    yield station
    station.give_up()


def _fill(disk: Path, name: str) -> Path:
    filler = disk / name
    with filler.open("wb", buffering=0) as file:
        for size in (2**20, 2**12, 1):
            try:
                while True:
                    file.write(b"\xff" * size)
            except OSError:
                continue
    return filler


def _record_until(station, is_enough):
    """Record entry after entry; return what was said to be recorded, and the last draft."""
    recorded = []
    for number in range(MOST_TRIES):
        text = f"entry {number} " + "x" * 900
        station.press("F2")
        station.write(text)
        station.press("Return")
        drafts = station.wait_until(
            lambda drafts, text=text: (
                any(draft["problem"] for draft in drafts)
                or all(draft["content"] != text for draft in drafts)
            ),
            of="drafts",
        )
        left = [draft for draft in drafts if draft["content"] == text]
        recorded += [] if left else [text]
        if left or is_enough():
            return recorded, left
    raise AssertionError("the disk never counted")


def _contents(hall):
    with hall.opened() as db:
        lines = log.page(db, LogQuery(), limit=1_000)
    return sorted(line.entry.draft.content for line in lines if line.entry)


def test_on_a_full_disk_the_reserve_lets_the_log_go_on_and_then_nothing_typed_is_lost(
    desk, hall, disk
):
    assert "nearly full" in desk.look()["message"]
    reserve = ballast.path_beside(hall.address.file)
    _fill(disk, "filler")
    recorded, left = _record_until(desk, lambda: not reserve.exists())
    assert not left
    assert not reserve.exists()

    second = _fill(disk, "second filler")
    more, [refused] = _record_until(desk, lambda: False)
    assert "disk is full" in refused["problem"]
    assert not refused["is_saving"]
    desk.write("!")
    desk.settle()

    second.unlink()
    desk.press("Return")
    desk.wait_until(lambda drafts: all(not draft["content"] for draft in drafts), of="drafts")
    assert _contents(hall) == sorted([*recorded, *more, refused["content"] + "!"])
    assert desk.close() == 0
