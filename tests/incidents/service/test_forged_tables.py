"""Whatever somebody changes in a table of incidents with other tools, `verify` finds it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import sqlite, verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.incidents.model.figures import COUNTED
from commandcenter.incidents.model.incident import LinkKind
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import Fault, ReportKind
from commandcenter.incidents.model.review import Finding, Review
from commandcenter.incidents.service import facts, moving, phoning, reading, reports, reviews
from commandcenter.incidents.tables import incident as incident_tables
from commandcenter.incidents.tables import report as report_tables
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.warnings.service import passing
from commandcenter.warnings.service.passing import WarningDraft

TABLES = {
    name: table
    for module in (incident_tables, report_tables)
    for name, table in vars(module).items()
    if isinstance(table, sa.Table)
}


@pytest.fixture
def address(sqlite_address) -> Address:
    """A county in a file, which is easily forged."""
    return sqlite_address


@pytest.fixture
def forging(
    db: Database, chief, leader, an_incident, counted, judged, sent, address
) -> Iterator[Tx]:
    """A county in which every table of incidents has rows; nothing that is forged is kept."""
    fill(db, chief, leader, an_incident, counted, judged, sent)
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


def fill(db, chief, leader, an_incident, counted, judged, sent) -> None:
    one = an_incident(
        lon=120,
        lat=-0.0,
        occurred_at=now() - timedelta(hours=1),
        learned_at=now() - timedelta(minutes=50),
    )
    counted(one, **dict.fromkeys(COUNTED, 1))
    one = judged(one, Level.MAJOR, is_sensitive=True)
    known = replace(one.facts, id=new_id(), cause="刹车失灵")
    facts.amend(db, one.id, known, seen_version=one.version, officer=chief)
    call = PhoneReport(id=new_id(), to_org="市局", to_name="赵敏", content="翻车")
    phoning.phone(db, one.id, call, officer=chief)
    said = {"sender": "县气象台", "headline": "暴雨红色预警", "sent_at": now()}
    warned = passing.enter(db, WarningDraft(id=new_id(), **said), officer=chief)
    moving.link(db, one.id, LinkKind.WARNING, warned.id, officer=chief, link_id=new_id())
    moving.merge(db, an_incident(drill_id=None).id, into=one.id, reason="重复", officer=chief)
    report = sent(one)
    sent(an_incident(drill_id=new_id()))
    begun = reports.begin(
        db, one.id, ReportKind.FOLLOW_UP, report_id=new_id(), officer=chief, language="zh"
    )
    words = replace(begun.text, id=new_id(), to_orgs="市局")
    reports.edit(db, begun.id, words, seen_version=begun.version, officer=chief)
    reports.discard(db, begun.id, reason="重写", officer=chief, act_id=new_id())
    moving.close(db, one.id, reason="已办结", officer=chief)
    finding = Finding(id=new_id(), incident_id=one.id, fault=Fault.FALSE, doc_no="〔2026〕1号")
    reviews.find_fault(db, finding, officer=leader)
    sampled(db, leader, report)
    assert reading.find(db, one.id).ended_at is not None


def sampled(db, leader, report) -> None:
    """Draw a sample as if the quarter were over, and review it."""
    from commandcenter.database import journal
    from commandcenter.incidents.model.review import Sample
    from commandcenter.incidents.store import review as store

    sample = Sample(
        id=new_id(), year=2025, quarter=4, seed=7, percent=30, count=1, drawn=(report.id,)
    )
    with db.write(leader) as tx:
        body = store.add_sample(tx, sample)
        journal.append(tx, store.SAMPLED, body, id=sample.id, subject=sample.id)
    other = replace(leader, login="other", name="李总")
    review = Review(id=new_id(), sample_id=sample.id, report_id=report.id, score=90, content="好")
    reviews.review(db, review, officer=other)


def other(value: object, column: sa.Column) -> object:
    """Return another value that the column can hold."""
    if isinstance(column.type, sa.Uuid):
        return new_id().hex
    if isinstance(column.type, sa.Date):
        return "2031-01-01"
    if isinstance(column.type, sa.Boolean):
        return 0 if value else 1
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
        yield f'DELETE FROM "{table.name}" WHERE rowid = ?', (rowid,)
    # A row that the database itself would take.
    keys = {column.name for column in table.columns if column.primary_key or column.unique}
    keys |= {"serial", "year"}
    row = [
        other(value, column) if column.name in keys else value
        for column, value in zip(table.columns, rows[0][1:], strict=True)
    ]
    if table.name == "report_state":
        row[list(table.columns.keys()).index("incident_id")] = new_id().hex
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
