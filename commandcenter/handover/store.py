"""SQL of handovers."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import records
from commandcenter.database.attachments import digest
from commandcenter.database.journal import canonical
from commandcenter.database.schema import journal
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.handover.model import (
    Check,
    Finding,
    Handover,
    Mark,
    Section,
    SectionMark,
    Signature,
    Snapshot,
    State,
)
from commandcenter.handover.tables import (
    handover,
    handover_report,
    handover_section,
    handover_snapshot,
)
from commandcenter.kernel.times import stamp

SIGNERS = ("outgoing", "incoming", "leader")


def add(tx: WriteTx, new: Handover) -> None:
    """Add a handover that just began, without its snapshot."""
    values = {
        "id": new.id,
        "shift_id": new.shift_id,
        "revision": new.revision,
        "state": new.state.value,
        "frozen_at": new.frozen_at,
        "checklist": checklist_text(new.checklist),
        "note": new.note,
        "version": new.version,
    }
    for signer in SIGNERS:
        values |= signature_values(signer, getattr(new, signer))
    tx.execute(handover.insert(), values)


def add_snapshot(tx: WriteTx, seq: int, handover_id: UUID, snapshot: Snapshot) -> dict[str, Any]:
    """Add the frozen content; returns the journal's evidence of it."""
    values = {
        "seq": seq,
        "handover_id": handover_id,
        "as_of": snapshot.as_of,
        "sha256": snapshot.sha256,
        "body": canonical(snapshot.body),
    }
    tx.execute(handover_snapshot.insert(), values)
    return _snapshot_evidence(values)


def add_report(tx: WriteTx, seq: int, sealed: Handover) -> dict[str, Any]:
    """Add the sealed report; returns the journal's evidence of it."""
    values: dict[str, Any] = {
        "seq": seq,
        "handover_id": sealed.id,
        "shift_id": sealed.shift_id,
        "revision": sealed.revision,
        "sha256": sealed.snapshot.sha256,
        "checklist": checklist_text(sealed.checklist),
        "note": sealed.note,
        "sealed_at": tx.at,
    }
    for signer in SIGNERS:
        values |= signature_values(signer, getattr(sealed, signer))
    tx.execute(handover_report.insert(), values)
    return _report_evidence(values)


def put_mark(tx: WriteTx, handover_id: UUID, mark: SectionMark) -> None:
    """Set what was said of a section; what was said before is replaced."""
    tx.execute(
        handover_section.delete().where(
            handover_section.c.handover_id == handover_id,
            handover_section.c.section == mark.section.value,
        )
    )
    values = records.values_of(mark) | {"section": mark.section.value, "mark": mark.mark.value}
    tx.execute(handover_section.insert(), values | {"handover_id": handover_id})


def get(tx: Tx, handover_id: UUID) -> Handover:
    """Return a handover.

    Raises:
        sqlalchemy.exc.NoResultFound: There is none with this id.
    """
    row = tx.execute(_WHOLE.where(handover.c.id == handover_id)).mappings().one()
    return _handover(tx, row)


def newest(tx: Tx, shift_id: UUID | None = None) -> Handover | None:
    """Return the handover that began last, of one shift or of all."""
    query = _WHOLE.order_by(handover.c.frozen_at.desc(), handover.c.revision.desc()).limit(1)
    if shift_id is not None:
        query = query.where(handover.c.shift_id == shift_id)
    row = tx.execute(query).mappings().first()
    return None if row is None else _handover(tx, row)


def sealed(tx: Tx, *, limit: int) -> tuple[Handover, ...]:
    """Return the sealed handovers, newest first."""
    query = _WHOLE.where(handover_report.c.seq.is_not(None))
    rows = tx.execute(query.order_by(handover_report.c.seq.desc()).limit(limit)).mappings().all()
    return tuple(_handover(tx, row) for row in rows)


_WHOLE = sa.select(
    handover,
    handover_snapshot.c.as_of,
    handover_snapshot.c.sha256,
    handover_snapshot.c.body,
    handover_report.c.seq.label("report_seq"),
    handover_report.c.sealed_at,
    journal.c.hash,
).select_from(
    handover.join(handover_snapshot, handover_snapshot.c.handover_id == handover.c.id)
    .outerjoin(handover_report, handover_report.c.handover_id == handover.c.id)
    .outerjoin(journal, journal.c.seq == handover_report.c.seq)
)


def _handover(tx: Tx, row: sa.RowMapping) -> Handover:
    return Handover(
        id=row["id"],
        shift_id=row["shift_id"],
        revision=row["revision"],
        state=State(row["state"]),
        frozen_at=row["frozen_at"],
        snapshot=Snapshot(as_of=row["as_of"], body=json.loads(row["body"]), sha256=row["sha256"]),
        checklist=checklist_of(row["checklist"]),
        note=row["note"],
        marks=_marks(tx, row["id"]),
        outgoing=_signature(row, "outgoing"),
        incoming=_signature(row, "incoming"),
        leader=_signature(row, "leader"),
        seq=row["report_seq"],
        hash=bytes(row["hash"] or b""),
        sealed_at=row["sealed_at"],
        version=row["version"],
    )


def _marks(tx: Tx, handover_id: UUID) -> dict[Section, SectionMark]:
    query = sa.select(handover_section).where(handover_section.c.handover_id == handover_id)
    marks = [
        SectionMark(
            section=Section(row.section),
            mark=Mark(row.mark),
            reason=row.reason,
            by=row.by,
            login=row.login,
            at=row.at,
        )
        for row in tx.execute(query)
    ]
    return {mark.section: mark for mark in marks}


def signature_values(signer: str, signature: Signature | None) -> dict[str, Any]:
    """Return the columns of a signature."""
    return {
        signer: signature.name if signature else "",
        f"{signer}_login": signature.login if signature else "",
        f"{signer}_at": signature.at if signature else None,
    }


def _signature(row: sa.RowMapping, signer: str) -> Signature | None:
    at = row[f"{signer}_at"]
    if at is None:
        return None
    return Signature(name=row[signer], login=row[f"{signer}_login"], at=at)


def checklist_text(checklist: tuple[Check, ...]) -> str:
    """Return a checklist as it is stored."""
    items = [
        records.values_of(check)
        | {
            "finding": check.finding.value if check.finding else "",
            "matter_id": str(check.matter_id) if check.matter_id else "",
        }
        for check in checklist
    ]
    return json.dumps(items, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checklist_of(text: str) -> tuple[Check, ...]:
    """Read back what `checklist_text` wrote."""
    return tuple(
        Check(
            code=item["code"],
            title=item["title"],
            finding=Finding(item["finding"]) if item["finding"] else None,
            note=item["note"],
            matter_id=UUID(item["matter_id"]) if item["matter_id"] else None,
        )
        for item in json.loads(text)
    )


def snapshot_evidence(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    """Return the journal bodies that the snapshots after a number must have."""
    query = sa.select(handover_snapshot).where(handover_snapshot.c.seq > after)
    rows = tx.execute(query.order_by(handover_snapshot.c.seq).limit(limit)).mappings()
    return [(row["seq"], _snapshot_body(dict(row))) for row in rows]


def report_evidence(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    """Return the journal bodies that the sealed reports after a number must have."""
    query = sa.select(handover_report).where(handover_report.c.seq > after)
    rows = tx.execute(query.order_by(handover_report.c.seq).limit(limit)).mappings()
    return [(row["seq"], canonical(_report_evidence(dict(row)))) for row in rows]


def _snapshot_body(values: Mapping[str, Any]) -> str:
    if digest(values["body"].encode()) != values["sha256"]:
        return ""
    return canonical(_snapshot_evidence(values))


def _snapshot_evidence(values: Mapping[str, Any]) -> dict[str, Any]:
    content = json.loads(values["body"])
    return {
        "handover_id": str(values["handover_id"]),
        "as_of": values["as_of"],
        "sha256": values["sha256"],
        "shift": content["shift"]["name"],
        "revision": content["revision"],
    }


def _report_evidence(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {
        name: str(value) if isinstance(value, UUID) else value
        for name, value in values.items()
        if name != "seq" and not name.endswith("_at")
    }
    moments = {name: stamp(at) for name, at in values.items() if name.endswith("_at") and at}
    return plain | moments
