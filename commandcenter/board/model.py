"""What the live board shows: plain values, read in one go and compared with the ones before.

Words are source texts with facts, put into words by whoever shows them. Nothing here says how
it looks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import clock, minute
from commandcenter.kernel.words import Translate

_NEAR = timedelta(hours=12)
_YEAR = len("2026-")
_LAST = datetime.max.replace(tzinfo=UTC)


class ItemKind(StrEnum):
    """What a card on the board is about; each kind has a column."""

    INCIDENT = "incident"  # 突发事件
    WARNING = "warning"  # 预警
    HAZARD = "hazard"  # 隐患
    READING = "reading"  # 监测
    HOTSPOT = "hotspot"  # 卫星热点, among the warnings
    INJECT = "inject"  # 注入 of a running drill, among the incidents
    DRILL_WARNING = "drill_warning"  # one that is put in as a warning, among the warnings


class Light(StrEnum):
    """How a figure of this year stands against its target."""

    ON_TRACK = "on_track"
    NEAR = "near"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A source text and what is filled into it.

    Attributes:
        facts: Names in braces and their values; a value that is a phrase is put into words too.
    """

    text: str = ""
    facts: tuple[tuple[str, "str | int | Phrase"], ...] = ()

    def said(self, tr: Translate) -> str:
        """Put it into the language that *tr* speaks."""
        if not self.text:
            return ""
        filled = {
            name: fact.said(tr) if isinstance(fact, Phrase) else fact for name, fact in self.facts
        }
        return tr(self.text).format(**filled)


NOTHING = Phrase()


def phrase(text: str, **facts: str | int | Phrase) -> Phrase:
    """Return a source text with its facts."""
    return Phrase(text=text, facts=tuple(facts.items()))


def plain(words: str) -> Phrase:
    """Return words that are the same in every language, such as a name or `8/11`."""
    return Phrase(text="{words}", facts=(("words", words),)) if words else NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One card.

    The running time is the main figure where there is one and no value; with both, the value
    is, and the time stands beside it instead of the status.

    Attributes:
        id: Of the record itself; with the kind it says where the card leads.
        severity: None for what has no colour, such as an incident below the levels.
        alarm_id: The alarm that is acknowledged here; None if there is none.
        place: Where, and what belongs on the same line, such as the level.
        area_code: Of the township it counts for.
        position: Longitude and latitude, for the map.
        value_label: What the value is.
        due_at: When its next clock ends; *warn_at* is from when that is near.
        clock_label: What the clock is for.
        status: In a word or two what is being done, or until when it holds.
        at: When it last changed.
        is_stale: What it says is too old to be relied on.
    """

    id: UUID
    kind: ItemKind
    title: str
    at: datetime
    severity: Severity | None = None
    is_acknowledged: bool = True
    alarm_id: UUID | None = None
    place: Phrase = NOTHING
    area_code: str = ""
    position: tuple[float, float] | None = None
    value_label: str = ""
    value: Phrase = NOTHING
    due_at: datetime | None = None
    warn_at: datetime | None = None
    clock_label: str = ""
    status: Phrase = NOTHING
    who: str = ""
    is_stale: bool = False
    drill_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A figure of this year against the same days of last year and the target.

    Attributes:
        code: What is counted, such as `deaths`; the key of the rows behind the number.
        title: Source text.
        target: The most there may be this year; None if nobody has set one.
    """

    code: str
    title: str
    this_year: int
    last_year: int
    target: int | None = None

    @property
    def light(self) -> Light:
        """Over the target; as many as last year by now; or fewer."""
        if self.target is not None and self.this_year > self.target:
            return Light.OVER
        return Light.NEAR if self.this_year and self.this_year >= self.last_year else Light.ON_TRACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Forces:
    """Who is out, who stands by, how far moving people has come."""

    teams_out: int = 0
    people_out: int = 0
    teams_waiting: int = 0
    people_waiting: int = 0
    moved: int = 0
    to_move: int = 0
    shelters: int = 0
    sheltered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What a team did last.

    Attributes:
        id: Of the dispatch.
        words: Who did what where.
        state: How things stand now; *since* is added as a running age.
    """

    id: UUID
    at: datetime
    words: Phrase
    state: Phrase = NOTHING
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where teams are, for the map."""

    id: UUID
    name: str
    position: tuple[float, float]
    teams: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An emergency response that is in force, and who began it."""

    id: UUID
    words: Phrase
    since: datetime
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The board at one moment.

    Attributes:
        columns: The kinds that have a column, from left to right.
        items: Of every kind, in any order; those of a drill among them.
        closed: What was closed lately, by kind: one phrase for each way of closing.
        sources: How many data sources work, and which do not.
        area_colours: The worst warning in force for each township.
        reminders: What planners have to think of, the earliest day first.
    """

    at: datetime
    columns: tuple[ItemKind, ...] = (ItemKind.INCIDENT, ItemKind.WARNING)
    items: tuple[Item, ...] = ()
    closed: Mapping[ItemKind, tuple[Phrase, ...]] = field(default_factory=dict)
    tiles: tuple[Tile, ...] = ()
    forces: Forces = field(default_factory=Forces)
    movements: tuple[Movement, ...] = ()
    posts: tuple[Post, ...] = ()
    responses: tuple[Response, ...] = ()
    sources: Phrase = NOTHING
    area_colours: Mapping[str, Severity] = field(default_factory=dict)
    reminders: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The cards of a column.

    Attributes:
        items: From top to bottom.
        new: Held back, because somebody is looking; in order.
        ended: Ids of those that are over, and stay for the same reason.
    """

    items: tuple[Item, ...] = ()
    new: tuple[Item, ...] = ()
    ended: frozenset[UUID] = frozenset()


def brief(at: datetime, *, beside: datetime) -> str:
    """Return a time of day, with its day where it could be taken for that of another one."""
    return clock(at) if is_near(at, beside=beside) else minute(at)[_YEAR:]


def is_near(at: datetime, *, beside: datetime) -> bool:
    """Say whether the time of day alone tells a moment from that of another day."""
    return abs(at - beside) < _NEAR


def column_of(kind: ItemKind) -> ItemKind:
    """Return the kind in whose column an item stands."""
    return _ELSEWHERE.get(kind, kind)


_ELSEWHERE = {
    ItemKind.HOTSPOT: ItemKind.WARNING,
    ItemKind.INJECT: ItemKind.INCIDENT,
    ItemKind.DRILL_WARNING: ItemKind.WARNING,
}


def in_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return items as they need somebody: not acknowledged, worst, due first, newest.

    Those of a drill come after all real ones. Equal ones keep their order.
    """
    return tuple(sorted(items, key=_urgency))


def by_column(snapshot: Snapshot) -> dict[ItemKind, tuple[Item, ...]]:
    """Return the items of each column in order."""
    found: dict[ItemKind, list[Item]] = {kind: [] for kind in snapshot.columns}
    for item in snapshot.items:
        column = found.get(column_of(item.kind))
        if column is not None:
            column.append(item)
    return {kind: in_order(items) for kind, items in found.items()}


def held(before: Shown, wanted: Sequence[Item]) -> Shown:
    """Return a column of which nothing moves, because somebody is looking at it.

    Items change in their places; new ones wait, ended ones stay and say so.
    """
    now = {item.id: item for item in wanted}
    known = {item.id for item in before.items}
    return Shown(
        items=tuple(now.get(item.id, item) for item in before.items),
        new=tuple(item for item in wanted if item.id not in known),
        ended=frozenset(known - now.keys()),
    )


def _urgency(item: Item) -> tuple[bool, bool, int, datetime, float]:
    rank = len(Severity) if item.severity is None else item.severity.rank
    is_drill = item.drill_id is not None
    return (is_drill, item.is_acknowledged, rank, item.due_at or _LAST, -item.at.timestamp())
