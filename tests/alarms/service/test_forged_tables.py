"""Whatever somebody changes in a table of clocks or alarms with other tools, `verify` finds it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from commandcenter.alarms import tables as alarm_tables
from commandcenter.alarms.service import acting, types
from commandcenter.alarms.service.heartbeat import escalate_due
from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import sqlite, verify
from commandcenter.database.address import Address
from commandcenter.database.tx import Tx
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import now
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks
from commandcenter.matters.tables import clock as clock_table

TABLES = {
    name: table for name, table in vars(alarm_tables).items() if isinstance(table, sa.Table)
} | {"clock": clock_table}
# So that the database itself takes a forged row.
OTHERS = {"subject", "source", "level"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def address(sqlite_address) -> Address:
    """A county in a file, which is easily forged."""
    return sqlite_address


def fill(db, chief, admin) -> None:
    """Let something of every sort happen to clocks and alarms."""
    at = now()
    db.clock = lambda: at
    with db.write(chief) as tx:
        ids = []
        for n in range(3):
            facts = {"subject": new_id(), "about": new_id(), "title": "首报", "can_pause": True}
            limit = n * MINUTE
            ids.append(clocks.start_in(tx, ClockKind.REPORT, limit=limit, at=at, **facts))
        for n in range(11):
            facts = {"title": "x", "severity": list(Severity)[n % 3], "subject": new_id()}
            raise_in(tx, "incident", source=f"{n}", at=at, drill_id=new_id(), **facts)
        alarms = [
            raise_in(tx, "incident", source=f"r{n}", title="x", at=at, area_code="330399")
            for n in range(12)
        ]
    [row] = [row for row in types.everything(db) if row.code == "incident"]
    types.change(db, replace(row, count=2, is_active=False), officer=admin)
    clocks.pause(db, ids[2].id, note="停", officer=chief)
    acting.shelve(db, alarms[0].id, until=at + 2 * MINUTE, reason="修", officer=chief)
    acting.acknowledge(db, alarms[1].id, action="called", note="x", officer=chief)
    escalate_due(db)
    at += 30 * MINUTE
    escalate_due(db)
    clocks.acknowledge(db, ids[0].id, note="知", officer=chief)
    with db.write(chief) as tx:
        clocks.satisfy_in(tx, ids[0].kind, ids[0].subject, at=tx.at, by="王芳", done="报")
        clear_in(tx, "incident", "r1", at=tx.at)
    escalate_due(db)


@pytest.fixture
def forging(db, chief, admin, address) -> Iterator[Tx]:
    """A county in which every table has rows; nothing that is forged is kept."""
    fill(db, chief, admin)
    engine = sa.create_engine("sqlite://", creator=partial(sqlite.connect, address.file))
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        tx = Tx(connection=connection, is_sqlite=True)
        assert verify.run(tx, EVIDENCE).problem is None
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for trigger in connection.exec_driver_sql(triggers).scalars().all():
            connection.exec_driver_sql(f'DROP TRIGGER "{trigger}"')
        yield tx
    engine.dispose()


def other(value: object, column: sa.Column) -> object:
    """Return another value that the column can hold."""
    if isinstance(column.type, sa.Uuid):
        return new_id().hex
    if isinstance(column.type, sa.Boolean):
        return not value
    if isinstance(column.type, sa.Text):
        return f"{value}1"
    return (value or 0) + 1_000


def forgeries(tx, table) -> Iterator[tuple[str, tuple]]:
    """Give statements that forge the table, each with its values."""
    rows = tx.execute(sa.text(f'SELECT rowid, * FROM "{table.name}"')).all()
    assert rows, f"{table.name} is empty"
    for rowid, *values in (rows[0], rows[-1]):
        for column, value in zip(table.columns, values, strict=True):
            put = f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE rowid = ?'
            yield put, (other(value, column), rowid)
            if value is not None and column.nullable:
                yield put, (None, rowid)
        yield f'DELETE FROM "{table.name}" WHERE rowid = ?', (rowid,)
    keys = {column.name for column in table.columns if column.primary_key} | OTHERS
    row = [
        other(value, column) if column.name in keys else value
        for column, value in zip(table.columns, rows[0][1:], strict=True)
    ]
    yield f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(row))})', tuple(row)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_forged_value_and_every_row_that_came_or_went_is_found(forging, name):
    unseen = []
    for statement, values in forgeries(forging, TABLES[name]):
        forging.connection.exec_driver_sql("SAVEPOINT forged")
        forging.connection.exec_driver_sql(statement, values)
        if verify.run(forging, EVIDENCE).problem is None:
            unseen.append((statement, values))
        forging.connection.exec_driver_sql("ROLLBACK TO forged")
    assert not unseen
