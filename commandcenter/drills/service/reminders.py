"""What planners have to be reminded of, read for the board and the page of the year."""

from datetime import datetime

from commandcenter.database import history
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import rules
from commandcenter.drills.model import reminders
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.model.frequency import dues
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.model.reminders import Ahead, Reminder
from commandcenter.drills.service import year_rows
from commandcenter.drills.store import year as store
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.times import day_of

_PREFIX = "drill_year.remind_"


def read(db: Database, *, at: datetime) -> tuple[Reminder, ...]:
    """Return what somebody has to think of at a moment, the earliest day first.

    Raises:
        NoSuchRule, BadValue: The county does not say how far to look ahead.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        return read_in(tx, at=at)


def read_in(tx: Tx, *, at: datetime) -> tuple[Reminder, ...]:
    """Do what `read` does inside a transaction."""
    return _read(tx, _ahead(tx, at), at)


class Reminding:
    """The reminders of one window; read again only when plans, drills, rules or the day change."""

    def __init__(self) -> None:
        self._seen: object = None
        self._found: tuple[Reminder, ...] = ()

    def read_in(self, tx: Tx, *, at: datetime) -> tuple[Reminder, ...]:
        """Return what somebody has to think of at a moment, the earliest day first.

        Raises:
            NoSuchRule, BadValue: The county does not say how far to look ahead.
        """
        ahead = _ahead(tx, at)
        seen = (history.newest(tx, KEEPER.part), day_of(at), ahead)
        if seen != self._seen:
            self._found, self._seen = _read(tx, ahead, at), seen
        return self._found


def _ahead(tx: Tx, at: datetime) -> Ahead:
    on = day_of(at)
    return Ahead(
        drill=rules.seconds(tx, f"{_PREFIX}drill_s", on=on),
        review=rules.seconds(tx, f"{_PREFIX}review_s", on=on),
        action=rules.seconds(tx, f"{_PREFIX}action_s", on=on),
    )


def _read(tx: Tx, ahead: Ahead, at: datetime) -> tuple[Reminder, ...]:
    on = day_of(at)
    plans = ROWS.where(tx, Plan, ("id",))
    rows, links = year_rows.frequency_rules_in(tx), store.links(tx)
    due = dues(plans, store.drilled(tx), links, rows, on=on)
    drills = store.drills(tx, (on.year - 1, on.year, on.year + 1))
    actions = ROWS.where(tx, CorrectiveAction, ("due_on", "id"))
    return reminders.in_order(
        [
            *reminders.of_drills(drills, ahead, on=on),
            *reminders.of_plans(plans, ahead, on=on),
            *reminders.of_dues(due, on=on),
            *reminders.of_actions(actions, ahead, on=on),
        ]
    )
