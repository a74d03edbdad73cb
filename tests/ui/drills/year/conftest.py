"""A small county with a year of drills, and the page of the year."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service import drills, records
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import BEIJING
from ui.drills.page import DrillsPage
from ui.drills.year_canvas import YearCanvas
from ui.shell.window import MainWindow

NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)  # a Tuesday morning, after the main flood season
TOWN, VALLEY = "330399101", "330399102"
WAIT_MS = 10_000


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment of the year in Beijing."""
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


@dataclass(slots=True, kw_only=True)
class Room:
    """A seat of a planner."""

    db: Database
    role: Role = Role.CHIEF
    drills: dict[str, Drill] = field(default_factory=dict)

    def officer(self) -> Officer:
        """Return who sits here."""
        rights = frozenset(RIGHTS[self.role])
        return Officer(account_id=new_id(), login=self.role.value, name="何立", rights=rights)

    def other(self) -> Officer:
        """Return a planner at another workstation."""
        rights = frozenset(RIGHTS[Role.ADMIN]) | frozenset(RIGHTS[Role.PLANNER])
        return Officer(account_id=new_id(), login="linxiao", name="林晓", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return NOW

    def plan(self, title: str, begins_at: datetime | None = None, **more: object) -> Drill:
        """Enter a drill of two hours."""
        ends_at = begins_at + timedelta(hours=2) if begins_at is not None else None
        new = Drill(
            id=new_id(),
            year=2026,
            number=0,
            title=title,
            begins_at=begins_at,
            ends_at=ends_at,
            **more,
        )
        self.drills[title] = drills.create(self.db, new, officer=self.other())
        return self.drills[title]

    def stored(self, title: str) -> Drill:
        """Return a drill as it is stored."""
        return records.find(self.db, Drill, self.drills[title].id)


@pytest.fixture
def room(sqlite_address) -> Room:
    """A county with two townships and four drills; one has a month alone."""
    db = Database(sqlite_address)
    made = Room(db=db)
    made.plan("水库渗漏演练", at(11, 10), place="西坝", area_code=TOWN, lead_org="县水利局")
    made.plan("化工厂泄漏演练", at(11, 12), place="西坝", area_code=VALLEY, lead_org="县消防大队")
    made.plan("学校疏散演练", at(11, 24, 14), lead_org="县教育局")
    made.plan("电梯困人演练", month=11, lead_org="县市场监管局")
    yield made
    db.close()


@pytest.fixture
def page(
    room: Room, qtbot: QtBot, visit: Callable[..., DrillsPage], window: MainWindow
) -> DrillsPage:
    """The page of a watch chief."""
    window.resize(1600, 900)
    page = visit("drills", lambda seat: DrillsPage(room.db, seat), room)
    qtbot.wait_until(lambda: page.read is not None, timeout=WAIT_MS)
    return page


@pytest.fixture
def settle(page: DrillsPage, qtbot: QtBot) -> Callable[[], None]:
    """Wait until nothing is read or written any more."""
    return lambda: qtbot.wait_until(page._seat.background.is_idle, timeout=WAIT_MS)


@pytest.fixture
def calendar(page: DrillsPage):
    """The calendar, November in front."""
    page.show_tab(1)
    page.calendar.month.show_month(at(11, 1).date())
    return page.calendar


@pytest.fixture
def press() -> Callable[..., None]:
    """Press a key where the focus is."""

    def _press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(QApplication.focusWidget(), QKeyEvent(kind, key, held))

    return _press


def centre(canvas: YearCanvas, drill_id: UUID) -> QPoint:
    """Return where a drill stands in the window of a canvas."""
    return canvas._boxes[drill_id][0].center() - canvas.offset()


@pytest.fixture
def drag(qtbot: QtBot) -> Callable[..., None]:
    """Drag with the pointer, in ten steps; the last one is let go where it ends."""

    def _drag(canvas: YearCanvas, begin: QPoint, end: QPoint, *, drop: bool = True) -> None:
        port = canvas.viewport()
        qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
        for step in range(1, 11):
            qtbot.mouseMove(port, begin + (end - begin) * step / 10)
        if drop:
            qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)

    return _drag
