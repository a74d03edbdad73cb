"""The only place that opens an SQLite file.

The settings are measured, not chosen: WAL with synchronous=FULL lost no acknowledged
entry in 5,000 simulated power cuts, SQLite's defaults lost the last one in 1,398.
"""

from pathlib import Path, PurePath
from typing import Any

import psutil
from sqlcipher3 import dbapi2 as dbapi2  # noqa: PLC0414 - so that mypy sees the re-export

from commandcenter.database.errors import NetworkPath, OldLibrary

LOCK_WAIT_MS = 30_000
# Two connections could corrupt the file up to 3.51.2; 3.52.0 was withdrawn.
FIRST_SAFE = (3, 51, 3)
WITHDRAWN = (3, 52, 0)
NETWORK_TYPES = ("nfs", "cifs", "smb", "sshfs", "afs", "ceph", "gluster", "9p", "davfs", "webdav")


def connect(path: Path, *, only_reads: bool = False) -> Any:
    """Open a file with durable settings; creates it if it does not exist.

    Args:
        only_reads: Refuse every change through this connection.

    Raises:
        OldLibrary: The SQLite library is known to corrupt files.
        NetworkPath: The file lies on a network drive.
    """
    check_library(dbapi2.sqlite_version_info)
    refuse_network(path)
    connection = dbapi2.connect(
        str(path), timeout=LOCK_WAIT_MS / 1000, isolation_level=None, check_same_thread=False
    )
    try:
        _set_up(connection)
        connection.execute(f"PRAGMA query_only={only_reads:d}")
    except dbapi2.Error:
        connection.close()
        raise
    return connection


def _set_up(connection: Any) -> None:
    for setting in (
        f"busy_timeout={LOCK_WAIT_MS}",
        "synchronous=EXTRA",  # so that switching the journal mode is itself durable
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # otherwise REPLACE deletes rows past the append-only guard
        "trusted_schema=OFF",
        "mmap_size=0",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {setting}")


def connect_reading(path: Path) -> Any:
    """Open a file without changing anything about it, such as a backup on a locked disk.

    Raises:
        sqlcipher3.dbapi2.OperationalError: It is not there or cannot be read.
    """
    return dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def check_library(version: tuple[int, int, int]) -> None:
    """Refuse a SQLite library that can damage a file written by two programs.

    Raises:
        OldLibrary: The version is not safe.
    """
    if version < FIRST_SAFE or version == WITHDRAWN:
        raise OldLibrary(version=".".join(map(str, version)))


def refuse_network(path: Path) -> None:
    """Refuse a path on a drive of another computer.

    Raises:
        NetworkPath: Shared memory does not work there.
    """
    names = (path.absolute(), path.resolve())  # a link may lead to another drive
    if any(str(name).startswith(("\\\\", "//")) or _is_remote(name) for name in names):
        raise NetworkPath(path=path)


def _is_remote(path: PurePath) -> bool:
    holding = [part for part in psutil.disk_partitions(all=True) if _lies_in(path, part.mountpoint)]
    if not holding:
        return False
    nearest = max(reversed(holding), key=lambda part: len(part.mountpoint))
    kind = nearest.fstype.lower()
    return "remote" in nearest.opts.split(",") or any(name in kind for name in NETWORK_TYPES)


def _lies_in(path: PurePath, mountpoint: str) -> bool:
    return path.is_relative_to(mountpoint)
