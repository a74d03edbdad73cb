"""While drills run: the frame, what is real among what is played, and the sound of a line."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from commandcenter.database.engine import Database
from commandcenter.directory.rights import PAUSING
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.app.county import County, Watch
from ui.drill_run.twice import Twice
from ui.shell.background import Background
from ui.shell.desk import Desk
from ui.shell.page import REALITY, Target
from ui.shell.real_line import PAUSE_KEY
from ui.widgets.severity import Severity

END_KEY = "Ctrl+Shift+F10"

_PAUSED = N_("All drills are paused.")
_ASKED = N_("This ends every drill that runs. Press once more.")
_ENDED = N_("All drills are over.")
_NONE = N_("No drill is running.")
_END = "end"


class DrillWatch(QObject):
    """Tells the window of the drills that run.

    Args:
        officer: Who sits here now.
    """

    def __init__(
        self, desk: Desk, county: County, background: Background, officer: Callable[[], Officer]
    ) -> None:
        super().__init__(desk)
        self._desk, self._county = desk, county
        self._background, self._officer = background, officer
        self.twice = Twice(self)
        desk.real_line.alarm_wanted.connect(self._open)
        desk.real_line.pause_wanted.connect(self.pause_all)
        add = desk.actions_list.add
        add(desk, N_("Pause all drills"), PAUSE_KEY, self.pause_all, icon="pause")
        add(desk, N_("End all drills that run"), END_KEY, self.end_all, icon="stop-circle")

    def take(self, now: Watch) -> None:
        """Take what runs, and what is real, as they are now."""
        self._desk.playing.set_running(now.drills)
        self._desk.set_drills(len(now.drills))
        waiting = [one for one in now.live.alarms if one.is_waiting] if now.drills else []
        worst = min(waiting, key=lambda one: one.severity.rank, default=None)
        self._desk.real_line.show_alarm(
            "" if worst is None else worst.title,
            Severity.RED if worst is None else Severity(worst.severity.value),
            count=len(waiting),
            may_pause=not now.are_paused and bool(PAUSING & self._officer().rights),
        )

    def pause_all(self) -> None:
        """Let every drill stand still."""
        call = partial(_pause_all, self._county.db, act_id=new_id(), officer=self._officer())
        messages = self._desk.messages
        self._background.write(
            self,
            call,
            lambda any_runs: messages.say(_PAUSED if any_runs else _NONE),
            messages.problem,
        )

    def end_all(self) -> None:
        """End every drill, if it is asked for twice."""
        from commandcenter.drills.service import running  # noqa: PLC0415 - the log comes first

        messages = self._desk.messages
        if not self.twice.press(_END):
            messages.say(_ASKED)
            return
        call = partial(running.end_all, self._county.db, act_id=new_id(), officer=self._officer())
        self._background.write(
            self, call, lambda ended: messages.say(_ENDED if ended else _NONE), messages.problem
        )

    def _open(self) -> None:
        target = Target(page="alarms", kind="unacknowledged", scope=REALITY)
        self._desk.navigation.open(target)


def _pause_all(db: Database, *, act_id: UUID, officer: Officer) -> bool:
    """Let every drill stand still; returns whether any runs, even if it stood still before."""
    from commandcenter.drills.service import course, running  # noqa: PLC0415 - the log comes first

    return bool(running.pause_all(db, act_id=act_id, officer=officer) or course.running(db))
