"""What is done to incidents and their reports: each act once, however often it is sent."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id
from ui.shell.seat import Seat

Call = Callable[[UUID], Any]
Failed = Callable[[Exception], None]


class Acts(QObject):
    """Writes acts, one at a time for each thing they are done to.

    Signals:
        done: Something was written; what is shown is to be read anew.
    """

    done = Signal()

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._busy: set[Hashable] = set()
        self._ids: dict[Hashable, UUID] = {}

    def is_busy(self, thing: Hashable) -> bool:
        """Whether an act on it is being written."""
        return thing in self._busy

    def do(
        self,
        thing: Hashable,
        act: Hashable,
        call: Call,
        *,
        done: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
    ) -> bool:
        """Write an act; False if another one on the same thing is under way.

        Args:
            act: Everything that makes it this act: the same again has the same id.
            call: Gets the id of the act.
            failed: Told in place of the message bar why nothing was written.
        """
        if thing in self._busy:
            return False
        act_id = self._ids.setdefault((thing, act), new_id())
        self._busy.add(thing)
        self._seat.background.write(
            self,
            partial(call, act_id),
            partial(self._on_done, thing, act, done),
            partial(self._on_failed, thing, act, failed),
        )
        return True

    def _on_done(
        self, thing: Hashable, act: Hashable, done: Callable[[Any], None] | None, after: Any
    ) -> None:
        self._busy.discard(thing)
        self._ids.pop((thing, act), None)
        if done is not None:
            done(after)
        self.done.emit()

    def _on_failed(
        self, thing: Hashable, act: Hashable, failed: Failed | None, error: Exception
    ) -> None:
        self._busy.discard(thing)
        if not isinstance(error, Unavailable):
            self._ids.pop((thing, act), None)
        (failed or self._seat.messages.problem)(error)
        self.done.emit()  # a refusal can mean that somebody else was first
