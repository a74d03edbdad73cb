"""Statements straight to the driver, for the few that every write runs.

SQLAlchemy's part of a short statement takes longer than the database's, so it is done once:
the words of the statement and the conversion of each value are kept.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

_Convert = Callable[[Any], Any]


class Direct:
    """A statement in the words of one driver."""

    def __init__(self, statement: Any, names: Sequence[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(names))
        unknown = set(names) - set(compiled.bind_names.values())
        if unknown:
            raise ValueError(f"the statement has no place for {', '.join(sorted(unknown))}")
        converts = {
            name: convert
            for bind, name in compiled.bind_names.items()
            if (convert := _bind_processor(bind.type, dialect)) is not None
        }
        fixed = {
            name: converts[name](value) if name in converts else value
            for name, value in compiled.construct_params(_check=False).items()
            if name not in names
        }
        self._sql = str(compiled)
        self._fixed = fixed
        self._places = [
            (name, None if name in fixed else converts.get(name)) for name in compiled.positiontup
        ]
        columns = statement.exported_columns if statement.is_select else ()
        self._out_of = [
            (place, convert)
            for place, column in enumerate(columns)
            if (convert := _result_processor(column.type, dialect)) is not None
        ]

    def run(self, driver: Any, values: Mapping[str, Any]) -> Any:
        """Run it; returns the driver's cursor."""
        given = {**self._fixed, **values} if self._fixed else values
        bound = [
            given[name] if convert is None else convert(given[name])
            for name, convert in self._places
        ]
        return driver.execute(self._sql, bound)

    def rows(self, driver: Any, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it and return the rows."""
        return self.read(self.run(driver, values))

    def read(self, cursor: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a cursor that `run` gave."""
        return [self._converted(row) for row in cursor.fetchall()]

    def _converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for place, convert in self._out_of:
            values[place] = convert(values[place])
        return tuple(values)


@lru_cache(maxsize=200)
def direct(statement: sa.Executable, names: tuple[str, ...], *, is_sqlite: bool) -> Direct:
    """Return a statement with values of these names in the words of one driver."""
    return Direct(statement, names, SQLiteDialect() if is_sqlite else _postgresql())


@cache
def _postgresql() -> Dialect:
    # A county in a file starts without it.
    from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg  # noqa: PLC0415

    return PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]  # SQLAlchemy has none


def _bind_processor(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _result_processor(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    if isinstance(kind, sa.Float):  # a number already; the processor would ask for its kind
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)
