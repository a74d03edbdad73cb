"""Everything that counts, lists or prints what really happened, each under its name.

A function that reads and stands in neither table fails the test of the wall: whoever adds one
says here how it is asked for, or why it tells of nothing that happened.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from commandcenter.alarms.service import lists as alarms
from commandcenter.board.model import Snapshot
from commandcenter.board.service import exports as board_exports
from commandcenter.board.service.snapshot import Board
from commandcenter.database.engine import Database
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import exports as duty_exports
from commandcenter.duty.service import log, overview, shifts
from commandcenter.handover import collect as handover
from commandcenter.handover import standing
from commandcenter.incidents.model.statistics import Measure
from commandcenter.incidents.service import (
    command,
    consultation,
    evacuation,
    gathering,
    groups,
    levels,
    matrix,
    reading,
    response,
    response_exports,
    reviews,
    shelters,
    statistics,
    timeline,
)
from commandcenter.incidents.service import exports as incident_exports
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import translation
from commandcenter.matters.service import clocks, matters
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.service import dispatch, doing, proposal, reach, readiness, roster, trips
from commandcenter.teams.service import exports as team_exports
from commandcenter.teams.service import overview as team_overview
from commandcenter.teams.service.proposal import Request
from commandcenter.warnings.service import calling, hotspots, passing
from commandcenter.warnings.service import exports as warning_exports
from tests.end_to_end.full_county import LEADER, PHONE, TOWN, Happened

PARTS = ("duty", "matters", "alarms", "teams", "warnings", "incidents", "board", "handover")
DAY = timedelta(days=1)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is asked, and when.

    Attributes:
        at: The same moment for every comparison.
        head: Number of the newest line in the journal at that moment.
    """

    db: Database
    real: Happened
    at: datetime
    head: int

    @property
    def since(self) -> datetime:
        """The beginning of the period that is counted."""
        return self.at - 30 * DAY

    @property
    def until(self) -> datetime:
        """The end of the period that is counted; what happens in the drill lies before it."""
        return self.at + 30 * DAY


Ask = Callable[[Look], Any]


def _without_played(board: Snapshot) -> Snapshot:
    """Return a board without the cards of running drills, which are marked on it."""
    return replace(board, items=tuple(one for one in board.items if one.drill_id is None))


def _tx(read: Callable[[Any, Look], Any]) -> Ask:
    def ask(look: Look) -> Any:
        with look.db.read() as tx:
            return read(tx, look)

    return ask


def _paper(make: Callable[..., bytes], **more: Any) -> Ask:
    """Return a paper in Chinese, made by an officer who may see everything where that counts."""

    def ask(look: Look) -> bytes:
        known: dict[str, Any] = {"at": look.at, "officer": LEADER, "language": "zh"}
        names = inspect.signature(make).parameters
        said = {name: value for name, value in known.items() if name in names}
        keys = {name: value(look) for name, value in more.items()}
        return make(look.db, **said, **keys)

    return ask


def _shift(look: Look) -> Any:
    found = shifts.on_watch(look.db, at=look.at)
    assert found is not None
    return found


def _bare(value: Any) -> Any:
    """Return a value with lists for its arrays, which cannot be compared as they are."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if is_dataclass(value):
        return {field.name: _bare(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_bare(one) for one in value]
    return value


FIGURES: Mapping[str, Ask] = {
    # duty
    "duty.service.exports.duty_log": lambda one: duty_exports.duty_log(
        one.db, day_of(one.at) - DAY, day_of(one.at), words=translation("zh")
    ),
    "duty.service.exports.on_call": lambda one: duty_exports.on_call(
        one.db, day_of(one.at) - DAY, day_of(one.at), officer=LEADER, words=translation("zh")
    ),
    "duty.service.log.page": lambda one: (
        log.page(one.db, LogQuery(with_automatic=True, with_milestones=True)),
        log.page(one.db, LogQuery(words=log.words_of("石桥村"))),
    ),
    "duty.service.log.entries_of": _tx(lambda tx, one: log.entries_of(tx, _shift(one).id)),
    "duty.service.log.lines_in": _tx(
        lambda tx, one: log.lines_in(tx, LogQuery(since=one.since, until=one.until))
    ),
    "duty.service.log.everything_in": _tx(
        lambda tx, one: log.everything_in(tx, LogQuery(since=one.since, until=one.until))
    ),
    "duty.service.log.newest_of_shift": _tx(
        lambda tx, one: log.newest_of_shift(tx, _shift(one).id)
    ),
    "duty.service.log.find": lambda one: log.find(one.db, one.real.entry),
    "duty.service.log.callers": lambda one: log.callers(one.db, PHONE),
    "duty.service.log.organisations": lambda one: log.organisations(one.db),
    "duty.service.overview.overview": lambda one: overview.overview(one.db, at=one.at),
    "duty.service.overview.seq_of_serial": lambda one: [
        overview.seq_of_serial(one.db, day_of(one.at), number) for number in (1, 30, 60)
    ],
    # matters
    "matters.service.clocks.running": lambda one: clocks.running(one.db),
    "matters.service.clocks.running_in": _tx(lambda tx, _: clocks.running_in(tx)),
    "matters.service.clocks.of_about": lambda one: clocks.of_about(one.db, one.real.incident.id),
    "matters.service.matters.still_open": lambda one: matters.still_open(one.db),
    "matters.service.matters.of_about": lambda one: matters.of_about(one.db, one.real.response),
    # alarms
    "alarms.service.lists.active": lambda one: alarms.active(one.db),
    "alarms.service.lists.shelved": lambda one: alarms.shelved(one.db),
    "alarms.service.lists.standing_in": _tx(lambda tx, one: alarms.standing_in(tx, one.until)),
    "alarms.service.lists.page": lambda one: alarms.page(one.db),
    "alarms.service.lists.escalated_since": lambda one: alarms.escalated_since(one.db, one.since),
    "alarms.service.lists.flood": lambda one: alarms.flood(one.db),
    "alarms.service.lists.figures": lambda one: alarms.figures(one.db, one.since, one.until),
    # teams
    "teams.service.dispatch.find": lambda one: dispatch.find(one.db, one.real.sent.id),
    "teams.service.dispatch.still_open": lambda one: dispatch.still_open(one.db),
    "teams.service.dispatch.of_order": lambda one: dispatch.of_order(
        one.db, one.real.sent.order.order_id
    ),
    "teams.service.dispatch.of_entry": lambda one: dispatch.of_entry(one.db, one.real.entry),
    "teams.service.dispatch.of_incident": lambda one: dispatch.of_incident(
        one.db, one.real.incident.id
    ),
    "teams.service.dispatch.page": lambda one: dispatch.page(one.db),
    "teams.service.doing.current_in": _tx(lambda tx, _: doing.current_in(tx)),
    "teams.service.doing.seen_in": _tx(lambda tx, _: doing.seen_in(tx)),
    "teams.service.doing.present_in": _tx(lambda tx, one: doing.present_in(tx, one.real.team)),
    "teams.service.exports.roster_list": _paper(
        team_exports.roster_list, query=lambda _: RosterQuery()
    ),
    "teams.service.exports.card": _paper(team_exports.card, team_id=lambda one: one.real.team),
    "teams.service.exports.order": _paper(
        team_exports.order, order_id=lambda one: one.real.sent.order.order_id
    ),
    "teams.service.exports.on_call": _paper(team_exports.on_call),
    "teams.service.exports.resources": _paper(team_exports.resources),
    "teams.service.exports.expiring": _paper(team_exports.expiring),
    "teams.service.exports.order_with": lambda one: team_exports.order_with(
        one.db, one.real.sent.number
    ),
    "teams.service.overview.counted": lambda one: team_overview.counted(one.db),
    "teams.service.overview.capability": lambda one: team_overview.capability(one.db),
    "teams.service.overview.strengths": lambda one: team_overview.strengths(
        one.db, on=day_of(one.at)
    ),
    "teams.service.proposal.propose": lambda one: proposal.propose(
        one.db, Request(lon=120.2, lat=27.5, area_code=TOWN), at=one.at
    ),
    "teams.service.reach.covered": lambda one: _bare(reach.covered(one.db, at=one.at)),
    "teams.service.reach.shapes": lambda one: _bare(reach.shapes(one.db, [900.0], at=one.at)),
    "teams.service.reach.positions_in": _tx(lambda tx, one: reach.positions_in(tx, at=one.at)),
    "teams.service.readiness.told": lambda one: readiness.told(one.db, one.real.team),
    "teams.service.readiness.last_said_in": _tx(lambda tx, _: readiness.last_said_in(tx)),
    "teams.service.readiness.on_call_in": _tx(
        lambda tx, one: readiness.on_call_in(tx, officer=LEADER, at=one.at)
    ),
    "teams.service.readiness.stale": lambda one: readiness.stale(one.db, officer=LEADER, at=one.at),
    "teams.service.readiness.musters": lambda one: readiness.musters(one.db),
    "teams.service.roster.card": lambda one: roster.card(one.db, one.real.team, officer=LEADER),
    "teams.service.roster.cards": lambda one: roster.cards(one.db, RosterQuery(), officer=LEADER),
    "teams.service.roster.lines": lambda one: roster.lines(one.db, officer=LEADER, at=one.at),
    "teams.service.roster.history": lambda one: roster.history(
        one.db, one.real.team, officer=LEADER
    ),
    "teams.service.trips.trips": lambda one: trips.trips(
        one.db,
        dispatch.still_open(one.db),
        {line.team.id: line.team for line in roster.lines(one.db, officer=LEADER, at=one.at)},
        at=one.at,
    ),
    # warnings
    "warnings.service.calling.of_warning": lambda one: calling.of_warning(
        one.db, one.real.warning.id
    ),
    "warnings.service.calling.attempts": lambda one: calling.attempts(one.db, one.real.warning.id),
    "warnings.service.calling.answered": lambda one: calling.answered(one.db, one.real.warning.id),
    "warnings.service.calling.waiting_in": _tx(lambda tx, _: calling.waiting_in(tx)),
    "warnings.service.exports.warning_log": _paper(
        warning_exports.warning_log,
        first=lambda one: day_of(one.since),
        last=lambda one: day_of(one.until),
    ),
    "warnings.service.exports.call_record": _paper(
        warning_exports.call_record, warning_id=lambda one: one.real.warning.id
    ),
    "warnings.service.exports.warning_with": lambda one: warning_exports.warning_with(
        one.db, one.real.warning.message.identifier
    ),
    "warnings.service.hotspots.still_open": lambda one: hotspots.still_open(one.db),
    "warnings.service.hotspots.newest": lambda one: hotspots.newest(one.db),
    "warnings.service.passing.notices": lambda one: passing.notices(one.db, one.real.warning.id),
    "warnings.service.passing.live": lambda one: passing.live(one.db),
    "warnings.service.passing.find": lambda one: passing.find(one.db, one.real.warning.id),
    "warnings.service.passing.page": lambda one: passing.page(one.db),
    # incidents
    "incidents.service.command.presences": lambda one: command.presences(
        one.db, one.real.response, incident_id=one.real.incident.id
    ),
    "incidents.service.command.posts": lambda one: command.posts(
        one.db, one.real.response, officer=LEADER
    ),
    "incidents.service.command.participants": lambda one: command.participants(
        one.db, one.real.response, officer=LEADER
    ),
    "incidents.service.command.requests": lambda one: command.requests(one.db, one.real.response),
    "incidents.service.consultation.consultations": lambda one: consultation.consultations(one.db),
    "incidents.service.consultation.notes": lambda one: consultation.notes(
        one.db, one.real.response
    ),
    "incidents.service.evacuation.listed": lambda one: evacuation.listed(
        one.db, one.real.response, officer=LEADER
    ),
    "incidents.service.evacuation.of_township_in": _tx(
        lambda tx, one: evacuation.of_township_in(
            tx, one.real.response, TOWN, on=day_of(one.at), officer=LEADER
        )
    ),
    "incidents.service.evacuation.counts": lambda one: evacuation.counts(
        one.db, one.real.response, on=day_of(one.at)
    ),
    "incidents.service.evacuation.counts_of_all_in": _tx(
        lambda tx, one: evacuation.counts_of_all_in(
            tx, [each.opening.id for each in response.active_in(tx)], on=day_of(one.at)
        )
    ),
    "incidents.service.evacuation.moved_for": lambda one: evacuation.moved_for(
        one.db, one.real.incident.id, on=day_of(one.at)
    ),
    "incidents.service.exports.bulletin": _paper(
        incident_exports.bulletin, report_id=lambda one: one.real.report
    ),
    "incidents.service.exports.phone_form": _paper(
        incident_exports.phone_form,
        incident_id=lambda one: one.real.incident.id,
        call_id=lambda one: one.real.call,
    ),
    "incidents.service.exports.incident_with": lambda one: incident_exports.incident_with(
        one.db, one.real.incident.number
    ),
    "incidents.service.exports.newest_report_of": lambda one: incident_exports.newest_report_of(
        one.db, one.real.incident.number
    ),
    "incidents.service.exports.newest_report": lambda one: incident_exports.newest_report(
        one.db, one.real.incident.id
    ),
    "incidents.service.exports.newest_call": lambda one: incident_exports.newest_call(
        one.db, one.real.incident.id
    ),
    "incidents.service.gathering.words_for_phone": lambda one: gathering.words_for_phone(
        one.db, one.real.incident.id, language="zh"
    ),
    "incidents.service.gathering.record_in": _tx(
        lambda tx, one: gathering.record_in(tx, one.real.incident, language="zh")
    ),
    "incidents.service.gathering.forces_in": _tx(
        lambda tx, one: gathering.forces_in(tx, one.real.incident)
    ),
    "incidents.service.groups.calls": lambda one: groups.calls(one.db, one.real.response),
    "incidents.service.levels.proposal": lambda one: levels.proposal(one.db, one.real.incident.id),
    "incidents.service.matrix.of_response": lambda one: matrix.of_response(
        one.db, one.real.response
    ),
    "incidents.service.reading.find": lambda one: reading.find(one.db, one.real.incident.id),
    "incidents.service.reading.of_entry": lambda one: reading.of_entry(one.db, one.real.entry),
    "incidents.service.reading.still_open": lambda one: reading.still_open(one.db),
    "incidents.service.reading.page": lambda one: reading.page(one.db),
    "incidents.service.reading.of_period": lambda one: reading.of_period(
        one.db, one.since, one.until
    ),
    "incidents.service.reading.reports_in": _tx(
        lambda tx, one: reading.reports_in(tx, [one.real.incident.id])
    ),
    "incidents.service.reading.figures_in": _tx(
        lambda tx, one: reading.figures_in(tx, [one.real.incident.id])
    ),
    "incidents.service.reading.report": lambda one: reading.report(one.db, one.real.report),
    "incidents.service.reading.whole": lambda one: reading.whole(
        one.db, one.real.incident.id, at=one.at, officer=LEADER
    ),
    "incidents.service.response.find": lambda one: response.find(one.db, one.real.response),
    "incidents.service.response.active": lambda one: response.active(one.db),
    "incidents.service.response.of_incident": lambda one: response.of_incident(
        one.db, one.real.incident.id
    ),
    "incidents.service.response.newest": lambda one: response.newest(one.db),
    "incidents.service.response_exports.response_order": _paper(
        response_exports.response_order, response_id=lambda one: one.real.response
    ),
    "incidents.service.response_exports.evacuation_list": _paper(
        response_exports.evacuation_list, response_id=lambda one: one.real.response
    ),
    "incidents.service.response_exports.township_packet": _paper(
        response_exports.township_packet,
        response_id=lambda one: one.real.response,
        area_code=lambda _: TOWN,
    ),
    "incidents.service.response_exports.response_with": lambda one: response_exports.response_with(
        one.db, response.find(one.db, one.real.response).number
    ),
    "incidents.service.reviews.samples": lambda one: reviews.samples(one.db),
    "incidents.service.reviews.findings": lambda one: reviews.findings(one.db),
    "incidents.service.reviews.found": lambda one: reviews.found(one.db),
    "incidents.service.shelters.everything": lambda one: shelters.everything(
        one.db, officer=LEADER
    ),
    "incidents.service.shelters.in_use_in": _tx(lambda tx, _: shelters.in_use_in(tx)),
    "incidents.service.statistics.counted": lambda one: statistics.counted(
        one.db, one.since, one.until
    ),
    "incidents.service.statistics.tiles": lambda one: statistics.tiles(one.db, at=one.until),
    "incidents.service.statistics.behind": lambda one: [
        statistics.behind(one.db, measure, at=one.until) for measure in Measure
    ],
    "incidents.service.statistics.punctuality": lambda one: statistics.punctuality(
        one.db, one.at.year
    ),
    "incidents.service.statistics.reported": lambda one: statistics.reported(
        one.db, one.since, one.until
    ),
    "incidents.service.statistics.late": lambda one: statistics.late(
        one.db, one.since, one.until, at=one.until
    ),
    "incidents.service.statistics.omissions": lambda one: statistics.omissions(
        one.db, one.since, one.until, at=one.until
    ),
    "incidents.service.timeline.of_incident": lambda one: timeline.of_incident(
        one.db, one.real.incident.id
    ),
    "incidents.service.timeline.of_response": lambda one: timeline.of_response(
        one.db, one.real.response
    ),
    # board and handover
    "board.service.exports.situation": _paper(board_exports.situation),
    "board.service.snapshot.Board.read": lambda one: _without_played(
        Board().read(one.db, at=one.at, officer=LEADER)
    ),
    "handover.collect.collect": _tx(
        lambda tx, one: handover.collect(tx, _shift(one), revision=1, as_of=one.head, at=one.at)
    ),
    "handover.standing.collect": _tx(
        lambda tx, one: standing.collect(tx, at=one.at, until=one.until)
    ),
}

_OF_THE_COUNTY = "rules, words, shifts and the roster tell of nothing that happened"
_OF_ONE_ROW = "shows the one row that it is asked for, of a drill or not"
_WRITES = "writes, by a function that it calls"
_FOR_OTHERS = "looks at drills too, and keeps each to itself; what follows is among the figures"
NO_FIGURES: Mapping[str, str] = {
    "alarms.service.heartbeat.flood_rule": _OF_THE_COUNTY,
    "alarms.service.ladders.ladder_of": _OF_THE_COUNTY,
    "alarms.service.lists.actions": _OF_THE_COUNTY,
    "alarms.service.types.is_alarm": _OF_THE_COUNTY,
    "alarms.service.types.everything": _OF_THE_COUNTY,
    "alarms.service.lists.find": _OF_ONE_ROW,
    "alarms.service.lists.of_source": _OF_ONE_ROW,
    "alarms.service.lists.story": _OF_ONE_ROW,
    "duty.service.files.content": _OF_ONE_ROW,
    "duty.service.files.save_copy": _OF_ONE_ROW,
    "board.service.drill_cards.read_in": "cards of what is played, which the board marks",
    "duty.service.log.step_seqs_in": _OF_ONE_ROW,
    "duty.service.log.seq_at": "tells where in the journal a moment lies",
    "duty.service.shifts.on_watch": _OF_THE_COUNTY,
    "duty.service.shifts.following": _OF_THE_COUNTY,
    "duty.service.shifts.between": _OF_THE_COUNTY,
    "duty.service.shifts.get": _OF_THE_COUNTY,
    "duty.service.shifts.pattern": _OF_THE_COUNTY,
    "handover.service.newest": "sealed content, compared before it is sealed",
    "handover.service.newest_of_day": "sealed content, compared before it is sealed",
    "handover.service.get": "sealed content, compared before it is sealed",
    "handover.service.sealed": "sealed content, compared before it is sealed",
    "handover.store.get": "sealed content, compared before it is sealed",
    "handover.store.newest": "sealed content, compared before it is sealed",
    "handover.store.sealed": "sealed content, compared before it is sealed",
    "handover.store.snapshot_evidence": "evidence for verify",
    "handover.store.report_evidence": "evidence for verify",
    "incidents.service.command.special_commands": _OF_THE_COUNTY,
    "incidents.service.evacuation.steps": _OF_ONE_ROW,
    "incidents.service.evacuation.townships_in": _OF_THE_COUNTY,
    "incidents.service.gathering.text_of": _OF_THE_COUNTY,
    "incidents.service.gathering.kind_word": _OF_THE_COUNTY,
    "incidents.service.groups.offered": _OF_THE_COUNTY,
    "incidents.service.matrix.townships_in": _OF_THE_COUNTY,
    "incidents.service.opening.check_target": _OF_ONE_ROW,
    "incidents.service.opening.check_warning": _OF_ONE_ROW,
    "incidents.service.recording.get": _OF_ONE_ROW,
    "incidents.service.reporting.rules_of": _OF_THE_COUNTY,
    "incidents.service.response.suggestion": _OF_THE_COUNTY,
    "incidents.service.response_exports.township_with": _OF_THE_COUNTY,
    "incidents.service.reviews.reviews": "those of a sample, which holds no drill",
    "incidents.service.reviews.drawn": "those of a sample, which holds no drill",
    "incidents.service.standards.level_rules": _OF_THE_COUNTY,
    "incidents.service.standards.report_rules": _OF_THE_COUNTY,
    "incidents.service.standards.level_versions": _OF_THE_COUNTY,
    "incidents.service.standards.report_versions": _OF_THE_COUNTY,
    "incidents.service.standing.first_of_incidents": "evidence for verify",
    "incidents.service.standing.first_of_reports": "evidence for verify",
    "matters.service.clocks.late_in": _FOR_OTHERS,
    "matters.service.clocks.limit_in": _OF_THE_COUNTY,
    "matters.service.clocks.running_of_in": _OF_ONE_ROW,
    "matters.service.clocks.find": _OF_ONE_ROW,
    "teams.service.dispatch.of_incidents_in": "the figures of an incident ask for it",
    "teams.service.dispatch.limits": _OF_THE_COUNTY,
    "teams.service.exports.call_list": "the paper of it is among the figures",
    "teams.service.exports.teams_to_print": _OF_THE_COUNTY,
    "teams.service.exports.orders_to_print": "offers the orders of drills as well, marked as such",
    "teams.service.exports.team_with": _OF_THE_COUNTY,
    "teams.service.overview.required": _OF_THE_COUNTY,
    "teams.service.overview.looks_ahead": _OF_THE_COUNTY,
    "teams.service.overview.expiring": _OF_THE_COUNTY,
    "teams.service.packages.everything": _OF_THE_COUNTY,
    "teams.service.packages.get_in": _OF_THE_COUNTY,
    "teams.service.proposal.fill": "proposes from the same candidates",
    "teams.service.proposal.wanted_skills": _OF_THE_COUNTY,
    "teams.service.proposal.weights_in": _OF_THE_COUNTY,
    "teams.service.reach.ground_in": _OF_THE_COUNTY,
    "teams.service.reach.paces_in": _OF_THE_COUNTY,
    "teams.service.roads.current": _OF_THE_COUNTY,
    "teams.service.roads.plan_in": _OF_THE_COUNTY,
    "teams.service.roads.positive": _OF_THE_COUNTY,
    "teams.service.roster.names": _OF_THE_COUNTY,
    "teams.service.roster.stale_after": _OF_THE_COUNTY,
    "teams.service.standing.first_of_records": "evidence for verify",
    "teams.service.standing.first_of_dispatches": "evidence for verify",
    "teams.service.standing.first_of_packages": "evidence for verify",
    "teams.service.standing.first_of_musters": "evidence for verify",
    "teams.service.supplies.stocks": _OF_THE_COUNTY,
    "teams.service.supplies.placed": _OF_THE_COUNTY,
    "warnings.service.calling.lists_in": _OF_ONE_ROW,
    "warnings.service.codes.codes": _OF_THE_COUNTY,
    "warnings.service.codes.colours": _OF_THE_COUNTY,
    "warnings.service.codes.text": _OF_THE_COUNTY,
    "warnings.service.codes.whole": _OF_THE_COUNTY,
    "warnings.service.evidence.first_without_file": "evidence for verify",
    "warnings.service.feeds.everything": _OF_THE_COUNTY,
    "warnings.service.feeds.pinned": _OF_THE_COUNTY,
    "warnings.service.feeds.interval": _OF_THE_COUNTY,
    "warnings.service.feeds.get": _OF_THE_COUNTY,
    "warnings.service.intake.is_dealt_with": "whether a file was read",
    "warnings.service.proposing.of_warning": _OF_ONE_ROW,
    "alarms.service.acting.acknowledge": _WRITES,
    "alarms.service.acting.shelve": _WRITES,
    "alarms.service.acting.unshelve": _WRITES,
    "board.service.heartbeat.beat": _WRITES,
    "duty.service.bulk.load": _WRITES,
    "duty.service.bulk.load_with_second_process": _WRITES,
    "duty.service.exports.hand_out": _WRITES,
    "handover.service.accept": _WRITES,
    "handover.service.put_check": _WRITES,
    "handover.service.put_note": _WRITES,
    "handover.service.return_section": _WRITES,
    "handover.service.sign_leader": _WRITES,
    "handover.service.sign_outgoing": _WRITES,
    "incidents.service.command.change_participant": _WRITES,
    "incidents.service.command.change_post": _WRITES,
    "incidents.service.command.change_request": _WRITES,
    "incidents.service.command.open_post": _WRITES,
    "incidents.service.command.request_supplies": _WRITES,
    "incidents.service.command.take_part": _WRITES,
    "incidents.service.evacuation_watch.follow_people": _WRITES,
    "incidents.service.groups.change_call": _WRITES,
    "matters.service.clocks.acknowledge": _WRITES,
    "matters.service.clocks.pause": _WRITES,
    "matters.service.clocks.resume": _WRITES,
    "teams.service.dispatch.cancel": _WRITES,
    "teams.service.dispatch.release": _WRITES,
    "teams.service.imports.foresee": _WRITES,
    "teams.service.imports.import_all": _WRITES,
    "teams.service.roster.retire": _WRITES,
    "teams.service.safety.follow_calls": _WRITES,
    "warnings.service.intake.take_in": _WRITES,
    "warnings.service.passing.enter": _WRITES,
    "warnings.service.polling.poll": _WRITES,
    "warnings.service.proposing.accept_log_line": _WRITES,
}
# Figures that no function gives, but a method.
METHODS = frozenset({"board.service.snapshot.Board.read"})


def reading_functions() -> Iterator[str]:
    """Give every public function of the parts that reads the database and writes nothing."""
    for part in PARTS:
        package = importlib.import_module(f"commandcenter.{part}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.ispkg or (part != "handover" and ".service." not in found.name):
                continue
            module = importlib.import_module(found.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                is_own = function.__module__ == found.name and not name.startswith("_")
                if is_own and _reads(function):
                    yield f"{found.name.removeprefix('commandcenter.')}.{name}"


def _reads(function: Callable[..., Any]) -> bool:
    parameters = list(inspect.signature(function).parameters.values())
    first = parameters[0].annotation if parameters else None
    named = getattr(first, "__name__", str(first))
    if named == "Database":
        return "db.write(" not in inspect.getsource(function)
    return named == "Tx"
