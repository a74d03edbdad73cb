"""What users can do with a handover: start, walk through, return, revise, sign, seal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from commandcenter.database import journal, records
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import accounts, phrases, rules
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.service import shifts
from commandcenter.handover import store
from commandcenter.handover.collect import collect
from commandcenter.handover.model import (
    AlreadyStarted,
    Check,
    Handover,
    Mark,
    NothingToHandOver,
    NotWalking,
    ReasonNeeded,
    SamePerson,
    Section,
    SectionMark,
    Signature,
    State,
    TooEarly,
    check_ready,
)
from commandcenter.handover.tables import handover as handover_table
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit, admit_texts
from commandcenter.kernel.times import clock, day_of

EVIDENCE = (
    Evidence(kind="handover.frozen", page=store.snapshot_evidence),
    Evidence(kind="handover.sealed", page=store.report_evidence),
)


def newest(db: Database, shift_id: UUID | None = None) -> Handover | None:
    """Return the handover that began last, of one shift or of all."""
    with db.read() as tx:
        return store.newest(tx, shift_id)


def newest_of_day(db: Database, day: date) -> Handover | None:
    """Return the handover of a shift day that began last."""
    found = [newest(db, shift.id) for shift in shifts.between(db, day, day)]
    begun = [handover for handover in found if handover is not None]
    return max(begun, key=lambda handover: handover.frozen_at, default=None)


def get(db: Database, handover_id: UUID) -> Handover:
    """Return a handover as it is now."""
    with db.read() as tx:
        return store.get(tx, handover_id)


def sealed(db: Database, *, limit: int = 30) -> tuple[Handover, ...]:
    """Return the sealed handovers, newest first."""
    with db.read() as tx:
        return store.sealed(tx, limit=limit)


def start(db: Database, *, officer: Officer) -> Handover:
    """Freeze the shift on watch; entries made from now on belong to the next one.

    After a return this freezes anew, as the next revision. Sections whose content is the
    same as before stay accepted, and the checklist stays as it was marked.

    Raises:
        NotAllowed, NothingToHandOver, TooEarly, AlreadyStarted: Nothing was frozen.
        Unavailable: The outcome is unknown; look at the handover page again.
    """
    require(officer, Right.HAND_OVER)
    with db.write(officer) as tx:
        before = store.newest(tx)
        if before is not None and before.state is State.WALKING:
            raise AlreadyStarted
        shift = shifts.on_watch_in(tx, tx.at)
        if shift is None:
            raise NothingToHandOver
        _refuse_early(tx, shift)
        previous = before if before is not None and before.shift_id == shift.id else None
        return _freeze(tx, shift, previous)


def _refuse_early(tx: WriteTx, shift: Shift) -> None:
    """Refuse a shift that is far from its end, such as one that has just taken over."""
    opens_at = shift.end_at - rules.seconds(tx, "handover.before_s", on=day_of(tx.at))
    if tx.at < opens_at:
        raise TooEarly(name=shift.name, end=clock(shift.end_at), time=clock(opens_at))


def _freeze(tx: WriteTx, shift: Shift, previous: Handover | None) -> Handover:
    revision = previous.revision + 1 if previous else 1
    closed = shifts.close(tx, shift.id, at=tx.at)
    snapshot = collect(tx, closed, revision=revision, as_of=tx.seq, at=tx.at)
    new = Handover(
        id=new_id(),
        shift_id=shift.id,
        revision=revision,
        state=State.WALKING,
        frozen_at=tx.at,
        snapshot=snapshot,
        checklist=previous.checklist if previous else _fresh_checklist(tx),
        note=previous.note if previous else "",
        outgoing=None,
    )
    store.add(tx, new)
    evidence = store.add_snapshot(tx, tx.seq + 1, new.id, snapshot)
    for mark in _still_valid(new, previous):
        store.put_mark(tx, new.id, mark)
    journal.append(
        tx, "handover.frozen", evidence, id=new_id(), subject=new.id, line=Line.AUTOMATIC
    )
    return store.get(tx, new.id)


def _fresh_checklist(tx: WriteTx) -> tuple[Check, ...]:
    return tuple(
        Check(code=term.code, title=term.zh) for term in phrases.words(tx, "handover_check")
    )


def _still_valid(new: Handover, previous: Handover | None) -> list[SectionMark]:
    if previous is None:
        return []
    return [
        mark
        for section, mark in previous.marks.items()
        if mark.mark is Mark.ACCEPTED and _same_content(new, previous, section)
    ]


def _same_content(one: Handover, other: Handover, section: Section) -> bool:
    if section is Section.OVERVIEW:
        return bool(one.snapshot.body["counts"] == other.snapshot.body["counts"])
    return one.snapshot.rows(section) == other.snapshot.rows(section)


def accept(
    db: Database, handover_id: UUID, section: Section, *, seen_version: int, officer: Officer
) -> Handover:
    """Accept a section as read and understood.

    Raises:
        NotAllowed, NotWalking, SamePerson: Nothing was written.
        Conflict: Somebody changed the handover since *seen_version*.
        Unavailable: The outcome is unknown; look at the handover again.
    """
    return _mark(db, handover_id, section, Mark.ACCEPTED, "", seen_version, officer)


def return_section(
    db: Database,
    handover_id: UUID,
    section: Section,
    reason: str,
    *,
    seen_version: int,
    officer: Officer,
) -> Handover:
    """Return a section with a reason; the shift goes on until it is frozen anew.

    Raises:
        NotAllowed, NotWalking, SamePerson, ReasonNeeded: Nothing was written.
        Conflict: Somebody changed the handover since *seen_version*.
        Unavailable: The outcome is unknown; look at the handover again.
    """
    if not reason.strip():
        raise ReasonNeeded
    said, _ = admit(reason.strip())
    return _mark(db, handover_id, section, Mark.RETURNED, said, seen_version, officer)


def _mark(
    db: Database,
    handover_id: UUID,
    section: Section,
    mark: Mark,
    reason: str,
    seen_version: int,
    officer: Officer,
) -> Handover:
    require(officer, Right.HAND_OVER)
    with db.write(officer) as tx:
        before = _walking(tx, handover_id)
        _refuse_outgoing(tx, before)
        said = SectionMark(
            section=section,
            mark=mark,
            reason=reason,
            by=officer.name,
            login=officer.login,
            at=tx.at,
        )
        store.put_mark(tx, handover_id, said)
        values: dict[str, Any] = {"state": before.state.value}
        if mark is Mark.RETURNED:
            values = {"state": State.RETURNED.value}
            shifts.reopen(tx, before.shift_id)
        records.replace(tx, handover_table, handover_id, values, seen_version=seen_version)
        _note_mark(tx, handover_id, said)
        return store.get(tx, handover_id)


def _note_mark(tx: WriteTx, handover_id: UUID, said: SectionMark) -> None:
    is_returned = said.mark is Mark.RETURNED
    kind = "handover.returned" if is_returned else "handover.accepted"
    line = Line.AUTOMATIC if is_returned else Line.NONE
    body = {
        "section": said.section.value,
        "reason": said.reason,
        "by": said.by,
        "login": said.login,
    }
    journal.append(tx, kind, body, id=new_id(), subject=handover_id, line=line)


def put_check(
    db: Database, handover_id: UUID, check: Check, *, seen_version: int, officer: Officer
) -> Handover:
    """Set what a check found, with its note and the matter that deals with it.

    Raises:
        NotAllowed, NotWalking: Nothing was written.
        Conflict: Somebody changed the handover since *seen_version*.
        Unavailable: The outcome is unknown; look at the handover again.
    """
    check, _ = admit_texts(check)

    def put(before: Handover) -> dict[str, Any]:
        after = tuple(check if one.code == check.code else one for one in before.checklist)
        return {"checklist": store.checklist_text(after)}

    body = {
        "code": check.code,
        "finding": check.finding.value if check.finding else "",
        "note": check.note,
        "matter_id": str(check.matter_id) if check.matter_id else "",
    }
    return _change(db, handover_id, put, "handover.checked", body, seen_version, officer)


def put_note(
    db: Database, handover_id: UUID, note: str, *, seen_version: int, officer: Officer
) -> Handover:
    """Set what the next shift is told in words.

    Raises:
        NotAllowed, NotWalking: Nothing was written.
        Conflict: Somebody changed the handover since *seen_version*.
        Unavailable: The outcome is unknown; look at the handover again.
    """
    said, _ = admit(note)
    body = {"note": said}

    def put(_before: Handover) -> dict[str, Any]:
        return {"note": said}

    return _change(db, handover_id, put, "handover.noted", body, seen_version, officer)


def _change(
    db: Database,
    handover_id: UUID,
    values_for: Callable[[Handover], dict[str, Any]],
    kind: str,
    body: Mapping[str, object],
    seen_version: int,
    officer: Officer,
) -> Handover:
    require(officer, Right.HAND_OVER)
    with db.write(officer) as tx:
        values = values_for(_walking(tx, handover_id))
        records.replace(tx, handover_table, handover_id, values, seen_version=seen_version)
        journal.append(tx, kind, body, id=new_id(), subject=handover_id)
        return store.get(tx, handover_id)


def sign_outgoing(
    db: Database, handover_id: UUID, *, seen_version: int, officer: Officer
) -> Handover:
    """Sign as the officer who hands over.

    Args:
        officer: Whoever just gave their credentials (`accounts.open_as`).

    Raises:
        NotAllowed, NotWalking, SamePerson: Nothing was written.
        Conflict: Somebody changed the handover since *seen_version*.
        Unavailable: The outcome is unknown; look at the handover again.
    """
    require(officer, Right.HAND_OVER)
    return _sign(db, handover_id, "outgoing", seen_version, officer)


def sign_leader(
    db: Database, handover_id: UUID, *, seen_version: int, officer: Officer
) -> Handover:
    """Sign as the leader in charge; needed while an incident is open.

    Raises:
        NotAllowed, NotWalking: Nothing was written.
        Conflict: Somebody changed the handover since *seen_version*.
        Unavailable: The outcome is unknown; look at the handover again.
    """
    require(officer, Right.CONFIRM)
    return _sign(db, handover_id, "leader", seen_version, officer)


def _sign(
    db: Database, handover_id: UUID, signer: str, seen_version: int, officer: Officer
) -> Handover:
    with db.write(officer) as tx:
        before = _walking(tx, handover_id)
        if signer == "outgoing":
            _refuse_acceptor(tx, before)
        signature = Signature(name=officer.name, login=officer.login, at=tx.at)
        values = store.signature_values(signer, signature)
        records.replace(tx, handover_table, handover_id, values, seen_version=seen_version)
        body = {"as": signer, "name": officer.name, "login": officer.login}
        journal.append(tx, "handover.signed", body, id=new_id(), subject=handover_id)
        return store.get(tx, handover_id)


def seal(db: Database, handover_id: UUID, *, seen_version: int, officer: Officer) -> Handover:
    """Sign as the officer who takes over, and seal the report in the journal.

    Args:
        officer: Whoever just gave their credentials (`accounts.open_as`).

    Raises:
        NotAllowed, NotWalking, SamePerson, NotReady, ChecklistOpen, MatterNeeded,
        NotSignedOut, LeaderNeeded: Nothing was sealed; the sentence says what is missing.
        Conflict: Somebody changed the handover since *seen_version*.
        Unavailable: The outcome is unknown; look at the handover again.
    """
    require(officer, Right.HAND_OVER)
    with db.write(officer) as tx:
        before = _walking(tx, handover_id)
        _refuse_outgoing(tx, before)
        check_ready(before)
        signature = Signature(name=officer.name, login=officer.login, at=tx.at)
        sealed = replace(before, incoming=signature, state=State.SEALED, sealed_at=tx.at)
        values = store.signature_values("incoming", signature) | {"state": State.SEALED.value}
        records.replace(tx, handover_table, handover_id, values, seen_version=seen_version)
        evidence = store.add_report(tx, tx.seq + 1, sealed)
        journal.append(
            tx,
            "handover.sealed",
            evidence,
            id=new_id(),
            subject=handover_id,
            line=Line.AUTOMATIC,
        )
        return store.get(tx, handover_id)


def _walking(tx: WriteTx, handover_id: UUID) -> Handover:
    found = store.get(tx, handover_id)
    if found.state is not State.WALKING:
        raise NotWalking
    return found


def _refuse_outgoing(tx: WriteTx, handover: Handover) -> None:
    if handover.outgoing is not None:
        _refuse_any_of(tx, {handover.outgoing.login})


def _refuse_acceptor(tx: WriteTx, handover: Handover) -> None:
    _refuse_any_of(tx, {mark.login for mark in handover.marks.values()})


def _refuse_any_of(tx: WriteTx, logins: Iterable[str]) -> None:
    if any(accounts.is_same_person(tx, login, tx.officer.login) for login in logins):
        raise SamePerson(name=tx.officer.name)


def is_overdue(shift: Shift | None, at: datetime) -> bool:
    """Say whether a shift should have been handed over by now."""
    return shift is not None and shift.closed_at is None and at >= shift.end_at
