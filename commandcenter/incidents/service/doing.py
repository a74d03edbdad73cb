"""Adding and changing the records of command, with a line in the duty log for each act."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import masked
from commandcenter.directory.rights import Right, may, require
from commandcenter.incidents.model.command import FieldPost, Participant, check_record
from commandcenter.incidents.store.keeping import KEEPER, ROWS
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts

Record = TypeVar("Record")
_PHONES: Mapping[type, str] = {FieldPost: "commander_phone", Participant: "phone"}


def say(
    tx: WriteTx,
    kind: str,
    body: dict[str, object],
    *,
    about: UUID,
    drill_id: UUID | None,
    act_id: UUID | None = None,
) -> None:
    """Append a line of the duty log; comes after the rows that were given a number."""
    journal.append(
        tx,
        kind,
        {**body, "by": tx.officer.name},
        id=act_id or new_id(),
        subject=about,
        line=Line.AUTOMATIC,
        drill_id=drill_id,
    )


def add(
    db: Database,
    new: Record,
    kind: str,
    *,
    officer: Officer,
    check: Callable[[Tx, Any], None] = lambda _tx, _new: None,
    tells: tuple[str, ...],
) -> Record:
    """Add a record of command; one whose id is there already is returned as it stands.

    Args:
        kind: Of the line in the duty log.
        check: Refuses what speaks against it; gets the record that was admitted.
        tells: Names of the fields that the line tells.
    """
    require(officer, Right.REPORT)
    ready: Any = admit_texts(new)[0]
    with db.write(officer) as tx:
        known = ROWS.find(tx, type(ready), ready.id)
        if known is not None:
            return known  # type: ignore[no-any-return]  # of the same kind
        check_record(ready, now=tx.at)
        check(tx, ready)
        about = KEEPER.subject_of(ready)
        KEEPER.add_all(tx, [ready], subject=about)
        body = {name: getattr(ready, name) for name in tells}
        say(tx, kind, body, about=about, drill_id=ready.drill_id)
    return ready  # type: ignore[no-any-return]  # of the same kind


def change(
    db: Database,
    changed: Record,
    *,
    officer: Officer,
    check: Callable[[Any], None] = lambda _before: None,
    kind: Callable[[Any, Any], str] = lambda _before, _after: "",
    tells: tuple[str, ...] = (),
) -> Record:
    """Change a record of command that carries the version that was seen.

    Args:
        check: Refuses what speaks against it; gets the record as it was.
        kind: Gives the kind of the line in the duty log, from the record before and after;
            an empty one means that no line is needed.
    """
    require(officer, Right.REPORT)
    ready: Any = admit_texts(changed)[0]
    with db.write(officer) as tx:
        before: Any = ROWS.get(tx, type(ready), ready.id)
        check(before)
        after = _as_it_belongs(ready, before, officer)
        check_record(after, now=tx.at)
        done = KEEPER.change(tx, before, after)
        line = kind(before, after)
        if line and done is not before:
            body = {name: getattr(after, name) for name in tells}
            say(tx, line, body, about=KEEPER.subject_of(after), drill_id=after.drill_id)
    return done  # type: ignore[no-any-return]  # of the same kind


def _as_it_belongs(ready: Any, before: Any, officer: Officer) -> Any:
    """Return a changed record that still belongs to what it did, with no number lost.

    Who is shown a masked number gives it back masked.
    """
    owner = "response_id" if hasattr(before, "response_id") else "about"
    kept = {owner: getattr(before, owner), "drill_id": before.drill_id}
    phone = _PHONES.get(type(before))
    if phone and not may(officer, Right.SEE_PHONES):
        kept[phone] = getattr(before, phone)
    return replace(ready, **kept)


def without_phone(record: Record, officer: Officer) -> Record:
    """Return a record as an officer may see it."""
    phone = _PHONES[type(record)]
    if may(officer, Right.SEE_PHONES):
        return record
    shown: Any = record
    return replace(shown, **{phone: masked(getattr(record, phone))})  # type: ignore[no-any-return]  # of the same kind
