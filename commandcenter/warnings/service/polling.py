"""One round of asking a source: what came is read, taken in or refused, and noted."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commandcenter.database.attachments import digest
from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require
from commandcenter.kernel.errors import Conflict, Rejected, Unavailable
from commandcenter.kernel.officer import Officer
from commandcenter.warnings.model.codes import Codes
from commandcenter.warnings.model.feeds import Feed, FeedKind
from commandcenter.warnings.model.message import Message
from commandcenter.warnings.model.warning import Origin, WarningRecord
from commandcenter.warnings.reading import reader
from commandcenter.warnings.reading.reader import Reading
from commandcenter.warnings.service import feeds, intake, sources
from commandcenter.warnings.service.codes import codes
from commandcenter.warnings.service.intake import Came
from commandcenter.warnings.service.sources import (
    Answer,
    Folder,
    Incoming,
    MovedAway,
    NoAnswer,
    Server,
)

log = logging.getLogger(__name__)

_LINKS_AT_ONCE = 20
_ORIGINS = {FeedKind.FOLDER: Origin.FOLDER, FeedKind.HTTP: Origin.HTTP}


@dataclass(slots=True, kw_only=True)
class Watch:
    """A source that is asked again and again by one worker.

    Attributes:
        began_at: Since when.
        due_at: When it is asked next.
        failures: In a row.
    """

    source: Folder | Server
    began_at: datetime
    due_at: datetime
    failures: int = 0

    @property
    def feed(self) -> Feed:
        """The record of the source."""
        return self.source.feed


def watch(feed: Feed, now: datetime) -> Watch:
    """Return a source that is to be asked at once."""
    return Watch(source=sources.source_of(feed), began_at=now, due_at=now)


def poll(
    db: Database, one: Watch, now: datetime, *, interval: timedelta, officer: Officer
) -> tuple[WarningRecord, ...]:
    """Ask a source once and take in what came; what went wrong with it is noted.

    Nothing that goes wrong with one source, or one file of it, keeps others from being taken in.

    Args:
        interval: How often it is asked while it answers.

    Raises:
        NotAllowed: The officer may not take in warnings.
        Unavailable: The database did not answer; what came is asked for again.
    """
    require(officer, Right.WARN)
    known = codes(db)
    answer, came = Answer(), _Came()
    try:
        answer = one.source.poll()
        came = _take_in(db, one, answer.incoming, known, officer=officer)
        if isinstance(one.source, Server):
            came = came.and_then(_fetched(db, one, one.source, came.links, known, officer=officer))
    except (NoAnswer, MovedAway) as error:
        came = replace(came, problem=type(error).__name__)
    except Unavailable:
        raise
    except Exception as error:
        log.exception("asking a source of warnings")
        came = replace(came, problem=type(error).__name__)
    if came.problem:
        _failed(db, one, now, came.problem, interval=interval, officer=officer)
    else:
        _heard(db, one, now, answer, came, interval=interval, officer=officer)
    return came.taken


def _failed(
    db: Database, one: Watch, now: datetime, error: str, *, interval: timedelta, officer: Officer
) -> None:
    one.failures += 1
    one.due_at = sources.next_at(now, interval, one.failures)
    one.source.feed = feeds.failed(
        db,
        one.feed,
        error=error,
        failures=one.failures,
        began_at=one.began_at,
        officer=officer,
    )


def _heard(
    db: Database,
    one: Watch,
    now: datetime,
    answer: Answer,
    came: "_Came",
    *,
    interval: timedelta,
    officer: Officer,
) -> None:
    one.failures = 0
    one.due_at = sources.next_at(now, interval, 0)
    # With what the server said of it, it would not give again what is still missing.
    etag, modified = (answer.etag, answer.modified) if came.is_whole else ("", "")
    noted = feeds.heard(db, one.feed, etag=etag, modified=modified, officer=officer)
    one.source.feed = replace(noted, etag=etag, modified=modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Came:
    """What became of files.

    Attributes:
        is_whole: Whether nothing has to be asked for again.
        problem: Name of what went wrong with a file that has to be taken in with another try.
    """

    taken: tuple[WarningRecord, ...] = ()
    links: tuple[str, ...] = ()
    is_whole: bool = True
    problem: str = ""

    def and_then(self, other: "_Came") -> "_Came":
        return _Came(
            taken=self.taken + other.taken,
            links=self.links + other.links,
            is_whole=self.is_whole and other.is_whole,
            problem=self.problem or other.problem,
        )


def _fetched(
    db: Database,
    one: Watch,
    server: Server,
    links: tuple[str, ...],
    known: Codes,
    *,
    officer: Officer,
) -> _Came:
    wanted = server.wanted(links)
    came = _Came(is_whole=len(wanted) <= _LINKS_AT_ONCE)
    for link in wanted[:_LINKS_AT_ONCE]:
        came = came.and_then(_take_in(db, one, (server.fetch(link),), known, officer=officer))
    return came


def _take_in(
    db: Database, one: Watch, incoming: tuple[Incoming, ...], known: Codes, *, officer: Officer
) -> _Came:
    came = _Came()
    for file in incoming:
        try:
            came = came.and_then(_take_in_one(db, one, file, known, officer=officer))
        except (Rejected, Conflict) as error:
            log.warning("a file of warnings was not taken in: %s", error)
            came = replace(came, is_whole=False, problem=type(error).__name__)
    return came


def _take_in_one(
    db: Database, one: Watch, file: Incoming, known: Codes, *, officer: Officer
) -> _Came:
    is_kept, sha256 = one.feed.kind is FeedKind.FOLDER, digest(file.data)
    if is_kept and intake.is_dealt_with(db, sha256):
        one.source.done(file.name)  # a folder is full of what was there yesterday
        return _Came()
    reading = _read(db, one.feed, file, known, officer=officer)
    if _passes(reading):
        return _Came(is_whole=False)
    came = _Came()
    messages: tuple[Message | Rejected, ...] = ()
    if not isinstance(reading, Rejected):
        origin, messages = _ORIGINS[one.feed.kind], reading.messages
        taken = intake.take_in(db, reading, origin=origin, source=one.feed.name, officer=officer)
        came = _Came(taken=taken, links=reading.links)
    if is_kept and not any(_passes(message) for message in messages):
        intake.note_dealt_with(db, sha256, officer=officer)
    one.source.done(file.name)
    return came


def _passes(what: object) -> bool:
    """Say whether something could not be read, but may be read with another try."""
    return type(what).__name__ in intake.PASSING


def _read(
    db: Database, feed: Feed, file: Incoming, known: Codes, *, officer: Officer
) -> Reading | Rejected:
    """Return what a file holds, or why it was refused, which is noted."""
    try:
        text = feed.certificates.strip().encode()
        pinned = reader.certificates_of(text, feed.name) if text else ()
        return reader.read(file.data, file.name, known, certificates=pinned)
    except Rejected as error:
        came = Came(origin=_ORIGINS[feed.kind], source=feed.name)
        intake.note_refusal(db, error, file.data, came, file.name, officer=officer)
        return error
