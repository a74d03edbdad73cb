"""Open matters: what users and other parts can do with them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database import journal, records
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require, require_at_all
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit, admit_texts
from commandcenter.kernel.times import stamp
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.model.matter import (
    BY_HAND,
    MAX_OWNER,
    FromTheLog,
    Matter,
    OwnerTooLong,
    check,
    check_result,
)
from commandcenter.matters.service import clocks
from commandcenter.matters.store import matters as store
from commandcenter.matters.tables import matter as matter_table


def still_open(db: Database, *, drill_id: UUID | None = None) -> tuple[Matter, ...]:
    """Return the open matters, the one due first on top."""
    with db.read() as tx:
        return store.still_open(tx, drill_id=drill_id)


def open_in(tx: WriteTx, new: Matter) -> None:
    """Open a matter inside the transaction, and journal row, of what it came from.

    One with a due time gets a clock, whose journal row follows: this comes after the rows
    of the caller that were given a number beforehand.
    """
    store.add(tx, new)
    _start_clock(tx, new)


def _start_clock(tx: WriteTx, one: Matter) -> None:
    if one.due_at is not None:
        clocks.start_in(
            tx,
            ClockKind.MATTER,
            subject=one.id,
            about=one.about,
            title=one.title,
            limit=one.due_at - one.opened_at,
            at=one.opened_at,
            drill_id=one.drill_id,
        )


def close_in(tx: WriteTx, matter_id: UUID, *, at: datetime, by: str, result: str) -> None:
    """Close a matter, and end its clock, inside the transaction of what closes it.

    One that is closed already, or was never opened, stays as it is. Like `open_in` this
    comes after the rows of the caller that were given a number beforehand.
    """
    store.close(tx, matter_id, at=at, by=by, result=result)
    clocks.satisfy_in(tx, ClockKind.MATTER, matter_id, at=at, by=by, done=result)


def replace_in(tx: WriteTx, matter_id: UUID, *, at: datetime, by: str, result: str) -> None:
    """Close a matter that another one takes the place of; its clock is void.

    Otherwise like `close_in`.
    """
    store.close(tx, matter_id, at=at, by=by, result=result)
    clocks.void_in(tx, ClockKind.MATTER, matter_id, at=at, by=by, reason=result)


def add_past_in(tx: WriteTx, past: Sequence[Matter]) -> None:
    """Add matters of an import, open or closed, inside its transaction."""
    store.add_all(tx, past)
    for one in past:
        if one.closed_at is None:
            _start_clock(tx, one)


def note_import_in(tx: WriteTx, still_open_count: int) -> None:
    """Note how many matters an import left open."""
    body = {"open": still_open_count}
    journal.append(tx, "matters.imported", body, id=new_id(), subject="matters")


def still_open_in(tx: Tx, *, drill_id: UUID | None = None) -> tuple[Matter, ...]:
    """Do what `still_open` does inside a transaction."""
    return store.still_open(tx, drill_id=drill_id)


def assign(
    db: Database,
    matter_id: UUID,
    *,
    owner: str,
    due_at: datetime | None,
    seen_version: int,
    officer: Officer,
) -> Matter:
    """Give a matter to somebody, or another time.

    Raises:
        NotAllowed, OwnerTooLong: Nothing was written.
        Conflict: Somebody changed it since *seen_version*.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require_at_all(officer, Right.RECORD)
    owner, _ = admit(owner)
    if len(owner) > MAX_OWNER:
        raise OwnerTooLong(length=len(owner), limit=MAX_OWNER)
    with db.write(officer) as tx:
        before = store.find(tx, matter_id)
        if before is None:
            raise Conflict
        require(officer, Right.RECORD, drill_id=before.drill_id)
        after = replace(before, owner=owner, due_at=due_at, version=seen_version + 1)
        values = {"owner": owner, "due_at": due_at}
        records.replace(tx, matter_table, matter_id, values, seen_version=seen_version)
        body = {
            "title": before.title,
            **records.changes(before, after, ("owner", "due_at")),
        }
        journal.append(
            tx,
            "matters.assigned",
            body,
            id=new_id(),
            subject=matter_id,
            line=Line.AUTOMATIC,
            drill_id=before.drill_id,
        )
        if before.closed_at is None and before.due_at != due_at:
            _follow(tx, before, after)
    return after


def _follow(tx: WriteTx, before: Matter, after: Matter) -> None:
    """Let the clock of a matter have the time that the matter has now."""
    if before.due_at is None:
        _start_clock(tx, after)
    elif after.due_at is None:
        reason = records.texts(before, ("due_at",))["due_at"]
        clocks.void_in(tx, ClockKind.MATTER, after.id, at=tx.at, by=tx.officer.name, reason=reason)
    elif not clocks.move_in(tx, ClockKind.MATTER, after.id, after.due_at):
        _start_clock(tx, after)  # opened by a program that had no clocks


def open_task(db: Database, new: Matter, *, officer: Officer) -> Matter:
    """Open a matter by hand, such as a task or a decision; sending it again opens it once.

    Raises:
        NotAllowed, OwnerTooLong, TitleMissing, TitleTooLong: Nothing was written.
        Unavailable: The outcome is unknown; send the same matter again.
    """
    require(officer, Right.RECORD, drill_id=new.drill_id)
    ready: Matter = admit_texts(new)[0]
    check(ready)
    with db.write(officer) as tx:
        return open_task_in(tx, ready)


def open_task_in(tx: WriteTx, new: Matter) -> Matter:
    """Do what `open_task` does inside a transaction, with a matter that was checked."""
    known = store.find(tx, new.id)
    if known is not None:
        return known
    body = {
        "title": new.title,
        **records.texts(new, ("kind", "owner", "about")),
        "due_at": "" if new.due_at is None else stamp(new.due_at),
    }
    journal.append(
        tx,
        "matters.opened",
        body,
        id=new_id(),
        subject=new.id,
        line=Line.AUTOMATIC,
        drill_id=new.drill_id,
    )
    open_in(tx, new)
    return new


def close_task(db: Database, matter_id: UUID, *, result: str, officer: Officer) -> Matter:
    """Close a matter that was opened by hand, with what came of it.

    One that is closed already stays as it is.

    Raises:
        NotAllowed, ResultTooLong: Nothing was written.
        FromTheLog: It came from a log entry, which has to be followed through; nothing was
            written.
        Conflict: There is no such matter.
        Unavailable: The outcome is unknown; close it again.
    """
    require_at_all(officer, Right.RECORD)
    result, _ = admit(result)
    check_result(result)
    with db.write(officer) as tx:
        one = store.find(tx, matter_id)
        if one is None:
            raise Conflict
        require(officer, Right.RECORD, drill_id=one.drill_id)
        if one.kind not in BY_HAND:
            raise FromTheLog
        if one.closed_at is not None:
            return one
        return close_task_in(tx, one, result=result)


def close_task_in(tx: WriteTx, one: Matter, *, result: str) -> Matter:
    """Do what `close_task` does inside a transaction, for a matter that is open."""
    one = _put_off(tx, one)
    by = tx.officer.name
    late_s = int(one.late_by(tx.at).total_seconds())
    body = {"title": one.title, "by": by, "result": result, "late_s": late_s}
    journal.append(
        tx,
        "matters.closed",
        body,
        id=new_id(),
        subject=one.id,
        line=Line.AUTOMATIC,
        drill_id=one.drill_id,
    )
    close_in(tx, one.id, at=tx.at, by=by, result=result)
    return replace(one, closed_at=tx.at, closed_by=by, result=result, version=one.version + 1)


def _put_off(tx: WriteTx, one: Matter) -> Matter:
    """Give a matter whose clock stands the time that it stood."""
    for clock in clocks.running_of_in(tx, ClockKind.MATTER, one.id):
        if clock.paused_at is not None and one.due_at is not None and clock.paused_at < tx.at:
            due_at = one.due_at + (tx.at - clock.paused_at)
            store.put_off(tx, one.id, due_at)
            return replace(one, due_at=due_at, version=one.version + 1)
    return one


def of_about(db: Database, about: UUID) -> tuple[Matter, ...]:
    """Return all matters of an incident or a response, also closed ones, oldest first."""
    with db.read() as tx:
        return store.of_about(tx, about)


def of_about_in(tx: Tx, about: UUID) -> tuple[Matter, ...]:
    """Do what `of_about` does inside a transaction."""
    return store.of_about(tx, about)
