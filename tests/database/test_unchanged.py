"""Lists that are read again: what did not change is the very same record."""

from dataclasses import dataclass
from uuid import UUID

import pytest
import sqlalchemy as sa

from commandcenter.database import journal, records, unchanged
from commandcenter.directory.tables import organisation
from commandcenter.kernel.ids import new_id

MANY = 1_234


@dataclass(frozen=True)
class Unit:
    """A record with a version."""

    id: UUID
    name: str
    version: int


@pytest.fixture
def units(db, officer):
    """The ids of three organisations, in the order of their names."""
    return add(db, officer, "ABC")


def add(db, officer, names):
    rows = [
        {
            "id": new_id(),
            "name": name,
            "kind": "bureau",
            "area_code": "330000",
            "phone": "",
            "is_active": True,
            "version": 1,
        }
        for name in names
    ]
    change(db, officer, lambda tx: records.add_all(tx, organisation, rows))
    return [row["id"] for row in rows]


def change(db, officer, do):
    with db.write(officer) as tx:
        do(tx)
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")


def rename(db, officer, key, name, *, seen):
    change(
        db,
        officer,
        lambda tx: records.replace(tx, organisation, key, {"name": name}, seen_version=seen),
    )


def read(db, known=()):
    table = organisation
    query = sa.select(table).where(table.c.is_active).order_by(table.c.name)

    def made(row):
        return Unit(id=row["id"], name=row["name"], version=row["version"])

    with db.read() as tx:
        return unchanged.read(tx, query, made, known, id=table.c.id, version=table.c.version)


def test_what_did_not_change_is_the_same_record_and_the_rest_is_read(db, officer, units):
    before = read(db)
    rename(db, officer, units[1], "Z", seen=1)
    [new] = add(db, officer, "D")
    after = read(db, before)
    assert [one.name for one in after] == ["A", "C", "D", "Z"]
    assert after[0] is before[0]
    assert after[1] is before[2]
    assert after[2].id == new
    assert after == read(db)


def test_what_no_longer_belongs_to_the_list_is_gone(db, officer, units):
    before = read(db)
    values = {"is_active": False}
    change(
        db,
        officer,
        lambda tx: records.replace(tx, organisation, units[0], values, seen_version=1),
    )
    assert [one.name for one in read(db, before)] == ["B", "C"]


def test_what_was_known_and_is_in_no_list_does_not_come_back(db, units):
    other = Unit(id=new_id(), name="elsewhere", version=1)
    assert [one.name for one in read(db, [other])] == ["A", "B", "C"]


def test_many_that_changed_at_once_are_all_read(db, officer, units):
    before = read(db)
    add(db, officer, [f"{number:04}" for number in range(MANY)])
    after = read(db, before)
    assert len(after) == MANY + len(units)
    assert after == read(db)
