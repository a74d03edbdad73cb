"""Creating a database and bringing an older one up to date, also when several try at once."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from commandcenter.database import gate, guards, migrate, verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database, open_engine
from commandcenter.database.errors import (
    FileExists,
    InUse,
    NoCounty,
    SchemaNewer,
    SchemaOlder,
)
from commandcenter.database.schema import VERSION, Moment

NEXT = '''"""Something that a later version might do: change a table by building it anew."""

import time
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "CURRENT"


def upgrade():
    op.add_column("area", sa.Column("short_name", sa.Text))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE TABLE term_new AS SELECT * FROM term")
        op.execute("DROP TABLE term")
        op.execute("ALTER TABLE term_new RENAME TO term")
        op.execute("DROP TRIGGER guard_journal_DELETE")
    else:
        op.execute("DROP TRIGGER guard_journal_truncate ON journal")
    started = Path(__file__).with_name("started")
    if started.exists():
        started.write_text("now")
        time.sleep(60)
'''.replace("CURRENT", VERSION)
RUN = """
import sys
from pathlib import Path
from commandcenter.database import migrate
from commandcenter.database.address import parse
from commandcenter.database.errors import InUse
migrate.VERSION = "9000"
migrate._MIGRATIONS = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
try:
    print(migrate.migrate(parse(sys.argv[2])))
except InUse:
    print("in use")
"""


@pytest.fixture
def later(tmp_path, monkeypatch) -> Path:
    """The migrations of a later version of the program."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate._MIGRATIONS, folder)
    (folder / "versions" / "9000_later.py").write_text(NEXT)
    monkeypatch.setattr(migrate, "_MIGRATIONS", folder)
    monkeypatch.setattr(migrate, "VERSION", "9000")
    return folder


def found(address: Address) -> tuple[str, bool]:
    """Return the version, and whether the column of the later version is there."""
    with migrate._opened(address) as tx:
        columns = {column["name"] for column in sa.inspect(tx.connection).get_columns("area")}
        return gate.found_version(tx) or "", "short_name" in columns


def start(later: Path, address: Address) -> "subprocess.Popen[str]":
    url = address.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-c", RUN, later, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def go(*programs: "subprocess.Popen[str]") -> None:
    """Let them migrate, all at the same moment."""
    for program in programs:
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        program.stdin.write("\n")
        program.stdin.flush()


def test_the_tables_are_what_the_migrations_make(address, all_tables):
    def compare_type(context, _inspected, _wanted, inspected_type, wanted_type):
        if isinstance(wanted_type, Moment):
            wanted_type = wanted_type.dialect_impl(context.dialect).impl_instance
        return context.impl.compare_type(
            sa.Column("x", inspected_type), sa.Column("x", wanted_type)
        )

    def include(_object, name, kind, _reflected, _compared):
        ours = not (kind == "table" and name.startswith(("log_search", "alembic")))
        return ours and name != "ix_log_entry_pairs"

    engine = open_engine(address)
    with engine.connect() as connection:
        options = {"compare_type": compare_type, "include_object": include}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, all_tables) == []
    engine.dispose()


def test_nothing_that_exists_is_made_anew(address, connect, append):
    append(connect())

    with pytest.raises(FileExists):
        migrate.create(address)

    assert Database(address).close() is None


def test_a_new_county_has_a_head_and_an_id_of_its_own(empty_address):
    migrate.create(empty_address)

    with migrate._opened(empty_address) as tx:
        row = tx.execute(sa.text("SELECT seq, database_id FROM journal_head")).one()
    assert row.seq == 0
    assert row.database_id


def test_a_new_file_lies_alone(tmp_path):
    migrate.create(Address.of_file(tmp_path / "data" / "county.db"))

    names = sorted(path.name for path in (tmp_path / "data").iterdir())
    assert names == ["county.db", "county.db.lock"]


def test_a_current_database_is_left_alone(address):
    assert migrate.migrate(address) is None

    if address.file is not None:
        assert list(address.file.parent.glob("county.*-*.db")) == []


def test_nothing_cannot_be_migrated(empty_address):
    with pytest.raises(NoCounty):
        migrate.migrate(empty_address)


def test_a_newer_database_is_left_alone(address, bare):
    with bare.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    bare.dispose()

    with pytest.raises(SchemaNewer):
        migrate.migrate(address)
    with pytest.raises(SchemaNewer):
        Database(address)


def test_an_older_database_is_not_opened(address, monkeypatch):
    monkeypatch.setattr(gate, "VERSION", "9000")

    with pytest.raises(SchemaOlder, match="commandcenter migrate"):
        Database(address)


def test_an_upgrade_keeps_the_rows_the_chain_and_the_guards(
    address, connect, append, later, monkeypatch
):
    db = connect()
    for n in range(3):
        append(db, f"第{n}条")
    db.close()

    before = migrate.migrate(address)

    assert found(address) == ("9000", True)
    with migrate._opened(address) as tx:
        assert guards.missing(tx) == frozenset()
        assert verify.run(tx, []).rows == 3
    if address.file is not None:
        assert before is not None
        assert found(Address.of_file(before)) == (VERSION, False)
        assert sorted(address.file.parent.glob("county.db*")) == [
            address.file,
            Path(f"{address.file}.lock"),
        ]


def test_a_file_in_use_is_not_migrated(sqlite_address, later):
    engine_of_another = Database(sqlite_address)

    with pytest.raises(InUse, match=r"county\.db"):
        migrate.migrate(sqlite_address)

    engine_of_another.close()
    assert found(sqlite_address) == (VERSION, False)


def test_of_eight_that_migrate_at_once_one_does_it(address, later):
    programs = [start(later, address) for _ in range(8)]
    go(*programs)

    said = [program.communicate(timeout=100)[0].strip() for program in programs]

    assert {program.returncode for program in programs} == {0}
    assert found(address) == ("9000", True)
    if address.file is not None:
        assert len(list(address.file.parent.glob("county.before-migration-*.db"))) == 1
        assert set(said) <= {"in use", "None", *map(str, address.file.parent.glob("county.bef*"))}


def test_a_migration_that_was_killed_leaves_the_database_as_it_was(address, connect, append, later):
    db = connect()
    append(db)
    db.close()
    started = later / "versions" / "started"
    started.touch()
    program = start(later, address)
    go(program)
    while not started.read_text():
        assert program.poll() is None
        time.sleep(0.05)

    program.send_signal(signal.SIGKILL)
    program.communicate()
    started.unlink()

    assert found(address) == (VERSION, False)
    with migrate._opened(address) as tx:
        assert guards.missing(tx) == frozenset()
    migrate.migrate(address)
    assert found(address) == ("9000", True)
    with migrate._opened(address) as tx:
        assert verify.run(tx, []).rows == 1


def test_broken_references_stop_a_migration(sqlite_address, later):
    versions = later / "versions" / "9000_later.py"
    versions.write_text(
        NEXT.replace(
            'op.add_column("area", sa.Column("short_name", sa.Text))',
            "op.execute(\"INSERT INTO duty_member VALUES ('a', 'b', 'c', 1)\")",
        )
    )

    with pytest.raises(AssertionError, match="duty_member"):
        migrate.migrate(sqlite_address)

    assert found(sqlite_address)[0] == VERSION
