"""Opening incidents: from a log line with one call, from a warning, or from nothing."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require, require_at_all
from commandcenter.directory.service import phrases
from commandcenter.duty.model.entry import Entry
from commandcenter.duty.service import log
from commandcenter.incidents.model import handling
from commandcenter.incidents.model.incident import (
    Act,
    Incident,
    LinkKind,
    Opening,
    State,
    incident_number,
)
from commandcenter.incidents.service import levels, recording, reporting, standards
from commandcenter.incidents.store import incident as store
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.times import day_of, minute
from commandcenter.teams.service import dispatch
from commandcenter.warnings.service import passing

KINDS = "incident_kind"


def open_from_entry(
    db: Database, entry_id: UUID, *, incident_id: UUID, officer: Officer, kind: str = ""
) -> Incident:
    """Open an incident from a log line; nothing of it is typed again.

    Args:
        incident_id: Made by the caller, so that sending again opens one.
        kind: Code of the dictionary `incident_kind`; what the line names if left out.

    Raises:
        NotAllowed, EntryTaken, Rejected: Nothing was written.
        Conflict: There is no such entry.
        Unavailable: The outcome is unknown; send it again with the same *incident_id*.
    """
    require_at_all(officer, Right.REPORT)
    with db.write(officer) as tx:
        entry = log.find_in(tx, entry_id)
        if entry is None:
            raise Conflict
        require(officer, Right.REPORT, drill_id=entry.draft.drill_id)
        known = store.find(tx, incident_id)
        return known or open_in(tx, _opening(tx, entry, incident_id, kind))


def _opening(tx: Tx, entry: Entry, incident_id: UUID, kind: str) -> Opening:
    newest = entry.newest
    words = {term.code: term.zh for term in phrases.words(tx, KINDS)}
    named = kind or handling.kind_in(newest.draft.content, words)
    return Opening(
        id=incident_id,
        facts=handling.facts_of(entry, kind=named),
        learned_at=newest.received_at,
        entry_id=entry.id,
        drill_id=newest.draft.drill_id,
    )


def open_incident(db: Database, opening: Opening, *, officer: Officer) -> Incident:
    """Open an incident; sending the same opening again returns it.

    Raises:
        NotAllowed, EntryTaken, WarningTaken, Rejected: Nothing was written.
        Conflict: It names an entry or a warning that does not exist.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.REPORT, drill_id=opening.drill_id)
    ready = replace(opening, facts=admit_texts(opening.facts)[0])
    with db.write(officer) as tx:
        return open_in(tx, ready)


def open_in(tx: WriteTx, opening: Opening) -> Incident:
    """Do what `open_incident` does inside a transaction, with texts that were admitted."""
    known = store.find(tx, opening.id)
    if known is not None:
        return known
    learned_at = opening.learned_at or tx.at
    if learned_at > tx.at:
        raise handling.LearnedLater(at=minute(learned_at))
    handling.check_facts(opening.facts, learned_at=learned_at)
    origins = (LinkKind.ENTRY, opening.entry_id), (LinkKind.WARNING, opening.warning_id)
    named = [(kind, target) for kind, target in origins if target is not None]
    for kind, target in named:
        check_target(tx, kind, target, drill_id=opening.drill_id)
    check_warning(tx, opening.warning_id)
    standards.keep_in(tx)
    one = _add(tx, opening, learned_at)
    for kind, target in named:
        recording.link(tx, one, kind, target)
    reporting.begin(tx, one, since=learned_at)
    levels.alarm(tx, one)
    return one


def check_target(
    tx: Tx, kind: LinkKind, target: UUID, *, drill_id: UUID | None, besides: UUID | None = None
) -> None:
    """Refuse what an incident cannot be connected with.

    A log line that another incident came from is refused as well.

    Raises:
        EntryTaken, OtherIncidentScope: Nothing was written.
        Conflict: There is no such log line, dispatch or warning.
    """
    if _drill_of(tx, kind, target) != drill_id:
        raise handling.OtherIncidentScope
    if kind is not LinkKind.ENTRY:
        return
    taken = store.of_target(tx, kind, target)
    gone = (State.WITHDRAWN, State.MERGED)
    if held := [one for one in taken if one.state not in gone and one.id != besides]:
        raise handling.EntryTaken(number=held[0].number)


def check_warning(tx: Tx, warning_id: UUID | None, *, besides: UUID | None = None) -> None:
    """Refuse a warning that another open incident came from; further ones may be linked to it.

    Raises:
        WarningTaken: Nothing was written.
    """
    if warning_id is None:
        return
    for one in store.of_target(tx, LinkKind.WARNING, warning_id):
        if one.warning_id == warning_id and one.is_open and one.id != besides:
            raise handling.WarningTaken(number=one.number)


def _drill_of(tx: Tx, kind: LinkKind, target: UUID) -> UUID | None:
    if kind is LinkKind.ENTRY and (entry := log.find_in(tx, target)) is not None:
        return entry.draft.drill_id
    if kind is LinkKind.DISPATCH and (sent := dispatch.find_in(tx, target)) is not None:
        return sent.order.drill_id
    if kind is LinkKind.WARNING and (warning := passing.find_in(tx, target)) is not None:
        return warning.drill_id
    raise Conflict


def _add(tx: WriteTx, opening: Opening, learned_at: datetime) -> Incident:
    year = day_of(tx.at).year
    serial = store.next_serial(tx, year, opening.drill_id)
    one = Incident(
        seq=tx.seq + 1,
        id=opening.id,
        number=incident_number(year, serial, is_drill=opening.drill_id is not None),
        learned_at=learned_at,
        opened_at=tx.at,
        opened_by=tx.officer.name,
        facts=opening.facts,
        entry_id=opening.entry_id,
        warning_id=opening.warning_id,
        drill_id=opening.drill_id,
        version=1,
    )
    body = store.add(
        tx, opening, number=one.number, year=year, serial=serial, learned_at=learned_at
    )
    recording.append(tx, store.OPENED, body, one, act_id=one.id)
    facts_seq = tx.seq + 1
    body = store.add_facts(tx, one.id, one.number, opening.facts)
    recording.append(tx, store.FACTS, body, one, act_id=opening.facts.id)
    row = recording.row_of(tx, one, Act.OPEN, State.OPEN)
    store.begin_state(tx, one, facts_seq=facts_seq)
    body = store.add_act(tx, one, row)
    recording.append(tx, store.KINDS[Act.OPEN], body, one, act_id=row.id)
    return one
