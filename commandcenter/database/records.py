"""Records that are edited in place: the version seen decides whose change counts."""

from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from typing import Any

import sqlalchemy as sa

from commandcenter.database.tx import WriteTx
from commandcenter.kernel.errors import Conflict


def add_all(tx: WriteTx, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add many rows at once, or none."""
    if rows:
        tx.execute(table.insert(), rows)


def replace(
    tx: WriteTx, table: sa.Table, key: object, values: Mapping[str, Any], *, seen_version: int
) -> None:
    """Change the row with this key; its version grows by one.

    Raises:
        Conflict: The row is not there or not as the officer saw it.
    """
    (column,) = table.primary_key.columns
    statement = (
        table.update()
        .where(column == key, table.c.version == seen_version)
        .values(**values, version=seen_version + 1)
    )
    if tx.execute(statement).rowcount != 1:
        raise Conflict


def values_of(record: Any) -> dict[str, Any]:
    """Return the fields of a record by name, as they are; `asdict` would copy every value."""
    return {one.name: getattr(record, one.name) for one in fields_of(record)}


def texts(record: object, fields: tuple[str, ...]) -> dict[str, str]:
    """Return fields of a record as the journal tells them."""
    return {name: _text(getattr(record, name)) for name in fields}


def remove(tx: WriteTx, table: sa.Table, key: object, *, seen_version: int) -> None:
    """Take the row with this key out of its table.

    Raises:
        Conflict: The row is not there or not as the officer saw it.
    """
    (column,) = table.primary_key.columns
    statement = table.delete().where(column == key, table.c.version == seen_version)
    if tx.execute(statement).rowcount != 1:
        raise Conflict


def changes(before: object, after: object, fields: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the fields that differ, each with the old and the new value as text."""
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in fields}
    return {name: [_text(old), _text(new)] for name, (old, new) in pairs.items() if old != new}


def _text(value: object) -> str:
    return "" if value is None else str(value)
