"""Copies of files: whole, checked, and safely swapped."""

import threading

import pytest

from commandcenter.database import copies, sqlite
from commandcenter.database.errors import Damaged


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def file(tmp_path):
    """A database with some rows, closed."""
    path = tmp_path / "county.db"
    connection = sqlite.connect(path)
    connection.execute("CREATE TABLE note (text TEXT)")
    connection.executemany("INSERT INTO note VALUES (?)", [("水位" * 500,)] * 200)
    connection.close()
    return path


def rows(path) -> int:
    connection = sqlite.connect_reading(path)
    found = connection.execute("SELECT count(*) FROM note").fetchone()[0]
    connection.close()
    return found


def test_a_copy_of_a_database_in_use_holds_what_was_saved(tmp_path, file):
    connection = sqlite.connect(file)
    connection.execute("INSERT INTO note VALUES ('last')")

    copies.copy_file(file, tmp_path / "copy.db")

    assert rows(tmp_path / "copy.db") == 201
    assert (tmp_path / "copy.db").read_bytes()[18:20] == b"\1\1", "the file alone is the copy"
    connection.close()


def test_a_copy_beside_a_writer_ends_and_is_whole(tmp_path, file):
    done = threading.Event()

    def write():
        connection = sqlite.connect(file)
        while not done.is_set():
            connection.execute("INSERT INTO note VALUES ('more')")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    copies.copy_file(file, tmp_path / "copy.db")
    done.set()
    writer.join()

    copies.check_file(tmp_path / "copy.db")
    assert rows(tmp_path / "copy.db") >= 200


def test_a_settled_file_is_the_whole_database(tmp_path, file):
    sqlite.connect(file).close()

    copies.settle(file)

    assert names(tmp_path) == ["county.db"]
    assert file.read_bytes()[18:20] == b"\1\1"


def test_a_file_that_somebody_has_open_cannot_be_settled(tmp_path, file, monkeypatch):
    monkeypatch.setattr(sqlite, "LOCK_WAIT_MS", 50)
    connection = sqlite.connect(file)
    connection.execute("SELECT * FROM note").fetchone()

    with pytest.raises((AssertionError, sqlite.dbapi2.OperationalError)):
        copies.settle(file)

    connection.close()


def test_an_untouched_copy_leaves_no_trace_beside_the_original(tmp_path, file):
    copies.settle(file)
    folder = tmp_path / "usb"
    folder.mkdir()
    source = file.rename(folder / "backup.db")
    before = source.read_bytes()

    copies.copy_untouched(source, tmp_path / "copy.db")

    assert names(folder) == ["backup.db"]
    assert source.read_bytes() == before
    assert rows(tmp_path / "copy.db") == 200


@pytest.mark.parametrize("damage", ["page", "header", "cut"])
def test_a_damaged_copy_does_not_count(file, damage):
    copies.settle(file)
    content = bytearray(file.read_bytes())
    if damage == "page":
        content[5 * 4096 : 6 * 4096] = b"\xff" * 4096
    elif damage == "header":
        content[:100] = b"\0" * 100
    else:
        del content[len(content) // 2 :]
    file.write_bytes(content)

    with pytest.raises(Damaged):
        copies.check_file(file)


def test_a_copy_with_broken_references_does_not_count(file):
    connection = sqlite.connect(file)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("CREATE TABLE step (note INTEGER REFERENCES note(rowid))")
    connection.execute("CREATE TABLE part (id INTEGER PRIMARY KEY, of INTEGER REFERENCES part(id))")
    connection.execute("INSERT INTO part VALUES (1, 2)")
    connection.execute("DROP TABLE step")
    connection.close()

    with pytest.raises(Damaged):
        copies.check_file(file)


def test_a_sound_file_passes_the_check(file):
    copies.check_file(file)


def test_a_damaged_database_can_be_set_aside(tmp_path, file):
    file.write_bytes(b"no database at all" * 1000)

    copies.set_aside(file, tmp_path / "aside.db")

    assert names(tmp_path) == ["aside.db"]


def test_two_copies_of_one_second_have_two_names(file):
    first = copies.backup_name(file, "replaced")
    first.touch()

    second = copies.backup_name(file, "replaced")

    assert first != second
    assert second.name.startswith("county.replaced-")


def test_only_the_newest_copies_are_kept(file):
    for n in range(5):
        (file.parent / f"county.before-2026070{n}-120000.db").touch()
    (file.parent / "county.replaced-20260101-120000.db").touch()

    copies.keep_newest(file, "before", 3)

    assert names(file.parent) == [
        "county.before-20260702-120000.db",
        "county.before-20260703-120000.db",
        "county.before-20260704-120000.db",
        "county.db",
        "county.replaced-20260101-120000.db",
    ]
