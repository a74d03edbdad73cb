"""The history of records: what it tells, and that the journal vouches for it."""

from uuid import UUID

import pytest
import sqlalchemy as sa

from commandcenter.database import history, verify
from commandcenter.database.history import Act, Change

EVIDENCE = (history.evidence("test"),)
TEAM = UUID("01930000-0000-7000-8000-00000000000a")
OTHER = UUID("01930000-0000-7000-8000-00000000000b")


def change(n: int = 0, subject: UUID = TEAM, **fields: object) -> Change:
    facts = {
        "subject": subject,
        "record": subject,
        "kind": "team",
        "name": "蓝天救援队",
        "act": Act.CHANGED,
        "field": "leader",
        "old": f"第{n}任",
        "new": f"第{n + 1}任",
    }
    return Change(**facts | fields)


def note(db, officer, *changes: Change, part: str = "test") -> int:
    with db.write(officer) as tx:
        return history.note(tx, history.evident(part, changes), subject=TEAM)


def problem(db) -> verify.Problem | None:
    with db.read() as tx:
        return verify.run(tx, EVIDENCE).problem


def test_changes_are_told_newest_first_with_author_and_time(db, officer):
    first = note(db, officer, change(0), change(1, OTHER))
    second = note(db, officer, change(1), change(2, field="name"))
    note(db, officer, change(3), part="other")

    with db.read() as tx:
        found = history.of(tx, "test", TEAM)
        newest = history.newest(tx, "test")

    assert [(one.seq, one.change) for one in found] == [
        (second, change(1)),
        (second, change(2, field="name")),
        (first, change(0)),
    ]
    assert {one.author for one in found} == {"wang.fang"}
    assert newest == second
    assert problem(db) is None


@pytest.mark.parametrize("count", [1, 1_000])
@pytest.mark.parametrize(
    "tampering",
    [
        sa.text("UPDATE change SET new = 'x' WHERE position = 0"),
        sa.text("DELETE FROM change WHERE position = 0"),
        sa.text("UPDATE change SET record = :other").bindparams(
            sa.bindparam("other", OTHER, sa.Uuid)
        ),
        sa.text("UPDATE change SET seq = seq + 1"),
        sa.text("UPDATE change SET part = 'else'"),
    ],
    ids=str,
)
def test_a_change_that_was_tampered_with_is_found(db, bare, officer, count, tampering):
    note(db, officer, *(change(n) for n in range(count)))
    assert problem(db) is None

    with bare.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        else:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(sa.text("DROP TRIGGER guard_change_UPDATE"))
            connection.execute(sa.text("DROP TRIGGER guard_change_DELETE"))
        connection.execute(tampering)
        connection.commit()

    assert problem(db) is not None


def test_a_long_list_stands_in_the_journal_by_number_and_digest(db, officer):
    note(db, officer, *(change(n) for n in range(1_000)))
    with db.read() as tx:
        (row,) = (row for row in verify.rows(tx) if row is not None)
    assert row.kind == "test.changed"
    assert row.body.startswith('{"count":1000,"sha256":"')


def test_a_change_is_told_apart_from_one_whose_fields_run_into_each_other(db, officer):
    one = history.evident("test", [change(old="ab", new="c")] * 500).body
    other = history.evident("test", [change(old="a", new="bc")] * 500).body
    assert one["count"] == other["count"] == 500
    assert one["sha256"] != other["sha256"]
