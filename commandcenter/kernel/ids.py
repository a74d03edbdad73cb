"""Identifiers made by the client, so that sending twice is recognised as one thing."""

from uuid import UUID

import uuid6


def new_id() -> UUID:
    """Return a fresh UUIDv7: unique anywhere, ordered by the time it was made."""
    return UUID(int=uuid6.uuid7().int)


def id_at(millisecond: int, bits: int) -> UUID:
    """Return the UUIDv7 made of a moment, so many milliseconds after 1970, and 74 bits.

    For ids that follow from something, so that doing it again gives the same ones.
    """
    upper, lower = bits >> 62, bits & (1 << 62) - 1
    return UUID(int=millisecond << 80 | 7 << 76 | upper << 64 | 2 << 62 | lower)
