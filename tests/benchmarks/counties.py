"""Demo counties of any size, made once in a folder and found there again."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import sql

from commandcenter.cli.demo import founding
from commandcenter.database import copies, migrate, sqlite
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.schema import EPOCH, Moment
from commandcenter.duty.tables import log_entry, log_step


def county(folder: Path, entries: int) -> Path:
    """Return the SQLite file of a demo county with so many entries; makes it if it is not there."""
    path = folder / f"county-{entries}.db"
    if path.exists():
        return path
    growing = path.with_suffix(".growing")
    copies.remove(growing)
    address = Address.of_file(growing)
    migrate.create(address)
    db = Database(address)
    try:
        founding.fill(db, count=entries)
    finally:
        db.close()
    copies.settle(growing)
    growing.replace(path)
    return path


def copy_log(file: Path, address: Address) -> None:
    """Copy the log of a county into a new database of a server, for reading alone.

    Making it there takes ten times as long; the guards are past by, as only the owner can.
    """
    migrate.create(address)
    url = address.url.set(drivername="postgresql")
    with (
        closing(sqlite.connect(file, only_reads=True)) as reading,
        psycopg.connect(url.render_as_string(hide_password=False)) as writing,
    ):
        writing.execute("SET session_replication_role = replica")
        for table in (log_entry, log_step):
            _copy(reading, writing, table)


def _copy(reading: Any, writing: "psycopg.Connection[Any]", table: sa.Table) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    converts = [_converter(column) for column in table.columns]
    rows = reading.execute(f'SELECT {names} FROM "{table.name}" ORDER BY seq')
    statement = sql.SQL(f'COPY "{table.name}" ({names}) FROM STDIN')
    with writing.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            values = zip(converts, row, strict=True)
            copy.write_row([convert(v) if v is not None else None for convert, v in values])


def _converter(column: "sa.Column[Any]") -> Callable[[Any], Any]:
    if isinstance(column.type, Moment):
        return lambda microseconds: EPOCH + timedelta(microseconds=microseconds)
    return bool if isinstance(column.type, sa.Boolean) else str
