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


_HEADS = sa.select(journal.c.seq, journal.c.hash, journal.c.received_at)


def at(tx: Tx, seq: int) -> Head | None:
    """Return the head when this row was the newest; None if there is no such row."""
    return _first(tx, _HEADS.where(journal.c.seq == seq))


def newest_besides(tx: Tx, kind: str) -> Head | None:
    """Return the head of the newest row that is not of one kind; None if there is none."""
    query = _HEADS.where(journal.c.kind != kind).order_by(journal.c.seq.desc())
    return _first(tx, query.limit(1))


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
