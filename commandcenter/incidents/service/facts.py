"""What is known of an incident, and how many people and how much it has cost."""

from dataclasses import replace
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, may, require, require_at_all
from commandcenter.incidents.model import handling
from commandcenter.incidents.model.figures import Counted, Figures, check_figures
from commandcenter.incidents.model.incident import Facts, Incident
from commandcenter.incidents.service import recording, reporting
from commandcenter.incidents.store import figures as figures_store
from commandcenter.incidents.store import incident as store
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts


def amend(
    db: Database, incident_id: UUID, facts: Facts, *, seen_version: int, officer: Officer
) -> Incident:
    """Put down what is known now; earlier versions stay readable.

    Clocks of reporting follow another class of events and another time of the occurrence.

    Raises:
        NotAllowed, IncidentOver, Rejected: Nothing was written.
        Conflict: Somebody changed it since *seen_version*, or there is no such incident.
        Unavailable: The outcome is unknown; send the same facts again.
    """
    require_at_all(officer, Right.REPORT)
    ready, _ = admit_texts(facts)
    with db.write(officer) as tx:
        one = recording.get(tx, incident_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if store.has_act(tx, ready.id):
            return one
        if not may(officer, Right.SEE_PHONES):  # who gives back what was shown masked
            ready = replace(ready, commander_phone=one.facts.commander_phone)
        handling.check_open(one)
        handling.check_facts(ready, learned_at=one.learned_at)
        if one.version != seen_version:
            raise Conflict
        facts_seq = tx.seq + 1
        body = store.add_facts(tx, one.id, one.number, ready)
        after = replace(one, facts=ready, version=one.version + 1)
        store.set_state(tx, after, facts_seq=facts_seq)
        recording.append(tx, store.FACTS, body, one, act_id=ready.id)
        reporting.correct(tx, one, after)
    return after


def count(
    db: Database,
    incident_id: UUID,
    figures: Figures,
    *,
    officer: Officer,
    seen: UUID | None = None,
) -> Counted:
    """Note casualties and losses as counted; earlier counts stay readable.

    Args:
        seen: Id of the newest count that these figures were put together from; None before
            the first.

    Raises:
        NotAllowed, IncidentOver, FigureOutOfRange, FiguresFromFuture: Nothing was written.
        Conflict: Somebody noted a count since *seen*, or there is no such incident.
        Unavailable: The outcome is unknown; send the same figures again.
    """
    require_at_all(officer, Right.REPORT)
    ready, _ = admit_texts(figures)
    with db.write(officer) as tx:
        one = recording.get(tx, incident_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        known = figures_store.find(tx, ready.id)
        if known is not None:
            return known
        handling.check_open(one)
        check_figures(ready, at=tx.at)
        newest = figures_store.newest(tx, one.id)
        if (newest.figures.id if newest is not None else None) != seen:
            raise Conflict
        ready = replace(ready, as_of=ready.as_of or tx.at)
        counted = Counted(
            seq=tx.seq + 1,
            figures=ready,
            as_of=ready.as_of or tx.at,
            by=tx.officer.name,
            at=tx.at,
        )
        body = figures_store.add(tx, one, ready)
        recording.append(tx, figures_store.NOTED, body, one, act_id=ready.id)
    return counted
