"""SQL of the duty log: adding entries and steps, and reading them page by page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import search
from commandcenter.database.journal import Line, canonical
from commandcenter.database.schema import attachment, journal, journal_head
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import initials
from commandcenter.duty.model.entry import Draft, Entry, Handling, Step
from commandcenter.duty.model.lines import MILESTONES, LogLine, LogQuery
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.store.rows import entry_of, entry_values, evidence, step_values
from commandcenter.duty.store.shifts import of_row, select_around
from commandcenter.duty.tables import duty_shift, log_entry, log_step

_INSERT_ENTRY = log_entry.insert()
_INSERT_STEP = log_step.insert()


def prepare(draft: Draft) -> None:
    """Do before a transaction what would keep every other workstation waiting in it.

    The first pinyin initials load a dictionary; those of a name are kept for the next time.
    """
    initials(draft.org)
    initials(draft.name)


def has_file(tx: Tx, sha256: str) -> bool:
    """Say whether the bytes of an attachment are kept."""
    query = sa.select(attachment.c.size).where(attachment.c.sha256 == sha256)
    return tx.execute(query).first() is not None


def add(tx: WriteTx, entry: Entry) -> dict[str, object]:
    """Add an entry and index its text; returns the journal's evidence of it."""
    values = entry_values(entry)
    tx.send(_INSERT_ENTRY, values)
    search.add(tx, entry.seq, values["search_text"])
    return evidence(values)


def add_step(tx: WriteTx, seq: int, entry_id: UUID, handling: Handling) -> dict[str, object]:
    """Add a step of handling; returns the journal's evidence of it."""
    values = step_values(seq, entry_id, handling)
    tx.send(_INSERT_STEP, values)
    return evidence(values)


def find(tx: Tx, entry_id: UUID) -> Entry | None:
    """Return the entry made from a draft, with its steps and corrections."""
    found = _entries(tx, _SELECT.where(log_entry.c.id == entry_id))
    return found[0] if found else None


def get(tx: Tx, entry_id: UUID) -> Entry:
    """Return an entry that is known to exist."""
    (entry,) = _entries(tx, _SELECT.where(log_entry.c.id == entry_id))
    return entry


def next_serial(tx: Tx, shift_day: date, drill_id: UUID | None) -> int:
    """Return the number that the next entry of a shift day will get."""
    query = sa.select(_last_serial(shift_day, is_drill=drill_id is not None))
    return (tx.execute(query, {"drill": drill_id} if drill_id else {}).scalar() or 0) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the log says before an entry is added.

    Attributes:
        is_recorded: Whether the entry is there already.
        near: The shifts near the time of the transaction, newest first.
        serials: The last number of each of their days so far.
    """

    is_recorded: bool = False
    near: tuple[Shift, ...] = ()
    serials: Mapping[date, int] = field(default_factory=dict)


def standing(tx: WriteTx, draft: Draft) -> Standing:
    """Return what has to be known before a draft is recorded, in one query.

    Numbers have no gaps, because writers take turns.
    """
    values: dict[str, object] = {"id": draft.id}
    if draft.drill_id is not None:
        values["drill"] = draft.drill_id
    rows = tx.rows(_STANDING if draft.drill_id is None else _DRILL_STANDING, values)
    if not rows:  # no shift was ever planned, so nothing was recorded
        return Standing()
    near = tuple(map(of_row, rows))
    serials = {shift.day: row[-1] or 0 for shift, row in zip(near, rows, strict=True)}
    return Standing(is_recorded=rows[0][-2] is not None, near=near, serials=serials)


def _last_serial(day: Any, *, is_drill: bool) -> sa.ScalarSelect[int]:
    drill = sa.bindparam("drill", type_=sa.Uuid) if is_drill else None
    query = sa.select(sa.func.max(log_entry.c.serial))
    return query.where(
        log_entry.c.shift_day == day, log_entry.c.drill_id == drill
    ).scalar_subquery()


def _standing(*, is_drill: bool) -> sa.Select[Any]:
    began_at = sa.select(journal_head.c.began_at).scalar_subquery()
    recorded = sa.select(log_entry.c.seq).where(log_entry.c.id == sa.bindparam("id", type_=sa.Uuid))
    last = _last_serial(duty_shift.c.day, is_drill=is_drill)
    return select_around(began_at, recorded.scalar_subquery(), last)


_STANDING, _DRILL_STANDING = _standing(is_drill=False), _standing(is_drill=True)


def seq_at(tx: Tx, at: datetime) -> int:
    """Return the number of the first journal row received at or after a moment.

    The journal has no gaps and its times grow, so twenty looks are enough for a million
    rows; an index for this would have to be kept up with every entry.
    """
    low, high = 1, (tx.execute(_NEWEST).scalar() or 0) + 1
    while low < high:
        middle = (low + high) // 2
        received_at = tx.execute(_RECEIVED, {"seq": middle}).scalar()
        if received_at is not None and received_at < at:
            low = middle + 1
        else:
            high = middle
    return low


_NEWEST = sa.select(sa.func.max(journal.c.seq))
_RECEIVED = sa.select(journal.c.received_at).where(journal.c.seq == sa.bindparam("seq"))


def page(
    tx: Tx, query: LogQuery, *, before: int | None = None, after: int | None = None, limit: int
) -> tuple[LogLine, ...]:
    """Return lines of the log that fit a query, newest first.

    Args:
        before: Only lines with smaller numbers, the nearest to it.
        after: Only lines with larger numbers, the nearest to it.
        limit: How many at most.
    """
    if (query.with_automatic or query.with_milestones) and not query.narrows_entries:
        return _mixed_page(tx, query, before=before, after=after, limit=limit)
    conditions = _conditions(tx, query)
    if before is not None:
        conditions.append(log_entry.c.seq < before)
    if after is not None:
        conditions.append(log_entry.c.seq > after)
    if query.words:
        found = search.newest(
            tx,
            log_entry,
            query.words,
            conditions=conditions,
            limit=limit,
            oldest_first=after is not None,
        )
        return _entry_lines(tx, _SELECT.where(log_entry.c.seq.in_(found)))
    select = _SELECT.where(*conditions).limit(limit)
    return _entry_lines(tx, select.order_by(_order(log_entry.c.seq, after)))


def _mixed_page(
    tx: Tx, query: LogQuery, *, before: int | None, after: int | None, limit: int
) -> tuple[LogLine, ...]:
    conditions = [journal.c.line > 0, journal.c.drill_id.is_not_distinct_from(query.drill_id)]
    if not query.with_automatic:
        conditions.append(
            sa.or_(journal.c.line == Line.ENTRY, journal.c.kind.in_(sorted(MILESTONES)))
        )
    conditions += _bounds(tx, query, journal.c.seq)
    if before is not None:
        conditions.append(journal.c.seq < before)
    if after is not None:
        conditions.append(journal.c.seq > after)
    heads = (
        sa.select(journal.c.seq, journal.c.line, journal.c.kind, journal.c.body)
        .add_columns(journal.c.received_at, journal.c.author, journal.c.subject)
        .where(*conditions)
        .order_by(_order(journal.c.seq, after))
        .limit(limit)
    )
    rows = tx.execute(heads).all()
    seqs = [row.seq for row in rows if row.kind == "duty.entry"]
    entries = {
        line.seq: line for line in _entry_lines(tx, _SELECT.where(log_entry.c.seq.in_(seqs)))
    }
    lines = [entries.get(row.seq) or _automatic(row) for row in rows]
    return tuple(sorted(lines, key=lambda line: -line.seq))


def _automatic(row: Any) -> LogLine:
    return LogLine(
        seq=row.seq,
        at=row.received_at,
        kind=row.kind,
        subject=row.subject,
        body=json.loads(row.body),
        author=row.author,
    )


def _order(column: sa.ColumnElement[int], after: int | None) -> sa.ColumnElement[int]:
    return column.desc() if after is None else column.asc()


def _conditions(tx: Tx, query: LogQuery) -> list[sa.ColumnElement[bool]]:
    conditions = [log_entry.c.drill_id.is_not_distinct_from(query.drill_id)]
    conditions += _bounds(tx, query, log_entry.c.seq)
    if query.kinds:
        conditions.append(log_entry.c.kind.in_(kind.value for kind in query.kinds))
    if query.org:
        conditions.append(log_entry.c.org == query.org)
    if query.shift_id is not None:
        conditions.append(log_entry.c.shift_id == query.shift_id)
    return conditions


def _bounds(tx: Tx, query: LogQuery, column: sa.ColumnElement[int]) -> list[sa.ColumnElement[bool]]:
    bounds: list[sa.ColumnElement[bool]] = []
    if query.since is not None:
        bounds.append(column >= seq_at(tx, query.since))
    if query.until is not None:
        bounds.append(column < seq_at(tx, query.until))
    if query.as_of is not None:
        bounds.append(column <= query.as_of)
    return bounds


def _entry_lines(tx: Tx, query: sa.Select[Any]) -> tuple[LogLine, ...]:
    return tuple(
        LogLine(seq=entry.seq, at=entry.recorded_at, kind="duty.entry", entry=entry)
        for entry in sorted(_entries(tx, query), key=lambda entry: -entry.seq)
    )


def _entries(tx: Tx, query: sa.Select[Any]) -> list[Entry]:
    """Return entries with the steps taken since and the entries that correct them."""
    rows = _dicts(tx, query)
    if not rows:
        return []
    ids = [row["id"] for row in rows]
    corrections, steps = _corrections(tx, ids), _steps(tx, ids)
    corrected = [row["corrects"] for row in rows if row["corrects"] is not None]
    numbers = _numbers(tx, corrected) if corrected else {}
    return [
        entry_of(
            row,
            later_steps=steps.get(row["id"], ()),
            corrected_by=corrections.get(row["id"]),
            corrects_number=numbers.get(row["corrects"], ""),
        )
        for row in rows
    ]


# Everything of an entry but the text it is found by.
_SELECT = sa.select(*(column for column in log_entry.c if column.name != "search_text"))


def _dicts(tx: Tx, query: sa.Select[Any]) -> list[dict[str, Any]]:
    # SQLAlchemy's own mapping of a row takes longer to read than the row.
    result = tx.execute(query)
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


def _corrections(tx: Tx, ids: Sequence[UUID]) -> dict[UUID | None, Entry]:
    found = _entries(tx, _SELECT.where(log_entry.c.corrects.in_(ids)))
    return {entry.draft.corrects: entry for entry in found}


def _steps(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, tuple[Handling, ...]]:
    query = sa.select(log_step).where(log_step.c.entry_id.in_(ids)).order_by(log_step.c.seq)
    steps: dict[UUID, tuple[Handling, ...]] = {}
    for row in tx.execute(query):
        handling = Handling(step=Step(row.step), at=row.at, by=row.by, to=row.to, result=row.result)
        steps[row.entry_id] = (*steps.get(row.entry_id, ()), handling)
    return steps


def _numbers(tx: Tx, ids: Sequence[UUID | None]) -> dict[UUID | None, str]:
    query = sa.select(log_entry.c.id, log_entry.c.number).where(log_entry.c.id.in_(ids))
    return {row.id: row.number for row in tx.execute(query)}


def newest_of_shift(tx: Tx, shift_id: UUID) -> int:
    """Return the number of a shift's newest real entry, step or correction; 0 if none."""
    chain = (
        sa.select(log_entry.c.id, log_entry.c.seq)
        .where(log_entry.c.shift_id == shift_id, log_entry.c.drill_id.is_(None))
        .cte("chain", recursive=True)
    )
    corrections = sa.select(log_entry.c.id, log_entry.c.seq)
    chain = chain.union(corrections.join(chain, log_entry.c.corrects == chain.c.id))
    steps = sa.select(sa.func.max(log_step.c.seq)).join(chain, log_step.c.entry_id == chain.c.id)
    queries = (sa.select(sa.func.max(chain.c.seq)), steps)
    return max(tx.execute(query).scalar() or 0 for query in queries)


def newest_from(tx: Tx, phone: str, *, limit: int) -> tuple[Entry, ...]:
    """Return the newest real entries with this phone number, newest first."""
    query = (
        _SELECT.where(
            log_entry.c.phone == phone, log_entry.c.phone != "", log_entry.c.drill_id.is_(None)
        )
        .order_by(log_entry.c.seq.desc())
        .limit(limit)
    )
    return tuple(map(entry_of, _dicts(tx, query)))


def organisations(tx: Tx, *, newest: int) -> tuple[str, ...]:
    """Return the units named in the newest real entries, the most frequent first."""
    recent = (
        sa.select(log_entry.c.org)
        .where(log_entry.c.org != "", log_entry.c.drill_id.is_(None))
        .order_by(log_entry.c.seq.desc())
        .limit(newest)
        .subquery()
    )
    frequent = sa.func.count().desc()
    query = sa.select(recent.c.org).group_by(recent.c.org).order_by(frequent, recent.c.org)
    return tuple(tx.execute(query.limit(200)).scalars())


def entry_evidence(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    """Return the journal bodies that the entries after a number must have."""
    query = sa.select(log_entry).where(log_entry.c.seq > after)
    rows = tx.execute(query.order_by(log_entry.c.seq).limit(limit)).mappings()
    return [(row["seq"], canonical(evidence(dict(row)))) for row in rows]


def step_evidence(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    """Return the journal bodies that the steps after a number must have."""
    query = sa.select(log_step).where(log_step.c.seq > after)
    rows = tx.execute(query.order_by(log_step.c.seq).limit(limit)).mappings()
    return [(row["seq"], canonical(evidence(dict(row)))) for row in rows]
