"""Verification: whatever somebody with the file does to it is found, and the place named."""

import json
import os
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from commandcenter.database import attachments, journal, migrate, sqlite, verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database, open_engine
from commandcenter.database.journal import Row, canonical, row_hash
from commandcenter.database.schema import EPOCH
from commandcenter.database.tx import Tx
from commandcenter.database.verify import Anchor, Evidence
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

ROWS = 30
CASES = int(os.environ.get("COMMANDCENTER_TAMPERINGS", "12"))
record = sa.Table(
    "fact",
    sa.MetaData(),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text, nullable=False),
)


def facts(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    query = sa.select(record).where(record.c.seq > after).order_by(record.c.seq).limit(limit)
    return [(row.seq, canonical({"text": row.text})) for row in tx.execute(query)]


OFFICER = Officer(account_id=new_id(), login="wang.fang", name="王芳", station="desk-1")
EVIDENCE = [Evidence(kind="test.fact", page=facts)]


@dataclass
class Forger:
    """Somebody who has the file, other tools and time; every guard is off.

    Attributes:
        chance: Decides what is hit.
        rows: How many rows the journal had.
    """

    connection: Any
    chance: random.Random
    rows: int = ROWS

    def run(self, statement: str, *values: object) -> None:
        self.connection.execute(statement, values)

    def row(self, seq: int) -> Row:
        query = f"SELECT {_COLUMNS} FROM journal WHERE seq = ?"
        values = dict(
            zip(
                _COLUMNS.split(", "), self.connection.execute(query, (seq,)).fetchone(), strict=True
            )
        )
        for name in ("id", "drill_id"):
            values[name] = values[name] and UUID(values[name])
        for name in ("written_at", "received_at"):
            values[name] = EPOCH + timedelta(microseconds=values[name])
        return Row(**values)

    def all_rows(self) -> list[Row]:
        return [self.row(seq) for seq in range(1, self.rows + 1)]

    def put(self, row: Row) -> None:
        """Write a row over the one with its number, or beside the others."""
        values = [
            row.seq, row.id.hex, row.v, row.kind, row.subject, row.line,
            row.drill_id.hex if row.drill_id else None, row.body, row.author, row.station,
            journal.microseconds(row.written_at), journal.microseconds(row.received_at),
            row.prev_hash, row.hash, row.sig,
        ]  # fmt: skip
        self.run("DELETE FROM journal WHERE seq = ? OR id = ?", row.seq, row.id.hex)
        self.run(f"INSERT INTO journal ({_COLUMNS}) VALUES ({', '.join('?' * 15)})", *values)

    def seal(self, rows: list[Row]) -> None:
        """Write a whole journal whose chain and head fit."""
        self.run("DELETE FROM journal")
        last = journal.GENESIS
        for row in rows:
            chained = replace(row, prev_hash=last)
            last = row_hash(chained)
            self.put(replace(chained, hash=last))
        self.run("UPDATE journal_head SET seq = ?, hash = ?", len(rows), last)


_COLUMNS = (
    "seq, id, v, kind, subject, line, drill_id, body, author, station, written_at, received_at,"
    " prev_hash, hash, sig"
)


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> tuple[Path, list[Anchor]]:
    """A journal in which every third row has a record, and all its heads."""
    file = tmp_path_factory.mktemp("original") / "county.db"
    migrate.create(Address.of_file(file))
    with closing(sqlite.connect(file)) as connection:
        connection.execute("CREATE TABLE fact (seq INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    db = Database(Address.of_file(file))
    heads = [write(db, OFFICER, n) for n in range(1, ROWS + 1)]
    db.close()
    with closing(sqlite.connect(file)) as connection:
        unguarded(connection, random.Random(0))
    return file, heads


def write(db: Database, officer, n: int) -> Anchor:
    is_fact = n % 3 == 0
    with db.write(officer) as tx:
        if is_fact:
            tx.send(record.insert(), {"seq": tx.seq + 1, "text": f"第{n}条"})
        journal.append(
            tx,
            "test.fact" if is_fact else "test.note",
            {"text": f"第{n}条"},
            id=new_id(),
            subject=f"subject-{n}",
            drill_id=new_id() if n % 4 == 0 else None,
        )
        seq, head = tx.seq, tx.head.hash
    return Anchor(seq=seq, hash=head)


@pytest.fixture
def forge(original, tmp_path) -> Callable[..., verify.Report]:
    """Change a copy of the file as a forger does; returns what verification says."""

    def _forge(
        change: Callable[[Forger], object],
        anchors: list[Anchor] = [],  # noqa: B006 - never changed
        seed: int = 0,
        **options: Any,
    ) -> verify.Report:
        file = tmp_path / f"{uuid4().hex}.db"
        shutil.copyfile(original[0], file)
        with closing(sqlite.connect(file)) as connection:
            change(unguarded(connection, random.Random(seed)))
        engine = open_engine(Address.of_file(file))
        try:
            with engine.connect() as connection:
                tx = Tx(connection=connection, is_sqlite=True)
                return verify.run(tx, EVIDENCE, anchors, **options)
        finally:
            engine.dispose()
            file.unlink()

    return _forge


def unguarded(connection: Any, chance: random.Random) -> Forger:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    return Forger(connection, chance)


def nothing(forger: Forger) -> None:
    """Leave the file as it is."""


def test_an_untouched_journal_fits(original, forge):
    report = forge(nothing, original[1])

    assert report.problem is None
    assert report.is_intact
    assert (report.rows, report.anchors, report.head) == (ROWS, ROWS, original[1][-1])


# ---- the chain alone -------------------------------------------------------------------------

FIELDS = (
    "id", "v", "kind", "subject", "line", "drill_id", "body", "author", "station",
    "written_at", "received_at", "sig", "prev_hash", "hash",
)  # fmt: skip
OTHER: dict[str, object] = {
    "v": 2, "line": 2, "drill_id": uuid4().hex, "id": uuid4().hex,
    "written_at": 5, "received_at": 5, "sig": b"", "prev_hash": b"x" * 32, "hash": b"x" * 32,
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_a_changed_field_is_found(forge, field):
    for seed in range(4):
        hit = []

        def change(forger: Forger, hit: list[int] = hit) -> None:
            hit.append(forger.chance.randint(1, ROWS))
            value = OTHER.get(field, "changed")
            forger.run(f"UPDATE journal SET {field} = ? WHERE seq = ?", value, hit[0])

        assert forge(change, seed=seed).problem.seq == hit[0]


@pytest.mark.parametrize("field", ["kind", "subject", "body", "author", "station"])
def test_every_single_changed_character_is_found(original, forge, field):
    with closing(sqlite.connect_reading(original[0])) as connection:
        text = connection.execute(f"SELECT {field} FROM journal WHERE seq = 3").fetchone()[0]

    for place in range(len(text)):
        other = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]

        def change(forger: Forger, other: str = other) -> None:
            forger.run(f"UPDATE journal SET {field} = ? WHERE seq = 3", other)

        assert forge(change).problem.seq == 3


@pytest.mark.parametrize("field", ["prev_hash", "hash"])
def test_every_single_changed_byte_of_a_hash_is_found(forge, field):
    for place in range(32):

        def change(forger: Forger, place: int = place) -> None:
            value = bytearray(getattr(forger.row(5), field))
            value[place] ^= 1 << forger.chance.randint(0, 7)
            forger.run(f"UPDATE journal SET {field} = ? WHERE seq = 5", bytes(value))

        assert forge(change, seed=place).problem.seq == 5


STRANGE = (
    None, "", "x", b"", b"\xff\xfe", 0, -1, 10**15, 2**62, 1.5, float("inf"), "\0", "\ud83d",
)  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", STRANGE, ids=repr)
def test_a_strange_value_in_any_column_is_found_and_breaks_nothing(forge, field, value):
    def change(forger: Forger) -> None:
        forger.run("PRAGMA writable_schema=ON")
        forger.run(
            "UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '') WHERE name = 'journal'"
        )
        forger.run("PRAGMA writable_schema=RESET")
        before = forger.connection.execute(f"SELECT {field} FROM journal WHERE seq = 7").fetchone()
        if value == "\ud83d":  # bytes that are no text, in a column of text
            forger.run(f"UPDATE journal SET {field} = CAST(x'fffe' AS TEXT) WHERE seq = 7")
        else:
            forger.run(f"UPDATE journal SET {field} = ? WHERE seq = 7", value)
        after = forger.connection.execute(
            f"SELECT CAST({field} AS BLOB), typeof({field}) FROM journal WHERE seq = 7"
        ).fetchone()
        changed.append(before[0] is not None or after[1] != "null")

    changed: list[bool] = []
    problem = forge(change).problem
    if changed[0] and not (field == "line" and value == 0):
        assert problem.seq == 7
        assert "7" in problem.said(str)


def edit_and_hash(forger: Forger) -> int:
    row = forger.row(forger.chance.randint(1, ROWS))
    row = replace(row, author="li.qiang")
    forger.put(replace(row, hash=row_hash(row)))
    return min(row.seq + 1, ROWS)


def remove(forger: Forger) -> int:
    seq = forger.chance.randint(1, ROWS - 1)
    forger.run("DELETE FROM journal WHERE seq = ?", seq)
    return seq


def remove_and_close_the_gap(forger: Forger) -> int:
    seq = forger.chance.randint(1, ROWS - 1)
    forger.run("DELETE FROM journal WHERE seq = ?", seq)
    for later in range(seq + 1, ROWS + 1):
        forger.run("UPDATE journal SET seq = ? WHERE seq = ?", later - 1, later)
    return seq


def swap(forger: Forger) -> int:
    first, second = sorted(forger.chance.sample(range(1, ROWS + 1), 2))
    for old, new in ((first, -1), (second, first), (-1, second)):
        forger.run("UPDATE journal SET seq = ? WHERE seq = ?", new, old)
    return first


def cut_off(forger: Forger) -> int:
    seq = forger.chance.randint(1, ROWS)
    forger.run("DELETE FROM journal WHERE seq >= ?", seq)
    forger.run("DELETE FROM fact WHERE seq >= ?", seq)
    return seq


def insert_one(forger: Forger) -> int:
    seq = forger.chance.randint(1, ROWS)
    for later in range(ROWS, seq - 1, -1):
        forger.run("UPDATE journal SET seq = ? WHERE seq = ?", later + 1, later)
    last = journal.GENESIS if seq == 1 else forger.row(seq - 1).hash
    row = replace(forger.row(seq + 1), seq=seq, id=uuid4(), prev_hash=last, kind="test.note")
    forger.put(replace(row, hash=row_hash(row)))
    return seq if seq % 3 == 0 else seq + 1  # a record that belonged to another row is seen first


@pytest.mark.parametrize(
    "attack",
    [edit_and_hash, remove, remove_and_close_the_gap, swap, cut_off, insert_one],
)
def test_the_chain_finds_what_was_not_sealed_anew(forge, attack):
    for seed in range(CASES):
        hit: list[int] = []
        report = forge(lambda forger, hit=hit: hit.append(attack(forger)), seed=seed)
        assert report.problem is not None
        assert report.problem.seq == hit[0], report.problem.said(str)
        assert report.rows == hit[0] - 1 or attack in (edit_and_hash, cut_off)


# ---- the chain sealed anew: only witnesses elsewhere can tell --------------------------------


def cut_off_with_head(forger: Forger) -> int:
    seq = forger.chance.randint(2, ROWS)
    forger.run("DELETE FROM fact WHERE seq >= ?", seq)
    forger.seal(forger.all_rows()[: seq - 1])
    return seq


def edit_everything(forger: Forger) -> int:
    rows = forger.all_rows()
    place = forger.chance.choice([n for n in range(ROWS) if (n + 1) % 3])
    rows[place] = replace(rows[place], body=canonical({"text": "as if nothing had happened"}))
    forger.seal(rows)
    return place + 1


def edit_everything_with_record(forger: Forger) -> int:
    rows = forger.all_rows()
    place = forger.chance.choice([n for n in range(ROWS) if (n + 1) % 3 == 0])
    rows[place] = replace(rows[place], body=canonical({"text": "other"}))
    forger.run("UPDATE fact SET text = 'other' WHERE seq = ?", place + 1)
    forger.seal(rows)
    return place + 1


def shifted(rows: list[Row], first: int) -> list[Row]:
    return [replace(row, seq=first + n) for n, row in enumerate(rows)]


def remove_and_seal(forger: Forger) -> int:
    rows = forger.all_rows()
    place = forger.chance.randrange(ROWS - 1)
    forger.run("DELETE FROM fact WHERE seq = ?", place + 1)
    forger.run("UPDATE fact SET seq = seq - 1 WHERE seq > ?", place + 1)
    forger.seal(rows[:place] + shifted(rows[place + 1 :], place + 1))
    return place + 1


def insert_and_seal(forger: Forger) -> int:
    rows = forger.all_rows()
    place = forger.chance.randrange(ROWS)
    new = replace(rows[place], id=uuid4(), kind="test.note", author="li.qiang")
    forger.run("UPDATE fact SET seq = -seq - 1 WHERE seq > ?", place)
    forger.run("UPDATE fact SET seq = -seq WHERE seq < 0")
    forger.seal([*rows[:place], new, *shifted(rows[place:], place + 2)])
    return place + 1


@pytest.mark.parametrize(
    "attack",
    [
        cut_off_with_head,
        edit_everything,
        edit_everything_with_record,
        remove_and_seal,
        insert_and_seal,
    ],
)
def test_witnesses_find_what_was_sealed_anew(original, forge, attack):
    witnesses = original[1][4::5]
    for seed in range(CASES):
        hit: list[int] = []
        change = lambda forger, hit=hit: hit.append(attack(forger))  # noqa: E731
        assert forge(change, seed=seed).problem is None, "the chain alone cannot know"

        problem = forge(change, witnesses, seed=seed).problem

        assert problem is not None
        assert problem.seq == min(w.seq for w in witnesses if w.seq >= hit[0])


def test_witnesses_that_disagree_are_never_satisfied(original, forge):
    true = original[1][9]
    false = Anchor(seq=true.seq, hash=b"x" * 32)

    for anchors in ([true, false], [false, true]):
        assert forge(nothing, anchors).problem.seq == 10


def test_a_witness_of_more_than_there_is_finds_the_end(forge):
    problem = forge(nothing, [Anchor(seq=ROWS + 5, hash=b"x" * 32)]).problem

    assert problem.seq == ROWS + 5
    assert "ends before" in problem.said(str)


# ---- the head and the records ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE journal_head SET seq = seq + 1", ROWS + 1),
        ("UPDATE journal_head SET seq = seq - 1", ROWS),
        ("UPDATE journal_head SET hash = x'00'", ROWS),
        ("UPDATE journal_head SET hash = 'text'", ROWS),
        ("UPDATE journal_head SET seq = 'text'", ROWS),
        ("DELETE FROM journal_head", ROWS),
    ],
)
def test_a_head_that_does_not_fit_is_found(forge, statement, seq):
    assert forge(lambda forger: forger.run(statement)).problem.seq == seq


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE fact SET text = text || '.' WHERE seq = 6", 6),
        ("UPDATE fact SET text = x'fffe' WHERE seq = 6", 6),
        ("UPDATE fact SET text = CAST(x'fffe' AS TEXT) WHERE seq = 6", 6),
        ("UPDATE fact SET text = '' WHERE seq = 30", 30),
        ("DELETE FROM fact WHERE seq = 6", 6),
        ("DELETE FROM fact WHERE seq = 30", 30),
        ("DELETE FROM fact", 3),
        ("INSERT INTO fact VALUES (5, 'new')", 5),
        ("INSERT INTO fact VALUES (31, 'new')", 31),
        ("UPDATE fact SET seq = 7 WHERE seq = 6", 6),
    ],
)
def test_a_record_that_does_not_fit_its_journal_row_is_found(forge, statement, seq):
    problem = forge(lambda forger: forger.run(statement)).problem

    assert problem.seq == seq
    assert "record" in problem.said(str)


@pytest.mark.parametrize("seq", [0, -3, -(2**63)])
def test_a_row_before_the_first_is_found(forge, seq):
    def change(forger: Forger) -> None:
        row = replace(forger.row(1), seq=seq, id=uuid4())
        forger.put(replace(row, hash=row_hash(row)))

    assert forge(change).problem.seq == 1


@pytest.mark.parametrize("seq", [0, -3])
def test_a_record_before_the_first_is_found(forge, seq):
    problem = forge(lambda forger: forger.run("INSERT INTO fact VALUES (?, 'new')", seq)).problem

    assert problem.seq == seq


def test_records_that_were_exchanged_are_found(forge):
    def change(forger: Forger) -> None:
        for old, new in ((6, 100), (9, 6), (100, 9)):
            forger.run("UPDATE fact SET seq = ? WHERE seq = ?", new, old)

    assert forge(change).problem.seq == 6


def test_a_changed_attachment_is_found(sqlite_address, officer):
    db = Database(sqlite_address)
    with db.write(officer) as tx:
        name = attachments.add(tx, b"photo")
        journal.append(tx, "test.note", {"file": name}, id=new_id(), subject="a")
    with closing(sqlite.connect(sqlite_address.file)) as connection:
        unguarded(connection, random.Random(0)).run("UPDATE attachment SET content = x'00'")

    with db.read() as tx:
        problem = verify.run(tx, []).problem

    assert problem is not None
    assert name in problem.said(str)
    db.close()


def test_of_several_bad_attachments_the_one_that_was_spoken_of_first_is_named(
    sqlite_address, officer
):
    db = Database(sqlite_address)
    names = [write_with_file(db, officer, n) for n in range(4)]
    with closing(sqlite.connect(sqlite_address.file)) as connection:
        forger = unguarded(connection, random.Random(0))
        forger.run("DELETE FROM attachment WHERE sha256 = ?", names[3])
        forger.run("UPDATE attachment SET size = 70 WHERE sha256 = ?", names[2])
        forger.run("DELETE FROM attachment WHERE sha256 = ?", names[1])

    with db.read() as tx:
        problem = verify.run(tx, [Evidence(kind="test.fact", page=facts, files=spoken_of)]).problem

    assert problem is not None
    assert problem.seq == 2
    assert names[1] in problem.said(str)
    db.close()


def write_with_file(db: Database, officer: Officer, n: int) -> str:
    with db.write(officer) as tx:
        if n == 0:
            tx.execute(sa.text("CREATE TABLE fact (seq INTEGER PRIMARY KEY, text TEXT NOT NULL)"))
        name = attachments.add(tx, b"photo %d" % n)
        tx.send(record.insert(), {"seq": tx.seq + 1, "text": name})
        journal.append(tx, "test.fact", {"text": name}, id=new_id(), subject="a")
    return name


def spoken_of(body: str) -> list[str]:
    return [json.loads(body)["text"]]


# ---- the newest only ------------------------------------------------------------------------


def test_the_newest_are_verified_without_the_rest(original, forge):
    def change(forger: Forger) -> None:
        forger.run("UPDATE journal SET body = '{}' WHERE seq = 5")

    assert forge(change, newest_only=10).problem is None
    assert forge(change, newest_only=25).rows == 25
    assert forge(change, newest_only=26).problem.seq == 5
    assert forge(change, newest_only=1000).problem.seq == 5


def test_the_newest_have_their_records_compared(forge):
    def change(forger: Forger) -> None:
        forger.run("UPDATE fact SET text = 'x' WHERE seq = 27")

    assert forge(change, newest_only=5).problem.seq == 27
    assert forge(change, newest_only=3).problem is None


def test_witnesses_of_the_newest_count(original, forge):
    report = forge(nothing, original[1], newest_only=10)

    assert (report.problem, report.anchors, report.rows) == (None, 10, 10)


def test_progress_is_told(forge, monkeypatch):
    monkeypatch.setattr(verify, "PAGE", 10)
    told: list[int] = []

    report = forge(nothing, progress=told.append)

    assert told == [10, 20, 30]
    assert report.rows == ROWS


@pytest.mark.parametrize("page", [1, 2, 7, 10, 29, 30, 31])
def test_the_size_of_a_page_does_not_matter(forge, monkeypatch, page):
    monkeypatch.setattr(verify, "PAGE", page)

    assert forge(nothing).rows == ROWS
    assert forge(lambda forger: forger.run("UPDATE journal SET id = 'x' WHERE seq = 20")).rows == 19


def test_both_databases_give_the_same_verdict(db, append):
    for n in range(5):
        append(db, f"第{n}条")

    with db.read() as tx:
        report = verify.run(tx, [])

    assert (report.rows, report.problem) == (5, None)


def test_an_empty_journal_fits(db):
    with db.read() as tx:
        report = verify.run(tx, [])

    assert (report.rows, report.head.hash, report.problem) == (0, journal.GENESIS, None)
