"""SQL of casualties and losses: every count is a further row."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx, WriteTx
from commandcenter.incidents.model.figures import COUNTED, Counted, Figures
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.store import rows
from commandcenter.incidents.store.incident import numbered
from commandcenter.incidents.store.rows import Body
from commandcenter.incidents.tables.incident import incident_figures

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
