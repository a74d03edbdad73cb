"""Those who sit at a desk in tests."""

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer


def an_officer(login: str, name: str, role: Role) -> Officer:
    """Return somebody with the rights of a role."""
    return Officer(
        account_id=new_id(), login=login, name=name, rights=RIGHTS[role], station="desk-1"
    )
