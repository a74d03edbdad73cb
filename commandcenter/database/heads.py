"""Heads of the journal: what papers print and workstations remember."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.schema import journal, journal_head
from commandcenter.database.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A row of the journal as a witness sees it."""

    seq: int
    hash: bytes
    received_at: datetime


# The part whose rows tell of plans, drills and what was learned from them.
_DRILLS = "drills"
_HEADS = sa.select(journal.c.seq, journal.c.hash, journal.c.received_at)


def at(tx: Tx, seq: int) -> Head | None:
    """Return the head when this row was the newest; None if there is no such row."""
    return _first(tx, _HEADS.where(journal.c.seq == seq))


def newest_real(tx: Tx, *, besides: str) -> Head | None:
    """Return the head of the newest row about what really happened; None if there is none.

    Drills are left out: what happened in one, and who planned what of them.

    Args:
        besides: A kind of rows that is left out as well.
    """
    query = _HEADS.where(
        journal.c.kind != besides,
        journal.c.kind.not_like(f"{_DRILLS}.%"),
        journal.c.drill_id.is_(None),
    )
    return _first(tx, query.order_by(journal.c.seq.desc()).limit(1))


def _first(tx: Tx, query: sa.Select[Any]) -> Head | None:
    row = tx.execute(query).first()
    return None if row is None else Head(seq=row.seq, hash=row.hash, received_at=row.received_at)


def newest_about(tx: Tx, subject: str) -> int:
    """Return the number of the newest row about a record; 0 if there is none."""
    query = sa.select(sa.func.max(journal.c.seq)).where(journal.c.subject == subject)
    return tx.execute(query).scalar() or 0


def database_id(tx: Tx) -> UUID:
    """Return what tells this database from every other; a copy keeps it."""
    found: UUID = tx.execute(sa.select(journal_head.c.database_id)).scalar_one()
    return found
