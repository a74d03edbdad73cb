"""Builders for tests of open matters and clocks."""

from dataclasses import replace

import pytest

from commandcenter.directory.service.county import Founding, Names


@pytest.fixture(scope="session")
def founding():
    """Every county here is founded."""
    return Founding(names=Names(county="清溪县", centre="清溪县应急指挥中心", code="330399"))


@pytest.fixture
def chief(officer):
    """An officer who may write the log and acknowledge clocks."""
    return replace(officer, rights=frozenset({"record", "acknowledge"}))
