"""Lists that are read again every second: only records that have changed are read whole."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx

# Ids in one statement; both databases take many more.
_MOST_NAMED = 500


class Versioned(Protocol):
    """A record whose version grows with each change."""

    @property
    def id(self) -> UUID:
        """Which record it is."""

    @property
    def version(self) -> int:
        """Which of its states it is."""


Record = TypeVar("Record", bound=Versioned)


def read(
    tx: Tx,
    query: sa.Select[Any],
    make: Callable[[dict[str, Any]], Record],
    known: Iterable[Record],
    *,
    id: sa.ColumnElement[UUID],  # noqa: A002 - what the column is
    version: sa.ColumnElement[int],
) -> list[Record]:
    """Return the records of a query in its order; those that did not change as they are in *known*.

    Args:
        make: Puts a row of the query into a record.
        known: What was read before, in any order; empty at the first time.
    """
    found = {_stored(tx, one): one for one in known}
    if not found:
        return [make(dict(row)) for row in tx.execute(query).mappings()]
    columns: Sequence[sa.ColumnElement[Any]] = (sa.type_coerce(id, sa.String), version)
    now: Sequence[Any] = tx.execute(
        query.with_only_columns(*columns, maintain_column_froms=True)
    ).all()
    changed = [key for key, number in now if key not in found or found[key].version != number]
    for first in range(0, len(changed), _MOST_NAMED):
        named = [UUID(str(key)) for key in changed[first : first + _MOST_NAMED]]
        for row in tx.execute(query.where(id.in_(named))).mappings():
            one = make(dict(row))
            found[_stored(tx, one)] = one
    return [found[key] for key, _ in now]


def _stored(tx: Tx, one: Versioned) -> Hashable:
    """Return the id as the driver gives it; SQLite's text is not made a UUID for every row."""
    return one.id.hex if tx.is_sqlite else one.id
