"""A flood night with alarms in a real county, and the page that lists them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.service import acting, lists
from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.database.engine import Database
from commandcenter.directory.model import Area
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from ui.alarms.page import AlarmsPage
from ui.shell.page import Target

RED, ORANGE, YELLOW, BLUE = Severity
_LONGTAN = "330399101"


@dataclass(slots=True, kw_only=True)
class Hall:
    """A duty room, who sits there, and its database."""

    db: Database
    role: Role = Role.CHIEF
    account: UUID = field(default_factory=new_id)

    def officer(self, role: Role | None = None) -> Officer:
        """Return who sits here."""
        role = role or self.role
        rights = frozenset(RIGHTS[role])
        return Officer(account_id=self.account, login=role.value, name="何立", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return self.db.clock()

    def alarm(self, title: str) -> Alarm:
        """Return the alarm whose title begins so, as it is stored."""
        with self.db.read() as tx:
            known = (*lists.active_in(tx), *lists.shelved_in(tx))
        [found] = [one for one in known if one.title.startswith(title)]
        return found

    def raises(
        self,
        title: str,
        severity: Severity,
        code: str = "warning",
        area: str = "",
        drill_id: UUID | None = None,
    ) -> None:
        """Let something be wrong."""
        with self.db.write(self.officer()) as tx:
            raise_in(
                tx,
                code,
                source=title,
                title=title,
                severity=severity,
                area_code=area,
                at=tx.at,
                drill_id=drill_id,
            )

    def clears(self, title: str, code: str) -> None:
        """Let it be over."""
        with self.db.write(self.officer()) as tx:
            clear_in(tx, code, title, at=tx.at)

    def acknowledges(self, title: str, action: str, note: str = "") -> None:
        """Let somebody else acknowledge an alarm."""
        found = self.alarm(title)
        acting.acknowledge(self.db, found.id, officer=self.officer(), note=note, action=action)


def hall(db: Database) -> Hall:
    """Return the flood night: a red one on top, one of each state below."""
    made = Hall(db=db)
    setup = Officer(account_id=new_id(), login="setup", name="setup")
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    areas = [
        Area(code="330399", parent=None, name="清溪县", tier="county"),
        Area(code=_LONGTAN, parent="330399", name="龙潭镇", tier="township"),
    ]
    county.found(db, county.Founding(names=names, areas=areas), officer=setup)
    made.raises("东坝测压管 P3 超红线", RED, "incident")
    made.raises("东坝测压管 P3 超红线", RED, "incident")
    made.raises("竹源乡 3 人未应答叫应", ORANGE, "call_unanswered")
    made.raises("水位数据有误", YELLOW, "hotspot")
    made.clears("水位数据有误", "hotspot")
    made.raises("石桥下街内涝 首报超时", ORANGE, "clock_late")
    made.acknowledges("石桥", "reported", "周敏已知，正在写首报")
    made.raises("云岭雨量站 数据中断", BLUE, "hotspot")
    until = db.clock() + timedelta(minutes=45, seconds=30)
    acting.shelve(
        db, made.alarm("云岭").id, until=until, reason="县气象局检修", officer=made.officer()
    )
    made.raises("山洪灾害红色预警", RED, "warning", _LONGTAN)
    return made


def make_page(seat: object, made: Hall) -> AlarmsPage:
    """Return the page of this room."""
    return AlarmsPage(
        made.db,
        seat,  # type: ignore[arg-type]  # the window's
        lambda one: Target(page="warnings", kind="warning", key=one.id),
    )


@pytest.fixture
def room(sqlite_address: str) -> Iterator[Hall]:
    """The flood night."""
    db = Database(sqlite_address)
    yield hall(db)
    db.close()


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], object]:
    """Let the database not answer readers, writers, or both, until the block is over."""

    @contextmanager
    def _silence(*names: str) -> Iterator[None]:
        def none(*_args: object, **_named: object) -> object:
            raise Unavailable

        with monkeypatch.context() as broken:
            for name in names:
                broken.setattr(Database, name, none)
            yield

    return _silence


@pytest.fixture
def open_page(qtbot: QtBot, visit: Callable[..., AlarmsPage]) -> Callable[[Hall], AlarmsPage]:
    """Open the page in the main window."""

    def _open(made: Hall) -> AlarmsPage:
        page = visit("alarms", lambda seat: make_page(seat, made), made)
        qtbot.wait_until(lambda: bool(page.overview.types) or page._is_stale)
        return page

    return _open


@pytest.fixture
def page(room: Hall, open_page: Callable[[Hall], AlarmsPage]) -> AlarmsPage:
    """The page of the watch chief."""
    return open_page(room)
