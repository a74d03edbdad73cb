"""A founded county with a few people and one account, on both databases."""

from dataclasses import dataclass

import pytest

from commandcenter.database.engine import Database
from commandcenter.directory.model import Account, Organisation, Person
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

PASSWORD = "demo-2026"


@dataclass(slots=True, kw_only=True)
class County:
    """What was founded, and officers of every role."""

    db: Database
    unit: Organisation
    person: Person
    account: Account

    def officer(self, role: Role) -> Officer:
        """Return somebody with this role."""
        return Officer(
            account_id=new_id(), login=role.value, name=role.value, rights=frozenset(RIGHTS[role])
        )

    @property
    def admin(self) -> Officer:
        """Somebody who manages everything."""
        return self.officer(Role.ADMIN)


@pytest.fixture(scope="session")
def _password_hash() -> str:
    """The hash of the demo password: hashing is slow on purpose."""
    from commandcenter.directory.service.accounts import hash_password

    return hash_password(PASSWORD)


@pytest.fixture
def founded(db: Database, _password_hash: str, monkeypatch: pytest.MonkeyPatch) -> County:
    """清溪县 with one unit, two people and the account of one of them."""
    unit = Organisation(id=new_id(), name="龙潭镇政府")
    person = Person(
        id=new_id(),
        name="张华兴",
        organisation_id=unit.id,
        organisation=unit.name,
        post="站长",
        office_phone="0577-66123001",
        mobile="19900001234",
    )
    account = Account(
        id=new_id(),
        login="zhanghx",
        person_id=person.id,
        role=Role.CHIEF,
        name=person.name,
        post=person.post,
    )
    names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    with monkeypatch.context() as quick:
        quick.setattr(
            "commandcenter.directory.service.accounts.hash_password", lambda _word: _password_hash
        )
        county.found(
            db,
            Founding(
                names=names,
                organisations=[unit],
                people=[person, Person(id=new_id(), name="王芳")],
                accounts=[(account, PASSWORD)],
            ),
            officer=Officer(account_id=new_id(), login="setup", name="setup"),
        )
    return County(db=db, unit=unit, person=person, account=account)
