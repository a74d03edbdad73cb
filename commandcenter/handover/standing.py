"""Collects what stands in every part when a shift ends: rows of codes, drills left out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.model.alarm import State as AlarmState
from commandcenter.alarms.service import lists as alarms
from commandcenter.database.tx import Tx
from commandcenter.directory.model import BadValue, NoSuchRule
from commandcenter.directory.service import areas, phrases
from commandcenter.handover.model import Standing
from commandcenter.incidents.model.figures import CASUALTIES, Counted
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.report import UNDER_WAY, Report, ReportState
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.service import evacuation, matrix, reading, response, shelters
from commandcenter.kernel.times import day_of, stamp
from commandcenter.matters.model.clock import Clock, ClockKind
from commandcenter.matters.service import clocks
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.service import dispatch
from commandcenter.warnings.model.calls import Call, CallState
from commandcenter.warnings.model.passing import Hotspot
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.service import calling, hotspots, passing

Row = dict[str, Any]

# Two pages of a table; more is not read, and whoever takes over looks at the board.
MOST = 100
# Told even when nobody was hurt; the others only where there are any.
_ALWAYS = CASUALTIES[:3]
_FIGURES = (*CASUALTIES, "at_risk", "affected", "evacuated", "rooms_collapsed", "loss_fen")
# Those of matters stand with the matters, those of calls with the warning.
_TOLD_ELSEWHERE = frozenset({ClockKind.MATTER, ClockKind.CALL})
_SHOWN_REPORTS = UNDER_WAY | {ReportState.SENT}


def collect(tx: Tx, *, at: datetime, until: datetime) -> dict[Standing, list[Row]]:
    """Return what stands at the moment of freezing, by kind.

    Args:
        until: When the next shift ends; clocks that are due later are left out.
    """
    running = clocks.running_in(tx)
    names = {area.code: area.name for area in areas.existing(tx, on=day_of(at))}
    incidents, responses = reading.still_open_in(tx), response.active_in(tx)
    abouts = [*(one.id for one in incidents), *(one.opening.id for one in responses)]
    found = {
        Standing.INCIDENT: _incidents(tx, incidents, _next(running), names, at),
        Standing.WARNING: _warnings(tx),
        Standing.RESPONSE: _responses(tx, responses),
        Standing.HOTSPOT: _hotspots(tx, _next(running), at),
        Standing.DISPATCH: [_dispatch(one) for one in dispatch.still_open_in(tx)],
        Standing.EVACUATION: _evacuation(tx, abouts, names, at),
        Standing.SHELTER: _shelters(tx),
        Standing.ALARM: _alarms(tx, at),
        Standing.CLOCK: _clocks(running, at, until),
    }
    return {what: _bounded(what, rows) for what, rows in found.items()}


def _bounded(what: Standing, rows: list[Row]) -> list[Row]:
    kept: list[Row] = [{"what": what.value, **row} for row in rows[:MOST]]
    left_out = len(rows) - len(kept)
    return [*kept, {"what": what.value, "more": left_out}] if left_out else kept


def _next(running: Sequence[Clock]) -> dict[UUID, Clock]:
    """Return the clock that is due first for each incident or hotspot."""
    found: dict[UUID, Clock] = {}
    for one in running:  # the one due first comes first
        found.setdefault(one.about or one.subject, one)
    return found


def _incidents(
    tx: Tx,
    incidents: Sequence[Incident],
    due: Mapping[UUID, Clock],
    names: Mapping[str, str],
    at: datetime,
) -> list[Row]:
    ids = [one.id for one in incidents]
    reports, figures = reading.reports_in(tx, ids), reading.figures_in(tx, ids)
    return [
        {
            "id": str(one.id),
            "number": one.number,
            "title": one.facts.title,
            "level": one.level.value,
            "state": one.state.value,
            "place": one.facts.place or names.get(one.facts.area_code, ""),
            "clock": _due(due.get(one.id), at),
            "reports": [
                _report(each) for each in reports.get(one.id, ()) if each.state in _SHOWN_REPORTS
            ],
            "figures": _figures(figures.get(one.id)),
        }
        for one in incidents
    ]


def _due(clock: Clock | None, at: datetime) -> Row:
    if clock is None:
        return {}
    due_at = stamp(clock.due_at)
    return {"kind": clock.kind.value, "due_at": due_at, "is_late": clock.is_late(at)}


def _report(one: Report) -> Row:
    return {
        "kind": one.kind.value,
        "position": one.position,
        "state": one.state.value,
        "sent_at": stamp(one.sent.sent_at) if one.sent else "",
        "late_s": one.sent.late_s if one.sent else 0,
    }


def _figures(counted: Counted | None) -> Row:
    if counted is None:
        return {}
    known = ((name, getattr(counted.figures, name)) for name in _FIGURES)
    told = [[name, value] for name, value in known if value or (value == 0 and name in _ALWAYS)]
    return {"as_of": stamp(counted.as_of), "told": told}


def _warnings(tx: Tx) -> list[Row]:
    live = [one.warning for one in passing.live_in(tx)]
    calls = calling.lists_in(tx, [one.id for one in live])
    return [_warning(one, calls.get(one.id, ())) for one in live]


def _warning(one: WarningRecord, calls: Sequence[Call]) -> Row:
    info = one.message.info
    return {
        "id": str(one.id),
        "headline": one.message.headline,
        "colour": one.colour.value if one.colour else "",
        "state": one.state.value,
        "areas": "、".join(filter(None, (area.description for area in info.areas))),
        "ends_at": stamp(one.ends_at),
        "listed": len(calls),
        "answered": sum(call.answered_at is not None for call in calls),
        "waiting": [
            f"{call.organisation} {call.name}".strip()
            for call in calls
            if call.state is CallState.OPEN
        ],
    }


def _responses(tx: Tx, responses: Sequence[Response]) -> list[Row]:
    hazards = {term.code: term.zh for term in phrases.words(tx, "hazard_kind")}
    return [_response(tx, one, hazards) for one in responses]


def _response(tx: Tx, one: Response, hazards: Mapping[str, str]) -> Row:
    opening = one.opening
    progress = matrix.of_response_in(tx, opening.id).progress.values()
    return {
        "id": str(opening.id),
        "number": one.number,
        "title": opening.title or hazards.get(opening.hazard, opening.hazard),
        "stage": one.stage.value,
        "since": stamp(one.since),
        "measures": sum(each.cells for each in progress),
        "measures_done": sum(each.done for each in progress),
    }


def _hotspots(tx: Tx, due: Mapping[UUID, Clock], at: datetime) -> list[Row]:
    return [_hotspot(one, due.get(one.id), at) for one in hotspots.still_open_in(tx)]


def _hotspot(one: Hotspot, clock: Clock | None, at: datetime) -> Row:
    return {
        "id": str(one.id),
        "place": one.place,
        "pixels": one.pixels,
        "received_at": stamp(one.received_at) if one.received_at else "",
        "clock": _due(clock, at),
    }


def _dispatch(one: Dispatch) -> Row:
    return {
        "id": str(one.id),
        "number": one.number,
        "team": one.team_name,
        "people": one.order.people_out,
        "step": one.step.value,
        "since": stamp(one.since),
        "place": one.order.place,
        "task": one.order.task,
    }


def _evacuation(
    tx: Tx, abouts: Sequence[UUID], names: Mapping[str, str], at: datetime
) -> list[Row]:
    counts = evacuation.counts_of_all_in(tx, abouts, on=day_of(at))
    return [
        {
            "township": names.get(code, code),
            "due": one.due,
            "moved": one.moved,
            "settled": one.settled,
            "not_reached": one.not_reached,
        }
        for code, one in counts.items()
    ]


def _shelters(tx: Tx) -> list[Row]:
    return [
        {"name": one.shelter.name, "people": one.people, "capacity": one.shelter.capacity}
        for one in shelters.in_use_in(tx)
    ]


def _alarms(tx: Tx, at: datetime) -> list[Row]:
    """Return what waits, is shelved or stands for too long, in the order of the board."""
    shown, shelved = alarms.active_in(tx), alarms.shelved_in(tx)
    try:
        standing = {one.id for one in alarms.standing_in(tx, at)}
    except (NoSuchRule, BadValue):  # a county without this rule still hands over, with all of them
        standing = {one.id for one in shown}
    told = [one for one in shown if one.is_waiting or one.id in standing]
    return [_alarm(one, is_standing=one.id in standing) for one in (*told, *shelved)]


def _alarm(one: Alarm, *, is_standing: bool) -> Row:
    is_shelved = one.state is AlarmState.SHELVED
    until = one.shelved_until if is_shelved else None
    return {
        "id": str(one.id),
        "severity": one.severity.value,
        "title": one.title,
        "state": one.state.value,
        "raised_at": stamp(one.raised_at),
        "is_standing": is_standing,
        "by": one.shelved_by if is_shelved else one.acknowledged_by,
        "said": one.reason if is_shelved else one.note,
        "until": stamp(until) if until else "",
    }


def _clocks(running: Sequence[Clock], at: datetime, until: datetime) -> list[Row]:
    """Return what is late or due before a moment, the one due first on top."""
    return [
        {
            "id": str(one.id),
            "kind": one.kind.value,
            "title": one.title,
            "due_at": stamp(one.due_at),
            "state": one.state.value,
            "is_late": one.is_late(at),
            "by": one.acknowledged_by,
            "said": one.note,
        }
        for one in running
        if one.kind not in _TOLD_ELSEWHERE and one.due_at <= until
    ]
