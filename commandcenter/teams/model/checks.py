"""What the roster refuses, and why."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_, Translate
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.team import (
    Agreement,
    Assessment,
    Equipment,
    Member,
    Part,
    Team,
    Vehicle,
)

MAX_TEXT = 200
MAX_REMARKS = 4_000
MOST_PIECES = 1_000_000
MOST_PEOPLE = 10_000
MOST_HOURS = 10_000
LOWEST_GRADE = 3
# GB 11643: weights of the first 17 characters and the character for each remainder.
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ID = re.compile(r"\d{17}[\dXx]")
_MASKED_ID = re.compile(r"\d{6}\*{8}\d{3}[\dX]")


class TeamNameMissing(Rejected):
    """A team without a name cannot be called."""

    sentence = N_("Write the name of the team.")


class TeamNumberMissing(Rejected):
    """The number tells teams apart in lists of others."""

    sentence = N_("Write the number of the team.")


class CategoryMissing(Rejected):
    """Totals are counted by category."""

    sentence = N_("Choose the category of the team.")


class _OfField(Rejected):
    """Names a field, in the language of the reader."""

    sentence = N_("Correct '{field}'.")

    def said(self, translate: Translate) -> str:
        """Return the sentence with the field in the language of *translate*."""
        field_name = translate(FIELD_WORDS[str(self.facts["field"])])
        return translate(self.sentence).format(**(self.facts | {"field": field_name}))


class FieldTooLong(_OfField):
    """A field has a limit."""

    sentence = N_("'{field}' has {length} characters; shorten it to {limit}.")


class OutOfRange(_OfField):
    """A number that cannot be."""

    sentence = N_("'{field}' must lie between {low} and {high}.")


class FieldMissing(_OfField):
    """A record cannot do without this."""

    sentence = N_("Fill in '{field}'.")


class NumberTaken(Rejected):
    """Two teams cannot have the same number."""

    sentence = N_("The number '{number}' belongs to '{name}'. Choose another one.")


class PlaceIncomplete(Rejected):
    """One half of a position is no position."""

    sentence = N_("Write both longitude and latitude, or leave both empty.")


class WrongIdNumber(Rejected):
    """The check character of an ID number does not fit (GB 11643)."""

    sentence = N_("The ID number is wrong; check its 18 characters.")


def check(team: Team) -> None:
    """Refuse a team that breaks a rule of the roster.

    Raises:
        TeamNameMissing, TeamNumberMissing, CategoryMissing, FieldTooLong, OutOfRange,
        PlaceIncomplete: What has to be put right first.
    """
    if not team.name.strip():
        raise TeamNameMissing
    if not team.number.strip():
        raise TeamNumberMissing
    if not team.category:
        raise CategoryMissing
    check_texts(team)
    check_position(team.lon, team.lat)
    for name, most in (("self_sustain_hours", MOST_HOURS), ("muster_minutes", 24 * 60)):
        check_range(name, getattr(team, name), 0, most)
    check_range("radius_km", team.radius_km, 0, 5_000)


def check_part(part: Part) -> None:
    """Refuse a member, a thing or a paper of a team that breaks a rule of the roster.

    Raises:
        FieldMissing, FieldTooLong, OutOfRange: What has to be put right first.
    """
    check_present(part, _NEEDED[type(part)])
    check_texts(part)
    if isinstance(part, Equipment):
        check_range("quantity", part.quantity, 0, MOST_PIECES)
    elif isinstance(part, Vehicle):
        check_range("seats", part.seats, 0, 1_000)
    elif isinstance(part, Assessment):
        check_range("grade", part.grade, 1, LOWEST_GRADE)


_NEEDED: Mapping[type, tuple[str, ...]] = {
    Member: ("name",),
    Equipment: ("name",),
    Vehicle: ("plate",),
    Assessment: ("direction",),
    Agreement: ("kind", "partner"),
}


def check_present(record: object, names: Iterable[str]) -> None:
    """Refuse a record that lacks one of these texts.

    Raises:
        FieldMissing: It does.
    """
    for name in names:
        if not str(getattr(record, name)).strip():
            raise FieldMissing(field=name)


def check_texts(record: Any) -> None:
    """Refuse a record with a text that is longer than its field.

    Raises:
        FieldTooLong: It has one.
    """
    for one in fields(record):
        value = getattr(record, one.name)
        if type(value) is str:
            check_length(one.name, value, limit=MAX_REMARKS if one.name == "remarks" else MAX_TEXT)


def check_length(name: str, text: str, *, limit: int = MAX_TEXT) -> None:
    """Refuse a text that is longer than its field.

    Raises:
        FieldTooLong: It is.
    """
    if len(text) > limit:
        raise FieldTooLong(field=name, length=len(text), limit=limit)


def check_range(name: str, value: int, low: int, high: int) -> None:
    """Refuse a number beyond its bounds.

    Raises:
        OutOfRange: It is.
    """
    if not low <= value <= high:
        raise OutOfRange(field=name, low=low, high=high)


def check_position(lon: float | None, lat: float | None) -> None:
    """Refuse half a position, and one that is not on Earth.

    Raises:
        PlaceIncomplete, OutOfRange: What has to be put right.
    """
    if (lon is None) != (lat is None):
        raise PlaceIncomplete
    if lon is None or lat is None:
        return
    if not abs(lon) <= 180:  # noqa: PLR2004 - degrees; not a number is not within them
        raise OutOfRange(field="lon", low=-180, high=180)
    if not abs(lat) <= 90:  # noqa: PLR2004 - degrees
        raise OutOfRange(field="lat", low=-90, high=90)


def masked_id(number: str) -> str:
    """Return an ID number as it is stored: birthday and place of birth's end hidden.

    Raises:
        WrongIdNumber: It is not an ID number (GB 11643).
    """
    text = number.strip().upper()
    if not text or _MASKED_ID.fullmatch(text):
        return text
    if not _ID.fullmatch(text):
        raise WrongIdNumber
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _ID_WEIGHTS, strict=True))
    if _ID_CHECKS[total % 11] != text[17]:
        raise WrongIdNumber
    return f"{text[:6]}********{text[14:]}"
