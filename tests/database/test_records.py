"""Records that are edited in place."""

from dataclasses import dataclass

import pytest

from commandcenter.database import journal, records
from commandcenter.directory.tables import organisation
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id

WATER = {
    "name": "水务局",
    "kind": "bureau",
    "area_code": "330000",
    "phone": "",
    "is_active": True,
    "version": 1,
}


@pytest.fixture
def bureau(db, officer):
    """An organisation in its first version."""
    row = WATER | {"id": new_id()}
    with db.write(officer) as tx:
        records.add_all(tx, organisation, [row])
        records.add_all(tx, organisation, [])
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")
    return row["id"]


def rename(db, officer, key, name: str, *, seen: int) -> None:
    with db.write(officer) as tx:
        records.replace(tx, organisation, key, {"name": name}, seen_version=seen)
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")


def state(db) -> list[tuple[str, int]]:
    with db.read() as tx:
        return [(row.name, row.version) for row in tx.execute(organisation.select())]


def test_a_change_makes_the_next_version(db, officer, bureau):
    rename(db, officer, bureau, "水利局", seen=1)

    assert state(db) == [("水利局", 2)]


def test_who_saw_an_older_version_does_not_overwrite(db, officer, bureau):
    rename(db, officer, bureau, "水利局", seen=1)

    with pytest.raises(Conflict):
        rename(db, officer, bureau, "水务和水利局", seen=1)

    assert state(db) == [("水利局", 2)]


def test_what_is_not_there_cannot_be_changed(db, officer, bureau):
    with pytest.raises(Conflict):
        rename(db, officer, new_id(), "水利局", seen=1)

    assert state(db) == [("水务局", 1)]


@dataclass
class Person:
    """Somebody with two fields."""

    name: str
    phone: str | None = None


def test_the_fields_that_differ_are_told_with_both_values():
    before, after = Person("王芳"), Person("王芳", "555")

    assert records.changes(before, after, ("name", "phone")) == {"phone": ["", "555"]}
    assert records.changes(before, before, ("name", "phone")) == {}


def test_the_values_of_a_record_are_the_very_ones_it_has():
    key = new_id()
    values = records.values_of(Person("王芳", phone=key))

    assert values == {"name": "王芳", "phone": key}
    assert values["phone"] is key


def test_a_row_goes_only_if_it_is_as_it_was_seen(db, officer, bureau):
    def remove(seen: int) -> None:
        with db.write(officer) as tx:
            records.remove(tx, organisation, bureau, seen_version=seen)
            journal.append(tx, "test.note", {}, id=new_id(), subject="a")

    rename(db, officer, bureau, "水利局", seen=1)
    with pytest.raises(Conflict):
        remove(1)
    assert state(db) == [("水利局", 2)]
    remove(2)
    assert state(db) == []
    with pytest.raises(Conflict):
        remove(2)
