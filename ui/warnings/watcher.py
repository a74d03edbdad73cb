"""Asking the sources of warnings by themselves, on threads of their own."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, may
from commandcenter.kernel.officer import Officer
from commandcenter.warnings.model.feeds import Feed
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.service import feeds, polling
from commandcenter.warnings.service.polling import Watch
from ui.shell.background import Background

log = logging.getLogger(__name__)

LOOK_MS = 1_000
_PARTS = frozenset({"warnings", "directory"})


class Watcher(QObject):
    """Asks each source when it is due, one after the other; never two rounds at once.

    Every workstation may run one: what came twice is taken in once. It asks nothing while
    nobody sits here who may take warnings in.

    Args:
        officer: Who sits here now; None before anybody has signed in.

    Signals:
        taken: Warnings came in that were not there before the round (tuple of WarningRecord).
    """

    taken = Signal(object)

    def __init__(
        self,
        db: Database,
        *,
        officer: Callable[[], Officer | None],
        clock: Callable[[], datetime],
        look_ms: int = LOOK_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._db = db
        self._officer = officer
        self._clock = clock
        # Its own threads: a server that does not answer never delays a page.
        self._background = Background(self)
        self._watches: dict[UUID, Watch] = {}
        self._is_stale = True
        self._is_asking = False
        self._is_running = False
        self._timer = QTimer(self, interval=look_ms)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin asking; sources are asked at once, then each at its interval."""
        self._is_running = True
        self._is_stale = True
        self._timer.start()
        self._look()

    def stop(self) -> None:
        """Ask nothing more; a question under way is let end."""
        self._is_running = False
        self._timer.stop()

    def close(self) -> None:
        """Stop for good; returns when a question under way has ended."""
        self.stop()
        self._background.close()

    def on_answer(self, changed: frozenset[str], _news: object = None) -> None:
        """Read the sources anew when somebody changed them."""
        self._is_stale = self._is_stale or not _PARTS.isdisjoint(changed)

    def next_at(self, feed_id: UUID) -> datetime | None:
        """Return when a source is asked next from here; None if it is not."""
        watch = self._watches.get(feed_id)
        return watch.due_at if watch is not None and self._is_running else None

    def is_idle(self) -> bool:
        """Say whether nothing is being asked now."""
        return not self._is_asking

    def _look(self) -> None:
        officer = self._officer()
        if self._is_asking or not self._is_running or officer is None:
            return
        if not may(officer, Right.WARN):
            return
        now = self._clock()
        due = [watch for watch in self._watches.values() if watch.due_at <= now]
        if not due and not self._is_stale:
            return
        self._is_asking = True
        watches = None if self._is_stale else due
        self._is_stale = False
        call = partial(_round, self._db, dict(self._watches), watches, now, officer)
        self._background.read(self, call, self._asked, self._not_asked)

    def _asked(self, found: tuple[dict[UUID, Watch], tuple[WarningRecord, ...]]) -> None:
        self._is_asking = False
        self._watches, taken = found
        if taken:
            self.taken.emit(taken)

    def _not_asked(self, error: Exception) -> None:
        # The database did not answer; the age of the data says so, and the next look asks again.
        self._is_asking = False
        self._is_stale = True
        log.info("the sources of warnings were not asked: %s", type(error).__name__)


def _round(
    db: Database,
    watches: dict[UUID, Watch],
    due: list[Watch] | None,
    now: datetime,
    officer: Officer,
) -> tuple[dict[UUID, Watch], tuple[WarningRecord, ...]]:
    """Ask what is due, after reading the sources anew if *due* is None."""
    if due is None:
        watches = _followed(watches, feeds.everything(db), now)
        due = [watch for watch in watches.values() if watch.due_at <= now]
    if not due:
        return watches, ()
    began = db.clock()
    interval = feeds.interval(db)
    taken: list[WarningRecord] = []
    for watch in due:
        taken += polling.poll(db, watch, now, interval=interval, officer=officer)
    return watches, tuple(one for one in taken if one.recorded_at >= began)


def _followed(
    watches: dict[UUID, Watch], found: tuple[Feed, ...], now: datetime
) -> dict[UUID, Watch]:
    """Return the sources as they are now; those that were only heard keep their time."""
    followed: dict[UUID, Watch] = {}
    for feed in found:
        if not feed.is_active:
            continue
        before = watches.get(feed.id)
        same = before is not None and _asks(before.feed) == _asks(feed)
        followed[feed.id] = before if before is not None and same else polling.watch(feed, now)
    return followed


def _asks(feed: Feed) -> tuple[object, ...]:
    """Return what a question depends on."""
    return (feed.name, feed.kind, feed.place, feed.ca, feed.certificates)
