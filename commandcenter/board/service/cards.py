"""The cards of the live board: what a record says in the space of a few lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.board.model import NOTHING, Item, ItemKind, brief, phrase, plain
from commandcenter.directory.model import Area
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.words import LEVEL_WORDS, STATE_WORDS
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.words import N_
from commandcenter.matters.model.clock import Clock
from commandcenter.matters.words import KIND_WORDS
from commandcenter.warnings.model.passing import Hotspot
from commandcenter.warnings.model.warning import State, WarningRecord
from commandcenter.warnings.model.words import STATE_WORDS as WARNING_WORDS
from commandcenter.warnings.service.passing import Live

_TOWNSHIP = 9  # digits of a code

# As issuers write them; warnings are shown in the language they come in.
_COLOURS = {
    Severity.RED: "红",
    Severity.ORANGE: "橙",
    Severity.YELLOW: "黄",
    Severity.BLUE: "蓝",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every card needs to be put together.

    Attributes:
        alarms: Of those about a record the one that waits, else the worst, by the number of its
            id; a UUID itself takes too long to hash for every card of every second.
        clocks: The next one of each incident or warning, by the number of its id.
        areas: All of the county, by code.
    """

    at: datetime
    alarms: Mapping[int, Alarm]
    clocks: Mapping[int, Clock]
    areas: Mapping[str, Area]

    def name_of(self, code: str) -> str:
        """Return the name of an area; empty for one that nobody knows."""
        area = self.areas.get(code)
        return area.name if area is not None else ""

    def township_of(self, code: str) -> str:
        """Return the code of the township an area lies in."""
        return code if len(code) <= _TOWNSHIP or code in self.areas else code[:_TOWNSHIP]


def incident(one: Incident, ground: Ground) -> Item:
    """Return the card of an incident that is not over."""
    facts = one.facts
    alarm, due = ground.alarms.get(one.id.int), ground.clocks.get(one.id.int)
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
    lon: float | None, lat: float | None, code: str, ground: Ground
) -> tuple[float, float] | None:
    if lon is not None and lat is not None:
        return lon, lat
    area = ground.areas.get(code)
    if area is None or area.lon is None or area.lat is None:
        return None
    return area.lon, area.lat


def warning(live: Live, ground: Ground) -> Item:
    """Return the card of a warning that waits or holds."""
    one, calls = live.warning, live.calls
    message = one.message
    alarm, due = ground.alarms.get(one.id.int), ground.clocks.get(one.id.int)
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
        value=plain(f"{calls.answered}/{calls.listed}") if calls else NOTHING,
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


def hotspot(one: Hotspot, ground: Ground) -> Item:
    """Return the card of a hotspot that nobody has looked at."""
    alarm, due = ground.alarms.get(one.id.int), ground.clocks.get(one.id.int)
    return Item(
        id=one.id,
        kind=ItemKind.HOTSPOT,
        title=one.place or ground.name_of(one.area_code),
        at=one.received_at or ground.at,
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
