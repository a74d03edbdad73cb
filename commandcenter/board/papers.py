"""The present state on one sheet (态势一览): what is open, who is out, whom to ring up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from uuid import UUID

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.words import SEVERITY_WORDS
from commandcenter.board.model import Item, ItemKind, Response, Snapshot, brief, by_column
from commandcenter.documents import dates
from commandcenter.documents.paper import Layout, Paper
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.model.words import ROLE
from commandcenter.duty.papers import shift_line
from commandcenter.incidents.model.evacuation import Counts
from commandcenter.incidents.service.shelters import Place
from commandcenter.kernel.words import N_
from commandcenter.matters.model.matter import Matter
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.model.dispatch_words import STEP_WORDS
from commandcenter.teams.papers.ground import Ground

_TITLE = N_("Present state, {centre}")
_AT = N_("As of {time}")
_NO_PHONES = N_("No phones are known")
_NONE = N_("None")
_NOTHING_OPEN = N_("Nothing is open")
_LATE = N_("Late: {words}")
_PEOPLE_OUT = N_("{people} people out")
_COUNTS = N_("Due {due}, moved {moved}, safe {settled} ({percent} %)")
_INSIDE = N_("{people} inside, room for {capacity}")
_UNKNOWN_ROOM = N_("{people} inside")
_SINCE = N_("Since {time}")
_NO_MATTERS = N_("No open matters")
_PAIRS = 3  # of a name and its phone beside each other

Row = tuple[Value, Value, Value, Value, Value]  # what, state, where, who, time


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything that is printed, read in one transaction.

    Attributes:
        board: Of the same moment.
        numbers: Of incidents, by their id.
        sent: Every team that is out.
        leaders: Name and phone of whoever leads a team, by the team.
        moved: How far moving people has come, by township.
        shelters: Those with people in them.
        alarms: Those that wait for somebody to acknowledge them.
        phones: Whom to ring up first, with their numbers.
    """

    at: datetime
    shift: Shift | None
    board: Snapshot
    numbers: Mapping[UUID, str]
    sent: Sequence[Dispatch]
    leaders: Mapping[UUID, str]
    moved: Mapping[str, Counts]
    shelters: Sequence[Place]
    alarms: Sequence[Alarm]
    matters: Sequence[Matter]
    phones: Sequence[tuple[str, str]]


def situation(ground: Ground, now: Situation) -> bytes:
    """Return the sheet, on as many pages as it takes.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    title = words(_TITLE).format(centre=ground.centre)
    moment = dates.moment(words, now.at)
    paper = ground.begin(title, layout=Layout.DENSE, subject=moment)
    paper.subtitle(_below_title(ground, now))
    paper.table(_columns(ground), _sections(ground, now), empty=words(_NOTHING_OPEN))
    matters = (_matter(ground, one, now.at) for one in now.matters)
    paper.table(_matter_columns(ground), matters, empty=words(_NO_MATTERS))
    _print_phones(ground, paper, [*_on_watch(ground, now.shift), *now.phones])
    return ground.finish(paper)


def _below_title(ground: Ground, now: Situation) -> str:
    words = ground.words
    at = words(_AT).format(time=dates.moment(words, now.at))
    if now.shift is None:
        return at
    return "  ".join(filter(None, (at, shift_line(now.shift, words), now.shift.weather)))


def _on_watch(ground: Ground, shift: Shift | None) -> list[tuple[str, str]]:
    members = shift.members if shift is not None else ()
    return [(f"{ground.words(ROLE[one.role])} {one.name}", one.phone) for one in members]


def _print_phones(ground: Ground, paper: Paper, phones: Sequence[tuple[str, str]]) -> None:
    """Print names with their phones, several beside each other, to be read line by line."""
    words = ground.words
    columns = [
        column
        for _ in range(_PAIRS)
        for column in (
            Column(words(N_("Whom to ring up")), width_mm=39),
            Column(words(N_("Phone")), width_mm=22),
        )
    ]
    lines = zip_longest(*(phones[start::_PAIRS] for start in range(_PAIRS)), fillvalue=("", ""))
    rows = ([text for pair in line for text in pair] for line in lines)
    paper.table(columns, rows, empty=words(_NO_PHONES))


def _columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Subject")), width_mm=20, align="center"),
        Column(words(N_("What is open")), width_mm=55),
        Column(words(N_("State")), width_mm=20),
        Column(words(N_("Place")), width_mm=36),
        Column(words(N_("Who is in charge")), width_mm=29),
        Column(words(N_("Time")), width_mm=22),
    ]


def _matter_columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Open matter")), width_mm=131),
        Column(words(N_("Owner")), width_mm=29),
        Column(words(N_("Due")), width_mm=22),
    ]


def _sections(ground: Ground, now: Situation) -> Iterator[Sequence[Value]]:
    """Give all rows; each says what it is about, so that none is read as another's."""
    columns = by_column(now.board)
    shown: tuple[tuple[str, Iterable[Row]], ...] = (
        (N_("Response"), (_response(ground, one, now.at) for one in now.board.responses)),
        (N_("Incidents"), (_incident(ground, one, now) for one in columns[ItemKind.INCIDENT])),
        (N_("Warnings"), (_warning(ground, one, now) for one in columns[ItemKind.WARNING])),
        (N_("Teams out"), (_team(ground, one, now) for one in now.sent)),
        (N_("Evacuation"), _evacuation(ground, now)),
        (N_("Unacknowledged"), (_alarm(ground, one, now.at) for one in now.alarms)),
    )
    words = ground.words
    for title, rows in shown:
        is_first = True
        for row in rows:
            yield Cell(words(title), bold=is_first, quiet=not is_first), *row
            is_first = False
        if is_first:
            yield Cell(words(title), bold=True), words(_NONE), "", "", "", ""


def _response(ground: Ground, one: Response, at: datetime) -> Row:
    return one.words.said(ground.words), "", "", one.by, _since(ground, one.since, at)


def _since(ground: Ground, since: datetime, at: datetime) -> str:
    return ground.words(_SINCE).format(time=brief(since, beside=at))


def _incident(ground: Ground, one: Item, now: Situation) -> Row:
    words = ground.words
    what = f"{now.numbers.get(one.id, '')} {one.title}".strip()
    due = _due(ground, one, now.at)
    return what, one.status.said(words), one.place.said(words), one.who, due


def _due(ground: Ground, one: Item, at: datetime) -> str | Cell:
    if one.due_at is None:
        return ""
    return _until(ground, one.due_at, at, ground.words(one.clock_label))


def _until(ground: Ground, due_at: datetime, at: datetime, label: str = "") -> str | Cell:
    """Return a time that something has until; one that is over stands out."""
    says = f"{label} {brief(due_at, beside=at)}".strip()
    if due_at > at:
        return says
    return Cell(ground.words(_LATE).format(words=says), bold=True)


def _warning(ground: Ground, one: Item, now: Situation) -> Row:
    words = ground.words
    colour = words(SEVERITY_WORDS[one.severity]) if one.severity is not None else ""
    answered = f"{words(one.value_label)} {one.value.said(words)}" if one.value.text else ""
    state = f"{colour} {answered}".strip()
    times = [one.status.said(words), _due(ground, one, now.at)]
    return one.title, state, one.place.said(words), one.who, [time for time in times if time]


def _team(ground: Ground, one: Dispatch, now: Situation) -> Row:
    words, order = ground.words, one.order
    people = words(_PEOPLE_OUT).format(people=order.people_out) if order.people_out else ""
    what = f"{one.number} {one.team_name} {people}".strip()
    leader, since = now.leaders.get(order.team_id, ""), _since(ground, one.since, now.at)
    return what, words(STEP_WORDS[one.step]), order.place, leader, since


def _evacuation(ground: Ground, now: Situation) -> Iterator[Row]:
    words = ground.words
    for code, one in now.moved.items():
        says = words(_COUNTS).format(
            due=one.due, moved=one.moved, settled=one.settled, percent=one.percent
        )
        yield says, "", ground.area(code), "", ""
    for place in now.shelters:
        shelter = place.shelter
        says = _INSIDE if shelter.capacity else _UNKNOWN_ROOM
        inside = words(says).format(people=place.people, capacity=shelter.capacity)
        who = f"{shelter.responsible} {shelter.phone}".strip()
        yield f"{shelter.name} {inside}", "", ground.area(shelter.area_code), who, ""


def _alarm(ground: Ground, one: Alarm, at: datetime) -> Row:
    severity = ground.words(SEVERITY_WORDS[one.severity])
    where = ground.area(one.area_code) if one.area_code else ""
    return one.title, severity, where, "", _since(ground, one.raised_at, at)


def _matter(ground: Ground, one: Matter, at: datetime) -> Sequence[Value]:
    due = "" if one.due_at is None else _until(ground, one.due_at, at)
    return one.title, one.owner, due
