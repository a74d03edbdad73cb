"""Errors of the drivers become the few that users know."""

import sqlite3

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import errors

from commandcenter.database import faults, sqlite
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.errors import Damaged, NotWritable
from commandcenter.kernel.errors import Conflict, DiskFull, Unavailable


def raised(error: Exception) -> Exception:
    """Return what becomes of a driver's error."""
    try:
        with faults.translated():
            raise error  # noqa: TRY301 - as a driver does
    except Exception as known:  # noqa: BLE001 - whatever it is is the result
        return known


def of_sqlite(kind: type[Exception], message: str, code: int | None) -> Exception:
    error = kind(message)
    if code is not None:
        error.sqlite_errorcode = code
    return error


OPERATIONAL = sqlite.dbapi2.OperationalError
INTEGRITY = sqlite.dbapi2.IntegrityError
DRIVERS = [
    (of_sqlite(OPERATIONAL, "database or disk is full", 13), DiskFull),
    (of_sqlite(OPERATIONAL, "database or disk is full", None), DiskFull),
    (of_sqlite(sqlite.dbapi2.DatabaseError, "database disk image is malformed", 11), Damaged),
    (of_sqlite(sqlite.dbapi2.DatabaseError, "file is not a database", 26), Damaged),
    (of_sqlite(OPERATIONAL, "file is not a database", None), Damaged),
    (of_sqlite(OPERATIONAL, "attempt to write a readonly database", 8), NotWritable),
    (of_sqlite(OPERATIONAL, "database is locked", 5), Unavailable),
    (of_sqlite(OPERATIONAL, "disk I/O error", 10), Unavailable),
    (of_sqlite(OPERATIONAL, "unable to open database file", 14), Unavailable),
    (of_sqlite(INTEGRITY, "UNIQUE constraint failed: term.code", 19), Conflict),
    (of_sqlite(INTEGRITY, "FOREIGN KEY constraint failed", 19), Conflict),
    (of_sqlite(INTEGRITY, "NOT NULL constraint failed: term.zh", 19), None),
    (of_sqlite(INTEGRITY, "CHECK constraint failed: one", 19), None),
    (of_sqlite(INTEGRITY, "append-only: UPDATE on journal refused", 19), None),
    (of_sqlite(INTEGRITY, "journal: not the next number", 19), None),
    (of_sqlite(OPERATIONAL, "no such table: note", 1), None),
    (errors.DiskFull(), DiskFull),
    (errors.DataCorrupted(), Damaged),
    (errors.IndexCorrupted(), Damaged),
    (errors.ReadOnlySqlTransaction(), NotWritable),
    (errors.UniqueViolation(), Conflict),
    (errors.ForeignKeyViolation(), Conflict),
    (errors.LockNotAvailable(), Unavailable),
    (errors.QueryCanceled(), Unavailable),
    (errors.AdminShutdown(), Unavailable),
    (errors.DeadlockDetected(), Unavailable),
    (errors.IdleInTransactionSessionTimeout(), Unavailable),
    (psycopg.OperationalError("connection refused"), Unavailable),
    (psycopg.InterfaceError("the connection is closed"), Unavailable),
    (errors.NotNullViolation(), None),
    (errors.CheckViolation(), None),
    (errors.InsufficientPrivilege(), None),
    (errors.UndefinedTable(), None),
    (errors.InFailedSqlTransaction(), None),
    (sa.exc.TimeoutError(), Unavailable),
    (ValueError(), None),
    (sqlite3.OperationalError("of another library"), None),
]


@pytest.mark.parametrize(("error", "expected"), DRIVERS)
def test_what_a_driver_reports_is_known_or_a_bug(error, expected):
    assert type(raised(error)) is (expected or type(error))


@pytest.mark.parametrize(
    ("error", "expected"), [pair for pair in DRIVERS if isinstance(pair[0], psycopg.Error)]
)
def test_the_same_holds_for_errors_that_went_through_sqlalchemy(error, expected):
    wrapped = sa.exc.DBAPIError.instance("SELECT 1", {}, error, psycopg.Error)

    assert type(raised(wrapped)) is (expected or type(wrapped))


def test_the_cause_is_kept(caplog):
    error = of_sqlite(OPERATIONAL, "database is locked", 5)

    assert raised(error).__cause__ is error
    assert "database is locked" in caplog.text


def test_what_was_typed_does_not_reach_the_log(caplog):
    error = psycopg.OperationalError("connection lost\nDETAIL: 13800001234")

    raised(sa.exc.DBAPIError.instance("INSERT …", {"phone": "13800001234"}, error, psycopg.Error))

    assert "connection lost" in caplog.text
    assert "13800001234" not in caplog.text


def test_a_locked_file_is_unavailable(sqlite_address, officer, monkeypatch):
    monkeypatch.setattr(sqlite, "LOCK_WAIT_MS", 50)
    blocker = sqlite.connect(sqlite_address.file)
    blocker.execute("BEGIN IMMEDIATE")
    db = Database(sqlite_address)

    with pytest.raises(Unavailable), db.write(officer):
        pass

    blocker.close()
    with db.write(officer):
        pass
    db.close()


def test_a_page_that_was_overwritten_is_damage(sqlite_address):
    content = bytearray(sqlite_address.file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    sqlite_address.file.write_bytes(content)

    with pytest.raises(Damaged):
        Database(Address.of_file(sqlite_address.file))
