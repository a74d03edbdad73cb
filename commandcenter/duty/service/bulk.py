"""Loading years of log at once: the same rows that `log.record` makes, in large batches.

For moving from another system and for the demo county.
"""

import gc
import heapq
import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, Protocol
from uuid import UUID

from commandcenter.database import bulk, search
from commandcenter.database.bulk import PastRow
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line, canonical
from commandcenter.database.tx import WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.duty.model.entry import Draft, Entry, Handling, Step, entry_number
from commandcenter.duty.model.shift import Member, Shift
from commandcenter.duty.service.log import matter_of
from commandcenter.duty.store.rows import entry_values, evidence, step_values
from commandcenter.duty.tables import log_entry, log_step
from commandcenter.kernel.ids import id_at
from commandcenter.kernel.officer import Officer
from commandcenter.matters.model.matter import Matter
from commandcenter.matters.service import matters

# Small enough that a transaction holds the journal head for less than two seconds.
BATCH = 2_000


class Recorded(Protocol):
    """An entry as it was recorded somewhere else; the draft says when it was received."""

    @property
    def draft(self) -> Draft:
        """What was typed."""

    @property
    def recorded_at(self) -> datetime:
        """When it was written down; grows from entry to entry."""

    @property
    def recorder(self) -> Member:
        """Who wrote it."""

    @property
    def shift(self) -> Shift:
        """The shift on watch; in the database already."""

    @property
    def later_steps(self) -> tuple[Handling, ...]:
        """Handling after it was recorded, in order."""


# When, a number that keeps equal times in order, the entry, and a step unless it is new.
_Event = tuple[datetime, int, Recorded, Handling | None]


def load(
    db: Database,
    history: Iterable[Recorded],
    *,
    officer: Officer,
    login_of: Callable[[Member], str],
    progress: Callable[[int], None] = lambda _count: None,
) -> int:
    """Add past entries to a log that has none, oldest first; returns how many.

    Args:
        officer: Who imports.
        login_of: The author in the journal for the member who recorded an entry.
        progress: Told how many entries are in.

    Raises:
        NotAllowed: Nothing was added.
        Conflict: There are entries already; nothing was added.
        Unavailable: A part of it may be in; begin anew with an empty database.
    """
    require(officer, Right.RECORD)
    return _write_all(db, _batches(history, login_of), officer, progress)


def load_with_second_process(
    db: Database,
    make_history: Callable[[], Iterable[Recorded]],
    *,
    officer: Officer,
    login_of: Callable[[Member], str],
    progress: Callable[[int], None] = lambda _count: None,
) -> int:
    """Do what `load` does on two processors: one makes the rows, this one writes them.

    Args:
        make_history: Called in the other process, so it can only be a function of a
            module, or a `partial` of one; *login_of* as well.

    Raises:
        NotAllowed, Conflict, Unavailable: As in `load`.
    """
    require(officer, Right.RECORD)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    maker = context.Process(target=_send, args=(theirs, make_history, login_of), daemon=True)
    maker.start()
    theirs.close()
    try:
        return _write_all(db, _received(ours), officer, progress)
    finally:
        ours.close()
        maker.terminate()
        maker.join()


def _send(
    pipe: Connection,
    make_history: Callable[[], Iterable[Recorded]],
    login_of: Callable[[Member], str],
) -> None:
    with _without_collecting():
        for batch in _batches(make_history(), login_of):
            pipe.send(batch)


def _received(pipe: Connection) -> Iterator["_Batch"]:
    is_last = False
    while not is_last:
        batch: _Batch = pipe.recv()
        is_last = batch.still_open is not None
        yield batch


def _write_all(
    db: Database,
    batches: Iterable["_Batch"],
    officer: Officer,
    progress: Callable[[int], None],
) -> int:
    count = 0
    with _without_collecting():
        for batch in batches:
            with db.write(officer) as tx:
                _write(tx, batch)
            count += len(batch.entries)
            progress(count)
    return count


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave out Python's search for cycles, which would look at every waiting row again."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _in_order(history: Iterable[Recorded]) -> Iterator[_Event]:
    """Give entries and later steps in the order they were written down."""
    waiting: list[_Event] = []
    number = 0
    for past in history:
        while waiting and waiting[0][0] <= past.recorded_at:
            yield heapq.heappop(waiting)
        yield past.recorded_at, 0, past, None
        for step in past.later_steps:
            number += 1
            heapq.heappush(waiting, (step.at, number, past, step))
    while waiting:
        yield heapq.heappop(waiting)


@dataclass(slots=True)
class _Batch:
    """Rows of one transaction, by table; numbers count from its first journal row.

    Attributes:
        still_open: Matters that are open to this day; the last batch has them.
    """

    journal: list[PastRow] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    closed: list[Matter] = field(default_factory=list)
    still_open: list[Matter] | None = None


def _batches(history: Iterable[Recorded], login_of: Callable[[Member], str]) -> Iterator[_Batch]:
    """Make the rows of all transactions, before anybody has to wait for them."""
    loader = _Loader(login_of)
    events = _in_order(history)
    while (batch := loader.batch(islice(events, BATCH))).journal:
        yield batch
    yield loader.last_batch()


def _write(tx: WriteTx, batch: _Batch) -> None:
    first = tx.seq + 1
    for row in (*batch.entries, *batch.steps):
        row["seq"] += first
    bulk.append_all(tx, batch.journal)
    bulk.insert_all(tx, log_entry, batch.entries)
    search.add_all(tx, [(row["seq"], row["search_text"]) for row in batch.entries])
    bulk.insert_all(tx, log_step, batch.steps)
    matters.add_past_in(tx, batch.closed)
    if batch.still_open is not None:
        matters.add_past_in(tx, batch.still_open)
        matters.note_import_in(tx, len(batch.still_open))


class _Loader:
    """Makes the rows of batches; keeps what one has to know of those before it."""

    def __init__(self, login_of: Callable[[Member], str]) -> None:
        self._login_of = login_of
        self._serials: defaultdict[tuple[date, UUID | None], int] = defaultdict(int)
        self._open: dict[UUID, Matter] = {}
        self._corrected: dict[UUID, UUID] = {}

    def batch(self, events: Iterable[_Event]) -> _Batch:
        """Return the rows of the next events."""
        batch = _Batch()
        for position, (at, _, past, step) in enumerate(events):
            if step is None:
                self._add_entry(batch, position, past)
            else:
                self._add_step(batch, position, past, step, at)
        return batch

    def last_batch(self) -> _Batch:
        """Return the matters that are open to this day."""
        return _Batch(still_open=list(self._open.values()))

    def _add_entry(self, batch: _Batch, position: int, past: Recorded) -> None:
        entry = self._entry(position, past)
        values = entry_values(entry)
        draft = entry.draft
        batch.entries.append(values)
        batch.journal.append(
            PastRow(
                id=draft.id,
                kind="duty.entry",
                subject=str(draft.id),
                line=Line.ENTRY.value,
                drill_id=draft.drill_id,
                body=canonical(evidence(values)),
                author=self._login_of(past.recorder),
                station="",
                received_at=past.recorded_at,
            )
        )
        if draft.corrects is not None:
            self._corrected[draft.corrects] = draft.id
            self._close(batch, draft.corrects, past.recorded_at, entry.recorder, entry.number)
        if not entry.is_done:
            self._open[entry.id] = matter_of(entry)

    def _entry(self, position: int, past: Recorded) -> Entry:
        series = past.shift.day, past.draft.drill_id
        self._serials[series] += 1
        serial = self._serials[series]
        draft = past.draft
        if draft.received_at is None:
            draft = replace(draft, received_at=past.recorded_at)
        return Entry(
            seq=position,
            number=entry_number(past.shift.day, serial, is_drill=draft.drill_id is not None),
            serial=serial,
            shift_day=past.shift.day,
            shift_id=past.shift.id,
            received_at=draft.received_at or past.recorded_at,
            recorded_at=past.recorded_at,
            recorder=past.recorder.name,
            draft=draft,
            steps=draft.steps,
        )

    def _add_step(
        self, batch: _Batch, position: int, past: Recorded, step: Handling, at: datetime
    ) -> None:
        entry_id = past.draft.id
        values = step_values(position, entry_id, step)
        batch.steps.append(values)
        batch.journal.append(
            PastRow(
                id=_step_id(entry_id, step, at),
                kind="duty.step",
                subject=str(entry_id),
                line=Line.NONE.value,
                drill_id=past.draft.drill_id,
                body=canonical(evidence(values)),
                author=self._login_of(past.recorder),
                station="",
                received_at=at,
            )
        )
        if step.step is Step.FOLLOW:
            self._close(batch, self._newest(entry_id), at, step.by, step.result)

    def _newest(self, entry_id: UUID) -> UUID:
        while entry_id in self._corrected:
            entry_id = self._corrected[entry_id]
        return entry_id

    def _close(self, batch: _Batch, matter_id: UUID, at: datetime, by: str, result: str) -> None:
        matter = self._open.pop(matter_id, None)
        if matter is not None:
            closed = replace(
                matter, closed_at=at, closed_by=by, result=result, version=matter.version + 1
            )
            batch.closed.append(closed)


def _step_id(entry_id: UUID, step: Handling, at: datetime) -> UUID:
    """Return an id that follows from the step, so that importing twice is recognised.

    In the order of time as all ids are: an index of random ones is written all over.
    """
    digest = sha256(entry_id.bytes + step.step.value.encode()).digest()
    return id_at(int(at.timestamp() * 1000), int.from_bytes(digest[:10], "big") >> 6)
