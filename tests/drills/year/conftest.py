"""A county with two townships, a chief, a guest, and drills that name only what a test is about."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.directory.model import Area
from commandcenter.directory.service import county
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.service import drills, plans, records
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING
from tests.qingxi import NAMES

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)  # 09:00 in Beijing, a Monday
AREAS = (
    Area(code="330399", parent=None, name="清溪县", tier="county"),
    Area(code="330399100", parent="330399", name="龙潭镇", tier="township"),
    Area(code="330399101", parent="330399", name="云岭乡", tier="township"),
)


@pytest.fixture(scope="session")
def founding() -> county.Founding:
    """Every county here is founded."""
    return county.Founding(names=NAMES, areas=AREAS)


@pytest.fixture
def put_drill(db, chief) -> Callable[..., Drill]:
    """Plan a drill of 2026; *on* is month, day and hour in Beijing."""

    def put(on: tuple[int, int, int] | None = (5, 12, 9), **fields: object) -> Drill:
        begin = None if on is None else datetime(2026, *on, tzinfo=BEIJING)
        usual: dict[str, object] = {
            "id": new_id(),
            "year": 2026,
            "number": 0,
            "title": "防汛演练",
            "begins_at": begin,
            "ends_at": None if begin is None else begin + timedelta(hours=3),
        }
        return drills.create(db, Drill(**usual | fields), officer=chief)  # type: ignore[arg-type]

    return put


@pytest.fixture
def hold(db, chief) -> Callable[..., Drill]:
    """Say that a drill was held as it was planned."""

    def held(drill: Drill, people: int = 30) -> Drill:
        return drills.held_elsewhere(
            db,
            drill,
            began_at=drill.begins_at,
            ended_at=drill.ends_at,
            headcount=people,
            officer=chief,
            at=drill.ends_at + timedelta(days=1),
        )

    return held


@pytest.fixture
def cancel(db, chief) -> Callable[[Drill], Drill]:
    """Cancel a drill."""

    def cancelled(drill: Drill) -> Drill:
        found = drills.cancel(db, drill, officer=chief, at=AT)
        assert found.state is State.CANCELLED
        return found

    return cancelled


@pytest.fixture
def put_plan(db, chief) -> Callable[..., Plan]:
    """Add a plan; name only what the test is about."""

    def put(title: str = "防汛专项预案", **fields: object) -> Plan:
        usual = {"id": new_id(), "kind": "special", "title": title}
        return plans.add(db, Plan(**usual | fields), officer=chief)  # type: ignore[arg-type]

    return put


@pytest.fixture
def put(db, chief) -> Callable[..., object]:
    """Add any record of drills."""
    return lambda record: records.add(db, record, officer=chief)
