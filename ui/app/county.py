"""An opened county: everything the window needs to know about its database."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from commandcenter.cli import opening
from commandcenter.database import ballast, feed, heads, verify
from commandcenter.database.engine import Database
from commandcenter.database.feed import News
from commandcenter.database.station import Station
from commandcenter.database.verify import Anchor, Report
from commandcenter.directory.model import Account
from commandcenter.directory.service import accounts, county
from commandcenter.directory.service.county import Names
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.service import shifts
from commandcenter.kernel.errors import CommandCenterError
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.matters.model.matter import Matter
from commandcenter.matters.service import matters
from ui.app.live_facts import Live
from ui.shell.playing import RunningDrill

if TYPE_CHECKING:
    from commandcenter.drills.service.course import Run

log = logging.getLogger(__name__)

# How much of the chain is looked at after each start; all of it takes seconds.
CHECKED_AT_START = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """A database that is open, and the workstation's own file.

    Attributes:
        remembered: The heads this workstation had seen before this start; from now on it
            remembers those of the log as it is, whether it fits them or not.
        clock: The time of the county; a demo county has its own.
    """

    db: Database
    database_id: UUID
    station: Station
    remembered: tuple[Anchor, ...]
    names: Names
    clock: Callable[[], datetime]
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What the strips and the sign-in page say of the moment.

    Attributes:
        is_low_on_space: The disk of the database is nearly full.
        live: Alarms, clocks and counts.
        drills: Those that run now, the one begun last at the end.
        are_paused: All of them stand still.
        told_seq: Of the journal row with which players were told a line last; 0 for none,
            None if that was not read.
    """

    shift: Shift | None
    following: Shift | None
    matters: tuple[Matter, ...]
    accounts: tuple[Account, ...]
    is_low_on_space: bool
    live: Live = field(default_factory=Live)
    drills: tuple[RunningDrill, ...] = ()
    are_paused: bool = True
    told_seq: int | None = None


def open_county(address: str, *, station: Path | None = None) -> County:
    """Open a database and the station file; takes a while, so not on the window's thread.

    Args:
        station: Folder of the station file, if not this workstation's own.

    Raises:
        NoCounty, SchemaOlder, SchemaNewer, GuardsMissing, UnknownAddress, NetworkPath,
        OldLibrary, Unavailable: As in `Database`.
    """
    db = opening.open_county(address)
    try:
        with db.read() as tx:
            database_id = heads.database_id(tx)
            names = county.names(tx, on=day_of(db.clock()))
        own = Station(station or opening.station_folder())
        return County(
            db=db,
            database_id=database_id,
            station=own,
            remembered=own.remembered(database_id),
            names=names,
            clock=db.clock,
            is_demo=opening.is_demo(db),
        )
    except BaseException:
        db.close()
        raise


def close_county(county_: County) -> None:
    """Close the database and the station file."""
    county_.station.close()
    county_.db.close()


def watch(county_: County, *, before: Live | None = None) -> Watch:
    """Read who is on watch and what is open.

    Args:
        before: What alarms, clocks and counts were at the last reading, so that only changes
            are read; None leaves them out, because they need more of the program.
    """
    db = county_.db
    shift = shifts.on_watch(db, at=county_.clock())
    runs = () if before is None else _runs(db)
    return Watch(
        shift=shift,
        following=shifts.following(db, shift) if shift else None,
        matters=matters.still_open(db),
        accounts=accounts.everyone(db),
        is_low_on_space=_is_low_on_space(db.address.file),
        live=Live() if before is None else _live(db, before),
        drills=tuple(RunningDrill(id=one.drill.id, title=one.drill.title) for one in runs),
        are_paused=all(one.course.is_paused for one in runs),
        told_seq=None if before is None else max((one.told_seq for one in runs), default=0),
    )


def _live(db: Database, before: Live) -> Live:
    # The log comes first, and a window is up before this is asked.
    from commandcenter.alarms.service import lists as alarms  # noqa: PLC0415
    from commandcenter.incidents.service import evacuation, response  # noqa: PLC0415
    from commandcenter.matters.service import clocks  # noqa: PLC0415
    from commandcenter.warnings.service import calling  # noqa: PLC0415

    with db.read() as tx:
        about = [one.id for one in response.active_in(tx)]
        moving = evacuation.counts_of_all_in(tx, about, on=day_of(db.clock())).values()
        return Live(
            is_read=True,
            alarms=alarms.active_in(tx, known=before.alarms),
            in_flood=alarms.flood_in(tx) is not None,
            clocks=clocks.running_in(tx, known=before.clocks),
            unanswered=calling.waiting_in(tx),
            moved=sum(one.settled for one in moving),
            to_move=sum(one.due for one in moving),
        )


def _runs(db: Database) -> "tuple[Run, ...]":
    from commandcenter.drills.service import course  # noqa: PLC0415 - as above

    with db.read() as tx:
        return tuple(course.of_drill(tx, one) for one in course.running_in(tx))


def _is_low_on_space(file: Path | None) -> bool:
    """Keep the reserve beside the file, also after it was given up once."""
    if file is None:
        return False
    try:
        ballast.keep(file)
    except OSError:
        log.warning("the reserve for a full disk could not be made", exc_info=True)
    return ballast.is_low(file)


def sign_in(
    county_: County, login: str, password: str, *, station: str, before: Live | None = None
) -> tuple[Officer, Watch]:
    """Return the officer whose login and password these are, and what there is to show them.

    Raises:
        WrongCredentials, Locked: Nobody was signed in.
        Unavailable: The database did not answer.
    """
    at = county_.clock()
    officer = accounts.open_as(county_.db, login, password, at=at, station=station)
    return officer, watch(county_, before=before)


def check(county_: County) -> Report:
    """Verify the newest part of the log against what this workstation remembers."""
    # The evidence of all parts is much to load, and the log comes first.
    from commandcenter.cli.evidence import EVIDENCE  # noqa: PLC0415

    with county_.db.read() as tx:
        return verify.run(tx, EVIDENCE, county_.remembered, newest_only=CHECKED_AT_START)


class Newsreader:
    """Asks the database what is new, and remembers heads as a witness.

    Called on worker threads, one call at a time.
    """

    def __init__(self, county_: County) -> None:
        self._county = county_
        self._seq: int | None = None
        self._revisions: dict[str, object] = {}

    def ask(self) -> News:
        """Return what changed since the last call.

        Raises:
            Unavailable: The database did not answer.
        """
        news = feed.since(self._county.db, self._seq)
        if news.seq != self._seq and news.seq > 0:
            self._remember(Anchor(seq=news.seq, hash=news.hash))
        self._seq = news.seq
        return news

    def _remember(self, head: Anchor) -> None:
        try:
            self._county.station.remember(self._county.database_id, head)
        except CommandCenterError:
            # The data on screen are live all the same; the next head is remembered again.
            log.warning("a head was not remembered on this workstation", exc_info=True)

    def revisions(self, news: News) -> dict[str, object]:
        """Return for every part the number of its newest change."""
        parts = news.parts if news.parts is not None else PARTS
        self._revisions |= dict.fromkeys(parts, news.seq)
        self._revisions |= {f"feed.{name}": n for name, n in news.feeds.items()}
        return self._revisions


PARTS = frozenset(
    {
        "directory",
        "matters",
        "alarms",
        "duty",
        "teams",
        "warnings",
        "incidents",
        "response",
        "drills",
        "handover",
        "documents",
    }
)
