"""Builders for tests of open matters and clocks."""

from dataclasses import replace

import pytest

from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names


@pytest.fixture
def chief(db, officer):
    """An officer who may write the log and acknowledge clocks, in a founded county."""
    names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    county.found(db, Founding(names=names), officer=officer)
    return replace(officer, rights=frozenset({"record", "acknowledge"}))
