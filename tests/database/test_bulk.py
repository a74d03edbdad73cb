"""Rows of the past, many at once, in the same chain."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from commandcenter.database import bulk, journal, verify
from commandcenter.database.bulk import PastRow
from commandcenter.directory.tables import organisation
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id

START = datetime(2025, 1, 1, 8, 30, tzinfo=UTC)


def past(n: int) -> PastRow:
    return PastRow(
        id=new_id(),
        kind="test.note",
        subject=f"subject-{n}",
        line=n % 3,
        drill_id=new_id() if n % 2 else None,
        body=journal.canonical({"text": f"第{n}条"}),
        author="li.qiang",
        station="desk-2",
        received_at=START + timedelta(minutes=n, microseconds=n),
    )


def read(db) -> list[journal.Row]:
    with db.read() as tx:
        assert verify.run(tx, []).problem is None
        return [row for row in verify.rows(tx) if row is not None]


@pytest.mark.parametrize("count", [0, 1, 50])
def test_past_rows_are_sealed_as_if_they_came_alone(db, officer, append, count):
    append(db)
    rows = [past(n) for n in range(count)]
    with db.write(officer) as tx:
        bulk.append_all(tx, rows)
    append(db)

    found = read(db)

    assert len(found) == count + 2
    for row, wanted in zip(found[1:-1], rows, strict=True):
        names = PastRow.__slots__
        assert [getattr(row, name) for name in names] == [getattr(wanted, name) for name in names]
        assert row.written_at == wanted.received_at


def test_bulk_and_single_rows_can_follow_each_other(db, officer):
    with db.write(officer) as tx:
        bulk.append_all(tx, [past(1), past(2)])
        assert journal.append(tx, "test.note", {}, id=new_id(), subject="a") == 3

    assert len(read(db)) == 3


def units(db) -> list[tuple[str, str, int]]:
    with db.read() as tx:
        query = sa.select(organisation).order_by(organisation.c.name)
        return [(row.name, row.phone, row.version) for row in tx.execute(query)]


def unit(name: str, **fields: object) -> dict[str, object]:
    usual = {"id": new_id(), "kind": "", "area_code": "", "phone": "", "is_active": True}
    return usual | {"name": name, "version": 1} | fields


def test_rows_take_the_place_of_those_with_the_same_key_and_others_are_added(db, officer):
    old, kept, new = unit("水务局"), unit("气象局"), unit("林业局")
    with db.write(officer) as tx:
        bulk.insert_all(tx, organisation, [old, kept])
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")

    with db.write(officer) as tx:
        changed = old | {"phone": "0577-66120000", "version": 2}
        bulk.put_all(tx, organisation, [changed, new])
        bulk.put_all(tx, organisation, [])
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")

    assert units(db) == [("林业局", "", 1), ("气象局", "", 1), ("水务局", "0577-66120000", 2)]


def test_a_row_that_breaks_another_rule_stops_all_of_them(db, officer):
    with pytest.raises(Conflict), db.write(officer) as tx:
        bulk.put_all(tx, organisation, [unit("水务局"), unit("水务局")])
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")

    assert units(db) == []
