"""The phrases of the trade, read from the resources and ready to be filled."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from random import Random
from typing import Any

import resources
from commandcenter.cli.demo.slots import Fill, Phrasebook
from commandcenter.duty.model.entry import Channel, Direction, EntryKind, Urgency

Row = Mapping[str, Any]

_FILES = ("calls_in", "people", "outgoing", "papers", "inspect", "stories")
_WAYS: dict[EntryKind, tuple[Direction, Channel]] = {
    EntryKind.CALL_OUT: (Direction.OUT, Channel.PHONE),
    EntryKind.FAX: (Direction.IN, Channel.FAX),
    EntryKind.DOC: (Direction.IN, Channel.PAPER),
    EntryKind.ORDER: (Direction.IN, Channel.SYSTEM),
    EntryKind.LEADER_NOTE: (Direction.INTERNAL, Channel.IN_PERSON),
    EntryKind.WEATHER: (Direction.IN, Channel.SYSTEM),
    EntryKind.WARN_ACK: (Direction.OUT, Channel.PHONE),
    EntryKind.REPORT_OUT: (Direction.OUT, Channel.SYSTEM),
    EntryKind.DISPATCH: (Direction.OUT, Channel.PHONE),
    EntryKind.CHECK: (Direction.OUT, Channel.PHONE),
    EntryKind.PATROL: (Direction.INTERNAL, Channel.VIDEO),
    EntryKind.DEVICE: (Direction.INTERNAL, Channel.SYSTEM),
    EntryKind.HOTSPOT: (Direction.IN, Channel.SYSTEM),
    EntryKind.VISIT: (Direction.IN, Channel.IN_PERSON),
    EntryKind.SWAP: (Direction.INTERNAL, Channel.PAPER),
    EntryKind.HANDOVER: (Direction.INTERNAL, Channel.IN_PERSON),
    EntryKind.OTHER: (Direction.INTERNAL, Channel.IN_PERSON),
}


class Way(StrEnum):
    """How an entry is handled, from writing it down to the end."""

    DONE = "done"  # written down when it was over
    NOTE = "note"  # taken, nothing else to do
    TELL = "tell"  # taken, the chief told, answered later
    PASS = "pass"  # taken, passed on, answered later  # noqa: S105 - not a password
    FULL = "full"  # taken, the leader told, passed on, answered later
    OUT = "out"  # said to somebody, answered soon


# Gap found in a wording, and how the place of the entry is then written.
_PLACES = {
    "{村}{路}": "{镇}{村}{路}",
    "{村}": "{镇}{村}",
    **{
        gap: gap for gap in ("{企}", "{校}", "{弯}", "{滩}", "{区}", "{场}", "{路}", "{库}", "{河}")
    },
}

# Minutes until the answer, where the phrase does not say.
_WAITS = {
    Way.DONE: (0, 0),
    Way.NOTE: (0, 0),
    Way.TELL: (8, 50),
    Way.PASS: (15, 120),
    Way.FULL: (30, 180),
    Way.OUT: (2, 25),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One wording.

    Attributes:
        place: What it says about where; None if nothing.
        names_village: Whether it names the village, so that one can be misheard.
        results: What may come of it; empty if any result of the matter fits.
    """

    fill: Fill
    results: tuple[Fill, ...]
    place: Fill | None
    names_village: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One entry of a story: all its wordings and what they have in common.

    Attributes:
        source: Who is at the other end: township, village, citizen, a key, or nobody.
        orgs: Keys to choose from, if the source is a kind.
        after: Least and most minutes after the entry before it.
        wait: Least and most minutes until it is finished.
        due: Least and most minutes to the deadline it sets; None if it sets none.
    """

    kind: EntryKind
    direction: Direction
    channel: Channel
    urgency: Urgency
    way: Way
    source: str
    orgs: tuple[str, ...]
    lines: tuple[Line, ...]
    results: tuple[Fill, ...]
    to: tuple[Fill, ...]
    reported: tuple[Fill, ...]
    after: tuple[int, int]
    wait: tuple[int, int]
    due: tuple[int, int] | None
    is_internal: bool
    has_point: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One or more entries about one thing.

    Attributes:
        when: Sets of tags; it happens on days that have all tags of one set. Empty: any day.
        hours: Name of the rhythm of the day it follows.
        figures: Numbers that stay the same through the story.
        longest: Most minutes from the first to the last entry.
    """

    weight: float
    when: tuple[frozenset[str], ...]
    hours: str
    figures: tuple[Fill, ...]
    beats: tuple[Beat, ...]
    longest: int

    def suits(self, tags: frozenset[str]) -> bool:
        """Whether it happens on a day with these tags."""
        return not self.when or any(needed <= tags for needed in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """What is written down every day at about the same minute."""

    minute: int
    jitter: int
    likelihood: float
    story: Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All phrases."""

    stories: tuple[Story, ...]
    routines: tuple[Routine, ...]
    swap: Story


def load(chance: Random) -> Book:
    """Return the phrases of the resources; gaps will be filled by drawing from *chance*."""
    phrasebook = Phrasebook(_read("pools")["pools"], chance)
    files = [_read(name) for name in _FILES]
    groups = chain.from_iterable(file.get("group", ()) for file in files)
    stories = chain.from_iterable(file.get("story", ()) for file in files)
    return Book(
        stories=(
            *(_story(phrasebook, row, [row]) for group in groups for row in _matters(group)),
            *(_story(phrasebook, row, row["beat"]) for row in stories),
        ),
        routines=tuple(_routine(phrasebook, row) for row in _read("routine")["routine"]),
        swap=_story(phrasebook, {}, [{"kind": "swap", **_read("swaps")["swap"]}]),
    )


def _read(name: str) -> dict[str, Any]:
    with resources.path("demo", "phrases", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _matters(group: Row) -> list[Row]:
    """Return one row for each matter of a group; it has what the group has unless it differs."""
    shared = {key: value for key, value in group.items() if key != "matters"}
    weight = group["weight"] / sum(matter.get("weight", 1) for matter in group["matters"])
    return [
        {**shared, **matter, "weight": weight * matter.get("weight", 1)}
        for matter in group["matters"]
    ]


def _story(phrasebook: Phrasebook, row: Row, beats: list[Row]) -> Story:
    told = tuple(_beat(phrasebook, beat) for beat in beats)
    return Story(
        weight=row.get("weight", 1),
        when=tuple(frozenset(tags.split("+")) for tags in row.get("when", ())),
        hours=row.get("at", "any"),
        figures=tuple(phrasebook.number(span) for span in row.get("figures", ())),
        beats=told,
        longest=sum(beat.after[1] for beat in told),
    )


def _routine(phrasebook: Phrasebook, row: Row) -> Routine:
    hours, minutes = map(int, row["time"].split(":"))
    return Routine(
        minute=hours * 60 + minutes,
        jitter=row["jitter"],
        likelihood=row.get("chance", 1.0),
        story=_story(phrasebook, row, [row]),
    )


def _beat(phrasebook: Phrasebook, row: Row) -> Beat:
    kind = EntryKind(row["kind"])
    way = Way(row.get("handling", "done"))
    direction, channel = _WAYS.get(kind, (Direction.IN, Channel.PHONE))
    return Beat(
        kind=kind,
        direction=Direction(row.get("direction", direction)),
        channel=Channel(row.get("channel", channel)),
        urgency=Urgency(row.get("urgency", "routine")),
        way=way,
        source=row.get("from", "none"),
        orgs=tuple(row.get("orgs", ())),
        lines=tuple(_line(phrasebook, line, row.get("place", "")) for line in row["lines"]),
        results=_fills(phrasebook, row.get("results", [""])),
        to=_fills(phrasebook, row.get("to", [""])),
        reported=_fills(phrasebook, row.get("reported", ())),
        after=_span(row["after"]) if "after" in row else (0, 0),
        wait=_span(row["wait"]) if "wait" in row else _WAITS[way],
        due=_span(row["due"]) if "due" in row else None,
        is_internal=row.get("internal", False),
        has_point=row.get("point", kind is EntryKind.INCIDENT),
    )


def _line(phrasebook: Phrasebook, row: str | list[str], place: str) -> Line:
    text, *results = [row] if isinstance(row, str) else row
    named = next((gap for gap in _PLACES if gap in place + text), "")
    return Line(
        fill=phrasebook.sentence(text),
        results=_fills(phrasebook, results),
        place=phrasebook.sentence(_PLACES[named]) if named else None,
        names_village="{村}" in text,
    )


def _fills(phrasebook: Phrasebook, phrases: Iterable[str]) -> tuple[Fill, ...]:
    return tuple(phrasebook.sentence(phrase) for phrase in phrases)


def _span(text: str) -> tuple[int, int]:
    least, most = map(int, text.split("-"))
    return least, most
