"""Who has an SQLite file open: every program shares `<file>.lock`, a swap needs it alone.

Replacing a database file beside an open program would silently undo the replacement.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

from commandcenter.database.errors import InUse


def lock_path(database: Path) -> Path:
    """Return the file that is locked on behalf of a database."""
    return database.with_name(database.name + ".lock")


@contextmanager
def shared(database: Path) -> Iterator[None]:
    """Say that this program has the database open.

    Raises:
        InUse: Another program is replacing the file right now.
    """
    with _held(database, portalocker.LockFlags.SHARED):
        yield


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """Make sure that nobody has the database open.

    Raises:
        InUse: Somebody has.
    """
    with _held(database, portalocker.LockFlags.EXCLUSIVE):
        yield


@contextmanager
def _held(database: Path, kind: portalocker.LockFlags) -> Iterator[None]:
    with lock_path(database).open("a+b") as file:
        try:
            portalocker.lock(file, kind | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.exceptions.LockException as error:
            raise InUse(path=database) from error
        yield
