"""What officers do with an alarm: acknowledge it by name, put it aside for a time."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from commandcenter.alarms.model import course as model
from commandcenter.alarms.model.alarm import Act, Alarm
from commandcenter.alarms.service import recording
from commandcenter.alarms.service.ladders import ladder_of
from commandcenter.alarms.store import alarms as store
from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.tx import WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import phrases, rules
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from commandcenter.matters.service import clocks

ACTIONS = "alarm_action"
SHELVE_LIMIT = "alarms.shelve_limit_s"
# The type of alarms that tell of clocks; their subject is the clock.
CLOCK_LATE = "clock_late"


class NoSuchAction(Rejected):
    """Only what the county lists can be counted later."""

    sentence = N_("'{action}' is not in the list of what can be done about an alarm.")


def acknowledge(
    db: Database,
    alarm_id: UUID,
    *,
    officer: Officer,
    note: str = "",
    action: str = "",
    act_id: UUID | None = None,
) -> Alarm:
    """Say that one knows of an alarm, and what is done about it.

    There is no way to acknowledge several at once. Acknowledging that a clock is late
    acknowledges the clock.

    Args:
        action: Code from the dictionary `alarm_action`; a red alarm needs one.
        act_id: Made by the caller so that sending again notes it once.

    Raises:
        NotAllowed, NotToAcknowledge, ActionMissing, NoSuchAction, AlarmNoteMissing,
        AlarmNoteTooLong: Nothing was written.
        Conflict: There is no such alarm.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.ACKNOWLEDGE)
    note, _ = admit(note)

    def act(tx: WriteTx, one: Alarm) -> Alarm:
        after = model.acknowledged(one, tx.at, by=officer.name, note=note, action=action)
        words = {term.code: term.zh for term in phrases.words(tx, ACTIONS)}
        if action and words and action not in words:
            raise NoSuchAction(action=action)
        done = " ".join(filter(None, (words.get(action, action), note)))
        recording.replace(
            tx, one, after, Act.ACKNOWLEDGED, by=officer.name, text=done, act_id=act_id
        )
        if one.type_code == CLOCK_LATE and one.subject is not None:
            clocks.acknowledge_in(tx, one.subject, by=officer.name, note=done)
        return after

    return _act(db, alarm_id, act, officer=officer, act_id=act_id)


def shelve(
    db: Database,
    alarm_id: UUID,
    *,
    until: datetime,
    reason: str,
    officer: Officer,
    shift_ends_at: datetime | None = None,
    act_id: UUID | None = None,
) -> Alarm:
    """Put an alarm aside for a time, and say why; it comes back by itself.

    Args:
        shift_ends_at: Who comes then has to see it; None leaves only the county's limit.
        act_id: Made by the caller so that sending again notes it once.

    Raises:
        NotAllowed, NotToShelve, RedStays, ReasonNeeded, AlarmNoteTooLong, ShelfOver,
        ShelfTooLong: Nothing was written.
        NoSuchRule, BadValue: The county does not say for how long it may be.
        Conflict: There is no such alarm.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.SHELVE)
    reason, _ = admit(reason)

    def act(tx: WriteTx, one: Alarm) -> Alarm:
        latest = tx.at + rules.seconds(tx, SHELVE_LIMIT, on=day_of(tx.at))
        after = model.shelved(
            one,
            tx.at,
            until=until,
            latest=latest if shift_ends_at is None else min(latest, shift_ends_at),
            by=officer.name,
            reason=reason,
        )
        return recording.replace(
            tx, one, after, Act.SHELVED, by=officer.name, text=reason, act_id=act_id
        )

    return _act(db, alarm_id, act, officer=officer, act_id=act_id)


def unshelve(
    db: Database, alarm_id: UUID, *, officer: Officer, act_id: UUID | None = None
) -> Alarm:
    """Bring an alarm back before its time.

    Raises:
        NotAllowed, NotShelved: Nothing was written.
        Conflict: There is no such alarm.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.SHELVE)

    def act(tx: WriteTx, one: Alarm) -> Alarm:
        return return_in(tx, one, by=officer.name, act_id=act_id)

    return _act(db, alarm_id, act, officer=officer, act_id=act_id)


def return_in(tx: WriteTx, one: Alarm, *, by: str, act_id: UUID | None = None) -> Alarm:
    """Bring an alarm back from the shelf inside a transaction.

    Raises:
        NotShelved: It is not there.
    """
    after = model.returned(one, ladder_of(tx, one.severity, tx.at), at=tx.at)
    return recording.replace(tx, one, after, Act.RETURNED, by=by, act_id=act_id)


def _act(
    db: Database,
    alarm_id: UUID,
    act: Callable[[WriteTx, Alarm], Alarm],
    *,
    officer: Officer,
    act_id: UUID | None,
) -> Alarm:
    with db.write(officer) as tx:
        one = store.find(tx, alarm_id)
        if one is None:
            raise Conflict
        if act_id is not None and journal.has(tx, act_id):
            return one
        return act(tx, one)
