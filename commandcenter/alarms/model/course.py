"""The course of an alarm: each act takes it as it is and gives it as it is then."""

from dataclasses import replace
from datetime import datetime

from commandcenter.alarms.model.alarm import STEPS, WAITING, Act, Alarm, Ladder, State
from commandcenter.alarms.model.kinds import AlarmType
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_

MAX_TITLE = 200
MAX_NOTE = 500


class NotToAcknowledge(Rejected):
    """It waits for nobody, or not any more."""

    sentence = N_("This alarm does not wait for anybody to acknowledge it.")


class ActionMissing(Rejected):
    """Whoever acknowledges a red alarm says what is being done."""

    sentence = N_("Choose what is done about this red alarm.")


class AlarmNoteMissing(Rejected):
    """Acknowledging says what was done, chosen or written."""

    sentence = N_("Choose or write what was done.")


class AlarmNoteTooLong(Rejected):
    """A note fits one line of the log."""

    sentence = N_("What you wrote has {length} characters; shorten it to {limit}.")


class NotToShelve(Rejected):
    """Only what is on the board can be put aside."""

    sentence = N_("This alarm cannot be shelved now.")


class RedStays(Rejected):
    """Nobody puts a red alarm aside."""

    sentence = N_("A red alarm cannot be shelved.")


class ReasonNeeded(Rejected):
    """Whoever relieves the shift has to know why an alarm is silent."""

    sentence = N_("Write why the alarm is shelved.")


class ShelfTooLong(Rejected):
    """An alarm is put aside for a short time only."""

    sentence = N_("An alarm can be shelved until {latest} at most.")


class ShelfOver(Rejected):
    """A time that has passed."""

    sentence = N_("The time until which the alarm is shelved has passed.")


class NotShelved(Rejected):
    """It is on the board already."""

    sentence = N_("This alarm is not shelved.")


def begun(new: Alarm, row: AlarmType, ladder: Ladder, *, at: datetime) -> tuple[Alarm, Act]:
    """Return an alarm that was said for the first time, pending or on the board."""
    if row.count <= 1 and not row.delay_s:
        return _sounding(new, ladder, at), Act.RAISED
    wait = row.delay or row.window
    return replace(new, state=State.PENDING, due_at=at + wait), Act.PENDING


def said_again(
    one: Alarm, told: Alarm, row: AlarmType, ladder: Ladder, *, at: datetime, is_new: bool = False
) -> tuple[Alarm, Act]:
    """Return an alarm whose source said the same again, maybe worse.

    Args:
        told: As it is said now.
        ladder: Of the severity that `severity_again` gives.
        at: Now, by the database.
        is_new: Whether something was added of which nobody who acknowledged it knew.
    """
    again = replace(
        one,
        title=told.title,
        area_code=told.area_code,
        subject=told.subject,
        last_at=max(one.last_at, told.last_at),
        count=one.count + 1,
        cleared_at=None,
        version=one.version + 1,
    )
    if one.state is State.PENDING or (one.state is State.CLOSED and one.sounded_at is None):
        return _pending_again(_as_told(again, told.severity), row, ladder, at)
    if told.severity.rank < one.severity.rank:
        return _risen(again, told.severity, ladder, at), Act.RISEN
    if one.state is State.CLOSED or (is_new and one.state is State.ACKNOWLEDGED):
        return _sounding(_as_told(again, told.severity), ladder, at), Act.RAISED
    if one.state is State.CLEARED:
        return _gone_on(again, ladder, at)
    if one.state is State.ACKNOWLEDGED:
        return replace(again, severity=told.severity), Act.COUNTED
    # Whatever is new on the shelf waits for somebody once it comes from there.
    return _unacknowledged(again) if is_new else again, Act.COUNTED


def _unacknowledged(one: Alarm) -> Alarm:
    return replace(one, acknowledged_at=None, acknowledged_by="", note="", action="")


def severity_again(one: Alarm, told: Severity) -> Severity:
    """Return how bad an alarm is if it sounds because its source said the same again."""
    # Nobody acknowledged it, so it does not get better.
    return _worse(one.severity, told) if one.state is State.CLEARED else told


def _gone_on(one: Alarm, ladder: Ladder, at: datetime) -> tuple[Alarm, Act]:
    if one.due_at is None and one.level < len(ladder):
        # It was over on the shelf, where nothing is due.
        return _sounding(one, ladder, at), Act.RAISED
    return replace(one, state=State.ACTIVE), Act.COUNTED


def _as_told(one: Alarm, severity: Severity) -> Alarm:
    return replace(one, severity=severity, severity_max=_worse(one.severity_max, severity))


def _worse(one: Severity, other: Severity) -> Severity:
    return min(one, other, key=lambda severity: severity.rank)


def _risen(one: Alarm, severity: Severity, ladder: Ladder, at: datetime) -> Alarm:
    sounding = _sounding(_as_told(one, severity), ladder, at)
    # Becoming worse must not give anybody more time.
    before = one.due_at if one.state in WAITING else None
    times = [due_at for due_at in (before, sounding.due_at) if due_at is not None]
    return replace(sounding, due_at=min(times, default=None))


def _pending_again(one: Alarm, row: AlarmType, ladder: Ladder, at: datetime) -> tuple[Alarm, Act]:
    lasts = one.state is State.PENDING
    if row.delay_s:
        began = one if lasts else replace(one, raised_at=at)
    else:  # so many times within the window; what was said before it does not count
        is_within = at < one.raised_at + row.window
        began = one if is_within else replace(one, raised_at=at, count=1)
    if began.count >= row.count and at >= began.raised_at + row.delay:
        return _sounding(began, ladder, at), Act.RAISED
    due_at = began.raised_at + (row.delay or row.window)
    return replace(began, state=State.PENDING, due_at=due_at), Act.PENDING


def decided(one: Alarm, row: AlarmType, ladder: Ladder, *, at: datetime) -> tuple[Alarm, Act]:
    """Return what becomes of a pending alarm whose time is over."""
    if one.count >= row.count:
        again = replace(one, version=one.version + 1)
        return _sounding(again, ladder, at), Act.RAISED
    return dropped(one)


def dropped(one: Alarm) -> tuple[Alarm, Act]:
    """Return a pending alarm that is none."""
    gone = replace(one, state=State.CLOSED, due_at=None, version=one.version + 1)
    return gone, Act.DROPPED


def _sounding(one: Alarm, ladder: Ladder, at: datetime) -> Alarm:
    """Return an alarm that begins to wait for somebody."""
    return replace(
        _off_shelf(_unacknowledged(one)),
        state=State.ACTIVE,
        sounded_at=at,
        due_at=at + ladder[0] if ladder else None,
        round=one.round + 1,
        level=0,
    )


def cleared(one: Alarm, at: datetime) -> tuple[Alarm, Act] | None:
    """Return an alarm of which what it warns of is over; None if it was so already."""
    if one.is_over:
        return None
    over = replace(one, cleared_at=at, version=one.version + 1)
    if one.state is State.PENDING:
        return replace(over, state=State.CLOSED, due_at=None), Act.DROPPED
    if one.acknowledged_at is not None:
        return replace(_off_shelf(over), state=State.CLOSED, due_at=None), Act.CLEARED
    return replace(_off_shelf(over), state=State.CLEARED), Act.CLEARED


def _off_shelf(one: Alarm) -> Alarm:
    return replace(one, shelved_at=None, shelved_until=None, shelved_by="", reason="")


def acknowledged(one: Alarm, at: datetime, *, by: str, note: str, action: str) -> Alarm:
    """Return an alarm that somebody acknowledged.

    Args:
        action: Code of what is done; a red alarm needs one.

    Raises:
        NotToAcknowledge, ActionMissing, AlarmNoteMissing, AlarmNoteTooLong: It stays as it is.
    """
    if not one.is_waiting:
        raise NotToAcknowledge
    if one.severity is Severity.RED and not action:
        raise ActionMissing
    if not action and not note.strip():
        raise AlarmNoteMissing
    _check_length(note)
    return replace(
        one,
        state=State.CLOSED if one.state is State.CLEARED else State.ACKNOWLEDGED,
        acknowledged_at=at,
        acknowledged_by=by,
        note=note,
        action=action,
        due_at=None,
        version=one.version + 1,
    )


def _check_length(note: str) -> None:
    if len(note) > MAX_NOTE:
        raise AlarmNoteTooLong(length=len(note), limit=MAX_NOTE)


def ended(one: Alarm, at: datetime, *, by: str, note: str) -> list[tuple[Alarm, Act]]:
    """Return the steps by which an alarm of a drill that is over leaves the board."""
    steps = [over] if (over := cleared(one, at)) is not None else []
    last = steps[-1][0] if steps else one
    if last.state is State.CLEARED:
        known = replace(
            last,
            state=State.CLOSED,
            acknowledged_at=at,
            acknowledged_by=by,
            note=note[:MAX_NOTE],
            due_at=None,
            version=last.version + 1,
        )
        steps.append((known, Act.ACKNOWLEDGED))
    return steps


def shelved(
    one: Alarm, at: datetime, *, until: datetime, latest: datetime, by: str, reason: str
) -> Alarm:
    """Return an alarm that is silent for a time.

    Args:
        latest: Until when it may be at most.

    Raises:
        NotToShelve, RedStays, ReasonNeeded, AlarmNoteTooLong, ShelfOver, ShelfTooLong: It
            stays as it is.
    """
    if State.SHELVED not in STEPS[one.state]:
        raise NotToShelve
    if one.severity is Severity.RED:
        raise RedStays
    if not reason.strip():
        raise ReasonNeeded
    _check_length(reason)
    if until <= at:
        raise ShelfOver
    if until > latest:
        raise ShelfTooLong(latest=minute(latest))
    return replace(
        one,
        state=State.SHELVED,
        shelved_at=at,
        shelved_until=until,
        shelved_by=by,
        reason=reason,
        due_at=None,
        version=one.version + 1,
    )


def returned(one: Alarm, ladder: Ladder, *, at: datetime) -> Alarm:
    """Return an alarm that came back from the shelf to where it stood.

    Raises:
        NotShelved: It is not there.
    """
    if one.state is not State.SHELVED:
        raise NotShelved
    back = replace(_off_shelf(one), version=one.version + 1)
    if one.acknowledged_at is not None:
        return replace(back, state=State.ACKNOWLEDGED)
    return _sounding(back, ladder, at)


def escalated(one: Alarm, ladder: Ladder) -> Alarm:
    """Return an alarm of which the next level was told."""
    level = one.level + 1
    due_at = one.due_at
    following = due_at + ladder[level] if due_at is not None and level < len(ladder) else None
    return replace(one, level=level, due_at=following, version=one.version + 1)
