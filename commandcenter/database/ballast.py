"""A file that only takes up space beside an SQLite database.

On a full disk it is given up, so that the log goes on while somebody makes room.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commandcenter.kernel.errors import DiskFull
from commandcenter.kernel.words import N_

log = logging.getLogger(__name__)

SIZE = 64 * 2**20
LOW_SPACE = 2 * 2**30


class ReserveFreed(DiskFull):
    """The disk was full; the reserve was given up and the next try has room."""

    sentence = N_(
        "The disk was full. A reserve was freed and what you typed is kept: save again,"
        " then make room on the disk."
    )


def path_beside(database: Path) -> Path:
    """Return where the reserve of a database lies."""
    return database.with_name(database.name + ".reserve")


def keep(database: Path) -> None:
    """Make the reserve if there is room for it and for the log to grow."""
    reserve = path_beside(database)
    if reserve.exists() or shutil.disk_usage(database.parent).free < LOW_SPACE + SIZE:
        return
    with reserve.open("wb") as file:
        block = os.urandom(2**20)  # a file that is sparse or compressed reserves nothing
        for _ in range(SIZE // len(block)):
            file.write(block)


def is_low(database: Path) -> bool:
    """Say whether somebody should make room soon."""
    return shutil.disk_usage(database.parent).free < LOW_SPACE


@contextmanager
def freed_when_full(database: Path | None) -> Iterator[None]:
    """Give up the reserve when the disk is full, and say so.

    Raises:
        ReserveFreed: Nothing was written; the same call will now find room.
        DiskFull: There was no reserve left.
    """
    try:
        yield
    except DiskFull as error:
        if database is None or not path_beside(database).exists():
            raise
        path_beside(database).unlink()
        log.warning("the disk is full; the reserve was freed")
        raise ReserveFreed from error
