"""Entries that are written out word for word in the resources."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import resources
from commandcenter.cli.demo.chance import id_at, stream
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.scene import Contact, contact_of, short_date
from commandcenter.duty.model.entry import (
    Channel,
    Direction,
    Draft,
    EntryKind,
    Handling,
    Step,
    Urgency,
)
from commandcenter.kernel.times import BEIJING

Row = Mapping[str, Any]

# A clock before noon belongs to the morning after.
_NOON = time(12)


@cache
def rows(kind: str) -> list[dict[str, Any]]:
    """Return what the script has of a kind: `act` or `leftover`."""
    with resources.path("demo", "night.toml").open("rb") as file:
        script: dict[str, list[dict[str, Any]]] = tomllib.load(file)
    return script[kind]


def moment(clock: str, day: date) -> datetime:
    """Return the moment of a clock time of the day itself, UTC."""
    return datetime.combine(day, time.fromisoformat(clock), BEIJING).astimezone(UTC)


def night_moment(clock: str, night: date) -> datetime:
    """Return the moment of a clock time of the night that begins on a day, UTC."""
    is_after_midnight = time.fromisoformat(clock) < _NOON
    return moment(clock, night + timedelta(days=is_after_midnight))


def draft_of(row: Row, county: County, *, night: date, at: datetime, by: str) -> Draft:
    """Return the draft that a row of the script describes.

    Args:
        night: Day on which the night begins; deadlines and dates count from it.
        at: When it is recorded.
        by: Name of who records it; the one who takes its steps, too.
    """
    day = at.astimezone(BEIJING).date()
    steps = tuple(_step(step, day, by) for step in row.get("steps", ()))
    received = moment(row["received"], day) if "received" in row else _first(steps, at)
    contact = _contact(row, county)
    return Draft(
        id=id_at(at - timedelta(minutes=1), stream("script", night, row["key"])),
        content=_content(row, night),
        kind=EntryKind(row["kind"]),
        direction=Direction(row.get("direction", "in")),
        channel=Channel(row["channel"]),
        occurred_at=moment(row["occurred"], day) if "occurred" in row else None,
        received_at=received,
        org=contact.org,
        name=contact.name,
        post=contact.post,
        phone=contact.phone,
        place=row.get("place", ""),
        area_code=_area_code(row, county),
        reported_to=row.get("reported_to", ""),
        urgency=Urgency(row.get("urgency", "routine")),
        is_internal=row.get("internal", False),
        steps=steps,
        owner=row.get("owner", ""),
        due_at=_due(row, night),
        reason=row.get("reason", ""),
    )


def _first(steps: tuple[Handling, ...], at: datetime) -> datetime:
    return min([step.at for step in steps], default=at)


def _step(row: list[str], day: date, by: str) -> Handling:
    step, clock, to, result = [*row, "", ""][:4]
    return Handling(step=Step(step), at=moment(clock, day), by=by, to=to, result=result)


def _contact(row: Row, county: County) -> Contact:
    if "citizen" in row:
        name, phone = row["citizen"]
        return Contact(org="群众", name=name, phone=phone)
    if "with" not in row:
        return Contact()
    person = county.person(row["with"])
    return contact_of(county.organisation(person.organisation), person)


def _area_code(row: Row, county: County) -> str:
    if "area" not in row:
        return ""
    return county.place(row["area"]).code


def _due(row: Row, night: date) -> datetime | None:
    if "due_at" not in row:
        return None
    return moment(row["due_at"], night + timedelta(days=row.get("due_days", 0)))


def _content(row: Row, night: date) -> str:
    days = {f"day_{number}": short_date(night + timedelta(days=number)) for number in range(5)}
    return str(row["content"]).format(**days)
