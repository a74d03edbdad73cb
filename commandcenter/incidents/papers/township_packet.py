"""What a township needs when it is cut off (乡自为战): everything about it on paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commandcenter.directory.model import Person
from commandcenter.documents import dates
from commandcenter.documents.paper import Layout
from commandcenter.documents.tables import Column, Value
from commandcenter.incidents.model.evacuation import Evacuee, Shelter
from commandcenter.incidents.model.matrix import CELL_WORDS, Cell
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.model.response_words import STAGE_WORDS
from commandcenter.incidents.papers.evacuation_list import print_people
from commandcenter.incidents.papers.response_order import DRILL_MARK, DRILL_TITLE
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground, number_or_nothing

_TITLE = N_("Packet of {township} for emergencies")
_NO_CONTACTS = N_("The directory has nobody of this township")
_NO_SHELTERS = N_("No shelter lies in this township")
_NO_MEASURES = N_("The hazard of this response has no measures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """What there is of one township.

    Attributes:
        area_code: Of the township.
        contacts: With phones as the officer may see them.
        people: As the officer may see them.
        measures: Words of the measures by their code.
    """

    response: Response
    area_code: str
    contacts: Sequence[Person]
    shelters: Sequence[Shelter]
    cells: Sequence[Cell]
    people: Sequence[Evacuee]
    measures: Mapping[str, str]


def township_packet(ground: Ground, packet: Packet) -> bytes:
    """Return the packet.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words, one = ground.words, packet.response
    title = words(_TITLE).format(township=ground.area(packet.area_code))
    mark = ""
    if one.opening.drill_id is not None:
        title, mark = words(DRILL_TITLE).format(title=title), words(DRILL_MARK)
    paper = ground.begin(title, layout=Layout.WIDE, subject=one.number, watermark=mark)
    paper.facts(_facts(ground, one), columns=2)
    paper.heading(words(N_("Contacts")))
    paper.table(_contact_columns(ground), _contacts(packet), empty=words(_NO_CONTACTS))
    paper.heading(words(N_("Shelters")))
    paper.table(_shelter_columns(ground), _shelters(ground, packet), empty=words(_NO_SHELTERS))
    paper.heading(words(N_("Measures of this stage")))
    paper.table(_cell_columns(ground), _cells(ground, packet), empty=words(_NO_MEASURES))
    paper.heading(words(N_("People to move")))
    print_people(ground, paper, packet.people)
    return ground.finish(paper)


def _facts(ground: Ground, one: Response) -> list[tuple[str, str]]:
    words = ground.words
    return [
        (words(N_("Response number")), one.number),
        (words(N_("Hazard")), ground.word("hazard_kind", one.opening.hazard)),
        (words(N_("Level of response")), words(STAGE_WORDS[one.stage])),
        (words(N_("In force from")), dates.moment(words, one.since)),
        # Filled in by hand: maps are kept outside of the program.
        (words(N_("Map sheet")), ""),
    ]


def _contact_columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Unit")), width_mm=70),
        Column(words(N_("Post")), width_mm=54),
        Column(words(N_("Name")), width_mm=40),
        Column(words(N_("Office phone")), width_mm=46),
        Column(words(N_("Mobile phone")), width_mm=46),
    ]


def _contacts(packet: Packet) -> Iterator[Sequence[Value]]:
    for one in packet.contacts:
        yield one.organisation, one.post, one.name, one.office_phone, one.mobile


def _shelter_columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Shelter")), width_mm=60),
        Column(words(N_("Where it is")), width_mm=80),
        Column(words(N_("Capacity")), width_mm=26, align="center"),
        Column(words(N_("Responsible person")), width_mm=44),
        Column(words(N_("Phone")), width_mm=46),
    ]


def _shelters(ground: Ground, packet: Packet) -> Iterator[Sequence[Value]]:
    for one in packet.shelters:
        where = ground.place(one.area_code, one.address)
        yield one.name, where, number_or_nothing(one.capacity), one.responsible, one.phone


def _cell_columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Tier")), width_mm=32),
        Column(words(N_("Measure")), width_mm=134),
        Column(words(N_("State")), width_mm=30, align="center"),
        Column(words(N_("Remarks")), width_mm=60),
    ]


def _cells(ground: Ground, packet: Packet) -> Iterator[Sequence[Value]]:
    for cell in packet.cells:
        yield (
            ground.word("matrix_tier", cell.tier),
            packet.measures.get(cell.measure, cell.measure),
            ground.words(CELL_WORDS[cell.state]),
            cell.note,
        )
