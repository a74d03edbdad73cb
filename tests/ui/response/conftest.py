"""A small county with responses, and the page of responses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from commandcenter.database.engine import Database
from commandcenter.directory.model import Area
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.incidents.model.evacuation import Evacuee, Shelter
from commandcenter.incidents.model.response import Decree, Opening, Response, Stage
from commandcenter.incidents.service import evacuation, response, shelters
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.response.page import ResponsePage
from ui.shell.window import MainWindow

TOWN, VALLEY = "330399101", "330399102"
VILLAGE = "330399101001"
WAIT_MS = 10_000


@dataclass(slots=True, kw_only=True)
class Room:
    """A seat in the duty room: the county, and who sits there."""

    db: Database
    role: Role = Role.CHIEF
    ids: dict[str, UUID] = field(default_factory=dict)

    def officer(self) -> Officer:
        """Return who sits here."""
        rights = frozenset(RIGHTS[self.role])
        return Officer(account_id=new_id(), login=self.role.value, name="何立", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return datetime.now(UTC)

    def chief(self) -> Officer:
        """Return somebody who may do everything here."""
        rights = frozenset(RIGHTS[Role.CHIEF])
        return Officer(account_id=new_id(), login="heli", name="何立", rights=rights)

    def activate(self, hazard: str, stage: Stage, **more: object) -> Response:
        """Activate a response an hour ago."""
        opening = Opening(id=new_id(), hazard=hazard)
        return response.activate(self.db, opening, self.decree(stage, **more), officer=self.chief())

    def decree(self, stage: Stage, **more: object) -> Decree:
        """Return a decision of an hour ago."""
        usual = {
            "id": new_id(),
            "basis": "西坝水位超警戒",
            "decided_by": "县防指副指挥",
            "approver": "周敏",
            "at": self.clock() - timedelta(hours=1),
        }
        return Decree(stage=stage, **usual | more)

    def list_people(self, about: UUID, *people: tuple[str, int]) -> tuple[Evacuee, ...]:
        """Put households on the list of a response; the second one goes to relatives."""
        rows = [
            Evacuee(
                id=new_id(),
                about=about,
                number="",
                name=name,
                people=count,
                area_code=VILLAGE,
                helper="郑海",
                shelter_id=self.ids["school"] if at != 1 else None,
                destination="龙潭中心小学" if at != 1 else "",
                at=self.clock() - timedelta(minutes=30),
            )
            for at, (name, count) in enumerate(people)
        ]
        return evacuation.put_on_list(self.db, rows, officer=self.chief())


@pytest.fixture
def empty_room(sqlite_address) -> Room:
    """A county in which nothing has happened."""
    db = Database(sqlite_address)
    areas = [
        Area(code="330399", parent=None, name="清溪县", tier="county"),
        Area(code=TOWN, parent="330399", name="龙潭镇", tier="township"),
        Area(code=VALLEY, parent="330399", name="石桥乡", tier="township"),
        Area(code=VILLAGE, parent=TOWN, name="东坝村", tier="village"),
    ]
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    setup = Officer(account_id=new_id(), login="setup", name="setup")
    county.found(db, county.Founding(names=names, areas=areas), officer=setup)
    yield Room(db=db)
    db.close()


@pytest.fixture
def room(empty_room: Room) -> Room:
    """A flood at level III with a list of three households, and a forest fire that is watched."""
    made = empty_room
    school = Shelter(id=new_id(), name="龙潭中心小学", area_code=TOWN, capacity=5)
    made.ids["school"] = shelters.add(made.db, school, officer=made.chief()).id
    made.ids["fire"] = made.activate("forest_fire", Stage.WATCH).id
    made.ids["flood"] = made.activate("flood", Stage.THIRD).id
    people = made.list_people(made.ids["flood"], ("王建国", 3), ("李秀英", 2), ("张海涛", 4))
    made.ids |= {one.name: one.id for one in people}
    return made


@pytest.fixture
def open_page(
    qtbot: QtBot, visit: Callable[..., ResponsePage], window: MainWindow
) -> Callable[[Room], ResponsePage]:
    """Open the page of responses in the main window."""

    def _open(room: Room) -> ResponsePage:
        window.resize(1600, 900)
        view = window.desk.view
        page = visit("response", lambda seat: ResponsePage(room.db, seat, view), room)
        qtbot.wait_until(lambda: bool(page.decree.terms.of), timeout=WAIT_MS)
        qtbot.wait_until(lambda: page._is_read, timeout=WAIT_MS)
        qtbot.wait_until(lambda: page.list.present() is None or page.decree.has_content)
        return page

    return _open


@pytest.fixture
def page(room: Room, open_page: Callable[[Room], ResponsePage]) -> ResponsePage:
    """The page of a watch chief."""
    return open_page(room)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[ResponsePage, int], None]:
    """Bring a tab to the front and wait for what it shows."""

    def _show(page: ResponsePage, number: int) -> None:
        page.show_tab(number)
        qtbot.wait_until(lambda: page.tab().has_content, timeout=WAIT_MS)

    return _show
