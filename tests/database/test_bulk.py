"""Rows of the past, many at once, in the same chain."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.database import bulk, journal, verify
from commandcenter.database.bulk import PastRow
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
