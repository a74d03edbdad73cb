"""Reports once they are checked: signed with an issue number, sent, then frozen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.journal import canonical
from commandcenter.database.tx import WriteTx
from commandcenter.directory.rights import Right, require, require_at_all
from commandcenter.directory.service import rules
from commandcenter.incidents.model.deadline import Step
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.report import (
    SECTIONS,
    NoSuchReportStep,
    Report,
    ReportAct,
    ReportKind,
    ReportState,
    SendChannel,
    Sent,
    SentOutsideTime,
    check_signer,
    check_step,
    issue_number,
)
from commandcenter.incidents.service import report_acts as acts
from commandcenter.incidents.service import reporting
from commandcenter.incidents.store import report as store
from commandcenter.incidents.store.rows import sha256
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of, minute, stamp

SIGN_BY_OTHER = "incidents.sign_by_other"
# What a report sent this way is good for.
_STEPS = {SendChannel.SYSTEM: (Step.SYSTEM, Step.TEXT), SendChannel.TEXT: (Step.TEXT,)}


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
        one, of = acts.get(tx, report_id)
        if store.is_known(tx, act_id):
            return one
        check_step(one, ReportState.SIGNED)
        if one.version != seen_version:
            raise Conflict
        by_other = rules.whole(tx, SIGN_BY_OTHER, on=day_of(tx.at)) != 0
        check_signer(one, officer.login, by_other=by_other)
        row = acts.row_of(tx, ReportAct.SIGN, ReportState.SIGNED, act_id=act_id)
        if one.issue is None:
            year = day_of(tx.at).year
            row = replace(row, year=year, serial=store.next_serial(tx, year, one.drill_id))
        return acts.note(tx, one, of, row)


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
    require_at_all(officer, Right.REPORT)
    with db.write(officer) as tx:
        one, of = acts.get(tx, report_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if store.is_known(tx, act_id):
            return one
        check_step(one, ReportState.SENT)
        sent_at = at or tx.at
        signed_at = max(row.at for row in one.history if row.act is ReportAct.SIGN)
        if not signed_at <= sent_at <= tx.at:
            raise SentOutsideTime(at=minute(sent_at))
        one = acts.note(tx, one, of, acts.row_of(tx, ReportAct.SEND, ReportState.SENT))
        sent = _freeze(tx, one, of, channel, act_id=act_id, sent_at=sent_at)
        body = store.add_sent(tx, one, sent, of)
        acts.append(tx, store.SENT, body, one, act_id=act_id)
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
