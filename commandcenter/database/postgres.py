"""What only PostgreSQL needs: settings, deadlines on this side, one round trip to commit."""

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError

# How long the server may stay silent. TCP does not notice a cut while a query is in
# flight, and never notices a frozen server.
PATIENCE_S = 8.0
CONNECT_S = 5
# Longer than any write transaction; a workstation that froze in one loses its turn.
LOCK_WAIT_S = 5.0


class SilentServer(psycopg.OperationalError):
    """The server said nothing for too long; the connection was given up."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that gives up when the server stays silent.

    Attributes:
        patience_s: How long that may be; it starts anew with every sign of life.
    """

    patience_s: float | None = PATIENCE_S

    def wait(self, gen: Any, *details: Any, **more: Any) -> Any:
        """Wait for an answer, but not for ever; psycopg does all its waiting here."""
        if self.patience_s is None:
            return super().wait(gen, *details, **more)
        try:
            return super().wait(_limited(gen, self.patience_s), *details, **more)
        except SilentServer:
            self.close()
            raise


def _limited(answer: Any, patience_s: float) -> Generator[Any, Any, Any]:
    # psycopg resumes us with 0 ten times a second while nothing arrives.
    try:
        wanted = next(answer)
        until = time.monotonic() + patience_s
        while True:
            ready = yield wanted
            if ready:
                until = time.monotonic() + patience_s
            elif time.monotonic() > until:
                raise SilentServer("the server does not answer")
            wanted = answer.send(ready)
    except StopIteration as end:
        return end.value


def open_engine(url: URL, *, patience_s: float | None) -> Engine:
    """Return an engine whose connections know how long to wait.

    Args:
        patience_s: How long the server may stay silent, or work on one statement;
            None means as long as it takes.
    """
    engine = sa.create_engine(
        url,
        isolation_level="READ COMMITTED",
        pool_size=8,
        max_overflow=8,
        pool_timeout=patience_s or PATIENCE_S,
        use_native_hstore=False,
        connect_args={
            "connect_timeout": CONNECT_S,
            "application_name": "commandcenter",
            "options": _options(patience_s),
        },
    )

    def connect(_dialect: Any, _record: Any, arguments: Any, named: Any) -> PatientConnection:
        connection = PatientConnection.connect(*arguments, **named)
        connection.patience_s = patience_s
        return connection

    event.listen(engine, "do_connect", connect)
    return engine


def _options(patience_s: float | None) -> str:
    settings = {"timezone": "UTC"}
    if patience_s is not None:
        # The server ends by itself what this side has given up.
        settings["statement_timeout"] = f"{(patience_s + 2) * 1000:.0f}"
        settings["lock_timeout"] = f"{min(LOCK_WAIT_S, patience_s) * 1000:.0f}"
        settings["idle_in_transaction_session_timeout"] = "60000"
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


# Takes the journal head; gives its number and hash and the server's time.
BEGIN_WRITE = "SELECT seq, hash, at FROM begin_write()"


@contextmanager
def one_trip(driver: Any) -> Iterator[None]:
    """Send what is done inside without waiting for each answer; errors show at the end."""
    errors: list[Exception] = []
    try:
        with driver.pipeline():
            try:
                yield
            except (psycopg.Error, DBAPIError) as error:
                errors.append(error)  # the pipeline has to end before it goes on
    except psycopg.Error as error:
        errors.append(error)
    if errors:
        raise errors[0]  # the others only say that they follow from it


def has_changed(connection: Connection) -> bool:
    """Say whether this transaction touched a table that belongs into the journal."""
    setting = sa.text("SELECT current_setting('commandcenter.changed', true)")
    return connection.execute(setting).scalar() == "1"
