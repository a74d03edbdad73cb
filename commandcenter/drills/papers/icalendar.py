"""Drills as an iCalendar (RFC 5545), for the calendars of other programs.

A drill that has no day yet is left out: a calendar would show it on a day that nobody meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from commandcenter.drills.model.code_words import CONTENT_WORDS, FORM_WORDS
from commandcenter.drills.model.drill import Drill, State, times
from commandcenter.kernel.words import N_, Translate

ZONE = "Asia/Shanghai"
_STATUS = {State.PLANNED: "TENTATIVE", State.CANCELLED: "CANCELLED"}
_CONFIRMED = "CONFIRMED"
_NAME = N_("Drills, {centre}")
_SUMMARY = N_("Drill: {title}")
_LEAD = N_("Lead unit: {unit}")
_EXPECTED = N_("People expected: {people}")
_NO_DATA = "-//commandcenter//drills//ZH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendared:
    """What a calendar is made of.

    Attributes:
        centre: Name of the calendar.
        code: Of the county; part of what tells drills of counties apart.
        stamps: When each drill was changed last.
        assumed: How long a drill lasts that does not say so.
        areas: Names of areas by code.
    """

    centre: str
    code: str
    drills: Sequence[Drill]
    stamps: Mapping[UUID, datetime]
    assumed: timedelta
    areas: Mapping[str, str]


def undated(drills: Sequence[Drill]) -> int:
    """Return how many drills a calendar leaves out because they have no day yet."""
    return sum(times(one)[0] is None and one.state is not State.CANCELLED for one in drills)


def calendar(found: Calendared, words: Translate) -> bytes:
    """Return a calendar; equal drills give equal bytes."""
    made = Calendar()
    made.add("prodid", _NO_DATA)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    name = words(_NAME).format(centre=found.centre)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", ZONE)
    dated = [one for one in found.drills if times(one)[0] is not None]
    years = [one.year for one in dated]
    if years:
        first, last = date(min(years), 1, 1), date(max(years) + 1, 12, 31)
        made.add_component(Timezone.from_tzid(ZONE, first_date=first, last_date=last))
    for one in dated:
        made.add_component(_event(one, found, words))
    data: bytes = made.to_ical()
    return data


def _event(one: Drill, found: Calendared, words: Translate) -> Event:
    begins_at, ends_at = times(one)
    if begins_at is None:
        raise ValueError("a drill without a day has no event")
    if ends_at is None or ends_at <= begins_at:
        ends_at = begins_at + found.assumed
    event = Event()
    event.add("uid", f"{one.id}@{found.code}.drills")
    event.add("sequence", one.version - 1)
    event.add("dtstamp", found.stamps.get(one.id, begins_at))
    event.add("dtstart", begins_at.astimezone(ZoneInfo(ZONE)))
    event.add("dtend", ends_at.astimezone(ZoneInfo(ZONE)))
    event.add("summary", words(_SUMMARY).format(title=one.title))
    event.add("status", _STATUS.get(one.state, _CONFIRMED))
    place = " ".join(filter(None, (found.areas.get(one.area_code, ""), one.place)))
    if place:
        event.add("location", place)
    event.add("description", "\n".join(_lines(one, words)))
    event.add("categories", [words(FORM_WORDS[one.form]), words(CONTENT_WORDS[one.content])])
    return event


def _lines(one: Drill, words: Translate) -> list[str]:
    said = [words(CONTENT_WORDS[one.content]), words(FORM_WORDS[one.form]), one.subject]
    if one.lead_org:
        said.append(words(_LEAD).format(unit=one.lead_org))
    if one.expected:
        said.append(words(_EXPECTED).format(people=one.expected))
    return [line for line in said if line]
