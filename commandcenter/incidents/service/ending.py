"""Ending what is still open of a drill: responses, reports, incidents."""

from uuid import UUID

from commandcenter.database.tx import WriteTx
from commandcenter.incidents.model.incident import Act, Incident, State
from commandcenter.incidents.model.report import STEPS, ReportAct, ReportState
from commandcenter.incidents.model.response import Decree, Stage
from commandcenter.incidents.service import moving, recording, report_acts, response
from commandcenter.incidents.store import incident as store
from commandcenter.incidents.store import report as report_store
from commandcenter.kernel.ids import new_id


def end_drill_in(tx: WriteTx, drill_id: UUID, *, reason: str) -> None:
    """End the responses of a drill, give up its unsent reports, close its incidents."""
    for active in response.active_in(tx, drill_id=drill_id):
        by = tx.officer.name
        decree = Decree(id=new_id(), stage=Stage.ENDED, basis=reason, decided_by=by, approver=by)
        response.change_in(tx, active, decree)
    for one in store.of_drill(tx, drill_id):
        _give_up_reports(tx, one, reason)
    for one in store.still_open(tx, drill_id=drill_id):
        row = recording.row_of(tx, one, Act.CLOSE, State.CLOSED, reason=reason)
        moving.end_in(tx, one, row, reason=reason)


def _give_up_reports(tx: WriteTx, of: Incident, reason: str) -> None:
    for one in report_store.of_incident(tx, of.id):
        to = ReportState.VOID if one.issue else ReportState.DISCARDED
        if to in STEPS[one.state]:
            row = report_acts.row_of(tx, ReportAct.DISCARD, to, reason=reason)
            report_acts.note(tx, one, of, row)
