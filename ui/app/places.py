"""What 'go to anything' finds in the county: entries of the log and people."""

from collections.abc import Sequence

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.directory.service import people
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.kernel.times import BEIJING
from ui.shell.candidates import LIMIT, Candidate
from ui.shell.page import Target

_SHORTEST = 2  # characters; one alone would find half the log


class Places:
    """Searches the database; called on worker threads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def entries(self, query: str) -> Sequence[Candidate]:
        """Return the newest entries that contain every word of the query."""
        if len(query.strip()) < _SHORTEST:
            return ()
        lines = log.page(self._db, LogQuery(words=log.words_of(query)), limit=LIMIT)
        return [
            Candidate(
                title=entry.newest.draft.content.strip().splitlines()[0],
                subtitle=f"{entry.received_at.astimezone(BEIJING):%m-%d %H:%M} {entry.number}",
                icon="notebook",
                target=Target(page="duty", kind="entry", key=entry.id),
            )
            for entry in (line.entry for line in lines)
            if entry is not None
        ]

    def people(self, query: str) -> Sequence[Candidate]:
        """Return people whose name, unit, post or pinyin initials contain the query."""
        if len(query.strip()) < _SHORTEST:
            return ()
        return [
            Candidate(
                title=person.name,
                subtitle=" · ".join(
                    part for part in (person.organisation, person.post, person.office_phone) if part
                ),
                initials=initials(person.name),
                icon="user",
                target=Target(page="management", kind="person", key=person.id),
            )
            for person in people.find(self._db, containing=query)[:LIMIT]
        ]
