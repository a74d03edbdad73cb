"""A founded county, officers of every kind, and drafts that name only what a test is about."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from commandcenter.database.engine import Database
from commandcenter.directory.model import Person
from commandcenter.directory.rights import Role
from commandcenter.directory.service import county
from commandcenter.duty.model.entry import Draft, Handling, Step
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.duty.service import shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from tests.qingxi import an_officer

# 22:41 of a night shift in Beijing.
NIGHT = datetime(2026, 7, 18, 14, 41, tzinfo=UTC)

PEOPLE = {
    DutyRole.LEADER: Person(id=new_id(), name="周敏", mobile="19900001001"),
    DutyRole.CHIEF: Person(id=new_id(), name="何立", mobile="19900001002"),
    DutyRole.DEPUTY: Person(id=new_id(), name="林晓", mobile="19900001003"),
}


@pytest.fixture(scope="session")
def admin() -> Officer:
    """Somebody who may change rules."""
    return an_officer("root", "管理员", Role.ADMIN)


@pytest.fixture(scope="session")
def leader() -> Officer:
    """The duty leader."""
    return an_officer("zhoumin", "周敏", Role.LEADER)


@pytest.fixture(scope="session")
def members() -> tuple[Member, ...]:
    """Who is in a shift: leader, chief and deputy."""
    return tuple(
        Member(person_id=person.id, name=person.name, role=role, phone=person.mobile)
        for role, person in PEOPLE.items()
    )


@pytest.fixture
def db(connect) -> Database:
    """A founded county on both databases."""
    return founded(connect())


@pytest.fixture
def night_db(sqlite_address) -> Database:
    """A founded county in a file, where it is 22:41 until a test moves `clock.at`."""
    database = Database(sqlite_address)
    database.clock = SteadyClock()
    founded(database)
    yield database
    database.close()


class SteadyClock:
    """A clock that stands until somebody moves it."""

    at = NIGHT

    def __call__(self) -> datetime:
        return self.at

    def go(self, **span: float) -> None:
        """Move on by hours, minutes or seconds."""
        self.at += timedelta(**span)


def founded(database: Database) -> Database:
    setup = Officer(account_id=new_id(), login="setup", name="setup")
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    people = [*PEOPLE.values()]
    county.found(database, county.Founding(names=names, people=people), officer=setup)
    return database


@pytest.fixture(scope="session")
def draft() -> Callable[..., Draft]:
    """Make a draft; name only what the test is about."""

    def make(content: str = "东坝渗水约 2 升/秒。", **fields: object) -> Draft:
        return Draft(**{"id": new_id(), "content": content} | fields)

    return make


@pytest.fixture(scope="session")
def step() -> Callable[..., Handling]:
    """Make a step of handling; name only what the test is about."""

    def make(done: Step = Step.TAKE, **fields: object) -> Handling:
        return Handling(**{"step": done, "at": NIGHT, "by": "何立"} | fields)

    return make


@pytest.fixture(scope="session")
def a_shift(members) -> Callable[..., Shift]:
    """Make a shift from hours in Beijing on 18 July 2026; hours may go beyond 24."""

    def make(start: float, end: float, **fields: object) -> Shift:
        midnight = datetime(2026, 7, 17, 16, tzinfo=UTC)
        values: dict[str, object] = {
            "id": new_id(),
            "day": date(2026, 7, 18),
            "name": "夜班",
            "start_at": midnight + timedelta(hours=start),
            "end_at": midnight + timedelta(hours=end),
            "members": members,
            "weather": "大雨",
        }
        return Shift(**values | fields)

    return make


@pytest.fixture
def plan(chief) -> Callable[..., None]:
    """Put planned shifts into a county."""

    def put(database: Database, *planned: Shift) -> None:
        shifts.import_all(database, planned, officer=chief)

    return put


@pytest.fixture(scope="session")
def drill() -> UUID:
    """A drill that is running."""
    return new_id()
