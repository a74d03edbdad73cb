"""A full disk: nothing acknowledged is lost, and the log goes on."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from commandcenter.database import ballast, journal, migrate, verify
from commandcenter.database.address import Address
from commandcenter.database.ballast import ReserveFreed
from commandcenter.database.engine import Database
from commandcenter.kernel.errors import DiskFull
from commandcenter.kernel.ids import new_id


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 24 megabytes."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    if subprocess.run(mounting, check=False, capture_output=True).returncode:
        if os.environ.get("CI"):
            pytest.fail("no small disk could be mounted")
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def write(db, officer, size: int = 20_000) -> int:
    with db.write(officer) as tx:
        return journal.append(tx, "test.note", {"text": "x" * size}, id=new_id(), subject="a")


def fill(db, officer) -> int:
    """Write until the disk is full; returns how many were acknowledged."""
    for count in range(1_000):
        try:
            write(db, officer)
        except DiskFull:
            return count
    raise AssertionError("the disk never got full")


def intact_rows(db) -> int:
    with db.read() as tx:
        report = verify.run(tx, [])
    assert report.problem is None
    return report.rows


def test_a_full_disk_keeps_what_was_acknowledged_and_the_reserve_lets_it_go_on(
    small_disk, officer, monkeypatch
):
    monkeypatch.setattr(ballast, "SIZE", 8 * 2**20)
    monkeypatch.setattr(ballast, "LOW_SPACE", 2**20)
    address = Address.of_file(small_disk / "county.db")
    migrate.create(address)
    ballast.keep(address.file)
    assert ballast.path_beside(address.file).stat().st_size == 8 * 2**20
    db = Database(address)
    kept = fill(db, officer)
    assert not ballast.path_beside(address.file).exists()
    assert intact_rows(db) == kept

    for _ in range(5):
        write(db, officer)
    more = fill(db, officer)

    assert intact_rows(db) == kept + 5 + more
    db.close()


def test_the_officer_is_told_that_saving_again_will_do(small_disk, officer, monkeypatch):
    monkeypatch.setattr(ballast, "SIZE", 8 * 2**20)
    monkeypatch.setattr(ballast, "LOW_SPACE", 2**20)
    address = Address.of_file(small_disk / "county.db")
    migrate.create(address)
    ballast.keep(address.file)
    db = Database(address)

    with pytest.raises(ReserveFreed, match="save again"):
        while True:
            write(db, officer)
    write(db, officer)
    with pytest.raises(DiskFull) as caught:
        while True:
            write(db, officer)

    assert type(caught.value) is DiskFull
    db.close()


def test_the_reserve_takes_up_real_space(tmp_path, monkeypatch):
    monkeypatch.setattr(ballast, "SIZE", 3 * 2**20)
    database = tmp_path / "county.db"

    ballast.keep(database)

    found = ballast.path_beside(database).stat()
    assert found.st_size == 3 * 2**20
    if os.name != "nt":
        assert found.st_blocks * 512 >= 3 * 2**20


def test_a_reserve_is_made_once(tmp_path, monkeypatch):
    monkeypatch.setattr(ballast, "SIZE", 2**20)
    database = tmp_path / "county.db"
    ballast.path_beside(database).write_text("there")

    ballast.keep(database)

    assert ballast.path_beside(database).read_text() == "there"


def test_no_reserve_is_made_where_space_is_short(tmp_path, monkeypatch):
    monkeypatch.setattr(ballast, "LOW_SPACE", shutil.disk_usage(tmp_path).total * 2)

    ballast.keep(tmp_path / "county.db")

    assert list(tmp_path.iterdir()) == []
    assert ballast.is_low(tmp_path / "county.db")


def test_enough_space_is_not_low(tmp_path, monkeypatch):
    monkeypatch.setattr(ballast, "LOW_SPACE", 1)

    assert not ballast.is_low(tmp_path / "county.db")


@pytest.mark.parametrize("database", [None, Path("nowhere") / "county.db"])
def test_without_a_reserve_a_full_disk_is_a_full_disk(database):
    with pytest.raises(DiskFull) as caught, ballast.freed_when_full(database):
        raise DiskFull

    assert type(caught.value) is DiskFull
