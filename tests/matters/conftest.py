"""Builders for tests of open matters and clocks."""

from dataclasses import replace

import pytest

from tests.qingxi import FOUNDING


@pytest.fixture(scope="session")
def founding():
    """Every county here is founded."""
    return FOUNDING


@pytest.fixture
def chief(officer):
    """An officer who may write the log and acknowledge clocks."""
    return replace(officer, rights=frozenset({"record", "acknowledge"}))
