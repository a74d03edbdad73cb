"""Turns the errors of two database drivers into the few this program knows."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from commandcenter.database import sqlite
from commandcenter.database.errors import Damaged, NotWritable
from commandcenter.kernel.errors import CommandCenterError, Conflict, DiskFull, Unavailable

log = logging.getLogger(__name__)

_STATES: dict[str | None, type[CommandCenterError]] = {
    "53100": DiskFull,
    "25006": NotWritable,
    "XX001": Damaged,
    "XX002": Damaged,
}
_ENDED_STATES = ("25P03", "XX000")

_CODES: dict[int, type[CommandCenterError]] = {
    8: NotWritable,
    11: Damaged,
    13: DiskFull,
    26: Damaged,
}
# Errors of a backup come without a code.
_WORDS = {"database or disk is full": 13, "file is not a database": 26}
_MISTAKE_CODE = 1  # in a statement
# Everything else that SQLite reports as a violation is the refusal of one of our guards.
_CONFLICTS = ("UNIQUE", "FOREIGN KEY")


@contextmanager
def translated() -> Iterator[None]:
    """Raise what a driver reports as one of the expected errors; bugs pass through.

    Raises:
        Conflict: Something is there already, or no longer.
        DiskFull, NotWritable, Damaged, Unavailable: As their names say.
    """
    try:
        yield
    except CommandCenterError:
        raise
    except exc.TimeoutError as error:
        raise Unavailable from error
    except exc.DBAPIError as error:
        if (known := _known(error.orig)) is None:
            raise
        raise known from error
    except driver_errors() as error:
        if (known := _known(error)) is None:
            raise
        raise known from error


def driver_errors() -> tuple[type[Exception], ...]:
    """Return what both drivers raise; a county in a file starts without that of the server."""
    import psycopg  # noqa: PLC0415

    return sqlite.dbapi2.Error, psycopg.Error


def _known(error: BaseException | None) -> CommandCenterError | None:
    if isinstance(error, sqlite.dbapi2.Error):
        return _of_sqlite(error)
    return _of_postgresql(error)


def _of_sqlite(error: Exception) -> CommandCenterError | None:
    code = getattr(error, "sqlite_errorcode", None) or _WORDS.get(str(error))
    if code in _CODES:
        return _CODES[code]()
    if isinstance(error, sqlite.dbapi2.IntegrityError):
        return Conflict() if str(error).startswith(_CONFLICTS) else None
    if isinstance(error, sqlite.dbapi2.OperationalError) and code != _MISTAKE_CODE:
        return _unavailable(error)
    return None


def _of_postgresql(error: BaseException | None) -> CommandCenterError | None:
    import psycopg  # noqa: PLC0415 - as in `driver_errors`
    from psycopg import errors  # noqa: PLC0415

    if not isinstance(error, psycopg.Error):
        return None
    if error.sqlstate in _STATES:
        return _STATES[error.sqlstate]()
    if isinstance(error, errors.UniqueViolation | errors.ForeignKeyViolation):
        return Conflict()
    if error.sqlstate in _ENDED_STATES or isinstance(
        error, psycopg.OperationalError | psycopg.InterfaceError
    ):
        return _unavailable(error)
    return None


def _unavailable(error: Exception) -> Unavailable:
    # The first line names the reason and never a value.
    log.warning("the database did not answer: %s", (str(error).splitlines() or ["?"])[0])
    return Unavailable()
