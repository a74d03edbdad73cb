"""A county with places and teams that can be sent, and the tab of dispatch."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commandcenter.database import heads
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.station import Station
from commandcenter.directory.model import Area
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.duty.model.entry import Draft, Entry
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.teams.model.dispatch import Dispatch, Order, Step
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.team import Card, Member, Team, Vehicle
from commandcenter.teams.service import dispatch, imports, ordering, readiness
from ui.duty.desk import Desk as DutyDesk
from ui.duty.page import DutyPage
from ui.shell.background import Background
from ui.shell.language import speak
from ui.shell.navigation import PageEntry
from ui.shell.page import Target
from ui.shell.window import MainWindow
from ui.teams.dispatch_tab import DispatchTab
from ui.teams.page import TeamsPage

LONGTAN, BAISHA = "330399101", "330399102"
NAMES = ("县防汛抢险一队", "县潜水救援组", "白沙镇抢险队")


@dataclass(slots=True, kw_only=True)
class Post:
    """A seat at the dispatch board."""

    db: Database
    role: Role = Role.CHIEF
    teams: dict[str, Team] = field(default_factory=dict)
    ahead: timedelta = timedelta()

    def officer(self) -> Officer:
        """Return who sits here."""
        rights = frozenset(RIGHTS[self.role])
        return Officer(account_id=new_id(), login=self.role.value, name="何立", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county; a test sets it ahead."""
        return datetime.now(UTC) + self.ahead

    def send(self, name: str, **facts: object) -> Dispatch:
        """Order a team as another workstation does."""
        usual = {"id": new_id(), "order_id": new_id(), "team_id": self.teams[name].id}
        order = Order(**usual | {"place": "龙潭镇东坝", "task": "堤坝抢险"} | facts)
        return ordering.order(self.db, [order], officer=_chief())[0]

    def take(self, one: Dispatch, *steps: Step, at: datetime | None = None) -> Dispatch:
        """Note steps as another workstation does."""
        for step in steps:
            one = dispatch.take(self.db, one.id, step, at=at, officer=_chief())
        return one

    def find(self, one: Dispatch) -> Dispatch:
        """Return a dispatch as it is stored."""
        found = dispatch.find(self.db, one.id)
        assert found is not None
        return found

    def write(self, content: str, **facts: object) -> Entry:
        """Record a log entry."""
        return log.record(self.db, Draft(id=new_id(), content=content, **facts), officer=_chief())


def _chief() -> Officer:
    rights = frozenset(RIGHTS[Role.CHIEF])
    return Officer(account_id=new_id(), login="linxiao", name="林晓", rights=rights)


def _square(lon: float, lat: float) -> str:
    ring = [(lon - 0.05, lat - 0.05), (lon + 0.05, lat - 0.05), (lon + 0.05, lat + 0.05)]
    ring += [(lon - 0.05, lat + 0.05), ring[0]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def _areas() -> list[Area]:
    towns = ((LONGTAN, "龙潭镇", 119.70, 27.70), (BAISHA, "白沙镇", 119.80, 27.70))
    found = [Area(code="330399", parent=None, name="清溪县", tier="county")]
    for code, name, lon, lat in towns:
        found.append(
            Area(
                code=code,
                parent="330399",
                name=name,
                tier="township",
                lon=lon,
                lat=lat,
                geometry=_square(lon, lat),
            )
        )
        found.extend(_villages(code, name[:2], lon, lat))
    return found


def _villages(code: str, stem: str, lon: float, lat: float) -> list[Area]:
    return [
        Area(
            code=f"{code}20{number}",
            parent=code,
            name=f"{stem}{number}村",
            tier="village",
            lon=lon + 0.12 * (number - 1),
            lat=lat + 0.04,
        )
        for number in range(1, 4)
    ]


def _team(number: int, name: str, **facts: object) -> Card:
    usual = {"id": new_id(), "number": f"QX-{number:03d}", "name": name, "category": "special"}
    team = Team(**usual | {"lat": 27.70, "leader": "王建国"} | facts)
    people = tuple(Member(id=new_id(), team_id=team.id, name=f"队员{n}") for n in range(6))
    car = Vehicle(id=new_id(), team_id=team.id, plate=f"浙C0000{number}")
    return Card(team=team, members=people, vehicles=(car,))


@pytest.fixture
def post(sqlite_address: Address) -> Iterator[Post]:
    """Three teams at two townships; the first is nearest to the east dam of Longtan."""
    db = Database(sqlite_address)
    made = Post(db=db)
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    setup = Officer(account_id=new_id(), login="setup", name="setup")
    county.found(db, county.Founding(names=names, areas=_areas()), officer=setup)
    flood = frozenset({"flood"})
    cards = [
        _team(1, NAMES[0], lon=119.71, area_code=LONGTAN, primary_skill="dike", hazards=flood),
        _team(2, NAMES[1], lon=119.75, area_code=LONGTAN, primary_skill="diving", hazards=flood),
        _team(3, NAMES[2], lon=119.80, area_code=BAISHA),
    ]
    imports.import_all(db, cards, officer=_chief())
    made.teams = {card.team.name: card.team for card in cards}
    for card in cards:
        at = made.clock() - timedelta(minutes=8)
        said = Readiness(team_id=card.team.id, state=State.READY, at=at, level="second")
        readiness.say(db, said, officer=_chief())
    yield made
    db.close()


@pytest.fixture
def settled(qtbot: QtBot, background: Background) -> Callable[[], None]:
    """Wait until nothing is read or written any more."""

    def _settle() -> None:
        qtbot.wait(1)
        qtbot.wait_until(background.is_idle, timeout=20_000)

    return _settle


@pytest.fixture
def open_tab(
    qtbot: QtBot,
    visit: Callable[..., TeamsPage],
    window: MainWindow,
    settled: Callable[[], None],
    qapp: QApplication,
) -> Callable[..., DispatchTab]:
    """Open the dispatch board in the main window, in English for comparing sentences."""

    def _open(post: Post, *, width: int = 1920, height: int = 1080) -> DispatchTab:
        window.resize(width, height)
        page = visit("teams", lambda seat: TeamsPage(post.db, seat, window.desk.view), post)
        speak(qapp, "en")
        window.desk.navigation.open(Target(page="teams", kind="board"))
        tab = page.dispatch
        qtbot.wait_until(lambda: tab.has_content)
        settled()
        return tab

    return _open


@pytest.fixture
def tab(post: Post, open_tab: Callable[..., DispatchTab]) -> DispatchTab:
    """The board of the watch chief, with nobody out."""
    return open_tab(post)


@pytest.fixture
def key(qtbot: QtBot, settled: Callable[[], None]) -> Callable[..., None]:
    """Press a key where the focus is and wait until it is done."""

    def _key(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, held)
        settled()

    return _key


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """The station file."""
    opened = Station(tmp_path / "station")
    yield opened
    opened.close()


@pytest.fixture
def at_the_log(
    post: Post,
    window: MainWindow,
    background: Background,
    station: Station,
    qtbot: QtBot,
    open_tab: Callable[..., DispatchTab],
    settled: Callable[[], None],
) -> Callable[[Entry], DispatchTab]:
    """Select a line of the log, with the board on another page."""

    def _select(entry: Entry) -> DispatchTab:
        tab = open_tab(post)
        desk = window.desk
        with post.db.read() as tx:
            database_id = heads.database_id(tx)
        seat = DutyDesk(
            db=post.db,
            database_id=database_id,
            background=background,
            local=background,
            station=station,
            messages=desk.messages,
            navigation=desk.navigation,
            actions=desk.actions_list,
            officer=post.officer,
            clock=post.clock,
        )
        made = PageEntry(
            name="duty", title="Duty", icon="notebook", shortcut="", make=lambda: DutyPage(seat)
        )
        desk.navigation.register(made)
        desk.navigation.open(Target(page="duty", kind="entry", key=entry.seq))
        page = desk.navigation.page("duty")
        qtbot.wait_until(lambda: page.log.selected_entry() is not None)
        settled()
        page.log.view.setFocus()
        return tab

    return _select
