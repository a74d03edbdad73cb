"""The county in which drills are planned."""

import pytest

from commandcenter.directory.model import Area
from commandcenter.directory.service.county import Founding
from tests.qingxi import NAMES


@pytest.fixture(scope="session")
def founding() -> Founding:
    """A county with two townships."""
    areas = [
        Area(code="330399", parent=None, name="清溪县", tier="county"),
        Area(code="330399101", parent="330399", name="龙潭镇", tier="township"),
        Area(code="330399102", parent="330399", name="石桥乡", tier="township"),
    ]
    return Founding(names=NAMES, areas=areas)
