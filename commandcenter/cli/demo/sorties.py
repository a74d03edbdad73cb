"""Teams that are sent in the flood night, and what they report.

Each deed is done through the same services that the windows use.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

import resources
from commandcenter.cli.demo import leftovers, night, script
from commandcenter.cli.demo.chance import id_at, stream
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.rota import NIGHT
from commandcenter.cli.demo.teams import id_of
from commandcenter.database.engine import Database
from commandcenter.kernel.officer import Officer
from commandcenter.teams.model.accountability import circle_for
from commandcenter.teams.model.dispatch import Order, Result, Step
from commandcenter.teams.model.readiness import Muster, Readiness, State
from commandcenter.teams.service import dispatch, ordering, readiness


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something an officer does with a team.

    Attributes:
        officer: Login.
        do: Takes the database, and the officer by name.
    """

    at: datetime
    officer: str
    do: Callable[..., object]


def deeds(county: County, *, day: date = NIGHT) -> tuple[Deed, ...]:
    """Return what is done with teams in the night that begins on a day, in order."""
    entries = leftovers.ids(county, day) | {
        act.key: act.draft.id
        for act in night.acts(county, night=day)
        if isinstance(act, night.LogEntry | night.Correct)
    }
    found = [deed for row in _rows("order") for deed in _sortie(row, county, entries, day)]
    found += [deed for row in _rows("muster") for deed in _muster(row, day)]
    found += [_ready(row, day) for row in _rows("ready")]
    return tuple(sorted(found, key=lambda deed: deed.at))


def ids(*, day: date = NIGHT) -> dict[str, tuple[datetime, UUID]]:
    """Return when each order of the script is given, and the id of its dispatch."""
    return {
        row["key"]: (at := script.night_moment(row["at"], day), _id(at, row["key"], "dispatch"))
        for row in _rows("order")
    }


@cache
def _rows(kind: str) -> list[dict[str, Any]]:
    with resources.path("demo", "dispatches.toml").open("rb") as file:
        found: dict[str, list[dict[str, Any]]] = tomllib.load(file)
    return found[kind]


def _sortie(
    row: script.Row, county: County, entries: Mapping[str, UUID], day: date
) -> Iterator[Deed]:
    """Yield the order of one team and all that it does until it is back."""
    order = _order(row, county, entries, day)
    moment = partial(script.night_moment, night=day)
    by = partial(Deed, officer=row["officer"])
    yield by(at=moment(row["at"]), do=partial(ordering.order, orders=(order,)))
    for step, clock, *told in row["steps"]:
        at = moment(told[0] if told else clock)
        do = partial(dispatch.take, dispatch_id=order.id, step=Step(step), at=at)
        yield by(at=moment(clock), do=partial(do, act_id=_id(moment(clock), row["key"], step)))
    for clock in row.get("safe", ()):
        do = partial(dispatch.answer, dispatch_id=order.id)
        yield by(at=moment(clock), do=partial(do, act_id=_id(moment(clock), row["key"], "safe")))
    yield from _ends(row, order, by, moment)


def _ends(
    row: script.Row,
    order: Order,
    by: Callable[..., Deed],
    moment: Callable[[str], datetime],
) -> Iterator[Deed]:
    """Yield what a team reports, and that it is let go."""
    if "result" in row:
        at = moment(row["result"]["at"])
        said = {name: value for name, value in row["result"].items() if name != "at"}
        result = Result(id=_id(at, row["key"], "result"), **said)
        yield by(at=at, do=partial(dispatch.report, dispatch_id=order.id, result=result))
    if "release" in row:
        clock, reason = row["release"]
        do = partial(dispatch.release, dispatch_id=order.id, reason=reason)
        yield by(at=moment(clock), do=partial(do, act_id=_id(moment(clock), row["key"], "release")))


def _order(row: script.Row, county: County, entries: Mapping[str, UUID], day: date) -> Order:
    at = script.night_moment(row["at"], day)
    area = county.place(row["area"])
    return Order(
        id=_id(at, row["key"], "dispatch"),
        order_id=_id(at, row["key"], "order"),
        team_id=id_of(row["team"]),
        place=row["place"],
        task=row["task"],
        entry_id=entries[row["entry"]] if "entry" in row else None,
        area_code=area.code,
        lon=area.lon,
        lat=area.lat,
        hazard=row["hazard"],
        circle=circle_for(row["hazard"], area.code),
        people_out=row.get("people", 0),
        equipment_out=row["equipment"],
        told=row["told"],
        ordered_at=script.night_moment(row.get("given", row["at"]), day),
    )


def _muster(row: script.Row, day: date) -> Iterator[Deed]:
    at = script.night_moment(row["at"], day)
    ordered = Muster(
        id=_id(at, row["team"], "muster"),
        team_id=id_of(row["team"]),
        ordered_at=script.night_moment(row["given"], day),
    )
    facts = {
        "assembled_at": script.night_moment(row["assembled"], day),
        "people": row["people"],
        "result": row["result"],
    }
    by = partial(Deed, officer=row["officer"])
    yield by(at=at, do=partial(readiness.order_muster, muster=ordered))
    end = partial(_end_muster, team_id=ordered.team_id, facts=facts)
    yield by(at=script.night_moment(row["ended"], day), do=end)


def _end_muster(
    db: Database, *, team_id: UUID, facts: Mapping[str, Any], officer: Officer
) -> Muster:
    running = readiness.musters(db, team_id)[0]
    return readiness.end_muster(db, replace(running, **facts), officer=officer)


def _ready(row: script.Row, day: date) -> Deed:
    at = script.night_moment(row["at"], day)
    said = Readiness(
        team_id=id_of(row["team"]),
        state=State.READY,
        level=row["level"],
        at=at,
        reason=row["reason"],
    )
    return Deed(at=at, officer=row["officer"], do=partial(readiness.say, said=said))


def _id(at: datetime, *names: str) -> UUID:
    return id_at(at, stream("sortie", *names))
