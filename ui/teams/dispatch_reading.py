"""What the dispatch board reads at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.model import Area
from commandcenter.directory.service import areas
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.teams.model.accountability import Measure
from commandcenter.teams.model.dispatch import Act, Circle, Dispatch, StepRow
from commandcenter.teams.model.packages import Package
from commandcenter.teams.model.team import Line
from commandcenter.teams.service import dispatch, packages, roster, trips
from commandcenter.teams.service.trips import Trip
from ui.teams.roster_terms import Terms
from ui.teams.roster_terms import read as read_terms

_RECENT = 30
_NEWS = 8
_COUNTY = "county"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that happened to a team a moment ago."""

    row: StepRow
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Where every team stands.

    Attributes:
        out: Dispatches under way, in the order of their orders.
        lines: The roster, by number.
        limits: The county's response standards.
        terms: Words of codes.
        areas: Townships and villages that lie somewhere, by code.
        news: The newest acts, newest first.
        trips: How far those have to go whose place is known, by dispatch.
    """

    out: tuple[Dispatch, ...] = ()
    lines: tuple[Line, ...] = ()
    limits: dict[tuple[Circle, Measure], timedelta] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)
    areas: tuple[Area, ...] = ()
    packages: tuple[Package, ...] = ()
    news: tuple[News, ...] = ()
    trips: dict[UUID, Trip] = field(default_factory=dict)

    def line(self, team_id: UUID) -> Line | None:
        """Return a team of the roster; None for one that is no longer used."""
        return next((line for line in self.lines if line.team.id == team_id), None)


def read(db: Database, *, officer: Officer, at: datetime, drill_id: UUID | None = None) -> Picture:
    """Read where every team stands, in reality or in a drill.

    Raises:
        NoSuchRule, BadValue: The county lacks a response standard.
    """
    day = day_of(at)
    with db.read() as tx:
        places = areas.existing(tx, on=day)
    out = dispatch.still_open(db, drill_id=drill_id)
    lines = roster.lines(db, officer=officer, at=at, drill_id=drill_id)
    teams = {line.team.id: line.team for line in lines}
    return Picture(
        out=out,
        lines=lines,
        limits=dispatch.limits(db, on=day),
        terms=read_terms(db, on=day),
        areas=tuple(one for one in places if one.tier != _COUNTY and one.lon is not None),
        packages=tuple(one for one in packages.everything(db) if not one.is_retired),
        news=_news(dispatch.page(db, drill_id=drill_id, limit=_RECENT)),
        trips=trips.trips(db, out, teams, at=at),
    )


def _news(dispatches: Sequence[Dispatch]) -> tuple[News, ...]:
    acts = [News(row=row, team=one.team_name) for one in dispatches for row in one.history]
    acts = [news for news in acts if news.row.act is not Act.CORRECT]
    return tuple(sorted(acts, key=lambda news: -news.row.seq)[:_NEWS])
