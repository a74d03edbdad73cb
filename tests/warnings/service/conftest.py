"""A founded county with people to call, officers, and messages to take in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from commandcenter.directory.model import Area, Organisation, Person
from commandcenter.directory.rights import Role
from commandcenter.directory.service import county, rules
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import BEIJING, now
from commandcenter.warnings.model.message import Signature, SignatureState
from commandcenter.warnings.reading.reader import Reading
from tests.qingxi import an_officer
from tests.warnings.conftest import read_here
from tests.warnings.making import alert, declared, info

VERIFIED = Signature(state=SignatureState.VERIFIED, certificate="ab" * 32)


@pytest.fixture(scope="session")
def admin() -> Officer:
    """Who runs the program and may add sources, but takes in no warnings."""
    return an_officer("admin", "管理员", Role.ADMIN)


@pytest.fixture(scope="session")
def founding() -> county.Founding:
    """Every county here has two townships, a village and a police post."""
    places = {
        "330399": ("清溪县", "county", None),
        "330399101": ("龙潭镇", "township", "330399"),
        "330399102": ("石桥乡", "township", "330399"),
        "330399101201": ("东坝村", "village", "330399101"),
    }
    units = {
        "龙潭镇人民政府": "330399101",
        "石桥乡人民政府": "330399102",
        "东坝村": "330399101201",
        "龙潭派出所": "330399101",
    }
    organisations = {
        name: Organisation(id=new_id(), name=name, area_code=code, phone="0577-66120000")
        for name, code in units.items()
    }
    people = [
        Person(
            id=new_id(),
            name=name,
            organisation_id=organisations[unit].id,
            post=post,
            mobile=f"1990001{number:04d}",
        )
        for number, (name, unit, post) in enumerate(
            (
                ("赵镇长", "龙潭镇人民政府", "镇长"),
                ("钱书记", "龙潭镇人民政府", "党委书记"),
                ("孙乡长", "石桥乡人民政府", "乡长"),
                ("李主任", "东坝村", "村主任"),
                ("周文书", "东坝村", "文书"),
            )
        )
    ]
    return county.Founding(
        names=county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399"),
        areas=[
            Area(code=code, parent=parent, name=name, tier=tier)
            for code, (name, tier, parent) in places.items()
        ],
        organisations=list(organisations.values()),
        people=people,
    )


@pytest.fixture
def without(db, admin) -> Callable[[str], None]:
    """Let the county have no rule row of a code until a far day."""

    def _without(code: str) -> None:
        [one] = [rule for rule in rules.everything(db) if rule.code == code]
        rules.change(db, replace(one, valid_from=date(2099, 1, 1)), officer=admin)

    return _without


@pytest.fixture
def a_reading() -> Callable[..., Reading]:
    """Make a read file of one alert sent now; name only what the test is about."""

    def make(parts: str | None = None, *, hours: float = 6, **changed: object) -> Reading:
        sent = now().astimezone(BEIJING).replace(microsecond=0)
        if parts is None:
            parts = info(expires=(sent + timedelta(hours=hours)).isoformat())
        text = alert(parts, **{"sent": sent.isoformat()} | changed)
        return read_here(declared(text).encode())

    return make
