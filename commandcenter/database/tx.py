"""Transactions: a Core connection with what a store or a service needs to know."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.exc import DBAPIError

from commandcenter.database.direct import Direct, direct
from commandcenter.database.faults import driver_errors
from commandcenter.kernel.officer import Officer


@dataclass(slots=True, kw_only=True)
class Tx:
    """One consistent view of the database.

    Attributes:
        is_sqlite: Which of the two databases it is, for the few statements that differ.
    """

    connection: Connection
    is_sqlite: bool

    def execute(self, statement: sa.Executable, values: Any = None) -> CursorResult[Any]:
        """Run a statement and return its result."""
        return self.connection.execute(statement, values)

    def rows(self, statement: sa.Executable, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run a query and return its rows; for the few short ones that every write runs.

        The statement is built once, in a module: its words are kept.
        """
        if not self.connection.in_transaction():
            self.connection.begin()
        ready = direct(statement, tuple(values), is_sqlite=self.is_sqlite)
        return ready.rows(self.connection.connection.driver_connection, values)


@dataclass(slots=True)
class TakenHead:
    """The end of the journal, held by one transaction.

    Attributes:
        seq: Number of the last journal row so far.
        hash: Hash of that row (kept on SQLite only; PostgreSQL computes it itself).
        at: The database's time when the transaction took the head.
    """

    seq: int
    hash: bytes
    at: datetime


@dataclass(slots=True, kw_only=True)
class WriteTx(Tx):
    """A transaction that holds the journal head: nobody else writes meanwhile.

    SQLite gives the head at the beginning, PostgreSQL with the first query in one round
    trip. SQL finds the time of the transaction in `journal_head.began_at`.

    Attributes:
        officer: Who acts.
        appended: How many journal rows this transaction has added.
        driver: The connection below SQLAlchemy.
    """

    officer: Officer
    appended: int = 0
    changes_before: int = 0
    driver: Any
    taken: TakenHead | None = None
    _waiting: list[Callable[[], object]] = field(default_factory=list)

    @property
    def head(self) -> TakenHead:
        """The end of the journal."""
        if self.taken is None:
            self.taken = TakenHead(*self.driver.execute(_BEGIN_WRITE).fetchone())
        return self.taken

    @property
    def at(self) -> datetime:
        """The time of this transaction by the database; the `received_at` of its journal rows."""
        return self.head.at

    @property
    def seq(self) -> int:
        """The number of the last journal row so far."""
        return self.head.seq

    def next_seq(self) -> int:
        """Take the number of the next journal row."""
        self.head.seq += 1
        self.appended += 1
        return self.head.seq

    def execute(self, statement: sa.Executable, values: Any = None) -> CursorResult[Any]:
        """Run a statement and return its result, after everything that was sent before."""
        self.flush()
        return self.connection.execute(statement, values)

    def rows(self, statement: sa.Executable, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run a short query, after everything that was sent before; see `Tx.rows`."""
        ready = direct(statement, tuple(values), is_sqlite=self.is_sqlite)
        if self.taken is None and not self._waiting:
            return self._first_rows(ready, values)
        self.flush()
        return ready.rows(self.driver, values)

    def _first_rows(self, ready: Direct, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        with one_trip(self.driver):
            head = self.driver.execute(_BEGIN_WRITE)
            found = ready.run(self.driver, values)
        self.taken = TakenHead(*head.fetchone())
        return ready.read(found)

    def send(self, statement: sa.Executable, values: Mapping[str, Any]) -> None:
        """Run a statement whose result nobody needs; the server may get it a little later.

        PostgreSQL gets all of them with the commit in one round trip. The statement is
        built once, in a module: its words are kept.
        """
        ready = direct(statement, tuple(values), is_sqlite=self.is_sqlite)
        if self.is_sqlite:
            ready.run(self.driver, values)
        else:
            self._waiting.append(partial(ready.run, self.driver, values))

    def send_driver_sql(self, statement: str, values: Sequence[object]) -> None:
        """Like `send`, in the driver's own words; values are not converted."""
        if self.is_sqlite:
            self.driver.execute(statement, values)
        else:
            self._waiting.append(partial(self.driver.execute, statement, values))

    def flush(self) -> None:
        """Let the database run everything that was sent; takes the head before anything else."""
        self.taken = self.head
        waiting, self._waiting = self._waiting, []
        for run in waiting:
            run()


# Takes the journal head on a server; gives its number and hash and the server's time.
_BEGIN_WRITE = "SELECT seq, hash, at FROM begin_write()"


@contextmanager
def one_trip(driver: Any) -> Iterator[None]:
    """Send what is done inside without waiting for each answer; errors show at the end."""
    of_driver = driver_errors()
    expected: tuple[type[Exception], ...] = (*of_driver, DBAPIError)
    errors: list[Exception] = []
    try:
        with driver.pipeline():
            try:
                yield
            except expected as error:
                errors.append(error)  # the pipeline has to end before it goes on
    except of_driver as error:
        errors.append(error)
    if errors:
        raise errors[0]  # the others only say that they follow from it
