"""A library of two plans, and its page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.drills.model.plan import Plan, PlanLevel
from commandcenter.drills.service import plans
from commandcenter.drills.service.plans import PlanCard
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.drills.plan_page import PlansPage
from ui.shell.window import MainWindow

WAIT_MS = 10_000


@dataclass(slots=True, kw_only=True)
class Room:
    """A seat of a planner."""

    db: Database
    flood: UUID
    fire: UUID

    def officer(self) -> Officer:
        """Return who sits here."""
        rights = frozenset(RIGHTS[Role.CHIEF])
        return Officer(account_id=new_id(), login="heli", name="何立", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return datetime(2026, 9, 1, 2, tzinfo=UTC)

    def card(self, plan_id: UUID) -> PlanCard:
        """Return a plan as it is stored."""
        return next(one for one in plans.library(self.db) if one.plan.id == plan_id)


@pytest.fixture
def room(sqlite_address) -> Room:
    """A county with a plan for floods that has to be reviewed, and one for forest fires."""
    db = Database(sqlite_address)
    made = Room(db=db, flood=new_id(), fire=new_id())
    flood = Plan(
        id=made.flood,
        kind="special",
        title="防汛应急预案",
        edition="2023版",
        approved_by="县人民政府",
        approved_on=date(2023, 5, 1),
        review_due=date(2026, 5, 1),
    )
    level = PlanLevel(id=new_id(), plan_id=made.flood, position=1, level="IV", actions="到岗")
    plans.add(db, flood, [level], officer=made.officer())
    fire = Plan(id=made.fire, kind="special", title="森林火灾应急预案", review_due=date(2028, 5, 1))
    plans.add(db, fire, officer=made.officer())
    yield made
    db.close()


@pytest.fixture
def panel(room: Room, qtbot: QtBot, visit: Callable[..., PlansPage], window: MainWindow):
    """The library on the page of a watch chief."""
    window.resize(1600, 900)
    page = visit("plans", lambda seat: PlansPage(room.db, seat), room)
    qtbot.wait_until(lambda: page.library is not None, timeout=WAIT_MS)
    page.panel.choose(room.flood)
    return page.panel
