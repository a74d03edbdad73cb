"""Copies of SQLite files: made in one step, checked before they count, swapped safely."""

import os
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from commandcenter.database import sqlite
from commandcenter.database.errors import Damaged
from commandcenter.kernel.times import BEIJING


def backup_name(database: Path, word: str) -> Path:
    """Return a name beside the database that says what the copy is for and when it was made."""
    at = datetime.now(UTC).astimezone(BEIJING)
    stem = f"{database.stem}.{word}-{at:%Y%m%d-%H%M%S}"
    names = (f"{stem}{suffix}.db" for suffix in chain([""], (f"-{n}" for n in count(2))))
    return next(path for path in map(database.with_name, names) if not path.exists())


def copy_file(source: Path, target: Path) -> None:
    """Copy a database that may be in use.

    In one step, because a stepwise copy never ends beside a writer.
    """
    with closing(sqlite.connect(source)) as reading:
        _copy(reading, target)


def copy_untouched(source: Path, target: Path) -> None:
    """Copy a file that nobody has open, without writing anything beside it."""
    with closing(sqlite.connect_reading(source)) as reading:
        _copy(reading, target)


def _copy(reading: Any, target: Path) -> None:
    with closing(sqlite.connect(target)) as writing:
        reading.backup(writing)
    settle(target)


def check_file(path: Path) -> None:
    """Make sure that a copy can be read from end to end.

    Raises:
        Damaged: It cannot.
    """
    try:
        with closing(sqlite.connect(path)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except dbapi2.DatabaseError as error:
        raise Damaged from error
    if verdict != "ok" or broken is not None:
        raise Damaged


def settle(path: Path) -> None:
    """Fold the write-ahead log into the file, so that the file alone is the database."""
    with closing(sqlite.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    leftover = [side for side in _sides(path) if side.exists()]
    if leftover:
        raise AssertionError(f"{leftover[0].name} is still there; the swap would lose data")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def set_aside(database: Path, target: Path) -> None:
    """Give a database another name; a damaged one takes along what lies beside it."""
    with suppress(dbapi2.DatabaseError):
        settle(database)
    for old, new in zip((database, *_sides(database)), (target, *_sides(target)), strict=True):
        if old.exists():
            old.replace(new)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a database that was only a step on the way, if it is there."""
    for name in (path, *_sides(path)):
        name.unlink(missing_ok=True)


def keep_newest(database: Path, word: str, number: int) -> None:
    """Remove all but the newest copies that were made for the same purpose."""
    made = sorted(database.parent.glob(f"{database.stem}.{word}-*.db"))
    for old in made[:-number]:
        remove(old)


def _sides(path: Path) -> tuple[Path, Path]:
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")
