"""Taking the papers of incidents out of the program.

Each paper prints the head of the last journal row it depends on, so that printing it again
gives the same bytes as long as nothing changed.
"""

from dataclasses import replace
from uuid import UUID

from commandcenter.database import heads
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import masked
from commandcenter.directory.rights import Right, may
from commandcenter.directory.service import county, rules
from commandcenter.documents.seal import Seal
from commandcenter.duty.papers import Running
from commandcenter.incidents.model.assembling import spoken
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import Report, ReportState, issue_number
from commandcenter.incidents.papers import bulletin as bulletin_paper
from commandcenter.incidents.papers import phone as phone_paper
from commandcenter.incidents.papers.bulletin import Bulletin
from commandcenter.incidents.papers.phone import PhoneForm
from commandcenter.incidents.service import gathering, recording
from commandcenter.incidents.store import incident as store
from commandcenter.incidents.store import report as report_store
from commandcenter.incidents.store import response as response_store
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_, translation
from commandcenter.teams.papers.ground import Dictionaries, Ground

MASTHEAD = "incidents.masthead"
_FOUNDING = "county"
_GONE = (ReportState.DISCARDED, ReportState.VOID)


class NoSuchIncident(Rejected):
    """A printed number belongs to no incident."""

    sentence = N_("There is no incident {number}. Look at its number again.")


class NoReportYet(Rejected):
    """An incident has no report to print."""

    sentence = N_("Nothing was written about {number} yet. Begin a report first.")


def bulletin(
    db: Database, report_id: UUID, *, language: str, running: Running | None = None
) -> bytes:
    """Return a report as a bulletin; one that was not sent is marked as a draft.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such report.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        report = report_store.find(tx, report_id)
        if report is None:
            raise Conflict
        of = recording.get(tx, report.incident_id)
        text = report.text
        at = report.sent.sent_at if report.sent is not None else text.at or of.opened_at
        printed = Bulletin(
            report=report,
            number=_number(report),
            masthead=gathering.text_of(tx, MASTHEAD, of),
            at=at,
            is_urgent=response_store.was_active(tx, at, drill_id=report.drill_id),
        )
        ground = _ground(tx, _newest(tx, report), of, language=language, running=running)
    return bulletin_paper.bulletin(ground, printed)


def _number(report: Report) -> str:
    if report.issue is None:
        return ""
    year, serial = report.issue
    return issue_number(year, serial, is_drill=report.drill_id is not None)


def _newest(tx: Tx, report: Report) -> int:
    """Return the number of the last journal row that a report depends on."""
    if report.sent is not None:
        return report.sent.seq
    return heads.newest_about(tx, str(report.incident_id))


def phone_form(
    db: Database,
    incident_id: UUID,
    call_id: UUID | None = None,
    *,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the record of a report by phone; phones in full only for those who may see them.

    Args:
        call_id: None for a form with what is to be said, to be filled in by hand.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such incident or call.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        one = recording.get(tx, incident_id)
        call = _call(tx, one, call_id, officer) if call_id is not None else None
        if call is not None:
            form, newest = PhoneForm(incident=one, call=call, content=call.content), call.seq
        else:
            record = gathering.record_in(tx, one, language=language)
            said = spoken(record, words=translation(language))
            form = PhoneForm(incident=one, call=None, content=said)
            newest = heads.newest_about(tx, str(one.id))
        ground = _ground(tx, newest, one, language=language, running=running)
    return phone_paper.phone_form(ground, form)


def _call(tx: Tx, one: Incident, call_id: UUID, officer: Officer) -> PhoneReport:
    found = [call for call in report_store.phones(tx, one.id) if call.id == call_id]
    if not found:
        raise Conflict
    call = found[0]
    may_see = may(officer, Right.SEE_PHONES)
    return call if may_see else replace(call, to_phone=masked(call.to_phone))


def incident_with(db: Database, number: str) -> Incident:
    """Return the incident that has a number.

    Raises:
        NoSuchIncident: None has it.
    """
    with db.read() as tx:
        found = store.with_number(tx, admit(number)[0].strip())
    if found is None:
        raise NoSuchIncident(number=number)
    return found


def newest_report_of(db: Database, number: str) -> UUID:
    """Return the newest report of an incident that was not given up.

    Raises:
        NoSuchIncident, NoReportYet: There is none.
    """
    return newest_report(db, incident_with(db, number).id)


def newest_report(db: Database, incident_id: UUID) -> UUID:
    """Return the newest report of an incident that was not given up.

    Raises:
        Conflict: There is no such incident.
        NoReportYet: There is no report.
    """
    with db.read() as tx:
        one = recording.get(tx, incident_id)
        reports = report_store.of_incident(tx, one.id)
    found = [report for report in reports if report.state not in _GONE]
    if not found:
        raise NoReportYet(number=one.number)
    return found[-1].id


def newest_call(db: Database, incident_id: UUID) -> UUID | None:
    """Return the last call by which an incident was reported; None before there was one."""
    with db.read() as tx:
        calls = report_store.phones(tx, incident_id)
    return calls[-1].id if calls else None


def _ground(
    tx: Tx, newest: int, one: Incident, *, language: str, running: Running | None
) -> Ground:
    changed = rules.newest_about(tx, [county.CENTRE, MASTHEAD])
    head = heads.at(tx, max(newest, changed, heads.newest_about(tx, _FOUNDING)))
    return Ground(
        centre=county.names(tx, on=day_of(one.opened_at)).centre,
        words=translation(language),
        dictionaries=Dictionaries(words={}),
        areas={},
        seal=None if head is None else Seal(seq=head.seq, hash=head.hash, at=head.received_at),
        running=running or Running(),
    )
