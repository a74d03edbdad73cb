"""The live board, read in one transaction: every part says what stands, nothing is kept twice."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.service import lists as alarms
from commandcenter.board.model import (
    NOTHING,
    Forces,
    Item,
    ItemKind,
    Movement,
    Phrase,
    Post,
    Response,
    Snapshot,
    Tile,
    brief,
    phrase,
    plain,
)
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import Area
from commandcenter.directory.service import areas
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.response import Response as Active
from commandcenter.incidents.model.response_words import STAGE_WORDS
from commandcenter.incidents.model.statistics import Measure
from commandcenter.incidents.model.statistics import Tile as YearTile
from commandcenter.incidents.model.words import LEVEL_WORDS, STATE_WORDS
from commandcenter.incidents.service import evacuation, reading, response, shelters, statistics
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from commandcenter.matters.model.clock import Clock
from commandcenter.matters.service import clocks
from commandcenter.matters.words import KIND_WORDS
from commandcenter.teams.model.accountability import is_on_scene
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.model.dispatch_words import STEP_WORDS
from commandcenter.teams.service import dispatch, readiness
from commandcenter.warnings.model.coverage import covered
from commandcenter.warnings.model.passing import Hotspot
from commandcenter.warnings.model.warning import State, WarningRecord
from commandcenter.warnings.model.words import STATE_WORDS as WARNING_WORDS
from commandcenter.warnings.service import calling, hotspots, passing

MOVEMENTS = 5
_TOWNSHIP = 9  # digits of a code

# As issuers write them; warnings are shown in the language they come in.
_COLOURS = {
    Severity.RED: "红",
    Severity.ORANGE: "橙",
    Severity.YELLOW: "黄",
    Severity.BLUE: "蓝",
}

_TILES = {
    Measure.ACCIDENTS: N_("Accidents"),
    Measure.DEATHS: N_("Deaths"),
    Measure.LARGER: N_("Larger accidents"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What every card needs to be put together.

    Attributes:
        alarms: Those on the board, by the record they are about.
        clocks: The next one of each incident or warning.
        areas: All of the county, by code.
    """

    at: datetime
    alarms: Mapping[UUID, Alarm]
    clocks: Mapping[UUID, Clock]
    areas: Mapping[str, Area]

    def name_of(self, code: str) -> str:
        """Return the name of an area; empty for one that nobody knows."""
        area = self.areas.get(code)
        return area.name if area is not None else ""

    def township_of(self, code: str) -> str:
        """Return the code of the township an area lies in."""
        return code if len(code) <= _TOWNSHIP or code in self.areas else code[:_TOWNSHIP]


def snapshot(db: Database, *, at: datetime, officer: Officer) -> Snapshot:
    """Return everything that the board shows, as it stands at one moment.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule that a figure needs.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        return snapshot_in(tx, at=at, officer=officer)


def snapshot_in(tx: Tx, *, at: datetime, officer: Officer) -> Snapshot:
    """Do what `snapshot` does inside a transaction."""
    ground = _ground(tx, at)
    live = passing.live_in(tx)
    calls = calling.answered_in(tx, [one.warning.id for one in live])
    sent = dispatch.still_open_in(tx)
    active = response.active_in(tx)
    incidents = reading.still_open_in(tx)
    items = [_incident(one, ground) for one in incidents]
    items += [_warning(one.warning, calls.get(one.warning.id), ground) for one in live]
    items += [_hotspot(one, ground, at) for one in hotspots.still_open_in(tx)]
    return Snapshot(
        at=at,
        items=tuple(items),
        tiles=tuple(map(_tile, statistics.tiles_in(tx, at=at))),
        forces=_forces(tx, sent, [one.opening.id for one in active], at=at, officer=officer),
        movements=_movements(sent),
        posts=_posts(sent),
        responses=tuple(map(_response, active)),
        area_colours=_colours([one.warning for one in live], ground),
    )


def _ground(tx: Tx, at: datetime) -> _Ground:
    running: dict[UUID, Clock] = {}
    for one in clocks.running_in(tx):  # the one due first comes first
        running.setdefault(one.about or one.subject, one)
    return _Ground(
        at=at,
        alarms={one.subject: one for one in alarms.active_in(tx) if one.subject is not None},
        clocks=running,
        areas={area.code: area for area in areas.existing(tx, on=day_of(at))},
    )


def _incident(one: Incident, ground: _Ground) -> Item:
    facts = one.facts
    alarm, due = ground.alarms.get(one.id), ground.clocks.get(one.id)
    where = facts.place or ground.name_of(facts.area_code)
    level = phrase("{level}", level=phrase(LEVEL_WORDS[one.level]))
    return Item(
        id=one.id,
        kind=ItemKind.INCIDENT,
        title=facts.title,
        at=one.opened_at if alarm is None else max(one.opened_at, alarm.last_at),
        severity=one.level.severity if one.level.rank else None,
        is_acknowledged=alarm is None or not alarm.is_waiting,
        alarm_id=None if alarm is None else alarm.id,
        place=phrase("{place} · {level}", place=where, level=level) if where else level,
        area_code=facts.area_code,
        position=_position(facts.lon, facts.lat, facts.area_code, ground),
        due_at=None if due is None else due.due_at,
        warn_at=None if due is None else due.warn_at,
        clock_label="" if due is None else KIND_WORDS[due.kind],
        status=phrase(STATE_WORDS[one.state]),
        who=one.opened_by,
        drill_id=one.drill_id,
    )


def _position(
    lon: float | None, lat: float | None, code: str, ground: _Ground
) -> tuple[float, float] | None:
    if lon is not None and lat is not None:
        return lon, lat
    area = ground.areas.get(code)
    if area is None or area.lon is None or area.lat is None:
        return None
    return area.lon, area.lat


def _warning(one: WarningRecord, calls: tuple[int, int] | None, ground: _Ground) -> Item:
    message = one.message
    alarm, due = ground.alarms.get(one.id), ground.clocks.get(one.id)
    where = "、".join(filter(None, (area.description for area in message.info.areas)))
    pending = one.state is State.PENDING
    until = phrase(N_("until {time}"), time=brief(one.ends_at, beside=ground.at))
    return Item(
        id=one.id,
        kind=ItemKind.WARNING,
        title=_title(one),
        at=one.recorded_at,
        severity=one.colour,
        is_acknowledged=not pending and (alarm is None or not alarm.is_waiting),
        alarm_id=None if alarm is None else alarm.id,
        place=plain(where),
        area_code=next(iter(message.area_codes), ""),
        value_label=N_("Answered") if calls else "",
        value=plain(f"{calls[0]}/{calls[1]}") if calls else NOTHING,
        due_at=None if due is None else due.due_at,
        warn_at=None if due is None else due.warn_at,
        clock_label="" if due is None else KIND_WORDS[due.kind],
        status=phrase(WARNING_WORDS[one.state]) if pending else until,
        who=message.info.sender_name or message.sender,
        drill_id=one.drill_id,
    )


def _title(one: WarningRecord) -> str:
    """Return the kind and colour of a warning; the headline where it does not say them.

    Headlines begin with the issuer, which leaves no room on a card for what is coming.
    """
    event = one.message.info.event
    if one.colour is None or not event:
        return one.message.headline
    return f"{event}{_COLOURS[one.colour]}色预警"


def _hotspot(one: Hotspot, ground: _Ground, at: datetime) -> Item:
    alarm, due = ground.alarms.get(one.id), ground.clocks.get(one.id)
    return Item(
        id=one.id,
        kind=ItemKind.HOTSPOT,
        title=one.place or ground.name_of(one.area_code),
        at=one.received_at or at,
        severity=None if alarm is None else alarm.severity,
        is_acknowledged=alarm is None or not alarm.is_waiting,
        alarm_id=None if alarm is None else alarm.id,
        place=phrase(N_("Hotspot, {pixels} pixels"), pixels=one.pixels),
        area_code=one.area_code,
        position=(one.lon, one.lat),
        due_at=None if due is None else due.due_at,
        warn_at=None if due is None else due.warn_at,
        clock_label="" if due is None else KIND_WORDS[due.kind],
        status=phrase(N_("not checked")),
        who=one.recorded_by,
        drill_id=one.drill_id,
    )


def _tile(one: YearTile) -> Tile:
    return Tile(
        code=one.measure.value,
        title=_TILES[one.measure],
        this_year=one.now,
        last_year=one.last_year,
        target=one.target,
    )


def _forces(
    tx: Tx, sent: Sequence[Dispatch], about: Iterable[UUID], *, at: datetime, officer: Officer
) -> Forces:
    out = {one.order.team_id for one in sent}
    waiting = [
        one
        for one in readiness.on_call_in(tx, officer=officer, at=at)
        if one.team_id not in out and not one.is_stale
    ]
    counts = [
        one
        for response_id in about
        for one in evacuation.counts_in(tx, response_id, on=day_of(at)).values()
    ]
    used = [one.people for one in shelters.everything_in(tx, officer=officer) if one.people]
    return Forces(
        teams_out=len(out),
        people_out=sum(one.order.people_out for one in sent),
        teams_waiting=len(waiting),
        people_waiting=sum(one.headcount for one in waiting),
        moved=sum(one.settled for one in counts),
        to_move=sum(one.due for one in counts),
        shelters=len(used),
        sheltered=sum(used),
    )


def _movements(sent: Sequence[Dispatch]) -> tuple[Movement, ...]:
    """Return the last step of each team under way, the newest first."""
    moved = [
        Movement(
            id=one.id,
            at=one.since,
            words=phrase(
                N_("{team}: {step}, {place}"),
                team=one.team_name,
                step=phrase(STEP_WORDS[one.step]),
                place=one.order.place,
            ),
            since=one.since,
        )
        for one in sent
    ]
    return tuple(sorted(moved, key=lambda one: one.at, reverse=True)[:MOVEMENTS])


def _posts(sent: Sequence[Dispatch]) -> tuple[Post, ...]:
    """Return where teams are at work, one post for each place."""
    counted: Counter[tuple[float, float]] = Counter()
    first: dict[tuple[float, float], Dispatch] = {}
    for one in sent:
        if one.order.lon is not None and one.order.lat is not None and is_on_scene(one.step):
            where = (one.order.lon, one.order.lat)
            counted[where] += 1
            first.setdefault(where, one)
    return tuple(
        Post(id=one.id, name=one.order.place, position=where, teams=counted[where])
        for where, one in first.items()
    )


def _response(one: Active) -> Response:
    title: str | Phrase = one.opening.title or one.opening.hazard
    words = phrase("{title} {stage}", title=title, stage=phrase(STAGE_WORDS[one.stage]))
    by = one.history[-1].decree.decided_by if one.history else ""
    return Response(id=one.opening.id, words=words, since=one.started_at, by=by)


def _colours(live: Iterable[WarningRecord], ground: _Ground) -> dict[str, Severity]:
    """Return the worst colour in force for each area; what waits for an officer has none."""
    found: dict[str, Severity] = {}
    known = list(ground.areas.values())
    for one in live:
        if one.colour is None or one.state is not State.ACTIVE:
            continue
        for code in covered(one.message, known):
            worst = found.get(code)
            if worst is None or one.colour.rank < worst.rank:
                found[code] = one.colour
    return found
