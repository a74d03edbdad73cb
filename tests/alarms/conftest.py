"""Builders for tests of alarms."""

from dataclasses import replace

import pytest

from commandcenter.directory.rights import RIGHTS, Role
from tests.qingxi import FOUNDING


@pytest.fixture(scope="session")
def founding():
    """Every county here is founded."""
    return FOUNDING


@pytest.fixture
def chief(officer):
    """A watch chief."""
    return replace(officer, rights=frozenset(RIGHTS[Role.CHIEF]))


@pytest.fixture
def admin(chief):
    """An officer who may change rules."""
    return replace(chief, rights=frozenset(RIGHTS[Role.ADMIN]))
