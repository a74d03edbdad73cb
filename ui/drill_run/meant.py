"""Whether a key was meant for the line that stands in front by now."""

from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from commandcenter.drills.model.clock import ScriptLine, Standing
from commandcenter.drills.service.course import Run
from commandcenter.kernel.words import N_
from ui.drill_run.line_card import BACK, FIRE
from ui.drill_run.reading import Reading
from ui.drill_run.twice import Twice

NEW_S = 2.0

_NEW = N_("Line {number} came to the front just now. Press once more if you mean it.")
_EARLY = N_("Line {number} is not due for a long time. Press once more to deliver it now.")


class Meant:
    """Asks twice where a key may have been meant for another line, or far too early.

    Attributes:
        why: Why it asked last; source text.
    """

    def __init__(self, twice: Twice) -> None:
        self._twice = twice
        self._front: UUID | None = None
        self._mine: set[UUID] = set()
        self._changed_s: float | None = None
        self.why = ""

    def see(self, front: ScriptLine | None, run: Run | None) -> None:
        """Take the line that stands in front after a reading."""
        now = None if front is None else front.inject.id
        if now == self._front:
            return
        before, self._front = self._front, now
        self._twice.calm()
        was_there = run is not None and any(one.id == before for one in run.injects)
        by_itself = was_there and before not in self._mine
        self._changed_s = monotonic() if by_itself else None
        self._mine.clear()

    def press(self, what: str, found: Reading, front: ScriptLine, now: datetime) -> bool:
        """Take a key; return whether it is to be done at once."""
        self.why = self._doubt(what, found, front, now)
        if (self.why or what == BACK) and not self._twice.press(what):
            return False
        self._twice.calm()
        self._mine.add(front.inject.id)
        return True

    def choose(self, inject_id: UUID | None) -> None:
        """Take a line that was brought to the front by hand."""
        self._front, self._changed_s = inject_id, None

    def _doubt(self, what: str, found: Reading, front: ScriptLine, now: datetime) -> str:
        if self._changed_s is not None and monotonic() - self._changed_s < NEW_S:
            return _NEW
        is_coming = what == FIRE and front.standing is Standing.PENDING
        if not is_coming or found.early is None or found.run is None:
            return ""
        return _EARLY if _until(front, found.run, now) > found.early else ""


def _until(line: ScriptLine, run: Run, now: datetime) -> timedelta:
    """Return how long it takes until a line comes; by the clock of the drill while it stands."""
    if line.due_at is not None:
        return line.due_at - now
    return timedelta(seconds=line.inject.offset_s, milliseconds=-run.course.offset_ms(now))
