"""SQL of the duty log: adding entries and steps, and reading them page by page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
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
    ((newest,),) = tx.rows(_NEWEST, {})
    low, high = 1, (newest or 0) + 1
    while low < high:
        middle = (low + high) // 2
        found = tx.rows(_RECEIVED, {"seq": middle})
        if found and found[0][0] < at:
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
    span = _span(tx, query, before, after)
    if (query.with_automatic or query.with_milestones) and not query.narrows_entries:
        return _mixed_page(tx, query, span, limit, newest_first=after is None)
    conditions = _conditions(query, span)
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
    order = log_entry.c.seq.desc() if after is None else log_entry.c.seq.asc()
    return _entry_lines(tx, _SELECT.where(*conditions).order_by(order).limit(limit))


def _span(tx: Tx, query: LogQuery, before: int | None, after: int | None) -> tuple[int, int]:
    """Return the numbers between which the wanted lines lie, both left out."""
    low, high = after or 0, _BEYOND if before is None else before
    if query.since is not None:
        low = max(low, seq_at(tx, query.since) - 1)
    if query.until is not None:
        high = min(high, seq_at(tx, query.until))
    if query.as_of is not None:
        high = min(high, query.as_of + 1)
    return low, high


_BEYOND = 2**63 - 1


def _conditions(query: LogQuery, span: tuple[int, int]) -> list[sa.ColumnElement[bool]]:
    low, high = span
    conditions = [
        log_entry.c.drill_id.is_not_distinct_from(query.drill_id),
        log_entry.c.seq > low,
        log_entry.c.seq < high,
    ]
    if query.kinds:
        conditions.append(log_entry.c.kind.in_(kind.value for kind in query.kinds))
    if query.org:
        conditions.append(log_entry.c.org == query.org)
    if query.shift_id is not None:
        conditions.append(log_entry.c.shift_id == query.shift_id)
    return conditions


def _mixed_page(
    tx: Tx, query: LogQuery, span: tuple[int, int], limit: int, *, newest_first: bool
) -> tuple[LogLine, ...]:
    low, high = span
    values = {"low": low, "high": high, "drill": query.drill_id, "limit": limit}
    wanted = {"with_automatic": query.with_automatic, "is_drill": query.drill_id is not None}
    statement = _mixed(newest_first=newest_first, **wanted)
    rows = tx.rows(statement, values)
    head = len(_HEAD)
    typed = _completed(tx, [_named(row[head:]) for row in rows if row[head] is not None])
    entries = {entry.seq: entry for entry in typed}
    lines = [
        _line(entries[row[0]]) if row[0] in entries else _automatic(*row[:head]) for row in rows
    ]
    return tuple(lines if newest_first else reversed(lines))


@cache
def _mixed(*, with_automatic: bool, newest_first: bool, is_drill: bool) -> sa.Select[Any]:
    milestones = (journal.c.kind == kind for kind in sorted(MILESTONES))
    wanted = sa.or_(journal.c.line == Line.ENTRY, *milestones)
    drill, column = sa.bindparam("drill", type_=sa.Uuid), journal.c.drill_id
    # Plain equality, so that the index of drills is used.
    of_drill = column == drill if is_drill else column.is_not_distinct_from(drill)
    return (
        sa.select(*_HEAD, *_COLUMNS)
        .select_from(journal.outerjoin(log_entry, log_entry.c.seq == journal.c.seq))
        .where(
            journal.c.line > 0,
            sa.true() if with_automatic else wanted,
            of_drill,
            journal.c.seq > sa.bindparam("low"),
            journal.c.seq < sa.bindparam("high"),
        )
        .order_by(journal.c.seq.desc() if newest_first else journal.c.seq)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


# Everything of an entry but the text it is found by.
_COLUMNS = tuple(column for column in log_entry.c if column.name != "search_text")
_NAMES = tuple(column.name for column in _COLUMNS)
_SELECT = sa.select(*_COLUMNS)
_HEAD = (
    journal.c.seq,
    journal.c.received_at,
    journal.c.kind,
    journal.c.subject,
    # That of an entry says the same as its columns.
    sa.case((journal.c.line != Line.ENTRY, journal.c.body), else_="{}"),
    journal.c.author,
)


def _named(values: Sequence[Any]) -> dict[str, Any]:
    # SQLAlchemy's own mapping of a row takes longer to read than the row.
    return dict(zip(_NAMES, values, strict=True))


def _automatic(
    seq: int, received_at: datetime, kind: str, subject: str, body: str, author: str
) -> LogLine:
    return LogLine(
        seq=seq, at=received_at, kind=kind, subject=subject, body=json.loads(body), author=author
    )


def _line(entry: Entry) -> LogLine:
    return LogLine(seq=entry.seq, at=entry.recorded_at, kind="duty.entry", entry=entry)


def _entry_lines(tx: Tx, query: sa.Select[Any]) -> tuple[LogLine, ...]:
    newest_first = sorted(_entries(tx, query), key=lambda entry: -entry.seq)
    return tuple(map(_line, newest_first))


def _entries(tx: Tx, query: sa.Select[Any]) -> list[Entry]:
    """Return entries with the steps taken since and the entries that correct them."""
    return _completed(tx, [_named(row) for row in tx.execute(query)])


def _completed(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> list[Entry]:
    if not rows:
        return []
    ids = [row["id"] for row in rows]
    corrections, steps = _corrections(tx, ids), _steps(tx, ids)
    corrected = [row["corrects"] for row in rows if row["corrects"] is not None]
    numbers = dict(_among(tx, _NUMBERS, corrected)) if corrected else {}
    return [
        entry_of(
            row,
            later_steps=steps.get(row["id"], ()),
            corrected_by=corrections.get(row["id"]),
            corrects_number=numbers.get(row["corrects"], ""),
        )
        for row in rows
    ]


def _corrections(tx: Tx, ids: Sequence[UUID]) -> dict[UUID | None, Entry]:
    found = _completed(tx, [_named(row) for row in _among(tx, _CORRECTIONS, ids)])
    return {entry.draft.corrects: entry for entry in found}


def _steps(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, tuple[Handling, ...]]:
    steps: dict[UUID, tuple[Handling, ...]] = {}
    for entry_id, step, at, by, to, result in _among(tx, _STEPS, ids):
        handling = Handling(step=Step(step), at=at, by=by, to=to, result=result)
        steps[entry_id] = (*steps.get(entry_id, ()), handling)
    return steps


def _among(
    tx: Tx, statements: Mapping[bool, sa.Select[Any]], ids: Sequence[UUID]
) -> list[tuple[Any, ...]]:
    """Run the statement that one kind of database has for rows that belong to these ids."""
    given = json.dumps([one.hex for one in ids]) if tx.is_sqlite else list(ids)
    return tx.rows(statements[tx.is_sqlite], {"ids": given})


def _of_ids(column: "sa.Column[Any]", query: sa.Select[Any]) -> dict[bool, sa.Select[Any]]:
    """Return a query for SQLite (True) and for PostgreSQL; the ids come as one value.

    A list of values of any length would have to be put into words anew each time.
    """
    each = sa.func.json_each(sa.bindparam("ids", type_=sa.Text)).table_valued("value")
    listed = sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid))
    return {
        True: query.where(sa.type_coerce(column, sa.Text).in_(sa.select(each.c.value))),
        False: query.where(column == sa.any_(listed)),
    }


_CORRECTIONS = _of_ids(log_entry.c.corrects, _SELECT)
_NUMBERS = _of_ids(log_entry.c.id, sa.select(log_entry.c.id, log_entry.c.number))
_STEP_COLUMNS = ("entry_id", "step", "at", "by", "to", "result")
_STEPS = _of_ids(
    log_step.c.entry_id,
    sa.select(*(log_step.c[name] for name in _STEP_COLUMNS)).order_by(log_step.c.seq),
)


def newest_of_shift(tx: Tx, shift_id: UUID, *, drill_id: UUID | None = None) -> int:
    """Return the number of a shift's newest entry, step or correction, of a drill or real."""
    of_drill = log_entry.c.drill_id.is_not_distinct_from(drill_id)
    corrections = sa.select(log_entry.c.id, log_entry.c.seq)
    first = corrections.where(log_entry.c.shift_id == shift_id, of_drill)
    begun = first.cte("chain", recursive=True)
    chain = begun.union(corrections.join(begun, log_entry.c.corrects == begun.c.id))
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
    return tuple(entry_of(_named(row)) for row in tx.execute(query))


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
