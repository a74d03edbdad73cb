"""Counts of incidents, tiles of the year, late reports, and what may have been left out.

Drills are left out everywhere by the one condition of the store.
"""

from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import BadValue, NoSuchRule
from commandcenter.directory.service import rules
from commandcenter.duty.model.entry import EntryKind
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.incidents.model.incident import Incident, LinkKind, State
from commandcenter.incidents.model.report import ReportKind
from commandcenter.incidents.model.statistics import (
    Counts,
    Lateness,
    Measure,
    Omission,
    Punctuality,
    Tile,
    counts,
    measured,
    missing_facts,
    rows_of,
    whole_year,
    year_to_date,
)
from commandcenter.incidents.store import figures as figures_store
from commandcenter.incidents.store import incident as store
from commandcenter.incidents.store import report as report_store
from commandcenter.kernel.times import day_of
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks

OMISSION = "incidents.omission_s"
TARGETS: dict[Measure, str] = {
    Measure.ACCIDENTS: "incidents.target_accidents",
    Measure.DEATHS: "incidents.target_deaths",
    Measure.LARGER: "incidents.target_larger",
}


def counted(db: Database, since: datetime, until: datetime) -> Counts:
    """Return how many incidents were learned of in a period, by level and kind."""
    with db.read() as tx:
        return counts(store.of_period(tx, since, until, drill_id=None))


def tiles(db: Database, *, at: datetime) -> tuple[Tile, ...]:
    """Return accidents and deaths of this year to date beside the same period of last year."""
    with db.read() as tx:
        return tiles_in(tx, at=at)


def tiles_in(tx: Tx, *, at: datetime) -> tuple[Tile, ...]:
    """Do what `tiles` does inside a transaction."""
    now, before = _measured(tx, at, 0), _measured(tx, at, 1)
    targets = {name: _target(tx, code, at) for name, code in TARGETS.items()}
    return tuple(
        Tile(
            measure=name,
            now=now[name],
            last_year=before[name],
            target=target,
        )
        for name, target in targets.items()
    )


def _target(tx: Tx, code: str, at: datetime) -> int | None:
    """Return the most there may be this year; None if nobody has said so.

    Targets are set year by year: on the first of January the board goes on without them.
    """
    try:
        target = rules.whole(tx, code, on=day_of(at))
    except (NoSuchRule, BadValue):
        return None
    # Below nothing stands for a county that only compares with last year.
    return target if target >= 0 else None


def behind(db: Database, measure: Measure, *, at: datetime) -> tuple[Incident, ...]:
    """Return the incidents of this year that the figure of a tile is counted from."""
    since, until = year_to_date(at)
    with db.read() as tx:
        found = store.of_period(tx, since, until, drill_id=None)
        newest = figures_store.newest_of(tx, [one.id for one in found])
    return tuple(rows_of(found, {id_: one.figures for id_, one in newest.items()}, measure))


def _measured(tx: Tx, at: datetime, years_ago: int) -> dict[Measure, int]:
    since, until = year_to_date(at, years_ago=years_ago)
    return measured(figures_store.accidents(tx, since, until, drill_id=None))


def punctuality(db: Database, year: int) -> Punctuality:
    """Return how many of the reports of a year were late."""
    since, until = whole_year(year)
    with db.read() as tx:
        sent = report_store.sent_between(tx, since, until, drill_id=None)
        phoned = report_store.phones_between(tx, since, until, drill_id=None)
    late = [one.sent.late_s for one in sent if one.sent is not None]
    late += [call.late_s for _, call in phoned]
    return Punctuality(reports=len(late), late=sum(one > 0 for one in late))


def reported(db: Database, since: datetime, until: datetime) -> tuple[Lateness, ...]:
    """Return everything that was reported in a period, in time or late, oldest first."""
    with db.read() as tx:
        found = [*_sent(tx, since, until), *_told(tx, since, until)]
    return tuple(sorted(found, key=lambda one: (one.at, one.number)))


def late(db: Database, since: datetime, until: datetime, *, at: datetime) -> tuple[Lateness, ...]:
    """Return what was reported late in a period, and what should have been reported by now."""
    with db.read() as tx:
        found = [*_sent(tx, since, until), *_told(tx, since, until)]
        found = [one for one in found if one.late] + _still_late(tx, at)
    return tuple(sorted(found, key=lambda one: (-one.late, one.number)))


def _sent(tx: Tx, since: datetime, until: datetime) -> list[Lateness]:
    reports = report_store.sent_between(tx, since, until, drill_id=None)
    sent = [(one, one.sent) for one in reports if one.sent is not None]
    numbers = _numbers(tx, [one.incident_id for one, _ in sent])
    return [
        Lateness(
            incident_id=one.incident_id,
            number=numbers[one.incident_id],
            what=what.number,
            rule=what.rule,
            at=what.sent_at,
            late=what.late,
            report_id=one.id,
        )
        for one, what in sent
    ]


def _told(tx: Tx, since: datetime, until: datetime) -> list[Lateness]:
    calls = report_store.phones_between(tx, since, until, drill_id=None)
    numbers = _numbers(tx, [id_ for id_, _ in calls])
    return [
        Lateness(
            incident_id=id_,
            number=numbers[id_],
            what=call.to_org,
            rule=call.rule,
            at=call.called_at or until,
            late=call.late,
        )
        for id_, call in calls
    ]


def _still_late(tx: Tx, at: datetime) -> list[Lateness]:
    kinds = (ClockKind.REPORT, ClockKind.FOLLOW_UP)
    running = [
        clock
        for clock in clocks.running_in(tx, drill_id=None)
        if clock.kind in kinds and clock.due_at < at
    ]
    numbers = _numbers(tx, [clock.subject for clock in running])
    return [
        Lateness(
            incident_id=clock.subject,
            number=numbers.get(clock.subject, ""),
            what=clock.rule,
            rule=clock.rule,
            at=clock.due_at,
            late=at - clock.due_at,
            is_open=True,
        )
        for clock in running
    ]


def _numbers(tx: Tx, ids: list[UUID]) -> dict[UUID, str]:
    return {one.id: one.number for one in store.of_ids(tx, ids)}


def omissions(
    db: Database, since: datetime, until: datetime, *, at: datetime
) -> tuple[Omission, ...]:
    """Return what may have been left out; only an inquiry can say that it was.

    Log lines about an incident that nobody opened one for within the limit, incidents that
    had to be reported and were not, first reports that lack what has to be said.

    Raises:
        NoSuchRule, BadValue: The county does not say after how long a line is looked at.
    """
    with db.read() as tx:
        limit = rules.seconds(tx, OMISSION, on=day_of(at))
        found = _unreported_lines(tx, since, min(until, at - limit))
        for one in store.of_period(tx, since, until, drill_id=None):
            found += _missing(tx, one)
    return tuple(found)


def _unreported_lines(tx: Tx, since: datetime, until: datetime) -> list[Omission]:
    # The log finds lines by when they were written, which may be long after they came in.
    query = LogQuery(kinds=frozenset({EntryKind.INCIDENT}), since=since)
    lines = [one for one in log.lines_in(tx, query) if since <= one.received_at < until]
    taken = store.linked_targets(tx, LinkKind.ENTRY, [one.id for one in lines])
    return [
        Omission(number=one.number, at=one.received_at, entry_id=one.id)
        for one in lines
        if one.id not in taken and one.corrected_by is None
    ]


def _missing(tx: Tx, one: Incident) -> list[Omission]:
    """Return what the first report lacks, as far as it is not known even now."""
    reports = report_store.of_incident(tx, one.id)
    first = [report for report in reports if report.kind is ReportKind.FIRST and report.sent]
    if one.state in (State.WITHDRAWN, State.MERGED) or not first:
        return []
    counted_ = figures_store.newest(tx, one.id)
    fields = missing_facts(one, counted_.figures if counted_ is not None else None)
    if not fields:
        return []
    return [Omission(number=one.number, at=one.learned_at, incident_id=one.id, fields=fields)]
