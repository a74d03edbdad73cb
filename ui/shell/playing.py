"""Which drill a window plays in, if any: everything else of the county is reality."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal

SWITCH_KEY = "Ctrl+Shift+D"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningDrill:
    """A drill that one can take part in now."""

    id: UUID
    title: str


class Playing(QObject):
    """What this window plays in; other windows stay where they are.

    Signals:
        changed: It plays in another drill now, or in none.
        offered: Other drills run now.
        ended: Drills are over (tuple of RunningDrill), and the one of them that it played in.
    """

    changed = Signal()
    offered = Signal()
    ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: tuple[RunningDrill, ...] = ()
        self._current: RunningDrill | None = None

    @property
    def running(self) -> tuple[RunningDrill, ...]:
        """The drills that one can take part in now."""
        return self._running

    @property
    def current(self) -> RunningDrill | None:
        """The drill this window plays in; None in reality."""
        return self._current

    @property
    def drill_id(self) -> UUID | None:
        """Which drill what is shown and written belongs to; None in reality."""
        return None if self._current is None else self._current.id

    def is_running(self, drill_id: UUID) -> bool:
        """Say whether a drill still runs."""
        return any(one.id == drill_id for one in self._running)

    def title_of(self, drill_id: UUID) -> str:
        """Return the title of a drill that runs; empty for one that is over."""
        return next((one.title for one in self._running if one.id == drill_id), "")

    def set_running(self, running: Sequence[RunningDrill]) -> None:
        """Take over which drills run; one that is over is left by itself."""
        if tuple(running) == self._running:
            return
        still = {one.id for one in running}
        ended = tuple(one for one in self._running if one.id not in still)
        before, self._running = self._current, tuple(running)
        if before is not None:
            self._current = next((one for one in running if one.id == before.id), None)
        self.offered.emit()
        if self._current != before:
            self.changed.emit()
        if ended:
            self.ended.emit(ended, before if self._current is None else None)

    def join(self, drill_id: UUID) -> bool:
        """Play in a drill from now on; returns whether it runs."""
        found = next((one for one in self._running if one.id == drill_id), None)
        if found is not None and found != self._current:
            self._current = found
            self.changed.emit()
        return found is not None

    def leave(self) -> None:
        """Go back to reality."""
        if self._current is not None:
            self._current = None
            self.changed.emit()
