"""SQL of consultations, and of what was noted of a response once and for all."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.journal import canonical
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.incidents.model.command import (
    Consultation,
    Decision,
    Note,
    Noted,
    NoteKind,
)
from commandcenter.incidents.store.response import bodies, evidence
from commandcenter.incidents.tables.response import consultation, response_note
from commandcenter.kernel.times import stamp, unstamp

CONSULTED = "response.consulted"
# The kind of the journal row of each kind of note.
KINDS: dict[NoteKind, str] = {
    NoteKind.SITREP: "response.sitrep",
    NoteKind.DAILY: "response.daily",
    NoteKind.ZERO: "response.zero",
    NoteKind.RELEASE: "response.released",
}
_HELD = ("id", "about", "drill_id", "at", "chair", "attendees", "hazard", "judgement", "by")
_SAID = ("id", "about", "group_id", "drill_id", "at", "text", "channel", "approved_by")

_INSERT = consultation.insert()
_INSERT_NOTE = response_note.insert()


def add_consultation(tx: WriteTx, new: Consultation) -> dict[str, object]:
    """Add a consultation; returns the journal's evidence of it."""
    values: dict[str, Any] = {name: getattr(new, name) for name in _HELD} | {
        "seq": tx.seq + 1,
        "decisions": canonical({"list": [_said(one) for one in new.decisions]}),
        "recorded_at": tx.at,
    }
    tx.send(_INSERT, values)
    return evidence(values)


def _said(one: Decision) -> dict[str, str]:
    due = {"due_at": stamp(one.due_at)} if one.due_at else {}
    return {"id": str(one.id), "text": one.text, "owner": one.owner, **due}


def find_consultation(tx: Tx, consultation_id: UUID) -> Consultation | None:
    """Return a consultation."""
    query = sa.select(consultation).where(consultation.c.id == consultation_id)
    row = tx.execute(query).mappings().first()
    return None if row is None else _consultation(row)


def consultations(
    tx: Tx, *, about: UUID | None, drill_id: UUID | None, limit: int
) -> tuple[Consultation, ...]:
    """Return the newest consultations, newest first.

    Args:
        about: Only those of this incident or response, in a drill or not; None means all.
    """
    of_drill = consultation.c.drill_id.is_not_distinct_from(drill_id)
    wanted = of_drill if about is None else consultation.c.about == about
    query = sa.select(consultation).where(wanted)
    rows = tx.execute(query.order_by(consultation.c.seq.desc()).limit(limit))
    return tuple(map(_consultation, rows.mappings()))


def _consultation(row: sa.RowMapping) -> Consultation:
    decisions = tuple(_decision(said) for said in json.loads(row["decisions"])["list"])
    return Consultation(**{name: row[name] for name in _HELD}, decisions=decisions)


def _decision(said: Mapping[str, str]) -> Decision:
    due_at = unstamp(said["due_at"]) if "due_at" in said else None
    return Decision(id=UUID(said["id"]), text=said["text"], owner=said["owner"], due_at=due_at)


def add_note(tx: WriteTx, new: Note, *, by: str) -> dict[str, object]:
    """Add a note; returns the journal's evidence of it."""
    values: dict[str, Any] = {name: getattr(new, name) for name in _SAID} | {
        "seq": tx.seq + 1,
        "kind": new.kind.value,
        "by": by,
        "recorded_at": tx.at,
    }
    tx.send(_INSERT_NOTE, values)
    return evidence(values)


def has_note(tx: Tx, note_id: UUID) -> bool:
    """Say whether a note was recorded already."""
    query = sa.select(response_note.c.seq).where(response_note.c.id == note_id)
    return tx.execute(query).first() is not None


def of_about(tx: Tx, about: UUID, *, kind: NoteKind | None = None) -> tuple[Noted, ...]:
    """Return the notes of an incident or response, oldest first."""
    query = sa.select(response_note).where(response_note.c.about == about)
    if kind is not None:
        query = query.where(response_note.c.kind == kind.value)
    return tuple(map(_noted, tx.execute(query.order_by(response_note.c.seq)).mappings()))


def _noted(row: sa.RowMapping) -> Noted:
    note = Note(kind=NoteKind(row["kind"]), **{name: row[name] for name in _SAID})
    return Noted(seq=row["seq"], note=note, by=row["by"], recorded_at=row["recorded_at"])


def _consulted(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    return bodies(tx, sa.select(consultation), consultation, after, limit)


def _note_bodies(kind: NoteKind, tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    query = sa.select(response_note).where(response_note.c.kind == kind.value)
    return bodies(tx, query, response_note, after, limit)


EVIDENCE = (
    Evidence(kind=CONSULTED, page=_consulted),
    *(Evidence(kind=kind, page=partial(_note_bodies, note)) for note, kind in KINDS.items()),
)
