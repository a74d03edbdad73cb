"""A database and the only source of transactions."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from math import inf
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from commandcenter.database import ballast, faults, filelock, gate, sqlite
from commandcenter.database.address import Address, parse
from commandcenter.database.errors import NoCounty, SilentWrite
from commandcenter.database.schema import microseconds
from commandcenter.database.tx import TakenHead, Tx, WriteTx, one_trip
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import Clock, now

log = logging.getLogger(__name__)

# How long a server may stay silent. TCP does not notice a cut while a query is in flight,
# and never notices a frozen server.
PATIENCE_S = 8.0
# A transaction never waits for a person or the network; a longer one is a bug.
LONGEST_WRITE_S = 2.0


class Database:
    """A SQLite file or a PostgreSQL database whose version fits this program.

    Safe to share between threads: every transaction has its own connection.

    Attributes:
        clock: Where an SQLite database takes the time from; a server has its own. The
            demo county sets it to the night it plays in.
    """

    def __init__(self, address: str | Address, *, patience_s: float = PATIENCE_S) -> None:
        """Open the database; it must exist already.

        Args:
            patience_s: How long a server may take to answer.

        Raises:
            NoCounty: There is nothing, or not a county.
            SchemaOlder, SchemaNewer, GuardsMissing: The database does not fit the program.
            UnknownAddress, NetworkPath, OldLibrary, Unavailable: It cannot be opened.
        """
        self.address = parse(address) if isinstance(address, str) else address
        self.clock: Clock = now
        self._closing = ExitStack()
        if self.address.file is not None:
            if not self.address.file.exists():
                raise NoCounty(place=self.address.shown())
            self._closing.enter_context(filelock.shared(self.address.file))
        try:
            self._engine = open_engine(self.address, patience_s=patience_s)
            self._closing.callback(self._engine.dispose)
            self._reader = _reading(self.address, self._engine)
            self._closing.callback(self._reader.dispose)
            with self.read() as tx:
                gate.check(tx, self.address.shown())
        except BaseException:
            self._closing.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Run queries that all see the same moment of the database.

        Raises:
            Unavailable: The database did not answer.
        """
        with faults.translated(), self._reader.connect() as connection:
            yield Tx(connection=connection, is_sqlite=self.address.is_sqlite)

    @contextmanager
    def write(self, officer: Officer) -> Iterator[WriteTx]:
        """Run a transaction that alone may write: committed on leaving, undone on any error.

        It has to append to the journal what it changed. One that found nothing to do
        may leave without having changed anything.

        Raises:
            Conflict: A constraint was violated, usually by a concurrent change.
            DiskFull: Nothing was written; the reserve was freed if there was one.
            Unavailable: The database did not answer; the outcome is unknown.
            SilentWrite: A bug: rows were changed without a journal row.
        """
        with (
            ballast.freed_when_full(self.address.file),
            faults.translated(),
            self._engine.connect() as connection,
        ):
            tx = _begin(connection, officer, self.clock, is_sqlite=self.address.is_sqlite)
            began, committing = time.monotonic(), inf
            try:
                yield tx
                committing = time.monotonic()
                _commit(tx)
            finally:
                ended = time.monotonic()
                _report_holding(ended - began, max(ended - committing, 0))

    def now(self, tx: Tx) -> datetime:
        """Return the present moment by the clock that writes of this database have."""
        if tx.is_sqlite:
            return self.clock()
        found: datetime = tx.execute(_SERVER_TIME).scalar_one()
        return found.astimezone(UTC)

    def close(self) -> None:
        """Give back every connection and the lock on the file."""
        self._closing.close()


_SERVER_TIME = sa.select(sa.func.clock_timestamp())


def open_engine(address: Address, *, patience_s: float | None = PATIENCE_S) -> Engine:
    """Return an engine with this program's settings, without checking what is in it.

    Args:
        patience_s: How long a server may take to answer; None means as long as it takes.
    """
    if address.file is None:
        from commandcenter.database import postgres  # noqa: PLC0415 - a file does without

        return postgres.open_engine(address.url, patience_s=patience_s)
    # A transaction that reads first and writes later fails at once when another one
    # wrote in between; taking the write lock at the start makes it wait instead.
    return _sqlite_engine(partial(sqlite.connect, address.file), "BEGIN IMMEDIATE")


def _reading(address: Address, engine: Engine) -> Engine:
    """Return an engine whose transactions can only read."""
    if address.file is not None:
        # With connections of its own: a setting that is switched to and fro would make
        # SQLite prepare every statement anew in each transaction.
        return _sqlite_engine(partial(sqlite.connect, address.file, only_reads=True), "BEGIN")
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite_engine(connect: Callable[[], Any], begin: str) -> Engine:
    engine = sa.create_engine(
        "sqlite://",
        module=sqlite.dbapi2,
        creator=connect,
        poolclass=sa.pool.QueuePool,
        pool_size=8,
        max_overflow=8,
    )

    def start(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute(begin)

    event.listen(engine, "begin", start)
    return engine


def _begin(connection: Connection, officer: Officer, clock: Clock, *, is_sqlite: bool) -> WriteTx:
    connection.begin()
    driver: Any = connection.connection.driver_connection
    tx = WriteTx(connection=connection, is_sqlite=is_sqlite, officer=officer, driver=driver)
    if is_sqlite:
        at = clock()
        ((seq, head_hash),) = driver.execute(_TAKE_HEAD, [microseconds(at)]).fetchall()
        tx.taken = TakenHead(seq=seq, hash=head_hash, at=at)
        tx.changes_before = driver.total_changes
    return tx


_TAKE_HEAD = "UPDATE journal_head SET began_at = ? RETURNING seq, hash"


def _commit(tx: WriteTx) -> None:
    if tx.appended:
        try:
            _commit_appended(tx)
        except BaseException:
            # SQLAlchemy takes the transaction for ended and would pass on the connection.
            with suppress(*faults.driver_errors()):
                tx.driver.rollback()
            raise
        return
    tx.flush()
    changed = (
        tx.driver.total_changes > tx.changes_before if tx.is_sqlite else _has_changed(tx.connection)
    )
    tx.connection.rollback()
    if changed:
        raise SilentWrite("rows were changed without a journal row")


def _commit_appended(tx: WriteTx) -> None:
    if tx.is_sqlite:
        tx.connection.commit()
        return
    with one_trip(tx.driver):
        tx.flush()
        tx.connection.commit()


def _has_changed(connection: Connection) -> bool:
    """Say whether this transaction touched a table that belongs into the journal."""
    setting = sa.text("SELECT current_setting('commandcenter.changed', true)")
    return connection.execute(setting).scalar() == "1"


def _report_holding(seconds: float, commit: float) -> None:
    log.debug("write transaction held the journal head for %.3f s", seconds)
    if seconds > LONGEST_WRITE_S:
        # A slow commit is a slow disk; the rest is the work of this program.
        log.warning(
            "a write transaction held the journal head for %.1f s, %.1f s of it in the commit",
            seconds,
            commit,
        )
