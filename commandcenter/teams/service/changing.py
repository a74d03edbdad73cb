"""Adding, changing and removing records, each noted field by field in its history."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from commandcenter.database import history, journal
from commandcenter.database.history import Act, Change
from commandcenter.database.tx import WriteTx
from commandcenter.teams.model.fields import SECRETS
from commandcenter.teams.model.readiness import Muster
from commandcenter.teams.model.supplies import Item, Preposition, Store
from commandcenter.teams.model.team import (
    Agreement,
    Assessment,
    Equipment,
    Member,
    Team,
    Vehicle,
)
from commandcenter.teams.store import rows

PART = "teams"
EVIDENCE = (history.evidence(PART),)

Record = TypeVar("Record")

# Kind in the history, field that says whose history it is, field that is its name.
_KINDS: dict[type, tuple[str, str, str]] = {
    Team: ("team", "id", "name"),
    Member: ("member", "team_id", "name"),
    Equipment: ("equipment", "team_id", "name"),
    Vehicle: ("vehicle", "team_id", "plate"),
    Assessment: ("assessment", "team_id", "direction"),
    Agreement: ("agreement", "team_id", "partner"),
    Muster: ("muster", "team_id", "ordered_by"),
    Store: ("store", "id", "name"),
    Item: ("item", "store_id", "name"),
    Preposition: ("preposition", "id", "place"),
}
_DEGREES = frozenset({"lon", "lat"})
# What a history leaves out.
_UNSAID = {"id", "team_id", "store_id", "version"}


def add(tx: WriteTx, record: Any) -> None:
    """Add a record and note every field that says something."""
    rows.add(tx, record)
    _note(tx, record, _added(record))


def change(tx: WriteTx, before: Record, after: Any) -> Record:
    """Change a record and note what differs; returns it with its new version.

    Raises:
        Conflict: It is not as the officer saw it.
    """
    changes = differences(before, after)
    if not changes and after.version == before.version:  # type: ignore[attr-defined]  # all have one
        return before
    rows.replace(tx, after)
    _note(tx, after, changes)
    return replace(after, version=after.version + 1)  # type: ignore[no-any-return]  # of the same kind


def remove(tx: WriteTx, record: Any) -> None:
    """Take a record out; its name stays in the history.

    Raises:
        Conflict: It is not as the officer saw it.
    """
    rows.remove(tx, record)
    _note(tx, record, [_change(record, Act.REMOVED, old=_name(record))])


def _note(tx: WriteTx, record: Any, changes: Sequence[Change]) -> None:
    history.note(tx, history.evident(PART, changes), subject=subject_of(record))


def kind_of(record: Any) -> str:
    """Return what a history calls records of this kind."""
    return _KINDS[type(record)][0]


def subject_of(record: Any) -> UUID:
    """Return whose history a record belongs to."""
    found: UUID = getattr(record, _KINDS[type(record)][1])
    return found


def _added(record: Any) -> list[Change]:
    said = [
        _change(record, Act.ADDED, field=one.name, new=text_of(one.name, getattr(record, one.name)))
        for one in fields(record)
        if is_told(record, one.name) and not _is_default(one, getattr(record, one.name))
    ]
    return [_change(record, Act.ADDED, new=_name(record)), *said]


def differences(before: Any, after: Any) -> list[Change]:
    """Return the changes that make one state of a record out of another."""
    return [
        _change(
            after,
            Act.CHANGED,
            field=one.name,
            old=text_of(one.name, getattr(before, one.name)),
            new=text_of(one.name, getattr(after, one.name)),
        )
        for one in fields(after)
        if is_told(after, one.name) and getattr(before, one.name) != getattr(after, one.name)
    ]


def came(record: Any) -> Change:
    """Return the one change that stands for a record of an import, and vouches for it."""
    return _change(record, Act.ADDED, new=digest_of_texts(texts_of(record)))


def texts_of(record: Any) -> dict[str, str]:
    """Return all fields of a record as its history tells them."""
    return {one.name: text_of(one.name, getattr(record, one.name)) for one in fields(record)}


def digest_of_texts(texts: Mapping[str, str]) -> str:
    """Return the SHA-256 of a record whose fields are told as texts, in their order."""
    return journal.digest(texts.values()).hex()


def _change(record: Any, act: Act, *, field: str = "", old: str = "", new: str = "") -> Change:
    kind, _, _ = _KINDS[type(record)]
    return Change(
        subject=subject_of(record),
        record=record.id,
        kind=kind,
        name=_name(record),
        act=act,
        field=field,
        old=old,
        new=new,
    )


def _name(record: Any) -> str:
    return str(getattr(record, _KINDS[type(record)][2]))


def is_told(record: Any, name: str) -> bool:
    """Whether a history tells of a field; whom a record belongs to is its subject."""
    return name not in _UNSAID or (name == "team_id" and isinstance(record, Preposition))


def _is_default(one: Any, value: object) -> bool:
    return one.default is not MISSING and value == one.default


def text_of(name: str, value: Any) -> str:
    """Return how a history tells the value of a field: as it comes back from the database."""
    if value is None or name in SECRETS or value is False:
        return ""
    if isinstance(value, frozenset):
        return " ".join(sorted(set(" ".join(value).split())))
    if isinstance(value, datetime):
        return str(value.astimezone(UTC))
    if name in _DEGREES:
        return str(float(value) + 0.0)  # 120 comes back as 120.0, and -0.0 as 0.0
    return str(value.value if isinstance(value, StrEnum) else value)
