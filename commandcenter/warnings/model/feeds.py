"""Where warnings are fetched from, and how often."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import PurePath
from urllib.parse import urlsplit
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

_LONGEST_DOUBLINGS = 6  # 64 times the interval
_LATER = 0.25  # of the wait, by chance, so that workstations do not all ask at once


class FeedKind(StrEnum):
    """How warnings come from a source."""

    FOLDER = "folder"
    HTTP = "http"


class NoAddress(Rejected):
    """A source that cannot be asked."""

    sentence = N_("'{place}' is no address of a source. Write https://… or a folder.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A source of warnings, and how asking it went.

    Attributes:
        place: Folder or address.
        ca: Certificate authority of the server as PEM, if it has one of its own.
        certificates: Pinned certificates of the senders as PEM.
        etag, modified: What the server said of what it gave last.
        last_ok_at: When it last answered, as far as it was noted.
        failures: In a row.
        error: Name of what went wrong last.
        is_lost: Whether it has been silent for too long.
    """

    id: UUID
    name: str
    kind: FeedKind
    place: str
    ca: str = ""
    certificates: str = ""
    is_active: bool = True
    etag: str = ""
    modified: str = ""
    last_ok_at: datetime | None = None
    failures: int = 0
    error: str = ""
    is_lost: bool = False
    version: int = 1


def check(feed: Feed) -> None:
    """Check that a source can be asked.

    Raises:
        NoAddress: It cannot.
    """
    if not feed.name.strip() or not feed.place.strip():
        raise NoAddress(place=feed.place)
    if feed.kind is FeedKind.FOLDER:
        if not PurePath(feed.place).is_absolute():
            raise NoAddress(place=feed.place)
        return
    try:
        parts = urlsplit(feed.place)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise NoAddress(place=feed.place) from error
    if not is_good or parts.username is not None or any(one.isspace() for one in feed.place):
        raise NoAddress(place=feed.place)


def wait(interval: timedelta, failures: int, chance: float) -> timedelta:
    """Return how long to wait before asking again; longer after each failure.

    Args:
        chance: From 0 to 1.
    """
    doubled: timedelta = interval * 2 ** min(failures, _LONGEST_DOUBLINGS)
    return doubled * (1 + _LATER * chance)


def is_lost(feed: Feed, silent: timedelta, *, began_at: datetime, now: datetime) -> bool:
    """Say whether a source has been silent for too long.

    Args:
        began_at: Since when it is watched, for one that never answered.
    """
    heard = feed.last_ok_at or began_at
    return feed.is_active and now - heard >= silent
