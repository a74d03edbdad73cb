"""What the windows of warnings read, put together for showing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.database import attachments
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import Area, BadValue, NoSuchRule, initials, masked
from commandcenter.directory.rights import Right, may
from commandcenter.directory.service import areas, phrases, rules
from commandcenter.duty.service import log
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.warnings.model import codes as code_tables
from commandcenter.warnings.model.calls import Call, CallState, Limits
from commandcenter.warnings.model.codes import Codes
from commandcenter.warnings.model.coverage import covered
from commandcenter.warnings.model.feeds import Feed
from commandcenter.warnings.model.message import MsgType
from commandcenter.warnings.model.passing import Hotspot
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.service import calling, feeds, hotspots, passing, proposing
from commandcenter.warnings.service import codes as code_service
from ui.warnings.shown import CallList, Line, Lines, Link, Sheet, entry_of
from ui.widgets.severity import Severity

CHANNELS = "warning_channel"
_TOWNSHIP = "township"
_MOST_AREAS = 12  # names in a line; more say nothing
_RAW_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words of codes, and the areas of the county.

    Attributes:
        kinds, channels, towns: Code and word of each.
    """

    codes: Codes = field(default_factory=Codes)
    kinds: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    towns: tuple[tuple[str, str], ...] = ()
    areas: tuple[Area, ...] = ()

    def named(self, codes: Iterable[str]) -> str:
        """Return the names of townships as a message writes them."""
        names = dict(self.towns)
        return "、".join(names[code] for code in codes if code in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """The hotspots, with the rules they stand under.

    Attributes:
        limit: How long a check may take; None without a rule.
        large: From so many pixels on one is reported at once; None without a rule.
    """

    spots: tuple[Hotspot, ...] = ()
    limit: timedelta | None = None
    large: int | None = None


def terms(db: Database, *, language: str, at: datetime) -> Terms:
    """Read the words of codes and the areas that exist today."""
    with db.read() as tx:
        places = areas.existing(tx, on=day_of(at))
        kinds = phrases.words(tx, code_tables.KINDS)
        channels = phrases.words(tx, CHANNELS)
    towns = [area for area in places if area.tier == _TOWNSHIP]
    said = {term.code: term.en if language == "en" and term.en else term.zh for term in channels}
    named = {term.code: term.en if language == "en" and term.en else term.zh for term in kinds}
    return Terms(
        codes=code_service.codes(db),
        kinds=tuple(named.items()),
        channels=tuple(said.items()),
        towns=tuple((area.code, area.name) for area in towns),
        areas=places,
    )


def lines(db: Database, *, at: datetime, drill_id: UUID | None = None) -> Lines:
    """Read the warnings that wait or hold, and the newest of those that are over.

    Args:
        drill_id: Those of a drill; None for the real ones.
    """
    live = [one.warning for one in passing.live(db, drill_id=drill_id)]
    known = {one.id: one for one in (*passing.page(db, drill_id=drill_id), *live)}
    with db.read() as tx:
        places = areas.existing(tx, on=day_of(at))
    kinds = code_service.codes(db).kinds
    called = {one.id: calling.of_warning(db, one.id) for one in live}
    return Lines(
        lines=tuple(line(one, kinds, places, called.get(one.id, ())) for one in known.values()),
        read_at=at,
        open_spots=len(hotspots.still_open(db, drill_id=drill_id)),
        failing=sum(bool(feed.failures) and feed.is_active for feed in feeds.everything(db)),
    )


def line(
    one: WarningRecord,
    kinds: Mapping[str, str],
    places: Sequence[Area],
    calls: Sequence[Call] = (),
) -> Line:
    """Return a warning as the list shows it."""
    message = one.message
    colour, info = message.colour, message.info
    named = _areas(one, places)
    kind = kinds.get(info.kind) or info.event or info.kind
    issuer = info.sender_name or message.sender
    words = " ".join((message.headline, kind, issuer, *named))
    return Line(
        id=one.id,
        state=one.state,
        severity=Severity(colour.value) if colour is not None else None,
        headline=message.headline,
        kind=kind,
        sent_at=message.sent,
        ends_at=one.ends_at,
        areas=named[:_MOST_AREAS],
        issuer=issuer,
        is_all_clear=message.msg_type is MsgType.CANCEL,
        called=sum(call.state is not CallState.VOID for call in calls),
        answered=sum(call.state is CallState.ANSWERED for call in calls),
        search=f"{words} {' '.join(map(initials, (message.headline, *named)))}".lower(),
    )


def sheet(db: Database, warning_id: UUID, *, at: datetime) -> Sheet:
    """Read a warning in full.

    Raises:
        Conflict: There is no such warning.
    """
    one = passing.find(db, warning_id)
    if one is None:
        raise Conflict
    around = {other.id: other for other in (one, *passing.page(db, drill_id=one.drill_id))}
    with db.read() as tx:
        places = areas.existing(tx, on=day_of(at))
        raw = attachments.get(tx, one.sha256) if one.sha256 else b""
    if one.successor_id is not None and one.successor_id not in around:
        later = passing.find(db, one.successor_id)
        around |= {later.id: later} if later is not None else {}
    kinds = code_service.codes(db).kinds
    return Sheet(
        line=line(one, kinds, places, calling.of_warning(db, one.id)),
        warning=one,
        raw=decoded(raw)[:_RAW_CHARACTERS],
        earlier=_earlier(one, around.values()),
        later=_later(one, around),
        told=passing.notices(db, one.id),
        proposals=proposing.of_warning(db, one),
        is_logged=log.find(db, entry_of(one.id)) is not None,
    )


def calls(db: Database, warning_id: UUID, *, officer: Officer, at: datetime) -> CallList:
    """Read whom to call about a warning; phones are masked for those who may not see them.

    Raises:
        Conflict: There is no such warning.
    """
    one = passing.find(db, warning_id)
    if one is None:
        raise Conflict
    found = calling.of_warning(db, warning_id)
    last = {attempt.call_id: attempt for attempt in calling.attempts(db, warning_id)}
    with db.read() as tx:
        places = areas.existing(tx, on=day_of(at))
    if not may(officer, Right.SEE_PHONES):
        found = tuple(map(_masked, found))
    return CallList(
        line=line(one, code_service.codes(db).kinds, places, found),
        calls=found,
        last=last,
        limits=_limits(db, at),
    )


def spots(db: Database, *, at: datetime, drill_id: UUID | None = None) -> Spots:
    """Read the hotspots of reality or of a drill, with the rules of today."""
    with db.read() as tx:
        limit = _rule(tx, at)
        large = code_service.whole(tx, hotspots.PIXELS, at)
    newest = hotspots.newest(db, drill_id=drill_id)
    still_open = hotspots.still_open(db, drill_id=drill_id)
    known = {one.id: one for one in (*newest, *still_open)}
    return Spots(spots=tuple(known.values()), limit=limit, large=large)


def sources(db: Database) -> tuple[Feed, ...]:
    """Read the folders and addresses that are watched."""
    return feeds.everything(db)


def decoded(raw: bytes) -> str:
    """Return the bytes of a message as text to be looked at; what is no text shows as �."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def _areas(one: WarningRecord, places: Sequence[Area]) -> tuple[str, ...]:
    """Return where a warning holds, as it says itself or by the county's names."""
    written = [area.description for info in one.message.infos for area in info.areas]
    written = list(dict.fromkeys(name for name in written if name))
    if written:
        return tuple(written)
    codes = covered(one.message, places)
    towns = [area for area in places if area.tier == _TOWNSHIP]
    inside = tuple(area.name for area in towns if area.code in codes)
    if towns and len(inside) == len(towns):
        return tuple(area.name for area in places if area.tier == "county")[:1]
    return inside


def _earlier(one: WarningRecord, known: Iterable[WarningRecord]) -> tuple[Link, ...]:
    by_number = {other.message.identifier: other for other in known if other.id != one.id}
    return tuple(
        _link(by_number[ref.identifier])
        if ref.identifier in by_number
        else Link(identifier=ref.identifier)
        for ref in one.message.references
    )


def _later(one: WarningRecord, known: Mapping[UUID, WarningRecord]) -> tuple[Link, ...]:
    successor = known.get(one.successor_id) if one.successor_id is not None else None
    return (_link(successor),) if successor is not None else ()


def _link(other: WarningRecord) -> Link:
    message = other.message
    return Link(
        identifier=message.identifier,
        id=other.id,
        headline=message.headline,
        sent_at=message.sent,
    )


def _masked(call: Call) -> Call:
    return replace(
        call,
        phone=masked(call.phone),
        deputy_phone=masked(call.deputy_phone),
        neighbour_phone=masked(call.neighbour_phone),
    )


def _limits(db: Database, at: datetime) -> Limits | None:
    on = day_of(at)
    with db.read() as tx:
        try:
            return Limits(
                deputy=rules.seconds(tx, calling.DEPUTY, on=on),
                neighbour=rules.seconds(tx, calling.NEIGHBOUR, on=on),
                again=rules.seconds(tx, calling.AGAIN, on=on),
            )
        except (NoSuchRule, BadValue):
            return None


def _rule(tx: Tx, at: datetime) -> timedelta | None:
    try:
        return rules.seconds(tx, hotspots.LIMIT, on=day_of(at))
    except (NoSuchRule, BadValue):
        return None
