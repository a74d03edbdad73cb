"""What only PostgreSQL needs: settings, deadlines on this side, one round trip to commit."""

import time
from collections.abc import Generator
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Engine

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

    patience_s: float | None = None

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
        pool_timeout=patience_s or CONNECT_S,
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
