"""The rows of the year that a county edits: frequency rules, periods, training and publicity.

Rules and periods come with the program; the county gets them all with its first change.
"""

from collections.abc import Sequence
from typing import TypeVar

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.drills.model import activities, frequency
from commandcenter.drills.model import periods as period_model
from commandcenter.drills.model.checks import check_texts
from commandcenter.drills.model.year import Activity, FrequencyRule, Period
from commandcenter.drills.service import records
from commandcenter.drills.store import year as store
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.words import N_

Row = TypeVar("Row", FrequencyRule, Period)


class RowShipped(Rejected):
    """What comes with the program would come back."""

    sentence = N_("'{title}' comes with the program. Put it out of force instead.")


def frequency_rules(db: Database) -> tuple[FrequencyRule, ...]:
    """Return the frequency rules of the county; those it lacks as the program ships them."""
    with db.read() as tx:
        return frequency_rules_in(tx)


def frequency_rules_in(tx: Tx) -> tuple[FrequencyRule, ...]:
    """Do what `frequency_rules` does inside a transaction."""
    known = ROWS.where(tx, FrequencyRule, ("code", "id"))
    found = (*known, *_lacking(known, store.shipped_rules()))
    return tuple(sorted(found, key=lambda one: (one.code, str(one.id))))


def periods_of(db: Database) -> tuple[Period, ...]:
    """Return the periods of the county; those it lacks as the program ships them."""
    with db.read() as tx:
        return periods_in(tx)


def periods_in(tx: Tx) -> tuple[Period, ...]:
    """Do what `periods_of` does inside a transaction."""
    known = ROWS.where(tx, Period, ("from_month", "from_day", "id"))
    found = (*known, *_lacking(known, store.shipped_periods()))
    return tuple(sorted(found, key=lambda one: (one.from_month, one.from_day, str(one.id))))


def _lacking(known: Sequence[Row], shipped: Sequence[Row]) -> list[Row]:
    ids = {one.id for one in known}
    return [one for one in shipped if one.id not in ids]


def add_row(db: Database, new: Row, *, officer: Officer) -> Row:
    """Add a frequency rule or a period; one whose id is there is returned as it stands.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange: Nothing was written.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.PLAN_DRILLS)
    ready = _checked(new)
    with db.write(officer) as tx:
        _complete(tx, type(ready))
        known = ROWS.find(tx, type(ready), ready.id)
        if known is None:
            KEEPER.add_all(tx, [ready], subject=ready.id)
    return ready if known is None else known


def change_row(db: Database, changed: Row, *, officer: Officer) -> Row:
    """Change a frequency rule or a period that carries the version that was seen.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    ready = _checked(changed)
    with db.write(officer) as tx:
        _complete(tx, type(ready))
        return KEEPER.change(tx, ROWS.get(tx, type(ready), ready.id), ready)


def remove_row(db: Database, gone: Row, *, officer: Officer) -> None:
    """Take out a frequency rule or a period that the county added itself.

    Raises:
        NotAllowed, RowShipped: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    shipped = {one.id for one in store.shipped_rules()} | {
        one.id for one in store.shipped_periods()
    }
    if gone.id in shipped:
        raise RowShipped(title=gone.title)
    records.remove(db, gone, officer=officer)


def _complete(tx: WriteTx, kind: type[FrequencyRule] | type[Period]) -> None:
    """Give a county the shipped rows of a kind that it lacks."""
    lacking: Sequence[FrequencyRule | Period]
    if issubclass(kind, FrequencyRule):
        lacking = _lacking(ROWS.where(tx, FrequencyRule, ("id",)), store.shipped_rules())
    else:
        lacking = _lacking(ROWS.where(tx, Period, ("id",)), store.shipped_periods())
    if lacking:
        KEEPER.add_all(tx, lacking, subject=lacking[0].id)


def _checked(row: Row) -> Row:
    ready: Row = admit_texts(row)[0]
    check_texts(ready)
    if isinstance(ready, FrequencyRule):
        frequency.check(ready)
    else:
        period_model.check(ready)
    return ready


def activities_of(db: Database, year: int) -> tuple[Activity, ...]:
    """Return training and publicity of a year, the newest first."""
    with db.read() as tx:
        return store.activities(tx, (year,))


def add_activity(db: Database, new: Activity, *, officer: Officer) -> Activity:
    """Note training or publicity; one whose id is there is returned as it stands.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange: Nothing was written.
        Unavailable: The outcome is unknown; send it again.
    """
    return records.add(
        db, new, officer=officer, check=lambda _tx, activity: activities.check(activity)
    )


def change_activity(db: Database, changed: Activity, *, officer: Officer) -> Activity:
    """Change training or publicity that carries the version that was seen.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, FigureOutOfRange: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    return records.change(
        db, changed, officer=officer, check=lambda _tx, _before, after: activities.check(after)
    )
