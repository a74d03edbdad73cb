"""Adding and changing records in place, each change noted field by field in a history.

What nobody may read who lacks the right to stands in the history as a digest alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from commandcenter.database import history, journal
from commandcenter.database.history import Act, Change
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Reckoning, Source
from commandcenter.incidents.model.command import (
    FieldPost,
    GroupCall,
    Participant,
    SupplyRequest,
)
from commandcenter.incidents.model.evacuation import PERSONAL, Evacuee, Shelter
from commandcenter.incidents.model.matrix import Cell
from commandcenter.incidents.store import keeping as store
from commandcenter.kernel.times import stamp

PART = "response"
Record = TypeVar("Record")

# Kind in the history, field that says whose history it is, field that is its name.
_KINDS: Mapping[type, tuple[str, str, str]] = {
    Cell: ("cell", "response_id", "measure"),
    GroupCall: ("group", "response_id", "code"),
    FieldPost: ("field_post", "about", "name"),
    Participant: ("participant", "about", "organisation"),
    SupplyRequest: ("supplies", "about", "item"),
    Shelter: ("shelter", "id", "name"),
    Evacuee: ("evacuee", "about", "number"),
}
_UNSAID = frozenset({"id", "version"})
_DEGREES = frozenset({"lon", "lat"})
# Destinations of people are homes of their relatives as well.
_SECRET: Mapping[type, frozenset[str]] = {Evacuee: frozenset({*PERSONAL, "destination"})}


def add_all(tx: WriteTx, new: Sequence[Any], *, subject: UUID) -> int:
    """Add records of one kind with one row of the journal; returns its number."""
    store.add_all(tx, new)
    return _note(tx, [_came(one) for one in new], subject)


def change(tx: WriteTx, before: Record, after: Any) -> Record:
    """Change a record and note what differs; returns it with its new version.

    Raises:
        Conflict: It is not as the officer saw it.
    """
    changes = _differences(before, after)
    if not changes and after.version == before.version:  # type: ignore[attr-defined]  # all have one
        return before
    store.replace(tx, after)
    _note(tx, changes, subject_of(after))
    return replace(after, version=after.version + 1)  # type: ignore[no-any-return]  # of the same kind


def change_alike(
    tx: WriteTx, pairs: Sequence[tuple[Any, Any]], names: Sequence[str], *, subject: UUID
) -> int:
    """Give many records of one kind the same values in some fields, with one journal row.

    Args:
        pairs: Each record before, as read in this transaction, and after.

    Returns:
        The number of the journal row.
    """
    store.replace_alike(tx, [after for _, after in pairs], names)
    changes = [one for before, after in pairs for one in _differences(before, after)]
    return _note(tx, changes, subject)


def _note(tx: WriteTx, changes: Sequence[Change], subject: UUID) -> int:
    return history.note(tx, history.evident(PART, changes), subject=subject)


def subject_of(record: Any) -> UUID:
    """Return whose history a record belongs to."""
    found: UUID = getattr(record, _KINDS[type(record)][1])
    return found


def _came(record: Any) -> Change:
    return _change(record, Act.ADDED, new=_digest(_texts(record)))


def _differences(before: Any, after: Any) -> list[Change]:
    return [
        _change(after, Act.CHANGED, field=one.name, old=old, new=new)
        for one in fields(after)
        if one.name not in _UNSAID and getattr(before, one.name) != getattr(after, one.name)
        for old, new in [(_text(before, one.name), _text(after, one.name))]
    ]


def _texts(record: Any) -> dict[str, str]:
    return {one.name: _text(record, one.name) for one in fields(record)}


def _digest(texts: Mapping[str, str]) -> str:
    return journal.digest(texts.values()).hex()


def _change(record: Any, act: Act, *, field: str = "", old: str = "", new: str = "") -> Change:
    kind, _, name = _KINDS[type(record)]
    return Change(
        subject=subject_of(record),
        record=record.id,
        kind=kind,
        name=str(getattr(record, name)),
        act=act,
        field=field,
        old=old,
        new=new,
    )


def _text(record: Any, name: str) -> str:
    """Return how the history tells the value of a field: as it comes back from the database."""
    value = getattr(record, name)
    if value is None or value == "" or value is False:
        return ""
    if name in _SECRET.get(type(record), ()):
        return journal.digest((str(record.id), name, str(value))).hex()
    if isinstance(value, datetime):
        return stamp(value)
    if name in _DEGREES:
        return str(float(value) + 0.0)  # 120 comes back as 120.0, and -0.0 as 0.0
    return str(value.value if isinstance(value, StrEnum) else value)


def _first_misfit(tx: Tx, last: int) -> int | None:
    """Return the first journal row that a record does not fit as it stands."""
    told = store.told(tx, PART)
    misfits = []
    for kind in store.TABLES:
        record: Any
        for record in store.everything(tx, kind):
            known = told.pop(record.id, None)
            if known is None:
                misfits.append(last)
            elif not _fits(record, known):
                misfits.append(known.seq)
    return min([*misfits, *(known.seq for known in told.values())], default=None)


def _fits(record: Any, known: store.Told) -> bool:
    is_same = (known.kind, known.subject) == (_KINDS[type(record)][0], subject_of(record))
    if not is_same or record.version != 1 + len(known.changed_in):
        return False
    texts = _texts(record)
    if any(texts[name] != text for name, text in known.fields.items()):
        return False
    return _digest(texts | known.began | {"version": "1"}) == known.came


EVIDENCE: tuple[Source, ...] = (history.evidence(PART), Reckoning(first_misfit=_first_misfit))
