"""The rescue teams and stores of the invented county, and what the teams are doing that night."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count, islice
from random import Random
from typing import Any
from uuid import UUID

import resources
from commandcenter.cli.demo.chance import id_at, pick, stream
from commandcenter.cli.demo.county import County
from commandcenter.teams.model.packages import Package, Row
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.supplies import Item, Preposition, Stock, Store, StoreKind
from commandcenter.teams.model.team import (
    Agreement,
    Assessment,
    Card,
    Employment,
    Equipment,
    Member,
    Team,
    Vehicle,
)

_LISTED_AT = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)
# Phones of the members follow those of everybody else in the county.
_FIRST_PHONE = 19_900_090_000
_FIRST_STOREKEEPER = 2_000
_BLOOD = ("A", "B", "O", "AB", "")
# What is not in its usual state that night, by number of the team.
_STATES: Mapping[str, tuple[State, str]] = {
    "QX-ZY-05": (State.TRAINING, "年度复训"),
    "QX-ZX-03": (State.ON_DUTY, "城区管网检修"),
    "QX-ZX-04": (State.PARTLY_READY, "检测车送检"),
    "QX-SH-03": (State.RESTING, ""),
    "QX-JC-06": (State.RESTING, ""),
    "QX-QY-03": (State.OUT_OF_SERVICE, "工程船进坞维修"),
}
_SILENT = frozenset({"QX-QY-02"})
_LONG_SILENT = frozenset({"QX-SH-02", "QX-JC-05", "QX-ZX-07"})
_LEVELS = {"comprehensive": "first", "professional": "first", "special": "second"}


@cache
def _lists() -> dict[str, Any]:
    with resources.path("demo", "teams.toml").open("rb") as file:
        return tomllib.load(file)


def cards(county: County, *, on: date) -> tuple[Card, ...]:
    """Return the teams with everything about them.

    Args:
        on: The day that certificates and agreements are counted from.
    """
    people = _people()
    return tuple(_card(row, county, on, people) for row in _lists()["team"])


def _card(
    row: Mapping[str, Any], county: County, on: date, people: Iterator[tuple[str, str]]
) -> Card:
    chance = stream("team", row["number"])
    team = _team(row, county, on, chance)
    members = tuple(_members(row, team, on, chance, people))
    if not team.leader:
        team = replace(team, leader=members[0].name, leader_phone=members[0].phone)
    return Card(
        team=team,
        members=members,
        equipment=tuple(_equipment(team, on, chance)),
        vehicles=tuple(_vehicles(row, team, on, chance)),
        assessments=tuple(_assessments(team, on, chance)),
        agreements=tuple(_agreements(team, on, chance)),
    )


def _team(row: Mapping[str, Any], county: County, on: date, chance: Random) -> Team:
    place = county.place(row["place"])
    known = [one for one in county.organisations if one.key == row["organisation"]]
    staff = county.staff(row["organisation"])
    plain = ("number", "name", "short_name", "category", "owner", "primary_skill", "strength_norm")
    return Team(
        id=id_of(row["number"]),
        **{name: row[name] for name in plain},
        skills=frozenset(row["skills"]),
        hazards=frozenset(row["hazards"]),
        supervisor="清溪县应急管理局",
        established_on=on - timedelta(days=int(600 + chance.random() * 4_000)),
        area_code=place.code,
        address=place.name,
        lon=round(place.lon + (chance.random() - 0.5) / 250, 5),
        lat=round(place.lat + (chance.random() - 0.5) / 250, 5),
        leader=staff[0].name if staff else "",
        leader_phone=staff[0].mobile if staff else "",
        duty_phone=known[0].phone if known else f"0577-6612{int(4_000 + chance.random() * 900)}",
        radio_channel=f"应急 {int(1 + chance.random() * 12)} 频道",
        self_sustain_hours=row["self_sustain_hours"],
        muster_minutes=row["muster_minutes"],
        insured_to=_end(on, chance),
        last_drill_on=on - timedelta(days=int(10 + chance.random() * 300)),
    )


def _end(on: date, chance: Random) -> date:
    # Most last a while, some run out within days, a few have run out.
    return on + timedelta(days=int(chance.random() * 900) - 12)


def _people() -> Iterator[tuple[str, str]]:
    """Give names and phones that nobody else has, in an order that looks like none."""
    surnames, given = _lists()["surnames"], _lists()["given"]
    whole = len(surnames) * len(given)
    for number in count():
        first, second = divmod(number * 1_009 % whole, len(given))
        yield surnames[first] + given[second], str(_FIRST_PHONE + number)


def _members(
    row: Mapping[str, Any],
    team: Team,
    on: date,
    chance: Random,
    people: Iterator[tuple[str, str]],
) -> Iterator[Member]:
    skills = (team.primary_skill, *row["skills"])
    for employment, headcount in zip(Employment, row["people"], strict=True):
        for place in range(headcount):
            name, phone = next(people)
            has_paper = chance.random() < 0.6  # noqa: PLR2004 - share of people
            yield Member(
                id=_id("member", team.number, employment, place),
                team_id=team.id,
                name=name,
                phone=phone,
                employment=employment,
                post="班长" if place % 8 == 0 else "队员",
                skill=pick(chance, skills),
                certificate=f"救援证 {int(100_000 + chance.random() * 900_000)}"
                if has_paper
                else "",
                valid_to=_end(on, chance) if has_paper else None,
                blood_type=pick(chance, _BLOOD),
                source=pick(chance, _lists()["sources"]),
            )


def _equipment(team: Team, on: date, chance: Random) -> Iterator[Equipment]:
    kits = _lists()["kits"]
    for skill in sorted(team.all_skills):
        for name, code, quantity, unit in kits[skill]:
            share = 0.5 if skill == team.primary_skill else 0.25
            yield Equipment(
                id=_id("equipment", team.number, skill, name),
                team_id=team.id,
                name=name,
                code=code,
                quantity=max(1, int(quantity * (share + chance.random() / 2))),
                unit=unit,
                state="repair" if chance.random() < 0.05 else "usable",  # noqa: PLR2004 - share
                checked_on=on - timedelta(days=int(chance.random() * 200)),
                valid_to=_end(on, chance) if code.startswith("2") else None,
            )


def _vehicles(row: Mapping[str, Any], team: Team, on: date, chance: Random) -> Iterator[Vehicle]:
    for place, (kind, seats) in enumerate(row["vehicles"]):
        yield Vehicle(
            id=_id("vehicle", team.number, place),
            team_id=team.id,
            plate=f"浙Q{int(10_000 + chance.random() * 90_000)}",
            kind=kind,
            seats=seats,
            state="usable",
            valid_to=_end(on, chance),
        )


def _assessments(team: Team, on: date, chance: Random) -> Iterator[Assessment]:
    if team.category != "social":
        return
    for skill in sorted(team.all_skills)[:2]:
        assessed_on = on - timedelta(days=int(200 + chance.random() * 800))
        yield Assessment(
            id=_id("assessment", team.number, skill),
            team_id=team.id,
            direction=skill,
            grade=2 + int(chance.random() * 2),
            assessed_on=assessed_on,
            valid_to=assessed_on.replace(day=1) + timedelta(days=3 * 365),
            assessor="市应急管理局",
        )


def _agreements(team: Team, on: date, chance: Random) -> Iterator[Agreement]:
    if team.category not in {"contract_firm", "social"}:
        return
    valid_to = _end(on, chance)
    yield Agreement(
        id=_id("agreement", team.number),
        team_id=team.id,
        kind="contract" if team.category == "contract_firm" else "other",
        partner="清溪县应急管理局",
        signed_on=valid_to - timedelta(days=2 * 365),
        valid_to=valid_to,
    )


def stocks(county: County, *, on: date) -> tuple[Stock, ...]:
    """Return the stores with what lies in them."""
    people = islice(_people(), _FIRST_STOREKEEPER, None)
    return tuple(_stock(row, county, on, next(people)) for row in _lists()["store"])


def _stock(row: Mapping[str, Any], county: County, on: date, keeper: tuple[str, str]) -> Stock:
    chance = stream("store", row["name"])
    place = county.place(row["place"])
    kind = StoreKind(row["kind"])
    store = Store(
        id=_id("store", row["name"]),
        name=row["name"],
        kind=kind,
        owner=row["owner"],
        contact=keeper[0],
        phone=keeper[1],
        area_code=place.code,
        address=place.name,
        lon=place.lon,
        lat=place.lat,
        agreement_to=None if kind is StoreKind.GOVERNMENT else _end(on, chance),
    )
    items = tuple(
        Item(
            id=_id("item", row["name"], name),
            store_id=store.id,
            name=name,
            code=code,
            quantity=quantity,
            unit=unit,
            valid_to=on + timedelta(days=days) if days else None,
            checked_on=on - timedelta(days=int(chance.random() * 120)),
        )
        for name, code, quantity, unit, days in row["items"]
    )
    return Stock(store=store, items=items)


def prepositions(county: County, *, at: datetime) -> tuple[Preposition, ...]:
    """Return what was placed forward because of the storm."""
    dam, slope = county.place("坝脚村"), county.place("上岭脚村")
    return (
        Preposition(
            id=_id("preposition", 1),
            thing="反滤料 200 立方米、编织袋 3000 条",
            place="龙潭水库大坝",
            lon=dam.lon,
            lat=dam.lat,
            from_at=at - timedelta(hours=5),
            reason="台风防御，物资前置",
        ),
        Preposition(
            id=_id("preposition", 2),
            team_id=id_of("QX-ZX-05"),
            thing="挖掘机 1 台、装载机 1 台",
            place="云岭盘山公路上岭脚",
            lon=slope.lon,
            lat=slope.lat,
            from_at=at - timedelta(hours=4),
            reason="塌方路段，队伍和设备前置",
        ),
    )


def packages() -> tuple[Package, ...]:
    """Return which teams go to which kind of event."""
    return tuple(
        Package(
            id=_id("package", row["name"]),
            name=row["name"],
            hazard=row["hazard"],
            level=row["level"],
            rows=tuple(
                Row(skill=skill, category=category, count=wanted, remarks=remarks)
                for skill, category, wanted, remarks in row["rows"]
            ),
        )
        for row in _lists()["package"]
    )


def readiness(listed: tuple[Card, ...], *, at: datetime) -> tuple[Readiness, ...]:
    """Return what was said last about each team; of some nothing was heard for long, or ever."""
    said = []
    for card in listed:
        team = card.team
        if team.number in _SILENT:
            continue
        state, reason = _STATES.get(team.number, (State.READY, ""))
        minutes = stream("readiness", team.number).random() * 300
        long_ago = 30 if team.number in _LONG_SILENT else 0
        said.append(
            Readiness(
                team_id=team.id,
                state=state,
                level=_LEVELS.get(team.category, "normal"),
                at=(at - timedelta(hours=long_ago, minutes=int(minutes))).replace(
                    second=0, microsecond=0
                ),
                reason=reason,
            )
        )
    return tuple(said)


def id_of(number: str) -> UUID:
    """Return the id of the team with this number."""
    return _id("team", number)


def _id(*names: object) -> UUID:
    return id_at(_LISTED_AT, stream(*names))
