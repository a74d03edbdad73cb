"""Shifts: which one is on watch, who is in it, when it was closed."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from commandcenter.database import journal, records
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import rules
from commandcenter.duty.model.shift import Member, Shift, Watch, planned
from commandcenter.duty.store import shifts as store
from commandcenter.duty.tables import duty_shift
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_


class PersonTwice(Rejected):
    """A person is in a shift once."""

    sentence = N_("{name} is in this shift twice. Keep one line.")


def on_watch(db: Database, *, at: datetime) -> Shift | None:
    """Return the shift that is on watch, with its members; None if none is planned."""
    with db.read() as tx:
        return on_watch_in(tx, at)


def on_watch_in(tx: Tx, at: datetime) -> Shift | None:
    """Do what `on_watch` does inside a transaction."""
    found = _on_watch(tx, store.around(tx, at), at)
    return None if found is None else store.get(tx, found.id)


def following(db: Database, shift: Shift) -> Shift | None:
    """Return the planned shift that relieves this one, with its members."""
    with db.read() as tx:
        return following_in(tx, shift)


def following_in(tx: Tx, shift: Shift) -> Shift | None:
    """Do what `following` does inside a transaction."""
    later = [one for one in store.around(tx, shift.end_at) if one.start_at >= shift.end_at]
    return store.get(tx, later[-1].id) if later else None


def between(db: Database, first: date, last: date) -> tuple[Shift, ...]:
    """Return the shifts of a period of shift days with their members, oldest first."""
    with db.read() as tx:
        return between_in(tx, first, last)


def between_in(tx: Tx, first: date, last: date) -> tuple[Shift, ...]:
    """Do what `between` does inside a transaction."""
    return store.between(tx, first, last)


def get(db: Database, shift_id: UUID) -> Shift:
    """Return a shift with its members."""
    with db.read() as tx:
        return store.get(tx, shift_id)


def take(tx: WriteTx, near: Sequence[Shift], at: datetime) -> Shift:
    """Return the shift a new entry belongs to, without members; plans it if nobody has.

    Args:
        near: The shifts around the moment.

    A shift stays on watch until its handover is frozen, even when its time is over;
    after the freeze the next one is on watch, even when its time has not come. A shift
    that nobody hands over ends by itself after a time set by rule.
    """
    found = _on_watch(tx, near, at)
    if found is not None:
        return found
    closed = [one for one in near if one.closed_at is not None and one.end_at > at]
    begin = max((one.end_at for one in closed), default=at)
    return _plan(tx, near, begin)


def _on_watch(tx: Tx, near: Sequence[Shift], at: datetime) -> Shift | None:
    begun = [one for one in near if one.start_at <= at]
    overdue = [one for one in begun if one.closed_at is None and one.end_at <= at]
    if overdue:
        limit = rules.seconds(tx, "duty.overdue_limit_s", on=day_of(at))
        unrelieved = [one for one in overdue if at < one.end_at + limit]
        if unrelieved:
            return unrelieved[-1]
    now = [one for one in begun if at < one.end_at and one.closed_at is None]
    if now:
        return now[0]
    current = [one for one in begun if at < one.end_at]
    later = [one for one in near if current and one.start_at >= current[0].end_at]
    open_later = [one for one in later if one.closed_at is None]
    return open_later[-1] if open_later else None


def _plan(tx: WriteTx, near: Sequence[Shift], at: datetime) -> Shift:
    watch, start_at = planned(pattern(tx, at), at)
    # Shifts that do not keep to the pattern leave less room.
    starts = [one.end_at for one in near if one.end_at <= at]
    ends = [one.start_at for one in near if one.start_at > at]
    start_at, end_at = max([start_at, *starts]), min([start_at + watch.length, *ends])
    shift = Shift(
        id=new_id(), day=day_of(start_at), name=watch.name, start_at=start_at, end_at=end_at
    )
    store.add(tx, [shift])
    body = {"name": shift.name, "day": str(shift.day)}
    journal.append(tx, "duty.shift_planned", body, id=new_id(), subject=shift.id)
    return shift


def pattern(tx: Tx, at: datetime) -> tuple[Watch, ...]:
    """Return the watches of a day from the county's rule row, without gap or overlap."""
    starts = sorted(rules.times(tx, "duty.pattern", on=day_of(at)), key=lambda pair: pair[1])
    watches = []
    for (name, start), (_, end) in zip(starts, [*starts[1:], starts[0]], strict=True):
        minutes = (end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)
        length = timedelta(minutes=minutes if minutes > 0 else minutes + 24 * 60)
        watches.append(Watch(name=name, start=start, length=length))
    return tuple(watches)


def plan_ahead(db: Database, *, at: datetime, officer: Officer) -> Shift:
    """Return the shift on watch, planning it from the pattern if nobody has.

    Raises:
        NotAllowed: Nothing was written.
        Unavailable: The outcome is unknown; ask again.
    """
    require(officer, Right.PLAN_DUTY)
    with db.write(officer) as tx:
        shift = take(tx, store.around(tx, at), at)
    return get(db, shift.id)


def plan_after(db: Database, shift: Shift, *, officer: Officer) -> Shift:
    """Return the shift that relieves this one, planning it from the pattern if nobody has.

    Raises:
        NotAllowed: Nothing was written.
        Unavailable: The outcome is unknown; ask again.
    """
    require(officer, Right.PLAN_DUTY)
    with db.write(officer) as tx:
        near = store.around(tx, shift.end_at)
        later = [one for one in near if one.start_at >= shift.end_at]
        return store.get(tx, (later[-1] if later else _plan(tx, near, shift.end_at)).id)


def import_all(db: Database, planned_elsewhere: Sequence[Shift], *, officer: Officer) -> None:
    """Add many shifts that were planned, or kept, in another system.

    Raises:
        NotAllowed: Nothing was written.
        Conflict: One of them begins when another does; nothing was written.
    """
    require(officer, Right.PLAN_DUTY)
    with db.write(officer) as tx:
        store.add(tx, planned_elsewhere)
        digest = hashlib.sha256("\n".join(map(repr, planned_elsewhere)).encode()).hexdigest()
        body = {"count": len(planned_elsewhere), "sha256": digest}
        journal.append(tx, "duty.shifts_imported", body, id=new_id(), subject="shifts")


def staff(
    db: Database, shift: Shift, members: Sequence[Member], *, weather: str, officer: Officer
) -> Shift:
    """Set who is in a shift, and its weather; *shift* carries the version that was seen.

    Raises:
        NotAllowed, PersonTwice: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at the shift again.
    """
    require(officer, Right.PLAN_DUTY)
    seen: set[UUID] = set()
    for member in members:
        if member.person_id in seen:
            raise PersonTwice(name=member.name)
        seen.add(member.person_id)
    weather, _ = admit(weather)
    after = replace(shift, members=tuple(members), weather=weather, version=shift.version + 1)
    with db.write(officer) as tx:
        values = {"weather": weather}
        records.replace(tx, duty_shift, shift.id, values, seen_version=shift.version)
        store.replace_members(tx, after)
        body = {
            "name": shift.name,
            "day": str(shift.day),
            "weather": weather,
            "members": [[member.role.value, member.name] for member in members],
        }
        journal.append(
            tx, "duty.shift_staffed", body, id=new_id(), subject=shift.id, line=Line.AUTOMATIC
        )
    return after


def close(tx: WriteTx, shift_id: UUID, *, at: datetime) -> Shift:
    """Freeze a shift for its handover; later entries belong to the next one."""
    return _set_closed(tx, shift_id, at)


def reopen(tx: WriteTx, shift_id: UUID) -> Shift:
    """Let a shift go on whose handover was returned."""
    return _set_closed(tx, shift_id, None)


def _set_closed(tx: WriteTx, shift_id: UUID, at: datetime | None) -> Shift:
    shift = store.get(tx, shift_id)
    records.replace(tx, duty_shift, shift_id, {"closed_at": at}, seen_version=shift.version)
    return replace(shift, closed_at=at, version=shift.version + 1)
