"""The time of a county as a test wants it, also of one on a server."""

from datetime import datetime, timedelta

import psycopg

from commandcenter.database.address import Address
from commandcenter.database.engine import Database

# A server looks here for its functions first.
_TIME = (
    "CREATE SCHEMA moved",
    "CREATE TABLE moved.moment (at timestamptz NOT NULL)",
    "INSERT INTO moved.moment VALUES (now())",
    "CREATE FUNCTION moved.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE"
    " AS 'SELECT at FROM moved.moment'",
)


class MovingClock:
    """A clock that stands until a test moves it, for every connection opened here."""

    def __init__(self, address: Address, at: datetime) -> None:
        self.address = address
        self.at = at
        self._server = None
        if address.file is None:
            place = address.url.set(drivername="postgresql").render_as_string(hide_password=False)
            self._server = psycopg.connect(place, autocommit=True)
            for statement in _TIME:
                self._server.execute(statement)
            self._server.execute(
                f'ALTER DATABASE "{address.url.database}"'
                " SET search_path = moved, pg_catalog, public"
            )
        self.set(at)

    def set(self, at: datetime) -> None:
        """Let it be this moment."""
        self.at = at
        if self._server is not None:
            self._server.execute("UPDATE moved.moment SET at = %s", [at])

    def go(self, span: timedelta) -> None:
        """Let some time pass."""
        self.set(self.at + span)

    def opened(self) -> Database:
        """Open the county, as a program does that starts."""
        db = Database(self.address)
        db.clock = lambda: self.at
        return db

    def close(self) -> None:
        """Give back the connection."""
        if self._server is not None:
            self._server.close()
