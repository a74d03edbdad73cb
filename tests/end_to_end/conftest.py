"""A county with two shifts, and workstations in processes of their own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commandcenter.database import migrate
from commandcenter.database.address import Address
from tests.county_hall import Hall, found
from tests.end_to_end.workstation import Workstation


@pytest.fixture(scope="session")
def _hall_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hall") / "county.db"
    migrate.create(Address.of_file(file))
    found(Address.of_file(file))
    return file


@pytest.fixture
def sqlite_hall(tmp_path: Path, _hall_file: Path) -> Hall:
    """A county in a file, with a shift on watch and one that relieves it."""
    file = tmp_path / "county.db"
    shutil.copyfile(_hall_file, file)
    return Hall(Address.of_file(file))


@pytest.fixture
def postgresql_hall(postgresql_address: Address) -> Hall:
    """The same on a server."""
    found(postgresql_address)
    return Hall(postgresql_address)


@pytest.fixture(params=["sqlite", "postgresql"])
def hall(request: pytest.FixtureRequest) -> Hall:
    """A county; every test that uses it runs on both kinds of database."""
    made: Hall = request.getfixturevalue(f"{request.param}_hall")
    return made


@pytest.fixture
def workstation(tmp_path: Path) -> Iterator[Callable[..., Workstation]]:
    """Start workstations by name; the same name is the same computer.

    Fails a test in which one of them met an error that nobody expected.
    """
    started: list[Workstation] = []

    def _start(name: str, *, language: str = "en") -> Workstation:
        started.append(Workstation(tmp_path / name, language=language))
        return started[-1]

    yield _start
    for one in started:
        one.give_up()
    assert [one.errors() for one in started if "Traceback" in one.errors()] == []
