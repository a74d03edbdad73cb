"""The one way to open a file."""

from pathlib import Path

import psutil
import pytest

from commandcenter.database import sqlite
from commandcenter.database.errors import NetworkPath, OldLibrary

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "mmap_size": 0,
    "busy_timeout": 30_000,
}


@pytest.mark.parametrize(("name", "value"), SETTINGS.items())
def test_a_file_is_opened_with_durable_settings(tmp_path, name, value):
    connection = sqlite.connect(tmp_path / "a.db")

    assert connection.execute(f"PRAGMA {name}").fetchone()[0] == value
    connection.close()


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 1), (3, 51, 2), (3, 52, 0)])
def test_a_library_that_can_damage_the_file_is_refused(version):
    with pytest.raises(OldLibrary, match=r"3\."):
        sqlite.check_library(version)


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 0), (4, 0, 0)])
def test_a_sound_library_is_taken(version):
    sqlite.check_library(version)


def test_the_library_that_is_installed_is_sound():
    sqlite.check_library(sqlite.dbapi2.sqlite_version_info)


def disks(*mounts: tuple[str, str, str]):
    """Return what the system says about its drives: place, kind, options."""
    return [
        psutil._ntuples.sdiskpart("dev", place, kind, options) for place, kind, options in mounts
    ]


@pytest.mark.parametrize(
    "mount",
    [
        ("/srv/share", "nfs4", "rw"),
        ("/srv/share", "cifs", "rw"),
        ("/srv/share", "fuse.sshfs", "rw"),
        ("/srv/share", "NTFS", "rw,remote"),
    ],
)
def test_a_network_drive_is_refused(monkeypatch, mount):
    found = disks(("/", "ext4", "rw"), mount)
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: found)

    with pytest.raises(NetworkPath, match="PostgreSQL"):
        sqlite.refuse_network(Path("/srv/share/county.db"))
    sqlite.refuse_network(Path("/srv/county.db"))
    sqlite.refuse_network(Path("/srv/shared/county.db"))


def test_the_drive_mounted_last_at_a_place_counts(monkeypatch):
    found = disks(("/", "ext4", "rw"), ("/mnt", "ext4", "rw"), ("/mnt", "nfs", "rw"))
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: found)

    with pytest.raises(NetworkPath):
        sqlite.refuse_network(Path("/mnt/county.db"))


@pytest.mark.parametrize("path", ["//server/share/county.db", r"\\server\share\county.db"])
def test_a_path_of_another_computer_is_refused(path, monkeypatch):
    if path.startswith("\\"):
        monkeypatch.setattr(Path, "absolute", lambda self: self)

    with pytest.raises(NetworkPath):
        sqlite.refuse_network(Path(path))


def test_a_link_to_a_network_drive_is_refused(tmp_path, monkeypatch):
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    found = disks(("/", "ext4", "rw"), (str(tmp_path / "share"), "nfs", "rw"))
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: found)

    with pytest.raises(NetworkPath):
        sqlite.connect(tmp_path / "link" / "county.db")


def test_a_file_that_is_no_database_leaves_no_open_connection(tmp_path):
    (tmp_path / "a.db").write_bytes(b"no database" * 1000)

    with pytest.raises(sqlite.dbapi2.DatabaseError):
        sqlite.connect(tmp_path / "a.db")

    (tmp_path / "a.db").unlink()
