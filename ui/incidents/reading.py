"""What the page reads: the list, and everything about the incident in front."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.duty.model.entry import Entry
from commandcenter.incidents.model.evacuation import Counts
from commandcenter.incidents.model.figures import Counted
from commandcenter.incidents.model.incident import ActRow, Incident, Link
from commandcenter.incidents.model.level import Proposal
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import Report
from commandcenter.incidents.model.timeline import Moment
from commandcenter.incidents.service import evacuation, reading, timeline
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.matters.model.clock import Clock
from commandcenter.matters.model.matter import BY_HAND, Matter
from commandcenter.matters.service import clocks, matters

# Far more than a county has at a time; those before are found by searching.
NEWEST = 200
_NOBODY = Counts(by_state={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A row of the list.

    Attributes:
        next_clock: The one that is due first; None if nothing is waited for.
    """

    incident: Incident
    next_clock: Clock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """An incident with all that belongs to it, as it was at one moment.

    Attributes:
        moved: People of its evacuation lists.
    """

    incident: Incident
    proposal: Proposal
    acts: tuple[ActRow, ...] = ()
    moments: tuple[Moment, ...] = ()
    counted: tuple[Counted, ...] = ()
    reports: tuple[Report, ...] = ()
    phones: tuple[PhoneReport, ...] = ()
    tasks: tuple[Matter, ...] = ()
    clocks: tuple[Clock, ...] = ()
    links: tuple[Link, ...] = ()
    entries: Mapping[UUID, Entry] = field(default_factory=dict)
    moved: Counts = _NOBODY

    @property
    def running(self) -> tuple[Clock, ...]:
        """The clocks that have not ended, the one due first on top."""
        left = (one for one in self.clocks if not one.has_ended)
        return tuple(sorted(left, key=lambda one: one.due_at))


def read_list(db: Database, drill_id: UUID | None = None) -> tuple[Listed, ...]:
    """Return the open incidents and the newest of the others, each with its next deadline.

    Args:
        drill_id: Those of a drill; None for the real ones.
    """
    found = {one.id: one for one in reading.page(db, drill_id=drill_id, limit=NEWEST)}
    found |= {one.id: one for one in reading.still_open(db, drill_id=drill_id)}
    first: dict[UUID | None, Clock] = {}
    # What stands comes after what runs, however soon it was due.
    for one in sorted(
        clocks.running(db, drill_id=drill_id), key=lambda each: each.paused_at is not None
    ):
        first.setdefault(one.about, one)
    return tuple(
        Listed(incident=one, next_clock=first.get(one.id)) for one in in_order(found.values())
    )


def in_order(incidents: Iterable[Incident]) -> list[Incident]:
    """Return incidents: the open ones first, the worst on top, the newest among equals."""
    return sorted(
        incidents,
        key=lambda one: (not one.is_open, -one.level.rank if one.is_open else 0, -one.seq),
    )


def read_detail(db: Database, incident_id: UUID, at: datetime, officer: Officer) -> Detail:
    """Return everything about an incident that an officer may see.

    Raises:
        Conflict: There is no such incident.
    """
    whole = reading.whole(db, incident_id, at=at, officer=officer)
    tasks = matters.of_about(db, incident_id)
    return Detail(
        incident=whole.incident,
        proposal=whole.proposal,
        acts=whole.history,
        moments=timeline.of_incident(db, incident_id),
        counted=whole.figures,
        reports=whole.reports,
        phones=whole.phones,
        tasks=tuple(one for one in tasks if one.kind in BY_HAND),
        clocks=clocks.of_about(db, incident_id),
        links=whole.links,
        entries={entry.id: entry for entry in whole.entries},
        moved=evacuation.moved_for(db, incident_id, on=day_of(at)),
    )
