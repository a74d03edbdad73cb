"""What goes on by itself while the program runs: what is due, sources of warnings, sounds."""

import platform
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from commandcenter.kernel.officer import Officer
from ui.alarms.bell import Bell
from ui.app.county import County, Watch
from ui.app.heart import Heart
from ui.app.subscription import Subscription
from ui.drill_run.chime import Chime
from ui.shell.player import Player
from ui.warnings.watcher import Watcher


class Vigil(QObject):
    """Keeps watch whether or not somebody has signed in: the room is what has to hear it.

    Args:
        officer: Who sits here now; None before anybody has signed in.
        may_ring: Whether sounds are wanted; asked each time.

    Signals:
        silent: There is no sound on this workstation.
        troubled: What is due cannot be done, and why (Exception).
        eased: It can be done again.
        refused: The calendar that others subscribe to cannot be written here (Exception).
    """

    silent = Signal()
    troubled = Signal(object)
    eased = Signal()
    refused = Signal(object)

    def __init__(
        self,
        county: County,
        *,
        officer: Callable[[], Officer | None],
        may_ring: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = Player(parent=self)
        self._player.silent.connect(self.silent)
        self._bell = Bell(self._player, may_ring, county.clock, self)
        self._chime = Chime(self._player, may_ring)
        self._heart = Heart(county.db, station=platform.node(), parent=self)
        self._heart.troubled.connect(self.troubled)
        self._heart.eased.connect(self.eased)
        self._subscription = Subscription(county.db, officer=officer, parent=self)
        self._subscription.refused.connect(self.refused)
        self._watcher = Watcher(county.db, officer=officer, clock=county.clock, parent=self)

    def begin(self) -> None:
        """Begin to look after what is due and to ask the sources."""
        self._heart.start()
        self._subscription.start()
        self._watcher.start()

    def hear(self, now: Watch) -> None:
        """Take the alarms as they are now."""
        self._bell.hear(now.live.alarms, in_flood=now.live.in_flood)
        is_calm = not any(one.is_waiting for one in now.live.alarms)
        self._chime.hear(now.told_seq, is_calm=is_calm)

    def on_answer(self, changed: frozenset[str], news: object) -> None:
        """Take note of what changed."""
        self._watcher.on_answer(changed, news)

    def next_at(self, feed_id: UUID) -> datetime | None:
        """Return when a source of warnings is asked next; None if nobody here asks it."""
        return self._watcher.next_at(feed_id)

    def close(self) -> None:
        """Stop for good; returns when what is under way has ended."""
        self._player.close()
        self._heart.close()
        self._subscription.close()
        self._watcher.close()
