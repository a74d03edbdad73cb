"""The report chain: drafts assembled from the record, checked, signed, sent, then frozen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line, canonical
from commandcenter.database.tx import WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import rules
from commandcenter.incidents.model import handling
from commandcenter.incidents.model.assembling import assemble
from commandcenter.incidents.model.deadline import Step
from commandcenter.incidents.model.incident import Incident, State
from commandcenter.incidents.model.report import (
    SECTIONS,
    UNDER_WAY,
    NoSuchReportStep,
    Report,
    ReportAct,
    ReportFrozen,
    ReportKind,
    ReportRow,
    ReportState,
    ReportUnderWay,
    SendChannel,
    Sent,
    SentOutsideTime,
    Text,
    check_reason,
    check_signer,
    check_step,
    check_text,
    issue_number,
    next_position,
)
from commandcenter.incidents.service import gathering, recording, reporting
from commandcenter.incidents.store import report as store
from commandcenter.incidents.store.rows import sha256
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit, admit_texts
from commandcenter.kernel.times import day_of, minute, stamp
from commandcenter.kernel.words import translation

SIGN_BY_OTHER = "incidents.sign_by_other"
# What a report sent this way is good for.
_STEPS = {SendChannel.SYSTEM: (Step.SYSTEM, Step.TEXT), SendChannel.TEXT: (Step.TEXT,)}
# Lines of the duty log; who typed what is not one of them.
_TOLD = frozenset({store.SENT, store.KINDS[ReportAct.SIGN], store.KINDS[ReportAct.RETURN]})


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
    require(officer, Right.REPORT)
    with db.write(officer) as tx:
        of = recording.get(tx, incident_id)
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
        _append(tx, store.BEGUN, store.add(tx, one, of), one, act_id=one.id)
        store.begin_state(tx, one)
        one = _note(tx, one, of, _row(tx, ReportAct.BEGIN, ReportState.DRAFT))
        record = gathering.record_in(tx, of, language=language)
        text = assemble(record, kind, one.position, text_id=new_id(), words=translation(language))
        return _add_text(tx, one, text)


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
    require(officer, Right.REPORT)
    ready, _ = admit_texts(text)
    check_text(ready)
    with db.write(officer) as tx:
        one, of = _get(tx, report_id)
        if store.is_known(tx, ready.id):
            return one
        if one.state not in (ReportState.DRAFT, ReportState.CHECKED):
            raise ReportFrozen
        if one.version != seen_version:
            raise Conflict
        if one.state is ReportState.CHECKED:
            one = _note(tx, one, of, _row(tx, ReportAct.RETURN, ReportState.DRAFT))
        held = one.text
        basis = {"level": held.level, "facts_id": held.facts_id, "figures_id": held.figures_id}
        return _add_text(tx, one, replace(ready, **basis))


def assemble_again(
    db: Database, report_id: UUID, *, text_id: UUID, officer: Officer, language: str
) -> Report:
    """Put a draft together anew from what is known now; the earlier versions stay readable.

    Raises:
        NotAllowed, ReportFrozen: Nothing was written.
        Conflict: There is no such report.
        Unavailable: The outcome is unknown; send it again with the same *text_id*.
    """
    require(officer, Right.REPORT)
    with db.write(officer) as tx:
        one, of = _get(tx, report_id)
        if store.is_known(tx, text_id):
            return one
        if one.state is not ReportState.DRAFT:
            raise ReportFrozen
        record = gathering.record_in(tx, of, language=language)
        text = assemble(
            record, one.kind, one.position, text_id=text_id, words=translation(language)
        )
        kept = ("to_orgs", "cc_orgs", "contact", "contact_phone")
        return _add_text(tx, one, replace(text, **{name: getattr(one.text, name) for name in kept}))


def check(
    db: Database, report_id: UUID, *, seen_version: int, officer: Officer, act_id: UUID
) -> Report:
    """Check the words of a draft (核稿).

    Raises:
        NotAllowed, NoSuchReportStep: Nothing was written.
        Conflict: Somebody changed it since *seen_version*, or there is no such report.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.REPORT)
    with db.write(officer) as tx:
        one, of = _get(tx, report_id)
        if store.is_known(tx, act_id):
            return one
        check_step(one, ReportState.CHECKED)
        if one.version != seen_version:
            raise Conflict
        check_text(one.text)
        row = _row(tx, ReportAct.CHECK, ReportState.CHECKED, act_id=act_id)
        return _note(tx, one, of, row)


def hand_back(
    db: Database, report_id: UUID, *, reason: str, officer: Officer, act_id: UUID
) -> Report:
    """Return a report that was checked or signed to its drafter; it keeps its issue number.

    Raises:
        NotAllowed, NoSuchReportStep, ReasonMissing: Nothing was written.
        Conflict: There is no such report.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.REPORT)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, of = _get(tx, report_id)
        if store.is_known(tx, act_id):
            return one
        check_step(one, ReportState.DRAFT)
        check_reason(reason)
        row = _row(tx, ReportAct.RETURN, ReportState.DRAFT, reason=reason, act_id=act_id)
        return _note(tx, one, of, row)


def sign(
    db: Database, report_id: UUID, *, seen_version: int, officer: Officer, act_id: UUID
) -> Report:
    """Sign a report that was checked (签发); it gets its issue number.

    Raises:
        NotAllowed, NoSuchReportStep, OwnDraft: Nothing was written.
        NoSuchRule, BadValue: The county does not say whether drafters may sign.
        Conflict: Somebody changed it since *seen_version*, or there is no such report.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.SIGN_OFF)
    with db.write(officer) as tx:
        one, of = _get(tx, report_id)
        if store.is_known(tx, act_id):
            return one
        check_step(one, ReportState.SIGNED)
        if one.version != seen_version:
            raise Conflict
        by_other = rules.whole(tx, SIGN_BY_OTHER, on=day_of(tx.at)) != 0
        check_signer(one, officer.login, by_other=by_other)
        row = _row(tx, ReportAct.SIGN, ReportState.SIGNED, act_id=act_id)
        if one.issue is None:
            year = day_of(tx.at).year
            row = replace(row, year=year, serial=store.next_serial(tx, year, one.drill_id))
        return _note(tx, one, of, row)


def discard(
    db: Database, report_id: UUID, *, reason: str, officer: Officer, act_id: UUID
) -> Report:
    """Give up a report that was not sent; an issue number it has becomes void.

    Raises:
        NotAllowed, NoSuchReportStep, ReasonMissing: Nothing was written.
        Conflict: There is no such report.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.REPORT)
    reason, _ = admit(reason)
    with db.write(officer) as tx:
        one, of = _get(tx, report_id)
        if store.is_known(tx, act_id):
            return one
        to = ReportState.VOID if one.issue else ReportState.DISCARDED
        check_step(one, to)
        check_reason(reason)
        row = _row(tx, ReportAct.DISCARD, to, reason=reason, act_id=act_id)
        return _note(tx, one, of, row)


def send(
    db: Database,
    report_id: UUID,
    channel: SendChannel,
    *,
    officer: Officer,
    act_id: UUID,
    at: datetime | None = None,
) -> Report:
    """Note that a signed report was sent; from now on nothing of it changes.

    What it got wrong is put right by a further report. It ends the clocks it was due by, and
    says by how much it was late.

    Args:
        at: When it was sent, as claimed; None means now.

    Raises:
        NotAllowed, NoSuchReportStep, SentOutsideTime: Nothing was written.
        Conflict: There is no such report.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.REPORT)
    with db.write(officer) as tx:
        one, of = _get(tx, report_id)
        if store.is_known(tx, act_id):
            return one
        check_step(one, ReportState.SENT)
        sent_at = at or tx.at
        signed_at = max(row.at for row in one.history if row.act is ReportAct.SIGN)
        if not signed_at <= sent_at <= tx.at:
            raise SentOutsideTime(at=minute(sent_at))
        one = _note(tx, one, of, _row(tx, ReportAct.SEND, ReportState.SENT))
        sent = _freeze(tx, one, of, channel, act_id=act_id, sent_at=sent_at)
        body = store.add_sent(tx, one, sent, of)
        _append(tx, store.SENT, body, one, act_id=act_id)
        if of.is_open and one.kind is not ReportKind.FINAL:
            reporting.expect_follow_up(tx, of, at=sent_at)
        return replace(one, sent=sent)


def _freeze(
    tx: WriteTx,
    one: Report,
    of: Incident,
    channel: SendChannel,
    *,
    act_id: UUID,
    sent_at: datetime,
) -> Sent:
    number = _issue(one)
    rule, late_s = reporting.spoken(
        tx, of, (*_STEPS[channel], Step.FOLLOW_UP), at=sent_at, done=number
    )
    body = canonical(_whole(one, of, number))
    return Sent(
        seq=tx.seq + 1,
        id=act_id,
        number=number,
        body=body,
        sha256=sha256(body),
        channel=channel,
        drafted_by=one.text.by,
        checked_by=one.last_by(ReportAct.CHECK),
        signed_by=one.last_by(ReportAct.SIGN),
        sent_at=sent_at,
        rule=rule,
        late_s=late_s,
        by=tx.officer.name,
        at=tx.at,
    )


def _issue(one: Report) -> str:
    if one.issue is None:
        raise NoSuchReportStep
    year, serial = one.issue
    return issue_number(year, serial, is_drill=one.drill_id is not None)


def _whole(one: Report, of: Incident, number: str) -> Mapping[str, object]:
    """Return everything a report says, as it was sent."""
    names = ("title", *SECTIONS, "to_orgs", "cc_orgs", "contact", "contact_phone")
    return {
        **{name: getattr(one.text, name) for name in names},
        "number": number,
        "incident": of.number,
        "kind": one.kind.value,
        "position": one.position,
        "level": one.text.level.value,
        "learned_at": stamp(of.learned_at),
    }


def _get(tx: WriteTx, report_id: UUID) -> tuple[Report, Incident]:
    one = store.find(tx, report_id)
    if one is None:
        raise Conflict
    return one, recording.get(tx, one.incident_id)


def _row(
    tx: WriteTx,
    act: ReportAct,
    state: ReportState,
    *,
    reason: str = "",
    act_id: UUID | None = None,
) -> ReportRow:
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


def _note(tx: WriteTx, one: Report, of: Incident, row: ReportRow) -> Report:
    after = replace(one, state=row.state, history=(*one.history, row), version=one.version + 1)
    body = store.add_act(tx, one, row, of)
    store.set_state(tx, after)
    _append(tx, store.KINDS[row.act], body, one, act_id=row.id)
    return after


def _add_text(tx: WriteTx, one: Report, text: Text) -> Report:
    ready = replace(text, by=tx.officer.name, login=tx.officer.login, at=tx.at)
    after = replace(one, texts=(*one.texts, ready), version=one.version + 1)
    body = store.add_text(tx, one, ready)
    store.set_state(tx, after)
    _append(tx, store.TEXT, body, one, act_id=ready.id)
    return after


def _append(
    tx: WriteTx, kind: str, body: Mapping[str, object], one: Report, *, act_id: UUID
) -> None:
    line = Line.AUTOMATIC if kind in _TOLD else Line.NONE
    journal.append(
        tx, kind, body, id=act_id, subject=one.incident_id, line=line, drill_id=one.drill_id
    )
