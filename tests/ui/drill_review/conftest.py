"""A county with a drill that runs, and the page on which it is evaluated."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service.county import Founding
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.model.drill import Drill, Form, Objective, State
from commandcenter.drills.model.evaluation import Evaluation, Grade, Item, Score
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import (
    corrections,
    evaluating,
    evaluation_items,
    records,
    running,
)
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from tests.qingxi import FOUNDING
from ui.drill_review.page import DrillReviewPage
from ui.shell.window import MainWindow

WAIT_MS = 10_000


def an_officer(login: str, name: str, role: Role = Role.CHIEF) -> Officer:
    return Officer(account_id=new_id(), login=login, name=name, rights=frozenset(RIGHTS[role]))


@dataclass(slots=True, kw_only=True)
class Room:
    """A seat beside the drill."""

    db: Database
    drill: Drill
    injects: tuple[Inject, ...]
    objective: Objective
    role: Role = Role.CHIEF
    seated: Officer = field(default_factory=lambda: an_officer("heli", "何立"))

    def officer(self) -> Officer:
        """Return who sits here."""
        return replace(self.seated, rights=frozenset(RIGHTS[self.role]))

    def clock(self) -> datetime:
        """Return the time of the county."""
        return datetime.now(UTC)

    def items(self) -> tuple[Item, ...]:
        """Return the items of the form of this drill."""
        return evaluation_items.of_form(self.db, self.drill.form)

    def forms(self) -> dict[str, Evaluation]:
        """Return the forms by account."""
        return {one.login: one for one in evaluating.sheet(self.db, self.drill.id).evaluations}

    def scores(self, login: str = "heli") -> dict[str, Score]:
        """Return what an account gave, by the words of the items."""
        sheet = evaluating.sheet(self.db, self.drill.id)
        words = {one.id: one.text for one in sheet.items}
        form = self.forms().get(login)
        known = sheet.of(form.id) if form is not None else {}
        return {words[item]: one for item, one in known.items()}

    def grade_all(self, officer: Officer, grade: Grade = Grade.GOOD) -> Evaluation:
        """Let somebody fill in a whole form and hand it in."""
        form = evaluating.open_form(self.db, self.drill.id, form_id=new_id(), officer=officer)
        for one in self.items():
            evaluating.score(self.db, form.id, one.id, grade, officer=officer, score_id=new_id())
        return evaluating.hand_in(self.db, form.id, officer=officer)

    def record(self, content: str) -> None:
        """Let a player record something in the drill."""
        draft = Draft(id=new_id(), content=content, drill_id=self.drill.id)
        log.record(self.db, draft, officer=an_officer("linxiao", "林晓"))

    def measure(self, finding: str, **fields: object) -> CorrectiveAction:
        """Add a corrective action."""
        new = CorrectiveAction(
            id=new_id(), drill=self.drill.id, number=0, finding=finding, **fields
        )
        return corrections.add(self.db, new, officer=self.seated)

    def end(self) -> None:
        """Let the drill be over."""
        running.end(self.db, self.drill.id, act_id=new_id(), officer=self.seated)

    def now(self) -> Drill:
        """Return the drill as it stands."""
        found = records.find(self.db, Drill, self.drill.id)
        assert found is not None
        return found


@pytest.fixture(scope="session")
def founding() -> Founding:
    """Every county here is founded."""
    return FOUNDING


@pytest.fixture
def room(sqlite_address: Address) -> Iterator[Room]:
    """A tabletop drill that runs, with two lines delivered."""
    db = Database(sqlite_address)
    planner = an_officer("planner", "周敏")
    began = datetime.now(UTC) - timedelta(minutes=5)
    drill = records.add(
        db,
        Drill(
            id=new_id(),
            year=2026,
            number=1,
            title="龙潭镇防汛桌面推演",
            form=Form.TABLETOP,
            begins_at=began,
        ),
        officer=planner,
    )
    objective = records.add(
        db, Objective(id=new_id(), drill=drill.id, number=1, text="人员转移协同"), officer=planner
    )
    lines = [
        Inject(
            id=new_id(),
            drill=drill.id,
            number=number,
            offset_s=number * 60,
            title=title,
            expected=expected,
            within_s=600,
            objective_id=objective.id,
        )
        for number, title, expected in (
            (1, "坝脚冒水", "派抢险一队到东坝\n电话报市防指"),
            (2, "转移受阻", "派机械清障"),
        )
    ]
    injects = tuple(records.add(db, one, officer=planner) for one in lines)
    running.start(db, drill.id, act_id=new_id(), officer=planner)
    for one in injects:
        running.fire(db, drill.id, one.id, act_id=new_id(), officer=planner)
    yield Room(db=db, drill=drill, injects=injects, objective=objective)
    db.close()


@pytest.fixture
def older(room: Room) -> Drill:
    """A drill of an earlier month, held without the program."""
    held = datetime.now(UTC) - timedelta(days=40)
    one = records.add(
        room.db,
        Drill(
            id=new_id(),
            year=2026,
            number=2,
            title="加油站泄漏演练",
            begins_at=held,
            began_at=held,
            ended_at=held + timedelta(hours=1),
        ),
        officer=room.seated,
    )
    return records.change(room.db, replace(one, state=State.ENDED), officer=room.seated)


@pytest.fixture
def open_page(
    qtbot: QtBot, visit: Callable[..., DrillReviewPage], window: MainWindow
) -> Callable[[Room], DrillReviewPage]:
    """Open the page of evaluation in the main window."""

    def _open(room: Room) -> DrillReviewPage:
        window.resize(1600, 900)
        page = visit("drill_review", lambda seat: DrillReviewPage(room.db, seat), room)
        qtbot.wait_until(lambda: page.review is not None, timeout=WAIT_MS)
        return page

    return _open


@pytest.fixture
def page(room: Room, open_page: Callable[[Room], DrillReviewPage]) -> DrillReviewPage:
    """The page of an evaluator."""
    return open_page(room)


@pytest.fixture
def settle(qtbot: QtBot, background: object) -> Callable[[], None]:
    """Wait until everything was written and read."""

    def _settle() -> None:
        qtbot.wait_until(background.is_idle, timeout=WAIT_MS)  # type: ignore[attr-defined]  # the fixture

    return _settle


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A small picture on the disk."""
    path = tmp_path / "dam.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(path))
    return path


@pytest.fixture
def tap(qtbot: QtBot) -> Callable[..., None]:
    """Tap on a place of a widget."""

    def _tap(widget: object, place: QPoint) -> None:
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)

    return _tap
