"""A small county with teams, and the page of teams."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commandcenter.database.engine import Database
from commandcenter.directory.model import Area
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.supplies import Item, Stock, Store, StoreKind
from commandcenter.teams.model.team import Card, Equipment, Member, Team
from commandcenter.teams.service import imports, readiness, roster, supplies
from ui.shell.window import MainWindow
from ui.teams.page import TeamsPage

TODAY = date(2026, 7, 18)
_TOWNSHIP = "330399101"


@dataclass(slots=True, kw_only=True)
class Room:
    """A seat in the duty room: the county, and who sits there."""

    db: Database
    role: Role = Role.CHIEF
    teams: dict[str, Team] = field(default_factory=dict)

    def officer(self) -> Officer:
        """Return who sits here."""
        rights = frozenset(RIGHTS[self.role])
        return Officer(account_id=new_id(), login=self.role.value, name="何立", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return datetime.now(UTC)

    def card(self, name: str) -> Card:
        """Return a team as it is stored."""
        return roster.card(self.db, self.teams[name].id, officer=self.officer())


def _team(number: int, name: str, category: str, **more: object) -> Team:
    usual = {
        "id": new_id(),
        "number": f"QX-{number:03d}",
        "name": name,
        "category": category,
        "leader": "王建国",
        "leader_phone": f"1990000123{number}",
        "duty_phone": f"0577-6612300{number}",
        "area_code": _TOWNSHIP,
    }
    return Team(**usual | more)


def _found(db: Database, setup: Officer) -> None:
    areas = [
        Area(code="330399", parent=None, name="清溪县", tier="county"),
        Area(code=_TOWNSHIP, parent="330399", name="龙潭镇", tier="township"),
    ]
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    county.found(db, county.Founding(names=names, areas=areas), officer=setup)


def _teams() -> list[Team]:
    return [
        _team(
            1,
            "龙潭镇应急救援队",
            "grassroots",
            hazards=frozenset({"flood"}),
            primary_skill="dike",
        ),
        _team(
            2,
            "县潜水救援组",
            "special",
            hazards=frozenset({"flood", "water_accident"}),
            primary_skill="diving",
            skills=frozenset({"water_rescue"}),
            area_code="330399102",
        ),
        _team(3, "安泰起重", "contract_firm", primary_skill="lifting", area_code=""),
    ]


@pytest.fixture
def room(sqlite_address) -> Room:
    """Three teams: one ready, one heard of long ago, one of which nobody has said anything."""
    db = Database(sqlite_address)
    made = Room(db=db)
    _found(db, Officer(account_id=new_id(), login="setup", name="setup"))
    first, second, third = _teams()
    members = tuple(
        Member(id=new_id(), team_id=first.id, name=name, phone=f"1990002000{n}")
        for n, name in enumerate(("张华兴", "李雷"))
    )
    pump = Equipment(id=new_id(), team_id=first.id, name="排水泵", valid_to=TODAY)
    cards = [
        Card(team=first, members=members, equipment=(pump,)),
        Card(team=second),
        Card(team=third),
    ]
    imports.import_all(db, cards, officer=made.officer())
    made.teams = {team.name: team for team in (first, second, third)}
    now = made.clock()
    for team, ago in ((first, timedelta(minutes=8)), (second, timedelta(days=3))):
        said = Readiness(team_id=team.id, state=State.READY, at=now - ago, level="second")
        readiness.say(db, said, officer=made.officer())
    store = Store(id=new_id(), name="县防汛物资仓库", kind=StoreKind.GOVERNMENT)
    sacks = Item(id=new_id(), store_id=store.id, name="编织袋", quantity=4000, unit="条")
    food = Item(id=new_id(), store_id=store.id, name="压缩饼干", quantity=200, valid_to=TODAY)
    firm = Store(id=new_id(), name="永安超市", kind=StoreKind.CLOUD, agreement_to=TODAY)
    stocks = (Stock(store=store, items=(sacks, food)), Stock(store=firm))
    supplies.import_all(db, stocks, officer=made.officer())
    yield made
    db.close()


@pytest.fixture
def open_page(
    qtbot: QtBot, visit: Callable[..., TeamsPage], window: MainWindow
) -> Callable[[Room], TeamsPage]:
    """Open the page of teams in the main window."""

    def _open(room: Room) -> TeamsPage:
        view = window.desk.view
        page = visit("teams", lambda seat: TeamsPage(room.db, seat, view), room)
        qtbot.wait_until(lambda: page.roster.has_content)
        qtbot.wait_until(lambda: bool(page.roster.terms.of))
        return page

    return _open


@pytest.fixture
def page(room: Room, open_page: Callable[[Room], TeamsPage]) -> TeamsPage:
    """The page of a watch chief."""
    return open_page(room)


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """Press a key where the focus is, with Ctrl if wanted."""

    def _press(key: Qt.Key, *, ctrl: bool = False) -> None:
        modifier = Qt.KeyboardModifier
        held = modifier.ControlModifier if ctrl else modifier.NoModifier
        qtbot.keyClick(QApplication.focusWidget(), key, held)

    return _press
