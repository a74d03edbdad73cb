"""Statements past SQLAlchemy say and hear the same as through it."""

import uuid
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.database import bulk, journal
from commandcenter.database.schema import Moment
from commandcenter.kernel.ids import new_id

table = sa.Table(
    "everything",
    sa.MetaData(),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Uuid),
    sa.Column("by", sa.Text),  # a word of SQL
    sa.Column("is_active", sa.Boolean),
    sa.Column("day", sa.Date),
    sa.Column("at", Moment),
    sa.Column("level_m", sa.Float),
    sa.Column("number", sa.Integer),
    sa.Column("content", sa.LargeBinary),
)
INSERT = table.insert()
BY_SEQ = sa.select(table).where(table.c.seq == sa.bindparam("number", type_=sa.BigInteger))
AFTER = datetime(2026, 7, 1, tzinfo=UTC)
FIXED = sa.select(table.c.seq).where(table.c.at >= AFTER, table.c.seq > sa.bindparam("number"))

rows = st.fixed_dictionaries(
    {
        "id": st.none() | st.uuids(),
        "by": st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
        "is_active": st.none() | st.booleans(),
        "day": st.none() | st.dates(date(1900, 1, 1)),
        "at": st.none() | st.datetimes(datetime(1970, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        "level_m": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "number": st.none() | st.integers(-(2**31), 2**31 - 1),
        "content": st.none() | st.binary(),
    }
)
shared = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def opened(db, bare):
    """A database with a table of every type."""
    with bare.begin() as connection:
        table.create(connection)
    return db


def kept(db, seq: int) -> dict[str, object]:
    """Read a row through SQLAlchemy."""
    with db.read() as tx:
        return dict(tx.execute(sa.select(table).where(table.c.seq == seq)).mappings().one())


@shared
@given(values=rows)
def test_a_row_sent_directly_is_the_row(opened, officer, values):
    with opened.write(officer) as tx:
        seq = tx.seq + 1
        tx.send(INSERT, values | {"seq": seq})
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")

    assert kept(opened, seq) == values | {"seq": seq}


@shared
@given(values=rows)
def test_a_row_read_directly_is_the_row(opened, officer, values):
    with opened.write(officer) as tx:
        seq = tx.seq + 1
        tx.execute(table.insert(), values | {"seq": seq})
        [while_writing] = tx.rows(BY_SEQ, {"number": seq})
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")
    with opened.read() as tx:
        [while_reading] = tx.rows(BY_SEQ, {"number": seq})

    wanted = values | {"seq": seq}
    assert while_reading == while_writing == tuple(wanted[column.name] for column in table.columns)


@shared
@given(several=st.lists(rows, max_size=3))
def test_rows_added_in_bulk_are_the_rows(opened, officer, several):
    with opened.write(officer) as tx:
        first = tx.seq + 1
        numbered = [values | {"seq": first + n} for n, values in enumerate(several)]
        bulk.insert_all(tx, table, numbered)
        for _ in range(len(several) + 1):
            journal.append(tx, "test.note", {}, id=new_id(), subject="a")

    assert [kept(opened, first + n) for n in range(len(several))] == numbered


def test_values_that_stand_in_the_statement_are_converted(opened, officer):
    with opened.write(officer) as tx:
        for seq, at in ((1, AFTER), (2, datetime(2026, 6, 30, tzinfo=UTC))):
            tx.send(INSERT, dict.fromkeys(table.c.keys()) | {"seq": seq, "at": at})
        assert tx.rows(FIXED, {"number": 0}) == [(1,)]
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")


def test_a_value_for_no_column_is_a_bug(opened, officer):
    with pytest.raises(ValueError, match="colour"), opened.write(officer) as tx:
        tx.send(INSERT, {"seq": 1, "colour": "red"})


def test_a_reader_sees_one_moment_in_direct_queries_too(connect, officer, opened):
    db, other = connect(), connect()
    with db.read() as tx:
        assert tx.rows(BY_SEQ, {"number": 1}) == []
        with other.write(officer) as writing:
            writing.send(INSERT, dict.fromkeys(table.c.keys()) | {"seq": 1, "id": uuid.uuid4()})
            journal.append(writing, "test.note", {}, id=new_id(), subject="a")
        assert tx.rows(BY_SEQ, {"number": 1}) == []
