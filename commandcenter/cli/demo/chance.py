"""Chance that comes out the same on every machine.

Only `Random.random` and `Random.getrandbits` are used: Python promises that these two give
the same numbers for the same seed in every version.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from random import Random
from typing import TypeVar
from uuid import UUID

from commandcenter.kernel import ids

Thing = TypeVar("Thing")


def stream(*seeds: object) -> Random:
    """Return a generator of its own for whatever is named by *seeds*."""
    digest = sha256("\x1f".join(map(str, seeds)).encode()).digest()
    return Random(int.from_bytes(digest[:16], "big"))  # noqa: S311 - invented data, no secret


def pick(chance: Random, things: Sequence[Thing]) -> Thing:
    """Return one of the things, each as likely as the others."""
    return things[int(chance.random() * len(things))]


def id_at(at: datetime, chance: Random) -> UUID:
    """Return a valid UUIDv7 that says it was made at this moment."""
    return id_of_millisecond(int(at.timestamp() * 1000), chance)


def id_of_millisecond(millisecond: int, chance: Random) -> UUID:
    """Return a valid UUIDv7 made this many milliseconds after 1970."""
    return ids.id_at(millisecond, chance.getrandbits(74))
