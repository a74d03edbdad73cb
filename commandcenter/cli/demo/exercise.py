"""A tabletop drill on the afternoon before the flood, played through the same services as ever."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from commandcenter.cli.demo import drills as demo_drills
from commandcenter.cli.demo import script
from commandcenter.cli.demo.chance import stream
from commandcenter.cli.demo.rota import NIGHT
from commandcenter.cli.demo.sorties import Deed
from commandcenter.database.engine import Database
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.model.evaluation import Grade, Observation, Seen
from commandcenter.drills.service import (
    corrections,
    course,
    drills,
    evaluating,
    expectations,
    observing,
    records,
    running,
)
from commandcenter.drills.service.expectations import Judgement
from commandcenter.duty.model.entry import Draft, EntryKind
from commandcenter.duty.service import log
from commandcenter.kernel.officer import Officer

Row = Mapping[str, Any]

_ID = demo_drills.id_of("exercise")
_BEFORE = timedelta(hours=4)
# Share of the items that are graded good, or at least partly.
_GOOD, _PARTLY = 0.72, 0.94


def deeds(*, day: date = NIGHT) -> tuple[Deed, ...]:
    """Return what is done in the drill, in order."""
    played: Row = demo_drills.lists()["played"]
    begins, ends = script.moment(played["begins"], day), script.moment(played["ends"], day)
    by = played["controller"]
    paused, resumed, why = played["pause"]
    opened, branch = played["branch"]
    found = [
        Deed(at=begins - _BEFORE, officer=by, do=partial(_plan, played=played, begins=begins)),
        _act(begins, by, running.start),
        _act(script.moment(paused, day), by, partial(running.pause, note=why)),
        _act(script.moment(resumed, day), by, running.resume),
        _act(script.moment(opened, day), by, partial(running.open_branch, branch=branch)),
        _act(ends, by, running.end),
        Deed(at=ends + _minutes(6), officer=by, do=partial(_sum_up, played=played)),
        *_heard(begins, ends),
        *_seen(played, begins),
        *_forms(played, ends),
    ]
    answers = (_answer(row, played["player"], begins) for row in played["answer"])
    return tuple(sorted([*found, *answers], key=lambda deed: deed.at))


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def _act(at: datetime, officer: str, do: Any) -> Deed:
    act_id = demo_drills.id_of("act", at)
    return Deed(at=at, officer=officer, do=partial(do, drill_id=_ID, act_id=act_id))


def _heard(begins: datetime, ends: datetime) -> Iterator[Deed]:
    """Yield a moment of every minute, so that lines are delivered when they are due."""
    for minute in range(1, (ends - begins) // _minutes(1)):
        yield Deed(at=begins + _minutes(minute), officer="huayiming", do=_nothing)


def _nothing(_db: Database, *, officer: Officer) -> Officer:
    """Let the heartbeat of this moment do what is due."""
    return officer


def _plan(db: Database, *, played: Row, begins: datetime, officer: Officer) -> None:
    drill = drills.create_from(
        db,
        played["template"],
        drill_id=_ID,
        year=begins.year,
        title=played["title"],
        begins_at=begins,
        officer=officer,
    )
    drill = drills.change(db, replace(drill, lead_org=played["lead"]), officer=officer)
    drills.make_ready(db, drill, officer=officer, at=db.clock())


def _line(db: Database, number: int) -> tuple[UUID, datetime]:
    """Return a line of the script, and when it was delivered."""
    run = course.read(db, _ID)
    line = next(one.id for one in run.injects if one.number == number)
    return line, run.course.deliveries[line][-1].at


def _due(row: Row, begins: datetime) -> datetime:
    """Return when somebody answers to a line, or sees something of it."""
    return begins + _minutes(_DELIVERED[row["line"]] + row["after"])


# Minutes after the beginning at which the lines are delivered, the pause counted in.
_DELIVERED = {1: 0, 2: 7, 3: 14, 4: 24, 5: 32, 6: 45, 8: 53, 10: 65, 11: 71}


def _answer(row: Row, player: str, begins: datetime) -> Deed:
    return Deed(at=_due(row, begins), officer=player, do=partial(_say, row=row))


def _say(db: Database, *, row: Row, officer: Officer) -> None:
    """Write an answer into the log of the drill, and mark the action it shows."""
    line, _ = _line(db, row["line"])
    entry = log.record(
        db,
        Draft(
            id=demo_drills.id_of("answer", row["line"]),
            kind=EntryKind.OTHER,
            org=row["org"],
            content=row["text"],
            drill_id=_ID,
        ),
        officer=officer,
    )
    said = Judgement(drill=_ID, inject_id=line, line=0, seq=entry.seq)
    expectations.mark(db, said, mark_id=demo_drills.id_of("mark", row["line"]), officer=officer)


def _seen(played: Row, begins: datetime) -> Iterator[Deed]:
    for row in played["seen"]:
        at = _due(row, begins)
        yield Deed(at=at, officer=row["officer"], do=partial(_observe, row=row))


def _observe(db: Database, *, row: Row, officer: Officer) -> None:
    line, _ = _line(db, row["line"])
    seen = Observation(
        id=demo_drills.id_of("seen", row["line"], row["kind"]),
        drill=_ID,
        observer=officer.name,
        at=db.clock(),
        kind=Seen(row["kind"]),
        text=row["text"],
        inject_id=line,
    )
    observing.note(db, seen, officer=officer)


def _forms(played: Row, ends: datetime) -> Iterator[Deed]:
    for place, login in enumerate(played["evaluators"]):
        at = ends + _minutes(10 + place)
        yield Deed(at=at, officer=login, do=_fill_in)


def _fill_in(db: Database, *, officer: Officer) -> None:
    chance = stream("evaluation", officer.login)
    form_id = demo_drills.id_of("form", officer.login)
    form = evaluating.open_form(db, _ID, form_id=form_id, post="会商室", officer=officer)
    for item in evaluating.sheet(db, _ID).items:
        drawn = chance.random()
        grade = Grade.GOOD if drawn < _GOOD else Grade.PARTLY if drawn < _PARTLY else Grade.BAD
        score_id = demo_drills.id_of("score", officer.login, item.position, item.group)
        evaluating.score(db, form.id, item.id, grade, score_id=score_id, officer=officer)
    evaluating.hand_in(db, form.id, officer=officer)


def _sum_up(db: Database, *, played: Row, officer: Officer) -> None:
    """Write down what the drill came to, and what has to be put right."""
    run = course.read(db, _ID)
    values = {name: played[name] for name in ("headcount", "summary", "lessons")}
    drills.change(db, replace(run.drill, **values), officer=officer)
    records.add_all(db, demo_drills.plans_practised(_ID), officer=officer)
    corrections.add_all(
        db,
        [
            CorrectiveAction(
                id=demo_drills.id_of("correction", number),
                drill=_ID,
                number=number,
                finding=row["finding"],
                cause=row["cause"],
                action=row["action"],
                owner=row["owner"],
                due_on=date.fromisoformat(f"{run.drill.year}-{row['due']}"),
                plan_id=demo_drills.id_of("plan", row["plan"]),
            )
            for number, row in enumerate(played["correction"], start=1)
        ],
        officer=officer,
    )
