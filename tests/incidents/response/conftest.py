"""A founded county with townships, officers, and builders that name only what a test is about."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from commandcenter.directory.model import Area
from commandcenter.directory.service import county
from commandcenter.incidents.model.evacuation import Evacuee, Shelter
from commandcenter.incidents.model.response import Basis, Decree, Opening, Response, Stage
from commandcenter.incidents.service import response
from commandcenter.kernel.ids import new_id

COUNTY = "330399"
TOWN, VALLEY = "330399100", "330399101"
VILLAGES = {"330399100001": TOWN, "330399101001": VALLEY, "330399101002": VALLEY}


def areas() -> list[Area]:
    found = [Area(code=COUNTY, parent=None, name="清溪县", tier="county")]
    for code, name in ((TOWN, "城关镇"), (VALLEY, "石桥乡")):
        found.append(Area(code=code, parent=COUNTY, name=name, tier="township"))
    for code, parent in VILLAGES.items():
        found.append(Area(code=code, parent=parent, name=f"村{code[-3:]}", tier="village"))
    return found


@pytest.fixture(scope="session")
def founding() -> county.Founding:
    """Every county here is founded."""
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code=COUNTY)
    return county.Founding(names=names, areas=areas())


@pytest.fixture
def an_opening() -> Callable[..., Opening]:
    """Say what a response is about; a flood, if nothing else is said."""

    def make(**fields: object) -> Opening:
        return Opening(**{"id": new_id(), "hazard": "flood"} | fields)

    return make


@pytest.fixture
def a_decree() -> Callable[..., Decree]:
    """Make a decision; name only what the test is about."""

    def make(stage: Stage = Stage.FOURTH, **fields: object) -> Decree:
        usual = {
            "id": new_id(),
            "basis_kind": Basis.TEXT,
            "basis": "青溪水文站超警戒",
            "decided_by": "县防指副指挥",
            "approver": "周明",
        }
        return Decree(stage=stage, **usual | fields)

    return make


@pytest.fixture
def activated(db, chief, an_opening, a_decree) -> Callable[..., Response]:
    """Activate a response."""

    def make(stage: Stage = Stage.FOURTH, **fields: object) -> Response:
        return response.activate(db, an_opening(**fields), a_decree(stage), officer=chief)

    return make


@pytest.fixture
def a_person(db) -> Callable[..., Evacuee]:
    """Make a person of a list; name only what the test is about."""

    def make(about: object, name: str = "张三", **fields: object) -> Evacuee:
        usual = {"id": new_id(), "number": "", "area_code": "330399101001"}
        early = datetime(2026, 7, 1, tzinfo=UTC)
        return Evacuee(about=about, name=name, **usual | {"at": early} | fields)

    return make


@pytest.fixture
def a_shelter() -> Callable[..., Shelter]:
    """Make a shelter."""

    def make(**fields: object) -> Shelter:
        usual = {"id": new_id(), "name": "石桥小学", "area_code": VALLEY, "capacity": 200}
        return Shelter(**usual | fields)

    return make
