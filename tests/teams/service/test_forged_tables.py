"""Whatever somebody changes in a table of teams with other tools, `verify` finds it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import sqlite, verify
from commandcenter.database.address import Address
from commandcenter.database.tx import Tx
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import rules
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.teams.model.dispatch import Order, Result, Step
from commandcenter.teams.model.packages import Package, Row
from commandcenter.teams.model.readiness import Muster, Readiness, State
from commandcenter.teams.model.supplies import Item, Preposition, Stock, Store
from commandcenter.teams.model.team import (
    Agreement,
    Assessment,
    Card,
    Equipment,
    Member,
    Vehicle,
)
from commandcenter.teams.service import (
    dispatch,
    imports,
    ordering,
    packages,
    readiness,
    roads,
    roster,
    supplies,
)
from commandcenter.teams.tables import dispatch as dispatch_tables
from commandcenter.teams.tables import roster as roster_tables

TABLES = {
    name: table
    for module in (roster_tables, dispatch_tables)
    for name, table in vars(module).items()
    if isinstance(table, sa.Table)
}
# Only for searching; and masked numbers of people, which a journal must not keep.
UNVOUCHED = {("team", "initials"), ("team_member", "id_number")}


def parts_of(team) -> tuple:
    """Return one of everything that can belong to a team."""
    last = date(2027, 1, 1)
    return (
        Member(id=new_id(), team_id=team.id, name="赵六", phone="19900021234", valid_to=last),
        Equipment(id=new_id(), team_id=team.id, name="冲锋舟", quantity=2, checked_on=last),
        Vehicle(id=new_id(), team_id=team.id, plate="浙K12345", seats=5),
        Assessment(id=new_id(), team_id=team.id, direction="water", grade=2, assessed_on=last),
        Agreement(id=new_id(), team_id=team.id, kind="mutual_aid", partner="邻县", signed_on=last),
    )


def fill(db, officer, a_team) -> None:
    """Let teams be added by hand and by import, changed, sent; supplies and packages as well."""
    by_hand = roster.add(db, a_team(lon=119, lat=-0.0, leader_phone="19900020001"), officer=officer)
    stored = [roster.add_part(db, part, officer=officer) for part in parts_of(by_hand)]
    gone = roster.add_part(
        db, Member(id=new_id(), team_id=by_hand.id, name="离队"), officer=officer
    )
    roster.remove_part(db, gone, officer=officer)
    by_hand = roster.change(db, replace(by_hand, radio_channel="3"), officer=officer)
    # All that was ever told of this one is changed later.
    roster.change_part(db, replace(stored[2], plate="浙K54321", seats=7), officer=officer)
    fill_by_import(db, officer, a_team)
    fill_supplies(db, officer, by_hand)
    fill_dispatches(db, officer, by_hand)
    fill_packages(db, officer)
    fill_roads(db, officer)


def fill_by_import(db, officer, a_team) -> None:
    team = a_team(lon=119.5, lat=28, skills=frozenset({"water", "mountain"}), number="R-1")
    card = Card(team=team, members=parts_of(team)[:1], equipment=parts_of(team)[1:2])
    imports.import_all(db, [card, Card(team=a_team(number="R-2"))], officer=officer)
    again = replace(card, team=replace(team, leader="李四", lat=28.5))
    imports.import_all(db, [again], officer=officer)
    roster.change(db, replace(again.team, duty_phone="19900020009", version=2), officer=officer)


def fill_supplies(db, officer, team) -> None:
    kept = supplies.add(db, Store(id=new_id(), name="县库", lon=119, lat=28), officer=officer)
    supplies.add(db, Item(id=new_id(), store_id=kept.id, name="帐篷", quantity=9), officer=officer)
    place = Preposition(id=new_id(), team_id=team.id, place="大坝", from_at=now())
    placed = supplies.add(db, place, officer=officer)
    supplies.change(db, replace(placed, to_at=now() + timedelta(days=1)), officer=officer)
    firm = Store(id=new_id(), name="云仓", lat=28, lon=119)
    stock = Stock(store=firm, items=(Item(id=new_id(), store_id=firm.id, name="面包"),))
    supplies.import_all(db, (stock,), officer=officer)


def fill_dispatches(db, officer, team) -> None:
    at = now() - timedelta(minutes=1)
    readiness.say(
        db, Readiness(team_id=team.id, state=State.READY, at=at, reason="点名"), officer=officer
    )
    muster = Muster(id=new_id(), team_id=team.id, ordered_at=at)
    ordered = readiness.order_muster(db, muster, officer=officer)
    readiness.end_muster(db, replace(ordered, people=7, result="齐"), officer=officer)
    readiness.order_muster(db, replace(muster, id=new_id()), officer=officer)
    first = Order(
        id=new_id(),
        order_id=new_id(),
        team_id=team.id,
        place="石桥村",
        task="搜救",
        lon=119.0,
        lat=28.0,
    )
    [one] = ordering.order(db, [first], officer=officer)
    dispatch.release(db, one.id, reason="收队", officer=officer)
    [one] = ordering.order(db, [replace(first, id=new_id(), order_id=new_id())], officer=officer)
    dispatch.take(db, one.id, Step.ARRIVED, officer=officer)
    admin = replace(officer, rights=RIGHTS[Role.ADMIN])
    [rule] = [one for one in rules.everything(db) if one.code == "teams.safety_call_s"]
    rules.change(db, replace(rule, value="900"), officer=admin)
    dispatch.report(db, one.id, Result(id=new_id(), rescued=2), officer=officer)


def fill_roads(db, officer) -> None:
    line = {"type": "LineString", "coordinates": [[119, 28], [119.1, 28]]}
    road = {"type": "Feature", "properties": {"highway": "primary"}, "geometry": line}
    body = json.dumps({"type": "FeatureCollection", "features": [road]}).encode()
    roads.replace_all(db, body, "道路.geojson", act_id=new_id(), officer=officer)


def fill_packages(db, officer) -> None:
    rows = (Row(skill="water", count=2), Row(category="social"))
    package = Package(id=new_id(), name="洪水", hazard="flood", level="II", rows=rows)
    packages.change(
        db, replace(packages.add(db, package, officer=officer), rows=rows[:1]), officer=officer
    )


@pytest.fixture
def address(sqlite_address) -> Address:
    """A county in a file, which is easily forged."""
    return sqlite_address


@pytest.fixture
def forging(db, chief, a_team, address) -> Iterator[Tx]:
    """A county in which every table of teams has rows; nothing that is forged is kept."""
    fill(db, chief, a_team)
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
    if isinstance(column.type, sa.Date):
        return "2031-01-01"
    if isinstance(column.type, sa.Text):
        return f"{value}1"
    return (value or 0) + 1_000


def forgeries(tx, table) -> Iterator[tuple[str, tuple]]:
    """Give statements that forge the table, each with its values."""
    rows = tx.execute(sa.text(f'SELECT rowid, * FROM "{table.name}"')).all()
    assert rows, f"{table.name} is empty"
    for rowid, *values in (rows[0], rows[-1]):
        for column, value in zip(table.columns, values, strict=True):
            if (table.name, column.name) not in UNVOUCHED:
                put = f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE rowid = ?'
                yield put, (other(value, column), rowid)
        yield f'DELETE FROM "{table.name}" WHERE rowid = ?', (rowid,)
    # A row that the database itself would take.
    keys = {column.name for column in table.columns if column.primary_key or column.unique}
    keys |= {"serial", "outcome", "hazard"}
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
