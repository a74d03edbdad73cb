"""The journal: every change, in order, each row sealed by the hash of the one before.

It is the audit trail, the cursor of every screen, the memory that makes sending twice
harmless, and the evidence that nothing was changed afterwards.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import played
from commandcenter.database.schema import journal as journal_table
from commandcenter.database.schema import microseconds
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import stamp
from commandcenter.kernel.words import N_

VERSION = 1
GENESIS = hashlib.sha256(b"commandcenter genesis v1").digest()
MAX_BODY_BYTES = 65_536


class BodyTooLong(Rejected):
    """The evidence of one row has a limit; longer things are stored apart, by their hash."""

    sentence = N_("This record is too long to be kept as one; split it.")


class Line(IntEnum):
    """Whether a journal row is a line of the duty log."""

    NONE = 0
    ENTRY = 1  # typed by an officer
    AUTOMATIC = 2  # written by the program when something happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the journal; every field but `hash` goes into `hash`.

    Attributes:
        kind: Part and event, such as `duty.entry`; known to the catalogue of words.
        subject: What it is about: the id of the record.
        body: Canonical JSON of the evidence; never read by SQL.
        written_at: Claimed by the workstation.
        received_at: Set by the database.
        sig: Reserved for a signature of the author.
    """

    seq: int
    id: UUID
    kind: str
    subject: str
    line: int
    drill_id: UUID | None
    body: str
    author: str
    station: str
    written_at: datetime
    received_at: datetime
    prev_hash: bytes
    hash: bytes = b""
    sig: bytes | None = None
    v: int = VERSION


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def canonical(body: Mapping[str, object]) -> str:
    """Return the one way to write these facts as JSON."""
    return _CANONICAL.encode(body)


def digest(fields: Iterable[str | None]) -> bytes:
    """Return the SHA-256 over fields, each with its length in bytes so that none can run over."""
    parts = []
    for field in fields:
        if field is None:
            parts.append(b"-,")
        else:
            data = field.encode()
            parts.append(b"%d:%b," % (len(data), data))
    return hashlib.sha256(b"".join(parts)).digest()


def row_hash(row: Row) -> bytes:
    """Return the hash that a row must have."""
    written_at = stamp(row.written_at)
    return digest(
        (
            f"v{row.v}",
            row.prev_hash.hex(),
            str(row.seq),
            str(row.id),
            row.kind,
            row.subject,
            str(row.line),
            str(row.drill_id) if row.drill_id else None,
            row.body,
            row.author,
            row.station,
            written_at,
            written_at if row.received_at is row.written_at else stamp(row.received_at),
            row.sig.hex() if row.sig is not None else None,
        )
    )


def append(
    tx: WriteTx,
    kind: str,
    body: Mapping[str, object],
    *,
    id: UUID,  # noqa: A002 - the word of the field
    subject: UUID | str,
    line: Line = Line.NONE,
    drill_id: UUID | None = None,
    written_at: datetime | None = None,
) -> int:
    """Add the evidence of what this transaction does; comes last, before the commit.

    Args:
        id: Of the act, made by the client; the same act sent twice has the same id.
        drill_id: The drill in which it was done; it has to run. None for reality.
        written_at: When the officer acted, as the workstation claims; None means now.

    Returns:
        The number of the row.

    Raises:
        BodyTooLong: More than 64 KiB; nothing was written.
        DrillOver: The drill does not run, or no longer; nothing was written.
    """
    played.check_running(tx, drill_id)
    text = canonical(body)
    if len(text.encode()) > MAX_BODY_BYTES:
        raise BodyTooLong
    values: dict[str, Any] = {
        "id": id,
        "kind": kind,
        "subject": str(subject),
        "line": int(line),
        "drill_id": drill_id,
        "body": text,
        "author": tx.officer.login,
        "station": tx.officer.station,
        "written_at": written_at or tx.at,
    }
    seq = tx.next_seq()
    if tx.is_sqlite:
        _append_here(tx, Row(**values, seq=seq, received_at=tx.at, prev_hash=tx.head.hash))
    else:
        tx.send_driver_sql(_APPEND_ON_SERVER, tuple(values.values()))
    return seq


_APPEND_ON_SERVER = "SELECT journal_append(%s, %s, %s, %s::smallint, %s, %s, %s, %s, %s)"
_INSERT = (
    "INSERT INTO journal (seq, id, v, kind, subject, line, drill_id, body, author, station,"
    " written_at, received_at, prev_hash, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_MOVE_HEAD = "UPDATE journal_head SET seq = ?, hash = ?"


def _append_here(tx: WriteTx, row: Row) -> None:
    tx.head.hash = row_hash(row)
    values = (
        row.seq,
        row.id.hex,
        row.v,
        row.kind,
        row.subject,
        row.line,
        row.drill_id.hex if row.drill_id else None,
        row.body,
        row.author,
        row.station,
        microseconds(row.written_at),
        microseconds(row.received_at),
        row.prev_hash,
        tx.head.hash,
    )
    tx.send_driver_sql(_INSERT, values)
    tx.send_driver_sql(_MOVE_HEAD, (row.seq, tx.head.hash))


def has(tx: Tx, act_id: UUID) -> bool:
    """Say whether an act was noted already, so that it was sent twice."""
    query = sa.select(journal_table.c.seq).where(journal_table.c.id == act_id)
    return tx.execute(query).first() is not None


def told(tx: Tx, kinds: Iterable[str]) -> Iterator[Any]:
    """Give `seq`, `kind`, `subject` and `body` of the rows of some kinds, in order."""
    columns = journal_table.c
    query = sa.select(columns.seq, columns.kind, columns.subject, columns.body)
    yield from tx.execute(query.where(columns.kind.in_(kinds)).order_by(columns.seq))


def about(tx: Tx, subjects: Iterable[str], *, line: Line) -> Iterator[Any]:
    """Give the rows of one sort of line that are about some records, in order."""
    columns = journal_table.c
    query = sa.select(
        *(columns[name] for name in ("seq", "kind", "subject", "body", "author", "received_at"))
    )
    wanted = columns.subject.in_(list(subjects)), columns.line == int(line)
    yield from tx.execute(query.where(*wanted).order_by(columns.seq))
