"""Taking the papers of a response out of the program.

Each paper reads everything in one transaction and prints the head of the last journal row
it depends on, so that printing it again gives the same bytes as long as nothing changed.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database import heads
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import Area, Person, masked
from commandcenter.directory.rights import Right, may
from commandcenter.directory.service import areas, county, people, phrases, rules
from commandcenter.documents.seal import Seal
from commandcenter.duty.papers import Running
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.papers import evacuation_list as list_paper
from commandcenter.incidents.papers import response_order as order_paper
from commandcenter.incidents.papers import township_packet as packet_paper
from commandcenter.incidents.papers.evacuation_list import Listed
from commandcenter.incidents.papers.township_packet import Packet
from commandcenter.incidents.service import evacuation, matrix
from commandcenter.incidents.service import shelters as shelter_service
from commandcenter.incidents.store import response as store
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_, translation
from commandcenter.teams.papers.ground import Dictionaries, Ground

# What the journal rows of a county's founding are about: its name and its dictionaries.
_FOUNDING = "county"
_DICTIONARIES = ("hazard_kind", matrix.TIERS, matrix.MEASURES)


class NoSuchResponse(Rejected):
    """A printed number belongs to no response."""

    sentence = N_("There is no response {number}. Look at its number again.")


class NoSuchTownship(Rejected):
    """A code or name belongs to no township."""

    sentence = N_("There is no township {township}. Write its name or its code.")


def response_order(
    db: Database,
    response_id: UUID,
    *,
    at: datetime,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the order of the newest act of a response.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such response.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        one = _found(tx, response_id)
        newest = [one.history[-1].seq]
        ground = _ground(tx, newest, at=at, language=language, running=running)
    return order_paper.response_order(ground, one)


def evacuation_list(
    db: Database,
    response_id: UUID,
    *,
    at: datetime,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the list of a response; names and homes only for those who may see them.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such response.
        Unavailable: The database did not answer.
    """
    on = day_of(at)
    with db.read() as tx:
        one = _found(tx, response_id)
        listed = Listed(
            number=one.number,
            people=evacuation.listed_in(tx, one.id, officer=officer),
            counts=evacuation.counts_in(tx, one.id, on=on),
            townships=evacuation.townships_in(tx, on),
            is_masked=not may(officer, Right.SEE_PERSONS),
            is_drill=one.opening.drill_id is not None,
        )
        newest = [one.history[0].seq, heads.newest_about(tx, str(one.id))]
        ground = _ground(tx, newest, at=at, language=language, running=running)
    return list_paper.evacuation_list(ground, listed)


def township_packet(
    db: Database,
    response_id: UUID,
    area_code: str,
    *,
    at: datetime,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return what a township needs when it is cut off; people as the officer may see them.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such response.
        Unavailable: The database did not answer.
    """
    on = day_of(at)
    with db.read() as tx:
        one = _found(tx, response_id)
        contacts = people.of_area(tx, area_code)
        townships = evacuation.townships_in(tx, on)
        known = [place.shelter for place in shelter_service.everything_in(tx, officer=officer)]
        shelters = [
            place
            for place in known
            if place.is_active and townships.get(place.area_code, place.area_code) == area_code
        ]
        cells = matrix.of_response_in(tx, one.id).cells
        newest = [
            heads.newest_about(tx, str(one.id)),
            *(heads.newest_about(tx, str(place.id)) for place in known),
            *(heads.newest_about(tx, str(contact.id)) for contact in contacts),
        ]
        ground = _ground(tx, newest, at=at, language=language, running=running)
        packet = Packet(
            response=one,
            area_code=area_code,
            contacts=_with_phones(contacts, officer),
            shelters=shelters,
            cells=[cell for cell in cells if cell.area_code == area_code],
            people=evacuation.of_township_in(tx, one.id, area_code, on=on, officer=officer),
            measures=ground.dictionaries.words[matrix.MEASURES],
        )
    return packet_paper.township_packet(ground, packet)


def _with_phones(contacts: Iterable[Person], officer: Officer) -> list[Person]:
    if may(officer, Right.SEE_PHONES):
        return list(contacts)
    return [
        replace(one, mobile=masked(one.mobile), office_phone=masked(one.office_phone))
        for one in contacts
    ]


def response_with(db: Database, number: str) -> UUID:
    """Return the response that has a printed number.

    Raises:
        NoSuchResponse: There is none.
    """
    with db.read() as tx:
        found = store.with_number(tx, admit(number)[0].strip())
    if found is None:
        raise NoSuchResponse(number=number)
    return found.id


def township_with(db: Database, name: str, *, at: datetime) -> Area:
    """Return the township that has a name or a code.

    Raises:
        NoSuchTownship: There is none.
    """
    wanted = admit(name)[0].strip()
    with db.read() as tx:
        known = areas.existing(tx, on=day_of(at), tier=matrix.TOWNSHIP)
    found = next((area for area in known if wanted in (area.code, area.name)), None)
    if found is None:
        raise NoSuchTownship(township=name)
    return found


def _found(tx: Tx, response_id: UUID) -> Response:
    one = store.find(tx, response_id)
    if one is None:
        raise Conflict
    return one


def _ground(
    tx: Tx, newest: Iterable[int], *, at: datetime, language: str, running: Running | None
) -> Ground:
    on = day_of(at)
    known = phrases.said(tx, _DICTIONARIES, language)
    changed = rules.newest_about(tx, [county.CENTRE])
    head = heads.at(tx, max(heads.newest_about(tx, _FOUNDING), changed, *newest))
    return Ground(
        centre=county.names(tx, on=on).centre,
        words=translation(language),
        dictionaries=Dictionaries(words=known),
        areas={area.code: area.name for area in areas.existing(tx, on=on)},
        seal=None if head is None else Seal(seq=head.seq, hash=head.hash, at=head.received_at),
        running=running or Running(),
    )
