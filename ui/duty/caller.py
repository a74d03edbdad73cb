"""Who calls: what the log and the directory know of a phone number."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.model import Person
from commandcenter.duty.service import log
from ui.widgets.words import tr

SHORTEST = 3  # 119 is a number too


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What is known of a number.

    Attributes:
        calls: How many entries of this shift have it.
    """

    org: str = ""
    name: str = ""
    post: str = ""
    calls: int = 0

    def facts(self) -> str:
        """Return it in one line; empty if nothing is known."""
        who = " ".join(part for part in (self.org, self.name, self.post) if part)
        again = tr("call {count} in this shift").format(count=self.calls + 1)
        return " · ".join(part for part in (who, again if self.calls else "") if part)


def look_up(db: Database, phone: str, people: Sequence[Person], shift_id: UUID | None) -> Caller:
    """Return who used this number last, else whose it is in the directory."""
    entries = log.callers(db, phone)
    calls = sum(entry.shift_id == shift_id for entry in entries)
    named = next((entry for entry in entries if entry.draft.org or entry.draft.name), None)
    if named is not None:
        draft = named.draft
        return Caller(org=draft.org, name=draft.name, post=draft.post, calls=calls)
    wanted = _digits(phone)
    for person in people:
        if wanted and wanted in {_digits(person.mobile), _digits(person.office_phone)}:
            return Caller(org=person.organisation, name=person.name, post=person.post, calls=calls)
    return Caller(calls=calls)


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))
