"""What the invented county consists of: areas, waters, organisations and people."""

import csv
import json
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

import resources
from commandcenter.cli.demo.chance import id_at, stream

# The day on which the list of people and organisations was made; only their ids show it.
_LISTED_AT = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)


class Tier(StrEnum):
    """Height of an area in the administration."""

    COUNTY = "county"  # 县
    TOWNSHIP = "township"  # 镇、乡
    VILLAGE = "village"  # 村、社区


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A county, township or village.

    Attributes:
        code: 6, 9 or 12 digits.
        parent: Code of the area it lies in; empty for the county.
        lon: Of a point inside it, WGS-84.
        lat: Of the same point.
        geometry: GeoJSON polygon as text, WGS-84.
    """

    code: str
    parent: str
    name: str
    tier: Tier
    population: int
    lon: float
    lat: float
    geometry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Water:
    """A river (line) or reservoir (polygon); `geometry` is GeoJSON text."""

    name: str
    kind: str
    geometry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Somebody the duty room talks to.

    Attributes:
        key: Short name used in the data files only.
        short: As duty officers write it.
        kind: bureau, township, team, station, hospital, utility, superior …
    """

    id: UUID
    key: str
    name: str
    short: str
    kind: str
    area_code: str
    phone: str
    fax: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person with phones.

    Attributes:
        organisation: Key of the organisation.
        duty: Role in the shifts of the centre; empty for everybody else.
        crew: Which crew, or which place in the turn of leaders and drivers.
    """

    id: UUID
    name: str
    organisation: str
    post: str
    office_phone: str
    mobile: str
    duty: str
    crew: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmarks:
    """Names that occur in reports from one township.

    Attributes:
        bends: Where accidents happen on the road.
        banks: Where people get too close to the water.
        estates: Where many people live.
        publics: Where many people come.
    """

    code: str
    roads: tuple[str, ...]
    rivers: tuple[str, ...]
    reservoirs: tuple[str, ...]
    schools: tuple[str, ...]
    firms: tuple[str, ...]
    bends: tuple[str, ...]
    banks: tuple[str, ...]
    estates: tuple[str, ...]
    publics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """The whole invented county."""

    name: str
    code: str
    centre: str
    areas: tuple[Area, ...]
    waters: tuple[Water, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    landmarks: tuple[Landmarks, ...]

    @property
    def townships(self) -> tuple[Area, ...]:
        """The townships in the order of their codes."""
        return tuple(area for area in self.areas if area.tier is Tier.TOWNSHIP)

    def within(self, code: str) -> tuple[Area, ...]:
        """Return the areas that lie directly in the one with this code."""
        return tuple(area for area in self.areas if area.parent == code)

    def organisation(self, key: str) -> Organisation:
        """Return the organisation with this key."""
        return next(one for one in self.organisations if one.key == key)

    def place(self, name: str) -> Area:
        """Return the first township or village with this name."""
        return next(area for area in self.areas if area.name == name)

    def person(self, name: str) -> Person:
        """Return the person with this name; no two share one."""
        return next(one for one in self.people if one.name == name)

    def staff(self, key: str) -> tuple[Person, ...]:
        """Return the people of an organisation, as listed."""
        return tuple(one for one in self.people if one.organisation == key)


@cache
def load() -> County:
    """Return the invented county as it lies in the resources."""
    with resources.path("demo", "county.toml").open("rb") as file:
        facts = tomllib.load(file)
    return County(
        name=facts["name"],
        code=facts["code"],
        centre=facts["centre"],
        areas=_areas(),
        waters=_waters(),
        organisations=tuple(
            Organisation(id=id_at(_LISTED_AT, stream("organisation", row["key"])), **row)
            for row in _rows("organisations.csv")
        ),
        people=tuple(_person(row) for row in _rows("people.csv")),
        landmarks=tuple(_landmarks(row) for row in facts["township"]),
    )


def _person(row: dict[str, str]) -> Person:
    return Person(
        id=id_at(_LISTED_AT, stream("person", row["name"])),
        name=row["name"],
        organisation=row["organisation"],
        post=row["post"],
        office_phone=row["office_phone"],
        mobile=row["mobile"],
        duty=row["duty"],
        crew=int(row["crew"] or 0),
    )


def _landmarks(row: dict[str, list[str]]) -> Landmarks:
    names = {key: tuple(value) for key, value in row.items() if key != "code"}
    return Landmarks(code=str(row["code"]), **names)


def _areas() -> tuple[Area, ...]:
    return tuple(
        Area(
            code=facts["code"],
            parent=facts["parent"],
            name=facts["name"],
            tier=Tier(facts["tier"]),
            population=facts["population"],
            lon=facts["lon"],
            lat=facts["lat"],
            geometry=geometry,
        )
        for facts, geometry in _features("areas.geojson")
    )


def _waters() -> tuple[Water, ...]:
    return tuple(
        Water(name=facts["name"], kind=facts["kind"], geometry=geometry)
        for facts, geometry in _features("waters.geojson")
    )


def _features(name: str) -> list[tuple[dict[str, Any], str]]:
    collection = json.loads(resources.path("demo", name).read_text(encoding="utf-8"))
    return [
        (feature["properties"], json.dumps(feature["geometry"], separators=(",", ":")))
        for feature in collection["features"]
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with resources.path("demo", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
