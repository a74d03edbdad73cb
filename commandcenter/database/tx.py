"""Transactions: a Core connection with what a store or a service needs to know."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, CursorResult

from commandcenter.database.direct import direct
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


@dataclass(slots=True, kw_only=True)
class WriteTx(Tx):
    """A transaction that holds the journal head: nobody else writes meanwhile.

    Attributes:
        officer: Who acts.
        at: The database's time at the beginning; the `received_at` of its journal rows.
        seq: Number of the last journal row so far.
        head_hash: Hash of that row (kept on SQLite only; PostgreSQL computes it itself).
        appended: How many journal rows this transaction has added.
        driver: The connection below SQLAlchemy.
    """

    officer: Officer
    at: datetime
    seq: int
    head_hash: bytes
    appended: int = 0
    changes_before: int = 0
    driver: Any
    _waiting: list[Callable[[], object]] = field(default_factory=list)

    def next_seq(self) -> int:
        """Take the number of the next journal row."""
        self.seq += 1
        self.appended += 1
        return self.seq

    def execute(self, statement: sa.Executable, values: Any = None) -> CursorResult[Any]:
        """Run a statement and return its result, after everything that was sent before."""
        self.flush()
        return self.connection.execute(statement, values)

    def rows(self, statement: sa.Executable, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run a short query, after everything that was sent before; see `Tx.rows`."""
        self.flush()
        return direct(statement, tuple(values), is_sqlite=self.is_sqlite).rows(self.driver, values)

    def send(self, statement: sa.Executable, values: Mapping[str, Any]) -> None:
        """Run a statement whose result nobody needs; the server may get it a little later.

        PostgreSQL gets all of them with the commit in one round trip. The statement is
        built once, in a module: its words are kept.
        """
        ready = direct(statement, tuple(values), is_sqlite=self.is_sqlite)
        self._send(partial(ready.run, self.driver, values))

    def send_driver_sql(self, statement: str, values: Sequence[object]) -> None:
        """Like `send`, in the driver's own words; values are not converted."""
        self._send(partial(self.driver.execute, statement, values))

    def flush(self) -> None:
        """Let the database run everything that was sent."""
        waiting, self._waiting = self._waiting, []
        for run in waiting:
            run()

    def _send(self, run: Callable[[], object]) -> None:
        if self.is_sqlite:
            run()
        else:
            self._waiting.append(run)
