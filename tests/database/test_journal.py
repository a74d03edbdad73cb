"""The journal: numbers, hashes, what a row may hold."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.database import journal, schema
from commandcenter.database.journal import (
    GENESIS,
    BodyTooLong,
    Line,
    Row,
    canonical,
    digest,
    row_hash,
)
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id

storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))
shared = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def rows(db) -> list[Row]:
    with db.read() as tx:
        found = tx.execute(sa.select(schema.journal).order_by(schema.journal.c.seq)).all()
    return [Row(**row._mapping) for row in found]


def test_the_first_row_follows_from_the_genesis(db, append):
    append(db)

    [row] = rows(db)
    assert (row.seq, row.v, row.prev_hash) == (1, 1, GENESIS)


def test_each_row_carries_the_hash_of_the_one_before(db, append):
    for _ in range(3):
        append(db)

    first, second, third = rows(db)
    assert (second.prev_hash, third.prev_hash) == (first.hash, second.hash)


@shared
@given(
    text=storable,
    kind=storable,
    subject=storable,
    line=st.sampled_from(Line),
    drill_id=st.none() | st.uuids(),
    written_at=st.datetimes(datetime(1970, 1, 1), datetime(2999, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_the_database_hashes_as_python_does(db, append, text, **fields):
    append(db, text, **fields)

    row = rows(db)[-1]
    assert row_hash(row) == row.hash
    assert {name: getattr(row, name) for name in fields} == fields
    assert row.body == canonical({"text": text})


@shared
@given(login=storable, station=storable)
def test_the_author_is_hashed_as_it_is_stored(db, officer, login, station):
    with db.write(replace(officer, login=login, station=station)) as tx:
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")

    row = rows(db)[-1]
    assert (row.author, row.station) == (login, station)
    assert row_hash(row) == row.hash


def test_several_rows_of_one_transaction_follow_each_other(db, officer):
    with db.write(officer) as tx:
        numbers = [
            journal.append(tx, "test.note", {"n": n}, id=new_id(), subject="a") for n in range(3)
        ]

    found = rows(db)
    assert numbers == [1, 2, 3]
    assert [row_hash(row) for row in found] == [row.hash for row in found]
    assert found[2].prev_hash == found[1].hash


def test_the_same_act_cannot_be_recorded_twice(db, append):
    act = new_id()
    append(db, id=act)

    with pytest.raises(Conflict):
        append(db, id=act)

    assert [row.id for row in rows(db)] == [act]


def test_the_time_of_receipt_is_the_databases(db, officer):
    claimed = datetime(2026, 7, 1, 14, 41, 0, 123456, tzinfo=UTC)

    with db.write(officer) as tx:
        journal.append(tx, "test.note", {}, id=new_id(), subject="a", written_at=claimed)
        at = tx.at

    [row] = rows(db)
    assert (row.written_at, row.received_at) == (claimed, at)
    assert abs((at - datetime.now(UTC)).total_seconds()) < 60


def test_a_body_of_64_kib_is_kept_and_one_byte_more_is_refused(db, append):
    frame = len(canonical({"text": ""}))
    append(db, "水" * ((65_536 - frame) // 3))

    with pytest.raises(BodyTooLong):
        append(db, "水" * ((65_536 - frame) // 3) + "aaa")

    assert len(rows(db)) == 1


def test_a_body_is_written_in_one_way_only():
    assert canonical({"b": "水", "a": [1, None]}) == '{"a":[1,null],"b":"水"}'


def test_a_number_that_json_does_not_know_is_a_bug():
    with pytest.raises(ValueError, match="JSON"):
        canonical({"level_m": float("nan")})


@given(
    st.lists(st.none() | st.text(max_size=3), max_size=4),
    st.lists(st.none() | st.text(max_size=3), max_size=4),
)
def test_different_fields_never_give_the_same_digest(one, other):
    def encodable(fields):
        return [field and field.encode(errors="replace").decode() for field in fields]

    one, other = encodable(one), encodable(other)
    assert (digest(one) == digest(other)) == (one == other)


def test_a_field_cannot_run_over_into_the_next():
    assert digest(["ab", "c"]) != digest(["a", "bc"])
    assert digest([None]) != digest(["-"]) != digest([""])


def test_a_hash_stays_what_it_was_in_the_first_release():
    row = Row(
        seq=7,
        id=UUID("01930000-0000-7000-8000-000000000007"),
        kind="duty.entry",
        subject="堤防",
        line=1,
        drill_id=None,
        body='{"content":"管涌"}',
        author="wang.fang",
        station="desk-1",
        written_at=datetime(2026, 7, 1, 14, 41, tzinfo=UTC),
        received_at=datetime(2026, 7, 1, 14, 41, 2, tzinfo=UTC),
        prev_hash=GENESIS,
    )

    assert row_hash(row).hex() == (
        "edd70e3986d01f1db5f7fb755eae5548221111f49154301580a664deae6cf1d4"
    )
