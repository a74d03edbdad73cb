"""The timeline of an incident, read from every part it touched; the course of a response."""

import json
from collections.abc import Iterable
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx
from commandcenter.duty.model.entry import Entry
from commandcenter.duty.model.lines import LogLine
from commandcenter.duty.service import log
from commandcenter.incidents.model.incident import Incident, LinkKind
from commandcenter.incidents.model.timeline import Moment, Sources, merge
from commandcenter.incidents.service import gathering, standards
from commandcenter.incidents.store import figures as figure_store
from commandcenter.incidents.store import incident as store
from commandcenter.incidents.store import report as report_store
from commandcenter.matters.service import clocks, matters

# What the records themselves tell, and tell with the time that was claimed.
_TOLD = frozenset(
    {
        *(store.OPENED, store.LINKED, *store.KINDS.values()),
        *(figure_store.NOTED, report_store.PHONED, report_store.BEGUN, report_store.SENT),
        *report_store.KINDS.values(),
        *("teams.ordered", "teams.stepped", "matters.opened", "matters.closed"),
    }
)


def of_incident(db: Database, incident_id: UUID) -> tuple[Moment, ...]:
    """Return everything that happened in an incident, oldest first; nothing if there is none."""
    with db.read() as tx:
        return of_incident_in(tx, incident_id)


def of_incident_in(tx: Tx, incident_id: UUID) -> tuple[Moment, ...]:
    """Do what `of_incident` does inside a transaction."""
    one = store.find(tx, incident_id)
    return () if one is None else merge(_sources(tx, one))


def _sources(tx: Tx, one: Incident) -> Sources:
    linked: dict[LinkKind, list[UUID]] = {kind: [] for kind in LinkKind}
    for link in store.links(tx, one.id):
        linked[link.kind].append(link.target)
    sent = gathering.forces_in(tx, one)
    tasks = matters.of_about_in(tx, one.id)
    running = clocks.of_about_in(tx, one.id)
    reports = report_store.of_incident(tx, one.id)
    subjects = [one.id]
    subjects += [each.id for each in sent]
    subjects += [each.id for each in tasks]
    subjects += [each.id for each in running]
    return Sources(
        incident=one,
        acts=store.history(tx, one.id),
        entries=_entries(tx, [one.entry_id, *linked[LinkKind.ENTRY]]),
        figures=figure_store.history(tx, one.id),
        phones=report_store.phones(tx, one.id),
        reports=reports,
        dispatches=sent,
        matters=tasks,
        clocks=running,
        lines=_lines(tx, subjects),
        merged=store.of_ids(tx, linked[LinkKind.INCIDENT]),
        steps={rule.code: rule.step for rule in standards.report_rules_in(tx)},
    )


def _entries(tx: Tx, ids: Iterable[UUID | None]) -> list[Entry]:
    found = (log.find_in(tx, one) for one in dict.fromkeys(ids) if one is not None)
    return [one for one in found if one is not None]


def of_response(db: Database, response_id: UUID) -> tuple[LogLine, ...]:
    """Return what was noted of a response by itself, oldest first."""
    with db.read() as tx:
        return tuple(_noted(tx, [response_id]))


def _lines(tx: Tx, subjects: Iterable[UUID]) -> list[LogLine]:
    return [line for line in _noted(tx, subjects) if line.kind not in _TOLD]


def _noted(tx: Tx, subjects: Iterable[UUID]) -> list[LogLine]:
    return [
        LogLine(
            seq=row.seq,
            at=row.received_at,
            kind=row.kind,
            subject=row.subject,
            body=json.loads(row.body),
            author=row.author,
        )
        for row in journal.about(tx, map(str, subjects), line=Line.AUTOMATIC)
    ]
