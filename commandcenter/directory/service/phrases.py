"""Quick phrases and other words the county may edit."""

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory import store
from commandcenter.directory.model import Term


def words(tx: Tx, dictionary: str) -> tuple[Term, ...]:
    """Return the active words of a dictionary in their order."""
    return store.terms(tx, dictionary)


def quick_phrases(db: Database) -> tuple[Term, ...]:
    """Return the phrases an officer can insert with one key."""
    with db.read() as tx:
        return store.terms(tx, "quick_phrase")
