"""What a report is put together from: the record of an incident in one view."""

from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import NoSuchRule
from commandcenter.directory.service import areas, phrases, rules
from commandcenter.incidents.model.assembling import Previous, Record, spoken
from commandcenter.incidents.model.incident import Incident, LinkKind
from commandcenter.incidents.service import opening, recording
from commandcenter.incidents.store import figures as figures_store
from commandcenter.incidents.store import incident as store
from commandcenter.incidents.store import report as report_store
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import translation
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.service import dispatch

CONTACT = "incidents.contact"
# The value of a rule row that stands for nothing, because an empty one is not allowed.
NOTHING = "-"


def record_in(tx: Tx, one: Incident, *, language: str) -> Record:
    """Return everything that a report of an incident is put together from."""
    counted = figures_store.newest(tx, one.id)
    return Record(
        incident=one,
        figures=counted.figures if counted is not None else None,
        forces=forces_in(tx, one),
        place=_place(tx, one),
        kind=kind_word(tx, one.facts.kind, language=language),
        previous=_previous(tx, one),
        contact=text_of(tx, CONTACT, one),
    )


def words_for_phone(db: Database, incident_id: UUID, *, language: str) -> str:
    """Return what to say when an incident is reported by phone now.

    Raises:
        Conflict: There is no such incident.
    """
    with db.read() as tx:
        record = record_in(tx, recording.get(tx, incident_id), language=language)
    return spoken(record, words=translation(language))


def forces_in(tx: Tx, one: Incident) -> tuple[Dispatch, ...]:
    """Return the teams sent to an incident and to those merged into it, oldest first.

    Those ordered from a log line of the incident belong to it as well.
    """
    ids, links = {one.id}, list(store.links(tx, one.id))
    for merged in [held.target for held in links if held.kind is LinkKind.INCIDENT]:
        ids.add(merged)
        links += store.links(tx, merged)
    return dispatch.of_incidents_in(
        tx,
        ids,
        entries={held.target for held in links if held.kind is LinkKind.ENTRY},
        dispatches={held.target for held in links if held.kind is LinkKind.DISPATCH},
        drill_id=one.drill_id,
    )


def text_of(tx: Tx, code: str, one: Incident) -> str:
    """Return the text of a rule row as of when an incident was opened; `-` is nothing.

    A county that has lost the row can still write its reports.
    """
    try:
        found = rules.value(tx, code, on=day_of(one.opened_at)).strip()
    except NoSuchRule:
        return ""
    return "" if found == NOTHING else found


def kind_word(tx: Tx, code: str, *, language: str) -> str:
    """Return the word of a kind of incident; one that the county no longer has stays a code."""
    for term in phrases.words(tx, opening.KINDS):
        if term.code == code:
            return term.en if language == "en" and term.en else term.zh
    return code


def _place(tx: Tx, one: Incident) -> str:
    """Return the place with the name of its area, unless it says that already."""
    facts = one.facts
    names = {area.code: area.name for area in areas.existing(tx, on=day_of(one.opened_at))}
    area = names.get(facts.area_code, facts.area_code)
    return facts.place if area in facts.place else f"{area}{facts.place}"


def _previous(tx: Tx, one: Incident) -> Previous | None:
    sent = [report for report in report_store.of_incident(tx, one.id) if report.sent is not None]
    if not sent or sent[-1].sent is None:
        return None
    last, text = sent[-1].sent, sent[-1].text
    counted = figures_store.find(tx, text.figures_id) if text.figures_id is not None else None
    return Previous(
        number=last.number,
        sent_at=last.sent_at,
        level=text.level,
        facts=store.facts(tx, text.facts_id),
        figures=counted.figures if counted is not None else None,
    )
