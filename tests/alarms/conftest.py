"""Builders for tests of alarms."""

from dataclasses import replace

import pytest

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service.county import Founding, Names


@pytest.fixture(scope="session")
def founding():
    """Every county here is founded."""
    return Founding(names=Names(county="清溪县", centre="清溪县应急指挥中心", code="330399"))


@pytest.fixture
def chief(officer):
    """A watch chief."""
    return replace(officer, rights=frozenset(RIGHTS[Role.CHIEF]))


@pytest.fixture
def admin(chief):
    """An officer who may change rules."""
    return replace(chief, rights=frozenset(RIGHTS[Role.ADMIN]))
