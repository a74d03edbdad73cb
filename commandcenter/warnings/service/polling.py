"""One round of asking a source: what came is read, taken in or refused, and noted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commandcenter.database.attachments import digest
from commandcenter.database.engine import Database
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.warnings.model.codes import Codes
from commandcenter.warnings.model.feeds import Feed, FeedKind
from commandcenter.warnings.model.warning import Origin, WarningRecord
from commandcenter.warnings.reading import reader
from commandcenter.warnings.reading.reader import Reading
from commandcenter.warnings.service import feeds, intake, sources
from commandcenter.warnings.service.codes import codes
from commandcenter.warnings.service.intake import Came
from commandcenter.warnings.service.sources import (
    Folder,
    Incoming,
    MovedAway,
    NoAnswer,
    Server,
)

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
    """Ask a source once and take in what came; a source that does not answer is noted.

    Args:
        interval: How often it is asked while it answers.

    Raises:
        NotAllowed: The officer may not take in warnings.
        Unavailable: The database did not answer; what came is asked for again.
    """
    try:
        answer = one.source.poll()
        taken, links = _take_in(db, one, answer.incoming, codes(db), officer=officer)
        if links and isinstance(one.source, Server):
            linked = one.source.fetch(links)
            taken += _take_in(db, one, linked, codes(db), officer=officer)[0]
    except (NoAnswer, MovedAway) as error:
        one.failures += 1
        one.due_at = sources.next_at(now, interval, one.failures)
        one.source.feed = feeds.failed(
            db,
            one.feed,
            error=type(error).__name__,
            failures=one.failures,
            began_at=one.began_at,
            officer=officer,
        )
        return ()
    one.failures = 0
    one.due_at = sources.next_at(now, interval, 0)
    noted = feeds.heard(db, one.feed, etag=answer.etag, modified=answer.modified, officer=officer)
    one.source.feed = replace(noted, etag=answer.etag, modified=answer.modified)
    return taken


def _take_in(
    db: Database, one: Watch, incoming: tuple[Incoming, ...], known: Codes, *, officer: Officer
) -> tuple[tuple[WarningRecord, ...], tuple[str, ...]]:
    taken: list[WarningRecord] = []
    links: list[str] = []
    for file in incoming:
        if one.feed.kind is FeedKind.FOLDER and intake.is_known(db, digest(file.data)):
            continue  # a folder is full of what was there yesterday
        reading = _read(db, one.feed, file, known, officer=officer)
        if reading is None:
            continue
        links += reading.links
        taken += intake.take_in(
            db,
            reading,
            origin=_ORIGINS[one.feed.kind],
            source=one.feed.name,
            officer=officer,
        )
    return tuple(taken), tuple(links)


def _read(
    db: Database, feed: Feed, file: Incoming, known: Codes, *, officer: Officer
) -> Reading | None:
    """Return what a file holds; None, and a note of it, if it was refused."""
    try:
        text = feed.certificates.strip().encode()
        pinned = reader.certificates_of(text, feed.name) if text else ()
        return reader.read(file.data, file.name, known, certificates=pinned)
    except Rejected as error:
        came = Came(origin=_ORIGINS[feed.kind], source=feed.name)
        intake.note_refusal(db, error, file.data, came, file.name, officer=officer)
        return None
