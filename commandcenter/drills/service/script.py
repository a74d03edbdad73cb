"""Writing the script of a drill: lines are put in, moved, shifted, numbered and taken out.

What concerns more than one line is told the whole script as the officer sees it: if it is
another one by now, nothing is written. Each act leaves one row in the journal. A line whose
time has passed in a drill that runs is put on hold; it would come at once. That ends when the
line is given a time that lies ahead.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import rules
from commandcenter.drills.model.drill import Drill, Objective
from commandcenter.drills.model.holding import newly_missed, wrongly_held
from commandcenter.drills.model.line_checks import (
    NoRoomToShift,
    check_line,
    check_removal,
    check_script,
    check_untouched,
    tidied,
)
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.script_checks import Finding, findings
from commandcenter.drills.model.script_lines import (
    Script,
    in_order,
    inserted,
    moved,
    renumbered,
    room_of,
    shifted,
)
from commandcenter.drills.service import acts, course, drills
from commandcenter.drills.service.records import check_open
from commandcenter.drills.store import delivered
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts

HANDLING = "drills.line_handling_s"
_MINUTE_S = 60


def lines(db: Database, drill_id: UUID) -> Script:
    """Return the script of a drill in its order."""
    with db.read() as tx:
        return lines_in(tx, drill_id)


def lines_in(tx: Tx, drill_id: UUID) -> Script:
    """Return the script of a drill in its order, as of a transaction."""
    return in_order(ROWS.where(tx, Inject, ["offset_s", "number"], drill=drill_id))


def checked(db: Database, drill_id: UUID, *, on: date) -> tuple[Finding, ...]:
    """Return what is wrong with the script of a drill.

    Args:
        on: Whose rules say how long a line takes to handle.

    Raises:
        Conflict: There is no such drill.
        NoSuchRule, BadValue: The county does not say how long a line takes.
    """
    with db.read() as tx:
        return findings(drills.dossier_in(tx, drill_id), handling=handling_in(tx, on=on))


def handling_in(tx: Tx, *, on: date) -> timedelta:
    """Return how long a receiver needs for one line.

    Raises:
        NoSuchRule, BadValue: The county does not say.
    """
    return rules.seconds(tx, HANDLING, on=on)


def add(db: Database, new: Inject, *, officer: Officer) -> Inject:
    """Add a line where its offset puts it; without a number (0) it gets the next one.

    Sending the same id again returns the line as it stands.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange, NumberTaken, ReferenceGone,
        BranchesInCircle, TooManyLines, ScriptOver, DrillArchived: Nothing was written.
        Conflict: There is no such drill.
        Unavailable: The outcome is unknown; send it again.
    """

    def with_it(script: Script) -> Script:
        number = new.number or max((line.number for line in script), default=0) + 1
        return (*script, replace(new, number=number, version=1))

    return _find(_edit(db, new.drill, officer, with_it, added=new.id), new.id)


def insert_after(
    db: Database, new: Inject, after: UUID | None, *, seen: Sequence[Inject], officer: Officer
) -> Script:
    """Put a line in below another one, at the top for None; returns the script.

    It is due when it says if that is between its neighbours, else between them; it gets the
    number after the line above, and higher ones move up.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange, ReferenceGone,
        BranchesInCircle, TooManyLines, LineDelivered, ScriptOver, DrillArchived:
        Nothing was written.
        Conflict: The script is another one by now.
        Unavailable: The outcome is unknown; send it again.
    """
    return _edit(
        db,
        new.drill,
        officer,
        lambda script: inserted(script, replace(new, version=1), after),
        seen=seen,
        added=new.id,
    )


def move(
    db: Database, line: Inject, after: UUID | None, *, seen: Sequence[Inject], officer: Officer
) -> Script:
    """Let a line stand below another one, at the top for None; returns the script.

    The line gets a time between its new neighbours; all others keep theirs. Its number stays.

    Raises:
        NotAllowed, LineDelivered, ScriptOver, DrillArchived: Nothing was written.
        Conflict: The script is another one by now.
        Unavailable: The outcome is unknown; look at it again.
    """
    return _edit(db, line.drill, officer, lambda script: moved(script, line.id, after), seen=seen)


def shift(
    db: Database,
    drill_id: UUID,
    seconds: int,
    *,
    start: UUID | None,
    seen: Sequence[Inject],
    officer: Officer,
) -> Script:
    """Let a line and all that follow be due later, or sooner; returns the script.

    The gaps between them are kept. None of them goes below the start or past the line above.

    Args:
        seconds: Negative for sooner.
        start: The first line that is shifted; None for the whole script.

    Raises:
        NotAllowed, NoRoomToShift, FigureOutOfRange, LineDelivered, ScriptOver,
        DrillArchived: Nothing was written.
        Conflict: The script is another one by now.
        Unavailable: The outcome is unknown; look at it again.
    """

    def later(script: Script) -> Script:
        if not script:
            return script
        room = room_of(script, start)
        if -seconds > room.seconds:
            minutes, rest = divmod(room.seconds, _MINUTE_S)
            raise NoRoomToShift(number=room.number, minutes=minutes, seconds=rest)
        return shifted(script, seconds, start)

    return _edit(db, drill_id, officer, later, seen=seen)


def renumber(db: Database, drill_id: UUID, *, seen: Sequence[Inject], officer: Officer) -> Script:
    """Number the lines 1, 2, … in their order; returns the script.

    Raises:
        NotAllowed, LineDelivered, ScriptOver, DrillArchived: Nothing was written.
        Conflict: The script is another one by now.
        Unavailable: The outcome is unknown; look at it again.
    """
    return _edit(db, drill_id, officer, renumbered, seen=seen)


def change(db: Database, changed: Inject, *, officer: Officer) -> Inject:
    """Change a line that carries the version that was seen.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange, NumberTaken, ReferenceGone,
        BranchesInCircle, LineDelivered, ScriptOver, DrillArchived: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """

    def with_it(script: Script) -> Script:
        if all(line.id != changed.id for line in script):
            raise Conflict
        return tuple(changed if line.id == changed.id else line for line in script)

    return _find(_edit(db, changed.drill, officer, with_it), changed.id)


def remove(db: Database, gone: Sequence[Inject], *, officer: Officer) -> Script:
    """Take lines of one drill out, all of them or none; returns the script.

    Raises:
        NotAllowed, LineDecides, LineDelivered, ScriptOver, DrillArchived: Nothing was written.
        Conflict: Somebody changed one first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    versions = {line.id: line.version for line in gone}

    def without(script: Script) -> Script:
        known = {line.id: line.version for line in script}
        if any(known.get(line) != version for line, version in versions.items()):
            raise Conflict
        check_removal(versions.keys(), script)
        return tuple(line for line in script if line.id not in versions)

    return _edit(db, gone[0].drill, officer, without)


def replace_all(
    db: Database,
    drill_id: UUID,
    wanted: Sequence[Inject],
    *,
    seen: Sequence[Inject],
    officer: Officer,
) -> Script:
    """Let a script be this one: lines are added, changed and taken out; returns it.

    Args:
        wanted: Lines with the ids and versions of *seen*, and new ones.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange, NumberTaken, ReferenceGone,
        BranchesInCircle, TooManyLines, LineDelivered, ScriptOver, DrillArchived:
        Nothing was written.
        Conflict: The script is another one by now.
        Unavailable: The outcome is unknown; look at it again.
    """
    return _edit(db, drill_id, officer, lambda _script: tuple(wanted), seen=seen)


def _edit(
    db: Database,
    drill_id: UUID,
    officer: Officer,
    act: Callable[[Script], Script],
    *,
    seen: Sequence[Inject] | None = None,
    added: UUID | None = None,
) -> Script:
    """Do something to a script in one transaction, with one row of the journal.

    Args:
        seen: What the officer saw of it; None where only one line matters.
        added: Id of a line that is added; if it is there already, nothing is done.
    """
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        before = lines_in(tx, drill_id)
        if any(line.id == added for line in before):
            return before
        if seen is not None and _versions(seen) != _versions(before):
            raise Conflict
        after = tuple(tidied(admit_texts(line)[0]) for line in act(before))
        _check(tx, drill_id, before, after)
        _write(tx, drill_id, before, after)
        _hold_or_release(tx, drill_id, before)
        return lines_in(tx, drill_id)


def _hold_or_release(tx: WriteTx, drill_id: UUID, before: Script) -> None:
    run = course.read_in(tx, drill_id)
    known = {line.id: line for line in before}
    acts.hold_missed(tx, run, newly_missed(run.course, run.injects, known, at=tx.at))
    acts.release(tx, run, wrongly_held(run.course, run.injects, tx.at))


def _versions(script: Sequence[Inject]) -> dict[UUID, int]:
    return {line.id: line.version for line in script}


def _check(tx: Tx, drill_id: UUID, before: Script, after: Script) -> None:
    drill = ROWS.get(tx, Drill, drill_id)
    for line in after:
        if line not in before:
            check_open(tx, line)
            check_line(line)
    if len(after) < len(before):
        check_open(tx, before[0])
    check_untouched(drill, before, after, delivered.lines(tx, drill_id))
    objectives = ROWS.where(tx, Objective, ["id"], drill=drill_id)
    check_script(after, {one.id for one in objectives})


def _write(tx: WriteTx, drill_id: UUID, before: Script, after: Script) -> None:
    known = {line.id: line for line in before}
    KEEPER.put_all(
        tx,
        new=[line for line in after if line.id not in known],
        pairs=[(known[line.id], line) for line in after if line.id in known],
        gone=[line for line in before if all(line.id != kept.id for kept in after)],
        subject=drill_id,
    )


def _find(script: Script, line_id: UUID) -> Inject:
    return next(line for line in script if line.id == line_id)
