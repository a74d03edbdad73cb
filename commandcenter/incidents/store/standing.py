"""SQL of where incidents and reports stand, for whoever compares it with what was done."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx
from commandcenter.incidents.store import rows
from commandcenter.incidents.tables.incident import (
    incident,
    incident_act,
    incident_facts,
    incident_state,
)
from commandcenter.incidents.tables.report import report, report_act, report_state, report_text

Row = dict[str, Any]


def incidents(tx: Tx) -> list[tuple[Row, Row | None, list[Row], list[Row]]]:
    """Return each incident with its state, its acts and the versions of its facts."""
    return _joined(tx, incident, incident_state, "incident_id", incident_act, incident_facts)


def reports(tx: Tx) -> list[tuple[Row, Row | None, list[Row], list[Row]]]:
    """Return each report with its state, its acts and the versions of its text."""
    return _joined(tx, report, report_state, "report_id", report_act, report_text)


def has_states_of_nothing(tx: Tx) -> bool:
    """Say whether a state is there that no incident or report has."""
    lost = (
        sa.select(incident_state.c.incident_id).where(
            incident_state.c.incident_id.not_in(sa.select(incident.c.id))
        ),
        sa.select(report_state.c.report_id).where(
            report_state.c.report_id.not_in(sa.select(report.c.id))
        ),
    )
    return any(tx.execute(query.limit(1)).first() is not None for query in lost)


def _joined(
    tx: Tx, table: sa.Table, state: sa.Table, key: str, acts: sa.Table, versions: sa.Table
) -> list[tuple[Row, Row | None, list[Row], list[Row]]]:
    states = {row[key]: row for row in rows.records(tx, sa.select(state))}
    done, known = _grouped(tx, acts, key), _grouped(tx, versions, key)
    return [
        (row, states.get(row["id"]), done.get(row["id"], []), known.get(row["id"], []))
        for row in rows.records(tx, sa.select(table).order_by(table.c.seq))
    ]


def _grouped(tx: Tx, table: sa.Table, key: str) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in rows.records(tx, sa.select(table).order_by(table.c.seq)):
        found.setdefault(row[key], []).append(row)
    return found
