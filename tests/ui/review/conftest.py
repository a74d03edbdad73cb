"""A county with reports in time and late, and the page that looks back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.duty.model.entry import Draft, Entry, EntryKind
from commandcenter.duty.service import log
from commandcenter.incidents.model.incident import Facts, Incident, Opening
from commandcenter.incidents.model.level import Judgement, Level
from commandcenter.incidents.model.report import Report, ReportKind, SendChannel
from commandcenter.incidents.service import levels, opening, reports, reviews, sending
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.review.page import ReviewPage
from ui.shell.background import Background
from ui.shell.language import speak
from ui.shell.page import Target
from ui.shell.window import MainWindow


def _officer(login: str, name: str, role: Role) -> Officer:
    return Officer(account_id=new_id(), login=login, name=name, rights=RIGHTS[role])


@dataclass(slots=True, kw_only=True)
class Room:
    """A seat in the duty room."""

    db: Database
    role: Role = Role.LEADER
    chief: Officer = field(default_factory=lambda: _officer("heli", "何立", Role.CHIEF))
    leader: Officer = field(default_factory=lambda: _officer("zhoumin", "周敏", Role.LEADER))

    def officer(self) -> Officer:
        """Return who sits here."""
        return _officer(self.role.value, "陈国", self.role)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return datetime.now(UTC)

    def incident(self, title: str = "客车翻车", *, ago: timedelta = timedelta(0)) -> Incident:
        """Open an incident of level II that the county learned of a while ago."""
        told = Facts(id=new_id(), title=title, kind="accident:traffic")
        new = Opening(id=new_id(), facts=told, learned_at=self.clock() - ago)
        one = opening.open_incident(self.db, new, officer=self.chief)
        judged = Judgement(level=Level.MAJOR, reason="带班领导研判")
        return levels.set_level(
            self.db, one.id, judged, officer=self.chief, seen_version=one.version
        )

    def send(self, one: Incident) -> Report:
        """Write, sign and send the first report."""
        report = reports.begin(
            self.db,
            one.id,
            ReportKind.FIRST,
            report_id=new_id(),
            officer=self.chief,
            language="zh",
        )
        for act, officer in ((reports.check, self.chief), (sending.sign, self.leader)):
            report = act(
                self.db, report.id, seen_version=report.version, officer=officer, act_id=new_id()
            )
        channel = SendChannel.SYSTEM
        return sending.send(self.db, report.id, channel, officer=self.chief, act_id=new_id())

    def line(self) -> Entry:
        """Record a line about an incident."""
        draft = Draft(
            id=new_id(), kind=EntryKind.INCIDENT, content="石桥村塌方。", org="龙潭镇", name="周明"
        )
        return log.record(self.db, draft, officer=self.chief)


@pytest.fixture
def room(sqlite_address: Address) -> Iterator[Room]:
    """A founded county with nothing in it."""
    db = Database(sqlite_address)
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    setup = Officer(account_id=new_id(), login="setup", name="setup")
    county.found(db, county.Founding(names=names), officer=setup)
    yield Room(db=db)
    db.close()


@pytest.fixture
def settled(qtbot: QtBot, background: Background) -> Callable[[], None]:
    """Wait until nothing is read or written any more."""

    def _settle() -> None:
        for _ in range(3):
            qtbot.wait(1)
            qtbot.wait_until(background.is_idle, timeout=20_000)

    return _settle


@pytest.fixture
def quarter_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the service take what happened until now for the quarter."""
    monkeypatch.setattr(
        reviews,
        "bounds",
        lambda _year, _quarter: (datetime.now(UTC) - timedelta(days=2), datetime.now(UTC)),
    )


@pytest.fixture
def open_page(
    qtbot: QtBot,
    visit: Callable[..., ReviewPage],
    window: MainWindow,
    settled: Callable[[], None],
    qapp: QApplication,
) -> Callable[..., ReviewPage]:
    """Open the page in the main window, in English for comparing sentences."""

    def _open(room: Room) -> ReviewPage:
        window.resize(1920, 1080)
        page = visit("review", lambda seat: ReviewPage(room.db, seat), room)
        speak(qapp, "en")
        window.desk.navigation.open(Target(page="review"))
        settled()
        return page

    return _open


@pytest.fixture
def key(qtbot: QtBot, settled: Callable[[], None]) -> Callable[..., None]:
    """Press a key where the focus is and wait until it is done."""

    def _key(key: Qt.Key, *, ctrl: bool = False) -> None:
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(QApplication.focusWidget(), key, held)
        settled()

    return _key
