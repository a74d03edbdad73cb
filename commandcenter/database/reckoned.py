"""Records that change in many ways, and what the journal says they must be by now.

The body of each journal row that touches such a record carries under `set` the columns it
set, by table, with the key of the record. So the journal adds up to the whole table.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import journal
from commandcenter.database.tx import Tx
from commandcenter.database.verify import Reckoning
from commandcenter.kernel.times import stamp

SET = "set"

_Key: TypeAlias = tuple[Any, ...]


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as the journal tells of them."""
    return {name: _said(value) for name, value in values.items()}


def _said(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return stamp(value) if isinstance(value, datetime) else value


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns whose value is another one now."""
    return {name: value for name, value in after.items() if value != before[name]}


def source(table: sa.Table, kinds: Collection[str]) -> Reckoning:
    """Return how to verify a table of which journal rows of these kinds tell."""
    return Reckoning(first_misfit=partial(_first_misfit, table, frozenset(kinds)))


def _first_misfit(table: sa.Table, kinds: frozenset[str], tx: Tx, last: int) -> int | None:
    known = _known(tx, table, kinds)
    misfits = []
    for key, stands in _standing(tx, table):
        told = known.pop(key, {})
        misfits += [seq for name, (value, seq) in told.items() if stands[name] != value]
        if told.keys() != stands.keys():
            misfits.append(last)
    misfits += [seq for told in known.values() for _, seq in told.values()]
    return min(misfits, default=None)


def _known(
    tx: Tx, table: sa.Table, kinds: frozenset[str]
) -> dict[_Key, dict[str, tuple[Any, int]]]:
    """Return the value of each column with the journal row that says so, by record."""
    found: dict[_Key, dict[str, tuple[Any, int]]] = {}
    for row in journal.told(tx, sorted(kinds)):
        fields = json.loads(row.body).get(SET, {}).get(table.name)
        if fields is not None:
            told = {name: (value, row.seq) for name, value in fields.items()}
            found.setdefault(_key(table, fields), {}).update(told)
    return found


def _standing(tx: Tx, table: sa.Table) -> Iterator[tuple[_Key, dict[str, Any]]]:
    for row in tx.execute(sa.select(table)).mappings():
        fields = said(dict(row))
        yield _key(table, fields), fields


def _key(table: sa.Table, fields: Mapping[str, Any]) -> _Key:
    return tuple(fields[column.name] for column in table.primary_key.columns)
