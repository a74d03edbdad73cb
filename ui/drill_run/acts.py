"""What a controller does on the console; each act is sent with an id of its own."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from commandcenter.database.engine import Database
from commandcenter.drills.model.run_checks import FASTEST_PERCENT, SLOWEST_PERCENT
from commandcenter.drills.service import running
from commandcenter.drills.service.course import Run
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.shell.seat import Seat

SPEEDS = (SLOWEST_PERCENT, 200, 500, 1_000, 3_000, FASTEST_PERCENT)

_STARTED = N_("The drill runs.")
_PAUSED = N_("The drill is paused. Nothing comes by itself.")
_RESUMED = N_("The drill goes on.")
_DELIVERED = N_("Line {number} delivered.")
_HELD = N_("Line {number} is on hold. It comes when you deliver it.")
_SKIPPED = N_("Line {number} skipped.")
_BACK = N_("Back at line {number}. It comes once more.")
_OPENED = N_("Branch {branch} is open.")
_ENDED = N_("The drill is over.")
_ALL_ENDED = N_("All drills are over.")


class Acts(QObject):
    """Sends what is to be done to the writing thread.

    Signals:
        done: Something was done, and the console has to be read anew.
    """

    done = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._db, self._seat = db, seat

    def start(self, run: Run) -> None:
        """Start a drill in real time."""
        self._send(running.start, run, _STARTED)

    def pause_or_resume(self, run: Run) -> None:
        """Let a drill stand still, or go on."""
        if run.course.is_paused:
            self._send(running.resume, run, _RESUMED)
        else:
            self._send(running.pause, run, _PAUSED)

    def turn_speed(self, run: Run, step: int) -> None:
        """Let the clock run at the next speed, faster or slower."""
        now = run.course.speed_percent
        faster = [one for one in SPEEDS if one > now]
        slower = [one for one in SPEEDS if one < now]
        wanted = faster[:1] if step > 0 else slower[-1:]
        for speed in wanted:
            self._send(running.set_speed, run, "", speed)

    def fire(self, run: Run, inject_id: UUID) -> None:
        """Deliver a line."""
        self._send(running.fire, run, _DELIVERED, inject_id, number=_number(run, inject_id))

    def hold(self, run: Run, inject_id: UUID) -> None:
        """Keep a line from coming by itself."""
        self._send(running.hold, run, _HELD, inject_id, number=_number(run, inject_id))

    def skip(self, run: Run, inject_id: UUID) -> None:
        """Leave a line out."""
        self._send(running.skip, run, _SKIPPED, inject_id, number=_number(run, inject_id))

    def back_to(self, run: Run, inject_id: UUID) -> None:
        """Go back to before a line was delivered."""
        line = run.line(inject_id)
        told_ms = line.inject.offset_s * 1_000 if line.by is None else line.by.offset_ms
        offset_ms = min(line.inject.offset_s * 1_000, told_ms)
        self._send(running.back, run, _BACK, offset_ms, number=line.inject.number)

    def open_branch(self, run: Run, branch: str) -> None:
        """Let the lines of a branch come."""
        self._send(running.open_branch, run, _OPENED, branch, branch=branch)

    def end(self, run: Run) -> None:
        """End a drill."""
        self._send(running.end, run, _ENDED)

    def end_all(self) -> None:
        """End every drill that runs."""
        call = partial(running.end_all, self._db, act_id=new_id(), officer=self._seat.officer())
        done = partial(self._done, _ALL_ENDED, {})
        self._seat.background.write(self, call, done, self._failed)

    def _send(
        self, act: Callable[..., Run], run: Run, said: str, *values: Any, **facts: object
    ) -> None:
        call = partial(
            act, self._db, run.drill.id, *values, act_id=new_id(), officer=self._seat.officer()
        )
        done = partial(self._done, said, facts)
        self._seat.background.write(self, call, done, self._failed)

    def _done(self, said: str, facts: dict[str, object], _result: object) -> None:
        if said:
            self._seat.messages.say(said, **facts)
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        self._seat.messages.problem(error)
        self.done.emit()


def _number(run: Run, inject_id: UUID) -> int:
    return next((one.number for one in run.injects if one.id == inject_id), 0)
