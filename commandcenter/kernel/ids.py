"""Identifiers made by the client, so that sending twice is recognised as one thing."""

from uuid import UUID

import uuid6


def new_id() -> UUID:
    """Return a fresh UUIDv7: unique anywhere, ordered by the time it was made."""
    return UUID(int=uuid6.uuid7().int)
