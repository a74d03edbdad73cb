"""Whether anything in the log was changed after it was written.

Every row of the journal is recomputed. Append-only records are compared with their journal
rows, records that are edited in place with what their journal rows add up to, attachments
with the hash the journal knows them by, and the journal with heads that were printed or
remembered elsewhere. The chain alone would not show a log that was cut off or written anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy import exc

from commandcenter.database import attachments
from commandcenter.database.journal import GENESIS, Row, row_hash
from commandcenter.database.schema import journal, journal_head
from commandcenter.database.standing import Memory, Standing
from commandcenter.database.tx import Tx
from commandcenter.kernel.words import N_, Translate

PAGE = 2_000
# Nobody counts from here, so that rows put before the first are seen.
_LOWEST = -(2**63)

# Somebody who edits the file with other tools can leave anything in a column.
_UNREADABLE = (
    exc.DBAPIError,
    exc.InvalidRequestError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that does not fit.

    Attributes:
        seq: The journal row it was seen at.
        sentence: English source text with the places in braces.
    """

    seq: int
    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def said(self, translate: Translate) -> str:
        """Return the sentence in words."""
        return translate(self.sentence).format(seq=self.seq, **self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A head that was printed or remembered outside the database."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How a part rebuilds the journal bodies from its append-only rows.

    Attributes:
        kind: Of the journal rows.
        page: Gives (seq, body) of the rows after a number, in order, at most `limit`.
        files: Gives the names of the attachments that a body speaks of.
    """

    kind: str
    page: Callable[[Tx, int, int], Sequence[tuple[int, str]]]
    files: Callable[[str], Iterable[str]] = lambda _body: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """How a part reckons what its records must be by now, once the journal is found intact.

    Attributes:
        first_misfit: Gives the first journal row that they do not fit; gets the newest one,
            to be named for a record that the journal does not know at all.
    """

    first_misfit: Callable[[Tx, int], int | None]


# What a part gives to be verified.
Source: TypeAlias = Evidence | Standing | Reckoning


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a verification found.

    Attributes:
        rows: How many journal rows fit.
        head: The newest of them.
        anchors: How many heads from elsewhere were compared.
        problem: The first thing that does not fit; None if all is well.
    """

    rows: int
    head: Anchor
    anchors: int
    problem: Problem | None

    @property
    def is_intact(self) -> bool:
        """Whether everything fits."""
        return self.problem is None


def run(
    tx: Tx,
    evidence: Sequence[Source],
    anchors: Iterable[Anchor] = (),
    *,
    newest_only: int | None = None,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Report:
    """Verify the journal and what it vouches for, up to the first problem.

    Args:
        newest_only: Look at this many newest rows only, as at every start.
        progress: Is told the number of rows done, once a page.
    """
    start = _Checked(seq=0, hash=GENESIS)
    if newest_only is not None:
        start = _start_of_newest(tx, newest_only)
    wanted = _by_number(anchors, after=start.seq)
    last, count = start, 0
    after = start.seq or _LOWEST
    records = [_Records(tx, one, after) for one in evidence if isinstance(one, Evidence)]
    memories = [Memory(one) for one in evidence if isinstance(one, Standing)]
    problem: Problem | None = None
    for step in _chain(tx, start, after):
        problem = step if isinstance(step, Problem) else _vouches(step, wanted, records, memories)
        if problem is not None or isinstance(step, Problem):
            break
        last, count = step, count + 1
        if count % PAGE == 0:
            progress(count)
    if problem is None:
        problem = _end(tx, last, wanted, records)
    if problem is None and newest_only is None:
        problem = _attachments(tx, last.seq, records) or _standing(
            tx,
            last.seq,
            [
                *(memory.first_misfit for memory in memories),
                *(one.first_misfit for one in evidence if isinstance(one, Reckoning)),
            ],
        )
    head = Anchor(seq=last.seq, hash=last.hash)
    return Report(rows=count, head=head, anchors=len(wanted), problem=problem)


# Two witnesses of one number may disagree; then at least one of them is not satisfied.
_Wanted = Mapping[int, frozenset[bytes]]


def _by_number(anchors: Iterable[Anchor], *, after: int) -> _Wanted:
    wanted: dict[int, frozenset[bytes]] = {}
    for anchor in anchors:
        if anchor.seq > after:
            wanted[anchor.seq] = wanted.get(anchor.seq, frozenset()) | {anchor.hash}
    return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    seq: int
    hash: bytes
    kind: str = ""
    subject: str = ""
    body: str = ""


def _start_of_newest(tx: Tx, count: int) -> _Checked:
    newest = tx.execute(sa.select(sa.func.max(journal.c.seq))).scalar() or 0
    query = sa.select(journal.c.seq, journal.c.hash).where(journal.c.seq == newest - count)
    found = tx.execute(query).first()
    if found is None:
        return _Checked(seq=0, hash=GENESIS)
    return _Checked(seq=found.seq, hash=found.hash)


def _chain(tx: Tx, start: _Checked, after: int) -> Iterator[_Checked | Problem]:
    """Give each row that fits its predecessor; the first that does not, as a problem."""
    last = start
    for row in rows(tx, after):
        if row is None:
            yield Problem(
                seq=last.seq + 1, sentence=N_("Entry {seq} of the journal cannot be read.")
            )
            return
        problem = _misfit(row, last)
        if problem is not None:
            yield problem
            return
        last = _Checked(
            seq=row.seq, hash=row.hash, kind=row.kind, subject=row.subject, body=row.body
        )
        yield last


def rows(tx: Tx, after: int = _LOWEST) -> Iterator[Row | None]:
    """Give the rows after a number as they are; None, and then nothing, for an unreadable one."""
    for found in _paged(lambda seq, limit: _rows(tx, seq, limit), after):
        # The names of the columns are those of the fields.
        yield None if found is None else Row(**found._mapping)  # noqa: SLF001 - SQLAlchemy's own name


def _rows(tx: Tx, after: int, limit: int) -> Sequence[Any]:
    query = sa.select(journal).order_by(journal.c.seq).limit(limit)
    return tx.execute(query.where(journal.c.seq > after) if after > _LOWEST else query).all()


def _misfit(row: Row, last: _Checked) -> Problem | None:
    if row.seq != last.seq + 1:
        return Problem(seq=last.seq + 1, sentence=N_("Entry {seq} of the journal is missing."))
    if row.prev_hash != last.hash:
        return Problem(
            seq=row.seq,
            sentence=N_("Entry {seq} of the journal does not follow from the one before it."),
        )
    try:
        fits = row_hash(row) == row.hash
    except _UNREADABLE:
        fits = False
    if not fits:
        return Problem(seq=row.seq, sentence=N_("Entry {seq} of the journal was changed."))
    return None


def _paged(page: Callable[[int, int], Sequence[Any]], after: int) -> Iterator[Any | None]:
    """Give rows in order; None, and then nothing, where the next one cannot be read."""
    limit = PAGE
    while True:
        try:
            rows = page(after, limit)
        except _UNREADABLE:
            if limit == 1:
                yield None
                return
            limit = 1  # somewhere in this page; one by one up to the bad one
            continue
        yield from rows
        if len(rows) < limit:
            return
        after = rows[-1][0]


class _Records:
    """The append-only rows of one kind, walked beside the journal."""

    def __init__(self, tx: Tx, source: Evidence, after: int) -> None:
        self.kind = source.kind
        self.files: dict[str, int] = {}  # with the entry that speaks of each first
        self._files_of = source.files
        self._rows = _paged(lambda last, limit: source.page(tx, last, limit), after)
        self.next: tuple[int, str] | None = None
        self.is_unreadable = False
        self.step()

    def step(self) -> None:
        found = next(self._rows, ())
        self.is_unreadable = found is None
        self.next = found or None

    def note_files(self, row: "_Checked") -> None:
        for name in self._files_of(row.body):
            self.files.setdefault(name, row.seq)


def _vouches(
    row: _Checked, wanted: _Wanted, records: Sequence[_Records], memories: Sequence[Memory]
) -> Problem | None:
    if wanted.get(row.seq, frozenset()) - {row.hash}:
        return Problem(
            seq=row.seq,
            sentence=N_("Entry {seq} is not the one that was printed or remembered elsewhere."),
        )
    for record in records:
        problem = _compare(row, record)
        if problem is not None:
            return problem
    try:
        for memory in memories:
            memory.hear(row.kind, row.subject, row.seq, row.body)
    except (*_UNREADABLE, LookupError):
        return _changed(row.seq)
    return None


def _compare(row: _Checked, record: _Records) -> Problem | None:
    if record.kind != row.kind:
        if record.next is not None and record.next[0] <= row.seq:
            return _changed(record.next[0])
        return None
    if record.next is None and not record.is_unreadable:
        return Problem(seq=row.seq, sentence=N_("The record of entry {seq} is missing."))
    if record.next != (row.seq, row.body):
        return _changed(row.seq)
    try:
        record.note_files(row)
    except (*_UNREADABLE, LookupError):
        return _changed(row.seq)
    record.step()
    return None


def _changed(seq: int) -> Problem:
    sentence = N_("The record of entry {seq} was changed after it was written.")
    return Problem(seq=seq, sentence=sentence)


def _end(tx: Tx, last: _Checked, wanted: _Wanted, records: Sequence[_Records]) -> Problem | None:
    beyond = [seq for seq in wanted if seq > last.seq]
    if beyond:
        return Problem(
            seq=min(beyond),
            sentence=N_(
                "Entry {seq} was printed or remembered elsewhere, but the journal ends before it."
            ),
        )
    if any(record.next is not None or record.is_unreadable for record in records):
        return Problem(
            seq=last.seq + 1,
            sentence=N_("There is a record after entry {seq} that the journal does not know."),
        )
    return _head(tx, last)


def _head(tx: Tx, last: _Checked) -> Problem | None:
    try:
        head = tx.execute(sa.select(journal_head.c.seq, journal_head.c.hash)).one()
        in_doubt = last.seq if head.seq == last.seq else min(head.seq, last.seq) + 1
        fits = (head.seq, head.hash) == (last.seq, last.hash)
    except _UNREADABLE:
        fits, in_doubt = False, last.seq
    if fits:
        return None
    return Problem(
        seq=in_doubt,
        sentence=N_(
            "The journal ends differently from what its head says;"
            " entry {seq} is the first in doubt."
        ),
    )


def _attachments(tx: Tx, last: int, records: Sequence[_Records]) -> Problem | None:
    files: dict[str, int] = {}
    for record in records:
        files |= {name: min(seq, files.get(name, seq)) for name, seq in record.files.items()}
    try:
        missing, damaged = attachments.missing(tx, files), attachments.damaged(tx)
    except _UNREADABLE:
        missing, damaged = [], ["?"]
    bad = {
        **dict.fromkeys(damaged, N_("An attachment was changed after it was stored ({name}).")),
        **dict.fromkeys(missing, N_("An attachment of entry {seq} is missing ({name}).")),
    }
    if not bad:
        return None
    name = min(bad, key=lambda name: files.get(name, last))
    return Problem(seq=files.get(name, last), sentence=bad[name], facts={"name": name})


def _standing(
    tx: Tx, last: int, checks: Sequence[Callable[[Tx, int], int | None]]
) -> Problem | None:
    try:
        misfits = [first_misfit(tx, last) for first_misfit in checks]
    except (*_UNREADABLE, LookupError):
        misfits = [last]
    seqs = [seq for seq in misfits if seq is not None]
    return _changed(min(seqs)) if seqs else None
