"""The invented county, its shifts and the end of its history, made once."""

import pytest

from commandcenter.cli.demo import county, history, rota
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.recording import Past
from commandcenter.duty.model.shift import Shift

COUNT = 20_000


@pytest.fixture(scope="session")
def qingxi() -> County:
    return county.load()


@pytest.fixture(scope="session")
def watches(qingxi: County) -> tuple[Shift, ...]:
    """Two years of shifts, up to the one that hands over to the flood night."""
    first, last = rota.period(COUNT)
    return rota.shifts(qingxi, first=first, last=last)[:-1]


@pytest.fixture(scope="session")
def past(qingxi: County, watches: tuple[Shift, ...]) -> list[Past]:
    return list(history.entries(qingxi, watches, count=COUNT))
