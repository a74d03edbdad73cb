"""A workstation that sends teams, moves them and lets them go until it is killed.

    python dispatcher.py ADDRESS DIARY SEED

Before each act it writes into DIARY what it is going to do, and after it that it was
acknowledged. When it starts it repeats the act whose answer a kill has kept from it.
"""

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.teams.model.dispatch import LADDER, Order, Result, Step
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.service import dispatch, ordering, roster
from tests.county_hall import CHIEF

PAUSE_S = 0.1
REASON = "换防"


def main(place: str, diary: Path, seed: int) -> None:
    """Work until somebody ends this process."""
    db = Database(place)
    chance = random.Random(seed)
    notes = os.open(diary, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for plan in _unanswered(diary):
        _do(db, notes, plan)
    teams = [line.team.id for line in roster.lines(db, RosterQuery(), officer=CHIEF, at=now())]
    while True:
        plan = _plan(db, chance, teams)
        _note(notes, {"planned": plan})
        _do(db, notes, plan)
        time.sleep(PAUSE_S)


def _unanswered(diary: Path) -> list[dict[str, str]]:
    lines = diary.read_text().splitlines(keepends=True) if diary.exists() else []
    notes = [json.loads(line) for line in lines if line.endswith("\n")]
    return [note["planned"] for note in notes[-1:] if "planned" in note]


def _plan(db: Database, chance: random.Random, teams: list[UUID]) -> dict[str, str]:
    """Return an act as plain texts, so that another process can repeat it."""
    under_way = dispatch.still_open(db)
    if not under_way or chance.random() < 0.3:
        wanted = [str(team) for team in chance.sample(teams, chance.randint(1, 2))]
        ids = [str(new_id()) for _ in wanted]
        return {
            "act": "order",
            "order": str(new_id()),
            "teams": " ".join(wanted),
            "ids": " ".join(ids),
        }
    one = chance.choice(under_way)
    act = chance.choices(["take", "result", "release", "undo", "answer"], [12, 2, 1, 1, 2])[0]
    step = one.step if act == "undo" else one.next_step or Step.RETURNED
    if act == "take" and chance.random() < 0.3:
        step = chance.choice(LADDER[1:])
    return {"act": act, "of": str(one.id), "step": step.value, "ids": str(new_id())}


def _do(db: Database, notes: int, plan: dict[str, str]) -> None:
    try:
        _act(db, plan)
    except (Rejected, Conflict):  # the other workstation was faster
        _note(notes, {"refused": plan["ids"]})
    else:
        _note(notes, {"acknowledged": plan["ids"].split(), "act": plan["act"]})


def _act(db: Database, plan: dict[str, str]) -> None:
    ids = [UUID(text) for text in plan["ids"].split()]
    if plan["act"] == "order":
        orders = [
            Order(
                id=one,
                order_id=UUID(plan["order"]),
                team_id=UUID(team),
                place="石桥村",
                task="搜救",
            )
            for one, team in zip(ids, plan["teams"].split(), strict=True)
        ]
        ordering.order(db, orders, officer=CHIEF)
        return
    of, [act_id], step = UUID(plan["of"]), ids, Step(plan["step"])
    if plan["act"] == "take":
        dispatch.take(db, of, step, officer=CHIEF, act_id=act_id)
    elif plan["act"] == "result":
        dispatch.report(db, of, Result(id=act_id, rescued=1), officer=CHIEF)
    elif plan["act"] == "release":
        dispatch.release(db, of, reason=REASON, officer=CHIEF, act_id=act_id)
    elif plan["act"] == "undo":
        dispatch.undo(db, of, step, reason=REASON, officer=CHIEF, act_id=act_id)
    else:
        dispatch.answer(db, of, officer=CHIEF, act_id=act_id)


def _note(notes: int, facts: dict[str, Any]) -> None:
    os.write(notes, json.dumps(facts).encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
