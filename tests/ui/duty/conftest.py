"""A founded county on SQLite with one night shift, and the duty page over it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from commandcenter.database import heads
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.station import Station
from commandcenter.directory.model import Organisation, Person
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.duty.model.entry import Draft, Entry
from commandcenter.duty.service import log, shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.duty.desk import Desk
from ui.duty.page import DutyPage
from ui.shell.actions import Actions
from ui.shell.background import Background
from ui.shell.language import speak
from ui.shell.messages import MessageBar
from ui.shell.navigation import Navigation
from ui.widgets import theme

NIGHT = datetime(2026, 7, 18, 14, 41, 7, tzinfo=UTC)  # 22:41:07 in Beijing
STATION_ORG = "龙潭镇水利站"


@dataclass(slots=True)
class Clock:
    """The time of the county; a test sets it."""

    now: datetime = NIGHT

    def __call__(self) -> datetime:
        return self.now

    def on(self, **lapse: float) -> None:
        """Let time pass."""
        self.now += timedelta(**lapse)


@pytest.fixture(autouse=True)
def _english(qapp: QApplication, _known_look: None) -> None:
    """Sentences are compared with their source texts."""
    speak(qapp, "en")


@pytest.fixture
def clock() -> Clock:
    """22:41 on a July night."""
    return Clock()


@pytest.fixture
def chief() -> Officer:
    """The watch chief, who may write."""
    return Officer(
        account_id=new_id(), login="he.li", name="何立", rights=frozenset(RIGHTS[Role.CHIEF])
    )


@pytest.fixture
def db(sqlite_address: Address, clock: Clock, chief: Officer) -> Iterator[Database]:
    """A county whose night shift is on watch."""
    opened = Database(sqlite_address)
    opened.clock = clock
    unit = Organisation(id=new_id(), name=STATION_ORG)
    founding = Founding(
        names=Names(county="清溪县", centre="清溪县应急指挥中心", code="330399"),
        organisations=[unit],
        people=[
            Person(
                id=new_id(),
                name="张华兴",
                organisation_id=unit.id,
                post="站长",
                mobile="136 0000 0001",
            )
        ],
    )
    county.found(opened, founding, officer=chief)
    shifts.plan_ahead(opened, at=clock(), officer=chief)
    yield opened
    opened.close()


@pytest.fixture
def record(db: Database, chief: Officer) -> Callable[..., Entry]:
    """Write an entry as another workstation does."""

    def _record(content: str = "Rain", **values: Any) -> Entry:
        draft = Draft(id=new_id(), content=content)
        return log.record(db, replace(draft, **values), officer=chief)

    return _record


@pytest.fixture
def local(qapp: QApplication) -> Iterator[Background]:
    """The thread of the station file."""
    workers = Background()
    yield workers
    workers.close()


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """The station file."""
    opened = Station(tmp_path / "station")
    yield opened
    opened.close()


@pytest.fixture
def desk(
    qtbot: QtBot,
    db: Database,
    station: Station,
    background: Background,
    local: Background,
    chief: Officer,
    clock: Clock,
) -> Iterator[Desk]:
    """A seat with the watch chief in it."""
    frame = QWidget()
    qtbot.add_widget(frame)
    with db.read() as tx:
        database_id = heads.database_id(tx)
    navigation = Navigation(frame)
    navigation.stack.setParent(frame)
    made = Desk(
        db=db,
        database_id=database_id,
        background=background,
        local=local,
        station=station,
        messages=MessageBar(frame),
        navigation=navigation,
        actions=Actions(frame),
        officer=lambda: chief,
        clock=clock,
    )
    yield made
    frame.close()


def idle(*workers: Background) -> bool:
    """Say whether nothing is under way."""
    return not any(one._waiting for one in workers)


@pytest.fixture
def open_page(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[[Desk], DutyPage]:
    """Show the duty page of a seat in a window and wait until it has read everything."""
    monkeypatch.setattr("ui.duty.page._NAMES_AFTER_MS", 0)  # nobody looks at the first rows

    def _open(desk: Desk) -> DutyPage:
        page = DutyPage(desk)
        qtbot.add_widget(page)
        theme.dress(page)
        page.resize(1280, 720)
        with qtbot.wait_signal(page.assistance.known):
            page.show()
        page.activateWindow()
        qtbot.wait_until(page.isActiveWindow)
        qtbot.wait_until(lambda: idle(desk.background, desk.local) and bool(page.drafts.cards()))
        return page

    return _open


@pytest.fixture
def page(desk: Desk, open_page: Callable[[Desk], DutyPage]) -> DutyPage:
    """The duty page."""
    return open_page(desk)


@pytest.fixture
def settled(qtbot: QtBot, desk: Desk) -> Callable[[], None]:
    """Wait until nothing is read or written any more."""

    def _settle() -> None:
        qtbot.wait_until(lambda: idle(desk.background, desk.local))

    return _settle


@pytest.fixture
def write() -> Callable[[QObject, str], None]:
    """Type into a widget as an input method does."""

    def _write(widget: QObject, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return _write
