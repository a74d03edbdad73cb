"""The command line as a person or a scheduled job runs it."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commandcenter.cli.opening import CLOCK_OFFSET
from commandcenter.database import migrate
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.model import Account, Person
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.__main__ import program

PASSWORD = "rain-2026-night"
PEOPLE = {"heli": Person(id=new_id(), name="何立"), "guest": Person(id=new_id(), name="参观")}
ROLES = {"heli": Role.CHIEF, "guest": Role.VIEWER}

Run = Callable[..., Result]


@pytest.fixture
def station(tmp_path) -> Path:
    """The folder of this workstation's own file."""
    return tmp_path / "station"


@pytest.fixture
def run(station) -> Run:
    """Run `commandcenter` with these arguments; English unless a test says otherwise."""

    def _run(*arguments: object, lang: str = "en", **more: object) -> Result:
        env = {
            "COMMANDCENTER_STATION": str(station),
            "COMMANDCENTER_LANG": lang,
            "COMMANDCENTER_DATABASE": None,
            "COMMANDCENTER_LOGIN": None,
            "COMMANDCENTER_PASSWORD": None,
        }
        env |= more.pop("env", {})
        return CliRunner().invoke(program, [*map(str, arguments)], env=env, **more)

    return _run


@pytest.fixture(scope="session")
def _founded_file(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("founded") / "county.db"
    migrate.create(Address.of_file(file))
    with closing(Database(str(file))) as db:
        found(db)
    return file


def found(db: Database, **rules: str) -> None:
    """Found a county with a chief and a guest who can sign in.

    Shifts follow the pattern of the day, and can be handed over at any time of it.
    """
    accounts = [
        (Account(id=new_id(), login=login, person_id=person.id, role=ROLES[login]), PASSWORD)
        for login, person in PEOPLE.items()
    ]
    founding = county.Founding(
        names=county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399"),
        people=[*PEOPLE.values()],
        accounts=accounts,
        rules={"handover.before_s": "86400", **rules},
    )
    county.found(db, founding, officer=Officer(account_id=new_id(), login="setup", name="setup"))


@pytest.fixture
def url(tmp_path, _founded_file) -> str:
    """The name of a founded county in a file."""
    file = tmp_path / "county.db"
    shutil.copyfile(_founded_file, file)
    return str(file)


@pytest.fixture
def server_url(postgresql_address) -> str:
    """The address of a founded county on a server."""
    text: str = postgresql_address.url.render_as_string(hide_password=False)
    with closing(Database(text)) as db:
        found(db)
    return text


@pytest.fixture(params=["url", "server_url"])
def any_url(request) -> str:
    """A founded county of either kind."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def demo_url(tmp_path, sqlite_address) -> str:
    """A county that runs on a clock of its own, seven hours behind, as demos do."""
    with closing(Database(sqlite_address)) as db:
        found(db, **{CLOCK_OFFSET: "-25200"})
    return str(sqlite_address.file)


@pytest.fixture
def record() -> Callable[..., str]:
    """Record entries past the command line; gives the last number."""

    def _record(url: str, *contents: str, **fields: object) -> str:
        officer = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])
        with closing(Database(url)) as db:
            for content in contents:
                draft = Draft(id=new_id(), content=content, **fields)
                entry = log.record(db, draft, officer=officer)
        return entry.number

    return _record


@pytest.fixture
def given(tmp_path) -> Callable[[object], Path]:
    """Write JSON to a file."""

    def _given(entries: object) -> Path:
        path = tmp_path / "entries.json"
        path.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
        return path

    return _given


@pytest.fixture(scope="session")
def signed_in() -> dict[str, str]:
    """Who writes, as the environment of a scheduled job says."""
    return {"COMMANDCENTER_LOGIN": "heli", "COMMANDCENTER_PASSWORD": PASSWORD}
