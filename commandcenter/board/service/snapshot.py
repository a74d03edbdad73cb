"""The live board, read in one transaction: every part says what stands."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.service import lists as alarms
from commandcenter.board.model import (
    Forces,
    Item,
    Movement,
    Phrase,
    Post,
    Response,
    Snapshot,
    Tile,
    is_near,
    phrase,
)
from commandcenter.board.service import cards, drill_cards
from commandcenter.board.service.cards import Ground
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import Area, BadValue, NoSuchRule
from commandcenter.directory.service import areas
from commandcenter.drills.service.reminders import Reminding
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.response import Response as Active
from commandcenter.incidents.model.response_words import STAGE_WORDS
from commandcenter.incidents.model.statistics import Measure
from commandcenter.incidents.model.statistics import Tile as YearTile
from commandcenter.incidents.service import evacuation, reading, response, shelters, statistics
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from commandcenter.matters.model.clock import Clock
from commandcenter.matters.service import clocks
from commandcenter.teams.model.accountability import is_on_scene
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.model.dispatch_words import STEP_WORDS
from commandcenter.teams.service import dispatch, readiness
from commandcenter.warnings.model.coverage import covered
from commandcenter.warnings.model.warning import State, WarningRecord
from commandcenter.warnings.service import hotspots, passing
from commandcenter.warnings.service.passing import Live

MOVEMENTS = 5

_TILES = {
    Measure.ACCIDENTS: N_("Accidents"),
    Measure.DEATHS: N_("Deaths"),
    Measure.LARGER: N_("Larger accidents"),
}


class Board:
    """The board of one window, read again every second by one thread at a time.

    What did not change since the last reading is neither read nor put together again.
    """

    def __init__(self) -> None:
        self._alarms: tuple[Alarm, ...] = ()
        self._clocks: tuple[Clock, ...] = ()
        self._incidents: tuple[Incident, ...] = ()
        self._live: tuple[Live, ...] = ()
        self._areas: tuple[Area, ...] = ()
        self._made: dict[int, tuple[object, Item]] = {}
        self._covered: dict[int, tuple[WarningRecord, frozenset[str]]] = {}
        self._reminding = Reminding()

    def read(self, db: Database, *, at: datetime, officer: Officer) -> Snapshot:
        """Return everything that the board shows, as it stands at one moment.

        Raises:
            NoSuchRule, BadValue: The county lacks a rule that a figure needs.
            Unavailable: The database did not answer.
        """
        with db.read() as tx:
            real = self.read_in(tx, at=at, officer=officer)
            played = drill_cards.read_in(tx, at=at, areas=self._areas)
            return replace(real, items=(*real.items, *played)) if played else real

    def read_in(self, tx: Tx, *, at: datetime, officer: Officer) -> Snapshot:
        """Do what `read` does inside a transaction, without what is played in drills."""
        ground = self._ground(tx, at)
        self._live = passing.live_in(tx, known=self._live)
        self._incidents = reading.still_open_in(tx, known=self._incidents)
        sent = dispatch.still_open_in(tx)
        active = response.active_in(tx)
        spots = hotspots.still_open_in(tx)
        return Snapshot(
            at=at,
            items=(*self._cards(ground), *(cards.hotspot(one, ground) for one in spots)),
            tiles=tuple(map(_tile, statistics.tiles_in(tx, at=at))),
            forces=_forces(tx, sent, [one.opening.id for one in active], at=at, officer=officer),
            movements=_movements(sent),
            posts=_posts(sent),
            responses=tuple(map(_response, active)),
            area_colours=self._colours(),
            reminders=self._reminders(tx, at),
        )

    def _reminders(self, tx: Tx, at: datetime) -> tuple[Phrase, ...]:
        """Return what planners have to think of; nothing in a county that lacks the rules."""
        try:
            found = self._reminding.read_in(tx, at=at)
        except (NoSuchRule, BadValue):
            return ()
        return tuple(phrase(one.text, **dict(one.facts)) for one in found)

    def _ground(self, tx: Tx, at: datetime) -> Ground:
        self._clocks = clocks.running_in(tx, known=self._clocks)
        self._alarms = alarms.active_in(tx, known=self._alarms)
        existing = areas.existing(tx, on=day_of(at))
        if existing != self._areas:
            self._areas, self._made, self._covered = existing, {}, {}
        running: dict[int, Clock] = {}
        for one in self._clocks:  # the one due first comes first
            if one.paused_at is None:
                running.setdefault((one.about or one.subject).int, one)
        worst: dict[int, Alarm] = {}
        for alarm in self._alarms:  # what waits, and the worst, comes first
            if alarm.subject is not None:
                worst.setdefault(alarm.subject.int, alarm)
        return Ground(
            at=at,
            alarms=worst,
            clocks=running,
            areas={area.code: area for area in self._areas},
        )

    def _cards(self, ground: Ground) -> list[Item]:
        before, self._made = self._made, {}
        for one in self._incidents:
            key = one.id.int
            seen: object = (one, ground.alarms.get(key), ground.clocks.get(key))
            made = before.get(key)
            if made is None or made[0] != seen:
                made = seen, cards.incident(one, ground)
            self._made[key] = made
        for live in self._live:
            key = live.warning.id.int
            near = is_near(live.warning.ends_at, beside=ground.at)
            seen = (live, ground.alarms.get(key), ground.clocks.get(key), near)
            made = before.get(key)
            if made is None or made[0] != seen:
                made = seen, cards.warning(live, ground)
            self._made[key] = made
        return [item for _, item in self._made.values()]

    def _colours(self) -> dict[str, Severity]:
        """Return the worst colour in force for each area; what waits for an officer has none."""
        before, self._covered = self._covered, {}
        found: dict[Severity, set[str]] = {colour: set() for colour in Severity}
        for one in (live.warning for live in self._live):
            if one.colour is None or one.state is not State.ACTIVE:
                continue
            known = before.get(one.id.int)
            if known is None or known[0] is not one:
                known = one, covered(one.message, self._areas)
            self._covered[one.id.int] = known
            found[one.colour] |= known[1]
        return {code: colour for colour in reversed(Severity) for code in found[colour]}


def _tile(one: YearTile) -> Tile:
    return Tile(
        code=one.measure.value,
        title=_TILES[one.measure],
        this_year=one.now,
        last_year=one.last_year,
        target=one.target,
    )


def _forces(
    tx: Tx, sent: Sequence[Dispatch], about: Collection[UUID], *, at: datetime, officer: Officer
) -> Forces:
    out = {one.order.team_id for one in sent}
    waiting = [
        one
        for one in readiness.on_call_in(tx, officer=officer, at=at)
        if one.team_id not in out and not one.is_stale
    ]
    counts = evacuation.counts_of_all_in(tx, about, on=day_of(at)).values()
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
