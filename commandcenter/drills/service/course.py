"""How far drills have come, as read from the database."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commandcenter.alarms.service.heartbeat import PROGRAM
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.drills.model import clock
from commandcenter.drills.model.clock import Course, ScriptLine
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.run import RunAct
from commandcenter.drills.model.script import Inject
from commandcenter.drills.store import run as store
from commandcenter.drills.store.keeping import ROWS
from commandcenter.kernel.errors import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A drill with its script and what was done to it, as they stood at one moment."""

    drill: Drill
    injects: tuple[Inject, ...]
    acts: tuple[RunAct, ...]
    course: Course

    def lines(self) -> tuple[ScriptLine, ...]:
        """Return where each line of the script stands, in the order of the script."""
        return clock.lines(self.course, self.injects)

    @property
    def told_seq(self) -> int:
        """The journal row with which players were told a line last; 0 before the first."""
        return max((one.seq for one in self.acts if one.entry_id is not None), default=0)

    def follows_by_itself(self, at: datetime, author: str) -> bool:
        """Say whether an automatic line of the log shows nothing that players did.

        The program noted it of its own accord, or it was written with an act of a controller:
        what was still open is closed when the drill ends.

        Args:
            author: Login of who caused it.
        """
        return author == PROGRAM.login or any(one.at == at for one in self.acts)

    def line(self, inject_id: UUID) -> ScriptLine:
        """Return where a line that somebody saw stands.

        Raises:
            Conflict: It was taken out of the script.
        """
        for one in self.injects:
            if one.id == inject_id:
                return clock.line_of(self.course, one)
        raise Conflict


def read(db: Database, drill_id: UUID) -> Run:
    """Return how far a drill has come.

    Raises:
        Conflict: There is no such drill.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        return read_in(tx, drill_id)


def read_in(tx: Tx, drill_id: UUID) -> Run:
    """Do what `read` does inside a transaction."""
    return of_drill(tx, ROWS.get(tx, Drill, drill_id))


def of_drill(tx: Tx, drill: Drill) -> Run:
    """Return how far a drill that was read in this transaction has come."""
    acts = store.of_drill(tx, drill.id)
    return Run(
        drill=drill,
        injects=clock.in_order(ROWS.where(tx, Inject, ("offset_s", "number"), drill=drill.id)),
        acts=acts,
        course=clock.fold(acts),
    )


def running(db: Database) -> tuple[Drill, ...]:
    """Return the drills that run, the one that began first first."""
    with db.read() as tx:
        return running_in(tx)


def running_in(tx: Tx) -> tuple[Drill, ...]:
    """Do what `running` does inside a transaction."""
    return ROWS.where(tx, Drill, ("began_at", "number", "id"), state=State.RUNNING)


def played_last(db: Database) -> Drill | None:
    """Return the drill that was started last in this program; None if none ever was."""
    with db.read() as tx:
        drill_id = store.begun_last(tx)
        return None if drill_id is None else ROWS.get(tx, Drill, drill_id)
