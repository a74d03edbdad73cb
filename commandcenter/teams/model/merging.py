"""What an import makes of a team that is known already: nothing twice, nothing lost."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, replace
from typing import Any, TypeVar
from uuid import UUID

from commandcenter.teams.model.team import (
    Agreement,
    Assessment,
    Equipment,
    Member,
    Part,
    Vehicle,
)

Record = TypeVar("Record")
# Which fields a source has, by kind of record.
Given = Mapping[type, Collection[str]]

_KEPT = {"id", "team_id", "version"}
_Key = Callable[[Any], tuple[object, ...] | None]
# How a part is known again; the surest way first. None says nothing.
_KEYS: Mapping[type, Sequence[_Key]] = {
    Member: (
        lambda one: (one.name, one.id_number) if one.id_number else None,
        lambda one: (one.name, one.phone) if one.phone else None,
        lambda one: (one.name,),
    ),
    Equipment: (lambda one: (one.name, one.model),),
    Vehicle: (lambda one: (one.plate,),),
    Assessment: (lambda one: (one.direction, one.assessed_on),),
    Agreement: (lambda one: (one.kind, one.partner),),
}


def merged(known: Record, incoming: Record, given: Given) -> Record:
    """Return a known record with what an import says of it.

    Of a kind of record whose fields are not given, whatever says nothing is left as it is.
    """
    some: Any = incoming
    named = given.get(type(incoming))
    values = {
        one.name: getattr(some, one.name)
        for one in fields(some)
        if one.name not in _KEPT and _says(one, getattr(some, one.name), named)
    }
    return replace(known, **values)  # type: ignore[type-var]  # every record is a dataclass


def _says(one: Any, value: object, named: Collection[str] | None) -> bool:
    if named is not None:
        return one.name in named
    return value != "" and (one.default is MISSING or value != one.default)


def paired(known: Iterable[Part], incoming: Iterable[Part]) -> list[tuple[Part | None, Part]]:
    """Return each part of an import with the one it is known as, in the order of the import."""
    old, new = tuple(known), tuple(incoming)
    found: dict[UUID, Part] = {}
    for kind, keys in _KEYS.items():
        for key in keys:
            taken = {part.id for part in found.values()}
            left = [part for part in old if type(part) is kind and part.id not in taken]
            open_ones = [part for part in new if type(part) is kind and part.id not in found]
            found |= _pairs(key, left, open_ones)
    return [(found.get(part.id), part) for part in new]


def _pairs(key: _Key, left: Iterable[Part], new: Iterable[Part]) -> dict[UUID, Part]:
    by_key: dict[tuple[object, ...] | None, list[Part]] = defaultdict(list)
    for part in left:
        by_key[key(part)].append(part)
    return {
        part.id: by_key[said].pop(0)
        for part in new
        if (said := key(part)) is not None and by_key[said]
    }
