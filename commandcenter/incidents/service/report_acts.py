"""What every act on a report writes: its row, where it stands, versions of its words."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.journal import Line
from commandcenter.database.tx import WriteTx
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.report import (
    Report,
    ReportAct,
    ReportRow,
    ReportState,
    Text,
)
from commandcenter.incidents.service import recording
from commandcenter.incidents.store import report as store
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id

# Lines of the duty log; who typed what is not one of them.
_TOLD = frozenset({store.SENT, store.KINDS[ReportAct.SIGN], store.KINDS[ReportAct.RETURN]})


def get(tx: WriteTx, report_id: UUID) -> tuple[Report, Incident]:
    """Return a report and its incident.

    Raises:
        Conflict: There is no such report.
    """
    one = store.find(tx, report_id)
    if one is None:
        raise Conflict
    return one, recording.get(tx, one.incident_id)


def row_of(
    tx: WriteTx,
    act: ReportAct,
    state: ReportState,
    *,
    reason: str = "",
    act_id: UUID | None = None,
) -> ReportRow:
    """Return a row of the history of a report."""
    return ReportRow(
        seq=tx.seq + 1,
        id=act_id or new_id(),
        act=act,
        state=state,
        reason=reason,
        by=tx.officer.name,
        login=tx.officer.login,
        at=tx.at,
    )


def note(tx: WriteTx, one: Report, of: Incident, row: ReportRow) -> Report:
    """Add a row to the history of a report and keep where it stands after it."""
    after = replace(one, state=row.state, history=(*one.history, row), version=one.version + 1)
    body = store.add_act(tx, one, row, of)
    store.set_state(tx, after)
    append(tx, store.KINDS[row.act], body, one, act_id=row.id)
    return after


def add_text(tx: WriteTx, one: Report, text: Text) -> Report:
    """Add a version of the words of a report, written by the officer."""
    ready = replace(text, by=tx.officer.name, login=tx.officer.login, at=tx.at)
    after = replace(one, texts=(*one.texts, ready), version=one.version + 1)
    body = store.add_text(tx, one, ready)
    store.set_state(tx, after)
    append(tx, store.TEXT, body, one, act_id=ready.id)
    return after


def append(
    tx: WriteTx, kind: str, body: Mapping[str, object], one: Report, *, act_id: UUID
) -> None:
    """Append the journal row of an act; what the desk should see gets a line of the log."""
    line = Line.AUTOMATIC if kind in _TOLD else Line.NONE
    journal.append(
        tx, kind, body, id=act_id, subject=one.incident_id, line=line, drill_id=one.drill_id
    )
