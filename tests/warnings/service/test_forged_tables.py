"""Whatever somebody changes in a table of warnings with other tools, `verify` finds it."""

from collections.abc import Iterator
from functools import partial

import pytest
import sqlalchemy as sa

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import guards, sqlite, verify
from commandcenter.database.address import Address
from commandcenter.database.tx import Tx
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import now
from commandcenter.warnings import tables
from commandcenter.warnings.model.calls import CALL_STEPS, Attempt, Outcome
from commandcenter.warnings.model.feeds import Feed, FeedKind
from commandcenter.warnings.model.message import MsgType
from commandcenter.warnings.model.passing import HOTSPOT_STEPS, Hotspot, HotspotResult, Notice
from commandcenter.warnings.model.warning import STEPS, Origin
from commandcenter.warnings.service import calling, feeds, hotspots, intake, passing
from commandcenter.warnings.service.passing import WarningDraft

TABLES = {table.name: table for table in vars(tables).values() if isinstance(table, sa.Table)}
KEYS = {"id", "name", "identifier"}


@pytest.mark.parametrize(
    ("table", "steps"),
    [("warning", STEPS), ("warning_call", CALL_STEPS), ("hotspot", HOTSPOT_STEPS)],
)
def test_the_database_knows_the_same_steps(table, steps):
    column, there = guards.TRANSITIONS[table]
    plain = {old and old.value: tuple(one.value for one in new) for old, new in steps.items()}
    assert (column, dict(there)) == ("state", plain)


def fill(db, chief, admin, a_reading) -> None:
    """Let every table of warnings have rows, some of them changed."""
    intake.take_in(db, a_reading(), origin=Origin.FILE, officer=chief)
    intake.take_in(db, a_reading(status="Nonsense"), origin=Origin.FILE, officer=chief)
    draft = WarningDraft(
        id=new_id(), sender="县气象台", headline="红色", sent_at=now(), colour=Severity.RED
    )
    one = passing.enter(db, draft, officer=chief)
    notice = Notice(id=new_id(), warning_id=one.id, channel="sms", told="村", at=now(), reached=3)
    passing.pass_on(db, notice, officer=chief)
    call, *_ = calling.of_warning(db, one.id)
    ring = Attempt(id=new_id(), call_id=call.id, outcome=Outcome.ANSWERED, called_at=now())
    calling.ring(db, ring, officer=chief)
    cancel = WarningDraft(
        id=new_id(),
        sender="县气象台",
        headline="解除",
        sent_at=now(),
        msg_type=MsgType.CANCEL,
        refers_to=one.id,
    )
    passing.enter(db, cancel, officer=chief)
    spot = Hotspot(id=new_id(), pixels=3, lon=120, lat=28, place="后山")
    hotspots.note(db, spot, officer=chief)
    hotspots.check(db, spot.id, HotspotResult.NO_FIRE, found="无", officer=chief)
    feed = Feed(id=new_id(), name="省平台", kind=FeedKind.HTTP, place="https://192.0.2.1/feed")
    feeds.add(db, feed, officer=admin)
    feeds.heard(db, feed, etag="a", modified="b", officer=chief)


@pytest.fixture
def address(sqlite_address) -> Address:
    """A county in a file, which is easily forged."""
    return sqlite_address


@pytest.fixture
def forging(db, chief, admin, a_reading, address) -> Iterator[Tx]:
    """A county in which every table of warnings has rows; nothing that is forged is kept."""
    fill(db, chief, admin, a_reading)
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
    return f"{value}1" if isinstance(column.type, sa.Text) else (value or 0) + 1_000


def forgeries(tx, table) -> Iterator[tuple[str, tuple]]:
    """Give statements that forge the table, each with its values."""
    rows = tx.execute(sa.text(f'SELECT rowid, * FROM "{table.name}"')).all()
    assert rows, f"{table.name} is empty"
    for rowid, *values in (rows[0], rows[-1]):
        for column, value in zip(table.columns, values, strict=True):
            put = f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE rowid = ?'
            yield put, (other(value, column), rowid)
        yield f'DELETE FROM "{table.name}" WHERE rowid = ?', (rowid,)
    row = [
        other(value, column) if column.name in KEYS else value
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


def test_a_message_that_is_no_longer_kept_is_found(forging):
    forging.connection.exec_driver_sql(
        "DELETE FROM attachment WHERE sha256 IN (SELECT content FROM warning)"
    )
    assert verify.run(forging, EVIDENCE).problem is not None
