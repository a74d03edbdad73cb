"""People and the units they belong to."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from commandcenter.database import journal, records
from commandcenter.database.engine import Database
from commandcenter.database.standing import Standing
from commandcenter.database.tx import Tx
from commandcenter.directory import store
from commandcenter.directory.model import NameMissing, Organisation, Person
from commandcenter.directory.rights import Right, require
from commandcenter.directory.tables import person as person_table
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

FIELDS = ("name", "organisation_id", "post", "office_phone", "mobile", "is_active")


def told(person: Person) -> tuple[str, dict[str, str]]:
    """Return a person as the journal tells of them."""
    return str(person.id), records.texts(person, FIELDS)


def _standing(tx: Tx) -> list[tuple[str, dict[str, str]]]:
    return list(map(told, store.people(tx, limit=None)))


EVIDENCE = Standing(
    added="directory.person_added",
    changed="directory.person_changed",
    imported="directory.people_imported",
    rows=_standing,
)


def find(db: Database, *, containing: str = "") -> tuple[Person, ...]:
    """Return people whose name, unit, post, phone or pinyin initials contain a text."""
    with db.read() as tx:
        return store.people(tx, containing=containing.strip())


def get(db: Database, person_id: UUID) -> Person:
    """Return a person as they are now."""
    with db.read() as tx:
        return store.get_person(tx, person_id)


def named(tx: Tx, ids: Collection[UUID]) -> dict[UUID, Person]:
    """Return the people with these ids, for parts that keep ids only."""
    return {person.id: person for person in store.people_with(tx, ids)}


def everybody_in(tx: Tx) -> tuple[Person, ...]:
    """Return all people."""
    return store.people(tx, limit=None)


def organisations_in(tx: Tx) -> tuple[Organisation, ...]:
    """Return all units, by name."""
    return store.organisations(tx)


def of_area(tx: Tx, area_code: str) -> tuple[Person, ...]:
    """Return the active people whose unit lies in an area or below it, by unit and name."""
    return store.people_of_area(tx, area_code)


def organisations(db: Database) -> tuple[Organisation, ...]:
    """Return all units, by name."""
    with db.read() as tx:
        return store.organisations(tx)


def add(db: Database, new: Person, *, officer: Officer) -> None:
    """Add a person.

    Raises:
        NotAllowed, NameMissing: Nothing was written.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_PEOPLE)
    _check(new)
    with db.write(officer) as tx:
        store.add_people(tx, [new])
        body = records.texts(new, FIELDS)
        journal.append(tx, "directory.person_added", body, id=new_id(), subject=new.id)


def change(db: Database, changed: Person, *, officer: Officer) -> Person:
    """Change a person; *changed* carries the version that was seen.

    Raises:
        NotAllowed, NameMissing: Nothing was written.
        Conflict: Somebody changed the person first.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_PEOPLE)
    _check(changed)
    with db.write(officer) as tx:
        before = store.get_person(tx, changed.id)
        values = store.person_values(changed)
        records.replace(tx, person_table, changed.id, values, seen_version=changed.version)
        body = records.changes(before, changed, FIELDS)
        journal.append(tx, "directory.person_changed", body, id=new_id(), subject=changed.id)
    return replace(changed, version=changed.version + 1)


def _check(person: Person) -> None:
    if not person.name.strip():
        raise NameMissing
