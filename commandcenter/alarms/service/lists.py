"""What is shown of alarms: the board, the shelf, what happened, how well it works."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.alarms.model import figures as model
from commandcenter.alarms.model.alarm import Alarm, Escalation, Event
from commandcenter.alarms.model.figures import History, Value
from commandcenter.alarms.model.flood import Flood
from commandcenter.alarms.store import alarms as store
from commandcenter.alarms.store import floods as flood_store
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import Term
from commandcenter.directory.service import phrases, rules
from commandcenter.kernel.times import day_of

PAGE = 200
STANDING = "alarms.standing_s"
LEAST_HISTORY = "alarms.figures_least_s"


def active(db: Database, *, drill_id: UUID | None = None) -> tuple[Alarm, ...]:
    """Return what is on the board: unacknowledged first, then the worst, then the oldest."""
    with db.read() as tx:
        return store.active(tx, drill_id=drill_id)


def active_in(
    tx: Tx, *, drill_id: UUID | None = None, known: Iterable[Alarm] = ()
) -> tuple[Alarm, ...]:
    """Do what `active` does inside a transaction.

    Args:
        known: What was read before; of these only the changed ones are read again.
    """
    return store.active(tx, drill_id=drill_id, known=known)


def shelved(db: Database, *, drill_id: UUID | None = None) -> tuple[Alarm, ...]:
    """Return what was put aside, the one that comes back first on top."""
    with db.read() as tx:
        return store.shelved(tx, drill_id=drill_id)


def shelved_in(tx: Tx, *, drill_id: UUID | None = None) -> tuple[Alarm, ...]:
    """Do what `shelved` does inside a transaction."""
    return store.shelved(tx, drill_id=drill_id)


def standing_in(tx: Tx, at: datetime, *, drill_id: UUID | None = None) -> tuple[Alarm, ...]:
    """Return what stands for longer than a shift should leave it, for the handover.

    Raises:
        NoSuchRule, BadValue: The county does not say how long that is.
    """
    longest = rules.seconds(tx, STANDING, on=day_of(at))
    shown = (*store.active(tx, drill_id=drill_id), *store.shelved(tx, drill_id=drill_id))
    return tuple(one for one in shown if at - one.raised_at > longest)


def find(db: Database, alarm_id: UUID) -> Alarm | None:
    """Return an alarm."""
    with db.read() as tx:
        return store.find(tx, alarm_id)


def of_source(db: Database, source: str) -> tuple[Alarm, ...]:
    """Return all that a source ever raised, newest first."""
    with db.read() as tx:
        return store.of_source(tx, source)


def page(
    db: Database,
    *,
    before: Alarm | None = None,
    drill_id: UUID | None = None,
    limit: int = PAGE,
) -> tuple[Alarm, ...]:
    """Return the newest alarms, or those before one of them, newest first."""
    place = None if before is None else (before.sounded_at or before.raised_at, before.id)
    with db.read() as tx:
        return store.page(tx, before=place, drill_id=drill_id, limit=limit)


def story(db: Database, alarm_id: UUID) -> tuple[tuple[Event, ...], tuple[Escalation, ...]]:
    """Return what happened to an alarm and which levels were told, oldest first."""
    with db.read() as tx:
        return store.events_of(tx, alarm_id), store.escalations_of(tx, alarm_id)


def escalated_since(
    db: Database, since: datetime, *, drill_id: UUID | None = None
) -> tuple[Escalation, ...]:
    """Return the levels that were told after a moment, oldest first."""
    with db.read() as tx:
        return store.escalations_since(tx, since, drill_id=drill_id)


def flood(db: Database, *, drill_id: UUID | None = None) -> Flood | None:
    """Return the flood that is under way; None in quiet times."""
    with db.read() as tx:
        return flood_in(tx, drill_id=drill_id)


def flood_in(tx: Tx, *, drill_id: UUID | None = None) -> Flood | None:
    """Do what `flood` does inside a transaction."""
    known = flood_store.everything(tx, drill_id=drill_id)
    return known[-1] if known and known[-1].ended_at is None else None


def actions(db: Database) -> tuple[Term, ...]:
    """Return what can be done about an alarm, to choose from."""
    with db.read() as tx:
        return phrases.words(tx, "alarm_action")


def figures(
    db: Database, since: datetime, until: datetime, *, drill_id: UUID | None = None
) -> tuple[Value, ...]:
    """Return the figures of ISA-18.2 for a period.

    Raises:
        NoSuchRule, BadValue: The county does not say how long a history they need.
    """
    with db.read() as tx:
        least: timedelta = rules.seconds(tx, LEAST_HISTORY, on=day_of(until))
        history = History(
            since=since,
            until=until,
            recorded_since=store.first_event(tx, drill_id=drill_id),
            alarms=store.between(tx, since, until, drill_id=drill_id),
            events=store.events_between(tx, since, until, drill_id=drill_id),
            floods=flood_store.everything(tx, drill_id=drill_id),
        )
    return model.figures(history, least=least)
