"""Adding many rows of the past at once, each sealed in the journal as if it came alone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from commandcenter.database.journal import VERSION, Row, row_hash
from commandcenter.database.schema import Moment, journal, journal_head, microseconds
from commandcenter.database.tx import WriteTx


@dataclass(slots=True, kw_only=True)  # not frozen: that would take four times as long to make
class PastRow:
    """A journal row to be, without its place in the chain; fields as in `journal.Row`."""

    id: UUID
    kind: str
    subject: str
    line: int
    drill_id: UUID | None
    body: str
    author: str
    station: str
    received_at: datetime


def append_all(tx: WriteTx, rows: Iterable[PastRow]) -> None:
    """Add past rows in this order; their numbers follow `tx.seq` as it was before.

    They keep the time they were received at, which is why this is for imports alone.
    """
    chained = [_chained(tx, past) for past in rows]
    if chained:
        insert_all(tx, journal, chained)
        tx.execute(journal_head.update(), {"seq": tx.seq, "hash": tx.head.hash})


def _chained(tx: WriteTx, past: PastRow) -> dict[str, Any]:
    values: dict[str, Any] = {
        "seq": tx.next_seq(),
        "id": past.id,
        "kind": past.kind,
        "subject": past.subject,
        "line": past.line,
        "drill_id": past.drill_id,
        "body": past.body,
        "author": past.author,
        "station": past.station,
        "written_at": past.received_at,
        "received_at": past.received_at,
        "prev_hash": tx.head.hash,
        "sig": None,
        "v": VERSION,
    }
    values["hash"] = tx.head.hash = row_hash(Row(**values))
    return values


def insert_all(tx: WriteTx, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add many complete rows; SQLAlchemy would take longer over them than the database."""
    tx.flush()
    names = tuple(column.name for column in table.columns)
    if tx.is_sqlite:
        places = ", ".join("?" * len(names))
        statement = f'INSERT INTO "{table.name}" ({_quoted(names)}) VALUES ({places})'  # noqa: S608 - names of our own
        tx.driver.executemany(statement, _converted(table, names, rows))
        return
    _copy(tx, table.name, names, rows)


def _copy(
    tx: WriteTx, table: str, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Send rows to a server in one stream."""
    from psycopg import sql  # noqa: PLC0415 - a county in a file does without

    statement = sql.SQL(f'COPY "{table}" ({_quoted(names)}) FROM STDIN')
    with tx.driver.cursor() as cursor, cursor.copy(statement) as copy:
        for values in map(itemgetter(*names), rows):
            copy.write_row(values)


def put_all(tx: WriteTx, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add many complete rows; one whose primary key is there already takes its place."""
    tx.flush()
    keys = _quoted(column.name for column in table.primary_key.columns)
    names = tuple(column.name for column in table.columns)
    taken = ", ".join(
        f'"{column.name}" = excluded."{column.name}"'
        for column in table.columns
        if not column.primary_key
    )
    conflict = f"ON CONFLICT ({keys}) DO UPDATE SET {taken}"
    if tx.is_sqlite:
        places = ", ".join("?" * len(names))
        statement = f'INSERT INTO "{table.name}" ({_quoted(names)}) VALUES ({places}) {conflict}'  # noqa: S608 - names of our own
        tx.driver.executemany(statement, _converted(table, names, rows))
        return
    tx.driver.execute(
        f'CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT * FROM "{table.name}" LIMIT 0'  # noqa: S608 - names of our own
    )
    _copy(tx, "incoming", names, rows)
    tx.driver.execute(
        f'INSERT INTO "{table.name}" ({_quoted(names)}) SELECT * FROM incoming {conflict}'  # noqa: S608 - names of our own
    )
    tx.driver.execute("DROP TABLE incoming")


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _converted(
    table: sa.Table, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> Iterable[tuple[Any, ...]]:
    """Give the rows as the driver of SQLite takes them, converted column by column."""
    columns = []
    for name, convert in zip(names, _converters(table), strict=True):
        values: Iterable[Any] = map(itemgetter(name), rows)
        columns.append(values if convert is None else map(convert, values))
    return zip(*columns, strict=True)


@cache
def _converters(table: sa.Table) -> tuple[Callable[[Any], Any] | None, ...]:
    dialect = SQLiteDialect()
    return tuple(
        _microseconds
        if isinstance(column.type, Moment)
        else column.type.dialect_impl(dialect).bind_processor(dialect)
        for column in table.columns
    )


def _microseconds(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)
