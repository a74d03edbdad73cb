"""SQL of what was done to drills while they ran; rows are only added."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import reckoned
from commandcenter.database.journal import canonical
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.drills.model.run import Act, RunAct
from commandcenter.drills.tables import drill_run_act

# The kind of the journal row of each act.
KINDS: dict[Act, str] = {
    Act.START: "drills.started",
    Act.PAUSE: "drills.paused",
    Act.RESUME: "drills.resumed",
    Act.SPEED: "drills.speed_set",
    Act.FIRE: "drills.delivered",
    Act.HOLD: "drills.held",
    Act.RELEASE: "drills.released",
    Act.SKIP: "drills.skipped",
    Act.BACK: "drills.went_back",
    Act.OPEN_BRANCH: "drills.branch_opened",
    Act.END: "drills.ended",
}

_INSERT = drill_run_act.insert()
_ALL = sa.select(drill_run_act).order_by(drill_run_act.c.seq)
_STARTED = sa.select(drill_run_act.c.drill_id).where(drill_run_act.c.act == Act.START.value)


def add(tx: WriteTx, act: RunAct) -> dict[str, object]:
    """Add an act; returns the journal's evidence of it."""
    values = {
        "seq": act.seq,
        "id": act.id,
        "drill_id": act.drill_id,
        "act": act.act.value,
        "inject_id": act.inject_id,
        "offset_ms": act.offset_ms,
        "speed_percent": act.speed_percent,
        "branch": act.branch,
        "entry_id": act.entry_id,
        "is_due": act.is_due,
        "note": act.note,
        "at": act.at,
        "by": act.by,
    }
    tx.send(_INSERT, values)
    return _evidence(values)


def has(tx: Tx, act_id: UUID) -> bool:
    """Say whether an act was recorded already."""
    query = sa.select(drill_run_act.c.seq).where(drill_run_act.c.id == act_id)
    return tx.execute(query).first() is not None


def of_drill(tx: Tx, drill_id: UUID) -> tuple[RunAct, ...]:
    """Return the acts of a drill, oldest first."""
    rows = tx.execute(_ALL.where(drill_run_act.c.drill_id == drill_id)).mappings()
    return tuple(_act(dict(row)) for row in rows)


def has_begun(tx: Tx, drill_id: UUID) -> bool:
    """Say whether a drill was ever started in this program."""
    return tx.execute(_STARTED.where(drill_run_act.c.drill_id == drill_id)).first() is not None


def begun(tx: Tx) -> frozenset[UUID]:
    """Return the drills that were ever started in this program."""
    return frozenset(tx.execute(_STARTED).scalars())


def begun_last(tx: Tx) -> UUID | None:
    """Return the drill that was started last; None if none ever was."""
    row = tx.execute(_STARTED.order_by(drill_run_act.c.seq.desc()).limit(1)).first()
    return None if row is None else row[0]


def _act(row: Mapping[str, Any]) -> RunAct:
    return RunAct(**{**row, "act": Act(row["act"])})


def _evidence(values: Mapping[str, Any]) -> dict[str, object]:
    """Return what the journal says of a row: every column that is not empty.

    The number in the journal is left out, because it is a field of the journal itself.
    """
    said = reckoned.said(values)
    return {name: one for name, one in said.items() if name != "seq" and one not in (None, "")}


def _bodies(act: Act, tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    query = _ALL.where(drill_run_act.c.act == act.value, drill_run_act.c.seq > after)
    rows = tx.execute(query.limit(limit)).mappings()
    return [(row["seq"], canonical(_evidence(dict(row)))) for row in rows]


EVIDENCE = tuple(Evidence(kind=kind, page=partial(_bodies, act)) for act, kind in KINDS.items())
