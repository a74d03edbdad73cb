"""Statements straight to the driver, for the few that every write runs.

SQLAlchemy's part of a short statement takes longer than the database's, so it is done once:
the words of the statement and the conversion of each value are kept.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
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
        self._sql = str(compiled)
        self._places: Sequence[str] | None = compiled.positiontup
        self._into = {name: convert for name, convert in converts.items() if name in names}
        self._fixed = {
            name: converts[name](value) if name in converts else value
            for name, value in compiled.construct_params(_check=False).items()
            if name not in names
        }
        columns = statement.exported_columns if statement.is_select else ()
        self._out_of = [_result_processor(column.type, dialect) for column in columns]

    def run(self, driver: Any, values: Mapping[str, Any]) -> Any:
        """Run it; returns the driver's cursor."""
        bound = {**self._fixed, **values}
        for name, convert in self._into.items():
            bound[name] = convert(bound[name])
        if self._places is None:
            return driver.execute(self._sql, bound)
        return driver.execute(self._sql, [bound[name] for name in self._places])

    def rows(self, driver: Any, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it and return the rows."""
        found = self.run(driver, values).fetchall()
        return [
            tuple(
                value if convert is None else convert(value)
                for value, convert in zip(row, self._out_of, strict=True)
            )
            for row in found
        ]


@lru_cache(maxsize=200)
def direct(statement: sa.Executable, names: tuple[str, ...], *, is_sqlite: bool) -> Direct:
    """Return a statement with values of these names in the words of one driver."""
    return Direct(statement, names, _SQLITE if is_sqlite else _POSTGRESQL)


_SQLITE = SQLiteDialect()
_POSTGRESQL = PGDialect_psycopg()  # type: ignore[no-untyped-call]  # SQLAlchemy has none


def _bind_processor(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _result_processor(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    if isinstance(kind, sa.Float):  # a number already; the processor would ask for its kind
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)
