"""The warnings of the flood night: taken in, passed on, and who answered the phone.

Each deed is done through the same services that the windows use.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

import resources
from commandcenter.alarms.service import acting, lists
from commandcenter.cli.demo import script
from commandcenter.cli.demo.chance import id_at, stream
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.rota import NIGHT
from commandcenter.cli.demo.sorties import Deed
from commandcenter.database.engine import Database
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.warnings.model.calls import Attempt, Outcome
from commandcenter.warnings.model.message import MsgType
from commandcenter.warnings.model.passing import Notice
from commandcenter.warnings.service import calling, passing
from commandcenter.warnings.service.passing import WarningDraft

_CHANNEL = "phone"
_ANSWER = "收到，已到岗，马上通知到村到户"


def deeds(county: County, *, day: date = NIGHT) -> tuple[Deed, ...]:
    """Return what is done about warnings in the night that begins on a day, in order."""
    found = [deed for row in _rows("warning") for deed in _warning(row, county, day)]
    found += [_acknowledge(row, day) for row in _rows("acknowledge")]
    return tuple(sorted(found, key=lambda deed: deed.at))


def id_of(key: str, *, day: date = NIGHT) -> UUID:
    """Return the id of a warning of the script."""
    row = next(row for row in _rows("warning") if row["key"] == key)
    return _id(script.night_moment(row["at"], day), key, "warning")


@cache
def _rows(kind: str) -> list[dict[str, Any]]:
    with resources.path("demo", "warnings.toml").open("rb") as file:
        found: dict[str, list[dict[str, Any]]] = tomllib.load(file)
    return found[kind]


def _warning(row: script.Row, county: County, day: date) -> Iterator[Deed]:
    """Yield the warning, whom it was passed on to, and the calls."""
    moment = partial(script.night_moment, night=day)
    at = moment(row["at"])
    warning_id = id_of(row["key"], day=day)
    changes = row.get("changes", "")
    draft = WarningDraft(
        id=warning_id,
        sender="县气象台",
        headline=row["headline"],
        sent_at=moment(row["sent"]),
        msg_type=MsgType.UPDATE if changes else MsgType.ALERT,
        kind=row["kind"],
        colour=Severity(row["colour"]),
        description=row["description"],
        instruction=row["instruction"],
        ends_at=moment(row["until"]),
        area="、".join(row["areas"]),
        area_codes=tuple(_code(county, name) for name in row["areas"]),
        refers_to=id_of(changes, day=day) if changes else None,
    )
    by = partial(Deed, officer=row["officer"])
    yield by(at=at, do=partial(passing.enter, draft=draft))
    notice = Notice(
        id=_id(at, row["key"], "notice"),
        warning_id=warning_id,
        channel=_CHANNEL,
        told=row["told"],
        at=at,
        reached=row["reached"],
    )
    yield by(at=at, do=partial(passing.pass_on, notice=notice))
    if "called_from" in row:
        began, ended = moment(row["called_from"]), moment(row["called_by"])
        yield by(at=ended, do=partial(_ring_all, warning_id=warning_id, began=began, ended=ended))


def _code(county: County, name: str) -> str:
    return county.code if name == county.name else county.place(name).code


def _ring_all(
    db: Database, *, warning_id: UUID, began: datetime, ended: datetime, officer: Officer
) -> None:
    """Ring everybody on the list of a warning, one after the other; all answer."""
    called = calling.of_warning(db, warning_id)
    for number, call in enumerate(called):
        at = began + (ended - began) * number / len(called)
        attempt = Attempt(
            id=id_at(at, stream("ring", call.organisation, call.name, number)),
            call_id=call.id,
            outcome=Outcome.ANSWERED,
            called_at=at,
            answered_at=at,
            channel=_CHANNEL,
            replied=_ANSWER,
        )
        calling.ring(db, attempt, officer=officer)


def _acknowledge(row: script.Row, day: date) -> Deed:
    at = script.night_moment(row["at"], day)
    do = partial(
        _know,
        warning_id=id_of(row["warning"], day=day),
        action=row["action"],
        note=row["note"],
        act_id=_id(at, row["warning"], "acknowledge"),
    )
    return Deed(at=at, officer=row["officer"], do=do)


def _know(db: Database, *, warning_id: UUID, officer: Officer, **said: Any) -> None:
    for alarm in lists.of_source(db, f"warning:{warning_id}"):
        acting.acknowledge(db, alarm.id, officer=officer, **said)


def _id(at: datetime, *names: str) -> UUID:
    return id_at(at, stream("warning", *names))
