"""The emergency response of the flood night, and the people who are moved.

Each deed is done through the same services that the windows use. Names of the people are
put together by chance.
"""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

import resources
from commandcenter.cli.demo import script
from commandcenter.cli.demo.chance import id_at, pick, stream
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.rota import NIGHT
from commandcenter.cli.demo.sorties import Deed
from commandcenter.database.engine import Database
from commandcenter.incidents.model.evacuation import Evacuee, Moved, Shelter
from commandcenter.incidents.model.matrix import CellState
from commandcenter.incidents.model.response import Decree, Opening, Stage
from commandcenter.incidents.service import evacuation, matrix, response, shelters
from commandcenter.kernel.officer import Officer

_HAZARD, _TITLE = "flood", "防汛应急响应"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹"
_GIVEN = (
    "金水",
    "玉梅",
    "大伟",
    "新民",
    "爱华",
    "桂英",
    "成林",
    "素珍",
    "阿根",
    "正荣",
    "水根",
    "长生",
)
_NEEDS = ("", "", "", "", "", "老人", "慢性病用药", "行动不便")
_CARE = "安置点管理员登记，水退后由村里通知返回"


def deeds(county: County, *, day: date = NIGHT) -> tuple[Deed, ...]:
    """Return what is decided and who is moved in the night that begins on a day, in order."""
    rows = _rows("act")
    begun = script.night_moment(rows[0]["at"], day)
    response_id = _id(begun, "response")
    found = [deed for row in rows for deed in _act(row, county, response_id, day)]
    found += [_shelter(row, county, begun, rows[0]["officer"]) for row in _rows("shelter")]
    found += [deed for row in _rows("move") for deed in _move(row, county, response_id, day)]
    return tuple(sorted(found, key=lambda deed: deed.at))


@cache
def _rows(kind: str) -> list[dict[str, Any]]:
    with resources.path("demo", "responses.toml").open("rb") as file:
        found: dict[str, list[dict[str, Any]]] = tomllib.load(file)
    return found[kind]


def _act(row: script.Row, county: County, response_id: UUID, day: date) -> Iterator[Deed]:
    """Yield a decision about the response, and what the townships do because of it."""
    at = script.night_moment(row["at"], day)
    decree = Decree(
        id=_id(at, "decree"),
        stage=Stage(row["stage"]),
        basis=row["basis"],
        decided_by=row["decided_by"],
        approver=row["approver"],
        areas=frozenset(county.place(name).code for name in row["areas"]),
        actions=row.get("actions", ""),
        notified=row["notified"],
        at=script.moment(row["holds_from"], day),
    )
    decide: Callable[..., object] = partial(response.change, response_id=response_id, decree=decree)
    if row is _rows("act")[0]:
        opening = Opening(id=response_id, hazard=_HAZARD, title=_TITLE)
        decide = partial(response.activate, opening=opening, decree=decree)
    yield Deed(at=at, officer=row["officer"], do=decide)
    done_by = script.night_moment(row["done_by"], day)
    measures = partial(
        _take_measures,
        response_id=response_id,
        percent=row["done_percent"],
        act_id=_id(done_by, "measures"),
    )
    yield Deed(at=done_by, officer="linxiao", do=measures)


def _take_measures(
    db: Database, *, response_id: UUID, percent: int, act_id: UUID, officer: Officer
) -> None:
    """Let so many of the measures of the present stage be done, those of some townships all."""
    cells = matrix.of_response(db, response_id).cells
    done = [cell.id for cell in cells[: len(cells) * percent // 100]]
    if done:
        matrix.set_cells(db, done, CellState.DONE, officer=officer, act_id=act_id)


def _shelter(row: script.Row, county: County, at: datetime, officer: str) -> Deed:
    area = county.place(row["area"])
    new = Shelter(
        id=_shelter_id(row["key"]),
        name=row["name"],
        area_code=area.code,
        capacity=row["capacity"],
        responsible=row["responsible"],
        lon=area.lon,
        lat=area.lat,
    )
    return Deed(at=at, officer=officer, do=partial(shelters.add, new=new))


def _shelter_id(key: str) -> UUID:
    begun = script.night_moment(_rows("act")[0]["at"], NIGHT)
    return _id(begun, "shelter", key)


def _move(row: script.Row, county: County, response_id: UUID, day: date) -> Iterator[Deed]:
    """Yield the list of a village and the steps its people take together."""
    listed_at = script.night_moment(row["listed"], day)
    people = _people(row, county, response_id, listed_at)
    by = partial(Deed, officer=row["officer"])
    yield by(at=listed_at, do=partial(evacuation.put_on_list, people=people))
    gone = people[: row.get("away", 0)]
    going = [one.id for one in people[len(gone) :]]
    for clock, state in (("told", Moved.NOTIFIED), ("moving", Moved.MOVING)):
        at = script.night_moment(row[clock], day)
        do = partial(evacuation.take, ids=going, wanted=state)
        yield by(at=at, do=partial(do, act_id=_id(at, row["key"], clock)))
    at = script.night_moment(row["settled"], day)
    do = partial(
        evacuation.take,
        ids=going,
        wanted=Moved.SHELTERED,
        shelter_id=_shelter_id(row["shelter"]),
        act_id=_id(at, row["key"], "settled"),
    )
    yield by(at=at, do=do)
    if gone:
        away = partial(
            evacuation.take,
            ids=[one.id for one in gone],
            wanted=Moved.AWAY,
            act_id=_id(at, row["key"], "away"),
        )
        yield by(at=at, do=away)


def _people(
    row: script.Row, county: County, response_id: UUID, at: datetime
) -> tuple[Evacuee, ...]:
    """Return the households of a village, as many people as the script says."""
    chance = stream("evacuees", row["key"])
    village = county.place(row["village"])
    sizes = _sizes(row["people"], row["households"], row.get("away", 0))
    return tuple(
        Evacuee(
            id=_id(at, row["key"], str(number)),
            about=response_id,
            number="",
            name=pick(chance, _SURNAMES) + pick(chance, _GIVEN),
            area_code=village.code,
            household=f"{number + 1} 户",
            people=size,
            phone=f"1990006{int(chance.random() * 10_000):04d}",
            address=f"{village.name} {int(chance.random() * 160) + 1} 号",
            needs=pick(chance, _NEEDS),
            trigger=row["trigger"],
            helper=row["helper"],
            shelter_id=_shelter_id(row["shelter"]),
            care=_CARE,
            at=at,
        )
        for number, size in enumerate(sizes)
    )


def _sizes(people: int, households: int, away: int) -> list[int]:
    """Share people out to households; those who are away live alone."""
    rest, number = divmod(people - away, households - away)
    return [1] * away + [rest + (place < number) for place in range(households - away)]


def _id(at: datetime, *names: str) -> UUID:
    return id_at(at, stream("response", *names))
