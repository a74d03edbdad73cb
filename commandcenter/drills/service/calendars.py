"""The calendar of drills for other programs: as a file once, or kept up to date in one place.

A drill that is not to be announced stays out of what everybody may subscribe to.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias
from weakref import WeakKeyDictionary

from commandcenter.database import history
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import NoSuchRule
from commandcenter.directory.service import areas, county, rules
from commandcenter.documents import files
from commandcenter.documents.errors import NotSaved
from commandcenter.drills.service.year import LENGTH
from commandcenter.drills.store import year as store
from commandcenter.drills.store.keeping import KEEPER
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_, translation

CALENDAR_FILE = "drill_year.calendar_file"
_NOWHERE = ("", "-")
_LANGUAGE = "zh"

_State: TypeAlias = tuple[str, int, int]
# A folder that refuses is asked again after this, and told of all the while.
_AGAIN = timedelta(minutes=1)

# What this program wrote last: where, and after which journal row.
_written: WeakKeyDictionary[Database, _State] = WeakKeyDictionary()
# What it could not write last, and when.
_refused: WeakKeyDictionary[Database, tuple[_State, datetime]] = WeakKeyDictionary()


class CalendarRefused(NotSaved):
    """The file that others subscribe to gets out of date, unless another workstation writes it."""

    sentence = N_(
        "This workstation cannot write the calendar file {name} that others subscribe to."
        " Check its folder."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """A calendar as the bytes of an .ics file.

    Attributes:
        undated: Drills that are left out because they have no day yet.
    """

    data: bytes
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFile:
    """The file that others subscribe to, as it should be.

    Attributes:
        state: Where, and after which journal row of which year.
    """

    path: Path
    data: bytes
    state: _State


def export(
    db: Database,
    years: tuple[int, ...],
    *,
    at: datetime,
    language: str,
    with_unannounced: bool = False,
) -> CalendarFile:
    """Return the drills of some annual plans as a calendar.

    Args:
        with_unannounced: Whether drills without notice are in it as well.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule row of the year.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        return _export_in(tx, years, at=at, language=language, with_unannounced=with_unannounced)


def _export_in(
    tx: Tx, years: tuple[int, ...], *, at: datetime, language: str, with_unannounced: bool
) -> CalendarFile:
    # Loads the rules of all time zones; programs that write no calendar start without.
    from commandcenter.drills.papers import icalendar  # noqa: PLC0415

    on = day_of(at)
    names = county.names(tx, on=on)
    drills = store.drills(tx, years)
    shown = [one for one in drills if with_unannounced or not one.is_unannounced]
    found = icalendar.Calendared(
        centre=names.centre,
        code=names.code,
        drills=shown,
        stamps=store.changed_at(tx),
        assumed=rules.seconds(tx, LENGTH, on=on),
        areas={area.code: area.name for area in areas.existing(tx, on=on)},
    )
    data = icalendar.calendar(found, translation(language))
    return CalendarFile(data=data, undated=icalendar.undated(shown))


def due_file(db: Database, *, at: datetime) -> DueFile | None:
    """Read the file that others subscribe to, if the county wants one and drills have changed.

    It holds the drills of the year before, this year and the next.

    Raises:
        CalendarRefused: The folder refused a moment ago; it is tried again after the next
            change or a minute later.
        NoSuchRule, BadValue: The county lacks a rule row of the year.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        path = _path(tx, at)
        if path is None:
            return None
        year = day_of(at).year
        state = (str(path), history.newest(tx, KEEPER.part), year)
        if _written.get(db) == state:
            return None
        refused = _refused.get(db)
        if refused is not None and refused[0] == state and at - refused[1] < _AGAIN:
            raise CalendarRefused(name=path.name)
        years = (year - 1, year, year + 1)
        made = _export_in(tx, years, at=at, language=_LANGUAGE, with_unannounced=False)
    return DueFile(path=path, data=made.data, state=state)


def write_file(db: Database, due: DueFile, *, at: datetime) -> Path | None:
    """Write what is due, without asking the database.

    The old file stays whole until the new one takes its place, even if the program ends here.

    Returns:
        The file that was written; None if it said the same already.

    Raises:
        CalendarRefused: The folder is missing, full or protected.
    """
    try:
        is_new = _save(due.path, due.data)
    except (NotSaved, OSError, ValueError) as error:  # the last: a path that names no file
        _refused[db] = (due.state, at)
        raise CalendarRefused(name=due.path.name) from error
    _written[db] = due.state
    return due.path if is_new else None


def _save(path: Path, data: bytes) -> bool:
    """Write the file unless it says the same already; return whether it was written.

    Raises:
        NotSaved, OSError: The folder is missing, full or protected.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    files.save(path, data)
    return True


def _path(tx: Tx, at: datetime) -> Path | None:
    """Return where the county wants the file; None if it wants none."""
    try:
        text = rules.value(tx, CALENDAR_FILE, on=day_of(at)).strip()
    except NoSuchRule:
        return None
    return None if text in _NOWHERE else Path(text)
