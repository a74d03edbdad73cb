"""Triggers: what no program may do to history, whatever it is written in."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from commandcenter.database import guards, migrate
from commandcenter.database.engine import Database
from commandcenter.database.errors import GuardsMissing
from commandcenter.database.schema import journal

REFUSED = (sa.exc.IntegrityError, sa.exc.ProgrammingError)


def filled(table: sa.Table) -> dict[str, Any]:
    """Return a row with something in every column."""
    values: dict[type, Any] = {
        str: "x",
        int: 5,
        bytes: b"x",
        bool: True,
        float: 1.0,
        date: date(2026, 7, 1),
        datetime: datetime(2026, 7, 1, tzinfo=UTC),
        uuid.UUID: uuid.uuid4(),
    }
    return {
        column.name: datetime(2026, 7, 1, tzinfo=UTC)
        if type(column.type).__name__ == "Moment"
        else values[column.type.python_type]
        for column in table.columns
    }


def add_past_the_guards(engine: sa.Engine, table: sa.Table, **given: Any) -> None:
    values = filled(table) | given
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.execute(table.insert(), values)
            connection.commit()
            return
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("PRAGMA ignore_check_constraints=ON")
        at_inserts = ("guard_journal_next", f"guard_{table.name}_begin")
        known = guards._sqlite_statements()
        for name in filter(known.get, at_inserts):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.execute(table.insert(), values)
        for name in filter(known.get, at_inserts):
            connection.exec_driver_sql(known[name])
        connection.commit()
        driver.execute("PRAGMA foreign_keys=ON")


@pytest.mark.parametrize("table", guards.APPEND_ONLY)
def test_history_is_neither_changed_nor_removed(bare, all_tables, table):
    add_past_the_guards(bare, all_tables.tables[table])
    column = all_tables.tables[table].primary_key.columns[0].name
    statements = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]
    if bare.dialect.name == "postgresql":
        statements.append(f"TRUNCATE {table} CASCADE")
    else:
        statements.append(f"REPLACE INTO {table} SELECT * FROM {table}")

    for statement in statements:
        refused = pytest.raises(REFUSED, match="append-only|not the next number")
        with refused, bare.begin() as connection:
            if bare.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT begin_write()")
            connection.exec_driver_sql(statement)

    with bare.connect() as connection:
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 1


def test_every_table_says_itself_how_it_is_guarded(all_tables):
    def saying(word: str) -> set[str]:
        return {table.name for table in all_tables.tables.values() if table.info.get(word)}

    assert set(guards.APPEND_ONLY) == saying("append_only")
    assert set(guards.JOURNALED) == saying("journaled")


def remove_past_the_guards(engine: sa.Engine, table: sa.Table) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(table.delete())


def is_taken(engine: sa.Engine, change: sa.Update) -> bool:
    """Say whether a change of a state is let through; it is undone."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT begin_write()")
        try:
            return connection.execute(change).rowcount == 1
        except REFUSED as error:
            if "no such step" not in str(error):
                raise
            return False


@pytest.mark.parametrize("table", guards.TRANSITIONS)
def test_a_state_takes_only_the_steps_there_are(bare, all_tables, table):
    column, steps = guards.TRANSITIONS[table]
    states = sorted({state for many in steps.values() for state in many})
    for old in states:
        remove_past_the_guards(bare, all_tables.tables[table])
        add_past_the_guards(bare, all_tables.tables[table], **{column: old})
        change = all_tables.tables[table].update()
        taken = {
            new for new in (*states, "nonsense") if is_taken(bare, change.values({column: new}))
        }
        assert taken == {old, *steps.get(old, ())}


@pytest.mark.parametrize("table", guards.TRANSITIONS)
def test_a_record_begins_in_a_state_there_is(bare, all_tables, table):
    column, _ = guards.TRANSITIONS[table]
    values = filled(all_tables.tables[table]) | {column: "nonsense"}

    with bare.connect() as connection:
        if bare.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT begin_write()")
        with pytest.raises(REFUSED, match="no such step"):
            connection.execute(all_tables.tables[table].insert(), values)


def copied_row(connection: sa.Connection, **changes: Any) -> None:
    last = connection.execute(sa.select(journal).order_by(journal.c.seq.desc()).limit(1)).one()
    values = last._asdict() | {"id": uuid.uuid4(), "seq": last.seq + 1, "prev_hash": last.hash}
    connection.execute(journal.insert(), values | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"seq": 5}, "not the next number"),
        ({"seq": 2}, "not the next number"),
        ({"seq": 0}, "not the next number"),
        ({"prev_hash": b"x" * 32}, "not the hash of the row before"),
    ],
)
def test_a_row_out_of_order_is_refused(db, append, bare, changes, reason):
    append(db)
    append(db)

    with pytest.raises(REFUSED, match=reason), bare.begin() as connection:
        copied_row(connection, **changes)


def test_a_row_in_order_is_taken(db, append, bare):
    append(db)

    with bare.connect() as connection:
        copied_row(connection)


@pytest.mark.parametrize("table", guards.JOURNALED)
def test_a_server_refuses_a_change_without_begin_write(postgresql_address, all_tables, table):
    engine = migrate.open_engine(postgresql_address)
    column = all_tables.tables[table].primary_key.columns[0].name

    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(REFUSED, match="without begin_write|append-only"), engine.begin() as tx:
            tx.exec_driver_sql(statement)
    with pytest.raises(REFUSED, match="without begin_write"), engine.begin() as tx:
        tx.execute(all_tables.tables[table].insert(), filled(all_tables.tables[table]))
    engine.dispose()


def test_a_server_refuses_a_change_after_somebody_elses_begin_write(postgresql_address):
    engine = migrate.open_engine(postgresql_address)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT begin_write()")
        connection.rollback()

    with pytest.raises(REFUSED, match="without begin_write"), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM term")
    engine.dispose()


def test_a_server_refuses_to_commit_a_beginning_without_an_end(postgresql_address):
    engine = migrate.open_engine(postgresql_address)

    with pytest.raises(REFUSED, match="without a journal row"), engine.begin() as connection:
        connection.exec_driver_sql("SELECT begin_write()")
    engine.dispose()


def test_a_server_writes_in_read_committed_only(postgresql_address):
    engine = migrate.open_engine(postgresql_address)

    with (
        pytest.raises(sa.exc.DBAPIError, match="READ COMMITTED"),
        engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection,
    ):
        connection.exec_driver_sql("SELECT begin_write()")
    engine.dispose()


DROPPED = {
    "sqlite": ["DROP TRIGGER guard_log_entry_UPDATE"],
    "postgresql": ["DROP TRIGGER guard_log_entry_change ON log_entry"],
}
EMPTIED = {
    "sqlite": [
        "DROP TRIGGER guard_journal_DELETE",
        "CREATE TRIGGER guard_journal_DELETE BEFORE DELETE ON journal BEGIN SELECT 1; END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger"
        " LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
    ],
}
SWITCHED_OFF = {
    "sqlite": [
        "DROP TRIGGER guard_journal_next",
        "CREATE TRIGGER guard_journal_next BEFORE INSERT ON log_step BEGIN SELECT 1; END",
    ],
    "postgresql": ["ALTER TABLE journal DISABLE TRIGGER guard_journal_next"],
}


@pytest.mark.parametrize("attack", [DROPPED, EMPTIED, SWITCHED_OFF])
def test_a_database_without_its_guards_is_not_opened_until_they_are_back(bare, address, attack):
    with bare.begin() as connection:
        for statement in attack[bare.dialect.name]:
            connection.exec_driver_sql(statement)
    with pytest.raises(GuardsMissing, match="guard_"):
        Database(address)
    bare.dispose()

    migrate.migrate(address)

    Database(address).close()
