"""What controllers do to a drill: start it, hold it up, turn its clock, end it.

Each act is one row that nobody changes any more; the clock follows from them alone. Sending
an act again does it once.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from commandcenter.database.engine import Database
from commandcenter.database.tx import WriteTx
from commandcenter.directory.rights import PAUSING, Right, require
from commandcenter.drills.model import clock, run_checks
from commandcenter.drills.model.clock import REAL_TIME
from commandcenter.drills.model.drill import STEPS, State
from commandcenter.drills.model.run import Act, RunAct
from commandcenter.drills.service import acts, course, delivering, ending
from commandcenter.drills.service.course import Run
from commandcenter.drills.service.records import moved
from commandcenter.drills.store import run as store
from commandcenter.kernel.officer import Officer

_LEAST = timedelta(milliseconds=1)

# Does something to a drill that was read in the same transaction.
_Do = Callable[[WriteTx, Run], None]


def start(
    db: Database,
    drill_id: UUID,
    *,
    speed_percent: int = REAL_TIME,
    act_id: UUID,
    officer: Officer,
) -> Run:
    """Start a drill and its clock.

    Args:
        speed_percent: 100 is real time.
        act_id: Made by the caller so that sending again starts it once.

    Raises:
        NotAllowed, CannotStart, SpeedOutOfRange: Nothing was written.
        Conflict: There is no such drill.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """

    def do(tx: WriteTx, run: Run) -> None:
        if State.RUNNING not in STEPS[run.drill.state]:
            raise run_checks.CannotStart(title=run.drill.title)
        run_checks.check_speed(speed_percent)
        moved(tx, run.drill, state=State.RUNNING, began_at=tx.at)
        acts.add(tx, acts.row(tx, run, Act.START, act_id, speed_percent=speed_percent))

    return _done(db, drill_id, act_id, do, officer=officer)


def pause(db: Database, drill_id: UUID, *, note: str = "", act_id: UUID, officer: Officer) -> Run:
    """Let a drill stand still until it is resumed; nothing comes by itself meanwhile.

    Raises:
        NotAllowed, NotRunning, AlreadyPaused, FieldOverlong: Nothing was written.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """

    def do(tx: WriteTx, run: Run) -> None:
        run_checks.check_pause(run.course)
        acts.add(tx, acts.row(tx, run, Act.PAUSE, act_id, note=note))

    return _done(db, drill_id, act_id, do, officer=officer)


def resume(db: Database, drill_id: UUID, *, act_id: UUID, officer: Officer) -> Run:
    """Let a paused drill go on; what is still to come comes later by the length of the pause.

    Raises:
        NotAllowed, NotRunning, NotPaused: Nothing was written.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """

    def do(tx: WriteTx, run: Run) -> None:
        run_checks.check_resume(run.course)
        acts.add(tx, acts.row(tx, run, Act.RESUME, act_id))

    return _done(db, drill_id, act_id, do, officer=officer)


def set_speed(
    db: Database, drill_id: UUID, speed_percent: int, *, act_id: UUID, officer: Officer
) -> Run:
    """Let the clock of a drill run faster or slower from now on; 100 is real time.

    Raises:
        NotAllowed, NotRunning, SpeedOutOfRange: Nothing was written.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """

    def do(tx: WriteTx, run: Run) -> None:
        run_checks.check_running(run.course)
        run_checks.check_speed(speed_percent)
        acts.add(tx, acts.row(tx, run, Act.SPEED, act_id, speed_percent=speed_percent))

    return _done(db, drill_id, act_id, do, officer=officer)


def fire(db: Database, drill_id: UUID, inject_id: UUID, *, act_id: UUID, officer: Officer) -> Run:
    """Deliver a line of the script now, whenever it is due; also while the drill is paused.

    Raises:
        NotAllowed, NotRunning, AlreadyDelivered: Nothing was written.
        Conflict: The line was taken out of the script.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """

    def do(tx: WriteTx, run: Run) -> None:
        line = run.line(inject_id)
        run_checks.check_fire(run.course, line)
        delivering.deliver_in(tx, run, line.inject, act_id=act_id, is_due=False)

    require(officer, Right.RUN_DRILLS)
    delivering.prepare(course.read(db, drill_id).injects)
    return _done(db, drill_id, act_id, do, officer=officer)


def hold(db: Database, drill_id: UUID, inject_id: UUID, *, act_id: UUID, officer: Officer) -> Run:
    """Keep a line of the script from coming by itself; it waits to be fired or skipped.

    Raises:
        NotAllowed, NotRunning, AlreadyDelivered, AlreadyHeld, AlreadySkipped: Nothing was
            written.
        Conflict: The line was taken out of the script.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """

    def do(tx: WriteTx, run: Run) -> None:
        run_checks.check_hold(run.course, run.line(inject_id))
        acts.add(tx, acts.row(tx, run, Act.HOLD, act_id, inject_id=inject_id))

    return _done(db, drill_id, act_id, do, officer=officer)


def skip(
    db: Database, drill_id: UUID, inject_id: UUID, *, note: str = "", act_id: UUID, officer: Officer
) -> Run:
    """Leave a line of the script out; it can still be fired.

    Raises:
        NotAllowed, NotRunning, AlreadyDelivered, AlreadySkipped, FieldOverlong: Nothing was
            written.
        Conflict: The line was taken out of the script.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """

    def do(tx: WriteTx, run: Run) -> None:
        run_checks.check_skip(run.course, run.line(inject_id))
        acts.add(tx, acts.row(tx, run, Act.SKIP, act_id, inject_id=inject_id, note=note))

    return _done(db, drill_id, act_id, do, officer=officer)


def back(
    db: Database,
    drill_id: UUID,
    offset_ms: int,
    *,
    note: str = "",
    act_id: UUID,
    officer: Officer,
) -> Run:
    """Turn the clock of a drill back; what was done to lines from then on is undone.

    Lines that were delivered since come once more. What players did meanwhile stays.

    Raises:
        NotAllowed, NotRunning, NotEarlier, FieldOverlong: Nothing was written.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """

    def do(tx: WriteTx, run: Run) -> None:
        run_checks.check_back(run.course, offset_ms, at=tx.at)
        row = acts.row(tx, run, Act.BACK, act_id, note=note)
        acts.add(tx, replace(row, offset_ms=offset_ms))

    return _done(db, drill_id, act_id, do, officer=officer)


def open_branch(
    db: Database, drill_id: UUID, branch: str, *, act_id: UUID, officer: Officer
) -> Run:
    """Let the lines of a branch come; those whose time has passed come at once.

    Raises:
        NotAllowed, NotRunning, NoSuchBranch, BranchOpen: Nothing was written.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """

    def do(tx: WriteTx, run: Run) -> None:
        run_checks.check_branch(run.course, run.injects, branch)
        acts.add(tx, acts.row(tx, run, Act.OPEN_BRANCH, act_id, branch=branch))

    return _done(db, drill_id, act_id, do, officer=officer)


def end(db: Database, drill_id: UUID, *, note: str = "", act_id: UUID, officer: Officer) -> Run:
    """End a drill, and everything that is still open in it.

    Raises:
        NotAllowed, NotRunning, FieldOverlong: Nothing was written.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """

    def do(tx: WriteTx, run: Run) -> None:
        run_checks.check_running(run.course)
        _end(tx, run, act_id, note)

    return _done(db, drill_id, act_id, do, officer=officer)


def end_all(db: Database, *, note: str = "", act_id: UUID, officer: Officer) -> tuple[UUID, ...]:
    """End every drill that runs, with one switch; returns which did.

    Raises:
        NotAllowed, FieldOverlong: Nothing was written.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.RUN_DRILLS)
    note = acts.admitted(note)
    with db.read() as tx:
        if not course.running_in(tx):
            return ()
    ended: list[UUID] = []
    with db.write(officer) as tx:
        for drill in course.running_in(tx):
            _end(tx, course.of_drill(tx, drill), uuid5(act_id, str(drill.id)), note)
            ended.append(drill.id)
    return tuple(ended)


def pause_all(db: Database, *, note: str = "", act_id: UUID, officer: Officer) -> tuple[UUID, ...]:
    """Let every drill stand still that goes on, such as for a real alarm; returns which do.

    Whoever acknowledges alarms may do it, also without the right to run drills.

    Raises:
        NotAllowed, FieldOverlong: Nothing was written.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    if not PAUSING & officer.rights:
        require(officer, Right.ACKNOWLEDGE)
    note = acts.admitted(note)
    paused: list[UUID] = []
    with db.write(officer) as tx:
        for drill in course.running_in(tx):
            run = course.of_drill(tx, drill)
            if not run.course.is_paused:
                acts.add(tx, acts.row(tx, run, Act.PAUSE, uuid5(act_id, str(drill.id)), note=note))
                paused.append(drill.id)
    return tuple(paused)


def _end(tx: WriteTx, run: Run, act_id: UUID, note: str) -> None:
    ending.end_everything_in(tx, run.drill.id, at=tx.at)
    row = acts.row(tx, run, Act.END, act_id, note=note)
    acts.add(tx, row)  # before the state, for nothing is written of a drill that is over
    moved(tx, run.drill, state=State.ENDED, ended_at=_ended_at(run, row))


def _ended_at(run: Run, row: RunAct) -> datetime:
    """Return when a drill ended, after its beginning also if a clock was put back meanwhile."""
    folded = clock.fold((*run.acts, row)).ended_at or row.at
    return max(row.at, folded, (run.drill.began_at or row.at) + _LEAST)


def _done(db: Database, drill_id: UUID, act_id: UUID, do: _Do, *, officer: Officer) -> Run:
    require(officer, Right.RUN_DRILLS)
    with db.write(officer) as tx:
        if not store.has(tx, act_id):
            do(tx, course.read_in(tx, drill_id))
        return course.read_in(tx, drill_id)
