"""The table of what may be an alarm: shipped with the program, changed by the county."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from commandcenter.alarms.model import kinds
from commandcenter.alarms.model.kinds import AlarmType
from commandcenter.alarms.store import types as store
from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts


def _lacking(tx: Tx) -> list[AlarmType]:
    known = {row.code for row in store.everything(tx)}
    return [row for row in store.shipped() if row.code not in known]


def find_in(tx: WriteTx, code: str) -> AlarmType | None:
    """Return the row of a code; a county without rows gets the shipped ones first."""
    found = store.find(tx, code)
    if found is None and any(row.code == code for row in store.shipped()):
        for row in _lacking(tx):
            _note(tx, store.ADDED, store.add(tx, row), row)
        found = store.find(tx, code)
    return found


def is_alarm(tx: Tx, code: str) -> bool:
    """Say whether a code is an alarm now, or would be once the county has its rows."""
    row = store.find(tx, code)
    return row.is_active if row else any(one.code == code for one in store.shipped())


def everything(db: Database) -> tuple[AlarmType, ...]:
    """Return the rows of the county, by code; those it lacks as the program ships them."""
    with db.read() as tx:
        rows = (*store.everything(tx), *_lacking(tx))
    return tuple(sorted(rows, key=lambda row: row.code))


def change(
    db: Database, changed: AlarmType, *, officer: Officer, act_id: UUID | None = None
) -> AlarmType:
    """Change a row; *changed* carries the version that was seen.

    Args:
        act_id: Made by the caller so that sending again changes it once.

    Raises:
        NotAllowed, WordsMissing, WordsTooLong, FigureOutOfRange: Nothing was written.
        Conflict: There is no such row, or somebody changed it first.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.MANAGE_RULES)
    ready: Any = admit_texts(changed)[0]
    kinds.check(ready)
    with db.write(officer) as tx:
        before = find_in(tx, ready.code)
        if before is None:
            raise Conflict
        if act_id is not None and journal.has(tx, act_id):
            return before
        if before.version != ready.version:
            raise Conflict
        after: AlarmType = replace(ready, version=ready.version + 1)
        body = store.replace(tx, before, after)
        _note(tx, store.CHANGED, body, after, act_id=act_id)
    return after


def _note(
    tx: WriteTx,
    kind: str,
    body: dict[str, object],
    row: AlarmType,
    *,
    act_id: UUID | None = None,
) -> None:
    journal.append(tx, kind, body, id=act_id or new_id(), subject=row.code)
