"""What happened to a record, field by field: rows that the journal vouches for.

A change of one record and an import of thousands are noted in the same way, each with
one journal row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import bulk, journal
from commandcenter.database.journal import canonical
from commandcenter.database.schema import change
from commandcenter.database.schema import journal as journal_table
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.kernel.ids import new_id

# Longer evidence stands in the journal by its digest.
_LONGEST_BYTES = 16_384
_SAID = ("subject", "record", "kind", "name", "act", "field", "old", "new")


class Act(StrEnum):
    """What was done to a record."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one record that got another value, or a record that came or went.

    Attributes:
        subject: Whose history it belongs to, such as the team of a member.
        record: What was changed.
        kind: Of the record.
        name: Of the record, so that it is known even after it has gone.
        field: Empty for a record that came or went as a whole.
        old: Empty if there was none.
        new: Empty if there is none.
    """

    subject: UUID
    record: UUID
    kind: str
    name: str
    act: Act
    field: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A change with when it was made and by whom.

    Attributes:
        author: Login.
    """

    seq: int
    at: datetime
    author: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Evident:
    """Changes as they will be noted; made before a transaction if there are many."""

    part: str
    rows: list[dict[str, Any]]
    body: dict[str, object]


def evident(part: str, changes: Iterable[Change]) -> Evident:
    """Return changes as they will be noted.

    Args:
        part: First word of the kind of the journal row.
    """
    rows = [
        {"position": position, "part": part, **_said(one)} for position, one in enumerate(changes)
    ]
    return Evident(part=part, rows=rows, body=_body(rows))


def note(
    tx: WriteTx, changes: Evident, *, subject: UUID | str, drill_id: UUID | None = None
) -> int:
    """Append the evidence of changes, with one row of the journal; comes last.

    Args:
        drill_id: The drill in which they were made; None for reality.

    Returns:
        The number of the journal row.
    """
    seq = tx.seq + 1
    bulk.insert_all(tx, change, [{"seq": seq, **row} for row in changes.rows])
    kind = f"{changes.part}.changed"
    return journal.append(tx, kind, changes.body, id=new_id(), subject=subject, drill_id=drill_id)


def _said(one: Change) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _SAID} | {"act": one.act.value}


def _body(rows: Iterable[Any]) -> dict[str, object]:
    """Return what the journal says of rows: all of them, or their number and digest."""
    said = [{name: str(row[name]) for name in _SAID if row[name]} for row in rows]
    if _is_short(said):
        body: dict[str, object] = {"changes": said}
        if len(canonical(body).encode()) <= _LONGEST_BYTES:
            return body
    fields = (text for one in said for pair in one.items() for text in (*pair,))
    return {"count": len(said), "sha256": journal.digest(fields).hex()}


def _is_short(said: Iterable[Mapping[str, str]]) -> bool:
    """Whether it may fit; writing a whole import as JSON would hold up every other thread."""
    letters = 0
    for one in said:
        letters += sum(map(len, one.values()))
        if letters > _LONGEST_BYTES:
            return False
    return True


def of(tx: Tx, part: str, subject: UUID, *, limit: int = 1_000) -> tuple[Noted, ...]:
    """Return the newest changes of a record and of what belongs to it, newest first."""
    query = (
        sa.select(change, journal_table.c.received_at, journal_table.c.author)
        .join(journal_table, journal_table.c.seq == change.c.seq)
        .where(change.c.part == part, change.c.subject == subject)
        .order_by(change.c.seq.desc(), change.c.position)
        .limit(limit)
    )
    return tuple(
        Noted(
            seq=row["seq"],
            at=row["received_at"],
            author=row["author"],
            change=Change(**{name: row[name] for name in _SAID} | {"act": Act(row["act"])}),
        )
        for row in tx.execute(query).mappings()
    )


def newest(tx: Tx, part: str) -> int:
    """Return the number of the newest journal row that changed a record of a part; 0 if none."""
    query = sa.select(sa.func.max(change.c.seq)).where(change.c.part == part)
    return tx.execute(query).scalar() or 0


def evidence(part: str) -> Evidence:
    """Return how the journal bodies of a part are rebuilt from its changes."""
    return Evidence(kind=f"{part}.changed", page=partial(_page, part))


def _page(part: str, tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    of_part = change.c.part == part
    numbers = sa.select(change.c.seq).distinct().where(of_part, change.c.seq > after)
    seqs = tx.execute(numbers.order_by(change.c.seq).limit(limit)).scalars().all()
    if not seqs:
        return []
    query = sa.select(change).where(of_part, change.c.seq.between(seqs[0], seqs[-1]))
    rows = tx.execute(query.order_by(change.c.seq, change.c.position))
    return [
        (seq, canonical(_body(row._mapping for row in group)))  # noqa: SLF001 - SQLAlchemy's own name
        for seq, group in groupby(rows, key=attrgetter("seq"))
    ]
