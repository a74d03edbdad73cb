"""Quick phrases and other words the county may edit."""

from collections.abc import Iterable

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory import store
from commandcenter.directory.model import Term


def words(tx: Tx, dictionary: str) -> tuple[Term, ...]:
    """Return the active words of a dictionary in their order."""
    return store.terms(tx, dictionary)


def by_code(tx: Tx, dictionaries: Iterable[str]) -> dict[str, dict[str, Term]]:
    """Return the active words of some dictionaries by code, each in its order."""
    return {name: {term.code: term for term in words(tx, name)} for name in dictionaries}


def said(tx: Tx, dictionaries: Iterable[str], language: str) -> dict[str, dict[str, str]]:
    """Return what the codes of some dictionaries are called in a language."""
    return {
        name: {code: term.word(language) for code, term in terms.items()}
        for name, terms in by_code(tx, dictionaries).items()
    }


def quick_phrases(db: Database) -> tuple[Term, ...]:
    """Return the phrases an officer can insert with one key."""
    with db.read() as tx:
        return store.terms(tx, "quick_phrase")
