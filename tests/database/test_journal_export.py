"""The exported journal, and the verifier that is handed out with it."""

import json
import random
import subprocess
import sys
from contextlib import closing

import pytest
import sqlalchemy as sa

import resources
from commandcenter.database import journal_export, sqlite, verify
from commandcenter.database.engine import Database, open_engine
from commandcenter.database.tx import Tx
from commandcenter.kernel.ids import new_id

VERIFIER = resources.path("verifier", "verify_journal.py")
TEXTS = ("管涌", '1\n2\t"\\', "\u2028\U00020000\u202e", "", "0" * 3000)


def exported(address, file) -> None:
    engine = open_engine(address)
    with engine.connect() as connection, file.open("w", encoding="utf-8") as out:
        tx = Tx(connection=connection, is_sqlite=address.is_sqlite)
        out.writelines(line + "\n" for line in journal_export.lines(tx))
    engine.dispose()


def judged(file, *options) -> "subprocess.CompletedProcess[str]":
    """Run the verifier as an auditor does: without any of our folders."""
    return subprocess.run(
        [sys.executable, "-I", "-S", VERIFIER, file, *options],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )


@pytest.fixture
def filled(db, append) -> Database:
    """A journal with texts that are hard to write down."""
    for text in TEXTS:
        append(db, text, subject=text[:9], drill_id=new_id() if text else None)
    return db


def test_an_intact_journal_is_found_intact(address, filled, tmp_path):
    exported(address, tmp_path / "journal.jsonl")

    found = judged(tmp_path / "journal.jsonl")

    assert (found.returncode, found.stderr) == (0, "")
    assert "INTACT: 5 " in found.stdout


def test_every_field_is_written_down(address, filled, tmp_path):
    exported(address, tmp_path / "journal.jsonl")

    *rows, end = [
        json.loads(x) for x in (tmp_path / "journal.jsonl").read_text("utf-8").split("\n")[:-1]
    ]

    with filled.read() as tx:
        found = tx.execute(sa.text("SELECT * FROM journal ORDER BY seq")).mappings().all()
    assert [set(row) for row in rows] == [set(row) for row in found]
    assert [json.loads(row["body"])["text"] for row in rows] == list(TEXTS)
    assert end == {"end": True, "seq": 5, "hash": rows[-1]["hash"]}


def test_an_empty_journal_is_intact(address, db, tmp_path):
    exported(address, tmp_path / "journal.jsonl")

    assert judged(tmp_path / "journal.jsonl").returncode == 0


def change_line(place: int, **changes):
    def _change(lines: list[dict]) -> int:
        lines[place].update(changes)
        return place + 1

    return _change


def without(place: int):
    def _change(lines: list[dict]) -> int:
        del lines[place]
        return place + 1

    return _change


@pytest.mark.parametrize(
    "change",
    [
        *(
            change_line(2, **{field: value})
            for field, value in {
                "body": "{}", "kind": "x", "id": str(new_id()), "line": 1, "v": 2, "sig": "00",
                "author": None, "station": 5, "written_at": "", "received_at": [], "seq": 9,
                "drill_id": "x", "subject": {}, "prev_hash": "00" * 32, "hash": None,
            }.items()
        ),
        without(0),
        without(3),
        without(4),
        without(5),
    ],
)  # fmt: skip
def test_a_changed_export_is_found_and_the_place_named(sqlite_address, append, tmp_path, change):
    db = Database(sqlite_address)
    for n in range(5):
        append(db, f"第{n}条")
    db.close()
    file = tmp_path / "journal.jsonl"
    exported(sqlite_address, file)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]

    first_bad = change(lines)
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")

    found = judged(file)
    assert found.returncode == 1
    assert f"Entry {first_bad} " in found.stdout


@pytest.mark.parametrize("text", ["", "no json\n", "[]\n", "{}\n", '"end"\n', "\ud83d\n", "null\n"])
def test_what_is_no_export_is_not_intact(tmp_path, text):
    file = tmp_path / "journal.jsonl"
    file.write_bytes(text.encode(errors="surrogatepass"))

    assert judged(file).returncode in (1, 2)


def test_a_row_after_the_end_is_found(sqlite_address, tmp_path):
    file = tmp_path / "journal.jsonl"
    exported(sqlite_address, file)
    file.write_text(file.read_text("utf-8") * 2, "utf-8")

    assert "after the end" in judged(file).stdout


def test_a_missing_file_cannot_be_checked(tmp_path):
    found = judged(tmp_path / "nothing.jsonl")

    assert found.returncode == 2
    assert "Cannot be checked" in found.stderr


def test_printed_heads_are_compared(sqlite_address, append, tmp_path):
    db = Database(sqlite_address)
    for _ in range(3):
        append(db)
    with db.read() as tx:
        hashes = [row.hash.hex() for row in verify.rows(tx)]
    db.close()
    file, anchors = tmp_path / "journal.jsonl", tmp_path / "anchors.txt"
    exported(sqlite_address, file)

    def verdict(text: str) -> tuple[int, str]:
        anchors.write_text(text)
        found = judged(file, "--anchors", anchors)
        return found.returncode, found.stdout

    assert verdict(f"2\t{hashes[1]}\n\n3\t{hashes[2].upper()}\n")[0] == 0
    assert "Entry 2 " in verdict(f"2\t{hashes[2]}\n")[1]
    assert "Entry 9 " in verdict(f"9\t{hashes[2]}\n")[1]
    assert "Entry 2 " in verdict(f"2\t{hashes[1]}\n2\t{hashes[2]}\n")[1]
    assert verdict("2 without a tab")[0] == 2
    assert verdict("2\tno hash")[0] == 2


COLUMNS = ("body", "kind", "id", "seq", "hash", "prev_hash", "v", "written_at", "sig", "drill_id")


@pytest.mark.parametrize("seed", range(12))
def test_both_verifiers_give_the_same_verdict(sqlite_address, append, tmp_path, seed):
    chance = random.Random(seed)
    db = Database(sqlite_address)
    for n in range(12):
        append(db, f"第{n}条")
    db.close()
    with closing(sqlite.connect(sqlite_address.file)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        seq, column = chance.randint(1, 12), chance.choice(COLUMNS)
        value = chance.choice([b"\xff", "x", 77, -5, "{}", b"x" * 32])
        if chance.random() < 0.3:
            connection.execute("DELETE FROM journal WHERE seq >= ?", (seq,))
        else:
            with pytest.MonkeyPatch.context():
                try:
                    connection.execute(
                        f"UPDATE journal SET {column} = ? WHERE seq = ?", (value, seq)
                    )
                except sqlite.dbapi2.IntegrityError:
                    connection.execute("DELETE FROM journal WHERE seq = ?", (seq,))
    exported(sqlite_address, tmp_path / "journal.jsonl")
    engine = open_engine(sqlite_address)
    with engine.connect() as connection:
        problem = verify.run(Tx(connection=connection, is_sqlite=True), []).problem
    engine.dispose()

    found = judged(tmp_path / "journal.jsonl")

    assert problem is not None
    assert found.returncode == 1
    assert f"Entry {problem.seq} " in found.stdout
