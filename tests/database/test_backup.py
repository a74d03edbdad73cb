"""Backups and restores, with tampering, damage and older versions in between."""

import os
import shutil

import pytest
import sqlalchemy as sa

from commandcenter.database import backup, migrate
from commandcenter.database.address import Address, parse
from commandcenter.database.backup import NoSuchBackup, NotIntact, ToolFailed, ToolMissing
from commandcenter.database.engine import Database
from commandcenter.database.errors import Damaged, FileExists, InUse, NoCounty
from commandcenter.database.schema import VERSION


@pytest.fixture
def tools(postgres_server, monkeypatch):
    """PostgreSQL's own programs, where the shell finds them."""
    monkeypatch.setenv("PATH", f"{postgres_server.programs}{os.pathsep}{os.environ['PATH']}")


def journal_of(address) -> list[tuple[int, bytes]]:
    db = Database(address)
    with db.read() as tx:
        found = tx.execute(sa.text("SELECT seq, hash FROM journal ORDER BY seq")).all()
    db.close()
    return [(row.seq, bytes(row.hash)) for row in found]


@pytest.fixture
def elsewhere(address, request, tmp_path) -> Address:
    """Where a backup of the same kind of database can go."""
    if address.is_sqlite:
        return Address.of_file(tmp_path / "elsewhere" / "county.db")
    found: Address = request.getfixturevalue("empty_postgresql_address")
    return found


def test_what_was_backed_up_comes_back(address, elsewhere, db, append, tools, tmp_path):
    for n in range(5):
        append(db, f"第{n}条")
    before = journal_of(address)

    made = backup.backup(address, tmp_path / "usb" / "county.backup", [])
    append(db, "after the backup")
    restored = backup.restore(tmp_path / "usb" / "county.backup", elsewhere, [])

    assert made.rows == restored.rows == 5
    assert journal_of(elsewhere) == before
    assert os.listdir(tmp_path / "usb") == ["county.backup"]  # noqa: PTH208
    again = Database(elsewhere)
    append(again)
    again.close()


def test_nothing_is_overwritten_by_a_backup(address, tmp_path):
    (tmp_path / "taken").write_text("mine")

    with pytest.raises(FileExists):
        backup.backup(address, tmp_path / "taken", [])

    assert (tmp_path / "taken").read_text() == "mine"


def test_a_log_that_was_tampered_with_gives_no_backup(address, bare, db, append, tmp_path):
    append(db)
    db.close()
    tamper(bare)

    with pytest.raises(NotIntact, match="Entry 1"):
        backup.backup(address, tmp_path / "copy.db", [])

    assert not (tmp_path / "copy.db").exists()
    assert list(tmp_path.glob("*partial*")) == []


def tamper(engine) -> None:
    """Change a row the way an administrator of the database could."""
    change = sa.text("UPDATE journal SET body = '{}' WHERE seq = 1")
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.execute(change)
        else:
            trigger = sa.text("SELECT sql FROM sqlite_master WHERE name = 'guard_journal_UPDATE'")
            text = connection.execute(trigger).scalar()
            connection.exec_driver_sql("DROP TRIGGER guard_journal_UPDATE")
            connection.execute(change)
            connection.exec_driver_sql(text)
        connection.commit()


def test_a_file_that_is_replaced_is_kept_under_another_name(sqlite_address, append, tmp_path):
    db = Database(sqlite_address)
    append(db)
    backup.backup(sqlite_address, tmp_path / "copy.db", [])
    append(db)
    db.close()

    backup.restore(tmp_path / "copy.db", sqlite_address, [])

    [kept] = tmp_path.glob("county.replaced-*.db")
    assert len(journal_of(sqlite_address)) == 1
    assert len(journal_of(Address.of_file(kept))) == 2


def test_a_damaged_file_can_be_replaced(sqlite_address, append, tmp_path):
    db = Database(sqlite_address)
    append(db)
    backup.backup(sqlite_address, tmp_path / "copy.db", [])
    db.close()
    sqlite_address.file.write_bytes(b"\0" * 10_000)

    backup.restore(tmp_path / "copy.db", sqlite_address, [])

    assert len(journal_of(sqlite_address)) == 1
    assert len(list(tmp_path.glob("county.replaced-*.db"))) == 1


def test_nothing_is_restored_over_an_open_window(sqlite_address, append, tmp_path):
    db = Database(sqlite_address)
    backup.backup(sqlite_address, tmp_path / "copy.db", [])
    append(db)

    with pytest.raises(InUse):
        backup.restore(tmp_path / "copy.db", sqlite_address, [])

    assert append(db) == 2
    db.close()


def test_a_backup_on_a_locked_disk_is_not_touched(sqlite_address, tmp_path):
    folder = tmp_path / "usb"
    backup.backup(sqlite_address, folder / "copy.db", [])
    before = (folder / "copy.db").read_bytes()

    backup.restore(folder / "copy.db", Address.of_file(tmp_path / "new.db"), [])

    assert [path.name for path in folder.iterdir()] == ["copy.db"]
    assert (folder / "copy.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"no backup" * 1000])
def test_what_is_no_backup_changes_nothing(sqlite_address, tmp_path, content):
    (tmp_path / "copy.db").write_bytes(content)
    before = sqlite_address.file.read_bytes()

    with pytest.raises((Damaged, NoCounty)):
        backup.restore(tmp_path / "copy.db", sqlite_address, [])

    assert sqlite_address.file.read_bytes() == before
    assert list(tmp_path.glob("*partial*")) == []


def test_a_backup_that_is_not_there_is_named(address, tmp_path):
    with pytest.raises(NoSuchBackup, match=r"lost\.db"):
        backup.restore(tmp_path / "lost.db", address, [])


def test_a_backup_of_an_older_version_is_brought_up_to_date(sqlite_address, tmp_path, monkeypatch):
    folder = tmp_path / "migrations"
    shutil.copytree(migrate._MIGRATIONS, folder)
    (folder / "versions" / "9000_later.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f'revision = "9000"\ndown_revision = "{VERSION}"\n'
        'def upgrade():\n    op.add_column("area", sa.Column("short_name", sa.Text))\n'
    )
    backup.backup(sqlite_address, tmp_path / "old.db", [])
    for module in (migrate, backup.migrate.gate):
        monkeypatch.setattr(module, "VERSION", "9000")
    monkeypatch.setattr(migrate, "_MIGRATIONS", folder)

    backup.restore(tmp_path / "old.db", Address.of_file(tmp_path / "new.db"), [])

    Database(Address.of_file(tmp_path / "new.db")).close()


def test_a_server_with_something_in_it_is_not_restored_over(
    postgresql_address, append, tools, tmp_path
):
    db = Database(postgresql_address)
    append(db)
    db.close()
    backup.backup(postgresql_address, tmp_path / "dump", [])

    with pytest.raises(FileExists):
        backup.restore(tmp_path / "dump", postgresql_address, [])


def test_a_server_without_its_programs_says_what_is_missing(
    postgresql_address, tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ToolMissing, match="pg_dump"):
        backup.backup(postgresql_address, tmp_path / "dump", [])


def test_a_program_that_fails_is_quoted(empty_postgresql_address, tools, tmp_path):
    (tmp_path / "dump").write_text("no dump")

    with pytest.raises(ToolFailed, match="pg_restore.*archive"):
        backup.restore(tmp_path / "dump", empty_postgresql_address, [])


def test_the_password_is_not_among_the_arguments(tmp_path, monkeypatch):
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@" "with $PGPASSWORD" >&2\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    address = parse("postgresql://duty:geheim@server/county")

    with pytest.raises(ToolFailed, match=r"duty@server/county with geheim"):
        backup._run_tool("pg_dump", address)
