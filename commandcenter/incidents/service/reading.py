"""Incidents as screens show them: lists, one with all that belongs to it, its timeline."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import masked
from commandcenter.directory.rights import Right, may
from commandcenter.duty.model.entry import Entry
from commandcenter.duty.service import log
from commandcenter.incidents.model.deadline import ReportRule
from commandcenter.incidents.model.figures import Counted
from commandcenter.incidents.model.incident import ActRow, Facts, Incident, Link, LinkKind
from commandcenter.incidents.model.level import Proposal
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import Report
from commandcenter.incidents.service import gathering, levels, recording, reporting
from commandcenter.incidents.store import figures as figures_store
from commandcenter.incidents.store import incident as store
from commandcenter.incidents.store import report as report_store
from commandcenter.kernel.officer import Officer
from commandcenter.teams.model.dispatch import Dispatch

PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An incident with everything that belongs to it.

    Attributes:
        versions: When and by whom each version of the facts was noted.
        rules: By which it is reported, the strictest first.
    """

    incident: Incident
    history: tuple[ActRow, ...]
    versions: tuple[tuple[datetime, str, Facts], ...]
    figures: tuple[Counted, ...]
    proposal: Proposal
    rules: tuple[ReportRule, ...]
    links: tuple[Link, ...]
    entries: tuple[Entry, ...]
    forces: tuple[Dispatch, ...]
    phones: tuple[PhoneReport, ...]
    reports: tuple[Report, ...]


class EventKind(StrEnum):
    """What a point of a timeline is."""

    ENTRY = "entry"
    ACT = "act"
    FIGURES = "figures"
    DISPATCH = "dispatch"
    STEP = "step"
    PHONE = "phone"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One point of the timeline of an incident; the record itself is what it shows."""

    at: datetime
    seq: int
    kind: EventKind
    record: object


def find(db: Database, incident_id: UUID) -> Incident | None:
    """Return an incident as it stands."""
    with db.read() as tx:
        return store.find(tx, incident_id)


def of_entry(db: Database, entry_id: UUID) -> tuple[Incident, ...]:
    """Return the incidents that a log line belongs to."""
    with db.read() as tx:
        return store.of_target(tx, LinkKind.ENTRY, entry_id)


def still_open(db: Database, *, drill_id: UUID | None = None) -> tuple[Incident, ...]:
    """Return the incidents that are not over, the worst first."""
    with db.read() as tx:
        return still_open_in(tx, drill_id=drill_id)


def still_open_in(
    tx: Tx, *, drill_id: UUID | None = None, known: Iterable[Incident] = ()
) -> tuple[Incident, ...]:
    """Do what `still_open` does inside a transaction.

    Args:
        known: What was read before; of these only the changed ones are read again.
    """
    return levels.ordered(store.still_open(tx, drill_id=drill_id, known=known))


def page(
    db: Database, *, before: int | None = None, drill_id: UUID | None = None, limit: int = PAGE
) -> tuple[Incident, ...]:
    """Return the newest incidents, or those before a number in the journal, newest first."""
    with db.read() as tx:
        return store.page(tx, before=before, drill_id=drill_id, limit=limit)


def of_period(
    db: Database, since: datetime, until: datetime, *, drill_id: UUID | None = None
) -> tuple[Incident, ...]:
    """Return the incidents that were learned of in a period."""
    with db.read() as tx:
        return store.of_period(tx, since, until, drill_id=drill_id)


def reports_in(tx: Tx, ids: Collection[UUID]) -> dict[UUID, tuple[Report, ...]]:
    """Return the reports of each of some incidents that has any, in the order they were begun."""
    found: dict[UUID, tuple[Report, ...]] = {}
    for one in report_store.of_incidents(tx, ids):
        found[one.incident_id] = (*found.get(one.incident_id, ()), one)
    return found


def figures_in(tx: Tx, ids: Collection[UUID]) -> dict[UUID, Counted]:
    """Return the newest figures of each of some incidents that has any."""
    return figures_store.newest_of(tx, ids)


def report(db: Database, report_id: UUID) -> Report | None:
    """Return a report with its texts, its history and what was sent."""
    with db.read() as tx:
        return report_store.find(tx, report_id)


def whole(
    db: Database, incident_id: UUID, *, at: datetime, officer: Officer | None = None
) -> Whole:
    """Return an incident with everything that belongs to it.

    Args:
        officer: Who looks; phones are masked for those who may not see them, and for nobody
            in particular.

    Raises:
        Conflict: There is no such incident.
    """
    with db.read() as tx:
        one = recording.get(tx, incident_id)
        links = store.links(tx, one.id)
        found = Whole(
            incident=one,
            history=store.history(tx, one.id),
            versions=store.versions(tx, one.id),
            figures=figures_store.history(tx, one.id),
            proposal=levels.proposal_in(tx, one),
            rules=reporting.rules_of(tx, one, at=at),
            links=links,
            entries=tuple(_entries(tx, links)),
            forces=gathering.forces_in(tx, one),
            phones=report_store.phones(tx, one.id),
            reports=report_store.of_incident(tx, one.id),
        )
    may_see = officer is not None and may(officer, Right.SEE_PHONES)
    return found if may_see else _without_phones(found)


def _without_phones(one: Whole) -> Whole:
    versions = ((at, by, _masked(facts)) for at, by, facts in one.versions)
    return replace(
        one,
        incident=replace(one.incident, facts=_masked(one.incident.facts)),
        versions=tuple(versions),
        phones=tuple(replace(call, to_phone=masked(call.to_phone)) for call in one.phones),
    )


def _masked(facts: Facts) -> Facts:
    return replace(facts, commander_phone=masked(facts.commander_phone))


def _entries(tx: Tx, links: tuple[Link, ...]) -> Iterator[Entry]:
    for link in links:
        if link.kind is LinkKind.ENTRY:
            entry = log.find_in(tx, link.target)
            if entry is not None:
                yield entry


def timeline(whole_: Whole) -> tuple[Event, ...]:
    """Return everything that happened to an incident in one line, oldest first."""
    return tuple(sorted(_events(whole_), key=lambda event: (event.at, event.seq)))


def _events(one: Whole) -> Iterator[Event]:
    for entry in one.entries:
        yield Event(at=entry.received_at, seq=entry.seq, kind=EventKind.ENTRY, record=entry)
    for row in one.history:
        yield Event(at=row.at, seq=row.seq, kind=EventKind.ACT, record=row)
    for counted in one.figures:
        yield Event(at=counted.at, seq=counted.seq, kind=EventKind.FIGURES, record=counted)
    for dispatch in one.forces:
        yield from _events_of(dispatch)
    for call in one.phones:
        at = call.called_at or one.incident.learned_at
        yield Event(at=at, seq=call.seq, kind=EventKind.PHONE, record=call)
    for report_ in one.reports:
        if report_.sent is not None:
            sent = report_.sent
            yield Event(at=sent.sent_at, seq=sent.seq, kind=EventKind.REPORT, record=report_)


def _events_of(one: Dispatch) -> Iterator[Event]:
    yield Event(at=one.ordered_at, seq=one.seq, kind=EventKind.DISPATCH, record=one)
    for step in one.history:
        yield Event(at=step.at, seq=step.seq, kind=EventKind.STEP, record=step)
