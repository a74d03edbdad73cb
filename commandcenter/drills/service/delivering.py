"""Lines of the script reach the players: by themselves when they are due, or by hand.

Nothing depends on any one program. Whoever comes first delivers a line, and it is delivered
once; what came due while all programs were off comes a little late, in order. What is very
late is put on hold, for a controller knows whether it still makes sense. Nothing gets late
while its drill is paused.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid5

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import BadValue, NoSuchRule, initials
from commandcenter.directory.service import rules
from commandcenter.drills.model import clock, holding
from commandcenter.drills.model.run import Act, RunAct
from commandcenter.drills.model.script import Inject, Medium, Visibility
from commandcenter.drills.service import acts, course
from commandcenter.drills.service.course import Run
from commandcenter.drills.store import run as store
from commandcenter.duty.model.entry import Channel, Draft, EntryKind
from commandcenter.duty.service import log
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of

HOLD_LATE = "drills.hold_late_s"

_ENTRIES: Mapping[Medium, tuple[EntryKind, Channel]] = {
    Medium.PHONE: (EntryKind.CALL_IN, Channel.PHONE),
    Medium.RADIO: (EntryKind.OTHER, Channel.RADIO),
    Medium.VIDEO: (EntryKind.OTHER, Channel.VIDEO),
    Medium.FAX: (EntryKind.FAX, Channel.FAX),
    Medium.SMS: (EntryKind.OTHER, Channel.SMS),
    Medium.PAPER: (EntryKind.DOC, Channel.PAPER),
    Medium.IN_PERSON: (EntryKind.VISIT, Channel.IN_PERSON),
    Medium.WARNING: (EntryKind.WEATHER, Channel.SYSTEM),
    Medium.SYSTEM: (EntryKind.OTHER, Channel.SYSTEM),
}


def deliver_due(db: Database, *, officer: Officer) -> tuple[RunAct, ...]:
    """Deliver every line whose time has come, each in a transaction of its own.

    Those whose time came long ago are put on hold, and those that should not be are released.
    Called by the heartbeat of every workstation; only reads if there is nothing to do.

    Raises:
        Rejected: A line cannot stand in the log; those before it were delivered.
        Unavailable: The outcome is unknown; the next heartbeat does it again.
    """
    with db.read() as tx:
        at, runs = db.now(tx), _running(tx)
    if any(_wrongly_held(run, at) for run in runs):
        with db.write(officer) as tx:
            for run in _running(tx):
                acts.release(tx, run, _wrongly_held(run, tx.at))
    waiting = [inject for _, _, inject in _due(runs, at)]
    prepare(waiting)
    delivered: list[RunAct] = []
    for _ in waiting:
        with db.write(officer) as tx:
            # Somebody else may have done it, or paused the drill.
            found = _due(_running(tx), tx.at)
            if found and not _hold_late(tx, found):
                _, run, inject = found[0]
                delivered.append(_deliver_due(tx, run, inject))
    return tuple(delivered)


def prepare(injects: Iterable[Inject]) -> None:
    """Do before a transaction what would keep every other workstation waiting in it.

    The first pinyin initials load a dictionary; those of a name are kept for the next time.
    """
    for one in injects:
        initials(one.sender)


def _running(tx: Tx) -> list[Run]:
    return [course.of_drill(tx, drill) for drill in course.running_in(tx)]


def _wrongly_held(run: Run, at: datetime) -> tuple[Inject, ...]:
    return holding.wrongly_held(run.course, run.injects, at)


def _due(runs: Iterable[Run], at: datetime) -> list[tuple[datetime, Run, Inject]]:
    found: list[tuple[datetime, Run, Inject]] = []
    for run in runs:
        found += [(due_at, run, one) for one, due_at in clock.due(run.course, run.injects, at)]
    found.sort(key=lambda one: one[0])
    return found


def _hold_late(tx: WriteTx, found: Iterable[tuple[datetime, Run, Inject]]) -> bool:
    """Put on hold what is too late to come by itself; returns whether anything was."""
    try:
        limit = rules.seconds(tx, HOLD_LATE, on=day_of(tx.at))
    except (NoSuchRule, BadValue):
        return False
    late = [(run, inject) for due_at, run, inject in found if run.course.ran(due_at, tx.at) > limit]
    for run, inject in late:
        acts.hold_missed(tx, run, [inject])
    return bool(late)


def _deliver_due(tx: WriteTx, run: Run, inject: Inject) -> RunAct:
    # Follows from what is delivered, so that no two workstations can do it both.
    act_id = uuid5(run.drill.id, f"{inject.id} {run.course.rounds}")
    return deliver_in(tx, run, inject, act_id=act_id, is_due=True)


def deliver_in(tx: WriteTx, run: Run, inject: Inject, *, act_id: UUID, is_due: bool) -> RunAct:
    """Deliver a line that may be delivered; what players have to know stands in their log."""
    entry_id = uuid5(act_id, "entry") if inject.visibility is Visibility.PLAYERS else None
    if entry_id is not None:
        log.record_in(tx, _draft(inject, entry_id), {})
    row = RunAct(
        seq=tx.seq + 1,
        id=act_id,
        drill_id=run.drill.id,
        act=Act.FIRE,
        inject_id=inject.id,
        offset_ms=run.course.offset_ms(tx.at),
        entry_id=entry_id,
        is_due=is_due,
        at=tx.at,
        by=tx.officer.name,
    )
    journal.append(
        tx,
        store.KINDS[Act.FIRE],
        store.add(tx, row),
        id=act_id,
        subject=run.drill.id,
        drill_id=run.drill.id,
    )
    return row


def _draft(inject: Inject, entry_id: UUID) -> Draft:
    kind, channel = _ENTRIES[inject.medium]
    return Draft(
        id=entry_id,
        content=inject.text.strip() or inject.title,
        kind=kind,
        channel=channel,
        org=inject.sender,
        owner=inject.receiver,
        drill_id=inject.drill,
    )
