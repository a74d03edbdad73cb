"""Opening a county for work: the database and its clock."""

import os
from datetime import timedelta
from pathlib import Path

import platformdirs

from commandcenter.database.engine import Database
from commandcenter.directory.service import county as founding
from commandcenter.directory.service import rules
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import Clock, day_of, now

# The demo county plays in a night of its own; this rule row says how far it is from now.
CLOCK_OFFSET = "demo.clock_offset_s"


def open_county(address: str) -> Database:
    """Open a database and let it run on its own clock if it is a demo county.

    Raises:
        NoCounty, SchemaOlder, SchemaNewer, GuardsMissing, UnknownAddress, NetworkPath,
        OldLibrary, Unavailable: As in `Database`.
    """
    db = Database(address)
    try:
        db.clock = clock_of(db)
    except BaseException:
        db.close()
        raise
    return db


def complete(address: str) -> None:
    """Give a county that an older program founded the rules and dictionaries that came later.

    Raises:
        NoCounty, SchemaOlder, SchemaNewer, GuardsMissing, UnknownAddress, NetworkPath,
        OldLibrary, Unavailable: As in `Database`.
    """
    db = Database(address)
    try:
        founding.complete(db, officer=Officer(account_id=new_id(), login="setup", name="setup"))
    finally:
        db.close()


def clock_of(db: Database) -> Clock:
    """Return the clock of a county: the real one, or that of the demo's night."""
    if not is_demo(db):
        return now
    with db.read() as tx:
        offset = rules.seconds(tx, CLOCK_OFFSET, on=day_of(now()))
    return shifted(offset)


def shifted(offset: timedelta) -> Clock:
    """Return a clock that runs beside the real one."""
    return lambda: now() + offset


def is_demo(db: Database) -> bool:
    """Say whether a county is an invented one, made by `commandcenter demo`."""
    return any(rule.code == CLOCK_OFFSET for rule in rules.everything(db))


def station_folder() -> Path:
    """Return where this workstation keeps its own file."""
    own = os.environ.get("COMMANDCENTER_STATION")
    return Path(own) if own else Path(platformdirs.user_data_dir("commandcenter", appauthor=False))
