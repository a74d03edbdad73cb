"""SQL of readiness and of muster tests."""

import hashlib
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import bulk
from commandcenter.database.journal import canonical
from commandcenter.database.schema import journal
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.kernel.times import stamp
from commandcenter.teams.model.readiness import Muster, Readiness, State
from commandcenter.teams.store.rows import record_of
from commandcenter.teams.tables.roster import team_muster, team_readiness

ONE = "teams.readiness"
MANY = "teams.readiness_imported"


def add(tx: WriteTx, said: Readiness, name: str) -> dict[str, object]:
    """Add what was said about the team of this name; returns the journal's evidence."""
    row = _values(tx.seq + 1, said, name)
    tx.send(_INSERT, row)
    return _evidence(row)


_INSERT = team_readiness.insert()


def add_all(tx: WriteTx, said: Sequence[tuple[Readiness, str]]) -> dict[str, object]:
    """Add what was said about many teams, each with its name; returns the evidence of all."""
    rows = [_values(tx.seq + 1, one, name) for one, name in said]
    bulk.insert_all(tx, team_readiness, rows)
    return _digest(rows)


def _values(seq: int, one: Readiness, name: str) -> dict[str, Any]:
    return {
        "seq": seq,
        "team_id": one.team_id,
        "team": name,
        "drill_id": one.drill_id,
        "state": one.state.value,
        "level": one.level,
        "at": one.at,
        "by": one.by,
        "reason": one.reason,
    }


def _evidence(row: Any) -> dict[str, object]:
    said = {name: row[name] for name in ("team", "state", "level", "by", "reason") if row[name]}
    said |= {"team_id": str(row["team_id"]), "at": stamp(row["at"])}
    return said | ({"drill_id": str(row["drill_id"])} if row["drill_id"] else {})


def _digest(rows: Sequence[Any]) -> dict[str, object]:
    texts = sorted(canonical(_evidence(row)) for row in rows)
    return {"count": len(rows), "sha256": hashlib.sha256("\n".join(texts).encode()).hexdigest()}


def current(tx: Tx, *, drill_id: UUID | None = None) -> dict[UUID, Readiness]:
    """Return what was said last about each team, in reality or in a drill."""
    newest = (
        sa.select(sa.func.max(team_readiness.c.seq).label("seq"), team_readiness.c.team_id)
        .where(team_readiness.c.drill_id.is_not_distinct_from(drill_id))
        .group_by(team_readiness.c.team_id)
        .subquery()
    )
    query = sa.select(team_readiness).join(
        newest,
        sa.and_(newest.c.seq == team_readiness.c.seq, newest.c.team_id == team_readiness.c.team_id),
    )
    return {row["team_id"]: _readiness(row) for row in tx.execute(query).mappings()}


def latest(tx: Tx, team_id: UUID, *, drill_id: UUID | None = None) -> Readiness | None:
    """Return what was said last about a team, in reality or in a drill."""
    found = told(tx, team_id, drill_id=drill_id, limit=1)
    return found[0] if found else None


def told(
    tx: Tx, team_id: UUID, *, drill_id: UUID | None = None, limit: int
) -> tuple[Readiness, ...]:
    """Return what was said about a team, newest first."""
    query = (
        sa.select(team_readiness)
        .where(
            team_readiness.c.team_id == team_id,
            team_readiness.c.drill_id.is_not_distinct_from(drill_id),
        )
        .order_by(team_readiness.c.seq.desc())
        .limit(limit)
    )
    return tuple(map(_readiness, tx.execute(query).mappings()))


def _readiness(row: Any) -> Readiness:
    return Readiness(
        team_id=row["team_id"],
        state=State(row["state"]),
        at=row["at"],
        level=row["level"],
        by=row["by"],
        reason=row["reason"],
        drill_id=row["drill_id"],
        seq=row["seq"],
    )


def musters(tx: Tx, team_id: UUID | None = None, *, limit: int) -> tuple[Muster, ...]:
    """Return the muster tests of a team, or of all teams, newest first."""
    query = sa.select(team_muster).order_by(team_muster.c.ordered_at.desc(), team_muster.c.id)
    if team_id is not None:
        query = query.where(team_muster.c.team_id == team_id)
    return tuple(record_of(Muster, row) for row in tx.execute(query.limit(limit)).mappings())


def one_evidence(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    """Return the journal bodies that the rows after a number must have, but for imports."""
    query = (
        sa.select(team_readiness)
        .outerjoin(journal)
        .where(team_readiness.c.seq > after, journal.c.kind.is_distinct_from(MANY))
    )
    rows = tx.execute(query.order_by(team_readiness.c.seq).limit(limit)).mappings()
    return [(row["seq"], canonical(_evidence(row))) for row in rows]


def many_evidence(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    """Return the journal bodies that the imports after a number must have."""
    of_import = sa.and_(team_readiness.c.seq > after, journal.c.kind == MANY)
    numbers = sa.select(team_readiness.c.seq).distinct().join(journal).where(of_import)
    seqs = tx.execute(numbers.order_by(team_readiness.c.seq).limit(limit)).scalars().all()
    query = sa.select(team_readiness).where(team_readiness.c.seq.in_(seqs))
    rows = tx.execute(query.order_by(team_readiness.c.seq)).mappings().all()
    return [
        (seq, canonical(_digest(list(group)))) for seq, group in groupby(rows, itemgetter("seq"))
    ]
