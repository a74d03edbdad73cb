"""A county on a flood night, minutes before the handover, and its handover page."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from commandcenter.database import migrate
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.model import Account, Person
from commandcenter.directory.rights import RIGHTS, Right, Role
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.duty.model.entry import Draft, EntryKind, Handling, Step
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.duty.service import log, shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.handover.page import HandoverPage
from ui.shell.navigation import PageEntry
from ui.shell.page import Page, Target
from ui.shell.window import MainWindow

PASSWORD = "demo-2026"
MORNING = datetime(2026, 7, 18, 23, 45, tzinfo=UTC)  # 07:45 in Beijing
CREW = (
    ("zhoumin", "周敏", Role.LEADER, DutyRole.LEADER, 1),
    ("heli", "何立", Role.CHIEF, DutyRole.CHIEF, 1),
    ("linxiao", "林晓", Role.DEPUTY, DutyRole.DEPUTY, 1),
    ("zhenghai", "郑海", Role.CHIEF, DutyRole.CHIEF, 2),
    ("luomin", "罗敏", Role.DEPUTY, DutyRole.DEPUTY, 2),
    ("guest", "访客", Role.VIEWER, None, 0),
)
SETUP = Officer(
    account_id=UUID(int=1), login="setup", name="setup", rights=frozenset({Right.PLAN_DUTY})
)


@dataclass(slots=True, kw_only=True)
class Seat:
    """A workstation: who sits there, and what time it is.

    Attributes:
        drafts: Half-typed entries of the officer.
        counted: Accounts whose drafts were counted.
    """

    db: Database
    officers: dict[str, Officer]
    login: str = "zhenghai"
    at: datetime = MORNING
    drafts: int = 0
    opened: list[Target] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)

    def officer(self) -> Officer:
        """Return who sits here now."""
        return self.officers[self.login]

    def clock(self) -> datetime:
        """Return the time of the county."""
        return self.at

    def count(self, login: str) -> int:
        """Return how many drafts an account has here."""
        self.counted.append(login)
        return self.drafts

    def record(self, content: str, **facts: object) -> UUID:
        """Let the outgoing chief record an entry; return its id."""
        draft = Draft(id=new_id(), content=content, **facts)
        return log.record(self.db, draft, officer=self.officers["heli"]).id


def _fill(db: Database) -> None:
    people = {login: Person(id=new_id(), name=name) for login, name, *_ in CREW}
    accounts = [
        (Account(id=new_id(), login=login, person_id=people[login].id, role=role), PASSWORD)
        for login, _, role, *_ in CREW
    ]
    names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    db.clock = lambda: MORNING - timedelta(days=1)
    founding = Founding(names=names, people=list(people.values()), accounts=accounts)
    county.found(db, founding, officer=SETUP)
    night = datetime(2026, 7, 18, 12, tzinfo=UTC)
    planned = []
    for number, (name, day) in enumerate((("夜班", 18), ("白班", 19)), start=1):
        members = tuple(
            Member(person_id=people[login].id, name=title, role=role)
            for login, title, _, role, crew in CREW
            if crew == number and role is not None
        )
        start_at = night + timedelta(hours=12 * (number - 1))
        end_at = start_at + timedelta(hours=12)
        planned.append(
            Shift(
                id=new_id(),
                day=date(2026, 7, day),
                name=name,
                start_at=start_at,
                end_at=end_at,
                members=members,
                weather="大雨",
            )
        )
    shifts.import_all(db, planned, officer=SETUP)


@pytest.fixture(scope="session")
def _county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded county with its accounts, made once because passwords are slow to hash."""
    file = tmp_path_factory.mktemp("handover") / "county.db"
    migrate.create(Address.of_file(file))
    db = Database(Address.of_file(file))
    _fill(db)
    db.close()
    return file


@pytest.fixture
def reopened(tmp_path: Path, _county_file: Path) -> Iterator[Callable[[], Database]]:
    """Open the county, as often as there are workstations."""
    file = tmp_path / "county.db"
    shutil.copyfile(_county_file, file)
    opened: list[Database] = []

    def _open() -> Database:
        opened.append(Database(Address.of_file(file)))
        opened[-1].clock = lambda: MORNING
        return opened[-1]

    yield _open
    for db in opened:
        db.close()


@pytest.fixture
def seat(reopened: Callable[[], Database]) -> Seat:
    """The incoming chief's workstation; three entries, one of them still open."""
    officers = {
        login: Officer(account_id=new_id(), login=login, name=name, rights=frozenset(RIGHTS[role]))
        for login, name, role, *_ in CREW
    }
    seat = Seat(db=reopened(), officers=officers)
    done = (Handling(step=Step.FOLLOW, at=MORNING, by="何立"),)
    seat.record("视频点名 12 个乡镇，全部在岗。", kind=EntryKind.CHECK, steps=done)
    seat.record("卫星电话 2 号已换电池。", kind=EntryKind.DEVICE, steps=done)
    seat.record(
        "核实云岭乡 3 处地灾点人员转移情况。",
        kind=EntryKind.LEADER_NOTE,
        owner="郑海",
        due_at=MORNING + timedelta(hours=2),
    )
    return seat


class _DutyPage(Page):
    """Stands where links lead to."""

    name = "duty"

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat

    def go_to(self, target: Target) -> None:
        self._seat.opened.append(target)


@pytest.fixture
def open_page(
    window: MainWindow, visit: Callable[..., HandoverPage]
) -> Callable[[Seat], HandoverPage]:
    """Open the handover page of a seat in the main window."""

    def _open(seat: Seat) -> HandoverPage:
        window.resize(1_280, 720)
        page = visit("handover", partial(HandoverPage, seat.db, drafts=seat.count), seat)
        entry = PageEntry(
            name="duty", title="Duty", icon="files", shortcut="", make=lambda: _DutyPage(seat)
        )
        window.desk.navigation.register(entry)
        return page

    return _open
