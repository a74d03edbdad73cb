"""Consultations with their decisions, and what is noted of a response once and for all."""

from dataclasses import replace
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import WriteTx
from commandcenter.database.verify import Source
from commandcenter.directory.rights import Right, require
from commandcenter.incidents.model.command import (
    Consultation,
    Decision,
    GroupCall,
    Note,
    Noted,
    NoteKind,
    check_consultation,
    check_note,
)
from commandcenter.incidents.service import response
from commandcenter.incidents.store import notes as store
from commandcenter.incidents.store import response as response_store
from commandcenter.incidents.store.keeping import ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.model.matter import MAX_TITLE, Matter, MatterKind
from commandcenter.matters.service import clocks, matters

EVIDENCE: tuple[Source, ...] = store.EVIDENCE
PAGE = 200


def consult(db: Database, new: Consultation, *, officer: Officer) -> Consultation:
    """Record a consultation; each of its decisions becomes an open matter under its id.

    Sending the same again records it once.

    Raises:
        NotAllowed, EmptyField, OverlongField, NotYet, TooManyDecisions: Nothing was written.
        Unavailable: The outcome is unknown; send the same consultation again.
    """
    require(officer, Right.REPORT)
    ready: Consultation = admit_texts(new)[0]
    decisions = tuple(admit_texts(one)[0] for one in ready.decisions)
    ready = replace(ready, decisions=decisions, by=officer.name)
    with db.write(officer) as tx:
        known = store.find_consultation(tx, ready.id)
        if known is not None:
            return known
        check_consultation(ready, now=tx.at)
        body = store.add_consultation(tx, ready)
        journal.append(
            tx,
            store.CONSULTED,
            body,
            id=ready.id,
            subject=ready.about or ready.id,
            line=Line.AUTOMATIC,
            drill_id=ready.drill_id,
        )
        for decision in ready.decisions:
            matters.open_in(tx, _matter(ready, decision))
    return ready


def _matter(one: Consultation, decision: Decision) -> Matter:
    return Matter(
        id=decision.id,
        kind=MatterKind.DECISION,
        title=decision.text[:MAX_TITLE],
        opened_at=one.at,
        owner=decision.owner,
        due_at=decision.due_at,
        drill_id=one.drill_id,
        about=one.about,
    )


def consultations(
    db: Database, *, about: UUID | None = None, drill_id: UUID | None = None
) -> tuple[Consultation, ...]:
    """Return the newest consultations, newest first.

    Args:
        about: Only those of this incident or response, in a drill or not; None means all.
    """
    with db.read() as tx:
        return store.consultations(tx, about=about, drill_id=drill_id, limit=PAGE)


def note(db: Database, new: Note, *, officer: Officer) -> Note:
    """Note a report of a group, a daily report or a public release.

    A daily report on a response satisfies the clock of the report that was due and starts
    the next one. Sending the same again notes it once.

    Raises:
        NotAllowed, EmptyField, OverlongField, NotYet: Nothing was written.
        Conflict: There is no such group; nothing was written.
        Unavailable: The outcome is unknown; send the same note again.
    """
    require(officer, Right.REPORT)
    ready: Note = admit_texts(new)[0]
    with db.write(officer) as tx:
        if store.has_note(tx, ready.id):
            return ready
        check_note(ready, now=tx.at)
        if ready.group_id is not None:
            group = ROWS.get(tx, GroupCall, ready.group_id)
            if group.response_id != ready.about:
                raise Conflict
        ready = replace(ready, at=ready.at or tx.at)
        body = store.add_note(tx, ready, by=officer.name)
        journal.append(
            tx,
            store.KINDS[ready.kind],
            body,
            id=ready.id,
            subject=ready.about,
            line=Line.AUTOMATIC,
            drill_id=ready.drill_id,
        )
        if ready.kind in (NoteKind.DAILY, NoteKind.ZERO):
            _reported(tx, ready)
    return ready


def _reported(tx: WriteTx, said: Note) -> None:
    one = response_store.find(tx, said.about)
    if one is None:
        return
    at = said.at or tx.at
    clocks.satisfy_in(
        tx, ClockKind.RESPONSE, one.id, at=at, by=tx.officer.name, done=said.text or said.kind.value
    )
    response.expect_report_in(tx, one, at=at)


def notes(db: Database, about: UUID, *, kind: NoteKind | None = None) -> tuple[Noted, ...]:
    """Return the notes of an incident or response, oldest first."""
    with db.read() as tx:
        return store.of_about(tx, about, kind=kind)
