"""What the page shows of a year, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from commandcenter.database.engine import Database
from commandcenter.incidents.model.deadline import ReportRule
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.review import Drawn, Found, Sample
from commandcenter.incidents.model.statistics import Lateness, Omission, Punctuality, whole_year
from commandcenter.incidents.service import reading, reviews, standards, statistics
from commandcenter.kernel.times import BEIJING

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How a year was reported.

    Attributes:
        reported: Everything that was sent or told by phone.
        open_late: What should have been reported by now; only of this year.
        found: What inquiries found about incidents of the year.
        incidents: Those that were learned of in the year, newest first.
        samples: By quarter.
        drawn: The same.
        rules: Rules of reporting by code.
    """

    year: int
    punctuality: Punctuality
    reported: tuple[Lateness, ...] = ()
    open_late: tuple[Lateness, ...] = ()
    omissions: tuple[Omission, ...] = ()
    found: tuple[Found, ...] = ()
    incidents: tuple[Incident, ...] = ()
    samples: Mapping[int, Sample] = field(default_factory=dict)
    drawn: Mapping[int, tuple[Drawn, ...]] = field(default_factory=dict)
    rules: Mapping[str, ReportRule] = field(default_factory=dict)

    @property
    def late(self) -> tuple[Lateness, ...]:
        """Those that were late when they were sent."""
        return tuple(one for one in self.reported if one.late)


def year_of(at: datetime) -> int:
    """Return the year in Beijing."""
    return at.astimezone(BEIJING).year


def read(db: Database, year: int, *, at: datetime) -> Looked:
    """Return how a year was reported."""
    since, until = whole_year(year)
    incidents = reading.of_period(db, since, until)
    ids = {one.id for one in incidents}
    samples = {one.quarter: one for one in reviews.samples(db) if one.year == year}
    late = statistics.late(db, since, until, at=at) if year == year_of(at) else ()
    return Looked(
        year=year,
        punctuality=statistics.punctuality(db, year),
        reported=statistics.reported(db, since, until),
        open_late=tuple(one for one in late if one.is_open),
        omissions=statistics.omissions(db, since, until, at=at),
        found=tuple(one for one in reviews.found(db) if one.finding.incident_id in ids),
        incidents=tuple(reversed(incidents)),
        samples=samples,
        drawn={quarter: reviews.drawn(db, one) for quarter, one in samples.items()},
        rules={one.code: one for one in standards.report_rules(db)},
    )
