"""Supplies: stores of the government, of firms and of the social cloud; pre-positioning."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from commandcenter.teams.model.checks import (
    MOST_PIECES,
    check_position,
    check_present,
    check_range,
    check_texts,
)
from commandcenter.teams.model.readiness import TimeBackwards

# Four levels of 1 + 2 + 2 + 2 digits; 1 living, 2 equipment, 3 engineering (GB/T 38565).
_CODE = re.compile(r"[123]\d{6}")


class WrongSupplyCode(Rejected):
    """The code is not one of GB/T 38565."""

    sentence = N_("'{code}' is no supply code; write seven digits that begin with 1, 2 or 3.")


class NothingPlaced(Rejected):
    """Pre-positioning is about a team or about a thing."""

    sentence = N_("Choose a team or write which thing is placed there.")


class StoreKind(StrEnum):
    """Who keeps the store."""

    GOVERNMENT = "government"  # 政府
    ENTERPRISE = "enterprise"  # 企业代储
    CLOUD = "cloud"  # 社会云仓


STORE_KIND_WORDS: dict[StoreKind, str] = {
    StoreKind.GOVERNMENT: N_("Government store"),
    StoreKind.ENTERPRISE: N_("Store kept by a firm"),
    StoreKind.CLOUD: N_("Social cloud store"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A place where supplies are kept.

    Attributes:
        agreement_to: Last day of the agreement with whoever keeps it.
        lon: WGS-84 degrees.
        lat: WGS-84 degrees.
    """

    id: UUID
    name: str
    kind: StoreKind = StoreKind.GOVERNMENT
    owner: str = ""
    contact: str = ""
    phone: str = ""
    area_code: str = ""
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    agreement_to: date | None = None
    remarks: str = ""
    is_retired: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What lies in a store.

    Attributes:
        code: Seven digits (GB/T 38565) or empty.
        valid_to: Last day it may be used.
    """

    id: UUID
    store_id: UUID
    name: str
    code: str = ""
    quantity: int = 1
    unit: str = ""
    valid_to: date | None = None
    checked_on: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Preposition:
    """A team or a thing that waits where it may be needed (前置).

    Attributes:
        thing: What is placed, if it is not a whole team.
        to_at: None as long as nobody knows.
    """

    id: UUID
    place: str
    from_at: datetime
    team_id: UUID | None = None
    thing: str = ""
    lon: float | None = None
    lat: float | None = None
    to_at: datetime | None = None
    reason: str = ""
    version: int = 1

    def holds_at(self, at: datetime) -> bool:
        """Whether it stands there at a moment."""
        return self.from_at <= at and (self.to_at is None or at < self.to_at)


Supply: TypeAlias = Store | Item | Preposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A store with what lies in it."""

    store: Store
    items: tuple[Item, ...] = ()


def check_supply(supply: Supply) -> None:
    """Refuse a store, an item or a placing that breaks a rule.

    Raises:
        FieldMissing, FieldTooLong, OutOfRange, PlaceIncomplete, WrongSupplyCode,
        NothingPlaced, TimeBackwards: What has to be put right first.
    """
    check_texts(supply)
    if isinstance(supply, Preposition):
        _check_placing(supply)
        return
    check_present(supply, ("name",))
    if isinstance(supply, Item):
        check_range("quantity", supply.quantity, 0, MOST_PIECES)
        check_code(supply.code)
    else:
        check_position(supply.lon, supply.lat)


def check_code(code: str) -> None:
    """Refuse a supply code that cannot be; none at all is allowed.

    Raises:
        WrongSupplyCode: It cannot.
    """
    if code and not _CODE.fullmatch(code):
        raise WrongSupplyCode(code=code)


def _check_placing(placed: Preposition) -> None:
    check_present(placed, ("place",))
    check_position(placed.lon, placed.lat)
    if placed.team_id is None and not placed.thing.strip():
        raise NothingPlaced
    if placed.to_at is not None and placed.to_at < placed.from_at:
        raise TimeBackwards(later=minute(placed.to_at), earlier=minute(placed.from_at))
