"""Handling an incident: its states, merging it into another, what it is connected with."""

from dataclasses import replace
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import WriteTx
from commandcenter.directory.rights import Right, require, require_at_all
from commandcenter.incidents.model import handling
from commandcenter.incidents.model.incident import Act, ActRow, Incident, LinkKind, State
from commandcenter.incidents.model.report import ReportKind
from commandcenter.incidents.service import levels, opening, recording, reporting
from commandcenter.incidents.store import incident as store
from commandcenter.incidents.store import report as report_store
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.matters.model.matter import MatterKind
from commandcenter.matters.service import matters


def move(
    db: Database,
    incident_id: UUID,
    state: State,
    *,
    officer: Officer,
    reason: str = "",
    act_id: UUID | None = None,
) -> Incident:
    """Say that an incident is being handled, or is under control.

    Raises:
        NotAllowed, NoSuchStep: Nothing was written.
        Conflict: There is no such incident.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.REPORT)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, incident_id, act_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if is_noted:
            return one
        if state not in (State.HANDLING, State.CONTROLLED) or not one.is_open:
            raise handling.NoSuchStep(number=one.number)
        handling.check_move(one, state)
        handling.check_length(reason)
        return recording.note(
            tx, one, recording.row_of(tx, one, Act.STEP, state, reason=reason, act_id=act_id)
        )


def close(
    db: Database,
    incident_id: UUID,
    *,
    officer: Officer,
    reason: str = "",
    act_id: UUID | None = None,
) -> Incident:
    """Say that an incident is dealt with; the chain of its reports has to be complete.

    Args:
        reason: Why there is no final report, if none was sent since it was last opened again.

    Raises:
        NotAllowed, NoSuchStep, FinalReportMissing: Nothing was written.
        Conflict: There is no such incident.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.REPORT)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, incident_id, act_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if is_noted:
            return one
        handling.check_move(one, State.CLOSED)
        handling.check_length(reason)
        if not reason.strip() and not _has_final(tx, one):
            raise handling.FinalReportMissing(number=one.number)
        row = recording.row_of(tx, one, Act.CLOSE, State.CLOSED, reason=reason, act_id=act_id)
        return end_in(tx, one, row, reason=reason)


def _has_final(tx: WriteTx, one: Incident) -> bool:
    acts = store.history(tx, one.id)
    since = max((row.seq for row in acts if row.act is Act.REOPEN), default=0)
    reports = report_store.of_incident(tx, one.id)
    return any(
        report.kind is ReportKind.FINAL and report.sent is not None and report.sent.seq > since
        for report in reports
    )


def withdraw(
    db: Database, incident_id: UUID, *, reason: str, officer: Officer, act_id: UUID | None = None
) -> Incident:
    """Say that nothing had happened (误报), and why that is known.

    Raises:
        NotAllowed, NoSuchStep, IncidentReasonMissing: Nothing was written.
        Conflict: There is no such incident.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.REPORT)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, incident_id, act_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if is_noted:
            return one
        handling.check_move(one, State.WITHDRAWN)
        handling.check_reason(reason)
        row = recording.row_of(tx, one, Act.WITHDRAW, State.WITHDRAWN, reason=reason, act_id=act_id)
        after = end_in(tx, one, row, reason=reason)
        _drop_tasks(tx, one, result=reason)
    return after


def reopen(
    db: Database, incident_id: UUID, *, reason: str, officer: Officer, act_id: UUID | None = None
) -> Incident:
    """Go on with an incident that was over, and say why.

    One that was withdrawn or merged is open again, one that was closed is being handled.

    Raises:
        NotAllowed, NoSuchStep, IncidentReasonMissing, EntryTaken, WarningTaken: Nothing was
            written.
        Conflict: There is no such incident.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.REPORT)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, incident_id, act_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if is_noted:
            return one
        state = State.HANDLING if one.state is State.CLOSED else State.OPEN
        if one.is_open:
            raise handling.NoSuchStep(number=one.number)
        handling.check_move(one, state)
        handling.check_reason(reason)
        for held in store.links(tx, one.id):
            if held.kind is LinkKind.ENTRY:
                opening.check_target(
                    tx, held.kind, held.target, drill_id=one.drill_id, besides=one.id
                )
        opening.check_warning(tx, one.warning_id, besides=one.id)
        after = recording.note(
            tx, one, recording.row_of(tx, one, Act.REOPEN, state, reason=reason, act_id=act_id)
        )
        if one.into is not None:
            _part(tx, one)
        reporting.resume(tx, after)
        levels.alarm(tx, after)
        return after


def merge(
    db: Database,
    incident_id: UUID,
    *,
    into: UUID,
    reason: str,
    officer: Officer,
    act_id: UUID | None = None,
) -> Incident:
    """Merge an incident into another one that is the same event; its records stay its own.

    What it is connected with is found from the other one as well.

    Raises:
        NotAllowed, NoSuchStep, IntoItself, IncidentOver, OtherIncidentScope,
        IncidentReasonMissing: Nothing was written.
        Conflict: There is no such incident.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.REPORT)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, incident_id, act_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if is_noted:
            return one
        other = recording.get(tx, into)
        handling.check_move(one, State.MERGED)
        handling.check_merge(one, other, reason)
        row = replace(
            recording.row_of(tx, one, Act.MERGE, State.MERGED, reason=reason, act_id=act_id),
            into=other.id,
        )
        after = end_in(tx, one, row, reason=other.number)
        recording.link(tx, other, LinkKind.INCIDENT, one.id)
        _drop_tasks(tx, one, result=other.number)
    return after


def _drop_tasks(tx: WriteTx, one: Incident, *, result: str) -> None:
    """Close the tasks of what never was, or goes on under another number.

    Those of an incident that is closed stay open: they pass from shift to shift.
    """
    for task in matters.of_about_in(tx, one.id):
        if task.kind is MatterKind.TASK and task.closed_at is None:
            matters.close_task_in(tx, task, result=result)


def _part(tx: WriteTx, one: Incident) -> None:
    """Take an incident out of the one it was merged into."""
    if one.into is not None:
        other = recording.get(tx, one.into)
        recording.link(tx, other, LinkKind.INCIDENT, one.id, is_removed=True)


def link(
    db: Database,
    incident_id: UUID,
    kind: LinkKind,
    target: UUID,
    *,
    officer: Officer,
    link_id: UUID,
    is_removed: bool = False,
) -> None:
    """Connect an incident with a further log line, team or warning, or take that back.

    Args:
        link_id: Made by the caller, so that sending again notes it once.

    Raises:
        NotAllowed, IncidentOver, EntryTaken, OtherIncidentScope: Nothing was written.
        Conflict: There is no such incident, log line, dispatch or warning.
        Unavailable: The outcome is unknown; send it again with the same *link_id*.
    """
    require_at_all(officer, Right.REPORT)
    with db.write(officer) as tx:
        one, is_noted = _begin(tx, incident_id, link_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if is_noted:
            return
        handling.check_open(one)
        if kind is LinkKind.INCIDENT:
            raise handling.NoSuchStep(number=one.number)
        if not is_removed:
            opening.check_target(tx, kind, target, drill_id=one.drill_id, besides=one.id)
        recording.link(tx, one, kind, target, link_id=link_id, is_removed=is_removed)


def end_in(tx: WriteTx, one: Incident, row: ActRow, *, reason: str) -> Incident:
    """End an incident by a row of its history: its clocks and its alarm end with it."""
    after = recording.note(tx, one, row)
    reporting.end(tx, after, reason=reason)
    levels.quiet(tx, after)
    return after


def _begin(tx: WriteTx, incident_id: UUID, act_id: UUID | None) -> tuple[Incident, bool]:
    """Return the incident, and whether this act was noted before."""
    one = recording.get(tx, incident_id)
    return one, act_id is not None and store.has_act(tx, act_id)
