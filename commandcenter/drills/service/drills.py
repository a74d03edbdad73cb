"""Drills: entering them into the annual plan, copying, changing, and their states.

Starting a drill, and ending one that runs, belongs to the running of drills; putting one into
the archive and taking it out belongs to what comes after.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.drills import templates
from commandcenter.drills.model.dossier import Copying, Dossier, copied
from commandcenter.drills.model.drill import (
    Drill,
    Objective,
    Participant,
    PlanOfDrill,
    State,
)
from commandcenter.drills.model.drill_checks import (
    check_change,
    check_drill,
    check_held,
    check_step,
    with_month,
)
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import records
from commandcenter.drills.store import plan_of_year
from commandcenter.drills.store import run as run_store
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit, admit_texts


def create(db: Database, new: Drill, *, officer: Officer) -> Drill:
    """Enter a drill into the plan of its year; it gets the next number there.

    Sending the same id again returns the drill as it stands.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange, EndWithoutBegin,
        EndsBeforeItBegins, NotInThisYear: Nothing was written.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.PLAN_DRILLS)
    ready = with_month(replace(admit_texts(new)[0], state=State.PLANNED, version=1))
    check_drill(ready)
    with db.write(officer) as tx:
        known = ROWS.find(tx, Drill, ready.id)
        if known is not None:
            return known
        ready = replace(ready, number=plan_of_year.next_number(tx, ready.year))
        KEEPER.add_all(tx, [ready], subject=ready.id)
    return ready


def change(db: Database, changed: Drill, *, officer: Officer) -> Drill:
    """Change a drill that carries the version that was seen; its month follows its beginning.

    Raises:
        NotAllowed, DrillArchived, NumberStays, StepImpossible, TimesFollow, FieldEmpty,
        FieldOverlong, FigureOutOfRange, EndWithoutBegin, EndsBeforeItBegins, NotInThisYear,
        TimesMissing: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at it again.
    """
    return records.change(
        db,
        with_month(changed),
        officer=officer,
        check=lambda tx, before, after: check_change(
            before, after, ran_here=run_store.has_begun(tx, before.id)
        ),
    )


def copy(
    db: Database,
    source_id: UUID,
    *,
    drill_id: UUID,
    year: int,
    officer: Officer,
    title: str = "",
    begins_at: datetime | None = None,
) -> Drill:
    """Enter a copy of a drill with its plans, objectives, participants and script.

    How it went is not copied. Sending the same *drill_id* again returns the copy as it stands.

    Args:
        year: Of the annual plan the copy belongs to.
        title: Empty for the same.
        begins_at: None while no day was chosen.

    Raises:
        NotAllowed, FieldOverlong, FigureOutOfRange, NotInThisYear: Nothing was written.
        Conflict: There is no such drill.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        known = ROWS.find(tx, Drill, drill_id)
        if known is not None:
            return known
        copying = Copying(
            drill_id=drill_id,
            year=year,
            number=0,
            title=admit(title)[0].strip(),
            begins_at=begins_at,
            copied_from=source_id,
        )
        return add_copy_in(tx, dossier_in(tx, source_id), copying)


def create_from(
    db: Database,
    code: str,
    *,
    drill_id: UUID,
    year: int,
    officer: Officer,
    title: str = "",
    begins_at: datetime | None = None,
) -> Drill:
    """Enter a shipped drill with its objectives, participants and script.

    Sending the same *drill_id* again returns the drill as it stands.

    Args:
        code: Of the template.
        year: Of the annual plan it belongs to.
        title: Empty for that of the template.
        begins_at: None while no day was chosen.

    Raises:
        NotAllowed, FieldOverlong, FigureOutOfRange, NotInThisYear: Nothing was written.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.PLAN_DRILLS)
    source = templates.read(code)
    copying = Copying(
        drill_id=drill_id,
        year=year,
        number=0,
        title=admit(title)[0].strip(),
        begins_at=begins_at,
    )
    with db.write(officer) as tx:
        known = ROWS.find(tx, Drill, drill_id)
        return add_copy_in(tx, source, copying) if known is None else known


def add_copy_in(tx: WriteTx, source: Dossier, copying: Copying) -> Drill:
    """Enter a copy inside a transaction, with one row of the journal.

    Args:
        copying: Its number is replaced by the next one of the year.

    Raises:
        FieldOverlong, FigureOutOfRange, NotInThisYear: It cannot be entered like this.
    """
    number = plan_of_year.next_number(tx, copying.year)
    made = copied(source, replace(copying, number=number))
    made = replace(made, drill=with_month(made.drill))
    check_drill(made.drill)
    KEEPER.add_all(tx, made.records(), subject=made.drill.id)
    return made.drill


def dossier(db: Database, drill_id: UUID) -> Dossier:
    """Return a drill with all that is planned for it.

    Raises:
        Conflict: There is no such drill.
    """
    with db.read() as tx:
        return dossier_in(tx, drill_id)


def dossier_in(tx: Tx, drill_id: UUID) -> Dossier:
    """Return a drill with all that is planned for it, as of a transaction.

    Raises:
        Conflict: There is no such drill.
    """
    return Dossier(
        drill=ROWS.get(tx, Drill, drill_id),
        plans=ROWS.where(tx, PlanOfDrill, ["id"], drill=drill_id),
        objectives=ROWS.where(tx, Objective, ["number", "id"], drill=drill_id),
        participants=ROWS.where(tx, Participant, ["id"], drill=drill_id),
        injects=ROWS.where(tx, Inject, ["offset_s", "number", "id"], drill=drill_id),
    )


def make_ready(db: Database, seen: Drill, *, officer: Officer, at: datetime) -> Drill:
    """Say that everything is prepared (准备完成).

    Raises:
        NotAllowed, StepImpossible, NotScheduled: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at it again.
    """
    return _step(db, seen, officer, at, state=State.READY)


def cancel(db: Database, seen: Drill, *, officer: Officer, at: datetime) -> Drill:
    """Say that a drill will not be held.

    Raises:
        NotAllowed, StepImpossible: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at it again.
    """
    return _step(db, seen, officer, at, state=State.CANCELLED)


def plan_again(db: Database, seen: Drill, *, officer: Officer, at: datetime) -> Drill:
    """Put a drill that was ready or cancelled back to being planned.

    Raises:
        NotAllowed, StepImpossible: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at it again.
    """
    return _step(db, seen, officer, at, state=State.PLANNED)


def held_elsewhere(
    db: Database,
    seen: Drill,
    *,
    began_at: datetime,
    ended_at: datetime,
    headcount: int | None,
    officer: Officer,
    at: datetime,
) -> Drill:
    """Say that a drill was held without this program, and when; said again it is put right.

    A drill that runs here is ended where it is run, and its times stay as they were measured.

    Args:
        headcount: People who took part; None while nobody knows.

    Raises:
        NotAllowed, StepImpossible, TimesFollow, EndsBeforeItBegins, NotOverYet, NotInThisYear,
        FigureOutOfRange: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        before = ROWS.get(tx, Drill, seen.id)
        after = replace(
            before, state=State.ENDED, began_at=began_at, ended_at=ended_at, headcount=headcount
        )
        check_held(before, after, at=at, ran_here=run_store.has_begun(tx, before.id))
        return KEEPER.change(tx, before, replace(after, version=seen.version))


def _step(
    db: Database,
    seen: Drill,
    officer: Officer,
    at: datetime,
    *,
    state: State,
) -> Drill:
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        before = ROWS.get(tx, Drill, seen.id)
        after = replace(before, state=state)
        check_step(before, after, at=at)
        return KEEPER.change(tx, before, replace(after, version=seen.version))
