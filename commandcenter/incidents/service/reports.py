"""Reports while they are written: assembled from the record, changed, checked, given up."""

from dataclasses import replace
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.rights import Right, require, require_at_all
from commandcenter.incidents.model import handling
from commandcenter.incidents.model.assembling import assemble
from commandcenter.incidents.model.incident import Incident, State
from commandcenter.incidents.model.report import (
    UNDER_WAY,
    Report,
    ReportAct,
    ReportFrozen,
    ReportKind,
    ReportState,
    ReportUnderWay,
    Text,
    check_reason,
    check_step,
    check_text,
    next_position,
)
from commandcenter.incidents.service import gathering, recording
from commandcenter.incidents.service import report_acts as acts
from commandcenter.incidents.store import report as store
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit, admit_texts
from commandcenter.kernel.words import translation

# Who gets a report and who can be asked: not of the event, so that it stays from one to the next.
HEADS = ("to_orgs", "cc_orgs", "contact", "contact_phone")
_BESIDE = "、"


def begin(
    db: Database,
    incident_id: UUID,
    kind: ReportKind,
    *,
    report_id: UUID,
    officer: Officer,
    language: str,
) -> Report:
    """Begin a report with a draft put together from the record.

    Args:
        report_id: Made by the caller, so that sending again begins one.
        language: Of the draft.

    Raises:
        NotAllowed, NoFirstReport, FirstReportSent, ReportUnderWay, IncidentOver: Nothing was
            written.
        Conflict: There is no such incident.
        Unavailable: The outcome is unknown; send it again with the same *report_id*.
    """
    require_at_all(officer, Right.REPORT)
    with db.write(officer) as tx:
        of = recording.get(tx, incident_id)
        require(officer, Right.REPORT, drill_id=of.drill_id)
        known = store.find(tx, report_id)
        if known is not None:
            return known
        _check_reportable(of)
        others = store.of_incident(tx, of.id)
        if any(other.state in UNDER_WAY for other in others):
            raise ReportUnderWay(number=of.number)
        sent = tuple(other.kind for other in others if other.sent is not None)
        one = Report(
            seq=tx.seq + 1,
            id=report_id,
            incident_id=of.id,
            kind=kind,
            position=next_position(kind, sent),
            drill_id=of.drill_id,
        )
        acts.append(tx, store.BEGUN, store.add(tx, one, of), one, act_id=one.id)
        store.begin_state(tx, one)
        one = acts.note(tx, one, of, acts.row_of(tx, ReportAct.BEGIN, ReportState.DRAFT))
        record = gathering.record_in(tx, of, language=language)
        text = assemble(record, kind, one.position, text_id=new_id(), words=translation(language))
        return acts.add_text(tx, one, _addressed(tx, text, of, others))


def _addressed(tx: Tx, text: Text, of: Incident, others: tuple[Report, ...]) -> Text:
    """Return a draft addressed as the report that was sent last, or to whom was called first."""
    sent = [other for other in others if other.sent is not None]
    if sent:
        last = {name: getattr(sent[-1].text, name) for name in HEADS}
        return replace(text, **{name: value for name, value in last.items() if value})
    called = dict.fromkeys(call.to_org for call in store.phones(tx, of.id) if call.to_org)
    return replace(text, to_orgs=_BESIDE.join(called))


def _check_reportable(of: Incident) -> None:
    """Refuse a report of what is over; one that was withdrawn is reported as a false alarm."""
    if of.state in (State.CLOSED, State.MERGED):
        raise handling.IncidentOver(number=of.number)


def edit(
    db: Database, report_id: UUID, text: Text, *, seen_version: int, officer: Officer
) -> Report:
    """Keep a further version of the words of a draft; one that was checked has to be again.

    Raises:
        NotAllowed, ReportFrozen, SectionTooLong, SectionEmpty: Nothing was written.
        Conflict: Somebody changed it since *seen_version*, or there is no such report.
        Unavailable: The outcome is unknown; send the same text again.
    """
    require_at_all(officer, Right.REPORT)
    ready, _ = admit_texts(text)
    check_text(ready)
    with db.write(officer) as tx:
        one, of = acts.get(tx, report_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if store.is_known(tx, ready.id):
            return one
        if one.state not in (ReportState.DRAFT, ReportState.CHECKED):
            raise ReportFrozen
        if one.version != seen_version:
            raise Conflict
        if one.state is ReportState.CHECKED:
            one = acts.note(tx, one, of, acts.row_of(tx, ReportAct.RETURN, ReportState.DRAFT))
        held = one.text
        basis = {"level": held.level, "facts_id": held.facts_id, "figures_id": held.figures_id}
        return acts.add_text(tx, one, replace(ready, **basis))


def assemble_again(
    db: Database, report_id: UUID, *, text_id: UUID, officer: Officer, language: str
) -> Report:
    """Put a draft together anew from what is known now; the earlier versions stay readable.

    Raises:
        NotAllowed, ReportFrozen: Nothing was written.
        Conflict: There is no such report.
        Unavailable: The outcome is unknown; send it again with the same *text_id*.
    """
    require_at_all(officer, Right.REPORT)
    with db.write(officer) as tx:
        one, of = acts.get(tx, report_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if store.is_known(tx, text_id):
            return one
        if one.state is not ReportState.DRAFT:
            raise ReportFrozen
        record = gathering.record_in(tx, of, language=language)
        text = assemble(
            record, one.kind, one.position, text_id=text_id, words=translation(language)
        )
        return acts.add_text(
            tx, one, replace(text, **{name: getattr(one.text, name) for name in HEADS})
        )


def check(
    db: Database, report_id: UUID, *, seen_version: int, officer: Officer, act_id: UUID
) -> Report:
    """Check the words of a draft (核稿).

    Raises:
        NotAllowed, NoSuchReportStep: Nothing was written.
        Conflict: Somebody changed it since *seen_version*, or there is no such report.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.REPORT)
    with db.write(officer) as tx:
        one, of = acts.get(tx, report_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if store.is_known(tx, act_id):
            return one
        check_step(one, ReportState.CHECKED)
        if one.version != seen_version:
            raise Conflict
        check_text(one.text)
        row = acts.row_of(tx, ReportAct.CHECK, ReportState.CHECKED, act_id=act_id)
        return acts.note(tx, one, of, row)


def hand_back(
    db: Database, report_id: UUID, *, reason: str, officer: Officer, act_id: UUID
) -> Report:
    """Return a report that was checked or signed to its drafter; it keeps its issue number.

    Raises:
        NotAllowed, NoSuchReportStep, ReasonMissing: Nothing was written.
        Conflict: There is no such report.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.REPORT)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, of = acts.get(tx, report_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if store.is_known(tx, act_id):
            return one
        check_step(one, ReportState.DRAFT)
        check_reason(reason)
        row = acts.row_of(tx, ReportAct.RETURN, ReportState.DRAFT, reason=reason, act_id=act_id)
        return acts.note(tx, one, of, row)


def discard(
    db: Database, report_id: UUID, *, reason: str, officer: Officer, act_id: UUID
) -> Report:
    """Give up a report that was not sent; an issue number it has becomes void.

    Raises:
        NotAllowed, NoSuchReportStep, ReasonMissing: Nothing was written.
        Conflict: There is no such report.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.REPORT)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, of = acts.get(tx, report_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if store.is_known(tx, act_id):
            return one
        to = ReportState.VOID if one.issue else ReportState.DISCARDED
        check_step(one, to)
        check_reason(reason)
        row = acts.row_of(tx, ReportAct.DISCARD, to, reason=reason, act_id=act_id)
        return acts.note(tx, one, of, row)
