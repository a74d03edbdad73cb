"""SQL of what is edited in place: how it stands, and what was told of it one by one."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import journal
from commandcenter.database.schema import change
from commandcenter.database.tx import Tx
from commandcenter.teams.store.rows import TABLES, record_of
from commandcenter.teams.tables.dispatch import dispatch, dispatch_state


@dataclass(slots=True, kw_only=True)
class Told:
    """What the history tells of one record.

    Attributes:
        subject: Whose history it belongs to.
        seq: Of the journal row that tells of it last.
        came: Its name, or its digest if it was imported.
        is_told: Whether it was added field by field.
        fields: Text of each field, as far as any was told.
        began: Text of each changed field before its first change.
        changed_in: Journal rows that changed it.
    """

    kind: str
    subject: UUID
    seq: int
    came: str
    is_told: bool = False
    is_gone: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    began: dict[str, str] = field(default_factory=dict)
    changed_in: set[int] = field(default_factory=set)


def told(tx: Tx, part: str) -> dict[UUID, Told]:
    """Return what the history of a part adds up to, by record."""
    found: dict[UUID, Told] = {}
    query = sa.select(change).where(change.c.part == part).order_by(change.c.seq, change.c.position)
    for row in tx.execute(query):
        if row.act == "added" and not row.field:
            found[row.record] = Told(kind=row.kind, subject=row.subject, seq=row.seq, came=row.new)
        else:
            _hear(found[row.record], row)
    return found


def _hear(one: Told, row: Any) -> None:
    one.seq = row.seq
    if row.act == "removed":
        one.is_gone = True
        return
    one.fields[row.field] = row.new
    one.is_told |= row.act == "added"
    if row.act == "changed":
        one.began.setdefault(row.field, row.old)
        one.changed_in.add(row.seq)


def records(tx: Tx, kind: type) -> Iterator[Any]:
    """Give all records of a kind as they stand."""
    for row in tx.execute(sa.select(TABLES[kind])).mappings():
        yield record_of(kind, row)


def bodies(tx: Tx, kinds: Sequence[str]) -> dict[str, list[tuple[int, Mapping[str, Any]]]]:
    """Return number and body of the journal rows of some kinds, by subject, in order."""
    found: dict[str, list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)
    for row in journal.told(tx, kinds):
        found[row.subject].append((row.seq, json.loads(row.body)))
    return found


def dispatch_ids(tx: Tx, *, after: int, limit: int) -> list[tuple[int, UUID, UUID | None]]:
    """Return number and id of dispatches, and the id again if it is known where they stand.

    Whom the state names has to be whom the order names.
    """
    is_of_order = sa.and_(
        dispatch_state.c.dispatch_id == dispatch.c.id,
        dispatch_state.c.team_id == dispatch.c.team_id,
        dispatch_state.c.drill_id.is_not_distinct_from(dispatch.c.drill_id),
    )
    query = (
        sa.select(dispatch.c.seq, dispatch.c.id, dispatch_state.c.dispatch_id)
        .outerjoin(dispatch_state, is_of_order)
        .where(dispatch.c.seq > after)
        .order_by(dispatch.c.seq)
        .limit(limit)
    )
    return [tuple(row) for row in tx.execute(query).all()]


def has_states_of_nothing(tx: Tx) -> bool:
    """Say whether a state is there that no dispatch has."""
    known = sa.select(dispatch.c.id)
    query = sa.select(dispatch_state.c.dispatch_id)
    lost = query.where(dispatch_state.c.dispatch_id.not_in(known))
    return tx.execute(lost.limit(1)).first() is not None
