"""Counts of incidents and of how they were reported; the tiles of the year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.incidents.model.figures import Figures
from commandcenter.incidents.model.incident import EventClass, Incident, State
from commandcenter.incidents.model.level import Level
from commandcenter.kernel.times import BEIJING

# What turned out to be nothing, or to be another incident, is not counted.
NOT_COUNTED = frozenset({State.WITHDRAWN, State.MERGED})


class Measure(StrEnum):
    """What the targets of a year are about."""

    ACCIDENTS = "accidents"  # 事故起数
    DEATHS = "deaths"  # 死亡人数
    LARGER = "larger"  # 较大及以上事故


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure of the year to date beside that of last year.

    Attributes:
        target: Most of the whole year; None means to stay below last year.
    """

    measure: Measure
    now: int
    last_year: int
    target: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many incidents there were in a period.

    Attributes:
        by_level: Of those that are counted; levels without any are left out.
        by_kind: By code of the dictionary of kinds.
        withdrawn: False alarms, which are not counted.
    """

    total: int
    by_level: Mapping[Level, int]
    by_kind: Mapping[str, int]
    withdrawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctuality:
    """How many reports were late.

    Attributes:
        reports: All that were sent or told by phone in the period.
    """

    reports: int
    late: int

    @property
    def rate_percent(self) -> float:
        """Share of late reports; 0 if there were none at all."""
        return round(self.late * 100 / self.reports, 1) if self.reports else 0.0


def counts(incidents: Iterable[Incident]) -> Counts:
    """Count incidents by level and kind; false alarms and merged ones apart."""
    every = list(incidents)
    counted = [one for one in every if one.state not in NOT_COUNTED]
    return Counts(
        total=len(counted),
        by_level=dict(Counter(one.level for one in counted)),
        by_kind=dict(Counter(one.facts.kind for one in counted)),
        withdrawn=sum(one.state is State.WITHDRAWN for one in every),
    )


def measured(accidents: Mapping[Level, tuple[int, int]]) -> dict[Measure, int]:
    """Return accidents, deaths in them, and accidents of level 较大 and above.

    Args:
        accidents: How many of each level there were, and how many people died in them; what is
            only information was no accident.
    """
    counted = {level: both for level, both in accidents.items() if level is not Level.INFO}
    return {
        Measure.ACCIDENTS: sum(number for number, _ in counted.values()),
        Measure.DEATHS: sum(dead for _, dead in counted.values()),
        Measure.LARGER: sum(
            number for level, (number, _) in counted.items() if level.rank >= Level.LARGER.rank
        ),
    }


def rows_of(
    incidents: Iterable[Incident], figures: Mapping[UUID, Figures], measure: Measure
) -> list[Incident]:
    """Return the incidents that a measure is counted from."""
    accidents = [
        one
        for one in incidents
        if one.facts.event_class is EventClass.ACCIDENT
        and one.state not in NOT_COUNTED
        # What is only information was no accident.
        and one.level is not Level.INFO
    ]
    if measure is Measure.DEATHS:
        return [one for one in accidents if one.id in figures and figures[one.id].dead]
    if measure is Measure.LARGER:
        return [one for one in accidents if one.level.rank >= Level.LARGER.rank]
    return accidents


def year_to_date(at: datetime, *, years_ago: int = 0) -> tuple[datetime, datetime]:
    """Return the first moment of the year and the same moment of the year as now.

    The last day of February stands for the 29th where there is none.
    """
    now = at.astimezone(BEIJING)
    year = now.year - years_ago
    try:
        until = now.replace(year=year)
    except ValueError:
        until = now.replace(year=year, day=28)
    return datetime(year, 1, 1, tzinfo=BEIJING), until


def whole_year(year: int) -> tuple[datetime, datetime]:
    """Return when a year begins and ends in Beijing."""
    first, next_ = (datetime(one, 1, 1, tzinfo=BEIJING) for one in (year, year + 1))
    return first, next_


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """A report, and by how much it was late, or is.

    Attributes:
        number: Of the incident.
        what: Number of the issue, whom was called, or the rule that runs.
        late: After the limit, nothing if in time; so far, if it is still not done.
        report_id: Of what was sent in writing.
    """

    incident_id: UUID
    number: str
    what: str
    rule: str
    at: datetime
    late: timedelta
    is_open: bool = False
    report_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """Something that may have been left out; somebody has to look.

    Attributes:
        number: Of the log line or of the incident.
        fields: What the first report does not say; empty for a line that was not reported.
    """

    number: str
    at: datetime
    entry_id: UUID | None = None
    incident_id: UUID | None = None
    fields: tuple[str, ...] = ()


def missing_facts(incident: Incident, figures: Figures | None) -> tuple[str, ...]:
    """Return what has to be said of an incident and is not known."""
    facts = incident.facts
    asked: dict[str, object] = {
        "occurred_at": facts.occurred_at,
        "place": facts.place.strip() or None,
        "course": facts.course.strip() or None,
        "source": facts.source.strip() or None,
        "dead": None if figures is None else figures.dead,
        "missing": None if figures is None else figures.missing,
        "loss_fen": None if figures is None else figures.loss_fen,
    }
    return tuple(name for name, value in asked.items() if value is None)
