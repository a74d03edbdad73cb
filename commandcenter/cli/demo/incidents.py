"""What becomes of the calls of the flood night: incidents, their levels, figures and reports.

Each deed is done through the same services that the windows use.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

import resources
from commandcenter.alarms.service import acting, lists
from commandcenter.cli.demo import leftovers, night, script, sorties
from commandcenter.cli.demo.chance import id_at, stream
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.rota import NIGHT
from commandcenter.cli.demo.sorties import Deed
from commandcenter.database.engine import Database
from commandcenter.incidents.model.figures import Figures
from commandcenter.incidents.model.incident import Incident, LinkKind, State
from commandcenter.incidents.model.level import Judgement, Level
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import Report, ReportKind, SendChannel
from commandcenter.incidents.service import (
    facts,
    levels,
    moving,
    opening,
    phoning,
    reading,
    reports,
    sending,
)
from commandcenter.kernel.officer import Officer
from commandcenter.matters.service import matters


def deeds(county: County, *, day: date = NIGHT) -> tuple[Deed, ...]:
    """Return what is done about incidents in the night that begins on a day, in order."""
    entries = leftovers.ids(county, day) | {
        act.key: act.draft.id
        for act in night.acts(county, night=day)
        if isinstance(act, night.LogEntry | night.Correct)
    }
    sent = sorties.ids(day=day)
    found = [deed for row in _rows("incident") for deed in _incident(row, entries, sent, day)]
    for kind, make in (
        ("figures", _figures),
        ("level", _level),
        ("phone", _phone),
        ("step", _step),
        ("acknowledge", _acknowledge),
        ("done", _done),
    ):
        found += [make(row, day) for row in _rows(kind)]
    found += [deed for row in _rows("report") for deed in _report(row, day)]
    return tuple(sorted(found, key=lambda deed: deed.at))


def id_of(key: str, *, day: date = NIGHT) -> UUID:
    """Return the id of an incident of the script."""
    row = next(row for row in _rows("incident") if row["key"] == key)
    return _id(script.night_moment(row["at"], day), key, "incident")


@cache
def _rows(kind: str) -> list[dict[str, Any]]:
    with resources.path("demo", "incidents.toml").open("rb") as file:
        found: dict[str, list[dict[str, Any]]] = tomllib.load(file)
    return found[kind]


def _incident(
    row: script.Row,
    entries: Mapping[str, UUID],
    sent: Mapping[str, tuple[datetime, UUID]],
    day: date,
) -> Iterator[Deed]:
    """Yield the opening of an incident, and its connection with each team when it is sent."""
    at = script.night_moment(row["at"], day)
    incident_id = id_of(row["key"], day=day)
    begin = partial(_open, entry_id=entries[row["entry"]], incident_id=incident_id, row=row, at=at)
    yield Deed(at=at, officer=row["officer"], do=begin)
    for key in row.get("dispatches", ()):
        ordered_at, dispatch_id = sent[key]
        moment = max(at, ordered_at)
        link = partial(
            moving.link,
            incident_id=incident_id,
            kind=LinkKind.DISPATCH,
            target=dispatch_id,
            link_id=_id(moment, row["key"], "link", key),
        )
        yield Deed(at=moment, officer=row["officer"], do=link)


def _open(
    db: Database,
    *,
    entry_id: UUID,
    incident_id: UUID,
    row: script.Row,
    at: datetime,
    officer: Officer,
) -> None:
    one = opening.open_from_entry(
        db, entry_id, incident_id=incident_id, kind=row["kind"], officer=officer
    )
    named = replace(one.facts, id=_id(at, row["key"], "facts"), title=row["title"])
    facts.amend(db, one.id, named, seen_version=one.version, officer=officer)


def _figures(row: script.Row, day: date) -> Deed:
    at = script.night_moment(row["at"], day)
    counted = Figures(
        id=_id(at, row["incident"], "figures"),
        as_of=script.night_moment(row["as_of"], day),
        source=row["source"],
        **row["counts"],
    )
    incident_id = id_of(row["incident"], day=day)
    do = partial(_count, incident_id=incident_id, counted=counted)
    return Deed(at=at, officer=row["officer"], do=do)


def _count(db: Database, *, incident_id: UUID, counted: Figures, officer: Officer) -> None:
    with db.read() as tx:
        newest = reading.figures_in(tx, [incident_id]).get(incident_id)
    seen = newest.figures.id if newest is not None else None
    facts.count(db, incident_id, counted, officer=officer, seen=seen)


def _done(row: script.Row, day: date) -> Deed:
    at = script.night_moment(row["at"], day)
    do = partial(_finish, incident_id=id_of(row["incident"], day=day), result=row["result"])
    return Deed(at=at, officer=row["officer"], do=do)


def _finish(db: Database, *, incident_id: UUID, result: str, officer: Officer) -> None:
    """Close the only task of an incident, that of the leader on duty to go there."""
    [task] = [one for one in matters.still_open(db) if one.about == incident_id]
    matters.close_task(db, task.id, result=result, officer=officer)


def _level(row: script.Row, day: date) -> Deed:
    at = script.night_moment(row["at"], day)
    do = partial(
        _judge,
        incident_id=id_of(row["incident"], day=day),
        judged=Judgement(level=Level(row["level"]), reason=row["reason"]),
        act_id=_id(at, row["incident"], "level"),
    )
    return Deed(at=at, officer=row["officer"], do=do)


def _judge(
    db: Database, *, incident_id: UUID, judged: Judgement, act_id: UUID, officer: Officer
) -> Incident:
    seen = reading.find(db, incident_id)
    if seen is None:
        raise LookupError(f"no incident {incident_id}")
    return levels.set_level(
        db, incident_id, judged, officer=officer, seen_version=seen.version, act_id=act_id
    )


def _phone(row: script.Row, day: date) -> Deed:
    at = script.night_moment(row["at"], day)
    call = PhoneReport(
        id=_id(at, row["incident"], "phone"),
        to_org=row["to_org"],
        to_name=row["to_name"],
        content=row["content"],
        reply=row["reply"],
        called_at=script.night_moment(row["called"], day),
    )
    do = partial(phoning.phone, incident_id=id_of(row["incident"], day=day), call=call)
    return Deed(at=at, officer=row["officer"], do=do)


def _step(row: script.Row, day: date) -> Deed:
    at = script.night_moment(row["at"], day)
    do = partial(
        moving.move,
        incident_id=id_of(row["incident"], day=day),
        state=State(row["state"]),
        act_id=_id(at, row["incident"], "step", row["state"]),
    )
    return Deed(at=at, officer=row["officer"], do=do)


def _acknowledge(row: script.Row, day: date) -> Deed:
    at = script.night_moment(row["at"], day)
    do = partial(
        _know,
        incident_id=id_of(row["incident"], day=day),
        action=row["action"],
        note=row["note"],
        act_id=_id(at, row["incident"], "acknowledge"),
    )
    return Deed(at=at, officer=row["officer"], do=do)


def _know(db: Database, *, incident_id: UUID, officer: Officer, **said: Any) -> None:
    for alarm in lists.of_source(db, f"incident:{incident_id}"):
        acting.acknowledge(db, alarm.id, officer=officer, **said)


def _report(row: script.Row, day: date) -> Iterator[Deed]:
    """Yield a report from its first draft until it is sent."""
    moment = partial(script.night_moment, night=day)
    report_id = _id(moment(row["begun"]), row["incident"], "report", row["kind"])
    begin = partial(
        reports.begin,
        incident_id=id_of(row["incident"], day=day),
        kind=ReportKind(row["kind"]),
        report_id=report_id,
        language="zh",
    )
    yield Deed(at=moment(row["begun"]), officer=row["officer"], do=begin)
    for act, who in ((reports.check, "checker"), (sending.sign, "signer")):
        at = moment(row["checked" if who == "checker" else "signed"])
        do = partial(_seen, act=act, report_id=report_id, act_id=_id(at, row["incident"], who))
        yield Deed(at=at, officer=row[who], do=do)
    at = moment(row["at"])
    send = partial(
        sending.send,
        report_id=report_id,
        channel=SendChannel.SYSTEM,
        at=moment(row["sent"]),
        act_id=_id(at, row["incident"], "sent", row["kind"]),
    )
    yield Deed(at=at, officer=row["officer"], do=send)


def _seen(db: Database, *, act: Any, report_id: UUID, act_id: UUID, officer: Officer) -> Report:
    """Take a step with a report as it stands."""
    seen = reading.report(db, report_id)
    if seen is None:
        raise LookupError(f"no report {report_id}")
    done: Report = act(db, report_id, seen_version=seen.version, officer=officer, act_id=act_id)
    return done


def _id(at: datetime, *names: str) -> UUID:
    return id_at(at, stream("incident", *names))
