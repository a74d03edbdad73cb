"""Rows that are added and never changed, and how the journal vouches for each."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.journal import canonical
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.kernel.times import stamp

Body = dict[str, object]


def add(tx: WriteTx, table: sa.Table, values: Mapping[str, Any], **named: object) -> Body:
    """Add the row that the next journal row will vouch for; returns the evidence of it.

    Who recorded it, and when, is added; every other column has to be given.

    Args:
        named: What the journal says besides, which `evidence` has to find again.
    """
    row = {
        **values,
        "seq": tx.seq + 1,
        "by": tx.officer.name,
        "recorded_at": tx.at,
    }
    tx.execute(table.insert(), row)
    return said({**row, **named})


def said(values: Mapping[str, Any]) -> Body:
    """Return what the journal says of a row: every column that is not empty.

    The number in the journal is left out, because it is a field of the journal itself.
    """
    return {
        name: _SAID.get(type(value), _itself)(value)
        for name, value in values.items()
        if name != "seq" and value is not None and value != ""
    }


def _itself(value: Any) -> Any:
    return value


def _degrees(value: float) -> float:
    return value + 0.0  # -0.0 comes back as 0.0


_SAID: dict[type, Callable[[Any], Any]] = {
    datetime: stamp,
    date: date.isoformat,
    UUID: str,
    float: _degrees,
}


def degrees(value: float | None) -> float | None:
    """Return degrees as their column gives them back: 120 as 120.0, -0.0 as 0.0."""
    return None if value is None else float(value) + 0.0


def records(tx: Tx, query: sa.Select[Any]) -> list[dict[str, Any]]:
    """Return the rows of a query, each by the names of its columns."""
    return [dict(row) for row in tx.execute(query).mappings()]


def sha256(text: str) -> str:
    """Return the hash of a text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_known(tx: Tx, table: sa.Table, id_: UUID) -> bool:
    """Say whether a row with this id was added before."""
    return tx.execute(sa.select(table.c.seq).where(table.c.id == id_)).first() is not None


def evidence(
    kind: str,
    table: sa.Table,
    query: Callable[[], sa.Select[Any]] | None = None,
    *,
    of: Callable[[Mapping[str, Any]], Body] = said,
) -> Evidence:
    """Return how the journal bodies of a table's rows are rebuilt.

    Args:
        query: Gives the rows with what the journal says besides; all rows if left out.
        of: Puts a row into the words of the journal.
    """
    asked = query if query is not None else partial(sa.select, table)
    return Evidence(kind=kind, page=partial(_page, table, asked, of))


def _page(
    table: sa.Table,
    query: Callable[[], sa.Select[Any]],
    of: Callable[[Mapping[str, Any]], Body],
    tx: Tx,
    after: int,
    limit: int,
) -> list[tuple[int, str]]:
    asked = query().where(table.c.seq > after).order_by(table.c.seq).limit(limit)
    return [(row["seq"], canonical(of(row))) for row in records(tx, asked)]
