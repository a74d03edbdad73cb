"""Values of the directory."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from commandcenter.directory.rights import Role
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MIN_PASSWORD = 8
# Shorter numbers, such as 119, are nobody's own.
SHORTEST_MASKED = 8


class NameMissing(Rejected):
    """A record without a name cannot be found again."""

    sentence = N_("Write a name.")


class CodeTaken(Rejected):
    """A code means one thing for good."""

    sentence = N_("The code '{code}' is taken. Choose another one, or change that word.")


class CodeUnlike(Rejected):
    """A code of which the program could not read the parts."""

    sentence = N_("The code '{code}' has another form than the others, such as '{example}'.")


class LoginTaken(Rejected):
    """Two accounts cannot have the same login."""

    sentence = N_("The account '{login}' exists already. Choose another one.")


class WeakPassword(Rejected):
    """Too easy to guess."""

    sentence = N_("The password needs at least {length} characters.")


class WrongCredentials(Rejected):
    """Login or password is wrong; which one is not said."""

    sentence = N_("Account or password is wrong. Check Caps Lock and try again.")


class Locked(Rejected):
    """Too many wrong passwords in a row; waiting makes guessing useless."""

    sentence = N_("Too many wrong passwords. Try again in {seconds} seconds.")


class BadPeriod(Rejected):
    """A rule that ends before it begins is never valid."""

    sentence = N_("The rule would end on {end}, before it begins on {begin}; correct the dates.")


class NoSuchRule(Rejected):
    """A rule the program needs has no row that is valid on this day."""

    sentence = N_("No rule row '{code}' is valid on {day}. Add one on the management page.")


class BadValue(Rejected):
    """A rule value is not of the form the program needs."""

    sentence = N_(
        "'{value}' cannot be read as a value of rule '{code}'. Write it like this: {hint}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An administrative division.

    Attributes:
        code: 6, 9 or 12 digits (GB/T 2260, GB/T 10114).
        tier: county, township or village.
        lon: WGS-84 degrees.
        lat: WGS-84 degrees.
        geometry: GeoJSON geometry as text, if known.
    """

    code: str
    parent: str | None
    name: str
    tier: str
    population: int | None = None
    lon: float | None = None
    lat: float | None = None
    geometry: str | None = None
    valid_from: date = date(2020, 1, 1)
    valid_to: date | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A unit people belong to or call from."""

    id: UUID
    name: str
    kind: str = ""
    area_code: str = ""
    phone: str = ""
    is_active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the directory.

    Attributes:
        organisation: Name of the unit, as shown.
    """

    id: UUID
    name: str
    organisation_id: UUID | None = None
    organisation: str = ""
    post: str = ""
    office_phone: str = ""
    mobile: str = ""
    is_active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody's way into the program; the password hash stays in the store.

    Attributes:
        name: Of the person, as printed.
        post: Of the person.
        failures: Wrong passwords in a row.
    """

    id: UUID
    login: str
    person_id: UUID
    role: Role
    name: str = ""
    post: str = ""
    failures: int = 0
    locked_until: datetime | None = None
    is_active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One value a county may change, with where it comes from and when it holds.

    Attributes:
        value: As text; its form depends on the code.
        basis: The text it is taken from, or that it could not be verified.
        valid_to: First day it no longer holds.
    """

    id: UUID
    code: str
    value: str
    unit: str = ""
    basis: str = ""
    valid_from: date
    valid_to: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a dictionary the county may edit, such as a quick phrase."""

    dictionary: str
    code: str
    zh: str
    en: str = ""
    position: int = 0
    is_active: bool = True

    def word(self, language: str) -> str:
        """Return it in a language; in Chinese where there is no other."""
        return self.en if language == "en" and self.en else self.zh


def masked(phone: str) -> str:
    """Return a phone number with its middle hidden, for those who may not see it."""
    digits = phone.strip()
    return digits if len(digits) < SHORTEST_MASKED else f"{digits[:3]} **** {digits[-4:]}"


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """Return the pinyin initials by which a name is found: `zhx` for 张华兴."""
    # Loads a dictionary of some megabytes; most sessions start without needing it.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    parts = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return "".join(sign for part in parts for sign in part if sign.isalnum()).lower()
