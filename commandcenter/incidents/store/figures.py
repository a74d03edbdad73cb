"""SQL of casualties and losses: every count is a further row."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx, WriteTx
from commandcenter.incidents.model.figures import COUNTED, Counted, Figures
from commandcenter.incidents.model.incident import EventClass, Incident
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.statistics import NOT_COUNTED
from commandcenter.incidents.store import rows
from commandcenter.incidents.store.incident import numbered, real
from commandcenter.incidents.store.rows import Body
from commandcenter.incidents.tables.incident import (
    incident,
    incident_facts,
    incident_figures,
    incident_state,
)

NOTED = "incidents.figures"


def add(tx: WriteTx, one: Incident, figures: Figures) -> Body:
    """Add a count; returns the journal's evidence of it."""
    values: dict[str, Any] = {name: getattr(figures, name) for name in COUNTED} | {
        "id": figures.id,
        "incident_id": one.id,
        "as_of": figures.as_of or tx.at,
        "source": figures.source,
    }
    return rows.add(tx, incident_figures, values, number=one.number)


def history(tx: Tx, incident_id: UUID) -> tuple[Counted, ...]:
    """Return every count of an incident, in the order they were noted."""
    query = sa.select(incident_figures).where(incident_figures.c.incident_id == incident_id)
    return tuple(map(_counted, rows.records(tx, query.order_by(incident_figures.c.seq))))


def newest(tx: Tx, incident_id: UUID) -> Counted | None:
    """Return the count that was noted last; None before the first."""
    query = sa.select(incident_figures).where(incident_figures.c.incident_id == incident_id)
    found = rows.records(tx, query.order_by(incident_figures.c.seq.desc()).limit(1))
    return _counted(found[0]) if found else None


def newest_of(tx: Tx, ids: Collection[UUID]) -> dict[UUID, Counted]:
    """Return the newest count of each of some incidents that has any."""
    query = sa.select(incident_figures).where(incident_figures.c.incident_id.in_(ids))
    found = rows.records(tx, query.order_by(incident_figures.c.seq))
    return {row["incident_id"]: _counted(row) for row in found}


def accidents(
    tx: Tx, since: datetime, until: datetime, *, drill_id: UUID | None
) -> dict[Level, tuple[int, int]]:
    """Return the accidents learned of in a period: how many of each level, and how many died.

    Of each accident the newest count counts; what was withdrawn or merged is left out.
    """
    query = _ACCIDENTS.where(
        incident.c.learned_at >= since, incident.c.learned_at < until, real(drill_id)
    )
    rows = tx.execute(query).mappings()
    return {Level(row["level"]): (row["number"], int(row["dead"])) for row in rows}


def _accidents() -> sa.Select[Any]:
    kind, accident = incident_facts.c.kind, EventClass.ACCIDENT.value
    later = incident_figures.alias()
    newest = sa.select(sa.func.max(later.c.seq)).where(later.c.incident_id == incident.c.id)
    dead = sa.func.coalesce(sa.func.sum(incident_figures.c.dead), 0)
    return (
        sa.select(incident_state.c.level, sa.func.count().label("number"), dead.label("dead"))
        .select_from(incident)
        .join(incident_state, incident_state.c.incident_id == incident.c.id)
        .join(incident_facts, incident_facts.c.seq == incident_state.c.facts_seq)
        .join(incident_figures, incident_figures.c.seq == newest.scalar_subquery(), isouter=True)
        .where(
            sa.or_(kind == accident, kind.startswith(f"{accident}:")),
            incident_state.c.state.not_in(sorted(NOT_COUNTED)),
        )
        .group_by(incident_state.c.level)
    )


_ACCIDENTS = _accidents()


def find(tx: Tx, figures_id: UUID) -> Counted | None:
    """Return one count."""
    query = sa.select(incident_figures).where(incident_figures.c.id == figures_id)
    found = rows.records(tx, query)
    return _counted(found[0]) if found else None


def is_known(tx: Tx, figures_id: UUID) -> bool:
    """Say whether a count was noted already."""
    return rows.is_known(tx, incident_figures, figures_id)


def _counted(row: Mapping[str, Any]) -> Counted:
    figures = Figures(
        id=row["id"],
        as_of=row["as_of"],
        source=row["source"],
        **{name: row[name] for name in COUNTED},
    )
    return Counted(
        seq=row["seq"], figures=figures, as_of=row["as_of"], by=row["by"], at=row["recorded_at"]
    )


EVIDENCE = (rows.evidence(NOTED, incident_figures, partial(numbered, incident_figures)),)
