"""SQL of the report chain: texts, acts and what was sent are added; the state is kept."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx, WriteTx
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import (
    SECTIONS,
    Report,
    ReportAct,
    ReportKind,
    ReportRow,
    ReportState,
    SendChannel,
    Sent,
    Text,
)
from commandcenter.incidents.store import rows
from commandcenter.incidents.store.incident import numbered
from commandcenter.incidents.store.rows import Body
from commandcenter.incidents.tables.incident import incident
from commandcenter.incidents.tables.report import (
    phone_report,
    report,
    report_act,
    report_sent,
    report_state,
    report_text,
)

BEGUN = "incidents.report_begun"
TEXT = "incidents.report_text"
SENT = "incidents.report_sent"
PHONED = "incidents.phoned"
# The kind of the journal row of each act.
KINDS: dict[ReportAct, str] = {
    ReportAct.BEGIN: "incidents.report_opened",
    ReportAct.CHECK: "incidents.report_checked",
    ReportAct.RETURN: "incidents.report_returned",
    ReportAct.SIGN: "incidents.report_signed",
    ReportAct.SEND: "incidents.report_ended",
    ReportAct.DISCARD: "incidents.report_discarded",
}

_TEXT = tuple(one.name for one in fields(Text) if one.name not in ("by", "at"))
_SENT = tuple(one.name for one in fields(Sent) if one.name not in ("seq", "by", "at"))
_PHONE = tuple(one.name for one in fields(PhoneReport) if one.name != "seq")


def add(tx: WriteTx, one: Report, of: Incident) -> Body:
    """Add a new report; returns the journal's evidence of it."""
    values = {
        "id": one.id,
        "incident_id": one.incident_id,
        "drill_id": one.drill_id,
        "kind": one.kind.value,
        "position": one.position,
    }
    return rows.add(tx, report, values, number=of.number)


def begin_state(tx: WriteTx, one: Report) -> None:
    """Keep where a new report stands."""
    values = {"report_id": one.id, "incident_id": one.incident_id}
    tx.execute(report_state.insert(), values | {"state": one.state.value, "version": one.version})


def set_state(tx: WriteTx, one: Report) -> None:
    """Keep where a report stands now."""
    statement = report_state.update().where(report_state.c.report_id == one.id)
    tx.execute(statement.values(state=one.state.value, version=one.version))


def add_text(tx: WriteTx, one: Report, text: Text) -> Body:
    """Add a version of the words of a report; returns the evidence of it."""
    values = {name: getattr(text, name) for name in _TEXT}
    values |= {"report_id": one.id, "level": text.level.value}
    return _text_body({**values, **rows.add(tx, report_text, values)})


def add_act(tx: WriteTx, one: Report, row: ReportRow, of: Incident) -> Body:
    """Add a row to the history of a report; returns the evidence of it."""
    values = {
        "id": row.id,
        "report_id": one.id,
        "act": row.act.value,
        "state": row.state.value,
        "reason": row.reason,
        "drill_id": one.drill_id,
        "year": row.year,
        "serial": row.serial,
        "login": row.login,
    }
    named = {"kind": one.kind.value, "position": one.position, "number": of.number}
    return rows.add(tx, report_act, values, **named)


def add_sent(tx: WriteTx, one: Report, sent: Sent, of: Incident) -> Body:
    """Add what was sent; returns the evidence of it, which holds the hash of the body."""
    values: dict[str, Any] = {name: getattr(sent, name) for name in _SENT}
    values |= {"report_id": one.id, "channel": sent.channel.value}
    named = {"kind": one.kind.value, "position": one.position, "incident": of.number}
    return _sent_body({**values, **rows.add(tx, report_sent, values, **named)})


def add_phone(tx: WriteTx, one: Incident, call: PhoneReport) -> Body:
    """Add a report by phone; returns the evidence of it."""
    values = {name: getattr(call, name) for name in _PHONE} | {"incident_id": one.id}
    return _phone_body({**values, **rows.add(tx, phone_report, values, number=one.number)})


def is_known(tx: Tx, id_: UUID) -> bool:
    """Say whether an act on a report, a version of its text or a call was noted already."""
    tables = (report_act, report_text, report_sent, phone_report)
    return any(rows.is_known(tx, table, id_) for table in tables)


def next_serial(tx: Tx, year: int, drill_id: UUID | None) -> int:
    """Return the next issue number of a year, drills apart; void ones stay used."""
    query = sa.select(sa.func.max(report_act.c.serial)).where(
        report_act.c.year == year, report_act.c.drill_id.is_not_distinct_from(drill_id)
    )
    return (tx.execute(query).scalar() or 0) + 1


_FULL = sa.select(report, report_state.c.state, report_state.c.version).join(
    report_state, report_state.c.report_id == report.c.id
)


def find(tx: Tx, report_id: UUID) -> Report | None:
    """Return a report with its texts, its history and what was sent."""
    found = _reports(tx, _FULL.where(report.c.id == report_id))
    return found[0] if found else None


def of_ids(tx: Tx, ids: Collection[UUID]) -> tuple[Report, ...]:
    """Return reports in the order they were begun."""
    return _reports(tx, _FULL.where(report.c.id.in_(ids)))


def of_incident(tx: Tx, incident_id: UUID) -> tuple[Report, ...]:
    """Return the reports of an incident in the order they were begun."""
    return _reports(tx, _FULL.where(report.c.incident_id == incident_id))


def of_incidents(tx: Tx, ids: Collection[UUID]) -> tuple[Report, ...]:
    """Return the reports of some incidents in the order they were begun."""
    return _reports(tx, _FULL.where(report.c.incident_id.in_(ids)))


def sent_between(
    tx: Tx, since: datetime, until: datetime, *, drill_id: UUID | None
) -> tuple[Report, ...]:
    """Return the reports that were sent in a period, in the order they were begun."""
    query = _FULL.join(report_sent, report_sent.c.report_id == report.c.id)
    sent_at = report_sent.c.sent_at
    return _reports(tx, query.where(sent_at >= since, sent_at < until, real(drill_id)))


def real(drill_id: UUID | None) -> sa.ColumnElement[bool]:
    """Return the one condition that keeps reports of drills and of reality apart."""
    return report.c.drill_id.is_not_distinct_from(drill_id)


def phones(tx: Tx, incident_id: UUID) -> tuple[PhoneReport, ...]:
    """Return the reports of an incident by phone, oldest first."""
    query = sa.select(phone_report).where(phone_report.c.incident_id == incident_id)
    return tuple(map(_phone, rows.records(tx, query.order_by(phone_report.c.seq))))


def phones_between(
    tx: Tx, since: datetime, until: datetime, *, drill_id: UUID | None
) -> tuple[tuple[UUID, PhoneReport], ...]:
    """Return the reports by phone of a period, each with its incident."""
    called = phone_report.c.called_at
    query = (
        sa.select(phone_report)
        .join(incident, incident.c.id == phone_report.c.incident_id)
        .where(called >= since, called < until, incident.c.drill_id.is_not_distinct_from(drill_id))
        .order_by(phone_report.c.seq)
    )
    return tuple((row["incident_id"], _phone(row)) for row in rows.records(tx, query))


def _phone(row: Mapping[str, Any]) -> PhoneReport:
    return PhoneReport(**{name: row[name] for name in (*_PHONE, "seq")})


def _reports(tx: Tx, query: sa.Select[Any]) -> tuple[Report, ...]:
    found = rows.records(tx, query.order_by(report.c.seq))
    ids = [row["id"] for row in found]
    texts, acts, sent = _texts(tx, ids), _acts(tx, ids), _sent(tx, ids)
    return tuple(
        Report(
            seq=row["seq"],
            id=row["id"],
            incident_id=row["incident_id"],
            kind=ReportKind(row["kind"]),
            position=row["position"],
            drill_id=row["drill_id"],
            texts=tuple(texts[row["id"]]),
            history=tuple(acts[row["id"]]),
            sent=sent.get(row["id"]),
            state=ReportState(row["state"]),
            version=row["version"],
        )
        for row in found
    )


def _texts(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, list[Text]]:
    query = sa.select(report_text).where(report_text.c.report_id.in_(ids))
    found: dict[UUID, list[Text]] = defaultdict(list)
    for row in rows.records(tx, query.order_by(report_text.c.seq)):
        values = {name: row[name] for name in (*_TEXT, "by")} | {"level": Level(row["level"])}
        found[row["report_id"]].append(Text(**values, at=row["recorded_at"]))
    return found


def _acts(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, list[ReportRow]]:
    query = sa.select(report_act).where(report_act.c.report_id.in_(ids))
    found: dict[UUID, list[ReportRow]] = defaultdict(list)
    for row in rows.records(tx, query.order_by(report_act.c.seq)):
        found[row["report_id"]].append(
            ReportRow(
                seq=row["seq"],
                id=row["id"],
                act=ReportAct(row["act"]),
                state=ReportState(row["state"]),
                reason=row["reason"],
                year=row["year"],
                serial=row["serial"],
                by=row["by"],
                login=row["login"],
                at=row["recorded_at"],
            )
        )
    return found


def _sent(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Sent]:
    query = sa.select(report_sent).where(report_sent.c.report_id.in_(ids))
    return {
        row["report_id"]: Sent(
            **{name: row[name] for name in (*_SENT, "seq", "by")}
            | {"channel": SendChannel(row["channel"]), "at": row["recorded_at"]}
        )
        for row in rows.records(tx, query)
    }


def _of_report(table: sa.Table) -> sa.Select[Any]:
    return (
        sa.select(table, report.c.kind, report.c.position, incident.c.number.label("incident"))
        .outerjoin(report, report.c.id == table.c.report_id)
        .outerjoin(incident, incident.c.id == report.c.incident_id)
    )


def _act_rows(act: ReportAct) -> sa.Select[Any]:
    return _of_report(report_act).where(report_act.c.act == act.value)


def _act_body(row: Mapping[str, Any]) -> Body:
    return rows.said({**row, "number": row["incident"], "incident": None})


# Long texts are vouched for by their hash, made anew whenever somebody looks.
def _text_body(row: Mapping[str, Any]) -> Body:
    return rows.said({**row, **{name: rows.sha256(row[name]) for name in SECTIONS}})


def _phone_body(row: Mapping[str, Any]) -> Body:
    return rows.said({**row, "content": rows.sha256(row["content"])})


def _sent_body(row: Mapping[str, Any]) -> Body:
    return rows.said({**row, "body": rows.sha256(row["body"])})


EVIDENCE = (
    rows.evidence(BEGUN, report, partial(numbered, report)),
    rows.evidence(TEXT, report_text, of=_text_body),
    *(
        rows.evidence(kind, report_act, partial(_act_rows, act), of=_act_body)
        for act, kind in KINDS.items()
    ),
    rows.evidence(SENT, report_sent, partial(_of_report, report_sent), of=_sent_body),
    rows.evidence(PHONED, phone_report, partial(numbered, phone_report), of=_phone_body),
)
