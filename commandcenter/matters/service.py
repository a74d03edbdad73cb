"""What users can do with open matters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database import journal, records
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.matters import store
from commandcenter.matters.model import MAX_OWNER, Matter, OwnerTooLong
from commandcenter.matters.tables import matter as matter_table


def still_open(db: Database, *, drill_id: UUID | None = None) -> tuple[Matter, ...]:
    """Return the open matters, the one due first on top."""
    with db.read() as tx:
        return store.still_open(tx, drill_id=drill_id)


def open_in(tx: WriteTx, new: Matter) -> None:
    """Open a matter inside the transaction, and journal row, of what it came from."""
    store.add(tx, new)


def close_in(tx: WriteTx, matter_id: UUID, *, at: datetime, by: str, result: str) -> None:
    """Close a matter inside the transaction, and journal row, of what closes it.

    One that is closed already, or was never opened, stays as it is.
    """
    store.close(tx, matter_id, at=at, by=by, result=result)


def add_past_in(tx: WriteTx, past: Sequence[Matter]) -> None:
    """Add matters of an import, open or closed, inside its transaction."""
    store.add_all(tx, past)


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
    require(officer, Right.RECORD)
    owner, _ = admit(owner)
    if len(owner) > MAX_OWNER:
        raise OwnerTooLong(length=len(owner), limit=MAX_OWNER)
    with db.write(officer) as tx:
        before = store.find(tx, matter_id)
        if before is None:
            raise Conflict
        after = replace(before, owner=owner, due_at=due_at, version=seen_version + 1)
        values = {"owner": owner, "due_at": due_at}
        records.replace(tx, matter_table, matter_id, values, seen_version=seen_version)
        body = {
            "title": before.title,
            **records.changes(before, after, ("owner", "due_at")),
        }
        journal.append(
            tx, "matters.assigned", body, id=new_id(), subject=matter_id, line=Line.AUTOMATIC
        )
    return after
