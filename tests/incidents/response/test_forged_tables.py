"""Whatever somebody changes in a table of responses with other tools, `verify` finds it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import sqlite, verify
from commandcenter.database.address import Address
from commandcenter.database.tx import Tx
from commandcenter.incidents.model.command import (
    Consultation,
    Decision,
    FieldPost,
    Note,
    NoteKind,
    Participant,
    SupplyRequest,
)
from commandcenter.incidents.model.evacuation import Moved
from commandcenter.incidents.model.matrix import CellState
from commandcenter.incidents.model.response import Stage
from commandcenter.incidents.service import (
    command,
    consultation,
    evacuation,
    groups,
    matrix,
    response,
    shelters,
)
from commandcenter.incidents.tables import response as tables
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now

TABLES = {table.name: table for table in vars(tables).values() if isinstance(table, sa.Table)}


@pytest.fixture
def address(sqlite_address) -> Address:
    """A county in a file, which is easily forged."""
    return sqlite_address


def fill_response(db, chief, activated, a_decree):
    one = activated(Stage.FOURTH, title="台风", incident_id=new_id())
    activated(Stage.WATCH, hazard="fire", drill_id=new_id())
    cells = matrix.of_response(db, one.id).cells
    ids = [cell.id for cell in cells[:9]]
    matrix.set_cells(db, ids, CellState.DONE, officer=chief, act_id=new_id(), note="落实")
    response.change(
        db, one.id, a_decree(Stage.THIRD, areas=frozenset({"330399100"})), officer=chief
    )
    over = activated(Stage.FIRST)
    response.change(db, over.id, a_decree(Stage.ENDED), officer=chief)
    return one


def fill_command(db, chief, one) -> None:
    about, at = one.id, now()
    decision = Decision(id=new_id(), text="转移", owner="乡政府", due_at=at + timedelta(hours=1))
    held = {"chair": "周明", "judgement": "将有暴雨", "attendees": "水利局", "hazard": "flood"}
    told = Consultation(id=new_id(), about=about, at=at, decisions=(decision,), **held)
    consultation.consult(db, told, officer=chief)
    consultation.consult(db, replace(told, id=new_id(), decisions=()), officer=chief)
    called = groups.call_up(db, about, ["rescue:teams", "risk:rivers"], officer=chief)
    signed = replace(called[0], signed_in_at=called[0].called_at, signed_in_by="陈明")
    groups.change_call(db, signed, officer=chief)
    for kind in NoteKind:
        given = {"channel": "广播", "approved_by": "周明", "group_id": called[0].id}
        note = Note(id=new_id(), kind=kind, about=about, text="平稳", at=at, **given)
        consultation.note(db, note, officer=chief)
    post = FieldPost(
        id=new_id(), about=about, name="一号", place="村", commander="周", opened_at=at
    )
    command.change_post(
        db, replace(command.open_post(db, post, officer=chief), closed_at=now()), officer=chief
    )
    command.open_post(db, replace(post, id=new_id()), officer=chief)
    part = Participant(id=new_id(), about=about, organisation="民兵连", arrived_at=at)
    command.take_part(db, part, officer=chief)
    command.change_participant(db, replace(part, left_at=now()), officer=chief)
    want = SupplyRequest(id=new_id(), about=about, item="水", quantity=2, requested_at=at, eta=at)
    command.request_supplies(db, want, officer=chief)
    got = replace(want, received_at=now(), received_quantity=2)
    command.change_request(db, got, officer=chief)


def fill_list(db, chief, one, a_person, a_shelter) -> None:
    place = shelters.add(db, a_shelter(lon=119, lat=-0.0), officer=chief)
    shelters.change(db, replace(place, capacity=50), officer=chief)
    fields = {"phone": "19900021234", "address": "12号", "needs": "轮椅", "id_digest": "abc"}
    people = evacuation.put_on_list(
        db,
        [a_person(one.id, **fields), a_person(one.id, "李四", shelter_id=place.id)],
        officer=chief,
    )
    given = {"officer": chief, "act_id": new_id(), "shelter_id": place.id, "note": "到位"}
    evacuation.take(db, [person.id for person in people], Moved.SHELTERED, **given)
    [seen, _] = evacuation.listed(db, one.id, officer=chief)
    evacuation.change(db, replace(seen, phone="19900029999"), officer=chief)


@pytest.fixture
def forging(db, chief, activated, a_decree, a_person, a_shelter, address) -> Iterator[Tx]:
    """A county in which every table has rows; nothing that is forged is kept."""
    one = fill_response(db, chief, activated, a_decree)
    fill_command(db, chief, one)
    fill_list(db, chief, one, a_person, a_shelter)
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
        yield f'DELETE FROM "{table.name}" WHERE rowid = ?', (rowid,)
    # A row that the database itself would take.
    keys = {column.name for column in table.columns if column.primary_key or column.unique}
    keys |= {"serial", "about", "response_id"}
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
