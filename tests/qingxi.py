"""The county of the tests: its names, and those who sit at its desks."""

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service.county import Founding, Names
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

NAMES = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
FOUNDING = Founding(names=NAMES)


def an_officer(login: str, name: str, role: Role) -> Officer:
    """Return somebody with the rights of a role."""
    return Officer(
        account_id=new_id(), login=login, name=name, rights=RIGHTS[role], station="desk-1"
    )
