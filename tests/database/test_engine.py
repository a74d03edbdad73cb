"""Transactions: what is seen, what is undone, what is refused."""

import logging
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
import sqlalchemy as sa

from commandcenter.database import engine, journal, sqlite
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.errors import Damaged, NoCounty, NotWritable, SilentWrite
from commandcenter.database.schema import feed, journal_head
from commandcenter.directory.tables import term
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id

BUGS = (sa.exc.IntegrityError, psycopg.IntegrityError, sqlite.dbapi2.IntegrityError)
TERM = {"dictionary": "kind", "zh": "来电", "en": "Call", "position": 1, "is_active": True}


def seqs(db: Database) -> list[int]:
    with db.read() as tx:
        return list(tx.execute(sa.text("SELECT seq FROM journal ORDER BY seq")).scalars())


def terms(db: Database) -> list[str]:
    with db.read() as tx:
        return list(tx.execute(sa.select(term.c.code)).scalars())


def note(tx, **fields):
    return journal.append(
        tx, "test.note", {"text": "水位"}, **{"id": new_id(), "subject": "a"} | fields
    )


def test_what_one_workstation_writes_another_reads(connect, officer):
    here, there = connect(), connect()

    with here.write(officer) as tx:
        tx.send(term.insert(), TERM | {"code": "call"})
        note(tx)

    assert terms(there) == ["call"]
    assert seqs(there) == [1]


def test_an_error_undoes_the_whole_transaction(db, officer):
    with pytest.raises(ZeroDivisionError), db.write(officer) as tx:
        tx.execute(term.insert(), TERM | {"code": "call"})
        note(tx)
        raise ZeroDivisionError

    assert terms(db) == []
    assert seqs(db) == []
    with db.write(officer) as tx:
        assert note(tx) == 1


def test_a_reader_sees_one_moment(connect, officer, append):
    db, other = connect(), connect()
    count = sa.select(sa.func.count()).select_from(sa.table("journal"))
    append(db)

    with db.read() as tx:
        before = tx.execute(count).scalar()
        append(other)
        assert tx.execute(count).scalar() == before == 1


def test_a_reader_cannot_write(db):
    with pytest.raises(NotWritable), db.read() as tx:
        tx.execute(feed.insert(), {"name": "river", "n": 1})


def test_rows_changed_without_a_journal_row_are_a_bug_and_are_not_kept(db, officer):
    with pytest.raises(SilentWrite), db.write(officer) as tx:
        tx.send(term.insert(), TERM | {"code": "call"})

    assert terms(db) == []


def test_a_transaction_that_found_nothing_to_do_may_leave(db, officer):
    with db.write(officer) as tx:
        assert tx.execute(sa.select(term)).all() == []

    assert seqs(db) == []


def test_a_violated_constraint_is_a_conflict(db, officer):
    with db.write(officer) as tx:
        tx.send(term.insert(), TERM | {"code": "call"})
        note(tx)

    with pytest.raises(Conflict), db.write(officer) as tx:
        tx.send(term.insert(), TERM | {"code": "call"})
        note(tx)

    assert seqs(db) == [1]


def test_a_missing_value_is_a_bug_and_no_conflict(db, officer):
    with pytest.raises(BUGS), db.write(officer) as tx:
        tx.send(term.insert(), TERM | {"code": "call", "zh": None})
        note(tx)


def test_statements_that_were_sent_run_before_the_next_question(db, officer):
    with db.write(officer) as tx:
        tx.send(term.insert(), TERM | {"code": "call"})
        assert tx.execute(sa.select(term.c.code)).scalars().all() == ["call"]
        note(tx)


def test_sixteen_writers_leave_no_gap_and_no_fork(connect, append):
    databases = [connect() for _ in range(4)]

    with ThreadPoolExecutor(16) as pool:
        numbers = list(pool.map(lambda n: append(databases[n % 4]), range(160)))

    with databases[0].read() as tx:
        rows = tx.execute(sa.text("SELECT seq, prev_hash, hash FROM journal ORDER BY seq")).all()
        head = tx.execute(sa.select(journal_head.c.seq, journal_head.c.hash)).one()
    assert sorted(numbers) == [row.seq for row in rows] == list(range(1, 161))
    hashes = [journal.GENESIS, *(bytes(row.hash) for row in rows)]
    assert [bytes(row.prev_hash) for row in rows] == hashes[:-1]
    assert (head.seq, bytes(head.hash)) == (160, hashes[-1])


def test_a_write_that_keeps_others_waiting_is_logged(
    db, officer, monkeypatch, caplog, slow_writes_are_expected
):
    monkeypatch.setattr(engine, "LONGEST_WRITE_S", 0.0)

    with caplog.at_level(logging.WARNING), db.write(officer) as tx:
        note(tx)

    assert "held the journal head" in caplog.text


def test_an_address_without_a_database_is_no_county(tmp_path, empty_address):
    with pytest.raises(NoCounty):
        Database(empty_address)


def test_opening_what_is_not_there_makes_no_file(tmp_path):
    with pytest.raises(NoCounty):
        Database(str(tmp_path / "typo.db"))

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_damaged(tmp_path):
    file = tmp_path / "letter.db"
    file.write_text("尊敬的值班长" * 500)

    with pytest.raises(Damaged):
        Database(Address.of_file(file))

    assert file.read_text().startswith("尊敬的值班长")
