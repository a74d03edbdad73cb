"""A county with one drill, its objectives and its script, and the page of a drill."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.drills.model.drill import Drill, Objective, Participant, Who
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import drills, objectives, participants, records, script
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.drills.drill_page import DrillPage
from ui.shell.window import MainWindow

_TITLES = ("水位超警戒", "群众来电：坝脚冒水", "通信中断", "响应终止")


@dataclass(slots=True, kw_only=True)
class Room:
    """A seat in the duty room: the county, and who sits there."""

    db: Database
    role: Role = Role.CHIEF
    drill_id: UUID = field(default_factory=new_id)

    def officer(self) -> Officer:
        """Return who sits here."""
        rights = frozenset(RIGHTS[self.role])
        return Officer(account_id=new_id(), login=self.role.value, name="何立", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return datetime(2026, 7, 18, 2, tzinfo=UTC)

    def drill(self) -> Drill:
        """Return the drill as it is stored."""
        return records.find(self.db, Drill, self.drill_id)

    def lines(self) -> tuple[Inject, ...]:
        """Return the script as it is stored."""
        return script.lines(self.db, self.drill_id)

    def line(self, number: int) -> Inject:
        """Return a line as it is stored."""
        return next(one for one in self.lines() if one.number == number)

    def order(self) -> list[int]:
        """Return the numbers of the lines in their order."""
        return [one.number for one in self.lines()]

    def minutes(self) -> list[int]:
        """Return when the lines are due."""
        return [one.offset_s // 60 for one in self.lines()]

    def objectives(self) -> tuple[Objective, ...]:
        """Return the objectives as they are stored."""
        return objectives.of_drill(self.db, self.drill_id)


@pytest.fixture
def room(sqlite_address: str) -> Iterator[Room]:
    """A drill with two objectives and four lines, ten minutes apart, and a plan."""
    db = Database(sqlite_address)
    made = Room(db=db)
    officer, drill_id = made.officer(), made.drill_id
    begins, ends = datetime(2026, 8, 1, 1, 30, tzinfo=UTC), datetime(2026, 8, 1, 3, tzinfo=UTC)
    one = Drill(
        id=drill_id, year=2026, number=1, title="水库渗漏演练", begins_at=begins, ends_at=ends
    )
    drills.create(db, one, officer=officer)
    plan = Plan(id=new_id(), kind="special", title="防汛预案", hazard="flood")
    records.add(db, plan, officer=officer)
    aims = [
        Objective(id=new_id(), drill=drill_id, number=1, text=text)
        for text in ("10 分钟内首报", "30 分钟内到场")
    ]
    for aim in aims:
        objectives.add(db, aim, officer=officer)
    participants.add_all(
        db,
        [Participant(id=new_id(), drill=drill_id, who=Who.OTHER, ref=None, name="模拟组")],
        officer=officer,
    )
    lines = [
        Inject(
            id=new_id(),
            drill=drill_id,
            number=number,
            offset_s=number * 600,
            title=title,
            text="按脚本通报。",
            owner="导调",
            objective_id=aims[number % 2].id,
        )
        for number, title in enumerate(_TITLES, start=1)
    ]
    script.replace_all(db, drill_id, lines, seen=(), officer=officer)
    yield made
    db.close()


@pytest.fixture
def page(
    qtbot: QtBot, visit: Callable[..., DrillPage], window: MainWindow, room: Room
) -> DrillPage:
    """The page of a watch chief, with the drill in front."""
    window.resize(1600, 900)
    made = visit("drill", lambda seat: DrillPage(room.db, seat, window.desk.view), room)
    qtbot.wait_until(lambda: made.whole is not None)
    qtbot.wait_until(lambda: bool(made.plan.terms.areas))
    return made


@pytest.fixture
def type_over(press: Callable[..., None], write: Callable[[str], None]) -> Callable[..., None]:
    """Put another text into a field, as people do."""

    def _type_over(control: QWidget, text: str) -> None:
        control.setFocus()
        press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        write(text)

    return _type_over
