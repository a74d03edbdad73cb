"""SQL of floods: when there were more new alarms than anybody can look at."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.alarms.model.flood import Flood, Turn
from commandcenter.alarms.tables import alarm_flood
from commandcenter.database import reckoned
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import Tx, WriteTx

KINDS: dict[Turn, str] = {Turn.BEGIN: "alarms.flood_begun", Turn.END: "alarms.flood_ended"}
EVIDENCE = reckoned.source(alarm_flood, KINDS.values())

_INSERT = alarm_flood.insert()


def add(tx: WriteTx, turn: Turn, *, count: int, drill_id: UUID | None) -> dict[str, Any]:
    """Add that a flood begins or ends; returns what the journal has to tell of it."""
    values = {
        "seq": tx.seq + 1,
        "act": turn.value,
        "at": tx.at,
        "count": count,
        "drill_id": drill_id,
    }
    tx.send(_INSERT, values)
    return {"count": count, SET: {"alarm_flood": reckoned.said(values)}}


def under_way(tx: Tx) -> frozenset[UUID | None]:
    """Return in which drills, or in reality, a flood is under way."""
    newest = (
        sa.select(sa.func.max(alarm_flood.c.seq)).group_by(alarm_flood.c.drill_id).scalar_subquery()
    )
    query = sa.select(alarm_flood.c.drill_id).where(
        alarm_flood.c.seq.in_(newest), alarm_flood.c.act == Turn.BEGIN.value
    )
    return frozenset(tx.execute(query).scalars())


def everything(tx: Tx, *, drill_id: UUID | None) -> tuple[Flood, ...]:
    """Return the floods of reality or of a drill, oldest first."""
    query = sa.select(alarm_flood).where(alarm_flood.c.drill_id.is_not_distinct_from(drill_id))
    floods: list[Flood] = []
    for row in tx.execute(query.order_by(alarm_flood.c.seq)).mappings():
        if Turn(row["act"]) is Turn.BEGIN:
            floods.append(Flood(begun_at=row["at"], count=row["count"]))
        elif floods:
            floods[-1] = replace(floods[-1], ended_at=row["at"])
    return tuple(floods)
