"""The list of people who are moved (人员转移清单), township by township."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commandcenter.documents.boxes import Signature
from commandcenter.documents.paper import Layout, Paper
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.incidents.model.evacuation import MOVED_WORDS, Counts, Evacuee, Moved, total
from commandcenter.incidents.papers.response_order import DRILL_MARK, DRILL_TITLE
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_TITLE = N_("Evacuation list of {centre}")
_MASKED = N_("Names and homes are left out; whoever prints this list may not see them.")
_NOBODY = N_("Nobody is on the list")
_NO_TOWNSHIP = N_("No township has anybody on the list")
_PERCENT = N_("{percent} %")
_SUM = N_("Sum of all")
_PEOPLE = N_("{people} people")
_YEAR = len("2026-")  # one list is of one night; the year stands nowhere else either


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list as somebody may see it.

    Attributes:
        number: Of the incident or response.
        people: By number.
        townships: Code of the township of each area.
        is_masked: Whether names and homes are left out.
    """

    number: str
    people: Sequence[Evacuee]
    counts: Mapping[str, Counts]
    townships: Mapping[str, str]
    is_masked: bool
    is_drill: bool = False


def evacuation_list(ground: Ground, listed: Listed) -> bytes:
    """Return the list.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    title = words(_TITLE).format(centre=ground.centre)
    mark = ""
    if listed.is_drill:
        title, mark = words(DRILL_TITLE).format(title=title), words(DRILL_MARK)
    paper = ground.begin(title, layout=Layout.WIDE, subject=listed.number, watermark=mark)
    paper.subtitle(listed.number)
    if listed.is_masked:
        paper.paragraph(words(_MASKED), indent=0)
    paper.table(_count_columns(ground), _count_rows(ground, listed), empty=words(_NO_TOWNSHIP))
    for code in listed.counts:
        paper.heading(ground.area(code))
        people = [
            one
            for one in listed.people
            if listed.townships.get(one.area_code, one.area_code) == code
        ]
        print_people(ground, paper, people)
    paper.signatures([Signature(words(N_("Checked by"))), Signature(words(N_("Approved by")))])
    return ground.finish(paper)


def print_people(ground: Ground, paper: Paper, people: Iterable[Evacuee]) -> None:
    """Print people with the six questions and where they are; crossed off ones struck through."""
    rows = (_person_row(ground, one) for one in people)
    paper.table(_columns(ground), rows, empty=ground.words(_NOBODY), small=True)


def _count_columns(ground: Ground) -> list[Column]:
    words = ground.words
    headings = (
        N_("People due"),
        N_("Moved"),
        N_("Settled"),
        N_("Not reached"),
        N_("Away"),
        N_("Progress"),
    )
    return [
        Column(words(N_("Township")), width_mm=60),
        *(Column(words(heading), width_mm=30, align="center") for heading in headings),
    ]


def _count_rows(ground: Ground, listed: Listed) -> list[Sequence[Value]]:
    rows = [_count_row(ground, ground.area(code), one) for code, one in listed.counts.items()]
    if len(rows) > 1:
        rows.append(_count_row(ground, ground.words(_SUM), total(listed.counts.values())))
    return rows


def _count_row(ground: Ground, name: str, one: Counts) -> Sequence[Value]:
    numbers = (one.due, one.moved, one.settled, one.not_reached, one.by_state.get(Moved.AWAY, 0))
    return (
        name,
        *(str(number) for number in numbers),
        ground.words(_PERCENT).format(percent=one.percent),
    )


def _columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("No.")), width_mm=14, align="center"),
        Column(words(N_("Who is moved")), width_mm=40),
        Column(words(N_("Where they are")), width_mm=40),
        Column(words(N_("When to move")), width_mm=30),
        Column(words(N_("Who fetches them")), width_mm=34),
        Column(words(N_("Moved to")), width_mm=32),
        Column(words(N_("Care and return")), width_mm=46),
        Column(words(N_("State")), width_mm=26),
    ]


def _person_row(ground: Ground, one: Evacuee) -> Sequence[Value]:
    words = ground.words
    count = words(_PEOPLE).format(people=one.people) if one.people > 1 else ""
    state = words(MOVED_WORDS[one.state])
    moved = minute(one.at)[_YEAR:] if one.state is not Moved.DUE else ""
    who = " ".join(filter(None, (one.name, one.household, count)))
    values = (
        (one.number,),
        (who, one.phone, one.needs),
        (ground.area(one.area_code), one.address, one.last_place),
        (one.trigger,),
        (one.helper, one.helper_phone),
        (one.destination,),
        (one.care,),
        (state, moved, one.note),
    )
    return [_lines(texts, struck=one.is_struck) for texts in values]


def _lines(texts: Iterable[str], *, struck: bool) -> list[str | Cell]:
    return [Cell(text, struck=True) if struck else text for text in texts if text]
