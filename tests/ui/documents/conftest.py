"""A county with some log, and papers to look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Right, Role
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.documents.paper import Layout, Paper
from commandcenter.documents.sheet import Imprint
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.service import log, shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import ordering, roster
from ui.documents.page import DocumentsPage

EVENING = datetime(2026, 7, 18, 14, tzinfo=UTC)  # 22:00 in Beijing
NIGHT = EVENING - timedelta(hours=2)


@dataclass(slots=True, kw_only=True)
class Office:
    """A seat from which papers are taken."""

    db: Database
    role: Role = Role.CHIEF

    def officer(self) -> Officer:
        """Return who sits here."""
        rights = frozenset(RIGHTS[self.role])
        return Officer(account_id=new_id(), login="heli", name="何立", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return EVENING

    def send(self, *names: str) -> tuple[Team, ...]:
        """Add teams to the roster and send the first one."""
        teams = [
            Team(
                id=new_id(),
                number=f"QX-{at:03d}",
                name=name,
                category="social",
                leader="韩铁军",
                leader_phone="19900005671",
            )
            for at, name in enumerate(names, start=1)
        ]
        for team in teams:
            roster.add(self.db, team, officer=self.officer())
        order = Order(
            id=new_id(), order_id=new_id(), team_id=teams[0].id, place="石桥村", task="搜救"
        )
        ordering.order(self.db, [order], officer=self.officer())
        return tuple(teams)

    def send_in_drill(self, team: Team, place: str) -> None:
        """Send a team in a drill."""
        ids = {"id": new_id(), "order_id": new_id(), "drill_id": new_id()}
        order = Order(**ids, team_id=team.id, place=place, task="搜救")
        ordering.order(self.db, [order], officer=self.officer())

    def record(self, count: int, *, repeats: int = 3) -> None:
        """Write entries into the log, each saying its sentence so many times."""
        drafts = [
            Draft(id=new_id(), content=f"第 {number + 1} 条：东坝渗漏险情。" * repeats)
            for number in range(count)
        ]
        for first in range(0, count, 500):
            log.record_all(self.db, drafts[first : first + 500], officer=self.officer())


@pytest.fixture
def office(sqlite_address: Address) -> Iterator[Office]:
    """One night shift with three entries."""
    db = Database(sqlite_address)
    db.clock = lambda: EVENING
    setup = Officer(
        account_id=new_id(), login="setup", name="setup", rights=frozenset({Right.PLAN_DUTY})
    )
    names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    county.found(db, Founding(names=names), officer=setup)
    shift = Shift(
        id=new_id(),
        day=date(2026, 7, 18),
        name="夜班",
        start_at=NIGHT,
        end_at=NIGHT + timedelta(hours=12),
    )
    shifts.import_all(db, [shift], officer=setup)
    made = Office(db=db)
    made.record(3)
    yield made
    db.close()


@pytest.fixture
def open_page(visit: Callable[..., DocumentsPage]) -> Callable[[Office], DocumentsPage]:
    """Open the documents page in the main window."""
    return lambda office: visit("documents", partial(DocumentsPage, office.db), office)


@pytest.fixture(scope="session")
def paper() -> Callable[..., bytes]:
    """Make a paper with so many sections of so many lines."""

    def _make(sections: int = 3, lines: int = 20, *, wide: bool = False) -> bytes:
        made = Paper(Imprint(title="x"), words=str, layout=Layout.WIDE if wide else Layout.FORM)
        for number in range(sections):
            made.heading(f"{number + 1}")
            for _ in range(lines):
                made.paragraph("东坝渗漏险情")
        return made.finish()

    return _make
