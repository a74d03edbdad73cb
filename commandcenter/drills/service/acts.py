"""Acts of a drill as rows that vouch for them, and what the program does of its own accord."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID, uuid5

from commandcenter.database import journal
from commandcenter.database.journal import Line
from commandcenter.database.tx import WriteTx
from commandcenter.drills.model.checks import MAX_TEXT, FieldOverlong
from commandcenter.drills.model.run import Act, RunAct
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service.course import Run
from commandcenter.drills.store import run as store
from commandcenter.kernel.text import admit

# What players read in the log of the drill; the others would tell them what is to come.
_TOLD = frozenset({Act.START, Act.PAUSE, Act.RESUME, Act.END})


def row(
    tx: WriteTx,
    run: Run,
    act: Act,
    act_id: UUID,
    *,
    inject_id: UUID | None = None,
    speed_percent: int = 0,
    branch: str = "",
    note: str = "",
) -> RunAct:
    """Return an act of whoever writes, as it stands before it gets its number.

    Raises:
        FieldOverlong: The note.
    """
    return RunAct(
        seq=0,
        id=act_id,
        drill_id=run.drill.id,
        act=act,
        inject_id=inject_id,
        offset_ms=run.course.offset_ms(tx.at),
        speed_percent=speed_percent,
        branch=branch,
        note=admitted(note),
        at=tx.at,
        by=tx.officer.name,
    )


def admitted(note: str) -> str:
    """Return a note as it is kept.

    Raises:
        FieldOverlong: Longer than a note may be.
    """
    if len(note) > MAX_TEXT:
        raise FieldOverlong(field="note", length=len(note), limit=MAX_TEXT)
    return admit(note)[0]


def add(tx: WriteTx, new: RunAct) -> None:
    """Write an act down, with its row of the journal.

    Raises:
        DrillOver: The drill does not run.
    """
    evidence = store.add(tx, replace(new, seq=tx.seq + 1))
    journal.append(
        tx,
        store.KINDS[new.act],
        evidence,
        id=new.id,
        subject=new.drill_id,
        line=Line.AUTOMATIC if new.act in _TOLD else Line.NONE,
        drill_id=new.drill_id,
    )


def hold_missed(tx: WriteTx, run: Run, injects: Iterable[Inject]) -> None:
    """Put lines on hold whose time has passed, so that a controller decides about them.

    Whoever does it first does it for all.
    """
    _do_to_lines(tx, run, Act.HOLD, injects)


def release(tx: WriteTx, run: Run, injects: Iterable[Inject]) -> None:
    """Let lines come by themselves again that should not be on hold."""
    _do_to_lines(tx, run, Act.RELEASE, injects)


def _do_to_lines(tx: WriteTx, run: Run, act: Act, injects: Iterable[Inject]) -> None:
    for one in injects:
        # Follows from what stands, so that no two workstations can do it both.
        before = sum(other.inject_id == one.id for other in run.acts)
        act_id = uuid5(run.drill.id, f"{act} {one.id} {before}")
        add(tx, replace(row(tx, run, act, act_id, inject_id=one.id), is_due=True))
