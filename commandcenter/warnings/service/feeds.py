"""Sources of warnings as records: which there are, and how asking them went."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.matters.service import clocks
from commandcenter.warnings.model import feeds as model
from commandcenter.warnings.model.feeds import Feed
from commandcenter.warnings.model.warning import MAX_FIELD, check_length
from commandcenter.warnings.reading.reader import certificates_of
from commandcenter.warnings.store import kept
from commandcenter.warnings.tables import warning_feed

ADDED = "warnings.feed_added"
CHANGED = "warnings.feed_changed"
HEARD = "warnings.feed_heard"
LOST = "warnings.feed_lost"
FOUND = "warnings.feed_found"
KINDS = frozenset({ADDED, CHANGED, HEARD, LOST, FOUND})

ALARM = "feed_lost"
SILENT = "warnings.feed_silent_s"
POLL = "warnings.feed_poll_s"
# An answer is noted after this part of the time that a source may be silent.
_NOTED_AFTER = 2
# Where the county does not say: sources are asked, and silence is told, without a rule row too.
_ASKED_EVERY = timedelta(minutes=1)
_MAY_BE_SILENT = timedelta(minutes=30)


def everything(db: Database) -> tuple[Feed, ...]:
    """Return all sources, by name."""
    with db.read() as tx:
        return kept.where(tx, Feed, order=warning_feed.c.name)


def pinned(db: Database) -> tuple[bytes, ...]:
    """Return the certificates of senders that the sources in use trust, as PEM, each once."""
    found: dict[bytes, None] = {}
    for feed in everything(db):
        text = feed.certificates.strip().encode() if feed.is_active else b""
        if text:
            found |= dict.fromkeys(certificates_of(text, feed.name))
    return tuple(found)


def interval(db: Database) -> timedelta:
    """Return how often a source is asked; also where the county does not say."""
    with db.read() as tx:
        return clocks.limit_in(tx, POLL, db.clock()) or _ASKED_EVERY


def add(db: Database, feed: Feed, *, officer: Officer) -> Feed:
    """Add a source.

    Raises:
        NotAllowed, NoAddress, TextTooLong, BadCertificate: Nothing was written.
        Conflict: There is one of this name.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_RULES)
    ready = _checked(feed)
    with db.write(officer) as tx:
        _append(tx, ADDED, ready, kept.add(tx, ready))
    return ready


def change(db: Database, changed: Feed, *, officer: Officer) -> Feed:
    """Change a source; *changed* carries the version that was seen.

    Raises:
        NotAllowed, NoAddress, TextTooLong, BadCertificate: Nothing was written.
        Conflict: Somebody changed it first, or there is another one of this name.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_RULES)
    ready = _checked(changed)
    with db.write(officer) as tx:
        before = kept.find(tx, Feed, ready.id)
        if before is None or before.version != ready.version:
            raise Conflict
        if before.place != ready.place:
            ready = replace(ready, etag="", modified="")
        if ready.is_active and not before.is_active:
            ready = replace(ready, last_ok_at=None)  # nobody asked it meanwhile
        after = _replace(tx, CHANGED, before, ready)
        if before.is_lost and not after.is_active:
            after = _found(tx, after)
    return after


def _checked(feed: Feed) -> Feed:
    ready: Feed = admit_texts(feed)[0]
    model.check(ready)
    check_length("name", ready.name, MAX_FIELD)
    for name in ("ca", "certificates"):
        if text := getattr(ready, name).strip():
            certificates_of(text.encode(), name)
    return ready


def heard(db: Database, feed: Feed, *, etag: str, modified: str, officer: Officer) -> Feed:
    """Note that a source answered; only what is new since it was noted last.

    Raises:
        NotAllowed: Nothing was written.
        Unavailable: The outcome is unknown; it is noted with the next answer.
    """
    require(officer, Right.WARN)
    with db.read() as tx:
        known = kept.find(tx, Feed, feed.id)
        at = db.now(tx)
        silent = _silent(tx, at)
    if known is None or not _is_news(known, etag, modified, silent, at):
        return known or feed
    with db.write(officer) as tx:
        before = kept.find(tx, Feed, feed.id)
        if before is None:
            raise Conflict
        after = replace(
            before, etag=etag, modified=modified, last_ok_at=tx.at, failures=0, error=""
        )
        after = _replace(tx, HEARD, before, after)
        return _found(tx, after) if after.is_lost else after


def _silent(tx: Tx, at: datetime) -> timedelta:
    found = clocks.limit_in(tx, SILENT, at)
    return _MAY_BE_SILENT if found is None else found


def _is_news(known: Feed, etag: str, modified: str, silent: timedelta, now: datetime) -> bool:
    if (known.etag, known.modified) != (etag, modified) or known.failures or known.is_lost:
        return True
    return known.last_ok_at is None or now - known.last_ok_at >= silent / _NOTED_AFTER


def failed(
    db: Database, feed: Feed, *, error: str, failures: int, began_at: datetime, officer: Officer
) -> Feed:
    """Note that a source did not answer: the first time, and when it has been silent too long.

    Args:
        failures: In a row.
        began_at: Since when this program asks it.

    Raises:
        NotAllowed: Nothing was written.
        Unavailable: The outcome is unknown; it is noted with the next failure.
    """
    require(officer, Right.WARN)
    with db.read() as tx:
        known = kept.find(tx, Feed, feed.id)
        at = db.now(tx)
        silent = _silent(tx, at)
    if known is None:
        return feed
    lost = not known.is_lost and model.is_lost(known, silent, began_at=began_at, now=at)
    if known.failures and known.error == error and not lost:
        return known
    with db.write(officer) as tx:
        before = kept.find(tx, Feed, feed.id)
        if before is None:
            raise Conflict
        lost = lost and not before.is_lost
        after = replace(before, failures=failures, error=error)
        return _lost(tx, before, after) if lost else _replace(tx, HEARD, before, after)


def note_silent(db: Database, *, officer: Officer) -> tuple[Feed, ...]:
    """Note the sources that answered once and were not heard of for too long, and ring.

    Called by the heartbeat of every workstation, so that it is told as well where no program
    asks them because nobody sits there who may take warnings in. Looks without a lock first.

    Raises:
        Unavailable: The outcome is unknown; the next heartbeat does it again.
    """
    with db.read() as look:
        if not _unheard(look, db.now(look)):
            return ()
    with db.write(officer) as tx:
        return tuple(_lost(tx, one, one) for one in _unheard(tx, tx.at))


def _unheard(tx: Tx, at: datetime) -> tuple[Feed, ...]:
    heard = warning_feed.c.last_ok_at <= at - _silent(tx, at)
    return kept.where(tx, Feed, warning_feed.c.is_active, ~warning_feed.c.is_lost, heard)


def _lost(tx: WriteTx, before: Feed, after: Feed) -> Feed:
    lost = _replace(tx, LOST, before, replace(after, is_lost=True))
    raise_in(tx, ALARM, source=f"feed:{lost.id}", title=lost.name, subject=lost.id, at=tx.at)
    return lost


def _found(tx: WriteTx, before: Feed) -> Feed:
    after = _replace(tx, FOUND, before, replace(before, is_lost=False))
    clear_in(tx, ALARM, f"feed:{before.id}", at=tx.at)
    return after


def _replace(tx: WriteTx, kind: str, before: Feed, after: Feed) -> Feed:
    _append(tx, kind, after, kept.replace(tx, before, after))
    return replace(after, version=before.version + 1)


def _append(tx: WriteTx, kind: str, feed: Feed, said: dict[str, object]) -> None:
    body = {"name": feed.name, "error": feed.error, SET: said}
    line = Line.AUTOMATIC if kind in (LOST, FOUND) else Line.NONE
    journal.append(tx, kind, body, id=new_id(), subject=feed.id, line=line)


def get(db: Database, feed_id: UUID) -> Feed | None:
    """Return a source as it is now; None if there is none with this id."""
    with db.read() as tx:
        return kept.find(tx, Feed, feed_id)
