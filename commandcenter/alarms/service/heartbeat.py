"""What has to happen by itself: each living workstation asks every second or so.

Deadlines are stored times of the database, so that nothing depends on any program that was
running when an alarm was raised. Whoever comes first does it, and it is done once.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from commandcenter.alarms.model import course as model
from commandcenter.alarms.model.alarm import Act, Alarm, Escalation, State
from commandcenter.alarms.model.flood import FloodRule, Turn, turn
from commandcenter.alarms.service import recording, types
from commandcenter.alarms.service.acting import CLOCK_LATE, return_in
from commandcenter.alarms.service.ladders import ladder_of
from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.alarms.store import alarms as store
from commandcenter.alarms.store import floods
from commandcenter.database import journal, played
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import BadValue, NoSuchRule
from commandcenter.directory.service import rules
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import day_of
from commandcenter.matters.model.clock import Clock
from commandcenter.matters.service import clocks

# Acts where nobody does; it has no rights and needs none.
PROGRAM = Officer(account_id=UUID(int=0), login="program", name="program")
# As much as one transaction does, so that other workstations need not wait.
_BATCH = 50

FLOOD_WINDOW = "alarms.flood_window_s"
FLOOD_BEGIN = "alarms.flood_begin"
FLOOD_END = "alarms.flood_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """What happened because its time had come.

    Attributes:
        raised: Alarms of clocks that are late, and pending ones that became alarms.
        returned: Alarms that came back from the shelf.
        turns: Floods that began or ended, by drill; None is reality.
    """

    escalated: tuple[Escalation, ...] = ()
    raised: tuple[Alarm, ...] = ()
    returned: tuple[Alarm, ...] = ()
    cleared: tuple[Alarm, ...] = ()
    turns: tuple[tuple[UUID | None, Turn], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What has to be done at a moment."""

    due: tuple[Alarm, ...]
    back: tuple[Alarm, ...]
    late: tuple[Clock, ...]
    in_time: tuple[Alarm, ...]
    known: tuple[tuple[Alarm, Clock], ...]
    turns: tuple[tuple[UUID | None, Turn, int], ...]

    def __bool__(self) -> bool:
        return bool(self.due or self.back or self.late or self.in_time or self.known or self.turns)


def escalate_due(db: Database, *, station: str = "") -> Beat:
    """Do everything whose time has come: levels, shelves, clocks that are late, floods.

    Only reads if there is nothing to do; any number of workstations may do it at once.

    Raises:
        Unavailable: The database did not answer; the next heartbeat does the rest.
    """
    officer = replace(PROGRAM, station=station)
    total = Beat()
    while True:
        with db.read() as tx:
            if not _work(tx, db.now(tx)):
                return total
        with db.write(officer) as write:
            done = _do(write, _work(write, write.at))
        if done == Beat():
            return total  # somebody else did it meanwhile
        total = _both(total, done)


def _both(one: Beat, other: Beat) -> Beat:
    return Beat(
        escalated=one.escalated + other.escalated,
        raised=one.raised + other.raised,
        returned=one.returned + other.returned,
        cleared=one.cleared + other.cleared,
        turns=one.turns + other.turns,
    )


def _work(tx: Tx, at: datetime) -> _Work:
    late = {clock.source: clock for clock in clocks.late_in(tx, at)}
    told = {one.source: one for one in store.going_on(tx, CLOCK_LATE)}
    new = [clock for source, clock in late.items() if source not in told]
    both = [(one, late[source]) for source, one in told.items() if source in late]
    return _Work(
        due=store.due(tx, at, limit=_BATCH),
        back=store.back_from_shelf(tx, at, limit=_BATCH),
        late=tuple(new[:_BATCH]) if new and types.is_alarm(tx, CLOCK_LATE) else (),
        in_time=tuple(one for source, one in told.items() if source not in late)[:_BATCH],
        known=tuple(pair for pair in both if _is_known(*pair))[:_BATCH],
        turns=_turns(tx, at),
    )


def _is_known(one: Alarm, clock: Clock) -> bool:
    """Whether somebody acknowledged the clock after the alarm told of it."""
    return (
        one.state is State.ACTIVE
        and one.severity is not Severity.RED  # needs an action, which a clock has not
        and clock.acknowledged_at is not None
        and one.sounded_at is not None
        and clock.acknowledged_at >= one.sounded_at
    )


def _turns(tx: Tx, at: datetime) -> tuple[tuple[UUID | None, Turn, int], ...]:
    rule = flood_rule(tx, at)
    if rule is None:
        return ()
    counts = store.sounded_counts(tx, at - rule.window)
    under_way = floods.under_way(tx)
    found = []
    for drill_id in counts.keys() | under_way:
        if drill_id is not None and played.is_over(tx, drill_id):
            continue  # nothing more is written of it
        count = counts.get(drill_id, 0)
        what = turn(count, rule, is_under_way=drill_id in under_way)
        if what is not None:
            found.append((drill_id, what, count))
    return tuple(found)


def flood_rule(tx: Tx, at: datetime) -> FloodRule | None:
    """Return when a flood begins and ends; None if the county does not say."""
    on = day_of(at)
    try:
        return FloodRule(
            window=rules.seconds(tx, FLOOD_WINDOW, on=on),
            begin=rules.whole(tx, FLOOD_BEGIN, on=on),
            end=rules.whole(tx, FLOOD_END, on=on),
        )
    except (NoSuchRule, BadValue):
        return None


def _do(tx: WriteTx, work: _Work) -> Beat:
    decided = [_decide(tx, one) for one in work.due if one.state is State.PENDING]
    waiting = [one for one in work.due if one.state is not State.PENDING]
    late = [_raise(tx, clock) for clock in work.late]
    for one, clock in work.known:
        _acknowledge(tx, one, clock)
    return Beat(
        escalated=tuple(told for one in waiting for told in _escalate(tx, one)),
        raised=tuple(one for one in (*decided, *late) if one is not None),
        returned=tuple(return_in(tx, one, by="") for one in work.back),
        cleared=tuple(
            over for one in work.in_time for over in clear_in(tx, CLOCK_LATE, one.source, at=tx.at)
        ),
        turns=tuple(turn_in(tx, *one) for one in work.turns),
    )


def _escalate(tx: WriteTx, one: Alarm) -> list[Escalation]:
    """Tell the levels whose time has come, each with a journal row of its own."""
    ladder = ladder_of(tx, one.severity, tx.at)
    told = []
    while one.due_at is not None and one.due_at <= tx.at:
        after = model.escalated(one, ladder)
        rows = store.replace(tx, one, after) | store.add_escalation(tx, after, due_at=one.due_at)
        journal.append(
            tx,
            store.ESCALATED,
            store.body(after, rows, level=str(after.level)),
            id=new_id(),
            subject=after.id,
            line=Line.AUTOMATIC,
            drill_id=after.drill_id,
        )
        told.append(
            Escalation(
                alarm_id=after.id,
                round=after.round,
                level=after.level,
                severity=after.severity,
                due_at=one.due_at,
                at=tx.at,
            )
        )
        one = after
    return told


def _decide(tx: WriteTx, one: Alarm) -> Alarm | None:
    """Make an alarm of a pending one that lasted, or drop it; None if it was dropped."""
    row = types.find_in(tx, one.type_code)
    if row is None or not row.is_active:
        after, act = model.dropped(one)
    else:
        after, act = model.decided(one, row, ladder_of(tx, one.severity, tx.at), at=tx.at)
    recording.replace(tx, one, after, act)
    return after if act is Act.RAISED else None


def _raise(tx: WriteTx, clock: Clock) -> Alarm | None:
    return raise_in(
        tx,
        CLOCK_LATE,
        source=clock.source,
        title=clock.title,
        subject=clock.id,
        at=clock.due_at,
        drill_id=clock.drill_id,
    )


def _acknowledge(tx: WriteTx, one: Alarm, clock: Clock) -> None:
    after = model.acknowledged(one, tx.at, by=clock.acknowledged_by, note=clock.note, action="")
    recording.replace(tx, one, after, Act.ACKNOWLEDGED, by=clock.acknowledged_by, text=clock.note)


def turn_in(tx: WriteTx, drill_id: UUID | None, what: Turn, count: int) -> tuple[UUID | None, Turn]:
    """Write that a flood begins or ends, in reality or in a drill."""
    body = floods.add(tx, what, count=count, drill_id=drill_id)
    journal.append(
        tx,
        floods.KINDS[what],
        body,
        id=new_id(),
        subject="flood",
        line=Line.AUTOMATIC,
        drill_id=drill_id,
    )
    return drill_id, what
