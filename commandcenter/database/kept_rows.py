"""Between records that a part edits in place and the rows of their tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_type_hints
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import bulk, records
from commandcenter.database.schema import change, journal
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.kernel.errors import Conflict

Record = TypeVar("Record")
# As many as both databases take in one list of values.
_AT_ONCE = 500


class Rows:
    """The tables of records that a part edits in place, by kind of record.

    Each record is a frozen dataclass with an `id` and a `version`; the columns of its table
    are named like its fields.
    """

    def __init__(self, tables: Mapping[type, sa.Table]) -> None:
        self.tables = tables
        self._names = {kind: tuple(one.name for one in fields(kind)) for kind in tables}
        self._enums = {kind: _enums(kind) for kind in tables}

    def values_of(self, record: Any) -> dict[str, Any]:
        """Return the columns of a record."""
        return {name: _column(getattr(record, name)) for name in self._names[type(record)]}

    def record_of(self, kind: type[Record], row: sa.RowMapping) -> Record:
        """Return the record that a row stands for."""
        values = {name: row[name] for name in self._names[kind]}
        for name, read in self._enums[kind].items():
            if values[name] is not None:
                values[name] = read(values[name])
        return kind(**values)

    def add_all(self, tx: WriteTx, new: Sequence[Any]) -> None:
        """Add records of one kind."""
        if new:
            bulk.insert_all(tx, self.tables[type(new[0])], list(map(self.values_of, new)))

    def replace(self, tx: WriteTx, record: Any) -> None:
        """Change a record that carries the version that was seen.

        Raises:
            Conflict: It is not there or not as the officer saw it.
        """
        values = self.values_of(record)
        del values["id"], values["version"]
        table = self.tables[type(record)]
        records.replace(tx, table, record.id, values, seen_version=record.version)

    def replace_alike(self, tx: WriteTx, changed: Sequence[Any], names: Iterable[str]) -> None:
        """Change the named columns of records of one kind, which get the same values in all rows.

        They were read in this transaction, so nobody can have changed them meanwhile.
        """
        table = self.tables[type(changed[0])]
        values = {name: _column(getattr(changed[0], name)) for name in names}
        ids = [one.id for one in changed]
        for start in range(0, len(ids), _AT_ONCE):
            some = table.c.id.in_(ids[start : start + _AT_ONCE])
            tx.execute(table.update().where(some).values(**values, version=table.c.version + 1))

    def remove(self, tx: WriteTx, record: Any) -> None:
        """Take out a record that carries the version that was seen.

        Raises:
            Conflict: It is not there or not as the officer saw it.
        """
        table = self.tables[type(record)]
        records.remove(tx, table, record.id, seen_version=record.version)

    def find(self, tx: Tx, kind: type[Record], record_id: UUID) -> Record | None:
        """Return a record, if it is there."""
        table = self.tables[kind]
        row = tx.execute(sa.select(table).where(table.c.id == record_id)).mappings().first()
        return None if row is None else self.record_of(kind, row)

    def get(self, tx: Tx, kind: type[Record], record_id: UUID) -> Record:
        """Return a record that somebody saw.

        Raises:
            Conflict: It is gone.
        """
        found = self.find(tx, kind, record_id)
        if found is None:
            raise Conflict
        return found

    def with_ids(self, tx: Tx, kind: type[Record], ids: Sequence[UUID]) -> tuple[Record, ...]:
        """Return records in the order of their ids as given.

        Raises:
            Conflict: One of them is gone.
        """
        table = self.tables[kind]
        found: dict[UUID, Record] = {}
        for start in range(0, len(ids), _AT_ONCE):
            query = sa.select(table).where(table.c.id.in_(ids[start : start + _AT_ONCE]))
            found |= {row["id"]: self.record_of(kind, row) for row in tx.execute(query).mappings()}
        if len(found) != len(set(ids)):
            raise Conflict
        return tuple(found[one] for one in dict.fromkeys(ids))

    def where(
        self, tx: Tx, kind: type[Record], order: Sequence[str], **equal: Any
    ) -> tuple[Record, ...]:
        """Return the records of a kind whose fields have some values, in order of others."""
        table = self.tables[kind]
        query = sa.select(table).order_by(*(table.c[name] for name in order))
        for name, value in equal.items():
            query = query.where(table.c[name].is_not_distinct_from(_column(value)))
        return tuple(self.record_of(kind, row) for row in tx.execute(query).mappings())

    def everything(self, tx: Tx, kind: type[Record]) -> Iterator[Record]:
        """Give all records of a kind as they stand."""
        for row in tx.execute(sa.select(self.tables[kind])).mappings():
            yield self.record_of(kind, row)


def _enums(kind: type) -> dict[str, type[StrEnum]]:
    """Return the fields whose text in the database stands for a member of an enumeration."""
    return {
        name: one
        for name, hint in get_type_hints(kind).items()
        for one in (hint, *get_args(hint))
        if isinstance(one, type) and issubclass(one, StrEnum)
    }


def _column(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def changes_of(tx: Tx, part: str, record_id: UUID) -> list[tuple[datetime, dict[str, str]]]:
    """Return when a record was changed, and the new texts of its fields, oldest first."""
    query = (
        sa.select(change.c.seq, change.c.field, change.c.new, journal.c.received_at)
        .join(journal, journal.c.seq == change.c.seq)
        .where(change.c.part == part, change.c.record == record_id, change.c.act == "changed")
        .order_by(change.c.seq, change.c.position)
    )
    found: dict[int, tuple[datetime, dict[str, str]]] = {}
    for row in tx.execute(query):
        _, texts = found.setdefault(row.seq, (row.received_at, {}))
        texts[row.field] = row.new
    return list(found.values())


@dataclass(slots=True, kw_only=True)
class Told:
    """What the history tells of one record.

    Attributes:
        subject: Whose history it belongs to.
        seq: Of the journal row that tells of it last.
        came: Digest of the record as it was added.
        fields: Newest text of each changed field.
        began: Text of each changed field before its first change.
        changed_in: Journal rows that changed it.
    """

    kind: str
    subject: UUID
    seq: int
    came: str
    fields: dict[str, str] = field(default_factory=dict)
    began: dict[str, str] = field(default_factory=dict)
    changed_in: set[int] = field(default_factory=set)


def told(tx: Tx, part: str) -> dict[UUID, Told]:
    """Return what the history of a part adds up to, by record; without those taken out."""
    found: dict[UUID, Told] = {}
    query = sa.select(change).where(change.c.part == part).order_by(change.c.seq, change.c.position)
    for row in tx.execute(query):
        if row.act == "added":
            found[row.record] = Told(kind=row.kind, subject=row.subject, seq=row.seq, came=row.new)
            continue
        if row.act == "removed":
            del found[row.record]
            continue
        one = found[row.record]
        one.seq = row.seq
        one.fields[row.field] = row.new
        one.began.setdefault(row.field, row.old)
        one.changed_in.add(row.seq)
    return found
