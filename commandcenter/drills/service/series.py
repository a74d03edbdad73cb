"""Recurring drills: laid out over a year once; laid out again, only what is missing is added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import rules
from commandcenter.drills.model import recurrence
from commandcenter.drills.model.clash import Clash, ClashKind
from commandcenter.drills.model.dossier import Copying
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.schedule import check_slot
from commandcenter.drills.model.year import Series
from commandcenter.drills.service import drills, records, year
from commandcenter.drills.service.year import STARTS, YearOfDrills
from commandcenter.drills.store.keeping import ROWS
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import BEIJING, day_of

# A transaction must not keep other workstations waiting.
_AT_ONCE = 10
_BLOCKING = frozenset({ClashKind.BLOCKED, ClashKind.HOLIDAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A day of a recurrence on which no drill was planned.

    Attributes:
        clash: What is in the way; None for a day that is over.
    """

    on: date
    clash: Clash | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """What came of laying out a recurrence over a year.

    Attributes:
        known: How many of its days had their drill already.
        are_holidays_known: If not, drills may have been planned on some.
    """

    added: tuple[Drill, ...] = ()
    known: int = 0
    skipped: tuple[Skipped, ...] = ()
    are_holidays_known: bool = True


def add(db: Database, new: Series, *, officer: Officer) -> Series:
    """Add a recurrence; one whose id is there is returned as it stands.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, RecurrenceUnreadable, RecurrenceTooFine,
        RecurrenceEmpty: Nothing was written.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.PLAN_DRILLS)
    recurrence.check(new)
    return records.add(db, new, officer=officer)


def change(db: Database, changed: Series, *, officer: Officer) -> Series:
    """Change a recurrence that carries the version that was seen; its drills stay as they are.

    Raises:
        NotAllowed, FieldEmpty, FieldOverlong, RecurrenceUnreadable, RecurrenceTooFine,
        RecurrenceEmpty: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    recurrence.check(changed)
    return records.change(db, changed, officer=officer)


def lay_out(db: Database, series: Series, in_year: int, *, at: datetime, officer: Officer) -> Laid:
    """Plan a drill like the model on each day of a recurrence in a year.

    Days that are over are left out and said, and those from which a drill as long as the model
    would reach into a holiday or a blocked period. A drill that was planned for a day before is
    not planned again, wherever it has been moved.

    Raises:
        NotAllowed, RecurrenceUnreadable, RecurrenceTooFine: Nothing was written.
        NoSuchRule, BadValue: The county lacks a rule row of the year; nothing was written.
        Conflict: The model is gone; what was planned so far stays.
        Unavailable: Some may have been planned; lay it out again.
    """
    require(officer, Right.PLAN_DRILLS)
    days = recurrence.days_in(series, in_year)
    with db.read() as tx:
        found = year.read_in(tx, in_year, at=at)
        model = ROWS.get(tx, Drill, series.model_id)
        start = rules.times(tx, STARTS, on=day_of(at))[0][1]
    held = None if model.begins_at is None else model.begins_at.astimezone(BEIJING)
    start = start if held is None else held.time()
    known = {one.id for one in found.drills}
    wanted = [
        datetime.combine(one, start, BEIJING)
        for one in days
        # The model itself is the drill of its day.
        if drill_id(series, one) not in known and (held is None or one != held.date())
    ]
    skipped = [why for one in wanted if (why := _refused(found, model, one, at)) is not None]
    refused = {one.on for one in skipped}
    planned = [one for one in wanted if one.date() not in refused]
    added = _plan(db, series, planned, in_year, officer)
    return Laid(
        added=tuple(added),
        known=len(days) - len(wanted),
        skipped=tuple(skipped),
        are_holidays_known=found.index.year.days_off.is_known,
    )


def drill_id(series: Series, on: date) -> UUID:
    """Return the id of the drill of a recurrence on a day: always the same."""
    return uuid5(series.id, on.isoformat())


def _refused(
    found: YearOfDrills, model: Drill, begins_at: datetime, at: datetime
) -> Skipped | None:
    on = day_of(begins_at)
    if begins_at < at:
        return Skipped(on=on)
    length = found.assumed
    if model.begins_at is not None and model.ends_at is not None:
        length = model.ends_at - model.begins_at
    slot = found.wanted(model, (), begins_at, length)
    clashes = check_slot(found.index, slot)
    blocking = [one for one in clashes if one.kind in _BLOCKING]
    return Skipped(on=on, clash=blocking[0]) if blocking else None


def _plan(
    db: Database, series: Series, planned: Sequence[datetime], in_year: int, officer: Officer
) -> list[Drill]:
    added: list[Drill] = []
    for first in range(0, len(planned), _AT_ONCE):
        with db.write(officer) as tx:
            source = drills.dossier_in(tx, series.model_id)
            for begins_at in planned[first : first + _AT_ONCE]:
                new = drill_id(series, day_of(begins_at))
                if ROWS.find(tx, Drill, new) is not None:
                    continue
                copying = Copying(
                    drill_id=new,
                    year=in_year,
                    number=0,
                    title=series.title,
                    begins_at=begins_at,
                    copied_from=series.model_id,
                    series_id=series.id,
                )
                added.append(drills.add_copy_in(tx, source, copying))
    return added
