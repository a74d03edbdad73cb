"""The person who acts. Travels with every write."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A person who has signed in.

    Attributes:
        account_id: Account that signed in.
        login: Name of the account; the author in the journal.
        name: As printed in the log.
        rights: Codes of the rights table in `directory.rights`.
        station: Workstation the person sits at.
    """

    account_id: UUID
    login: str
    name: str
    rights: frozenset[str] = field(default_factory=frozenset)
    station: str = ""
