"""Words of the county's dictionaries: added, renamed, retired; codes stay for good."""

import json
from dataclasses import replace
from uuid import UUID

from commandcenter.database import journal, records
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.database.verify import Reckoning
from commandcenter.directory import store
from commandcenter.directory.model import CodeTaken, CodeUnlike, NameMissing, Term
from commandcenter.directory.rights import Right, require
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts

FIELDS = ("zh", "en", "position", "is_active")
_ADDED, _CHANGED = "directory.term_added", "directory.term_changed"


def everything(db: Database) -> tuple[Term, ...]:
    """Return the words of all dictionaries in their order, retired ones as well."""
    with db.read() as tx:
        return store.every_term(tx)


def get(db: Database, dictionary: str, code: str) -> Term:
    """Return a word as it is now.

    Raises:
        Conflict: There is no such word.
    """
    with db.read() as tx:
        return _get(tx, dictionary, code)


def add(db: Database, new: Term, *, officer: Officer, act_id: UUID | None = None) -> Term:
    """Add a word at the end of its dictionary.

    Args:
        act_id: Made by the caller so that sending again adds it once.

    Raises:
        NotAllowed, NameMissing, CodeTaken, CodeUnlike: Nothing was written.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.MANAGE_RULES)
    ready = _checked(new)
    with db.write(officer) as tx:
        known = [one for one in store.every_term(tx) if one.dictionary == ready.dictionary]
        if act_id is not None and journal.has(tx, act_id):
            return ready
        _check_code(ready, known)
        last = max((one.position for one in known), default=0)
        placed = replace(ready, position=last + 1)
        store.add_terms(tx, [placed])
        body = records.texts(placed, FIELDS)
        journal.append(tx, _ADDED, body, id=act_id or new_id(), subject=_subject(placed))
    return placed


def change(db: Database, changed: Term, *, seen: Term, officer: Officer) -> Term:
    """Rename a word, retire it or take it up again; what was written with it stays.

    A word that is already as *changed* says is left alone, so that sending again is safe.

    Args:
        seen: The word as the officer saw it.

    Raises:
        NotAllowed, NameMissing: Nothing was written.
        Conflict: Somebody changed it since it was seen, or there is no such word.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.MANAGE_RULES)
    ready = _checked(changed)
    with db.write(officer) as tx:
        now = _get(tx, ready.dictionary, ready.code)
        if now == ready:
            return ready
        if now != seen:
            raise Conflict
        store.replace_term(tx, ready)
        body = records.changes(now, ready, FIELDS)
        journal.append(tx, _CHANGED, body, id=new_id(), subject=_subject(ready))
    return ready


def _checked(term: Term) -> Term:
    ready: Term = admit_texts(term)[0]
    if not (ready.dictionary.strip() and ready.code.strip() and ready.zh.strip()):
        raise NameMissing
    return ready


def _check_code(term: Term, known: list[Term]) -> None:
    """Refuse what the program could not read where it can read the codes there are."""
    if any(one.code == term.code for one in known):
        raise CodeTaken(code=term.code)
    parts = {one.code.count(":") for one in known}
    if parts and term.code.count(":") not in parts:
        raise CodeUnlike(code=term.code, example=known[0].code)


def _get(tx: Tx, dictionary: str, code: str) -> Term:
    found = store.find_term(tx, dictionary, code)
    if found is None:
        raise Conflict
    return found


def _subject(term: Term) -> str:
    return f"{term.dictionary}/{term.code}"


def _first_misfit(tx: Tx, _last: int) -> int | None:
    """Return the first journal row that a word as it stands does not fit."""
    known: dict[tuple[str, str], tuple[str, int]] = {}
    for row in journal.told(tx, [_ADDED, _CHANGED]):
        for name, said in json.loads(row.body).items():
            text = said if row.kind == _ADDED else said[1]
            known[row.subject, name] = (text, row.seq)
    standing = {_subject(one): records.texts(one, FIELDS) for one in store.every_term(tx)}
    misfits = [
        seq
        for (subject, name), (text, seq) in known.items()
        if standing.get(subject, {}).get(name) != text
    ]
    return min(misfits, default=None)


EVIDENCE = Reckoning(first_misfit=_first_misfit)
