"""The duty log: recording, taking steps, reading."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database import attachments, heads, journal, search
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.directory.rights import Right, require, require_at_all
from commandcenter.duty.model.entry import (
    AlreadyCorrected,
    AlreadyRecorded,
    AlreadyTaken,
    Draft,
    Entry,
    EntryKind,
    Handling,
    OtherScope,
    Step,
    admitted,
    check,
    check_step,
    entry_number,
    title_of,
)
from commandcenter.duty.model.files import FileMissing
from commandcenter.duty.model.lines import LogLine, LogQuery
from commandcenter.duty.service import forwarding, shifts
from commandcenter.duty.store import log as store
from commandcenter.duty.store import steps
from commandcenter.duty.store.rows import files_of
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.matters.model.matter import Matter, MatterKind
from commandcenter.matters.service import matters

PAGE = 200
# Far more than anybody can type in one shift.
MOST_OF_A_SHIFT = 20_000

EVIDENCE = (
    Evidence(kind="duty.entry", page=store.entry_evidence, files=files_of),
    Evidence(kind="duty.step", page=store.step_evidence),
)


def record(
    db: Database,
    draft: Draft,
    *,
    officer: Officer,
    contents: Mapping[str, bytes] | None = None,
) -> Entry:
    """Write one entry; sending the same draft again returns the entry already written.

    Args:
        contents: Bytes of the draft's attachments by SHA-256; those that another entry has
            already may be left out.

    Raises:
        NotAllowed: The officer may not write into the log.
        Rejected: The draft breaks a rule of the log; nothing was written.
        Conflict: The corrected entry does not exist.
        DiskFull: Nothing was written.
        Unavailable: The outcome is unknown; send the same draft again.
    """
    require(officer, Right.RECORD, drill_id=draft.drill_id)
    draft, _ = admitted(draft)
    store.prepare(draft)
    with db.write(officer) as tx:
        return record_in(tx, draft, contents or {})


def record_all(db: Database, drafts: Sequence[Draft], *, officer: Officer) -> tuple[Entry, ...]:
    """Write several entries without attachments, or none of them.

    Sending them again returns the entries already written. All workstations wait
    meanwhile, so this is for hundreds of entries, not for years.

    Raises:
        NotAllowed, Rejected, Conflict, DiskFull: None was written.
        Unavailable: The outcome is unknown; send the same drafts again.
    """
    for draft in drafts:
        require(officer, Right.RECORD, drill_id=draft.drill_id)
    ready = [admitted(draft)[0] for draft in drafts]
    for draft in ready:
        store.prepare(draft)
    with db.write(officer) as tx:
        return tuple(record_in(tx, draft, {}) for draft in ready)


def record_in(tx: WriteTx, draft: Draft, contents: Mapping[str, bytes]) -> Entry:
    """Do what `record` does inside a transaction, with a draft that was admitted."""
    standing = store.standing(tx, draft)
    if standing.is_recorded:
        return _same(store.get(tx, draft.id), draft)
    check(draft, at=tx.at)
    shift = shifts.take(tx, standing.near, tx.at)
    last = standing.serials.get(shift.day)
    serial = store.next_serial(tx, shift.day, draft.drill_id) if last is None else last + 1
    original = _corrected(tx, draft)
    _keep_files(tx, draft, contents)
    seq = tx.seq + 1
    received_at = draft.received_at or tx.at
    entry = Entry(
        seq=seq,
        number=entry_number(shift.day, serial, is_drill=draft.drill_id is not None),
        serial=serial,
        shift_day=shift.day,
        shift_id=shift.id,
        received_at=received_at,
        recorded_at=tx.at,
        recorder=tx.officer.name,
        draft=draft if draft.received_at else replace(draft, received_at=received_at),
        steps=draft.steps,
    )
    evidence = store.add(tx, entry)
    journal.append(
        tx,
        "duty.entry",
        evidence,
        id=draft.id,
        subject=draft.id,
        line=Line.ENTRY,
        drill_id=draft.drill_id,
    )
    _follow_up(tx, entry)
    forwarding.follow(tx, entry, original)
    return entry


def _same(existing: Entry, draft: Draft) -> Entry:
    as_sent = replace(draft, received_at=draft.received_at or existing.received_at)
    if existing.draft != as_sent:
        raise AlreadyRecorded(number=existing.number)
    return existing


def _corrected(tx: WriteTx, draft: Draft) -> Entry | None:
    """Return the entry that a draft corrects, if it may."""
    if draft.corrects is None:
        return None
    original = store.find(tx, draft.corrects)
    if original is None:
        raise Conflict
    if original.draft.drill_id != draft.drill_id:
        raise OtherScope(number=original.number)
    if original.corrected_by is not None:
        raise AlreadyCorrected(number=original.number)
    return original


def _keep_files(tx: WriteTx, draft: Draft, contents: Mapping[str, bytes]) -> None:
    for one in draft.attachments:
        if (content := contents.get(one.sha256)) is not None:
            attachments.check_size(one.name, len(content))
            attachments.add(tx, content)
    for one in draft.attachments:
        if not store.has_file(tx, one.sha256):
            raise FileMissing(name=one.name)


def _follow_up(tx: WriteTx, entry: Entry) -> None:
    """Open a matter for what is not followed through yet; a correction takes the old one's."""
    if entry.draft.corrects is not None:
        matters.replace_in(
            tx, entry.draft.corrects, at=tx.at, by=tx.officer.name, result=entry.number
        )
    if not entry.is_done:
        matters.open_in(tx, matter_of(entry))


def matter_of(entry: Entry) -> Matter:
    """Return the open matter of an entry that is not followed through yet."""
    is_instruction = entry.draft.kind is EntryKind.LEADER_NOTE
    return Matter(
        id=entry.id,
        kind=MatterKind.INSTRUCTION if is_instruction else MatterKind.ENTRY,
        title=title_of(entry.draft),
        opened_at=entry.received_at,
        owner=entry.draft.owner or entry.recorder,
        due_at=entry.draft.due_at,
        drill_id=entry.draft.drill_id,
    )


def take_step(
    db: Database,
    entry_id: UUID,
    handling: Handling,
    *,
    officer: Officer,
    act_id: UUID | None = None,
) -> Entry:
    """Note a step of handling; the last one closes the matter.

    Args:
        act_id: Made by the caller so that sending again notes it once.

    Raises:
        NotAllowed, StepTooLong, InFuture, AlreadyTaken: Nothing was written.
        Conflict: There is no such entry.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.RECORD)
    handling, _ = admit_texts(handling)
    with db.write(officer) as tx:
        return take_step_in(tx, entry_id, handling, act_id=act_id or new_id())


def take_step_in(tx: WriteTx, entry_id: UUID, handling: Handling, *, act_id: UUID) -> Entry:
    """Do what `take_step` does inside a transaction, with texts that were admitted."""
    entry = store.find(tx, entry_id)
    if entry is None:
        raise Conflict
    require(tx.officer, Right.RECORD, drill_id=entry.draft.drill_id)
    if handling in entry.steps:
        return entry
    check_step(handling, at=tx.at)
    if any(taken.step is handling.step for taken in entry.steps):
        raise AlreadyTaken(number=entry.number)
    evidence = store.add_step(tx, tx.seq + 1, entry_id, handling)
    journal.append(
        tx,
        "duty.step",
        evidence,
        id=act_id,
        subject=entry_id,
        drill_id=entry.draft.drill_id,
    )
    # A correction has taken the matter and the clock over from the entry it corrects.
    if handling.step is Step.FOLLOW:
        matters.close_in(tx, entry.newest.id, at=tx.at, by=handling.by, result=handling.result)
    if handling.step is Step.FORWARD:
        forwarding.satisfy(tx, entry.newest.id, handling)
    return replace(entry, steps=(*entry.steps, handling))


def page(
    db: Database,
    query: LogQuery,
    *,
    before: int | None = None,
    after: int | None = None,
    limit: int = PAGE,
) -> tuple[LogLine, ...]:
    """Return lines of the log that fit a query, newest first; see `duty.store.log.page`."""
    with db.read() as tx:
        return store.page(tx, query, before=before, after=after, limit=limit)


def entries_of(tx: Tx, shift_id: UUID, *, drill_id: UUID | None = None) -> tuple[Entry, ...]:
    """Return the entries of a shift, oldest first: the real ones, or those of a drill."""
    query = LogQuery(shift_id=shift_id, drill_id=drill_id)
    lines = store.page(tx, query, limit=MOST_OF_A_SHIFT)
    return tuple(line.entry for line in reversed(lines) if line.entry is not None)


def lines_in(tx: Tx, query: LogQuery) -> tuple[Entry, ...]:
    """Return the entries that fit a query, oldest first; for periods, not for years."""
    lines = store.page(tx, query, limit=MOST_OF_A_SHIFT)
    return tuple(line.entry for line in reversed(lines) if line.entry is not None)


def everything_in(tx: Tx, query: LogQuery) -> tuple[LogLine, ...]:
    """Return all lines that fit a query, oldest first; for a drill, not for years."""
    return tuple(reversed(store.page(tx, query, limit=MOST_OF_A_SHIFT)))


def step_seqs_in(tx: Tx, drill_id: UUID) -> dict[tuple[UUID, Step], int]:
    """Return the journal row of each step that was taken later, by entry, of a drill."""
    return steps.seqs(tx, drill_id)


def newest_of_shift(tx: Tx, shift_id: UUID, *, drill_id: UUID | None = None) -> int:
    """Return the number of the newest journal row that says something about a shift's log."""
    newest = store.newest_of_shift(tx, shift_id, drill_id=drill_id)
    return max(newest, heads.newest_about(tx, str(shift_id)))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a search text, for `LogQuery.words`."""
    return search.terms(text)


def find(db: Database, entry_id: UUID) -> Entry | None:
    """Return the entry made from a draft, with its steps and corrections."""
    with db.read() as tx:
        return store.find(tx, entry_id)


def find_in(tx: Tx, entry_id: UUID) -> Entry | None:
    """Do what `find` does inside a transaction."""
    return store.find(tx, entry_id)


def seq_at(db: Database, at: datetime) -> int:
    """Return the number of the first line received at or after a moment."""
    with db.read() as tx:
        return store.seq_at(tx, at)


def callers(db: Database, phone: str, *, limit: int = 20) -> tuple[Entry, ...]:
    """Return the newest entries with this phone number: who called from it before."""
    with db.read() as tx:
        return store.newest_from(tx, phone.strip(), limit=limit)


def organisations(db: Database) -> tuple[str, ...]:
    """Return the units of recent entries, the most frequent first."""
    with db.read() as tx:
        return store.organisations(tx, newest=5_000)
