"""SQL of open matters."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import bulk
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.matters.model.matter import Matter, MatterKind
from commandcenter.matters.tables import matter


def add(tx: WriteTx, new: Matter) -> None:
    """Add a matter."""
    tx.send(_INSERT, _values(new))


_INSERT = matter.insert()


def add_all(tx: WriteTx, past: Sequence[Matter]) -> None:
    """Add many matters at once."""
    bulk.insert_all(tx, matter, list(map(_values, past)))


def find(tx: Tx, matter_id: UUID) -> Matter | None:
    """Return a matter, open or closed."""
    row = tx.execute(sa.select(matter).where(matter.c.id == matter_id)).first()
    return None if row is None else _matter(row)


def still_open(tx: Tx, *, drill_id: UUID | None = None) -> tuple[Matter, ...]:
    """Return the open matters, the one due first on top, those without a time last."""
    query = (
        sa.select(matter)
        .where(matter.c.closed_at.is_(None), matter.c.drill_id.is_not_distinct_from(drill_id))
        .order_by(matter.c.due_at.is_(None), matter.c.due_at, matter.c.opened_at)
    )
    return tuple(map(_matter, tx.execute(query)))


def of_about(tx: Tx, about: UUID) -> tuple[Matter, ...]:
    """Return the matters of an incident or a response, open or closed, oldest first."""
    query = sa.select(matter).where(matter.c.about == about)
    return tuple(map(_matter, tx.execute(query.order_by(matter.c.opened_at, matter.c.id))))


def close(tx: WriteTx, matter_id: UUID, *, at: datetime, by: str, result: str) -> None:
    """Close a matter that is still open; one that is closed already stays as it is."""
    statement = (
        matter.update()
        .where(matter.c.id == matter_id, matter.c.closed_at.is_(None))
        .values(closed_at=at, closed_by=by, result=result, version=matter.c.version + 1)
    )
    tx.execute(statement)


def put_off(tx: WriteTx, matter_id: UUID, due_at: datetime) -> None:
    """Give a matter that is still open a later time."""
    statement = (
        matter.update()
        .where(matter.c.id == matter_id, matter.c.closed_at.is_(None))
        .values(due_at=due_at, version=matter.c.version + 1)
    )
    tx.execute(statement)


def _values(one: Matter) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)} | {
        "kind": one.kind.value
    }


def _matter(row: Any) -> Matter:
    return Matter(**(dict(row._mapping) | {"kind": MatterKind(row.kind)}))  # noqa: SLF001
