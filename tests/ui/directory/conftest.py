"""A small county and its management page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commandcenter.database.engine import Database
from commandcenter.directory.model import Account, Organisation, Person
from commandcenter.directory.rights import RIGHTS, Right, Role
from commandcenter.directory.service import accounts, county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.duty.service import shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.directory.page import ManagementPage

NIGHT = datetime(2026, 7, 18, 12, tzinfo=UTC)  # 20:00 in Beijing
PASSWORD = "demo-2026"


@dataclass(slots=True, kw_only=True)
class Office:
    """A seat in the office: the county, and who sits there."""

    db: Database
    role: Role = Role.ADMIN

    def officer(self) -> Officer:
        """Return who sits here."""
        rights = frozenset(RIGHTS[self.role])
        return Officer(account_id=new_id(), login=self.role.value, name="本人", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return NIGHT + timedelta(hours=1)


@pytest.fixture(scope="session")
def _hash() -> str:
    return accounts.hash_password(PASSWORD)


@pytest.fixture
def office(sqlite_address, _hash: str, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Two units, three people, one account, one shift."""
    db = Database(sqlite_address)
    units = [Organisation(id=new_id(), name=name) for name in ("龙潭镇政府", "县气象台")]
    people = [
        Person(
            id=new_id(),
            name=name,
            organisation_id=units[number % 2].id,
            post="站长",
            office_phone=f"0577-6612300{number}",
            mobile=f"1990000123{number}",
        )
        for number, name in enumerate(("张华兴", "王芳", "李雷"))
    ]
    account = Account(id=new_id(), login="zhanghx", person_id=people[0].id, role=Role.CHIEF)
    setup = Officer(
        account_id=new_id(), login="setup", name="setup", rights=frozenset({Right.PLAN_DUTY})
    )
    names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    with monkeypatch.context() as quick:
        quick.setattr(accounts, "hash_password", lambda _word: _hash)
        founding = Founding(
            names=names, organisations=units, people=people, accounts=[(account, PASSWORD)]
        )
        county.found(db, founding, officer=setup)
    chief = Member(person_id=people[0].id, name="张华兴", role=DutyRole.CHIEF)
    shift = Shift(
        id=new_id(),
        day=date(2026, 7, 18),
        name="夜班",
        start_at=NIGHT,
        end_at=NIGHT + timedelta(hours=12),
        members=(chief,),
    )
    shifts.import_all(db, [shift], officer=setup)
    yield Office(db=db)
    db.close()


@pytest.fixture
def open_page(
    qtbot: QtBot, visit: Callable[..., ManagementPage]
) -> Callable[[Office], ManagementPage]:
    """Open the management page in the main window."""

    def _open(office: Office) -> ManagementPage:
        page = visit("management", partial(ManagementPage, office.db), office)
        qtbot.wait_until(lambda: page.people.table.records.rowCount() > 0)
        return page

    return _open


@pytest.fixture
def page(office: Office, open_page: Callable[[Office], ManagementPage]) -> ManagementPage:
    """The page of an administrator."""
    return open_page(office)


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """Press a key where the focus is, with Ctrl if wanted."""

    def _press(key: Qt.Key, *, ctrl: bool = False) -> None:
        modifier = Qt.KeyboardModifier
        held = modifier.ControlModifier if ctrl else modifier.NoModifier
        qtbot.keyClick(QApplication.focusWidget(), key, held)

    return _press
