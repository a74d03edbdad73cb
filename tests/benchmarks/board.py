"""`board`: reading the live board again, against all of its statements by raw SQL.

There are 3,000 active items; before each reading some of them change, as they do in a flood
between two readings. The raw statements are those by which all of it is read for the first time.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa

from commandcenter.alarms.service import acting
from commandcenter.alarms.service import lists as alarms
from commandcenter.board.service.snapshot import Board
from commandcenter.database import migrate, sqlite
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.incidents.model.incident import Facts, Opening
from commandcenter.incidents.service import opening
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import now
from commandcenter.matters.model.matter import Matter, MatterKind
from commandcenter.matters.service import matters
from commandcenter.warnings.service import passing
from commandcenter.warnings.service.passing import WarningDraft
from tests.benchmarks.figures import Figure, Work

_OF_EACH = 1_000  # incidents, warnings, and clocks of tasks
_GOAL = 1.5
_FIRST_GOAL = 15  # when the page opens, on a thread of its own
_CHANGES = 10  # alarms acknowledged, and as many tasks opened
_REPEATS = 15
_OFFICER = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])

Sent = tuple[str, Any]


def measure(work: Work) -> Iterator[Figure]:
    """Read the board and the rows it is made from, in turn."""
    path = work.folder / "board.db"
    address = Address.of_file(path)
    is_new = not path.exists()
    if is_new:
        migrate.create(address)
    with closing(Database(address)) as db, closing(sqlite.connect(path)) as raw:
        if is_new:
            _fill(db)
        sent = _statements(db)
        board, first, ours, baseline = Board(), [], [], []
        board.read(db, at=db.clock(), officer=_OFFICER)
        for _ in range(_REPEATS):
            _change(db)
            ours.append(_time_ms(lambda: board.read(db, at=db.clock(), officer=_OFFICER)))
            baseline.append(_time_ms(lambda: [raw.execute(*one).fetchall() for one in sent]))
            first.append(_time_ms(lambda: Board().read(db, at=db.clock(), officer=_OFFICER)))
        shown = len(board.read(db, at=db.clock(), officer=_OFFICER).items)
    yield Figure(
        name="board.again",
        ours=median(ours),
        baseline=median(baseline),
        goal=_GOAL,
        unit="ms",
    )
    yield Figure(
        name="board.first",
        ours=median(first),
        baseline=median(baseline),
        goal=_FIRST_GOAL,
        unit="ms",
    )
    yield Figure(name="board.items", ours=shown, goal=2 * _OF_EACH, at_least=True)


def _time_ms(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1_000


def _statements(db: Database) -> list[Sent]:
    """Return the statements by which the board is read, as they reach the driver."""
    sent: list[Sent] = []

    def keep(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            sent.append((statement, values))

    sa.event.listen(sa.Engine, "before_cursor_execute", keep)
    try:
        Board().read(db, at=db.clock(), officer=_OFFICER)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", keep)
    return sent


def _change(db: Database) -> None:
    action = alarms.actions(db)[0].code
    waiting = [one for one in alarms.active(db) if one.is_waiting]
    for one in waiting[:_CHANGES]:
        acting.acknowledge(db, one.id, note="已核实", action=action, officer=_OFFICER)
    for number in range(_CHANGES):
        _open_task(db, number)


def _open_task(db: Database, number: int) -> None:
    at = now()
    task = Matter(
        id=new_id(),
        kind=MatterKind.TASK,
        title=f"第 {number} 件",
        opened_at=at,
        due_at=at + timedelta(hours=1 + number % 48),
    )
    matters.open_task(db, task, officer=_OFFICER)


def _fill(db: Database) -> None:
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    county.found(db, county.Founding(names=names), officer=_OFFICER)
    at = now()
    for number in range(_OF_EACH):
        facts = Facts(id=new_id(), kind="natural:flood", title=f"第 {number} 起", place="龙潭水库")
        opening.open_incident(db, Opening(id=new_id(), facts=facts), officer=_OFFICER)
        draft = WarningDraft(
            id=new_id(),
            sender="县气象台",
            headline=f"第 {number} 号暴雨预警",
            sent_at=at,
            colour=(*Severity,)[number % len(Severity)],
            ends_at=at + timedelta(days=30),
            area="云岭乡",
        )
        passing.enter(db, draft, officer=_OFFICER)
        _open_task(db, number)
