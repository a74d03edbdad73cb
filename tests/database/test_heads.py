"""Heads of the journal."""

import sqlalchemy as sa

from commandcenter.database import heads


def test_a_head_is_a_row_as_a_witness_sees_it(db, append):
    append(db)
    append(db)

    with db.read() as tx:
        row = tx.execute(sa.text("SELECT hash FROM journal WHERE seq = 1")).one()
        head = heads.at(tx, 1)

    assert head is not None
    assert (head.seq, head.hash) == (1, bytes(row.hash))
    assert head.received_at.tzinfo is not None


def test_a_row_that_is_not_there_has_no_head(db):
    with db.read() as tx:
        assert heads.at(tx, 0) is None
        assert heads.at(tx, 7) is None


def test_the_newest_row_about_a_record_is_found(db, append):
    append(db, subject="a")
    append(db, subject="b")
    append(db, subject="a")

    with db.read() as tx:
        assert [heads.newest_about(tx, subject) for subject in ("a", "b", "c")] == [3, 2, 0]


def test_a_database_keeps_its_id(connect, append):
    one, two = connect(), connect()
    with one.read() as tx:
        first = heads.database_id(tx)
    append(one)

    with two.read() as tx:
        assert heads.database_id(tx) == first
